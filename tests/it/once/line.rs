//! The line between kiosk and shop: it hands every request on, drops the first answers, and may take the comments out of
//! the others.

use serde_json::Value;
use std::net::{SocketAddr, TcpListener};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How it behaves.
pub(super) struct Line {
    /// How many answers are still lost.
    lost: u32,
    /// Whether the shop's listings tell comments.
    comments: bool,
}

impl Line {
    pub(super) const fn losing(lost: u32, comments: bool) -> Self {
        Self { lost, comments }
    }

    /// Carries requests to the shop, one after the other.
    pub(super) async fn carry(mut self, before: TcpListener, shop: SocketAddr) {
        before.set_nonblocking(true).expect("a port");
        let before = tokio::net::TcpListener::from_std(before).expect("a port");
        loop {
            let (mut kiosk, _) = before.accept().await.expect("a connection");
            let request = read_request(&mut kiosk).await;
            let mut line = TcpStream::connect(shop).await.expect("the shop is there");
            line.write_all(&request).await.expect("it takes it");
            let mut answer = Vec::new();
            line.read_to_end(&mut answer).await.expect("it answers");
            if self.lost > 0 {
                self.lost -= 1;
                continue;
            }
            let answer = if self.comments { answer } else { without_comments(&answer) };
            // A kiosk that hung up is as good as an answer that is lost.
            let _ = kiosk.write_all(&answer).await;
        }
    }
}

/// A head, and as much body as it announces.
async fn read_request(kiosk: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if let Some(head) = text.find("\r\n\r\n") {
            let announced = text[..head].lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = announced.map_or(0, |length| length.trim().parse().expect("a length"));
            if bytes.len() >= head + 4 + length {
                return bytes;
            }
        }
        if kiosk.read_buf(&mut bytes).await.expect("a request") == 0 {
            return bytes;
        }
    }
}

/// The same answer without any field for a comment.
fn without_comments(answer: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(answer).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let Ok(mut value) = serde_json::from_str::<Value>(body) else { return answer.to_vec() };
    strip(&mut value);
    let body = value.to_string();
    let head: Vec<String> = head
        .lines()
        .filter(|line| !line.to_ascii_lowercase().starts_with("content-length:"))
        .map(str::to_owned)
        .collect();
    format!("{}\r\ncontent-length: {}\r\n\r\n{body}", head.join("\r\n"), body.len()).into_bytes()
}

fn strip(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(strip),
        Value::Object(fields) => {
            fields.retain(|name, _| !name.to_ascii_lowercase().contains("comment") && name != "received");
            fields.values_mut().for_each(strip);
        }
        _ => {}
    }
}
