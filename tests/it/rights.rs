//! What somebody is told who may not read the kiosk's files: that, and the command by which they can be read.

use crate::alone;
use clap::Parser;
use scanslip::catalogue::Catalogue;
use scanslip::cli::{Cli, Supervisor};
use scanslip::journal::Journal;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

/// All that a command says, as somebody without rights.
fn said(settings: &Path, words: &[&str]) -> String {
    let settings = settings.to_str().expect("UTF-8");
    let line = ["scanslip", "--config", settings].into_iter().chain(words.iter().copied());
    let mut out = Vec::new();
    let cli = Cli::try_parse_from(line).expect("good usage");
    let failure = cli.run(&Supervisor::default(), &mut "".as_bytes(), &mut out).expect_err("it may not");
    format!("{}{failure}\n", String::from_utf8(out).expect("text"))
}

/// Runs the test as somebody who may not read what has been made unreadable here.
fn without_rights(test: &str, folder: &Path) {
    let told = folder.display().to_string();
    if fs::metadata(folder).expect("a folder").uid() == 0 {
        alone::run_as_nobody(test, &told);
    } else {
        alone::run(test, &told);
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn what_may_not_be_read_is_not_told_as_if_it_were_not_there() {
    if let Some(folder) = alone::told() {
        let settings = Path::new(&folder).join("scanslip.toml");
        let by = |who: &str, command: &str| format!("{who} scanslip --config {} {command}", settings.display());
        // The shop's key is root's.
        let (service, root) = ("sudo -u scanslip", "root may: sudo");
        let order = "0000000000000000000000001X";
        for (words, who, command) in [
            (&["orders", "list"][..], service, "orders list"),
            (&["orders", "show", "1"], service, "orders list"),
            (&["orders", "verify"], service, "orders list"),
            (&["orders", "resolve", "1", "--as", "refused"], root, "orders list"),
            (&["orders", "resolve", order, "--as", "refused"], root, "orders list"),
            (&["slip", "preview", "--order", "1", "--out", "slip.txt"], service, "orders list"),
            (&["catalogue", "find", "3017620422003"], service, "catalogue"),
            (&["catalogue", "import", "/dev/null"], service, "catalogue"),
            (&["catalogue", "sync"], root, "catalogue sync"),
            (&["check"], service, "check"),
        ] {
            let said = said(&settings, words);
            assert!(
                said.contains("may not be read by you (Permission denied") && said.contains(&by(who, command)),
                "{said}"
            );
            assert!(!said.contains("There is no"), "{words:?}: {said}");
        }
        return;
    }
    let kiosk = tempfile::tempdir().expect("a folder");
    let [settings, state] = ["scanslip.toml", "state"].map(|name| kiosk.path().join(name));
    let place = kiosk.path().display();
    let text = format!(
        "[kiosk]\nstate-dir = \"{}\"\n[printer]\nkind = \"tcp\"\naddress = \"127.0.0.1:1\"\n[kash]\nshop-id = \"77\"\n\
         key-file = \"{place}/key\"\n",
        state.display()
    );
    fs::write(&settings, text).expect("written");
    fs::write(kiosk.path().join("key"), "k3y").expect("written");
    fs::create_dir(&state).expect("made");
    drop(Journal::open(&state.join("journal.db")).expect("a journal"));
    drop(Catalogue::open(&state.join("catalogue.db")).expect("a catalogue"));
    for (path, bits) in [(kiosk.path(), 0o755), (&settings, 0o644), (&kiosk.path().join("key"), 0o000), (&state, 0o000)]
    {
        mode(path, bits);
    }
    without_rights("rights::what_may_not_be_read_is_not_told_as_if_it_were_not_there", kiosk.path());
    mode(&state, 0o700);
}

#[test]
fn settings_that_may_not_be_read_are_told_so_by_every_command() {
    if let Some(folder) = alone::told() {
        let settings = Path::new(&folder).join("scanslip.toml");
        for words in [
            &["orders", "list"][..],
            &["check"],
            &["barcode", "explain", "1"],
            &["sheet", "--out", "sheet.png"],
            &["printer", "probe"],
            &["setup", "--answers", "/dev/null"],
        ] {
            let said = said(&settings, words);
            assert!(said.contains("the settings may not be read by you (Permission denied"), "{words:?}: {said}");
            assert!(said.contains("sudo -u scanslip scanslip --config"), "{said}");
        }
        return;
    }
    let kiosk = tempfile::tempdir().expect("a folder");
    let settings = kiosk.path().join("scanslip.toml");
    fs::write(&settings, "[kash]\nshop-id = \"77\"\n").expect("written");
    mode(kiosk.path(), 0o755);
    mode(&settings, 0o000);
    let test = "rights::settings_that_may_not_be_read_are_told_so_by_every_command";
    without_rights(test, kiosk.path());
    // The folder with them: whether they are there is not known.
    mode(kiosk.path(), 0o000);
    without_rights(test, kiosk.path());
    mode(kiosk.path(), 0o755);
}
