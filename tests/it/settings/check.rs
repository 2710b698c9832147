//! `scanslip check`: what it prints, and how it ends.

use scanslip::catalogue::Catalogue;
use scanslip::catalogue::import::Policy;
use scanslip::cli::Failure;
use scanslip::cli::check::{Args, run};
use scanslip::cli::table::Look;
use scanslip::kash;
use scanslip::till::Wall;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ARTICLES: &str = "id,barcode,title,price\n1,3017620422003,Nutella,3.95\n";
const IMPORTED: Wall = Wall(1_795_400_000);
const NOW: Wall = Wall(IMPORTED.0 + 3 * 86_400);

/// A kiosk's folder with settings, a key and a place for its state.
struct Kiosk {
    folder: TempDir,
}

impl Kiosk {
    fn new() -> Self {
        let kiosk = Self { folder: tempfile::tempdir().expect("a scratch folder") };
        fs::create_dir(kiosk.place("state")).expect("it can be made");
        fs::write(kiosk.place("kash.key"), "S3CRET\n").expect("it can be written");
        fs::set_permissions(kiosk.place("kash.key"), fs::Permissions::from_mode(0o600)).expect("it is ours");
        let mut catalogue = kiosk.catalogue();
        catalogue.import_articles(ARTICLES.as_bytes(), Policy::Strict, Some(IMPORTED)).expect("imported");
        kiosk
    }

    fn catalogue(&self) -> Catalogue {
        Catalogue::open(&self.place("state/catalogue.db")).expect("a catalogue")
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Checks settings in which `DIR` stands for the folder.
    fn check(&self, args: Args, more: &str) -> (Result<(), Failure>, String) {
        let settings = format!(
            "[kiosk]\nstate-dir = \"DIR/state\"\n[printer]\nkind = \"file\"\npath = \"DIR/slips\"\n\
             [kash]\nshop-id = \"77\"\nkey-file = \"DIR/kash.key\"\n{more}"
        );
        let settings = settings.replace("DIR", &self.folder.path().display().to_string());
        fs::write(self.place("scanslip.toml"), settings).expect("it can be written");
        check(args, &self.place("scanslip.toml"), |_| Ok("The shop knows the key.".to_owned()))
    }
}

fn check(
    args: Args,
    file: &Path,
    shop: impl FnOnce(&kash::Settings) -> Result<String, String>,
) -> (Result<(), Failure>, String) {
    let mut out = Vec::new();
    let outcome = run(args, file, None, Some(NOW), shop, Look::PLAIN, &mut out);
    (outcome, String::from_utf8(out).expect("text"))
}

const PLAIN: Args = Args { online: false, devices: false, scan: None };
const ONLINE: Args = Args { online: true, devices: false, scan: None };

#[test]
fn the_shipped_sample_passes_on_a_machine_without_any_hardware() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("systemd/scanslip.toml");
    let (outcome, said) = check(PLAIN, &sample, |_| panic!("the shop was not to be asked"));
    assert_eq!(outcome, Ok(()), "{said}");
    assert!(said.contains("warning: kash.shop-id is still 12345"), "{said}");
    // `run` would end at once, and nobody shall read anything else into it.
    assert!(said.contains(
        "\nneeded: There is no key file /etc/scanslip/kash.key, without which scanslip run does not start; put"
    ));
    assert!(said.contains("sudo install -m 600 /dev/stdin /etc/scanslip/kash.key.\n"), "{said}");
    assert!(said.lines().next_back().is_some_and(|line| line.starts_with("The kiosk is not ready")), "{said}");
    assert!(!said.contains("Nothing is wrong"), "{said}");
    assert!(said.contains("warning: There is no catalogue") && said.contains("scanslip catalogue sync"), "{said}");
}

#[test]
fn a_kiosk_that_is_right_is_told_so_without_its_key() {
    let kiosk = Kiosk::new();
    let (outcome, said) = kiosk.check(ONLINE, "");
    assert_eq!(outcome, Ok(()), "{said}");
    assert!(
        said.contains("shop 77 at https://kash.click/") && said.contains("fine: The shop knows the key."),
        "{said}"
    );
    assert!(!said.contains("warning") && !said.contains("S3CRET"), "{said}");
    assert!(said.ends_with("\nNothing is wrong.\n"), "{said}");
}

#[test]
fn the_shop_is_asked_only_when_wanted_and_its_no_is_exit_code_3() {
    let kiosk = Kiosk::new();
    assert_eq!(kiosk.check(PLAIN, "").0, Ok(()));
    let (outcome, _) = check(PLAIN, &kiosk.place("scanslip.toml"), |_| panic!("not wanted"));
    assert_eq!(outcome, Ok(()));
    let (outcome, said) =
        check(ONLINE, &kiosk.place("scanslip.toml"), |_| Err("The shop does not know the key.".to_owned()));
    let failure = outcome.expect_err(&said);
    assert_eq!((failure.exit_code(), failure.to_string().as_str()), (3, "The shop does not know the key."));
}

