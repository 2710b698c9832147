//! A gate on the way to a printer: it lets bytes through until it has seen some words, and then no more until it is
//! opened. So a fault comes in the middle of a slip, wherever the kiosk's writes begin and end.

use super::double::PATIENCE;
use std::io::{Read, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// What the connection at the gate is told, and tells: only the first one that brings the words.
struct Halt {
    words: Vec<u8>,
    reached: Sender<()>,
    open: Receiver<()>,
    passed: Sender<()>,
}

/// Who stands before it. What the printer says is never held up.
pub(super) struct Gate {
    /// Where the kiosk finds the printer.
    pub(super) address: SocketAddr,
    reached: Receiver<()>,
    open: Sender<()>,
    passed: Receiver<()>,
    connections: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Gate {
    /// A gate before that printer which closes in front of these words.
    pub(super) fn before(printer: SocketAddr, words: &[u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (tell_reached, reached) = mpsc::channel();
        let (open, hear_open) = mpsc::channel();
        let (tell_passed, passed) = mpsc::channel();
        let halt = Halt { words: words.to_owned(), reached: tell_reached, open: hear_open, passed: tell_passed };
        let halt = Arc::new(Mutex::new(Some(halt)));
        let connections: Arc<Mutex<Vec<JoinHandle<()>>>> = Arc::default();
        let kept = connections.clone();
        let accept = move || {
            for kiosk in listener.incoming().map_while(Result::ok) {
                let halt = halt.clone();
                let handle = spawn(move || carry(&kiosk, printer, &halt));
                kept.lock().expect("unpoisoned").push(handle);
            }
        };
        spawn(accept);
        Self { address, reached, open, passed, connections }
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
    pub(super) fn drain(&self) {
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

fn pass(mut kiosk: impl Read, mut printer: &TcpStream, halt: &Mutex<Option<Halt>>) {
    let (mut block, mut seen) = ([0; 4_096], Vec::new());
    while let Ok(count @ 1..) = kiosk.read(&mut block) {
        let (fresh, before) = (&block[..count], seen.len());
        seen.extend_from_slice(fresh);
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
