//! A worker against real sockets, pipes, files and ptys.

mod cut_off;
mod far;
mod faults;
mod present;
mod real;
mod roll;
mod states;

use super::super::{Flow, Port};
use super::*;
use rustix::fs::{CWD, Mode, mkfifoat};
use serialport::{SerialPort, TTYPort};
use std::io::Read;
use std::net::TcpListener;
use std::ops::ControlFlow::Continue;
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// As patient as a test: what should come comes as fast as it can, what should not is given up soon.
const QUICK: Patience = Patience {
    connect: Duration::from_secs(5),
    tick: Duration::from_millis(5),
    step: Duration::from_millis(20),
    still: Duration::from_millis(60),
    prompt: Duration::from_millis(50),
    answer: Duration::from_millis(50),
    proof: Duration::from_millis(500),
    hold: Duration::from_secs(60),
    retry: Duration::from_millis(5),
    retry_max: Duration::from_millis(20),
    attended: Duration::from_millis(5),
    idle: Duration::from_secs(60),
};

/// The same where nobody gets stuck: a machine that is busy may take its time over what comes and goes.
const CALM: Patience = Patience { step: Duration::from_secs(30), still: Duration::from_secs(30), ..QUICK };

/// Starts a worker of a printer that is asked nothing, lets `script` drive it, and ends it.
fn with_worker(port: &Port, script: impl FnOnce(&Sender<Task>, &Receiver<Report>)) {
    with(&|wait| wire::open(port, wait), Manner::MUTE, QUICK, script);
}

/// The same with a printer in the network that takes whatever comes.
fn with_calm_worker(port: &Port, script: impl FnOnce(&Sender<Task>, &Receiver<Report>)) {
    with(&|wait| wire::open(port, wait), Manner::MUTE, CALM, script);
}

/// The same with any printer.
fn with(
    open: &(dyn Fn(Duration) -> io::Result<Box<dyn Wire>> + Sync),
    manner: Manner,
    patience: Patience,
    script: impl FnOnce(&Sender<Task>, &Receiver<Report>),
) {
    let (send, tasks) = channel();
    let (emit, reports) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let tell = |report| if emit.send(report).is_ok() { Continue(()) } else { Break(()) };
            work(&mut |wait| open(wait), manner, &tasks, &Presence::default(), tell, patience);
        });
        script(&send, &reports);
        drop(send);
    });
}

fn job(id: u64, bytes: &[u8]) -> Task {
    Task::Print(Job { id, body: bytes.to_vec(), cut: Vec::new() })
}

fn next(reports: &Receiver<Report>) -> Report {
    reports.recv_timeout(Duration::from_secs(30)).expect("the worker reports")
}

/// What became of the next job, whatever is told of the printer before.
fn outcome(reports: &Receiver<Report>) -> (u64, Outcome) {
    loop {
        if let Report::Done { id, outcome } = next(reports) {
            return (id, outcome);
        }
    }
}

fn until_ready(reports: &Receiver<Report>) {
    while next(reports) != Report::Ready {}
}

/// The first that a printer gets from whoever cannot know what another process left it in the middle of.
fn is_freed(printer: &mut impl Read) {
    let mut got = vec![1; FRESH_START.len()];
    printer.read_exact(&mut got).expect("a fresh start");
    assert_eq!(got, FRESH_START);
}

fn fifo(path: &Path) {
    mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).expect("a pipe");
}

#[test]
fn slips_are_appended_to_a_file_one_after_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("slips.bin");
    with_worker(&Port::File(path.clone()), |jobs, reports| {
        for id in 1..=3 {
            jobs.send(job(id, &[u8::try_from(id).expect("small"); 5_000])).expect("the worker listens");
        }
        assert_eq!(next(reports), Report::Ready);
        for id in 1..=3 {
            assert_eq!(next(reports), Report::Done { id, outcome: Outcome::Sent });
        }
    });
    let written = std::fs::read(path).expect("the file is there");
    assert_eq!(written, [[1; 5_000], [2; 5_000], [3; 5_000]].concat());
}

