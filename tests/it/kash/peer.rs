//! A listening socket of the test's own, and requests as they came over the wire. Knows neither HTTP library nor client.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// So that a broken client fails the test rather than stopping it.
const PATIENCE: Duration = Duration::from_secs(20);

/// A listener on a free port of the loopback.
#[derive(Debug)]
pub(super) struct Peer(TcpListener);

/// A conversation under way on a thread of its own.
#[derive(Debug)]
pub(super) struct Served<T>(Receiver<T>);

impl<T> Served<T> {
    /// What came of it.
    pub(super) fn outcome(self) -> T {
        self.0.recv_timeout(PATIENCE).expect("somebody came, and the conversation went as it should")
    }
}

/// One request, byte for byte.
#[derive(Debug)]
pub(super) struct Request {
    /// Up to and without the empty line.
    pub(super) head: String,
    /// What `Content-Length` announced.
    pub(super) body: String,
}

impl Request {
    /// A header's value, by its name in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .find_map(|(header, value)| header.eq_ignore_ascii_case(name).then_some(value))
    }

    /// The first line.
    pub(super) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }
}

impl Peer {
    pub(super) fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").expect("a free port"))
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.0.local_addr().expect("an address")
    }

    /// Serves one connection on a thread of its own.
    pub(super) fn serve<T: Send + 'static>(
        &self,
        conversation: impl FnOnce(TcpStream) -> T + Send + 'static,
    ) -> Served<T> {
        self.thread(move |listener| conversation(take(listener)))
    }

    /// Serves one connection: reads the request, answers in these pieces, closes.
    pub(super) fn answer(&self, pieces: Vec<Vec<u8>>) -> Served<Request> {
        self.serve(move |stream| converse(stream, pieces))
    }

    /// Serves as many connections as there are answers, one after the other.
    pub(super) fn answer_each(&self, answers: Vec<Vec<u8>>) -> Served<Vec<Request>> {
        self.thread(move |listener| answers.into_iter().map(|answer| converse(take(listener), vec![answer])).collect())
    }

    /// Serves two connections: reads the first's request and says nothing until the client has gone, answers the second.
    pub(super) fn ignore_then_answer(&self, answer: Vec<u8>) -> Served<[Request; 2]> {
        self.thread(move |listener| {
            let mut stream = take(listener);
            let ignored = read_request(&mut stream);
            // A reset is an end too.
            let _ = stream.read_to_end(&mut Vec::new());
            [ignored, converse(take(listener), vec![answer])]
        })
    }

    #[expect(clippy::disallowed_methods, reason = "the peer must not share the client's only thread")]
    fn thread<T: Send + 'static>(&self, work: impl FnOnce(&TcpListener) -> T + Send + 'static) -> Served<T> {
        let listener = self.0.try_clone().expect("a second handle");
        let (done, served) = mpsc::channel();
        thread::spawn(move || done.send(work(&listener)));
        Served(served)
    }

    /// Whether nobody is connected who was not served yet.
    pub(super) fn is_deserted(&self) -> bool {
        self.0.set_nonblocking(true).expect("a listener that does not wait");
        let next = self.0.accept();
        self.0.set_nonblocking(false).expect("a listener that waits");
        matches!(next, Err(error) if error.kind() == ErrorKind::WouldBlock)
    }
}

/// A port of the loopback at which nobody listens, kept so that no other test gets it.
#[derive(Debug)]
pub(super) struct Closed(tokio::net::TcpSocket);

impl Closed {
    pub(super) fn new() -> Self {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a free port");
        Self(socket)
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().expect("an address"))
    }
}

fn take(listener: &TcpListener) -> TcpStream {
    let (stream, _) = listener.accept().expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_nodelay(true).expect("no delay");
    stream
}

fn converse(mut stream: TcpStream, pieces: Vec<Vec<u8>>) -> Request {
    let request = read_request(&mut stream);
    for piece in pieces {
        if stream.write_all(&piece).and_then(|()| stream.flush()).is_err() {
            break;
        }
    }
    request
}

/// Reads one whole request.
pub(super) fn read_request(stream: &mut impl Read) -> Request {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("a whole head");
        bytes.extend_from_slice(&byte);
    }
    let head = String::from_utf8(bytes).expect("a head in ASCII").trim_end().to_owned();
    let mut request = Request { head, body: String::new() };
    let length = request.header("content-length").map_or(0, |length| length.parse().expect("a length"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("a whole body");
    request.body = String::from_utf8(body).expect("a form in ASCII");
    request
}

/// A whole answer with a length.
pub(super) fn reply(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
