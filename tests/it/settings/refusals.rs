//! Every way to get the file wrong, and the sentence that it gets.

use super::{SMALLEST, parse, refusal};

#[test]
fn an_unknown_key_is_refused_with_its_place_and_the_nearest_known_one() {
    let cases = [
        ("[kiosk]\nidle-after = 60", "line 2, column 1: kiosk has no setting idle-after; the nearest is idle-after-s"),
        ("[kiosk]\nidle_after_s = 60", "the nearest is idle-after-s"),
        ("[kiosk]\n  langage = \"fr\"", "line 2, column 3: kiosk has no setting langage; the nearest is language"),
        ("[kash]\nshopId = \"1\"", "the nearest is shop-id"),
        ("[kash]\ntimeout = 3", "the nearest is timeout-s"),
        ("[kiosc]\nid = \"a\"", "line 1, column 2: there is no section or setting kiosc; the nearest is kiosk"),
        ("[kiosk]\ncolour = 1", "kiosk has no setting colour; known ones are id, state-dir, language"),
        (
            "[[scanner]]\nkind = \"hid\"\n[[scanner]]\nbaudrate = 1",
            "line 4, column 1: scanner#2 has no setting baudrate; the nearest is baud",
        ),
        ("[[scanner]]\nmatch = { vip = \"05e0\" }", "scanner#1.match has no setting vip; the nearest is vid"),
        ("[[staff.person]]\nid = \"a\"\npin = \"1234\"", "staff.person#1 has no setting pin; the nearest is pin-hash"),
        ("[kiosk]\n\"`, expected `\\u0007\" = 1", "kiosk has no setting"),
    ];
    for (text, words) in cases {
        let said = refusal(text);
        assert!(said.starts_with("kiosk.toml, line ") && said.contains(words), "{text}\n-> {said}");
        assert!(said.ends_with('.') && !said.chars().any(char::is_control), "one clean sentence: {said:?}");
    }
}

#[test]
fn a_wrong_value_is_refused_with_the_key_the_value_and_what_it_may_be() {
    let cases = [
        (
            "[kiosk]\nidle-after-s = 5",
            "line 2, column 16: kiosk.idle-after-s is 5, but must be a whole number from 10 to 600.",
        ),
        ("[kiosk]\ncountdown-s = 19", "kiosk.countdown-s is 19, but must be a whole number from 20 to 120."),
        ("[kiosk]\ncountdown-s = -30", "is -30, but must be"),
        ("[kiosk]\nidle-after-s = \"60\"", "kiosk.idle-after-s is \"60\", but must be a whole number"),
        ("[kiosk]\nidle-after-s = 60.0", "kiosk.idle-after-s is 60.0, but must be"),
        ("[kiosk]\nidle-after-s = true", "kiosk.idle-after-s is true, but must be"),
        ("[kiosk]\nidle-after-s = [60]", "kiosk.idle-after-s is a list, but must be"),
        ("[kiosk]\nidle-after-s = {a = 1}", "kiosk.idle-after-s is a table or a date, but must be"),
        ("[kiosk]\nidle-after-s = 9223372036854775807", "but must be a whole number from 10 to 600"),
        ("[kiosk]\nid = \"Kiosk 1\"", "kiosk.id is \"Kiosk 1\", but must be 1 to 24 characters of a-z, 0-9 and -."),
        ("[kiosk]\nlanguage = \"pl\"", "one of fr, en, de, es, it, nl, pt"),
        ("[slip]\npaid-paper = \"asked\"", "slip.paid-paper is \"asked\", but must be always, ask or never."),
        ("[kiosk]\npaper = \"sometimes\"", "kiosk.paper is \"sometimes\", but must be always, ask or never."),
        ("[kiosk]\ncurrency = \"euro\"", "three capital letters"),
        ("[kiosk]\nstate-dir = \"state\"", "kiosk.state-dir is \"state\", but must be an absolute path"),
        ("[kash]\nshop-id = 12345", "kash.shop-id is 12345, but must be the number of your shop in quotes"),
        ("[kash]\npayment = 0", "kash.payment is 0, but must be -1 (validated, unpaid), -2"),
        ("[kash]\npayment = -3", "kash.payment is -3"),
        ("[kash]\nprotocol = \"drafts\"", "kash.protocol is \"drafts\", but must be direct, draft-first."),
        ("[kash]\ndelivery-method = 7", "0 to 6 or one of take-away"),
        ("[kash]\ndelivery-method = \"pigeon\"", "kash.delivery-method is \"pigeon\""),
        ("[kash]\ntimeout-s = 121", "a whole number from 1 to 120"),
        ("[kash]\npublic-comment = \"a\\u0007b\"", "without control characters"),
        (
            "[kash]\npayment-link-hosts = [\"kash.click\", \"Kash.click\"]",
            "kash.payment-link-hosts#2 is \"Kash.click\", but must be a host name in lower case",
        ),
        ("[slip]\nheader = \"Ma boutique\"", "slip.header is \"Ma boutique\", but must be"),
        ("[customer]\ncard-pattern = \"*\"", "at least one that is neither * nor ?"),
        ("[offline]\nmax-orders = 0", "a whole number from 1 to 10000"),
        (
            "[[scanner]]\nmatch = { vid = \"5e0\" }",
            "scanner#1.match.vid is \"5e0\", but must be four hexadecimal digits",
        ),
        ("[[scanner]]\nmatch = { vid = 1504 }", "four hexadecimal digits in quotes"),
        ("[printer]\naddress = \"192.0.2.7\"", "a host and a port such as 192.0.2.7:9100"),
        ("[printer]\nprofile = \"TM-T20\"", "the name of a profile such as generic-80mm"),
        ("[console]\nlisten = \"8080\"", "an address and a port"),
        ("[[in-store]]\npattern = \"21\"\nmeasure = \"weight\"", "in-store#1.pattern is \"21\""),
        ("[[in-store]]\ncountry = \"fr\"", "a country whose rules are known: de, dk, ee, fi, gb, lt, lv, no, se"),
        ("[[in-store]]\npattern = \"2{N}.....\"\nmeasure = \"weight\"", "11 to 13 digits and dots"),
        (
            "[[in-store]]\npattern = \"21.....{NNDDD}\"\nmeasure = \"weight\"\nline = \"shelf\"",
            "item, free or department:",
        ),
        ("[[note]]\ntext = \"\"", "note#1.text is \"\", but must be a text of 1 to 200"),
    ];
    for (text, words) in cases {
        let said = refusal(text);
        assert!(said.contains(words), "{text}\n-> {said}\n   lacks: {words}");
        assert!(said.ends_with('.') && !said.chars().any(char::is_control), "one clean sentence: {said:?}");
    }
}

