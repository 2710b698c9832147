//! The socket by which a command reaches the service that runs: `scanslip orders resolve` says what became of an order
//! that is held. One line of JSON in, one line out; only the service's own user and root may speak.
//!
//! It is there for as long as the service has the journal, so a socket that is found at the start is one of a process
//! that died.

use super::lobby::Door;
use crate::till::entry::Resolution;
use crate::till::order::OrderId;
use serde::{Deserialize, Serialize};
use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream as BlockingStream;
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader as AsyncBufReader};
use tokio::net::{UnixListener, UnixStream};

/// The longest line, in bytes.
const LINE_MAX: u64 = 1_024;
/// How long either side may take.
const WITHIN: Duration = Duration::from_secs(10);

/// What is said to the service.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    order: String,
    /// As [`resolution`] reads it.
    resolve: String,
}

/// What the service answers: nothing, or why not.
#[derive(Debug, Serialize, Deserialize)]
struct Reply {
    why: Option<String>,
}

/// `accepted:17724460`, `refused` or `resend`.
pub fn resolution(text: &str) -> Option<Resolution> {
    match text {
        "refused" => Some(Resolution::Refused),
        "resend" => Some(Resolution::Resend),
        _ => {
            let number: i64 = text.strip_prefix("accepted:")?.parse().ok()?;
            u64::try_from(number).ok().filter(|number| *number > 0).map(Resolution::Accepted)
        }
    }
}

/// Why an order cannot be settled by staff.
pub fn not_held(order: OrderId) -> String {
    format!(
        "Order {order} is not held for staff, so there is nothing to resolve; `scanslip orders list` tells its state."
    )
}

/// Why an order cannot be the shop's order of this number.
pub fn taken(number: u64) -> String {
    format!("The shop's order {number} is another order of this kiosk; look up the number at the till once more.")
}

/// As [`resolution`] reads it.
pub fn written(resolution: Resolution) -> String {
    match resolution {
        Resolution::Accepted(number) => format!("accepted:{number}"),
        Resolution::Refused => "refused".to_owned(),
        Resolution::Resend => "resend".to_owned(),
    }
}

/// Listens at this path until the process ends. To be called within the runtime.
///
/// # Errors
///
/// The folder cannot be written.
#[expect(clippy::disallowed_methods, reason = "the runtime spawns the workers")]
pub fn open(path: &Path, door: Door) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o600))?;
    tokio::task::spawn(async move {
        // One after the other: staff are few.
        while let Ok((stream, _)) = listener.accept().await {
            // Whoever hangs up loses the answer, not the act.
            let _ = tokio::time::timeout(WITHIN, serve(stream, &door)).await;
        }
    });
    Ok(())
}

async fn serve(stream: UnixStream, door: &Door) -> io::Result<()> {
    let (input, mut output) = stream.into_split();
    let mut line = String::new();
    AsyncBufReader::new(input.take(LINE_MAX)).read_line(&mut line).await?;
    let word: Result<Word, _> = serde_json::from_str(&line);
    let asked = word.ok().and_then(|word| Some((OrderId::parse(&word.order)?, resolution(&word.resolve)?)));
    let why = match asked {
        Some((order, resolution)) => door.resolve(order, resolution, "orders resolve").await.err(),
        None => Some("The service did not understand; both must be of the same version.".to_owned()),
    };
    let mut line = serde_json::to_string(&Reply { why }).map_err(io::Error::other)?;
    line.push('\n');
    output.write_all(line.as_bytes()).await
}

/// Tells the service that listens at this path. The service's own words if it cannot do so.
///
/// # Errors
///
/// No service listens there, or it does not answer within ten seconds.
pub fn tell(path: &Path, order: OrderId, resolution: Resolution) -> io::Result<Result<(), String>> {
    let mut stream = BlockingStream::connect(path)?;
    stream.set_read_timeout(Some(WITHIN))?;
    stream.set_write_timeout(Some(WITHIN))?;
    let word = Word { order: order.to_string(), resolve: written(resolution) };
    writeln!(stream, "{}", serde_json::to_string(&word)?)?;
    let mut line = String::new();
    BufReader::new(io::Read::take(stream, LINE_MAX)).read_line(&mut line)?;
    let reply: Reply = serde_json::from_str(&line)?;
    Ok(reply.why.map_or(Ok(()), Err))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolution_is_read_as_it_is_written_and_nothing_else_is() {
        for said in [Resolution::Accepted(1), Resolution::Accepted(17_724_460), Resolution::Refused, Resolution::Resend]
        {
            assert_eq!(resolution(&written(said)), Some(said));
        }
        for text in
            ["", "accepted", "accepted:", "accepted:0", "accepted:-1", "accepted:9223372036854775808", "Refused"]
        {
            assert_eq!(resolution(text), None, "{text}");
        }
    }
}
