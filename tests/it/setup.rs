//! `scanslip setup` as an owner goes through it, at a terminal and by a file: against the sandbox shop, with a pty as scanner.
//! Then `scanslip check` is content, and `scanslip run` sells with what was written.

pub(crate) mod person;
mod place;

use crate::kiosk::paper::slips_in;
use person::Person;
use place::{KEY, Place};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// What the sandbox shop is called.
const NAME: &str = "Sandbox shop";

#[test]
fn an_owner_at_a_terminal_sets_up_a_kiosk_that_sells() {
    let mut place = Place::new();
    let slips = place.shown("slips");
    let mut owner = Person::at(&["--config", &place.shown("scanslip.toml"), "setup"]);
    owner.picks("Language that a shopper meets", 1);
    owner.answers("Name of this kiosk", "");
    owner.answers("Folder of its orders", &format!("{}{}", "\x7f".repeat(40), place.shown("state")));
    owner.sees("Scanner");
    // The last one: what is plugged into this machine stands above it.
    owner.keys("k\r");
    owner.answers("Path of the serial scanner", &place.line());
    owner.answers("Its speed", "");
    owner.sees("Printer");
    owner.keys("kk\r");
    owner.answers("Its path", "slips");
    owner.sees("it must be an absolute path");
    owner.answers("Its path", &format!("{}{slips}", "\x7f".repeat(10)));
    owner.answers("What printer it is", "");
    owner.picks("Print a test slip", 0);
    owner.sees("The test slip was sent");
    owner.picks("The ruler fills", 1);
    owner.sees("The test slip was sent");
    owner.picks("The ruler fills", 0);
    owner.answers("Address of the shop's Kash", &format!("{}{}", "\x7f".repeat(30), place.url()));
    owner.picks("The shop and its key", 0);
    // Nothing is the way back.
    owner.answers("Your e-mail address", "");
    owner.sees("No address was given");
    owner.keys("\r");
    // Only what failed is asked again.
    owner.picks("The shop and its key", 0);
    owner.answers("Your e-mail address", "thief@example.com");
    owner.sees("Account not found");
    owner.keys("\r");
    owner.answers("Your e-mail address", &format!("{}owner@example.com", "\x7f".repeat(20)));
    owner.sees("A code is on its way");
    let code = place.mailed_code();
    owner.whispers("The code that was sent", &code);
    owner.sees("The shop answers and knows the key");
    owner.picks("Cash register", 3);
    owner.picks("It is closed", 1);
    owner.picks("It is closed", 0);
    owner.picks("Articles and customer cards", 0);
    owner.answers("Hours between two looks", "");
    // The shop has told what it is called.
    owner.sees("Heading of each slip");
    owner.sees(NAME);
    owner.keys("\r");
    // The shop once more, for another register.
    owner.picks("That is all", 5);
    owner.answers("Address of the shop's Kash", "");
    // Below what is there stands what was there first.
    owner.picks("The shop and its key", 2);
    owner.answers("Number of the shop", "");
    owner.whispers("Key of the shop", "");
    owner.sees("No key was given");
    owner.keys("\r");
    owner.sees("✔");
    owner.sees("not shown");
    owner.whispers("Key of the shop", KEY);
    owner.sees("Cash register");
    owner.keys("k\r");
    owner.sees("The cash register 2 is open");
    owner.picks("That is all", 0);
    owner.sees("No systemd runs here");
    let (status, seen) = owner.leaves();
    assert!(status.success(), "{seen}");
    assert!(seen.contains("[==") && seen.contains("articles: "), "how far the articles are: {seen}");
    assert!(!seen.contains(KEY) && !seen.contains(&code), "neither key nor code is seen");

    place.is_right_and_sells();
    let slips = slips_in(&fs::read(&slips).expect("slips"));
    let last = slips.last().expect("a slip");
    assert_eq!(slips.len(), 3, "two test slips and one of an order");
    assert_eq!(last.text.lines().next().map(str::trim), Some(NAME), "the heading");
    assert!(last.text.contains("Nutella") && last.text.contains("TOTAL"), "{}", last.text);
    assert_eq!(last.qr.len(), 1, "with the code to pay");
}