#[test]
fn a_folder_that_is_not_there_takes_nothing_until_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("later");
    with_worker(&Port::File(missing.join("slips.bin")), |jobs, reports| {
        assert!(matches!(next(reports), Report::Trouble(why) if why.to_string().contains("not there")));
        jobs.send(job(7, b"slip")).expect("the worker listens");
        assert!(matches!(next(reports), Report::Done { id: 7, outcome: Outcome::Nothing(_) }));
        std::fs::create_dir(&missing).expect("a folder");
        assert_eq!(next(reports), Report::Ready, "found by itself");
        jobs.send(job(8, b"slip")).expect("the worker listens");
        assert_eq!(next(reports), Report::Done { id: 8, outcome: Outcome::Sent });
    });
    assert_eq!(std::fs::read(missing.join("slips.bin")).expect("written"), b"slip", "once, and only the second");
}

#[test]
fn a_refused_connection_is_nothing_and_the_printer_is_found_when_it_comes_back() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    with_calm_worker(&Port::Tcp(address.to_string()), |jobs, reports| {
        assert!(matches!(next(reports), Report::Trouble(why) if why.to_string().contains("refuses")));
        jobs.send(job(1, b"slip")).expect("the worker listens");
        assert!(matches!(next(reports), Report::Done { id: 1, outcome: Outcome::Nothing(_) }));
        let listener = TcpListener::bind(address).expect("the same port");
        let (mut printer, _) = listener.accept().expect("the worker comes by itself");
        is_freed(&mut printer);
        assert_eq!(next(reports), Report::Ready);
        jobs.send(job(2, b"slip")).expect("the worker listens");
        assert_eq!(next(reports), Report::Done { id: 2, outcome: Outcome::Sent });
        let mut got = [0; 4];
        printer.read_exact(&mut got).expect("the slip");
        assert_eq!(&got, b"slip", "without another byte before it");
    });
}

#[test]
fn a_printer_that_hung_up_in_between_is_connected_anew() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    with_calm_worker(&Port::Tcp(address.to_string()), |jobs, reports| {
        let (mut printer, _) = listener.accept().expect("a connection");
        is_freed(&mut printer);
        for id in 1..=3 {
            jobs.send(job(id, b"slip")).expect("the worker listens");
            if id > 1 {
                (printer, _) = listener.accept().expect("another connection");
            }
            let mut got = [0; 4];
            printer.read_exact(&mut got).expect("the slip and nothing before it");
            assert_eq!(&got, b"slip");
            assert_eq!(outcome(reports), (id, Outcome::Sent));
            printer.shutdown(std::net::Shutdown::Both).expect("it hangs up");
        }
    });
}

#[test]
fn a_printer_that_hangs_up_midway_broke_the_slip() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    with_calm_worker(&Port::Tcp(address.to_string()), |jobs, reports| {
        let (mut printer, _) = listener.accept().expect("a connection");
        is_freed(&mut printer);
        jobs.send(job(1, &vec![b'x'; 64 << 20])).expect("the worker listens");
        printer.read_exact(&mut [0; 10]).expect("some of it");
        drop(printer);
        assert!(matches!(outcome(reports), (1, Outcome::Broken(_))));
        let (mut printer, _) = listener.accept().expect("a connection");
        is_freed(&mut printer);
        jobs.send(job(2, b"slip")).expect("the worker listens");
        let mut got = [0; 4];
        printer.read_exact(&mut got).expect("the slip");
        assert_eq!(&got, b"slip");
        assert_eq!(outcome(reports), (2, Outcome::Sent));
    });
}

#[test]
fn what_the_printer_says_is_read_away() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    with_calm_worker(&Port::Tcp(address.to_string()), |jobs, reports| {
        let (mut printer, _) = listener.accept().expect("a connection");
        io::Write::write_all(&mut printer, &[0x10, 0, 0, 0].repeat(1_000)).expect("the worker reads");
        for id in 1..=2 {
            jobs.send(job(id, b"slip")).expect("the worker listens");
            assert_eq!(outcome(reports), (id, Outcome::Sent));
        }
        is_freed(&mut printer);
        let mut got = [0; 8];
        printer.read_exact(&mut got).expect("both slips on one connection");
        assert_eq!(&got, b"slipslip");
    });
}

