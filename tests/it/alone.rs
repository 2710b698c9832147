//! A test in a process of its own: for what concerns a whole process, its user, its limits, its log.
//!
//! The test calls itself by its name; in the other process [`told`] says what it was told.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const TOLD: &str = "SCANSLIP_TEST_TOLD";
/// Owns nothing on any machine.
const NOBODY: u32 = 65_534;

/// What this process was told, if it is the other one.
pub(crate) fn told() -> Option<String> {
    std::env::var_os(TOLD).and_then(|told| told.into_string().ok())
}

/// Runs a test of this binary in another process.
pub(crate) fn run(test: &str, told: &str) {
    finish(Command::new(this_binary()), test, told);
}

/// The same as a user who owns nothing; only root can.
pub(crate) fn run_as_nobody(test: &str, told: &str) {
    // This binary may lie where nobody else may look.
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
    let copy = folder.path().join("it");
    fs::copy(this_binary(), &copy).expect("a copy");
    let mut command = Command::new(copy);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    finish(command, test, told);
}

/// The same in a process that gets an error, not a signal, when it writes beyond its file size limit.
pub(crate) fn run_without_file_size_signal(test: &str, told: &str) {
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(this_binary());
    finish(command, test, told);
}

/// The most bytes that any file of this process may have from now on; `unlimited` takes that back.
pub(crate) fn limit_file_size(most: &str) {
    let process = std::process::id().to_string();
    // The soft limit only, so that it can be raised again.
    let limit = format!("--fsize={most}:");
    let done = Command::new("prlimit").args(["--pid", &process, &limit]).status().expect("util-linux is there");
    assert!(done.success(), "the limit cannot be set");
}

fn this_binary() -> impl AsRef<Path> + AsRef<std::ffi::OsStr> {
    std::env::current_exe().expect("this binary")
}

fn finish(mut command: Command, test: &str, told: &str) {
    let output = command.args([test, "--exact", "--nocapture"]).env(TOLD, told).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{test} is not the name of a test: {said}");
}