#[test]
fn a_file_answers_for_an_owner_and_the_code_comes_between_two_runs() {
    let mut place = Place::new();
    let answers = format!(
        "language = \"en\"\nkiosk = \"k-2\"\nstate-dir = \"{}\"\nscanner = \"serial\"\nscanner-path = \"{}\"\n\
         printer = \"network\"\nprinter-address = \"127.0.0.1:{}\"\nurl = \"{}\"\nlogin = \"code\"\n\
         email = \"owner@example.com\"\nregister = \"2\"\nsync-every-h = 12\n\
         header = \"Chez Anna | 3, rue du Port\"\n",
        place.shown("state"),
        place.line(),
        place.tray.port(),
        place.url()
    );
    let (code, said) = place.set_up(&answers);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("lack code") && said.contains("one is sent"), "{said}");
    assert!(!place.path("scanslip.toml").exists() && !place.path("kash.key").exists(), "nothing is half written");

    let mailed = place.mailed_code();
    let (code, said) = place.set_up(&format!("{answers}code = \"{mailed}\"\n"));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("the printer has proved it") || said.contains("was sent"), "{said}");
    assert!(said.contains("code: (not shown)") && !said.contains(&mailed) && !said.contains(KEY), "{said}");
    let settings = place.read("scanslip.toml");
    assert!(settings.contains("id = \"k-2\"") && settings.contains("sync-every-h = 12"), "{settings}");
    assert!(settings.contains("header = [\"Chez Anna\", \"3, rue du Port\"]"), "{settings}");
    assert!(
        !settings.contains(KEY) && !settings.contains("profile") && !settings.contains("baud = 38400"),
        "{settings}"
    );
    let mode = fs::metadata(place.path("kash.key")).expect("the key").permissions().mode() & 0o777;
    assert_eq!((place.read("kash.key").as_str(), mode), (KEY, 0o600));

    // Again, with nothing to say: it begins with what is there, and has nothing to write.
    let (code, said) = place.set_up("test-slip = \"skip\"\ncatalogue = \"skip\"\n");
    assert_eq!((code, place.read("scanslip.toml")), (0, settings.clone()), "{said}");
    assert!(!place.path("scanslip.toml.old").exists(), "{said}");
    // And with one thing: the settings of before stay beside the new ones.
    let (code, said) = place.set_up("kiosk = \"k-3\"\ntest-slip = \"skip\"\ncatalogue = \"skip\"\n");
    assert_eq!((code, place.read("scanslip.toml.old")), (0, settings.clone()), "{said}");
    assert_eq!(place.read("scanslip.toml"), settings.replace("k-2", "k-3"));

    place.is_right_and_sells();
    let slips = place.tray.slips();
    assert!(slips.last().is_some_and(|slip| slip.text.contains("Nutella")), "{slips:?}");
}

#[test]
fn what_a_file_answers_wrongly_is_told_and_writes_nothing() {
    let place = Place::new();
    let state = format!("state-dir = \"{}\"\n", place.shown("state"));
    let key = format!("url = \"{}\"\nlogin = \"key\"\nshop-id = \"12345\"\nkey = \"S3CRET-wrong\"\n", place.url());
    let cases = [
        ("langage = \"fr\"\n".to_owned(), 2, "the nearest is language"),
        (format!("{state}printer = \"none\"\nlogin = \"key\"\nshop-id = \"7\"\nkey = \"\"\n"), 2, "No key was given"),
        (
            format!("{state}printer = \"none\"\nlogin = \"skip\"\nheader = \"{}\"\n", "x".repeat(65)),
            2,
            "answer header wrongly",
        ),
        ("language = \"xx\"\n".to_owned(), 2, "one of fr, en, de"),
        (format!("{state}kiosk = \"Kiosk 1\"\n"), 2, "kiosk"),
        (format!("{state}scanner = \"serial\"\n"), 2, "lack scanner-path"),
        (format!("{state}printer = \"network\"\nprinter-address = \"x\"\n"), 2, "a host and a port"),
        (format!("{state}printer = \"network\"\nprinter-address = \"127.0.0.1:1\"\n"), 3, "put test-slip = \"skip\""),
        (format!("{state}printer = \"none\"\n{key}"), 3, "mend shop-id or key, or put login = \"skip\""),
        (
            format!("{state}printer = \"none\"\nurl = \"http://127.0.0.1:1\"\nlogin = \"code\"\nemail = \"a@b.c\"\n"),
            3,
            "mend email, or put login = \"skip\"",
        ),
        ("state-dir = \"/proc/none\"\nprinter = \"none\"\nlogin = \"skip\"\n".to_owned(), 1, "put write = \"leave\""),
    ];
    for (answers, expected, words) in cases {
        let (code, said) = place.set_up(&answers);
        assert_eq!(code, expected, "{answers}: {said}");
        assert!(said.contains(words) && !said.contains("S3CRET"), "{answers}: {said}");
        assert!(!place.path("scanslip.toml").exists() && !place.path("kash.key").exists(), "{answers}");
    }
    let nowhere = place.shown("nofile");
    let (code, said) = place.scanslip(&["setup", "--answers", &nowhere]);
    assert!(
        code == 2 && said.starts_with(&format!("scanslip: There is no file of answers {nowhere}; name one")),
        "{said}"
    );
    assert!(!said.contains("entity"), "{said}");
    let (code, said) = place.set_up(&format!("{state}printer = \"none\"\nlogin = \"skip\"\nwrite = \"leave\"\n"));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("paper = \"never\"") && !place.path("scanslip.toml").exists(), "{said}");
}

