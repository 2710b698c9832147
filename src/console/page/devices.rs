//! How the kiosk is: what it is made of, each with its health; the journal, the shop and the catalogue.

use super::Glance;
use crate::catalogue::standing::age_in_words;
use crate::console::html::Html;
use crate::console::state;
use crate::runtime::Report;
use crate::runtime::health::Health;
use scanslip_hw::scanner::{Settings, Source};
use scanslip_hw::{devices::Match, keypad};

pub(super) fn section(glance: &Glance<'_>) -> Html {
    let mut html = Html::new();
    html.raw("<section id=\"kiosk\">\n<h2>Kiosk</h2>\n<dl>\n");
    let Some(report) = &glance.report else {
        html.raw("<dt>Loop<dd><strong>does not answer</strong>\n</dl>\n</section>\n");
        return html;
    };
    html.add(&scanners(glance, report)).add(&keypads(glance, report));
    html.raw("<dt>Display<dd id=\"display\">");
    match &glance.equipment.display {
        Some(name) => html.text(name).raw(": ").add(&told(&report.display, "has shown nothing yet")),
        None => html.raw("none but this page"),
    };
    html.raw("\n").add(&printer(report));
    html.raw("<dt>Journal<dd>").raw(if report.disk_fails { "<strong>cannot be written</strong>" } else { "ok" });
    html.add(&shop(glance, report));
    html.raw("\n<dt>Orders that wait for the shop<dd>").text(report.waiting_orders);
    if let Some(stock) = &glance.stock {
        html.raw("\n<dt>Catalogue<dd id=\"catalogue\">").text(stock.sentence());
        if let Some(trouble) = stock.trouble() {
            html.raw(" <strong>").text(trouble).raw("</strong>");
        }
    }
    html.raw("\n</dl>\n</section>\n");
    html
}

fn scanners(glance: &Glance<'_>, report: &Report) -> Html {
    let (mut html, scanners) = (Html::new(), &glance.equipment.scanners);
    for (place, scanner) in scanners.iter().enumerate() {
        html.raw("<dt>Scanner ").text(place + 1).raw("<dd>").text(name(scanner));
        html.raw(if report.open_scanners.contains(&place) { ": ok\n" } else { ": <strong>cannot be read</strong>\n" });
    }
    if scanners.is_empty() {
        html.raw("<dt>Scanner<dd>none\n");
    }
    if report.open_scanners.len() < scanners.len()
        && let Some(why) = &report.scanner_why
    {
        html.raw("<dt>Why<dd>").text(why).raw("\n");
    }
    html
}

fn keypads(glance: &Glance<'_>, report: &Report) -> Html {
    let (mut html, keypads) = (Html::new(), &glance.equipment.keypads);
    for (place, keypad) in keypads.iter().enumerate() {
        let health = report.keypads.get(&place).unwrap_or(&Health::Unknown);
        html.raw("<dt>Keypad ").text(place + 1).raw("<dd>").text(name_of_keypad(keypad)).raw(": ");
        html.add(&told(health, "not seen yet")).raw("\n");
    }
    if keypads.is_empty() {
        html.raw("<dt>Keypad<dd>none\n");
    }
    html
}

fn shop(glance: &Glance<'_>, report: &Report) -> Html {
    let mut html = Html::new();
    html.raw("\n<dt>Shop<dd id=\"shop-health\">").text(&glance.equipment.shop).raw(": ");
    let ago = || report.shop_age_s.map_or_else(String::new, |age| format!(" {} ago", age_in_words(age)));
    match &report.shop {
        Health::Unknown => html.raw("not asked since the start"),
        Health::Well | Health::Partly(_) => html.raw("answered").text(ago()),
        Health::Ill(why) => html.raw("<strong>gave no answer of use").text(ago()).raw(": ").text(why).raw("</strong>"),
    };
    html
}

/// How something is, in words.
fn told(health: &Health, unknown: &'static str) -> Html {
    let mut html = Html::new();
    match health {
        Health::Unknown => html.raw(unknown),
        Health::Well => html.raw("ok"),
        Health::Partly(why) => html.raw("ok, but <strong>").text(why).raw("</strong>"),
        Health::Ill(why) => html.raw("<strong>").text(why).raw("</strong>"),
    };
    html
}

fn printer(report: &Report) -> Html {
    let mut html = Html::new();
    html.raw("<dt>Printer<dd>");
    if let Some(name) = &report.printer_name {
        html.text(name).raw(": ");
    }
    html.text(state::printer(report.printer));
    if let Some(why) = &report.printer_why {
        html.raw(", <strong>").text(why).raw("</strong>");
    }
    if report.paper_low {
        html.raw(", <strong>the roll comes to its end</strong>");
    }
    html.raw("\n");
    html
}

/// What the settings call it.
fn name(scanner: &Settings) -> String {
    match &scanner.source {
        Source::Serial { path, .. } => path.display().to_string(),
        Source::Stdin => "standard input".to_owned(),
        Source::Hid(wanted) => {
            named_by(wanted).map_or_else(|| "any HID scanner".to_owned(), |parts| format!("HID scanner, {parts}"))
        }
    }
}

/// The same.
fn name_of_keypad(keypad: &keypad::Settings) -> String {
    let place = keypad.path.as_ref().map(|path| path.display().to_string());
    let parts: Vec<String> = place.into_iter().chain(named_by(&keypad.wanted)).collect();
    if parts.is_empty() { "any number pad and all buttons".to_owned() } else { parts.join(", ") }
}

/// By what the settings know it, if they say anything.
fn named_by(Match { serial, port, vid, pid }: &Match) -> Option<String> {
    let id = |id: &Option<u16>| id.map(|id| format!("{id:04x}"));
    let parts = [("port ", port.clone()), ("serial number ", serial.clone()), ("vid ", id(vid)), ("pid ", id(pid))];
    let parts: Vec<String> = parts.into_iter().filter_map(|(what, value)| Some(format!("{what}{}", value?))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_is_named_as_the_settings_name_it() {
        let named = |source| {
            name(&Settings {
                source,
                suffix: scanslip_hw::scanner::Suffix::Newline,
                layout: String::new(),
                idle_ms: 50,
            })
        };
        assert_eq!(named(Source::Hid(Match::default())), "any HID scanner");
        let wanted = Match { vid: Some(0x05e0), pid: Some(0x1200), ..Match::default() };
        assert_eq!(named(Source::Hid(wanted)), "HID scanner, vid 05e0, pid 1200");
        assert_eq!(named(Source::Serial { path: "/dev/ttyACM0".into(), baud: 9_600 }), "/dev/ttyACM0");
    }

    #[test]
    fn a_keypad_is_named_as_the_settings_name_it() {
        let wanted = Match { vid: Some(0x05e0), ..Match::default() };
        assert_eq!(name_of_keypad(&keypad::Settings::default()), "any number pad and all buttons");
        let pad = keypad::Settings { wanted, path: Some("/dev/input/event3".into()) };
        assert_eq!(name_of_keypad(&pad), "/dev/input/event3, vid 05e0");
    }

    #[test]
    fn what_is_not_well_is_told_with_its_reason() {
        let why = || "<it> hangs.".to_owned();
        for (health, expected) in [
            (Health::Unknown, "no idea"),
            (Health::Well, "ok"),
            (Health::Partly(why()), "ok, but <strong>&lt;it&gt; hangs.</strong>"),
            (Health::Ill(why()), "<strong>&lt;it&gt; hangs.</strong>"),
        ] {
            assert_eq!(told(&health, "no idea").into_string(), expected);
        }
    }
}
