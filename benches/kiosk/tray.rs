//! A network printer that answers what a printer is asked, and tells when bytes come.

use crate::{Mark, answers};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

/// Opens it; it answers until the process ends.
pub(crate) fn open(marks: Sender<Mark>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let marks = marks.clone();
            thread::spawn(move || answer(stream, &marks));
        }
    });
    address
}

fn answer(mut stream: impl Read + Write, marks: &Sender<Mark>) {
    let (mut block, mut last) = ([0; 4_096], [0; 3]);
    while let Ok(count @ 1..) = stream.read(&mut block) {
        // Nobody may listen any more.
        let _ = marks.send(Mark::Paper(Instant::now()));
        for byte in &block[..count] {
            last = [last[1], last[2], *byte];
            if let Some(answer) = answers::answer(last)
                && stream.write_all(&[answer]).is_err()
            {
                return;
            }
        }
    }
}
