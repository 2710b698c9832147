//! `scanslip check --scan`: the real binary listens to a pty on which somebody scans the test code.

use scanslip_hw::scanner::identify::TEST_CODE;
use serialport::{SerialPort, TTYPort};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

#[test]
fn one_scan_of_the_test_code_gives_the_settings_of_its_scanner() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut scanner, line) = TTYPort::pair().expect("a pty");
    let path = line.name().expect("a path");
    drop(line);
    let settings = format!(
        "[kiosk]\nstate-dir = \"{}\"\n[kash]\nshop-id = \"12345\"\n\
         [[scanner]]\nkind = \"serial\"\npath = \"{path}\"\nbaud = 19200\n",
        folder.path().display()
    );
    let file = folder.path().join("scanslip.toml");
    fs::write(&file, settings).expect("written");
    let mut check = Command::new(env!("CARGO_BIN_EXE_scanslip"))
        .arg("--config")
        .arg(&file)
        .args(["check", "--scan", "60"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = BufReader::new(check.stdout.take().expect("piped")).lines().map_while(Result::ok);
    said.find(|line| line.starts_with("scan this once") && line.ends_with(TEST_CODE)).expect("it asks for a scan");
    scanner.write_all(format!("]C0{TEST_CODE}\t").as_bytes()).expect("the line takes it");
    let said: Vec<String> = said.collect();
    let expected = [
        "  [[scanner]]".to_owned(),
        "  kind = \"serial\"".to_owned(),
        format!("  path = \"{path}\""),
        "  baud = 19200".to_owned(),
        "  suffix = \"tab\"".to_owned(),
    ];
    assert_eq!(said.get(..5), Some(&expected[..]), "{said:?}");
    assert!(said.iter().any(|line| line.contains("is a serial scanner; its settings stand above")), "{said:?}");
    // The exit code is about the rest of the settings, which have no key and no shop.
    check.wait().expect("it ends");
}
