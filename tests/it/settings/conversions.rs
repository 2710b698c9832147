//! What the parts of the program get of the settings.

use super::{SMALLEST, parse};
use scanslip::kash::{PaidAmount, Payment};
use scanslip::till;
use scanslip::till::money::Cents;
use scanslip_hw::printer::Port;
use scanslip_hw::scanner::{Match, Source, Suffix};
use std::path::{Path, PathBuf};

#[test]
fn the_smallest_settings_give_every_default() {
    let config = parse(SMALLEST).expect("right");
    let barcode = config.till().barcode;
    assert!(barcode.cards.len() == 1 && barcode.in_store.is_empty(), "CUST-* is a card, and there are no scales");
    let expected = till::Settings { barcode, ..till::Settings::default() };
    assert_eq!(config.till(), expected);
    assert_eq!(config.journal(), Path::new("/var/lib/scanslip/journal.db"));
    assert_eq!(config.catalogue(), Path::new("/var/lib/scanslip/catalogue.db"));
    let scanners = config.scanners();
    assert_eq!(scanners.len(), 1);
    assert_eq!(scanners[0].source, Source::Hid(Match::default()), "whichever is found");
    let (port, profile, overrides) = config.printer().expect("the first USB printer");
    assert_eq!((port, profile.as_str()), (Port::Usb(PathBuf::from("/dev/usb/lp0")), "generic-80mm"));
    assert_eq!(overrides, scanslip_hw::printer::profile::Overrides::default());
    assert!(config.not_yet().is_empty() && config.must_not_start().is_empty() && config.warnings().is_empty());
}

#[test]
fn the_shop_gets_its_key_from_the_file_and_never_shows_it() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("kash.key");
    let text = format!(
        "[kash]\nshop-id = \"77\"\nkey-file = \"{}\"\npayment = 3\npayment-amount = \"12.50\"\nuser-id = 9\ncovers = 2\n\
         delivery-method = \"on-site\"\nprivate-comment = \"Borne\"\npayment-link-hosts = []",
        file.display()
    );
    let config = parse(&text).expect("right");
    assert!(config.kash(None).expect_err("no file yet").to_string().contains("There is no key file"));
    std::fs::write(&file, "k3y\n").expect("it can be written");
    let shop = config.kash(None).expect("a key");
    assert!(!format!("{shop:?}").contains("k3y"));
    let amount = Some(PaidAmount::Fixed(Cents::new(1_250)));
    assert_eq!(shop.payment, Payment::Method { id: 3, amount });
    assert_eq!((shop.user_id, shop.covers, shop.delivery_method), (Some(9), Some(2), Some(2)));
    assert_eq!((shop.shop_id.as_str(), shop.kiosk_id.as_str(), shop.timeout_s), ("77", "kiosk-1", 15));
    assert_eq!((shop.private_comment.as_deref(), shop.payment_link_hosts.len()), (Some("Borne"), 0));
}

#[test]
fn delivery_methods_are_known_by_number_and_by_name() {
    let names = ["take-away", "to-deliver", "on-site", "drive", "counter", "relay-point", "to-ship"];
    for (number, name) in names.into_iter().enumerate() {
        let by_number = parse(&format!("{SMALLEST}delivery-method = {number}")).expect("right");
        let by_name = parse(&format!("{SMALLEST}delivery-method = \"{name}\"")).expect("right");
        assert_eq!(by_number, by_name, "{name}");
    }
}

#[test]
fn scanners_keep_their_order_and_their_ways() {
    let config = parse(&format!(
        "{SMALLEST}[[scanner]]\nmatch = {{ serial = \"S1\", vid = \"05E0\" }}\nlayout = \"fr\"\nsuffix = \"tab\"\n\
         [[scanner]]\nkind = \"serial\"\npath = \"/dev/ttyACM0\"\nsuffix = \"none\"\nidle-ms = 80\n[[scanner]]\nkind = \"stdin\""
    ));
    let scanners = config.expect("right").scanners();
    let known = Match { serial: Some("S1".to_owned()), vid: Some(0x05e0), ..Match::default() };
    assert_eq!((&scanners[0].source, scanners[0].layout.as_str()), (&Source::Hid(known), "fr"));
    assert_eq!((scanners[0].suffix, scanners[0].idle_ms), (Suffix::Tab, 50));
    assert_eq!(scanners[1].source, Source::Serial { path: PathBuf::from("/dev/ttyACM0"), baud: 9_600 });
    assert_eq!((scanners[1].suffix, scanners[1].idle_ms), (Suffix::None, 80));
    assert_eq!((&scanners[2].source, scanners[2].suffix), (&Source::Stdin, Suffix::Newline));
}

