//! A gate on the way to a printer: it lets bytes through until it has seen some words, and then no more until it is
//! opened. So a fault comes in the middle of a slip, wherever the kiosk's writes begin and end.

use super::double::PATIENCE;
use serialport::{SerialPort as _, TTYPort};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// After it nothing comes on a serial line any more.
const END: &[u8] = b"\0that was all\0";

/// What the connection at the gate is told, and tells: only the first one that brings the words.
struct Halt {
    words: Vec<u8>,
    reached: Sender<()>,
    open: Receiver<()>,
    passed: Sender<()>,
}

/// Who stands before it. What the printer says is never held up.
pub(super) struct Gate {
    /// Where the kiosk finds the printer, in the words of its settings.
    pub(super) printer: String,
    reached: Receiver<()>,
    open: Sender<()>,
    passed: Receiver<()>,
    connections: Arc<Mutex<Vec<JoinHandle<()>>>>,
    /// The kiosk's end of a serial line, which does not hang up by itself.
    line: Option<TTYPort>,
}

impl Gate {
    /// A gate before a network printer which closes in front of these words.
    pub(super) fn before(printer: SocketAddr, words: &[u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (gate, halt) = Self::new(words, format!("kind = \"tcp\"\naddress = \"{address}\""));
        let kept = gate.connections.clone();
        let accept = move || {
            for kiosk in listener.incoming().map_while(Result::ok) {
                let halt = halt.clone();
                let handle = spawn(move || carry(&kiosk, printer, &halt));
                kept.lock().expect("unpoisoned").push(handle);
            }
        };
        spawn(accept);
        gate
    }

    /// A gate before a serial printer: between two ptys.
    pub(super) fn before_line(printer: &Path, words: &[u8]) -> Self {
        let (mut kiosk, line) = TTYPort::pair().expect("a pty");
        let path = line.name().expect("a pty has a name");
        let mut printer = serialport::new(printer.to_string_lossy(), 38_400).open_native().expect("it is there");
        for port in [&mut kiosk, &mut printer] {
            // A read ends when something comes or the line hangs up.
            port.set_timeout(Duration::from_secs(24 * 3_600)).expect("it has a timeout");
        }
        let (mut gate, halt) = Self::new(words, format!("kind = \"serial\"\npath = \"{path}\""));
        let copy = |port: &TTYPort| port.try_clone_native().expect("a copy");
        let (mut answers, mut back) = (copy(&printer), copy(&kiosk));
        // It ends with the printer.
        spawn(move || drop(std::io::copy(&mut answers, &mut back)));
        gate.connections.lock().expect("unpoisoned").push(spawn(move || pass(kiosk, printer, &halt)));
        gate.line = Some(line);
        gate
    }

    fn new(words: &[u8], printer: String) -> (Self, Arc<Mutex<Option<Halt>>>) {
        let (tell_reached, reached) = mpsc::channel();
        let (open, hear_open) = mpsc::channel();
        let (tell_passed, passed) = mpsc::channel();
        let halt = Halt { words: words.to_owned(), reached: tell_reached, open: hear_open, passed: tell_passed };
        let gate = Self { printer, reached, open, passed, connections: Arc::default(), line: None };
        (gate, Arc::new(Mutex::new(Some(halt))))
    }

    /// Waits until the words have come.
    pub(super) fn wait(&self) {
        self.reached.recv_timeout(PATIENCE).expect("the slip comes to the gate");
    }

    /// Opens it for good, and waits until what stood before it has gone on.
    pub(super) fn open(&self) {
        self.open.send(()).expect("somebody waits");
        self.passed.recv_timeout(PATIENCE).expect("the printer takes it");
    }

    /// Waits until the printer has heard the end of every connection: nothing of the kiosk is on its way any more.
    pub(super) fn drain(&mut self) {
        if let Some(line) = &mut self.line {
            line.write_all(END).expect("it takes it");
        }
        let connections = std::mem::take(&mut *self.connections.lock().expect("unpoisoned"));
        for connection in connections {
            connection.join().expect("it went well");
        }
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    thread::Builder::new().name("gate".to_owned()).spawn(work).expect("a thread")
}

/// One connection, both ways, until both ends have closed it.
fn carry(kiosk: &TcpStream, printer: SocketAddr, halt: &Mutex<Option<Halt>>) {
    let printer = TcpStream::connect(printer).expect("the printer listens");
    let (mut answers, mut back) = (printer.try_clone().expect("a copy"), kiosk.try_clone().expect("a copy"));
    let answers = spawn(move || {
        // The kiosk may be gone before the printer has said its last word.
        let _ = std::io::copy(&mut answers, &mut back);
        let _ = back.shutdown(Shutdown::Both);
    });
    pass(kiosk, &printer, halt);
    let _ = printer.shutdown(Shutdown::Write);
    answers.join().expect("it went well");
}

fn pass(mut kiosk: impl Read, mut printer: impl Write, halt: &Mutex<Option<Halt>>) {
    let (mut block, mut seen) = ([0; 4_096], Vec::new());
    while let Ok(count @ 1..) = kiosk.read(&mut block) {
        let (fresh, before) = (&block[..count], seen.len());
        seen.extend_from_slice(fresh);
        if seen.ends_with(END) {
            return;
        }
        let Some((halt, at)) = halted(&seen, halt) else {
            printer.write_all(fresh).expect("the printer takes it");
            continue;
        };
        // Of words that began in an earlier block, that part is through.
        let (free, held) = fresh.split_at(at.saturating_sub(before));
        printer.write_all(free).expect("the printer takes it");
        halt.reached.send(()).expect("the test waits");
        halt.open.recv_timeout(PATIENCE).expect("the test opens it");
        printer.write_all(held).expect("the printer takes it");
        halt.passed.send(()).expect("the test waits");
    }
}

/// Whether the words are there for the first time, and where.
fn halted(seen: &[u8], halt: &Mutex<Option<Halt>>) -> Option<(Halt, usize)> {
    let mut halt = halt.lock().expect("unpoisoned");
    let words = &halt.as_ref()?.words;
    let at = seen.windows(words.len()).position(|part| part == words)?;
    halt.take().map(|halt| (halt, at))
}