#[test]
fn settings_that_are_wrong_are_exit_code_2() {
    let kiosk = Kiosk::new();
    let failure = kiosk.check(PLAIN, "keyfile = \"/a\"").0.expect_err("no such key");
    assert!(failure.exit_code() == 2 && failure.to_string().contains("the nearest is key-file"), "{failure}");
    let failure = check(PLAIN, &kiosk.place("nowhere.toml"), |_| panic!("not wanted")).0.expect_err("no file");
    assert_eq!(failure.exit_code(), 2);
}

#[test]
fn a_key_file_that_the_settings_name_must_hold_a_key_of_ones_own() {
    let kiosk = Kiosk::new();
    fs::set_permissions(kiosk.place("kash.key"), fs::Permissions::from_mode(0o644)).expect("it is ours");
    let (outcome, said) = kiosk.check(PLAIN, "");
    assert_eq!(outcome, Ok(()));
    assert!(said.contains("warning: The key file") && said.contains("sudo chmod 600"), "{said}");
    fs::write(kiosk.place("kash.key"), "two words").expect("it can be written");
    let failure = kiosk.check(PLAIN, "").0.expect_err("no key");
    assert!(failure.exit_code() == 2 && !failure.to_string().contains("two words"), "{failure}");
    fs::remove_file(kiosk.place("kash.key")).expect("it can be removed");
    assert_eq!(kiosk.check(PLAIN, "").0.expect_err("no file").exit_code(), 2);
}

#[test]
fn a_device_that_the_settings_name_must_be_there() {
    let kiosk = Kiosk::new();
    let (outcome, said) = kiosk.check(PLAIN, "[[scanner]]\nkind = \"serial\"\npath = \"/nowhere/ttyACM0\"");
    let failure = outcome.expect_err(&said);
    assert!(failure.exit_code() == 3 && failure.to_string().contains("ls /dev/serial/by-id"), "{failure}");
    assert!(said.contains("wrong: The scanner /nowhere/ttyACM0 is not there"), "{said}");
}

#[test]
fn lines_of_the_settings_that_the_printer_cannot_print_are_named_with_their_characters() {
    let kiosk = Kiosk::new();
    let said = kiosk.check(PLAIN, "[slip]\nheader = [\"Côte d’Ô\"]\nfooter = [\"Merci !\", \"À bientôt\"]").1;
    assert!(!said.contains("cannot print"), "{said}");
    let settings = "free-title = \"Divers ☕\"\n[slip]\nfooter = [\"Merci !\", \"À bientôt 😀😀 ﬁ\"]\n\
                    [[department]]\nid = 5\ntitle = \"Fruits 🍎\"";
    let (outcome, said) = kiosk.check(PLAIN, settings);
    assert_eq!(outcome, Ok(()), "{said}");
    let footer = "warning: slip.footer, line 2, holds what the printer profile generic-80mm cannot print: 😀 (printed as \
                  \"?\"), ﬁ (printed as \"fi\"); use other characters.";
    assert!(said.contains(footer), "{said}");
    assert!(said.contains("warning: kash.free-title holds") && said.contains("☕ (printed as \"?\")"), "{said}");
    assert!(said.contains("warning: department.0.title holds"), "{said}");
    assert_eq!(said.matches("cannot print").count(), 3, "{said}");
}

#[test]
fn a_state_folder_that_is_not_there_yet_is_told_with_the_command_that_makes_it() {
    let kiosk = Kiosk::new();
    fs::remove_dir_all(kiosk.place("state")).expect("it is ours");
    let (outcome, said) = kiosk.check(PLAIN, "");
    // Systemd makes the usual one; of another `run` says the same.
    assert!(matches!(outcome, Err(Failure::Usage(_))), "{outcome:?}");
    assert!(said.contains("wrong: The state folder") && said.contains("install -d -m 700"), "{said}");
}

#[test]
fn the_catalogue_is_told_with_its_age_and_what_became_of_its_renewal() {
    let kiosk = Kiosk::new();
    let said = kiosk.check(PLAIN, "").1;
    let fine = "fine: The catalogue holds 1 articles and 0 customer cards from a file, 3 days old.";
    assert!(said.contains(fine), "{said}");
    kiosk.catalogue().sync_failed("The shop is away.", Some(Wall(NOW.0 - 7_200))).expect("kept in mind");
    let (outcome, said) = kiosk.check(PLAIN, "[catalogue]\nsync-every-h = 12");
    assert_eq!(outcome, Ok(()), "{said}");
    assert!(said.contains("3 days old, although catalogue.sync-every-h is 12; see why: journalctl"), "{said}");
    assert!(said.contains("warning: The shop's lists were asked for in vain 2 hours ago: The shop is away."), "{said}");

    fs::remove_file(kiosk.place("state/catalogue.db")).expect("it is there");
    drop(kiosk.catalogue());
    let (outcome, said) = kiosk.check(PLAIN, "");
    assert!(outcome == Ok(()) && said.contains("holds no article, so every scan will be unknown"), "{said}");
    fs::write(kiosk.place("state/catalogue.db"), "no database, but a letter that somebody put here").expect("written");
    assert_eq!(kiosk.check(PLAIN, "").0.expect_err("the service would not start").exit_code(), 2);
}

