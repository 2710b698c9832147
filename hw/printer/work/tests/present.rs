//! The roll call: a worker that waits for the next slip answers, and so does one in the middle of a slip.

use super::super::Patience;
use super::{QUICK, fifo, job, next, outcome};
use crate::Presence;
use crate::printer::work::work;
use crate::printer::{Fault, Manner, Outcome, Report, Task, wire};
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::ops::ControlFlow::{Break, Continue};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// Nothing happens by itself while a test waits for an answer.
const PATIENT: Patience = Patience { still: Duration::from_secs(3_600), idle: Duration::from_secs(3_600), ..QUICK };

fn with_roll(path: &Path, script: impl FnOnce(&Presence, &Receiver<()>, &Sender<Task>, &Receiver<Report>)) {
    let (answer, answers) = channel();
    let presence = Presence::new(Duration::from_secs(60), move || answer.send(()).expect("somebody counts"));
    let presence = presence.expect("a place");
    let (send, tasks) = channel();
    let (emit, reports) = channel();
    let port = crate::printer::Port::File(path.to_owned());
    let own = presence.clone();
    thread::scope(|scope| {
        scope.spawn(move || {
            let tell = |report| if emit.send(report).is_ok() { Continue(()) } else { Break(()) };
            work(&mut |wait| wire::open(&port, wait), Manner::MUTE, &tasks, &own, tell, PATIENT);
        });
        script(&presence, &answers, &send, &reports);
        drop(send);
    });
}

fn answered(answers: &Receiver<()>) {
    answers.recv_timeout(Duration::from_secs(30)).expect("it answers");
}

#[test]
fn a_worker_that_has_nothing_to_do_answers_each_call() {
    let folder = tempfile::tempdir().expect("a folder");
    with_roll(&folder.path().join("slips"), |presence, answers, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        for _ in 0..3 {
            presence.call();
            tasks.send(Task::Call).expect("it listens");
            answered(answers);
        }
    });
}

#[test]
fn a_worker_whose_printer_takes_nothing_answers_in_the_middle_of_the_slip() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("slips");
    fifo(&path);
    let flags = libc::O_NONBLOCK;
    let mut pipe = OpenOptions::new().read(true).write(true).custom_flags(flags).open(&path).expect("a pipe");
    with_roll(&path, |presence, answers, tasks, reports| {
        assert_eq!(next(reports), Report::Ready);
        while pipe.write(&[0; 4_096]).is_ok() {}
        tasks.send(job(1, b"slip")).expect("it listens");
        assert_eq!(next(reports), Report::Trouble(Fault::Wedged));
        for _ in 0..3 {
            presence.call();
            answered(answers);
        }
        while pipe.read(&mut [0; 4_096]).is_ok() {}
        assert_eq!(outcome(reports), (1, Outcome::Sent));
    });
}
