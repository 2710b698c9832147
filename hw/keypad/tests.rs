//! The worker on pipes that say what the kernel would, in a machine made of folders.

use super::event::Event;
use super::*;
use crate::devices::bench;
use rustix::io::Errno;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{PipeWriter, Write};
use std::ops::ControlFlow;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::path::Path;

const KEYPAD: &[usize] = &[69, 71, 79, 82, 96, 98];
const LETTERS: &[usize] = &[16, 28, 30, 79, 96];

/// The bytes of a tap at a time in milliseconds.
fn tap(at_ms: u64, code: u16) -> Vec<u8> {
    let event = |at_ms: u64, value| Event { at_us: at_ms * 1_000, kind: 1, code, value };
    let end = Event { at_us: at_ms * 1_000, kind: 0, code: 0, value: 0 };
    [event(at_ms, 1), end, event(at_ms + 60, 0), end].into_iter().flat_map(Event::bytes).collect()
}

/// A machine whose nodes are pipes.
struct Machine {
    bench: bench::Bench,
    nodes: RefCell<BTreeMap<String, Result<OwnedFd, Errno>>>,
    kernel: UnixDatagram,
    hotplug: Option<Hotplug>,
}

impl Machine {
    fn new() -> Self {
        let (kernel, ours) = UnixDatagram::pair().expect("a pair");
        let hotplug = Some(Hotplug::hearing(&["input"], Some(ours.into())));
        Self { bench: bench::Bench::new(), nodes: RefCell::default(), kernel, hotplug }
    }

    /// What an attempt to open the node comes to, once.
    fn will_open(&self, number: u32, node: Result<OwnedFd, Errno>) {
        self.nodes.borrow_mut().insert(format!("event{number}"), node);
    }

    fn pipe(&self, number: u32) -> PipeWriter {
        let (node, end) = std::io::pipe().expect("a pipe");
        self.will_open(number, Ok(node.into()));
        end
    }

    fn tell(&self) {
        self.kernel.send(b"add@/devices/a\0ACTION=add\0SUBSYSTEM=input\0").expect("told");
    }

    /// Runs the worker; `act` hears each report and says whether to go on.
    fn run(mut self, settings: &Settings, mut act: impl FnMut(&Self, &Report) -> Listening) -> Vec<Report> {
        let hotplug = self.hotplug.take().expect("once");
        let machine = &self;
        let mut reports = Vec::new();
        let open = |path: &Path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            machine.nodes.borrow_mut().remove(&name).unwrap_or(Err(Errno::NODEV))
        };
        let left = serve(&machine.bench.roots, settings, hotplug, &open, &mut |report| {
            let listening = act(machine, &report);
            reports.push(report);
            listening
        });
        assert!(left.is_break());
        reports
    }
}

fn pressed(reports: &[Report]) -> Vec<Key> {
    let key = |report: &Report| if let Report::Pressed(key) = report { Some(*key) } else { None };
    reports.iter().filter_map(key).collect()
}

