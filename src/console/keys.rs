//! What the demo's page does: scans and keys, within limits.
//!
//! A script sends the code or the key's name as text and gets 204; a form without a script gets the page anew, once
//! what it did is to be seen there.

use super::{PATIENCE, Site};
use crate::till::event::Key;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use http_body::Body as _;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use tokio::time::timeout;

/// The largest body, in bytes; no symbol holds more.
const LARGEST: usize = 8 << 10;
/// How much of a larger one is read and dropped, so that its sender gets to read the refusal.
const DRAINED: usize = 1 << 20;

type Refusal = (StatusCode, &'static str);

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Form,
}

/// A code was scanned: the body, or the field `code` of a form.
pub(super) async fn scan(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (kind, code) = match said(request, "code").await {
        Ok(said) => said,
        Err(refusal) => return refusal.into_response(),
    };
    let code = code.trim();
    if code.is_empty() {
        return (StatusCode::BAD_REQUEST, "There is no code in it; send the code as text.\n").into_response();
    }
    answer(&site, kind, site.door.hand_in_scan(code)).await
}

/// A key was pressed: the body, or the field `key` of a form.
pub(super) async fn key(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (kind, name) = match said(request, "key").await {
        Ok(said) => said,
        Err(refusal) => return refusal.into_response(),
    };
    let Some(key) = named(name.trim()) else {
        let why = "There is no such key; the keys are confirm, cancel, undo, more, times, price, help, language, copy and 0 to 9.\n";
        return (StatusCode::BAD_REQUEST, why).into_response();
    };
    answer(&site, kind, site.door.hand_in_key(key)).await
}

fn named(name: &str) -> Option<Key> {
    Some(match name {
        "confirm" => Key::Confirm,
        "cancel" => Key::Cancel,
        "undo" => Key::Undo,
        "more" | "+" => Key::More,
        "times" | "*" => Key::Times,
        "price" => Key::PriceCheck,
        "help" => Key::Help,
        "language" => Key::Language,
        "copy" => Key::Copy,
        digit => Key::Digit(digit.bytes().next().filter(|byte| byte.is_ascii_digit() && digit.len() == 1)? - b'0'),
    })
}

/// Hands it to the loop. A form's page is made after the shopper was answered, or when that takes long.
async fn answer(site: &Site, kind: Kind, handed_in: impl Future<Output = bool>) -> Response {
    match timeout(PATIENCE, handed_in).await {
        Ok(true) if kind == Kind::Text => StatusCode::NO_CONTENT.into_response(),
        Ok(true) => {
            // An order may take longer than that; the page then says that it is being sent.
            let _ = timeout(PATIENCE, site.door.answered()).await;
            Redirect::to("/").into_response()
        }
        Ok(false) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "The kiosk does not answer.\n").into_response(),
    }
}

/// The body as text, or one field of it as a form.
async fn said(request: Request, field: &str) -> Result<(Kind, String), Refusal> {
    let kind = kind(request.headers());
    let body = read_body(request.into_body()).await?;
    match kind? {
        Kind::Form => {
            let missing = (StatusCode::BAD_REQUEST, "The form lacks its field.\n");
            Ok((Kind::Form, form_field(&body, field).ok_or(missing)?))
        }
        Kind::Text => {
            let no_text = (StatusCode::BAD_REQUEST, "The body is not UTF-8 text.\n");
            Ok((Kind::Text, String::from_utf8(body).map_err(|_| no_text)?))
        }
    }
}

/// Whether a form sent it.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    kind(headers) == Ok(Kind::Form)
}

/// Anything else would be sent by pages from elsewhere only with our leave, or not at all.
fn kind(headers: &HeaderMap) -> Result<Kind, Refusal> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("text/plain") {
        Ok(Kind::Text)
    } else if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        Ok(Kind::Form)
    } else {
        Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send it as text/plain.\n"))
    }
}

/// The first field of that name.
pub(super) fn form_field(body: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(body).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The whole body, if it is within the limit.
pub(super) async fn read_body(mut body: Body) -> Result<Vec<u8>, Refusal> {
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while seen <= DRAINED {
        let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await else { break };
        let broken = (StatusCode::BAD_REQUEST, "The body ended too early.\n");
        let Ok(data) = frame.map_err(|_| broken)?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen <= LARGEST {
            kept.extend_from_slice(&data);
        }
    }
    if seen > LARGEST { Err((StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 8 KiB.\n")) } else { Ok(kept) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_name_and_nothing_else_is_a_key() {
        let keys = [
            ("confirm", Key::Confirm),
            ("cancel", Key::Cancel),
            ("undo", Key::Undo),
            ("more", Key::More),
            ("+", Key::More),
            ("times", Key::Times),
            ("price", Key::PriceCheck),
            ("help", Key::Help),
            ("language", Key::Language),
            ("copy", Key::Copy),
            ("0", Key::Digit(0)),
            ("9", Key::Digit(9)),
        ];
        for (name, key) in keys {
            assert_eq!(named(name), Some(key), "{name}");
        }
        for wrong in ["", "Confirm", "10", "-1", "٣", "/"] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
    }
}
