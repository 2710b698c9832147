//! `/metrics`, read by a parser that forgives nothing of the text format (Prometheus, exposition formats, 0.0.4) and of its
//! conventions of naming.

use super::demo::Demo;
use super::http::{self, get};
use super::stream::Events;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use url::form_urlencoded;

/// One family: its type, and each sample by its name and labels, in order.
#[derive(Debug, Default)]
struct Family {
    kind: String,
    samples: Vec<(String, f64)>,
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A sample `name{label="value"} number`: the name alone, with its labels, and the number.
fn sample(line: &str) -> (String, String, f64) {
    let (key, value) = line.rsplit_once(' ').expect("a value");
    let (name, labels) = key.split_once('{').map_or((key, None), |(name, labels)| (name, Some(labels)));
    assert!(is_name(name), "{line}");
    if let Some(labels) = labels {
        let (label, value) = labels.strip_suffix("\"}").and_then(|labels| labels.split_once("=\"")).expect("one label");
        assert!(is_name(label) && !value.contains(['"', '\\', '\n']), "{line}");
    }
    (name.to_owned(), key.to_owned(), value.parse().expect("a number"))
}

/// Panics at whatever is not as it should be.
fn parse(text: &str) -> BTreeMap<String, Family> {
    assert!(text.ends_with('\n') && !text.contains("\n\n") && !text.contains('\r'), "lines end in one line feed");
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    let mut lines = text.lines().peekable();
    while let Some(help) = lines.next() {
        let (name, sentence) = help.strip_prefix("# HELP ").and_then(|rest| rest.split_once(' ')).expect(help);
        assert!(is_name(name) && sentence.ends_with('.') && !sentence.contains('\\'), "{help}");
        let kind = lines.next().and_then(|line| line.strip_prefix(&format!("# TYPE {name} "))).expect(help).to_owned();
        let mut family = Family { kind, samples: Vec::new() };
        while let Some(line) = lines.next_if(|line| !line.starts_with('#')) {
            let (of, key, value) = sample(line);
            let suffixes: &[&str] = if family.kind == "histogram" { &["_bucket", "_sum", "_count"] } else { &[""] };
            assert!(suffixes.iter().any(|suffix| of == format!("{name}{suffix}")), "{line} is not of {name}");
            assert!(family.samples.iter().all(|(known, _)| *known != key), "{line} comes twice");
            family.samples.push((key, value));
        }
        assert!(families.insert(name.to_owned(), family).is_none(), "{name} comes twice");
    }
    families
}

fn follows_the_conventions(name: &str, family: &Family) {
    assert!(name.starts_with("scanslip_") && !family.samples.is_empty(), "{name}");
    match family.kind.as_str() {
        "counter" => assert!(name.ends_with("_total"), "{name}"),
        "gauge" => assert!(!name.ends_with("_total"), "{name}"),
        "histogram" => {
            assert!(name.ends_with("_seconds"), "{name}");
            let (count, rest) = family.samples.split_last().expect("samples");
            let (sum, buckets) = rest.split_last().expect("samples");
            assert_eq!((count.0.as_str(), sum.0.as_str()), (&*format!("{name}_count"), &*format!("{name}_sum")));
            let mut last = (0.0, 0.0);
            for (key, value) in buckets {
                let bound = key.split('"').nth(1).expect("a bound");
                let bound = if bound == "+Inf" { f64::INFINITY } else { bound.parse().expect("a number") };
                assert!(bound > last.0 && *value >= last.1, "{key}");
                last = (bound, *value);
            }
            assert!(last.0.is_infinite() && last.1.total_cmp(&count.1).is_eq(), "{name} ends with all of them");
        }
        other => panic!("{name} is a {other}"),
    }
}

fn read(at: SocketAddr) -> BTreeMap<String, Family> {
    let reply = get(at, "/metrics");
    assert_eq!(reply.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let families = parse(reply.text());
    for (name, family) in &families {
        follows_the_conventions(name, family);
    }
    families
}

fn value(families: &BTreeMap<String, Family>, family: &str, sample: &str) -> f64 {
    let family = &families.get(family).unwrap_or_else(|| panic!("there is no {family}")).samples;
    family.iter().find(|(key, _)| key == sample).unwrap_or_else(|| panic!("there is no {sample}")).1
}

#[test]
fn an_order_moves_every_figure_that_it_should() {
    let demo = Demo::start();
    let before = read(demo.address);
    for name in ["scan_to_screen", "confirm_to_disk", "answer_to_paper"] {
        let name = format!("scanslip_{name}_seconds");
        assert_eq!(value(&before, &name, &format!("{name}_count")).to_bits(), 0, "{name}: nobody has done anything");
    }
    let mut events = Events::open(demo.address);
    demo.order(&["3017620422003", "5449000000996"]);
    events.wait_for(|kind, data| kind == "order" && data["step"] == "slip-printed");
    let after = read(demo.address);
    for (family, sample, expected) in [
        ("scanslip_scan_to_screen_seconds", "scanslip_scan_to_screen_seconds_count", 2.0),
        ("scanslip_confirm_to_disk_seconds", "scanslip_confirm_to_disk_seconds_count", 1.0),
        ("scanslip_answer_to_paper_seconds", "scanslip_answer_to_paper_seconds_count", 1.0),
        ("scanslip_orders_accepted_total", "scanslip_orders_accepted_total", 1.0),
        ("scanslip_orders_waiting", "scanslip_orders_waiting", 0.0),
        ("scanslip_printer_state", "scanslip_printer_state{state=\"ready\"}", 1.0),
        ("scanslip_printer_state", "scanslip_printer_state{state=\"no-paper\"}", 0.0),
    ] {
        let told = value(&after, family, sample);
        assert!(told.total_cmp(&expected).is_eq(), "{sample} is {told}");
    }
    for name in ["scan_to_screen", "confirm_to_disk", "answer_to_paper"] {
        let name = format!("scanslip_{name}_seconds");
        assert!(value(&after, &name, &format!("{name}_sum")) > 0.0, "{name} took no time");
    }
    let states = &after["scanslip_printer_state"].samples;
    assert_eq!(states.iter().filter(|(_, value)| *value > 0.5).count(), 1, "it is in one state: {states:?}");
}

#[test]
fn whatever_a_shopper_does_has_a_counter() {
    let demo = Demo::start();
    let count = |name: &str| {
        let name = format!("scanslip_{name}_total");
        value(&read(demo.address), &name, &name)
    };
    for (code, name) in [
        ("SLIP-PRICE", "price_checks"),
        ("SLIP-LANG-fr", "language_changes"),
        ("4006381333931", "unknown_codes"),
        ("$3CUST-9999", "unknown_cards"),
        ("3017620422004", "refused_scans"),
        ("SLIP-CANCEL", "abandoned_carts"),
    ] {
        assert_eq!(count(name).to_bits(), 0, "{name} before {code}");
        // The first only asks; what it asks about comes then.
        for code in if name == "price_checks" { vec![code, "3017620422003", "3017620422003"] } else { vec![code] } {
            let form = form_urlencoded::Serializer::new(String::new()).append_pair("code", code).finish();
            let reply = http::post_as(demo.address, "/api/scan", "application/x-www-form-urlencoded", form);
            assert_eq!(reply.status, 303, "{code}");
        }
        assert_eq!(count(name).to_bits(), 1.0_f64.to_bits(), "{name} after {code}");
    }
    let families = read(demo.address);
    for result in ["passed", "failed"] {
        let sample = format!("scanslip_age_checks_total{{result=\"{result}\"}}");
        assert_eq!(value(&families, "scanslip_age_checks_total", &sample).to_bits(), 0, "{result}");
    }
}

#[test]
fn the_parser_sees_what_is_wrong() {
    let good = "# HELP a_total Some.\n# TYPE a_total counter\na_total 1\n";
    assert_eq!(parse(good).len(), 1);
    for wrong in [
        "# HELP a_total Some.\n# TYPE a_total counter\nb_total 1\n",
        "# HELP a_total Some.\n# TYPE a_total counter\na_total 1\na_total 2\n",
        "# TYPE a_total counter\na_total 1\n",
        "# HELP a_total Some.\n# TYPE a_total counter\na_total one\n",
        "# HELP a_total Some.\n# TYPE a_total counter\na_total 1",
        "# HELP a Some.\n# TYPE a gauge\na{b=1} 1\n",
        "# HELP A Some.\n# TYPE A gauge\nA 1\n",
        &good.repeat(2),
    ] {
        assert!(std::panic::catch_unwind(|| parse(wrong)).is_err(), "{wrong}");
    }
}