#[test]
fn a_staff_key_that_the_settings_name_must_be_a_secret() {
    let kiosk = Kiosk::new();
    let (anna, named) = ("[[staff.person]]\nid = \"anna\"", "[staff]\nkey-file = \"DIR/staff.key\"\n");
    let both = format!("{named}{anna}");
    let failure = kiosk.check(PLAIN, &both).0.expect_err("no file");
    assert!(failure.exit_code() == 2 && failure.to_string().contains("sudo install -m 640"), "{failure}");
    fs::write(kiosk.place("staff.key"), "short").expect("it can be written");
    assert_eq!(kiosk.check(PLAIN, &both).0.expect_err("no secret").exit_code(), 2);
    fs::write(kiosk.place("staff.key"), "a secret of enough bytes").expect("it can be written");
    let (outcome, said) = kiosk.check(PLAIN, &both);
    assert_eq!(outcome, Ok(()), "{said}");
    assert!(said.contains("holds a secret; 1 of the staff have codes.") && !said.contains("enough"), "{said}");
}

#[test]
fn a_logo_that_cannot_be_printed_is_told_with_its_file() {
    let kiosk = Kiosk::new();
    let slip = "[slip]\nlogo = \"DIR/logo.png\"\n";
    let (outcome, said) = kiosk.check(PLAIN, slip);
    assert!(matches!(outcome, Err(Failure::Usage(_))), "{said}");
    let missing = format!("The logo {} cannot be printed: there is no such file;", kiosk.place("logo.png").display());
    assert!(said.contains(&missing) && said.contains("until there is a PNG file"), "{said}");

    fs::write(kiosk.place("logo.png"), "GIF89a").expect("it can be written");
    let (outcome, said) = kiosk.check(PLAIN, slip);
    assert!(matches!(outcome, Err(Failure::Usage(_))) && said.contains("it is not a PNG picture"), "{said}");

    fs::write(kiosk.place("logo.png"), include_bytes!("../../../docs/screen-cart.png")).expect("it can be written");
    let (outcome, said) = kiosk.check(PLAIN, slip);
    assert_eq!(outcome, Ok(()), "{said}");
    assert!(said.contains("fine: The logo is 180 x 120 dots on paper."), "{said}");
}

#[test]
fn a_profile_nobody_knows_and_a_buzzer_that_is_not_there_are_told() {
    let kiosk = Kiosk::new();
    let at = |profile: &str| {
        let settings = format!(
            "[kiosk]\nstate-dir = \"{dir}/state\"\n[kash]\nshop-id = \"77\"\nkey-file = \"{dir}/kash.key\"\n\
             [printer]\nkind = \"file\"\npath = \"{dir}/slips\"\nbuzzer = true\ndrawer = true\nprofile = \"{profile}\"\n",
            dir = kiosk.folder.path().display()
        );
        fs::write(kiosk.place("scanslip.toml"), settings).expect("it can be written");
        check(PLAIN, &kiosk.place("scanslip.toml"), |_| panic!("the shop was not to be asked"))
    };
    let (outcome, said) = at("epsom");
    assert!(matches!(outcome, Err(Failure::Usage(_))), "{said}");
    assert!(said.contains("There is no printer profile \"epsom\"; known ones are generic-80mm"), "{said}");
    let file = kiosk.place("ours.toml");
    let file = file.to_str().expect("text");
    let told = |why: &str| {
        let (outcome, said) = at(file);
        assert!(matches!(outcome, Err(Failure::Usage(_))), "{said}");
        let [begin, remedy] =
            [format!("The printer profile {file} cannot be read: {why}"), "or one of generic-80mm".into()];
        assert!(said.contains(&begin) && said.contains(&remedy) && !said.contains("os error"), "{said}");
    };
    told("there is no such file; name in [printer] profile a file that");
    fs::write(file, "columns = ").expect("it can be written");
    told("");
    fs::write(file, [0xff]).expect("it can be written");
    told("it is not UTF-8 text;");
    let (outcome, said) = at("sunmi-58mm");
    assert_eq!(outcome, Ok(()), "{said}");
    for key in ["printer.buzzer", "printer.drawer"] {
        assert!(
            said.contains(&format!("warning: {key} is set, and the printer profile sunmi-58mm has none")),
            "{said}"
        );
    }
    let (_, said) = at("epson-tm-t20iii");
    assert!(!said.contains("has none"), "{said}");
}
