//! The request body that knows whether it was handed over.
//!
//! Between "the shop saw nothing" and "the shop may have the order" lies one moment: the body leaving our hands for the
//! connection. [`Body`] and [`Handover`] share a state that passes that moment at most once, and that can be closed
//! from either side: handed over, or sealed so that it never will be. A connection that wakes up late finds it sealed.

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use zeroize::Zeroizing;

const HELD: u8 = 0;
const HANDED_OVER: u8 = 1;
const SEALED: u8 = 2;

/// A whole body, given away in one piece and once. It holds the key and at times a customer's name and address: its memory
/// is wiped when the last who has it drops it.
pub(super) struct Body {
    bytes: Bytes,
    state: Arc<AtomicU8>,
}

/// The sender's view of a [`Body`] that a connection owns by now.
#[derive(Debug)]
pub(super) struct Handover(Arc<AtomicU8>);

/// What a body says that is asked for its bytes although it must not give them.
#[derive(Debug, thiserror::Error)]
#[error("the request was given up or sent already; it is not sent again")]
pub(super) struct Withheld;

impl Body {
    /// A body, and the view of it that stays with the sender.
    pub(super) fn new(text: String) -> (Self, Handover) {
        let state = Arc::new(AtomicU8::new(HELD));
        let bytes = Bytes::from_owner(Zeroizing::new(text.into_bytes()));
        (Self { bytes, state: Arc::clone(&state) }, Handover(state))
    }
}

/// Says how long it is, not what it says.
impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Body({} bytes, {:?})", self.bytes.len(), self.state)
    }
}

impl Handover {
    /// Ends the matter: true if not a byte was handed over, and from now on none will be; false if the bytes are gone.
    pub(super) fn seal(&self) -> bool {
        match self.0.compare_exchange(HELD, SEALED, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => true,
            Err(state) => state == SEALED,
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Withheld;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Withheld>>> {
        let frame = match self.state.compare_exchange(HELD, HANDED_OVER, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => Ok(Frame::data(std::mem::take(&mut self.get_mut().bytes))),
            Err(_) => Err(Withheld),
        };
        Poll::Ready(Some(frame))
    }

    /// True once the bytes are gone, so that a well-behaved connection does not ask again.
    fn is_end_stream(&self) -> bool {
        self.state.load(Ordering::Acquire) == HANDED_OVER
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.bytes.len()).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body::Body as _;
    use std::task::Waker;

    fn poll(body: &mut Body) -> Result<Bytes, Withheld> {
        match Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Some(frame)) => frame.map(|frame| frame.into_data().expect("data")),
            other => panic!("a body answers at once, and does not just end: {other:?}"),
        }
    }

    #[test]
    fn a_body_leaves_once() {
        let (mut body, handover) = Body::new("shopID=1".to_owned());
        assert_eq!((body.size_hint().exact(), body.is_end_stream()), (Some(8), false));
        assert_eq!(format!("{body:?}"), "Body(8 bytes, 0)", "and does not show itself");
        assert_eq!(poll(&mut body).expect("the first time"), "shopID=1");
        assert!(body.is_end_stream());
        assert!(poll(&mut body).is_err(), "not a second time");
        assert!(!handover.seal(), "it is gone");
        assert!(!handover.seal(), "and stays gone");
    }

    #[test]
    fn a_sealed_body_never_leaves() {
        let (mut body, handover) = Body::new("shopID=1".to_owned());
        assert!(handover.seal());
        assert!(handover.seal(), "sealing twice changes nothing");
        assert!(poll(&mut body).is_err());
        assert!(!body.is_end_stream(), "or a connection would take it for an empty one");
    }

    #[test]
    fn a_dropped_body_never_leaves() {
        let (body, handover) = Body::new("shopID=1".to_owned());
        drop(body);
        assert!(handover.seal());
    }
}
