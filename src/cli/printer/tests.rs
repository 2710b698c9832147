//! What `scanslip printer probe` refuses before it touches a printer, and what it writes.

use super::*;
use std::fs;

const NET: &str = "[printer]\nkind = \"tcp\"\naddress = \"127.0.0.1:1\"\n";

fn probed(settings: &str, out: Option<&Path>, force: bool) -> Failure {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("scanslip.toml");
    fs::write(&file, settings).expect("written");
    let config = Config::load_without_shop(&file).expect("settings");
    let args = Args { action: Action::Probe(Probe { out: out.map(Path::to_owned), force }) };
    run(&args, &config, &mut Vec::new()).expect_err("no printer is there")
}

#[test]
fn a_file_is_no_printer_that_could_be_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let slips = folder.path().join("slips.bin");
    let why = probed(&format!("[printer]\nkind = \"file\"\npath = \"{}\"\n", slips.display()), None, false);
    assert_eq!(why.exit_code(), 2, "{why}");
    assert!(why.to_string().contains("answers nothing") && !slips.exists(), "{why}");
}

#[test]
fn a_profile_that_is_there_is_written_over_by_force_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let ours = folder.path().join("ours.toml");
    fs::write(&ours, "by hand").expect("written");
    let why = probed(NET, Some(&ours), false);
    assert_eq!(why, is_there(&ours));
    assert!(why.exit_code() == 2 && why.to_string().contains("--force"), "{why}");
    // By force it asks the printer, which is not there.
    assert_eq!(probed(NET, Some(&ours), true).exit_code(), 3);
    assert_eq!(fs::read_to_string(&ours).expect("it is there"), "by hand", "nothing was found out");

    assert_eq!(write(&ours, "anew", false), Err(is_there(&ours)), "it came while the printer was asked");
    assert_eq!(write(&ours, "anew", true), Ok(()));
    assert_eq!(fs::read_to_string(&ours).expect("it is there"), "anew");
    let why = write(&folder.path().join("none/ours.toml"), "", false).expect_err("no such folder");
    assert!(why.exit_code() == 1 && !why.to_string().contains("os error"), "{why}");
}

#[test]
fn a_profile_says_whether_its_printer_was_silent() {
    let profile = Profile::named("generic-80mm").expect("it is shipped");
    let silent = Found { status: Status::None, fence: Fence::None, fault: None, paper_low: false, called: None };
    for (found, note) in [
        (silent.clone(), Some("# It answered nothing when it was asked")),
        (Found { fence: Fence::GsR, ..silent.clone() }, None),
        (Found { status: Status::DleEot, called: Some("TM".to_owned()), ..silent }, Some("# It calls itself TM;")),
    ] {
        let text = written(&profile, &found).expect("it is written");
        assert_eq!(Profile::parse(&text).as_ref(), Ok(&profile), "{text}");
        match note {
            Some(note) => assert!(text.starts_with(note), "{text}"),
            None => assert!(!text.starts_with('#'), "{text}"),
        }
    }
}
