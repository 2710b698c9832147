//! What was understood of the settings, one line a subject. Holds no secret.

use crate::config::{Config, kash};
use scanslip_hw::keypad;
use scanslip_hw::printer::{Flow, Port};
use scanslip_hw::scanner::{Match, Source};

/// The lines.
pub(super) fn lines(config: &Config) -> Vec<String> {
    let kiosk = &config.kiosk;
    let mut lines = vec![
        format!(
            "kiosk {} in {}, speaks {}, shows {}, starts to count down after {} s, for {} s",
            kiosk.id.as_str(),
            kiosk.state_dir.path().display(),
            kiosk.language.code(),
            kiosk.currency.as_str(),
            kiosk.idle_after_s.get(),
            kiosk.countdown_s.get()
        ),
        shop(&config.kash),
        format!("up to {} orders wait for the shop", config.offline.max_orders.get()),
    ];
    for (index, scanner) in config.scanners().iter().enumerate() {
        lines.push(format!("scanner {}: {}", index.saturating_add(1), source(&scanner.source)));
    }
    for (index, pad) in config.keypads().iter().enumerate() {
        lines.push(format!("keypad {}: {}", index.saturating_add(1), keypad(pad)));
    }
    lines.push(match config.printer() {
        Some((port, profile, _)) => format!("printer: {}, profile {profile}", self::port(&port)),
        None => "printer: none".to_owned(),
    });
    lines
}

fn shop(kash: &kash::Kash) -> String {
    let payment = match kash.payment {
        kash::PaymentChoice::Validated => "orders are validated and unpaid".to_owned(),
        kash::PaymentChoice::Quote => "orders are quotes".to_owned(),
        kash::PaymentChoice::Method(id) => format!("orders are paid by method {id}"),
    };
    format!("shop {} at {}, {payment}", kash.shop_id.as_str(), kash.url.0)
}

fn source(source: &Source) -> String {
    match source {
        Source::Stdin => "standard input".to_owned(),
        Source::Serial { path, baud } => format!("serial, {} at {baud} bits a second", path.display()),
        Source::Hid(any) if *any == Match::default() => "HID, the first that is found".to_owned(),
        Source::Hid(known) => format!("HID, {}", self::known(known).join(", ")),
    }
}

fn keypad(keypad: &keypad::Settings) -> String {
    let mut known = known(&keypad.wanted);
    known.extend(keypad.path.as_ref().map(|path| path.display().to_string()));
    if known.is_empty() { "any number pad and button".to_owned() } else { known.join(", ") }
}

/// What is known of a device.
fn known(known: &Match) -> Vec<String> {
    let id = |name: &str, id: Option<u16>| id.map(|id| format!("{name} {id:04x}"));
    let text = |name: &str, text: &Option<String>| text.as_ref().map(|text| format!("{name} {text}"));
    let known =
        [id("vendor", known.vid), id("product", known.pid), text("serial", &known.serial), text("port", &known.port)];
    known.into_iter().flatten().collect()
}

fn port(port: &Port) -> String {
    match port {
        Port::Usb(path) => format!("USB, {}", path.display()),
        Port::Serial(path, baud, flow) => {
            let flow = match flow {
                Flow::XonXoff => "XON/XOFF",
                Flow::RtsCts => "RTS/CTS",
                Flow::None => "no flow control",
            };
            format!("serial, {} at {baud} bits a second, {flow}", path.display())
        }
        Port::Tcp(address) => format!("network, {address}"),
        Port::File(path) => format!("file, {}", path.display()),
    }
}
