//! A network printer that keeps every byte, by connection: what a killed kiosk left half done stays apart.

use scanslip_hw::printer::Profile;
use scanslip_hw::printer::paper::{self, Paper};
use std::io::Read;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

/// The bytes of one connection.
type Stream = Arc<Mutex<Vec<u8>>>;

pub(super) struct PaperTray {
    port: u16,
    connections: Arc<Mutex<Vec<Stream>>>,
}

impl PaperTray {
    pub(super) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let connections: Arc<Mutex<Vec<Stream>>> = Arc::default();
        let kept = connections.clone();
        let take = move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let bytes = Stream::default();
                kept.lock().expect("unpoisoned").push(bytes.clone());
                thread::Builder::new().name("paper".to_owned()).spawn(move || keep(stream, &bytes)).expect("a thread");
            }
        };
        thread::Builder::new().name("printer".to_owned()).spawn(take).expect("a thread");
        Self { port, connections }
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    /// Every whole slip, up to its cut; what was broken off by a kill is no slip.
    pub(super) fn slips(&self) -> Vec<Paper> {
        let profile = Profile::named("generic-80mm").expect("a shipped profile");
        let connections = self.connections.lock().expect("unpoisoned");
        let streams = connections.iter().map(|bytes| bytes.lock().expect("unpoisoned").clone());
        streams.flat_map(|stream| whole_slips(&stream)).map(|slip| paper::interpret(&slip, &profile)).collect()
    }
}

fn keep(mut stream: impl Read, bytes: &Mutex<Vec<u8>>) {
    let mut block = [0; 4_096];
    while let Ok(count @ 1..) = stream.read(&mut block) {
        bytes.lock().expect("unpoisoned").extend_from_slice(&block[..count]);
    }
}

/// Slips begin with `ESC @`; a whole one holds its cut, `GS V`.
fn whole_slips(stream: &[u8]) -> Vec<Vec<u8>> {
    let begins: Vec<usize> = (0..stream.len()).filter(|at| stream[*at..].starts_with(b"\x1b@")).collect();
    let ends = begins.iter().skip(1).copied().chain([stream.len()]);
    let slips = begins.iter().zip(ends).map(|(begin, end)| stream[*begin..end].to_vec());
    slips.filter(|slip| slip.windows(2).any(|pair| pair == b"\x1dV")).collect()
}