#[test]
fn a_section_that_is_written_as_a_value_is_told_as_one() {
    let said = refusal("kiosk = 1\n");
    assert!(said.ends_with("kiosk is 1, but must be a section, begun by [kiosk]."), "{said}");
}

#[test]
fn settings_that_do_not_fit_together_are_refused_with_the_line_of_the_key() {
    let cases = [
        ("", "kiosk.toml: kash.shop-id is missing"),
        ("[kash]\nurl = \"https://kash.click\"", "line 1, column 2: kash.shop-id is missing"),
        (
            "[kash]\nshop-id = \"1\"\npayment-amount = \"total\"",
            "line 3, column 1: kash.payment-amount is only for an order that is paid",
        ),
        ("[[scanner]]\nkind = \"serial\"", "scanner#1.path is missing"),
        ("[[scanner]]\n[[scanner]]\nbaud = 9600", "line 7, column 1: scanner#2.baud is only for kind = \"serial\""),
        ("[scanner]\nkind = \"stdin\"", "must be a list of sections, each begun by [[scanner]]"),
        ("[slip]\nheader = \"Shop\"", "must be a list in brackets"),
        ("[[scanner]]\nkind = \"stdin\"\nlayout = \"fr\"", "scanner#1.layout is only for kind = \"hid\""),
        (
            "[[scanner]]\nlayout = \"xx\"",
            "line 6, column 1: scanner#1.layout is \"xx\", which is not known; use one of us, fr",
        ),
        (
            "[[scanner]]\nkind = \"stdin\"\n[[scanner]]\nkind = \"stdin\"",
            "scanner#2.kind is \"stdin\", which another scanner reads",
        ),
        ("[printer]\nkind = \"tcp\"", "printer.address is missing"),
        ("[printer]\nkind = \"file\"", "printer.path is missing"),
        ("[printer]\nbaud = 9600", "printer.baud is only for kind = \"serial\""),
        ("[printer]\nflow = \"none\"", "printer.flow is only for kind = \"serial\""),
        (
            "[printer]\nkind = \"tcp\"\naddress = \"a:1\"\nflow = \"rts-cts\"",
            "printer.flow is only for kind = \"serial\"",
        ),
        ("[printer]\naddress = \"a:1\"", "printer.address is only for kind = \"tcp\""),
        ("[display]\nkind = \"none\"\npath = \"/dev/fb0\"", "display.path is of no use"),
        ("[display]\nrotate = 45", "display.rotate must be 0, 90, 180 or 270"),
        ("[display]\nkind = \"png\"\nrotate = 90", "display.rotate turns only kind"),
        ("[console]\nlisten = \"0.0.0.0:8080\"", "console.listen is 0.0.0.0:8080, which others can reach"),
        (
            "[[department]]\nid = 5\ntitle = \"a\"\n[[department]]\nid = 5\ntitle = \"b\"",
            "department#2.id is 5, which another",
        ),
        ("[[in-store]]\npattern = \"21.....{NNDDD}\"", "in-store#1.measure is missing; it is weight, price or count"),
        ("[[in-store]]\nmeasure = \"price\"", "in-store#1.pattern is missing; set pattern and measure, or country"),
        (
            "[[in-store]]\ncountry = \"se\"\nmeasure = \"price\"",
            "in-store#1.country is there beside pattern or measure",
        ),
        ("[[in-store]]\ncountry = \"se\"\n[[in-store]]\ncountry = \"se\"", "in-store#2.country is that of another"),
        (
            "[[in-store]]\npattern = \"21.....{NNDDD}\"\nmeasure = \"price\"",
            "in-store#1.pattern has more decimals (D) than its measure",
        ),
        (
            "[[in-store]]\npattern = \"21.....{NNDDD}\"\nmeasure = \"weight\"\n[[in-store]]\npattern = \"21.....{NNDDD}.\"\nmeasure = \"weight\"",
            "in-store#2.pattern is that of another",
        ),
        ("[[note]]\ntext = \"a\"\n[[note]]\ntext = \"_\"", "note#2.text has nothing that can be read"),
        ("[[department]]\nid = 5\ntitle = \" \"", "department#1.title has nothing that can be read"),
        ("[[staff.person]]\nid = \"a\"\n[[staff.person]]\nid = \"a\"", "staff.person#2.id is \"a\", which another"),
        (
            "[slip]\nfooter = [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]",
            "slip.footer has 11 entries, but may have at most 10",
        ),
    ];
    for (text, words) in cases {
        let whole =
            if text.is_empty() || text.contains("[kash]") { text.to_owned() } else { format!("{SMALLEST}\n\n{text}") };
        let said = refusal(&whole);
        assert!(said.contains(words), "{whole}\n-> {said}\n   lacks: {words}");
    }
}

