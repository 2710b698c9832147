//! A client that hides nothing: one request a connection, raw bytes in.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long anything may take before the test gives up; nothing is measured by it.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

/// A connection that waits long, but not for ever.
pub(super) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.set_write_timeout(Some(PATIENCE))).expect("limits");
    stream
}

/// Sends these bytes and reads one answer: as long as it says, or until the server closes.
pub(super) fn raw(address: SocketAddr, request: &[u8]) -> Reply {
    let mut stream = connect(address);
    stream.write_all(request).expect("the request is taken");
    let mut answer = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(answer.read_line(&mut head).expect("a head of text") > 0, "it ended within its head: {head:?}");
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let mut reply = Reply { status, head, body: Vec::new() };
    let length = reply.header("content-length").map_or(u64::MAX, |length| length.parse().expect("a length"));
    answer.take(length).read_to_end(&mut reply.body).expect("an answer to its end");
    reply
}

/// A request with these headers besides what HTTP wants; `host` is left out if it is empty.
pub(super) fn request(
    address: SocketAddr,
    line: &str,
    host: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Reply {
    let body = body.as_ref();
    let mut head = format!("{line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    let host = [("Host", host)].into_iter().filter(|(_, host)| !host.is_empty());
    for (name, value) in host.chain(headers.iter().copied()) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    raw(address, &[head.as_bytes(), b"\r\n", body].concat())
}

pub(super) fn get(address: SocketAddr, path: &str) -> Reply {
    request(address, &format!("GET {path}"), &address.to_string(), &[], "")
}

/// As a script posts.
pub(super) fn post(address: SocketAddr, path: &str, text: impl AsRef<[u8]>) -> Reply {
    post_as(address, path, "text/plain", text)
}

pub(super) fn post_as(address: SocketAddr, path: &str, kind: &str, body: impl AsRef<[u8]>) -> Reply {
    request(address, &format!("POST {path}"), &address.to_string(), &[("Content-Type", kind)], body)
}
