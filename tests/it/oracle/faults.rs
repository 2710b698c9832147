//! Faults of the printer in the middle of a slip: it is on paper once, whole, and no second time.

use super::double::Double;
use super::gate::Gate;
use super::kiosk::Kiosk;
use super::tools::Tools;

const NUTELLA: &str = "3017620422003";
const COLA: &str = "5449000000996";

/// How the printer hangs on the kiosk.
#[derive(Clone, Copy)]
enum Way {
    Network,
    Serial,
}

#[test]
fn the_paper_runs_out_in_the_middle() {
    one_whole_slip_despite(&["paper-out"], Way::Network);
    one_whole_slip_despite(&["paper-out"], Way::Serial);
}

#[test]
fn the_cover_is_opened_in_the_middle() {
    one_whole_slip_despite(&["cover-open"], Way::Network);
}

#[test]
fn the_printer_goes_off_line_in_the_middle() {
    one_whole_slip_despite(&["offline"], Way::Network);
}

#[test]
fn the_paper_runs_out_and_is_replaced() {
    one_whole_slip_despite(&["paper-near-end", "paper-out", "cover-open", "offline"], Way::Network);
    one_whole_slip_despite(&["paper-near-end", "paper-out", "cover-open", "offline"], Way::Serial);
}

#[test]
fn a_serial_printer_without_paper_is_waited_for() {
    let Some(tools) = Tools::find() else { return };
    let double = Double::start(&tools);
    let mut kiosk = Kiosk::start(&format!("kind = \"serial\"\npath = \"{}\"", double.line.display()));
    for code in [COLA, "SLIP-CONFIRM"] {
        kiosk.scan(code);
    }
    double.cuts();
    kiosk.wait_for("slip done");
    double.set("paper-out");
    for code in [NUTELLA, "SLIP-CONFIRM"] {
        kiosk.scan(code);
    }
    kiosk.wait_for("it has no paper");
    double.clear("paper-out");
    double.cuts();
    let done = kiosk.wait_for("slip done");
    assert!(done.contains("copy=0"), "{done}");
    kiosk.kill();
    let receipts = double.receipts();
    let [(_, _), (second, _)] = receipts.as_slice() else { panic!("one slip for each order: {receipts:?}") };
    assert!(second.contains("Nutella") && !second.contains("DUPLICATA"), "{second}");
}

/// The faults come one after the other while the second title of the slip is on its way, and go in the same order.
fn one_whole_slip_despite(faults: &[&str], way: Way) {
    let Some(tools) = Tools::find() else { return };
    let double = Double::start(&tools);
    let mut gate = match way {
        Way::Network => Gate::before(double.printer, b"Coca-Cola"),
        Way::Serial => Gate::before_line(&double.line, b"Coca-Cola"),
    };
    let mut kiosk = Kiosk::start(&gate.printer);
    for code in [NUTELLA, COLA, "SLIP-CONFIRM"] {
        kiosk.scan(code);
    }
    gate.wait();
    for fault in faults {
        double.set(fault);
    }
    gate.open();
    double.hears();
    for fault in faults {
        assert_eq!(double.receipts(), [], "it prints nothing before {fault} is mended");
        double.clear(fault);
    }
    double.cuts();
    let done = kiosk.wait_for("slip done");
    // A machine that is busy enough hears no answer in time, and then nothing is proven; nothing is doubled either.
    assert!(done.contains("copy=0") && !done.contains("Broken"), "{done}");
    // Whatever a kiosk that is mistaken would still send comes with the next slip at the latest.
    for code in [NUTELLA, "SLIP-CONFIRM"] {
        kiosk.scan(code);
    }
    double.cuts();
    kiosk.wait_for("slip done");
    kiosk.kill();
    gate.drain();

    let receipts = double.receipts();
    let [(first, picture), (second, _)] = receipts.as_slice() else { panic!("one slip for each order: {receipts:?}") };
    let lines: Vec<&str> = first.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!((lines.first(), lines.last()), (Some(&"First line"), Some(&"Last line")), "{first}");
    for (title, times) in [("Nutella", 1), ("Coca-Cola", 1), ("TOTAL", 1), ("DUPLICATA", 0)] {
        assert_eq!(first.matches(title).count(), times, "{title} in {first}");
    }
    let link = first.lines().find_map(|line| line.strip_prefix("[qr ")?.strip_suffix(']'));
    assert_eq!(Some(tools.codes_on(picture).as_str()), link, "the code is whole");
    assert!(second.contains("Nutella") && !second.contains("Coca-Cola"), "{second}");
}
