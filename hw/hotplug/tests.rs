//! Waiting, with a socket that says what the kernel would.

use super::*;
use std::os::unix::net::{UnixDatagram, UnixStream};

fn add(subsystem: &str) -> Vec<u8> {
    format!("add@/devices/a\0ACTION=add\0SUBSYSTEM={subsystem}\0").into_bytes()
}

fn told() -> (UnixDatagram, Hotplug) {
    let (kernel, ours) = UnixDatagram::pair().expect("a pair");
    (kernel, Hotplug::hearing(&["hidraw"], Some(ours.into())))
}

#[test]
fn a_device_of_the_kind_is_heard_and_no_other() {
    let (kernel, mut hotplug) = told();
    assert!(!hotplug.has_come());
    for subsystem in ["block", "input"] {
        kernel.send(&add(subsystem)).expect("told");
    }
    assert!(!hotplug.has_come());
    kernel.send(&add("hidraw")).expect("told");
    kernel.send(&add("block")).expect("told");
    assert!(hotplug.has_come());
    assert!(!hotplug.has_come(), "once");
}

#[test]
fn a_wait_ends_when_a_device_comes() {
    let (kernel, hotplug) = told();
    let mut hotplug = hotplug.with_much_patience();
    kernel.send(b"nonsense").expect("told");
    kernel.send(&add("hidraw")).expect("told");
    hotplug.wait();
    assert_eq!(hotplug.patience(), FIRST, "it was told and did not wait");
}

#[test]
fn who_is_told_nothing_looks_less_and_less_often() {
    let mut hotplug = Hotplug::hearing(&["hidraw"], None);
    hotplug.wait();
    assert_eq!(hotplug.patience(), 2 * FIRST);
    (0..40).for_each(|_| hotplug.grow());
    assert_eq!(hotplug.patience(), LONGEST);
    hotplug.reset();
    assert_eq!(hotplug.patience(), FIRST);
}

#[test]
fn a_source_that_ends_is_left_alone() {
    let (end, ours) = UnixStream::pair().expect("a pair");
    drop(end);
    let mut hotplug = Hotplug::hearing(&["hidraw"], Some(ours.into()));
    assert!(!hotplug.has_come());
    assert_eq!(hotplug.sources().count(), 0);
}

#[test]
fn a_link_that_is_made_is_heard_and_its_neighbours_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("by-id/scanner");
    let mut hotplug = Hotplug::open(&[], Some(&path));
    std::fs::create_dir(folder.path().join("by-id")).expect("a folder");
    hotplug.look_at_folder();
    assert!(!hotplug.has_come());
    std::fs::write(folder.path().join("by-id/printer"), "").expect("written");
    assert!(!hotplug.has_come());
    std::os::unix::fs::symlink("/dev/null", &path).expect("a link");
    assert!(hotplug.has_come());
    std::fs::File::open(&path).expect("opened");
    assert!(!hotplug.has_come(), "our own attempts are no news");
}

#[test]
fn permissions_that_change_are_heard() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scanner");
    std::fs::write(&path, "").expect("written");
    let mut hotplug = Hotplug::open(&[], Some(&path));
    assert!(!hotplug.has_come());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("set");
    assert!(hotplug.has_come());
}

#[test]
fn the_kernel_of_this_machine_can_be_heard() {
    assert!(uevents().is_ok(), "a network namespace of its own would still have the socket");
}
