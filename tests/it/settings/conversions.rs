//! What the parts of the program get of the settings.

use super::{SMALLEST, parse};
use scanslip::barcode;
use scanslip::kash::{PaidAmount, Payment};
use scanslip::till;
use scanslip::till::article::{DepartmentId, Title};
use scanslip::till::money::Cents;
use scanslip_hw::printer::{Flow, Port};
use scanslip_hw::scanner::{Match, Source, Suffix};
use std::os::unix::fs::PermissionsExt;
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
    assert!(config.not_yet().is_empty() && config.warnings().is_empty());
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
fn a_scanner_has_a_layout_by_name_or_finds_it() {
    for (written, layout, auto) in
        [("", "us", false), ("auto", "us", true), ("uk", "gb", false), ("de-nodeadkeys", "de-nodeadkeys", false)]
    {
        let key = if written.is_empty() { String::new() } else { format!("layout = \"{written}\"") };
        let config = parse(&format!("{SMALLEST}[[scanner]]\n{key}")).expect("right");
        let choice = config.scanners()[0].check().expect("known");
        assert_eq!((choice.layout.name, choice.auto), (layout, auto), "{written}");
    }
}

#[test]
fn every_kind_of_printer_gets_its_port() {
    let serial = |flow| Some(Port::Serial("/dev/ttyUSB0".into(), 38_400, flow));
    let cases = [
        ("[printer]\npath = \"/dev/usb/lp1\"", Some(Port::Usb("/dev/usb/lp1".into()))),
        ("[printer]\nkind = \"serial\"\npath = \"/dev/ttyUSB0\"", serial(Flow::XonXoff)),
        ("[printer]\nkind = \"serial\"\npath = \"/dev/ttyUSB0\"\nflow = \"xon-xoff\"", serial(Flow::XonXoff)),
        ("[printer]\nkind = \"serial\"\npath = \"/dev/ttyUSB0\"\nflow = \"rts-cts\"", serial(Flow::RtsCts)),
        ("[printer]\nkind = \"serial\"\npath = \"/dev/ttyUSB0\"\nflow = \"none\"", serial(Flow::None)),
        ("[printer]\nkind = \"tcp\"\naddress = \"[::1]:9100\"", Some(Port::Tcp("[::1]:9100".to_owned()))),
        ("[printer]\nkind = \"file\"\npath = \"/tmp/slips\"", Some(Port::File("/tmp/slips".into()))),
        ("[kiosk]\npaper = \"never\"", None),
        ("[kiosk]\npaper = \"never\"\n[slip]\nquote-paper = \"never\"\nlate-paper = \"always\"", None),
        ("[kiosk]\npaper = \"never\"\n[slip]\npaid-paper = \"ask\"", Some(Port::Usb("/dev/usb/lp0".into()))),
        ("[kiosk]\npaper = \"never\"\n[printer]", Some(Port::Usb("/dev/usb/lp0".into()))),
    ];
    for (text, port) in cases {
        let config = parse(&format!("{SMALLEST}{text}")).expect("right");
        assert_eq!(config.printer().map(|(port, ..)| port), port, "{text}");
    }
}

#[test]
fn each_slip_has_the_policy_of_the_kiosk_or_its_own() {
    use till::paper::{PaperPolicy, Papers};
    let papers = |text: &str| parse(&format!("{SMALLEST}{text}")).expect("right").till().paper;
    for (word, policy) in [("always", PaperPolicy::Always), ("ask", PaperPolicy::Ask), ("never", PaperPolicy::Never)] {
        assert_eq!(papers(&format!("[kiosk]\npaper = \"{word}\"")), Papers::all(policy));
        let of = |key: &str| papers(&format!("[slip]\n{key} = \"{word}\""));
        let plain = Papers::default();
        assert_eq!(of("paid-paper"), Papers { paid: policy, ..plain });
        assert_eq!(of("quote-paper"), Papers { quote: policy, ..plain });
        assert_eq!(of("provisional-paper"), Papers { provisional: policy, ..plain });
        assert_eq!(of("late-paper"), Papers { late: policy, ..plain });
    }
    let both = papers("[kiosk]\npaper = \"ask\"\n[slip]\nprovisional-paper = \"always\"");
    assert_eq!(both, Papers { provisional: PaperPolicy::Always, ..Papers::all(PaperPolicy::Ask) });
}

#[test]
fn the_till_gets_notes_departments_scales_and_whose_price_is_right() {
    let text = format!(
        "{SMALLEST}price-policy = \"displayed\"\ntimeout-s = 21\n[customer]\ncreate = \"vcard\"\n\
         [[note]]\ntext = \"Sans couverts\"\n[[note]]\ntext = \"a_b\"\n[[department]]\nid = 5\ntitle = \"Fruits\"\n\
         [[in-store]]\npattern = \"21.....{{NNDDD}}\"\nmeasure = \"weight\"\nline = \"department:5\""
    );
    let config = parse(&text).expect("right");
    let till = config.till();
    let title = |text| Title::clean(text).expect("a title");
    assert_eq!(till.notes, [title("Sans couverts"), title("a b")]);
    assert_eq!(till.departments, [(DepartmentId(5), title("Fruits"))]);
    assert!(till.shown_prices && till.create == till::settings::Create::Vcard);
    assert_eq!(till.send_limit_s, 21 + 10 + 15, "the list of customers is asked before");
    assert!(config.not_yet().is_empty() && config.warnings().is_empty());
    let read = barcode::read(&till.barcode, &barcode::Scan::split("2112345012506"));
    let barcode::Meaning::InStore(weighed) = read else { panic!("{read:?}") };
    assert_eq!(weighed.scale, barcode::Scale::Department(DepartmentId(5)));
    let german = parse(&format!("{SMALLEST}[[in-store]]\ncountry = \"de\"\nline = \"free\"")).expect("right").till();
    let read = barcode::read(&german.barcode, &barcode::Scan::split("2511119000129"));
    let barcode::Meaning::InStore(counted) = read else { panic!("{read:?}") };
    assert_eq!((counted.measured, counted.scale), (barcode::Measured::Count(12), barcode::Scale::Free));
    let never = parse(&text.replace("timeout-s = 21", "shopper-comment = \"never\"")).expect("right");
    assert!(never.till().notes.is_empty(), "shoppers pick none");
}

