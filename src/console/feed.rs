//! The event stream of one client: what it is told, and a sign of life now and then so that a client that is gone is
//! noticed.

use bytes::Bytes;
use http_body::{Body, Frame};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Interval;

/// The pause between two signs of life.
const PULSE: Duration = Duration::from_secs(20);
/// A comment, which every client passes by.
const SIGN: &[u8] = b":\n\n";

/// The stream; ends when its client was dropped for being slow.
#[derive(Debug)]
pub(super) struct Feed {
    first: Option<Bytes>,
    tellings: mpsc::Receiver<Bytes>,
    pulse: Interval,
}

impl Feed {
    /// Begins with the newest screen.
    pub(super) fn new(first: Bytes, tellings: mpsc::Receiver<Bytes>) -> Self {
        let mut pulse = tokio::time::interval(PULSE);
        // The first tick comes at once, and there is something better to say.
        pulse.reset();
        Self { first: Some(first), tellings, pulse }
    }
}

impl Body for Feed {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if let Poll::Ready(told) = self.tellings.poll_recv(context) {
            return Poll::Ready(told.map(|told| Ok(Frame::data(told))));
        }
        self.pulse.poll_tick(context).map(|_| Some(Ok(Frame::data(Bytes::from_static(SIGN)))))
    }
}