#[test]
fn every_kind_of_printer_gets_its_port() {
    let cases = [
        ("[printer]\npath = \"/dev/usb/lp1\"", Some(Port::Usb("/dev/usb/lp1".into()))),
        ("[printer]\nkind = \"serial\"\npath = \"/dev/ttyUSB0\"", Some(Port::Serial("/dev/ttyUSB0".into(), 38_400))),
        ("[printer]\nkind = \"tcp\"\naddress = \"[::1]:9100\"", Some(Port::Tcp("[::1]:9100".to_owned()))),
        ("[printer]\nkind = \"file\"\npath = \"/tmp/slips\"", Some(Port::File("/tmp/slips".into()))),
        ("[kiosk]\npaper = \"never\"", None),
        ("[kiosk]\npaper = \"never\"\n[printer]", Some(Port::Usb("/dev/usb/lp0".into()))),
    ];
    for (text, port) in cases {
        let config = parse(&format!("{SMALLEST}{text}")).expect("right");
        assert_eq!(config.printer().map(|(port, ..)| port), port, "{text}");
    }
}

#[test]
fn what_is_set_and_not_done_is_told_and_the_dangerous_of_it_stops_the_service() {
    let cases = [
        ("protocol = \"draft-first\"", "kash.protocol", true),
        ("price-policy = \"displayed\"", "kash.price-policy", true),
        ("send-order-time = true", "send-order-time", false),
        ("[catalogue]\nsync-every-h = 6", "sync-every-h", false),
        ("[customer]\ncreate = \"card\"", "customer.create", false),
        ("[staff]\nkey-file = \"/etc/staff.key\"", "[staff]", false),
        ("[[note]]\ntext = \"a\"", "[[note]]", false),
        ("[[department]]\nid = 1\ntitle = \"a\"", "[[department]]", false),
        ("[[in-store]]\npattern = \"21.....{NNDDD}\"\nmeasure = \"weight\"", "[[in-store]]", false),
        ("[[keypad]]", "[[keypad]]", false),
        ("[[scanner]]\ndouble-read-ms = 300", "double-read-ms", false),
        ("[printer]\ndrawer = true", "drawer", false),
    ];
    for (text, key, dangerous) in cases {
        let config = parse(&format!("{SMALLEST}{text}")).expect("right");
        let told = config.not_yet();
        assert!(told.len() == 1 && told[0].contains(key) && told[0].ends_with('.'), "{text}: {told:?}");
        assert_eq!(config.must_not_start(), if dangerous { told } else { Vec::new() }, "{text}");
    }
}

#[test]
fn what_is_legal_and_silly_is_told() {
    let cases = [
        ("[kash]\nshop-id = \"12345\"", "the number of the sample"),
        ("[kash]\nshop-id = \"1\"\nurl = \"http://127.0.0.1:1\"", "orders reach no shop"),
        ("[kash]\nshop-id = \"1\"\npayment-link-hosts = []", "no slip will bear a payment link"),
        ("[kash]\nshop-id = \"1\"\npayment = 4", "paid by that method before anybody paid"),
        ("[kash]\nshop-id = \"1\"\nabsent-after-s = 5", "may get an order twice"),
        ("[kash]\nshop-id = \"1\"\n[kiosk]\ncurrency = \"JPY\"", "two decimals"),
        ("[kash]\nshop-id = \"1\"\n[slip]\nlate-minutes = 0", "waits for staff"),
        (
            "[kash]\nshop-id = \"1\"\n[[scanner]]\n[[scanner]]\nmatch = { vid = \"05e0\" }",
            "may take the place of another",
        ),
    ];
    for (text, words) in cases {
        let told = parse(text).expect("legal").warnings();
        assert!(told.len() == 1 && told[0].contains(words) && told[0].ends_with('.'), "{text}: {told:?}");
    }
}
