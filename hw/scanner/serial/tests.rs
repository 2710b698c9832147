//! The whole worker on pseudo terminals.

use crate::Presence;
use crate::scanner::{Report, Settings, Source, Suffix, Voice, run};
use serialport::{SerialPort, TTYPort};
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Long enough for a machine that does something else; nothing waits for it when all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// A worker on a link that can be pointed at one pseudo terminal after another.
struct Bench {
    folder: tempfile::TempDir,
    reports: Receiver<Report>,
}

impl Bench {
    #[expect(clippy::disallowed_methods, reason = "the test is the caller that gives the worker its thread")]
    fn start(suffix: Suffix) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("scanner");
        let source = Source::Serial { path, baud: 9600 };
        let settings = Settings { source, suffix, layout: "us".to_owned(), idle_ms: 50 };
        let (send, reports) = channel();
        std::thread::spawn(move || {
            run(&settings, &Voice::default(), &Presence::default(), |report| match send.send(report) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        });
        Self { folder, reports }
    }

    /// Plugs a scanner in; the result is its end of the line.
    fn plug_in(&self) -> TTYPort {
        let (scanner, line) = TTYPort::pair().expect("a pseudo terminal");
        let path = self.folder.path().join("scanner");
        let _ = std::fs::remove_file(&path);
        std::os::unix::fs::symlink(line.name().expect("a path"), path).expect("a link");
        scanner
    }

    fn next(&self) -> Report {
        self.reports.recv_timeout(PATIENCE).expect("a report")
    }

    fn expect_found(&self) {
        assert!(matches!(self.next(), Report::Found { name } if name.ends_with("/scanner")));
    }

    /// Reads scans until they are these texts. One may come in pieces where this machine stopped for longer than a scanner
    /// may; none is joined to another.
    fn expect_pieces(&self, texts: &[&str]) {
        for text in texts {
            let mut rest = *text;
            while !rest.is_empty() {
                let Report::Scanned { text: piece, aim: None } = self.next() else {
                    panic!("no scan; {rest} is missing")
                };
                rest = rest.strip_prefix(piece.as_str()).unwrap_or_else(|| panic!("{piece} is not of {rest}"));
            }
        }
    }

    fn expect_scans(&self, texts: &[&str]) {
        for text in texts {
            assert!(matches!(self.next(), Report::Scanned { text: read, aim: None } if read == *text), "{text}");
        }
    }
}

#[test]
fn scans_come_out_whole_however_they_arrive() {
    let bench = Bench::start(Suffix::Newline);
    assert!(matches!(bench.next(), Report::Lost { why } if why.contains("is not there")));
    let mut scanner = bench.plug_in();
    bench.expect_found();
    scanner.write_all(b"4006381333931\r\n").expect("written");
    bench.expect_scans(&["4006381333931"]);
    scanner.write_all(b"1\r\n2\r\n3").expect("written");
    bench.expect_scans(&["1", "2"]);
    scanner.write_all(b"4\r").expect("written");
    scanner.write_all(b"\n5\r\n").expect("written");
    // "3" may have been flushed by silence on a machine that is busy; nothing is lost or joined to what follows.
    match bench.next() {
        Report::Scanned { text, .. } if text == "34" => {}
        Report::Scanned { text, .. } if text == "3" => bench.expect_scans(&["4"]),
        other => panic!("{other:?}"),
    }
    bench.expect_scans(&["5"]);
    let long = "7".repeat(7089);
    for chunk in long.as_bytes().chunks(500) {
        scanner.write_all(chunk).expect("written");
    }
    scanner.write_all(b"\r").expect("written");
    bench.expect_scans(&[&long]);
}

#[test]
fn a_line_cut_at_any_byte_gives_the_same_scans() {
    let cases: [(Suffix, &[u8]); 3] = [
        (Suffix::Newline, b"4006381333931\r\n96385074\r\n\r\n1\n"),
        (Suffix::Newline, b"4006381333931\r\x0296385074\x03\r1\r"),
        (Suffix::Tab, b"4006381333931\t\r\n96385074\t\t1\t"),
    ];
    for (suffix, stream) in cases {
        let bench = Bench::start(suffix);
        let mut scanner = bench.plug_in();
        if matches!(bench.next(), Report::Lost { .. }) {
            bench.expect_found();
        }
        for cut in 0..=stream.len() {
            for part in [&stream[..cut], &stream[cut..]] {
                scanner.write_all(part).expect("written");
                scanner.flush().expect("sent");
            }
            bench.expect_pieces(&["4006381333931", "96385074", "1"]);
        }
    }
}

#[test]
fn garbage_is_dropped_and_the_next_scan_is_whole() {
    let bench = Bench::start(Suffix::Newline);
    let mut scanner = bench.plug_in();
    if matches!(bench.next(), Report::Lost { .. }) {
        bench.expect_found();
    }
    for chunk in vec![b'7'; 9000].chunks(500) {
        scanner.write_all(chunk).expect("written");
    }
    scanner.write_all(b"\r\n4006381333931\r\n").expect("written");
    // A machine that stopped while the garbage came may have seen its end; what is no garbage is whole.
    loop {
        match bench.next() {
            Report::Scanned { text, .. } if text.bytes().all(|byte| byte == b'7') => assert!(text.len() < 8192),
            Report::Scanned { text, .. } => break assert_eq!(text, "4006381333931"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn silence_ends_a_scan_by_itself() {
    for suffix in [Suffix::None, Suffix::Newline] {
        let bench = Bench::start(suffix);
        let mut scanner = bench.plug_in();
        let first = bench.next();
        if matches!(first, Report::Lost { .. }) {
            bench.expect_found();
        }
        scanner.write_all(b"123").expect("written");
        bench.expect_scans(&["123"]);
    }
}

#[test]
fn a_scanner_that_goes_away_is_lost_once_and_found_again() {
    let bench = Bench::start(Suffix::Newline);
    assert!(matches!(bench.next(), Report::Lost { .. }));
    for _ in 0..3 {
        let mut scanner = bench.plug_in();
        bench.expect_found();
        scanner.write_all(b"first\rhalf").expect("written");
        bench.expect_scans(&["first"]);
        // The link goes first: the number of a pseudo terminal may be another test's at once.
        std::fs::remove_file(bench.folder.path().join("scanner")).expect("unplugged");
        drop(scanner);
        // Half a scan of a scanner that was pulled out is not a scan; a slow machine may have seen the silence first.
        match bench.next() {
            Report::Lost { .. } => {}
            Report::Scanned { text, .. } if text == "half" => assert!(matches!(bench.next(), Report::Lost { .. })),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_file_is_no_serial_port() {
    let bench = Bench::start(Suffix::Newline);
    let first = bench.next();
    assert!(matches!(first, Report::Lost { why } if why.contains("is not there")));
    let file = tempfile::NamedTempFile::new().expect("a file");
    let error = super::Port::open(file.path(), 9600).err().expect("not a port");
    assert!(error.contains("is not a serial port"));
}
