//! `scanslip printer probe` at a printer that somebody else wrote.

use super::double::Double;
use super::tools::Tools;
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::profile::{Fence, Status};
use std::fs;
use std::process::Command;
use tempfile::TempDir;

#[test]
fn a_printer_is_asked_and_its_profile_written() {
    let Some(tools) = Tools::find() else { return };
    let double = Double::start(&tools);
    let folder = TempDir::new().expect("a folder");
    let [settings, profile] = ["scanslip.toml", "ours.toml"].map(|name| folder.path().join(name));
    // It needs no shop.
    let text = format!("[printer]\nkind = \"tcp\"\naddress = \"{}\"\nprofile = \"epson-tm-t20iii\"\n", double.printer);
    fs::write(&settings, text).expect("written");
    let mut probe = Command::new(env!("CARGO_BIN_EXE_scanslip"));
    probe.arg("--config").arg(&settings).args(["printer", "probe", "--out"]).arg(&profile);
    let said = probe.output().expect("it starts");
    let words = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success() && words.contains("The test slip"), "{words}");
    double.cuts();
    let receipts = double.receipts();
    let [(slip, _)] = receipts.as_slice() else { panic!("one test slip: {receipts:?}") };
    assert!(slip.contains("123456789012345678901234567890123456789012345678"), "{slip}");
    assert!(slip.contains("é è ç œ ’ — … € Ô ®") && slip.contains("ł ą ę č ř ő") && slip.contains("Ж я Ю щ"), "{slip}");
    let written = fs::read_to_string(&profile).expect("it is written");
    assert!(written.starts_with("# It calls itself EPSON TM-T20III; what it does outranks that.\n"), "{written}");
    let found = Profile::parse(&written).expect("a profile");
    // It is called a TM-T20III and knows no GS ( H: what it does outranks what it is called.
    assert_eq!((found.name.as_str(), found.status, found.fence), ("ours", Status::DleEot, Fence::GsR));

    let said = probe.output().expect("it starts");
    assert_eq!(said.status.code(), Some(2), "what is there stays: {said:?}");
    double.set("paper-out");
    probe.arg("--force");
    let said = probe.output().expect("it starts");
    assert_eq!(said.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&said.stderr).contains("it has no paper"), "{said:?}");
}