#[test]
fn an_address_is_https_or_this_machine_itself() {
    let with = |url: &str| parse(&format!("{SMALLEST}url = \"{url}\""));
    for url in
        ["https://kash.click", "https://kash.click/", "http://127.0.0.1:8099", "http://[::1]:1", "http://localhost"]
    {
        assert!(with(url).is_ok(), "{url}");
    }
    let refused = [
        "http://kash.click",
        "http://192.168.0.2",
        "http://localhost.example",
        "ftp://kash.click",
        "kash.click",
        "https://",
    ];
    let more = [
        "https://user:secret@kash.click",
        "https://kash.click/shop",
        "https://kash.click?key=1",
        "https://kash.click#a",
        "",
    ];
    for url in refused.into_iter().chain(more) {
        assert!(with(url).is_err(), "{url:?}");
    }
}

#[test]
fn what_may_be_a_secret_is_never_repeated() {
    for text in [
        "[kash]\nkey-file = \"S3CRET\"",
        "[kash]\nkey-file = 5333",
        "[kash]\nkey = \"S3CRET\"",
        "[kash]\napi-key = \"S3CRET\"",
        "[staff]\nkey-file = \"S3CRET\"",
        "[[staff.person]]\nid = \"a\"\npin-hash = 5333",
        "[console]\ntoken-file = \"S3CRET\"",
        "[kash]\nkey-file = S3CRET",
        "[kash]\nkey-file = \"S3CRET",
    ] {
        let said = refusal(text);
        assert!(!said.contains("S3CRET") && !said.contains("5333"), "{text}\n-> {said}");
    }
    let config = parse(&format!("{SMALLEST}[[staff.person]]\nid = \"a\"\npin-hash = \"S3CRET\"")).expect("right");
    assert!(!format!("{config:?}").contains("S3CRET"));
}

#[test]
fn a_file_cut_at_any_character_is_accepted_or_refused_in_one_sentence() {
    let text = super::SAMPLE
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with([' ', '#'])).unwrap_or(line));
    let text = text.collect::<Vec<_>>().join("\n");
    for (end, _) in text.char_indices().step_by(7) {
        if let Err(error) = parse(&text[..end]) {
            let said = error.to_string();
            assert!(said.starts_with("kiosk.toml") && said.ends_with('.'), "cut at {end}: {said}");
            assert!(!said.chars().any(char::is_control), "cut at {end}: {said:?}");
        }
    }
}

#[test]
fn files_that_are_no_settings_are_refused_whole() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("scanslip.toml");
    let load = |bytes: &[u8]| {
        std::fs::write(&file, bytes).expect("it can be written");
        scanslip::config::Config::load(&file)
    };
    assert!(load(SMALLEST.as_bytes()).is_ok());
    assert!(load(format!("\u{feff}{SMALLEST}").as_bytes()).is_ok(), "an editor's byte order mark is no matter");
    assert!(load(SMALLEST.replace('\n', "\r\n").as_bytes()).is_ok(), "nor are its line ends");
    assert!(load(b"\xff\xfe[\0").expect_err("no text").to_string().contains("UTF-8"));
    assert!(load(&vec![b'#'; 1_100_000]).expect_err("too long").to_string().contains("at most 1048576 bytes"));
    std::fs::remove_file(&file).expect("it can be removed");
    let said = scanslip::config::Config::load(&file).expect_err("it is gone").to_string();
    assert!(said.contains("cannot be read") && said.contains("--config"), "{said}");
}
