//! The console's connections: counted, and closed when nothing moves on them for a while, so that neither a client that
//! does not read nor one that does not write keeps its place.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

/// The most connections at a time; the others wait to be accepted.
const CONNECTIONS: usize = 48;
/// How long a connection may lie still; longer than the pause between two signs of life of the event stream.
const STALL: Duration = Duration::from_secs(60);
/// How long to leave the system alone after it could not accept (too many open files, say).
const PAUSE: Duration = Duration::from_secs(1);

/// Where connections come in.
#[derive(Debug)]
pub(super) struct Entrance {
    listener: TcpListener,
    places: Arc<Semaphore>,
}

impl Entrance {
    /// Behind this listener.
    pub(super) fn new(listener: TcpListener) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(CONNECTIONS)) }
    }
}

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) IpAddr);

impl Connected<IncomingStream<'_, Entrance>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Entrance>) -> Self {
        Self(stream.remote_addr().ip())
    }
}

impl Listener for Entrance {
    type Io = Wire<TcpStream>;
    type Addr = SocketAddr;

    #[expect(clippy::disallowed_methods, reason = "a server's own time limit; the till never sees it")]
    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let place = Arc::clone(&self.places).acquire_owned().await.ok();
            match self.listener.accept().await {
                Ok((stream, peer)) => return (Wire::new(stream, STALL, place), peer),
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
pub(super) struct Wire<S> {
    stream: S,
    stall: Duration,
    end: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl<S> Wire<S> {
    #[expect(clippy::disallowed_methods, reason = "a server's own time limit; the till never sees it")]
    fn new(stream: S, stall: Duration, place: Option<OwnedSemaphorePermit>) -> Self {
        Self { stream, stall, end: Box::pin(tokio::time::sleep(stall)), _place: place }
    }

    /// What moved puts the end off; what did not is held against it.
    #[expect(clippy::disallowed_methods, reason = "a server's own time limit; the till never sees it")]
    fn watch<T>(&mut self, context: &mut Context<'_>, moved: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if moved.is_ready() {
            if let Some(end) = Instant::now().checked_add(self.stall) {
                self.end.as_mut().reset(end);
            }
            return moved;
        }
        self.end.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.watch(context, read)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    #[tokio::test]
    async fn a_client_that_neither_reads_nor_writes_loses_its_place() {
        let places = Arc::new(Semaphore::new(1));
        let place = Arc::clone(&places).try_acquire_owned().ok();
        let (mut client, server) = tokio::io::duplex(4);
        let mut wire = Wire::new(server, Duration::ZERO, place);
        client.write_all(b"GET").await.expect("room");
        let mut buffer = [0; 8];
        assert_eq!(wire.read(&mut buffer).await.expect("what moves is let be"), 3);
        assert_eq!(wire.write(b"four").await.expect("room"), 4);
        let error = wire.write(b"more").await.expect_err("nobody reads");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert_eq!(wire.read(&mut buffer).await.expect_err("nobody writes").kind(), io::ErrorKind::TimedOut);
        assert_eq!(places.available_permits(), 0);
        drop(wire);
        assert_eq!(places.available_permits(), 1);
    }
}