#[test]
fn a_kiosk_can_be_set_up_before_its_shop_is_known() {
    let place = Place::new();
    let answers = format!("state-dir = \"{}\"\nprinter = \"none\"\nlogin = \"skip\"\n", place.shown("state"));
    let (code, said) = place.set_up(&answers);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Done but for the shop"), "{said}");
    assert!(place.read("scanslip.toml").contains("paper = \"never\""));
    let (code, said) = place.scanslip(&["run"]);
    assert!(code == 2 && said.contains("kash.shop-id is missing"), "{said}");
    // The shop that cannot be asked is left out of what is done over and over.
    let key = format!("url = \"{}\"\nlogin = \"key\"\nshop-id = \"12345\"\nkey = \"{KEY}\"\n", place.url());
    let (code, said) = place.set_up(&format!("printer = \"none\"\n{key}"));
    assert_eq!(code, 0, "{said}");
    let nowhere = "printer = \"none\"\nurl = \"http://127.0.0.1:1\"\n";
    let (code, said) = place.set_up(nowhere);
    assert!(code == 3 && said.contains("mend login, or put login = \"skip\""), "{said}");
    let (code, said) = place.set_up(&format!("{nowhere}login = \"skip\"\n"));
    assert!(code == 3 && said.contains("put catalogue = \"skip\""), "{said}");
    let (code, said) = place.set_up(&format!("{nowhere}login = \"skip\"\ncatalogue = \"skip\"\nservice = \"leave\"\n"));
    assert_eq!(code, 0, "{said}");
}

#[test]
fn enter_alone_leaves_what_does_not_work_out_and_comes_to_an_end() {
    let place = Place::new();
    let settings = format!(
        "[kiosk]\nstate-dir = \"{}\"\n[kash]\nurl = \"http://127.0.0.1:1\"\nshop-id = \"7\"\nkey-file = \"{}\"\n\
         payment-link-hosts = []\n[printer]\nkind = \"tcp\"\naddress = \"127.0.0.1:1\"\n",
        place.shown("state"),
        place.shown("kash.key")
    );
    fs::write(place.path("scanslip.toml"), &settings).expect("written");
    fs::write(place.path("kash.key"), KEY).expect("written");
    let mut owner = Person::at(&["--config", &place.shown("scanslip.toml"), "setup"]);
    for question in ["Language", "Name of this kiosk", "Folder of its orders", "Scanner", "Printer"] {
        owner.answers(question, "");
    }
    owner.picks("Print a test slip", 0);
    // Once more, and nothing is asked for it; then it is left out.
    owner.answers("does not print", "");
    owner.answers("does not print", "");
    owner.answers("Address of the shop's Kash", "");
    owner.picks("The shop and its key", 0);
    owner.sees("the shop could not be asked");
    // The shop's number and key: what may be wrong is asked, and nothing else.
    owner.keys("\r");
    owner.picks("The shop and its key", 0);
    owner.answers("the shop could not be asked", "");
    owner.picks("Articles and customer cards", 0);
    owner.answers("The catalogue stays", "");
    owner.answers("The catalogue stays", "");
    owner.answers("Heading of each slip", "");
    owner.picks("That is all", 1);
    let (status, seen) = owner.leaves();
    assert!(status.success() && seen.contains("Nothing was written"), "{seen}");
    assert_eq!(place.read("scanslip.toml"), settings);
}

#[test]
fn ctrl_c_leaves_the_terminal_and_the_settings_as_they_were() {
    let place = Place::new();
    let before = "# ours\n[kash]\nshop-id = \"7\"\n";
    fs::write(place.path("scanslip.toml"), before).expect("written");
    let mut owner = Person::at(&["--config", &place.shown("scanslip.toml"), "setup"]);
    owner.picks("Language that a shopper meets", 2);
    owner.answers("Name of this kiosk", "other");
    owner.breaks_off("Folder of its orders");
    owner.sees("The setup was stopped");
    assert!(owner.has_echo(), "what is typed next is seen");
    let (status, seen) = owner.leaves();
    assert_eq!(status.code(), Some(1), "{seen}");
    assert_eq!(place.read("scanslip.toml"), before);
    assert_eq!(fs::read_dir(place.path("")).expect("seen").count(), 1, "and nothing beside them");
}

#[test]
fn without_a_terminal_it_says_what_does() {
    let place = Place::new();
    let (code, said) = place.scanslip(&["setup"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("--answers FILE"), "{said}");
}

#[test]
fn check_and_devices_have_colours_on_a_terminal_that_may_have_some_and_nowhere_else() {
    let place = Place::new();
    let settings = format!("[kiosk]\nstate-dir = \"{}\"\n[kash]\nshop-id = \"12345\"\n", place.shown(""));
    fs::write(place.path("scanslip.toml"), settings).expect("written");
    let file = place.shown("scanslip.toml");
    for command in ["check", "devices"] {
        let (_, coloured) = Person::at(&["--config", &file, command]).leaves();
        let (_, plain) = Person::with(&["--config", &file, command], &[("NO_COLOR", "1")]).leaves();
        let (code, piped) = place.scanslip(&[command]);
        assert_eq!(code, 0, "{piped}");
        let nothing = piped.starts_with("No scanner");
        assert!(nothing || coloured.contains("\u{1b}["), "{command}: {coloured}");
        assert!(!plain.contains('\u{1b}') && !piped.contains('\u{1b}'), "{command}: {plain} {piped}");
        if command == "check" {
            assert!(piped.contains("\nwarning: kash.shop-id is still 12345"), "a line each: {piped}");
            assert!(plain.contains("\nwarning  kash.shop-id is still 12345"), "a table: {plain}");
        }
    }
}
