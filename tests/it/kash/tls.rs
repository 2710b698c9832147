//! https: nothing of an order leaves before the shop has proved who it is.
//!
//! The certificates in `tests/data/kash` are signed by themselves: one for `localhost`, one for another host, one that
//! expired in 2025. The key beside them, which is the same for all three, protects nothing.

use super::peer::{Peer, read_request, reply};
use super::{Answer, in_a_process_with, send, settings, told};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use scanslip::kash::Settings;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::mpsc;

const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/kash/shop-certificate.pem");

fn https(peer: &Peer) -> Settings {
    settings(&format!("https://localhost:{}", peer.address().port()))
}

fn tls(stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    tls_as(CERTIFICATE, stream)
}

fn tls_as(certificate: &str, stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    let certificate = CertificateDer::from_pem_file(certificate).expect("a certificate");
    let key = include_bytes!("../../data/kash/shop-key.der");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.as_slice()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a server");
    StreamOwned::new(ServerConnection::new(Arc::new(config)).expect("a connection"), stream)
}

#[test]
fn a_peer_that_speaks_no_tls_gets_nothing() {
    let plain = reply("200 OK", "", r#"{"success":true,"orderID":1}"#);
    for answer in [plain, b"\x15\x03\x03\x00\x02\x02\x28".to_vec(), vec![0; 4_000], vec![0xff; 4_000], Vec::new()] {
        let peer = Peer::new();
        let served = peer.serve(move |mut stream| {
            let mut bytes = vec![0; 4_096];
            let length = stream.read(&mut bytes).expect("a greeting");
            bytes.truncate(length);
            // The client may be gone by now; what matters is what it said.
            drop(stream.write_all(&answer).and_then(|()| stream.shutdown(Shutdown::Write)));
            drop(stream.read_to_end(&mut bytes));
            bytes
        });
        assert_eq!(told(&send(&https(&peer))), "not sent");
        let bytes = served.outcome();
        assert_eq!(bytes.first(), Some(&0x16), "a TLS handshake");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("POST") && !text.contains("itemsList") && !text.contains("shopID"), "{text}");
        assert!(peer.is_deserted(), "no second try");
    }
}

#[test]
fn a_handshake_that_is_never_answered_ends_unsent() {
    let peer = Peer::new();
    let (done, until_done) = mpsc::channel::<()>();
    let served = peer.serve(move |stream| {
        assert!(until_done.recv().is_err(), "the test is over");
        drop(stream);
    });
    let answer = send(&Settings { timeout_s: 1, ..https(&peer) });
    drop(done);
    assert_eq!(answer, Answer::NotSent("the shop could not be reached: nothing came for 1 s".to_owned()));
    served.outcome();
}

#[test]
fn a_shop_without_a_trusted_certificate_gets_nothing() {
    let peer = Peer::new();
    let served = peer.serve(|stream| {
        let mut bytes = Vec::new();
        let ended = tls(stream).read_to_end(&mut bytes);
        (ended.is_err(), bytes)
    });
    let Answer::NotSent(why) = send(&https(&peer)) else { panic!("sent to a stranger") };
    assert!(why.contains("certificate"), "{why}");
    assert_eq!(served.outcome(), (true, Vec::new()), "broken off, nothing said");
}

/// A certificate that this machine trusts is not enough: it must be for the shop's host, and of today.
fn a_certificate_gets_nothing(test: &str, certificate: &'static str, why: &str) {
    if std::env::var_os("SSL_CERT_FILE").is_none_or(|file| file != certificate) {
        return in_a_process_with(test, &[("SSL_CERT_FILE", certificate)]);
    }
    let peer = Peer::new();
    let served = peer.serve(|stream| {
        let mut bytes = Vec::new();
        let ended = tls_as(certificate, stream).read_to_end(&mut bytes);
        (ended.is_err(), bytes)
    });
    let Answer::NotSent(told) = send(&https(&peer)) else { panic!("sent to a stranger") };
    assert!(told.contains(why), "{told}");
    assert_eq!(served.outcome(), (true, Vec::new()), "broken off, not a byte of the order");
    assert!(peer.is_deserted(), "no second try");
}

#[test]
fn a_certificate_for_another_host_gets_nothing() {
    let certificate = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/kash/other-certificate.pem");
    a_certificate_gets_nothing(
        "kash::tls::a_certificate_for_another_host_gets_nothing",
        certificate,
        "not valid for name",
    );
}

#[test]
fn a_certificate_that_has_expired_gets_nothing() {
    let certificate = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/kash/expired-certificate.pem");
    a_certificate_gets_nothing("kash::tls::a_certificate_that_has_expired_gets_nothing", certificate, "expired");
}

/// Trusts the certificate in a process of its own, and only there.
#[test]
fn a_trusted_shop_gets_the_order_over_tls() {
    if std::env::var_os("SSL_CERT_FILE").is_none_or(|file| file != CERTIFICATE) {
        in_a_process_with("kash::tls::a_trusted_shop_gets_the_order_over_tls", &[("SSL_CERT_FILE", CERTIFICATE)]);
        return;
    }
    for (host, expected) in [("localhost", "accepted 7"), ("127.0.0.1", "accepted 7")] {
        let peer = Peer::new();
        let served = peer.serve(|stream| {
            let mut stream = tls(stream);
            let request = read_request(&mut stream);
            stream.write_all(&reply("200 OK", "", r#"{"success":true,"orderID":7}"#)).expect("an answer");
            stream.conn.send_close_notify();
            stream.flush().expect("an end");
            (stream.conn.alpn_protocol().map(<[u8]>::to_vec), request)
        });
        let answer = send(&settings(&format!("https://{host}:{}", peer.address().port())));
        assert_eq!(told(&answer), expected);
        let (alpn, request) = served.outcome();
        assert_eq!((request.line(), alpn), ("POST /workers/webapp.php HTTP/1.1", None));
    }
}
