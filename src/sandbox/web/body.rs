//! Request bodies read within limits as forms, and a reply body that ends too early.

use super::super::form::Form;
use super::super::{Refusal, excerpt};
use super::refuse;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The largest body that is looked at, in bytes.
const LARGEST: usize = 1 << 20;
/// How much of a larger one is read and dropped, so that its sender gets to read the refusal.
const DRAINED: usize = 16 << 20;

/// Why there is no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoForm {
    /// What came is none, or too large a one.
    Refused(Refusal),
    /// The connection ended within it: whoever sent half a request is not there to be answered.
    Broken,
}

impl From<Refusal> for NoForm {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl NoForm {
    /// The answer of a script that has no faults to play.
    pub(super) fn answer(&self) -> Response {
        match self {
            Self::Refused(refusal) => refuse(refusal),
            Self::Broken => StatusCode::BAD_REQUEST.into_response(),
        }
    }
}

/// The variables of a request by POST.
pub(super) async fn form(request: Request) -> Result<Form, NoForm> {
    Ok(Form::read(&posted(request).await?)?)
}

/// The whole body of a form sent by POST.
pub(super) async fn posted(request: Request) -> Result<Vec<u8>, NoForm> {
    let (head, body) = request.into_parts();
    let bytes = read(body).await?;
    check_type(&head.headers)?;
    Ok(bytes)
}

/// Only a form is a form.
fn check_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = given.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Ok(());
    }
    Err(Refusal(format!("Content-Type must be application/x-www-form-urlencoded, not {}.", excerpt(given))))
}

/// The whole body, or why not.
async fn read(mut body: Body) -> Result<Vec<u8>, NoForm> {
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while seen <= DRAINED {
        let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await else { break };
        let Ok(data) = frame.map_err(|_| NoForm::Broken)?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen <= LARGEST {
            kept.extend_from_slice(&data);
        }
    }
    if seen > LARGEST { Err(Refusal::because("The request is larger than 1 MiB.").into()) } else { Ok(kept) }
}

/// Promises all of a text, sends its first half, then breaks.
#[derive(Debug)]
pub(super) struct Half {
    first: Option<Bytes>,
    promised: u64,
    flushed: bool,
}

impl Half {
    /// The first half of this.
    pub(super) fn of(text: String) -> Self {
        let bytes = Bytes::from(text);
        Self { first: Some(bytes.slice(..bytes.len() / 2)), promised: bytes.len() as u64, flushed: false }
    }
}

impl http_body::Body for Half {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        // An error at once would throw away what the server has buffered; while we wait it flushes.
        if !self.flushed {
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::BrokenPipe.into())))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.promised)
    }
}