fn until(count: usize) -> impl FnMut(&Machine, &Report) -> Listening {
    let mut left = count;
    move |_, _| {
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn a_pad_and_two_buttons_are_one_keypad() {
    let machine = Machine::new();
    machine.bench.event(1, "1-1.1", "Pad", KEYPAD);
    machine.bench.buttons(2, "button@11", &[28]);
    machine.bench.buttons(3, "button@12", &[223]);
    let mut ends: Vec<PipeWriter> = (1..=3).map(|number| machine.pipe(number)).collect();
    for (end, code) in ends.iter_mut().zip([79, 28, 223]) {
        end.write_all(&tap(0, code)).expect("pressed");
    }
    let reports = machine.run(&Settings::default(), until(6));
    assert_eq!(pressed(&reports), [Key::Digit(1), Key::Enter, Key::Clear]);
}

#[test]
fn a_keyboard_is_taken_only_if_it_is_named() {
    let machine = Machine::new();
    machine.bench.event(1, "1-1.1", "Pad", KEYPAD);
    machine.bench.event(2, "1-1.2", "Keyboard", LETTERS);
    machine.bench.buttons(3, "button@11", &[28]);
    let roots = &machine.bench.roots;
    let link = roots.dev.join("pad");
    std::os::unix::fs::symlink(roots.dev.join("input/event2"), &link).expect("a link");
    let port = |port: &str| Settings { wanted: Match { port: Some(port.to_owned()), ..Match::default() }, path: None };
    let path = |path: &Path| Settings { path: Some(path.to_owned()), ..Settings::default() };
    let cases: [(Settings, &[&str]); 7] = [
        (Settings::default(), &["Pad", "button@11"]),
        (port("1-1.1"), &["Pad"]),
        (port("1-1.2"), &["Keyboard"]),
        (port("gpio-keys"), &["button@11"]),
        (path(&roots.dev.join("input/event1")), &["Pad"]),
        (path(&link), &["Keyboard"]),
        (path(Path::new("/nowhere")), &[]),
    ];
    for (settings, expected) in cases {
        let names: Vec<_> = candidates(roots, &settings).into_iter().map(|pad| pad.identity.name).collect();
        assert_eq!(names, expected, "{settings:?}");
    }
}

#[test]
fn one_that_goes_away_takes_no_other_with_it_and_comes_back() {
    let machine = Machine::new();
    machine.bench.event(1, "1-1.1", "One", KEYPAD);
    machine.bench.event(2, "1-1.2", "Two", KEYPAD);
    let (mut one, mut two) = (Some(machine.pipe(1)), machine.pipe(2));
    let mut again = None;
    let reports = machine.run(&Settings::default(), |machine, report| {
        match report {
            Report::Found { name, .. } if name.starts_with("Two") => drop(one.take()),
            Report::Lost { open, .. } => {
                assert_eq!(*open, 1, "the other one is still there");
                two.write_all(&tap(0, 79)).expect("pressed");
            }
            Report::Pressed(Key::Digit(1)) => {
                let mut end = machine.pipe(1);
                end.write_all(&tap(0, 96)).expect("pressed");
                again = Some(end);
                machine.tell();
            }
            Report::Pressed(_) => return ControlFlow::Break(()),
            Report::Found { .. } => {}
        }
        ControlFlow::Continue(())
    });
    let names: Vec<String> = reports.iter().map(|report| format!("{report:?}").chars().take(20).collect()).collect();
    assert_eq!(pressed(&reports), [Key::Digit(1), Key::Enter], "{names:?}");
    assert_eq!(reports.iter().filter(|report| matches!(report, Report::Lost { .. })).count(), 1, "{names:?}");
}

#[test]
fn one_that_comes_back_does_not_hide_that_another_is_still_missing() {
    let machine = Machine::new();
    machine.bench.event(1, "1-1.1", "One", KEYPAD);
    machine.bench.event(2, "1-1.2", "Two", KEYPAD);
    let (mut one, mut two) = (Some(machine.pipe(1)), Some(machine.pipe(2)));
    let mut found = 0;
    let reports = machine.run(&Settings::default(), |machine, report| {
        match report {
            Report::Found { .. } => {
                found += 1;
                match found {
                    1 => {}
                    2 => drop(one.take()),
                    3 => {
                        one = Some(machine.pipe(1));
                        machine.tell();
                    }
                    _ => return ControlFlow::Break(()),
                }
            }
            Report::Lost { open: 1, .. } => drop(two.take()),
            Report::Lost { .. } => {
                two = Some(machine.pipe(2));
                machine.tell();
            }
            Report::Pressed(_) => {}
        }
        ControlFlow::Continue(())
    });
    let missing = reports.iter().filter_map(|report| match report {
        Report::Found { missing, .. } => Some(missing.as_deref().map(|why| why.contains("One"))),
        _ => None,
    });
    assert_eq!(missing.collect::<Vec<_>>(), [None, None, Some(true), None]);
}

#[test]
fn one_that_may_not_be_opened_yet_is_told_once_and_tried_again() {
    let machine = Machine::new();
    machine.bench.event(1, "1-1.1", "Pad", KEYPAD);
    machine.will_open(1, Err(Errno::ACCESS));
    let mut node = None;
    let reports = machine.run(&Settings::default(), |machine, report| match report {
        Report::Lost { .. } => {
            // The permissions come a moment later, and nobody says so.
            node = Some(machine.pipe(1));
            ControlFlow::Continue(())
        }
        _ => ControlFlow::Break(()),
    });
    assert!(
        matches!(&reports[..], [Report::Lost { why, open: 0 }, Report::Found { .. }] if why.contains("may not be opened"))
    );
}

#[test]
fn that_none_is_there_is_told_once() {
    let machine = Machine::new();
    let mut end = None;
    let reports = machine.run(&Settings::default(), |machine, report| match report {
        Report::Lost { .. } => {
            machine.bench.event(1, "1-1.1", "Pad", KEYPAD);
            end = Some(machine.pipe(1));
            machine.tell();
            ControlFlow::Continue(())
        }
        _ => ControlFlow::Break(()),
    });
    assert!(matches!(&reports[..], [Report::Lost { why, open: 0 }, Report::Found { .. }] if why.contains("No keypad")));
}

#[test]
fn what_is_no_key_device_cannot_be_grabbed() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    assert!(board::open(file.path()).is_err());
}