#[test]
fn a_price_in_a_code_of_gs1_counts_only_where_the_shop_says_so_and_in_its_currency() {
    let number = |text: &str| parse(&format!("{SMALLEST}{text}")).expect("right").till().barcode.gs1_price;
    assert_eq!((number(""), number("[gs1]\nprices = false")), (None, None));
    assert_eq!(number("[gs1]\nprices = true"), Some(978));
    assert_eq!(number("[gs1]\nprices = true\n[kiosk]\ncurrency = \"CHF\""), Some(756));
}

#[test]
fn each_of_the_staff_gets_codes_that_only_the_secret_makes() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("staff.key");
    let text = format!("{SMALLEST}[staff]\nkey-file = \"{}\"\n", file.display());
    assert_eq!(parse(&text).expect("right").staff(None), Ok(Vec::new()), "nobody needs no secret");
    let config =
        parse(&format!("{text}[[staff.person]]\nid = \"anna\"\n[[staff.person]]\nid = \"bob-2\"")).expect("right");
    let missing = config.staff(None).expect_err("no file yet").to_string();
    assert!(missing.contains(&file.display().to_string()) && missing.contains("/dev/urandom"), "{missing}");
    std::fs::write(&file, "0123456789abcdef\n").expect("it can be written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("it is ours");
    let people = config.staff(None).expect("a secret");
    assert_eq!(people.iter().map(|person| &*person.id).collect::<Vec<_>>(), ["anna", "bob-2"]);
    for person in &people {
        let code = format!("slip-staff-{}-{}", person.id, person.staff_check.to_lowercase());
        let read = barcode::read(&barcode::Settings::default(), &barcode::Scan::split(&code));
        let barcode::Meaning::Control(barcode::Control::Staff(pass)) = read else { panic!("{read:?}") };
        assert_eq!((pass.person.as_str(), pass.check.as_str()), (&*person.id, &*person.staff_check));
        assert_ne!(person.staff_check, person.age_check);
    }
    assert!(config.warnings().is_empty());
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("it is ours");
    assert!(config.warnings()[0].contains("open to everybody"));
    std::fs::write(&file, "short").expect("it can be written");
    let said = config.staff(None).expect_err("too short").to_string();
    assert!(said.contains("16 to 4096 bytes") && !said.contains("short"), "{said}");
}

#[test]
fn what_is_set_and_not_done_is_told() {
    let cases = [("[[staff.person]]\nid = \"anna\"\npin-hash = \"x\"", "pin-hash")];
    for (text, key) in cases {
        let config = parse(&format!("{SMALLEST}{text}")).expect("right");
        let told = config.not_yet();
        assert!(told.len() == 1 && told[0].contains(key) && told[0].ends_with('.'), "{text}: {told:?}");
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
        ("[kash]\nshop-id = \"1\"\nshopper-comment = \"never\"\n[[note]]\ntext = \"a\"", "none of [[note]]"),
        ("[kash]\nshop-id = \"1\"\n[staff]\nkey-file = \"/nowhere\"", "nobody has a staff code"),
        (
            "[kash]\nshop-id = \"1\"\n[[in-store]]\npattern = \"30.....{NNDDD}\"\nmeasure = \"weight\"",
            "in-store#1.pattern begins with neither",
        ),
        (
            "[kash]\nshop-id = \"1\"\n[[in-store]]\npattern = \"21.....{NNDDD}\"\nmeasure = \"weight\"\nline = \"department:5\"",
            "no [[department]] has this id",
        ),
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

#[test]
fn keypads_are_none_unless_the_settings_name_them() {
    use scanslip_hw::devices::Match;
    use scanslip_hw::keypad::Settings;
    assert_eq!(parse(SMALLEST).expect("right").keypads(), []);
    let text = "[[keypad]]\n[[keypad]]\nmatch = { vid = \"04d9\", port = \"1-1.3\" }\npath = \"/dev/input/event3\"";
    let wanted = Match { vid: Some(0x04d9), port: Some("1-1.3".to_owned()), ..Match::default() };
    let named = Settings { wanted, path: Some("/dev/input/event3".into()) };
    assert_eq!(parse(&format!("{SMALLEST}{text}")).expect("right").keypads(), [Settings::default(), named]);
}

#[test]
fn the_shoppers_sheet_offers_what_the_settings_name() {
    let bare = parse(SMALLEST).expect("right").offer();
    assert_eq!(bare, scanslip::sheet::Offer::default(), "no table, pager, covers, delivery or note");
    let all = format!(
        "[kiosk]\nlanguage = \"nl\"\n{SMALLEST}table-id = 12\npager = 9\ncovers = 4\ndelivery-method = \"drive\"\n\
         [[note]]\ntext = \"Zonder_bestek\"\n"
    );
    let offer = parse(&all).expect("right").offer();
    assert_eq!((offer.table, offer.pager, offer.covers, offer.delivery), (Some(12), Some(9), true, true));
    assert_eq!(offer.notes, [Title::clean("Zonder bestek").expect("a title")]);
    let never = all.replace("covers = 4", "shopper-comment = \"never\"");
    assert!(parse(&never).expect("right").offer().notes.is_empty(), "shoppers can pick none");
}
