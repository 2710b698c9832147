use super::*;
use rustix::fs::{CWD, FileType, Mode, OFlags};
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::{fs, thread};

const BEEP: &[Note] = &[Note { hz: 1_000, ms: 1 }, Note { hz: 0, ms: 1 }, Note { hz: 2_000, ms: 1 }];
const FOR_EVER: &[Note] = &[Note { hz: 300, ms: u16::MAX }, Note { hz: 301, ms: 1 }];

/// A machine with a keyboard and a loudspeaker, whose node is a pipe.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let machine = Self { folder: tempfile::tempdir().expect("a scratch folder") };
        for (name, sounds) in [("event0", "0"), ("event1", "6")] {
            let device = machine.folder.path().join("sys/devices").join(name);
            fs::create_dir_all(device.join("capabilities")).expect("a device");
            fs::write(device.join("capabilities/snd"), format!("{sounds}\n")).expect("what it can");
            let class = machine.folder.path().join("sys/class/input").join(name);
            fs::create_dir_all(&class).expect("its class");
            symlink(&device, class.join("device")).expect("a link");
        }
        fs::create_dir_all(machine.folder.path().join("dev/input")).expect("a folder");
        machine
    }

    fn roots(&self) -> Roots {
        Roots { dev: self.folder.path().join("dev"), sys: self.folder.path().join("sys") }
    }

    fn node(&self) -> PathBuf {
        self.folder.path().join("dev/input/event1")
    }

    /// Plugs the loudspeaker in; the end returned hears it.
    fn plug(&self) -> OwnedFd {
        let node = self.node();
        rustix::fs::mknodat(CWD, &node, FileType::Fifo, Mode::RWXU, 0).expect("a pipe");
        hear(&node)
    }

    fn unplug(&self, end: OwnedFd) {
        fs::remove_file(self.node()).expect("it was there");
        drop(end);
    }
}

fn hear(node: &Path) -> OwnedFd {
    rustix::fs::open(node, OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()).expect("an end")
}

/// The tones that were sounded, once the worker has ended.
fn heard(end: OwnedFd) -> Vec<i32> {
    let mut bytes = Vec::new();
    fs::File::from(end).read_to_end(&mut bytes).expect("all of it");
    let words = 2 * size_of::<usize>();
    let tone = |event: &[u8]| {
        assert_eq!(event[words..words + 4], [0x12, 0, 2, 0], "a tone and nothing else");
        i32::from_ne_bytes(event[words + 4..].try_into().expect("four bytes"))
    };
    bytes.chunks_exact(words + 8).map(tone).collect()
}

/// Gives these to a worker, all at once or each when the one before has been told of, and takes what it reports.
fn played(machine: &Machine, tasks: impl FnOnce(&Sender<Task>)) -> Vec<Report> {
    let (sender, inbox) = channel();
    let (roots, mut reports) = (machine.roots(), Vec::new());
    tasks(&sender);
    drop(sender);
    serve(&roots, &Settings::default(), &inbox, &Presence::default(), |report| reports.push(report));
    reports
}

#[test]
fn a_pattern_is_sounded_note_by_note_and_ends_in_silence() {
    let machine = Machine::new();
    let end = machine.plug();
    let reports = played(&machine, |worker| worker.send(Task::Play(BEEP)).expect("it listens"));
    assert_eq!(
        reports,
        [Report::Found { name: machine.node().display().to_string() }],
        "by what it can, not by its name"
    );
    assert_eq!(heard(end), [0, 1_000, 0, 2_000, 0], "silence first: a killed process may have left a tone on");
}

#[test]
fn what_comes_next_cuts_off_what_is_played() {
    let machine = Machine::new();
    let end = machine.plug();
    played(&machine, |worker| {
        for task in [Task::Play(FOR_EVER), Task::Call, Task::Play(FOR_EVER), Task::Play(BEEP)] {
            worker.send(task).expect("it listens");
        }
    });
    let heard = heard(end);
    assert_eq!(heard[0..2], [0, 300]);
    assert!(heard.ends_with(&[1_000, 0, 2_000, 0]), "{heard:?}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test is the caller that gives the worker its thread")]
fn a_loudspeaker_that_is_not_there_or_goes_away_costs_nothing_and_comes_back() {
    let machine = Machine::new();
    let (sender, inbox) = channel();
    let (told, reports) = channel();
    let roots = machine.roots();
    let worker = thread::spawn(move || {
        serve(&roots, &Settings::default(), &inbox, &Presence::default(), |report| told.send(report).expect("heard"));
    });
    let play = || sender.send(Task::Play(BEEP)).expect("it listens");
    let next = || reports.recv().expect("a report");
    assert!(matches!(next(), Report::Lost { .. }), "none at the start");
    let end = machine.plug();
    play();
    assert!(matches!(next(), Report::Found { .. }));
    machine.unplug(end);
    play();
    assert!(matches!(next(), Report::Lost { why } if why.contains("plug it in again")));
    let end = machine.plug();
    play();
    assert!(matches!(next(), Report::Found { .. }));
    drop(sender);
    worker.join().expect("it ended");
    assert!(heard(end).ends_with(&[0]), "and it is silent");
    assert!(reports.recv().is_err(), "nothing was told twice");
}
