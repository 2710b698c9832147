//! A network printer that answers what a printer is asked and keeps every byte, by connection: what a killed kiosk left
//! half done stays apart.

use super::answers::answer;
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::paper::{self, Paper};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// What one connection brought, and whether it has ended.
#[derive(Default)]
struct Connection {
    bytes: Vec<u8>,
    ended: bool,
}

pub(crate) struct PaperTray {
    port: u16,
    connections: Arc<(Mutex<Vec<Connection>>, Condvar)>,
}

impl PaperTray {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let connections: Arc<(Mutex<Vec<Connection>>, Condvar)> = Arc::default();
        let kept = connections.clone();
        let take = move || {
            for (place, stream) in listener.incoming().map_while(Result::ok).enumerate() {
                kept.0.lock().expect("unpoisoned").push(Connection::default());
                let kept = kept.clone();
                let keep = move || keep(stream, place, &kept);
                thread::Builder::new().name("paper".to_owned()).spawn(keep).expect("a thread");
            }
        };
        thread::Builder::new().name("printer".to_owned()).spawn(take).expect("a thread");
        Self { port, connections }
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// Every whole slip, up to its cut; what was broken off by a kill is no slip. Only once the kiosk has ended: waits for
    /// whatever it sent.
    pub(crate) fn slips(&self) -> Vec<Paper> {
        let (connections, changed) = &*self.connections;
        // One more connection comes after all those of the kiosk.
        let last = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let mark = last.local_addr().expect("an address").port().to_be_bytes();
        (&last).write_all(&mark).expect("it takes it");
        drop(last);
        let not_all_there = |connections: &mut Vec<Connection>| {
            let marked = connections.iter().any(|connection| connection.bytes == mark);
            !(marked && connections.iter().all(|connection| connection.ended))
        };
        let connections =
            changed.wait_while(connections.lock().expect("unpoisoned"), not_all_there).expect("unpoisoned");
        let streams = connections.iter().map(|connection| connection.bytes.clone());
        streams.flat_map(|stream| slips_in(&stream)).collect()
    }
}

/// Every whole slip in what an 80 mm printer was sent.
pub(crate) fn slips_in(stream: &[u8]) -> Vec<Paper> {
    let profile = Profile::named("generic-80mm").expect("a shipped profile");
    whole_slips(stream).iter().map(|slip| paper::interpret(slip, &profile)).collect()
}

fn keep(mut stream: impl Read + Write, place: usize, kept: &(Mutex<Vec<Connection>>, Condvar)) {
    let (mut block, mut answered) = ([0; 4_096], 0);
    loop {
        let count = stream.read(&mut block).unwrap_or(0);
        let connection = &mut kept.0.lock().expect("unpoisoned")[place];
        connection.bytes.extend_from_slice(&block[..count]);
        while let Some(question) = connection.bytes[answered..].first_chunk() {
            if let Some(answer) = answer(*question) {
                // Whoever asked may have been killed.
                let _ = stream.write(&[answer]);
            }
            answered += 1;
        }
        connection.ended = count == 0;
        kept.1.notify_all();
        if count == 0 {
            return;
        }
    }
}

/// Slips begin with `ESC @`; a whole one holds its cut, `GS V`.
fn whole_slips(stream: &[u8]) -> Vec<Vec<u8>> {
    let begins: Vec<usize> = (0..stream.len()).filter(|at| stream[*at..].starts_with(b"\x1b@")).collect();
    let ends = begins.iter().skip(1).copied().chain([stream.len()]);
    let slips = begins.iter().zip(ends).map(|(begin, end)| stream[*begin..end].to_vec());
    slips.filter(|slip| slip.windows(2).any(|pair| pair == b"\x1dV")).collect()
}