#[test]
fn a_usb_printer_that_is_not_there_takes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lp0");
    with_worker(&Port::Usb(path.clone()), |jobs, reports| {
        assert!(matches!(next(reports), Report::Trouble(_)));
        fifo(&path);
        jobs.send(job(1, b"slip")).expect("the worker listens");
        assert!(matches!(outcome(reports), (1, Outcome::Nothing(_))), "there, and nobody at the other end");
        let mut printer = std::fs::File::open(&path).expect("the other end");
        until_ready(reports);
        jobs.send(job(2, b"slip")).expect("the worker listens");
        assert_eq!(outcome(reports), (2, Outcome::Sent));
        is_freed(&mut printer);
        let mut got = [0; 4];
        printer.read_exact(&mut got).expect("the slip");
        assert_eq!(&got, b"slip");
    });
}

#[test]
fn a_usb_printer_that_takes_no_more_breaks_the_slip_and_is_not_waited_for_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lp0");
    fifo(&path);
    with_worker(&Port::Usb(path.clone()), |jobs, reports| {
        let mut printer = std::fs::File::open(&path).expect("the other end");
        is_freed(&mut printer);
        until_ready(reports);
        jobs.send(job(1, &vec![b'x'; 1 << 20])).expect("the worker listens");
        assert!(
            matches!(next(reports), Report::Trouble(why) if why.to_string().contains("no data")),
            "told while it waits"
        );
        assert!(matches!(next(reports), Report::Done { id: 1, outcome: Outcome::Broken(_) }));
        // Still full: a job would not begin.
        jobs.send(job(2, b"slip")).expect("the worker listens");
        assert!(matches!(outcome(reports), (2, Outcome::Nothing(_))));
        // Paper is back: what was stuck comes out, and the worker notices.
        let mut got = vec![0; 64 << 10];
        printer.read_exact(&mut got).expect("what was stuck");
        until_ready(reports);
        jobs.send(job(3, b"slip")).expect("the worker listens");
        assert_eq!(outcome(reports), (3, Outcome::Sent));
    });
}

#[test]
fn a_usb_printer_that_is_unplugged_midway_breaks_the_slip() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lp0");
    fifo(&path);
    with_worker(&Port::Usb(path.clone()), |jobs, reports| {
        let mut printer = std::fs::File::open(&path).expect("the other end");
        is_freed(&mut printer);
        until_ready(reports);
        jobs.send(job(1, &vec![b'x'; 1 << 20])).expect("the worker listens");
        printer.read_exact(&mut [0; 10]).expect("some of it");
        drop(printer);
        assert!(matches!(outcome(reports), (1, Outcome::Broken(_))));
    });
}

#[test]
fn a_serial_printer_gets_every_byte_as_it_is() {
    let (mut printer, line) = TTYPort::pair().expect("a pty");
    let path = line.name().expect("its path");
    printer.set_timeout(Duration::from_secs(30)).expect("a timeout");
    // Every byte but XON and XOFF, which belong to the line.
    let slip: Vec<u8> = (0..=u8::MAX).filter(|byte| ![0x11, 0x13].contains(byte)).cycle().take(20_000).collect();
    with_worker(&Port::Serial(path.into(), 38_400, Flow::default()), |jobs, reports| {
        is_freed(&mut printer);
        assert_eq!(next(reports), Report::Ready);
        jobs.send(job(1, &slip)).expect("the worker listens");
        let mut got = vec![0; slip.len()];
        printer.read_exact(&mut got).expect("the slip");
        assert_eq!(got, slip);
        assert_eq!(outcome(reports), (1, Outcome::Sent));
    });
    drop(line);
}

#[test]
fn a_worker_ends_when_nobody_listens() {
    let (send, jobs) = channel();
    let port = Port::File("/dev/null".into());
    work(&mut |wait| wire::open(&port, wait), Manner::MUTE, &jobs, &Presence::default(), |_| Break(()), QUICK);
    drop(send);
}
