//! The event stream: every change is told, in order; who does not listen holds up nobody.

use super::demo::Demo;
use super::http::{self, connect};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};

/// A client of the event stream.
pub(super) struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// Comes back when the stream has begun.
    pub(super) fn open(address: SocketAddr) -> Self {
        let mut stream = connect(address);
        write!(stream, "GET /events HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("taken");
        let mut events = Self { lines: BufReader::new(stream) };
        let head = events.line();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        events.wait_for(|kind, _| kind == "screen");
        events
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.lines.read_line(&mut line).expect("an event") > 0, "the stream ended");
        line
    }

    /// The next event, whatever stands around it.
    pub(super) fn next(&mut self) -> (String, Value) {
        let mut kind = String::new();
        loop {
            let line = self.line();
            if let Some(name) = line.strip_prefix("event: ") {
                name.trim().clone_into(&mut kind);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (kind, serde_json::from_str(data).expect("JSON"));
            }
        }
    }

    pub(super) fn wait_for(&mut self, wanted: impl Fn(&str, &Value) -> bool) -> Value {
        loop {
            let (kind, data) = self.next();
            if wanted(&kind, &data) {
                return data;
            }
        }
    }
}

#[test]
fn everything_that_happens_is_told_in_order() {
    let demo = Demo::start();
    let mut events = Events::open(demo.address);
    http::post(demo.address, "/api/scan", "3017620422003");
    events.wait_for(|kind, data| kind == "screen" && data["view"] == "cart");
    http::post(demo.address, "/api/key", "confirm");
    let mut seen = Vec::new();
    loop {
        let (kind, data) = events.next();
        let what = ["view", "step", "sound", "kind"].iter().find_map(|name| data[*name].as_str());
        seen.push(format!("{kind} {}", what.expect("each says what it is")));
        if seen.last().is_some_and(|last| last == "order slip-printed") {
            break;
        }
    }
    let mut wanted = ["order confirmed", "order sending", "order accepted", "sound done", "slip final"].iter();
    let mut next = wanted.next();
    for event in &seen {
        if next == Some(&event.as_str()) {
            next = wanted.next();
        }
    }
    assert_eq!(next, None, "{seen:?}");
}

#[test]
fn there_is_room_for_some_and_the_rest_are_told_so() {
    let demo = Demo::start();
    let _listening: Vec<Events> = (0..16).map(|_| Events::open(demo.address)).collect();
    assert_eq!(http::get(demo.address, "/events").status, 503);
    assert_eq!(http::get(demo.address, "/healthz").status, 200, "the others are served");
}
