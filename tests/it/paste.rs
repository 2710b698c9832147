//! Commands that are named in what is said work as they stand, also for whoever keeps the settings elsewhere.

use std::fs;
use std::process::{Command, Stdio};

/// Exit code, and all that was said.
fn said(words: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_scanslip")).args(words).stdin(Stdio::null()).output();
    let done = done.expect("it starts");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.code(), said)
}

#[test]
fn every_command_that_is_named_has_the_settings_of_whoever_gave_some() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("our kiosk");
    fs::create_dir(&place).expect("made");
    let (file, shown) = (place.join("k.toml"), place.display());
    let text = format!("[kiosk]\nstate-dir = \"{shown}\"\n[kash]\nshop-id = \"7\"\nkey-file = \"{shown}/key\"\n");
    fs::write(&file, text).expect("written");
    fs::write(place.join("key"), "k3y").expect("written");
    let file = file.display().to_string();
    let option = format!("scanslip --config '{file}' ");
    let nowhere = place.join("none.toml").display().to_string();
    let without_settings = format!("scanslip --config '{nowhere}' setup");
    for (words, named) in [
        (&["check"][..], option.clone() + "catalogue import FILE"),
        (&["catalogue", "find", "BAG"], option.clone() + "catalogue import"),
        (&["setup"], option.clone() + "setup --answers FILE"),
        (&["orders", "resolve", "7", "--as", "refused"], String::new()),
    ] {
        let (_, said) = said(&[&["--config", &file], words].concat());
        assert!(said.contains(&named), "{words:?}: {said}");
        let bare = said.replace(&option, "");
        for command in ["check", "setup", "devices", "catalogue", "orders", "run"] {
            assert!(!bare.contains(&format!("scanslip {command}")), "{words:?}: {said}");
        }
    }
    let (code, told) = said(&["--config", &nowhere, "check"]);
    assert!(code == Some(2) && told.contains(&without_settings), "{told}");
    // It can be pasted into a shell, which takes the file for one word.
    let program = env!("CARGO_BIN_EXE_scanslip");
    let pasted = format!("{} 'BAG'", (option + "catalogue find").replacen("scanslip", program, 1));
    let done = Command::new("sh").args(["-c", &pasted]).output().expect("a shell");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.code() == Some(1) && told.contains("There is no catalogue"), "{told}");
}
