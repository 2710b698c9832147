//! The sandbox's connections: counted, limited in time, and able to die without an answer.
//!
//! A handler cannot refuse to answer in HTTP. So each request carries its connection's [`Cord`]; once that is cut,
//! no byte can be written any more, the server gives the connection up, and the client sees it close with nothing sent.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Sleep;

/// The most connections at a time; the others wait to be accepted.
const CONNECTIONS: usize = 64;
/// How long a connection may last; longer than the longest fault delay.
const LIFE: Duration = Duration::from_secs(60);
/// How long to leave the system alone after it could not accept (too many open files, say).
const PAUSE: Duration = Duration::from_secs(1);

/// Cuts a connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Cord(Arc<AtomicBool>);

impl Cord {
    /// From now on nothing more is sent.
    pub(super) fn cut(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn is_cut(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Connected<IncomingStream<'_, Door>> for Cord {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().cord.clone()
    }
}

/// Where connections come in.
#[derive(Debug)]
pub(super) struct Door {
    listener: TcpListener,
    places: Arc<Semaphore>,
}

impl Door {
    /// Behind this listener.
    pub(super) fn new(listener: TcpListener) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(CONNECTIONS)) }
    }
}

#[expect(clippy::disallowed_methods, reason = "a server's own time limits; the till never sees them")]
impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            let place = Arc::clone(&self.places).acquire_owned().await.ok();
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    let end = Box::pin(tokio::time::sleep(LIFE));
                    return (Wire { stream, cord: Cord::default(), end, _place: place }, peer);
                }
                // A client that is gone already is its own affair; anything else would fail again at once.
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) => {}
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// One connection.
#[derive(Debug)]
pub(super) struct Wire {
    stream: TcpStream,
    cord: Cord,
    end: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Wire {
    /// An error once the connection was cut or has lasted too long.
    fn alive(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if self.cord.is_cut() {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        match self.end.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.alive(context)?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.alive(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
