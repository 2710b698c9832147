//! Who is not let in: other names, other pages, others without the token.

use super::demo::Demo;
use super::http::{self, get, request};

#[test]
fn a_page_from_elsewhere_can_neither_read_nor_press() {
    let demo = Demo::start();
    let at = demo.address;
    let port = at.port();
    for host in ["rebound.example", &format!("rebound.example:{port}"), "127.0.0.1:1", "127.0.0.1", ""] {
        for line in ["GET /", "GET /api/state", "GET /events", "GET /screen.png", "POST /api/scan"] {
            let reply = request(at, line, host, &[("Content-Type", "text/plain")], "3017620422003");
            // Without any Host, HTTP/1.1 itself is broken.
            assert!(reply.status == 403 || (host.is_empty() && reply.status == 400), "{line} for {host}: {reply:?}");
        }
    }
    let ours = at.to_string();
    let (here, local) = (format!("http://{ours}"), format!("http://localhost:{port}"));
    let cases: [(&[(&str, &str)], u16); 8] = [
        (&[], 204),
        (&[("Origin", &here)], 204),
        (&[("Origin", &here), ("Sec-Fetch-Site", "same-origin")], 204),
        (&[("Origin", &local)], 403),
        (&[("Origin", "null")], 403),
        (&[("Origin", "http://elsewhere.example")], 403),
        (&[("Sec-Fetch-Site", "cross-site")], 403),
        (&[("Origin", &here), ("Sec-Fetch-Site", "same-site")], 403),
    ];
    let mut scans = 0;
    for (headers, status) in cases {
        let headers: Vec<_> = [("Content-Type", "text/plain")].iter().chain(headers).copied().collect();
        let reply = request(at, "POST /api/scan", &ours, &headers, "3017620422003");
        assert_eq!(reply.status, status, "{headers:?}");
        scans += u64::from(status == 204);
    }
    assert_eq!(get(at, "/api/state").json()["scans"], scans, "what was refused did nothing");
    let reply = request(at, "GET /", &format!("localhost:{port}"), &[], "");
    assert_eq!(reply.status, 200, "its other name");
}

#[test]
fn a_broken_request_breaks_nothing() {
    let demo = Demo::start();
    let junk: [&[u8]; 4] = [
        b"\x16\x03\x01\x00\xff\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\n\xff\xff: a\r\n\r\n",
        b"POST /api/scan HTTP/1.1\r\nContent-Length: nine\r\n\r\n",
    ];
    for bytes in junk {
        let reply = http::raw(demo.address, bytes);
        assert!((400..500).contains(&reply.status), "{reply:?}");
    }
    assert_eq!(get(demo.address, "/healthz").status, 200);
}
