//! Request bodies read within limits, and a reply body that ends too early.

use axum::body::Body;
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

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoBody {
    /// It is over the limit.
    TooLarge,
    /// The connection ended within it.
    Broken,
}

/// The whole body, or why not.
pub(super) async fn read(mut body: Body) -> Result<Vec<u8>, NoBody> {
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while seen <= DRAINED {
        let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await else { break };
        let Ok(data) = frame.map_err(|_| NoBody::Broken)?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen <= LARGEST {
            kept.extend_from_slice(&data);
        }
    }
    if seen > LARGEST { Err(NoBody::TooLarge) } else { Ok(kept) }
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
