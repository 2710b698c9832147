//! The POST: once, plainly, and with one of four outcomes.

use super::peer::{Closed, Peer, Request, Served, read_request, reply};
use super::{Answer, MARK, in_a_process_with, on_one_thread, order, send, settings, shop, told};
use scanslip::kash::{Client, request};
use std::io::{Read, Write};
use std::net::Shutdown;
use std::sync::mpsc;

const GOOD: &str = r#"{"success":true,"orderID":17724460,"paymentLink":"https://kash.click/pay/17724460"}"#;

/// What became of an order answered in these pieces, and the one request that was made.
fn converse(pieces: Vec<Vec<u8>>) -> (Answer, Request) {
    let peer = Peer::new();
    let served = peer.answer(pieces);
    let answer = send(&shop(&peer));
    let request = served.outcome();
    assert!(peer.is_deserted(), "one request and no more");
    (answer, request)
}

#[test]
fn the_request_is_plain_and_whole() {
    let (answer, request) = converse(vec![reply("200 OK", "", GOOD)]);
    assert_eq!(told(&answer), "accepted 17724460");
    assert_eq!(request.line(), "POST /workers/webapp.php HTTP/1.1");
    assert_eq!(request.body, request::sale(&settings("http://127.0.0.1"), &order(), request::Bearer::Nobody));
    assert!(request.body.contains(&MARK.replace(':', "%3A")), "{}", request.body);
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("connection"), Some("close"));
    assert!(request.header("host").is_some_and(|host| host.starts_with("127.0.0.1:")));
    for absent in ["expect", "transfer-encoding", "referer", "cookie", "accept-encoding", "upgrade", "proxy-connection"]
    {
        assert_eq!(request.header(absent), None, "{absent}");
    }
    assert!(super::KEYS.iter().all(|key| !request.head.contains(key)), "the key travels in the body only");
}

#[test]
fn a_good_reply_is_read_at_any_cut_and_in_any_framing() {
    let chunks = GOOD.chars().fold(String::new(), |chunks, c| chunks + "1\r\n" + &c.to_string() + "\r\n");
    let framings = [
        reply("200 OK", "Content-Type: text/html\r\n", GOOD),
        reply("201 Created", "Connection: keep-alive\r\n", GOOD),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n").into_bytes(),
        format!("HTTP/1.0 200 OK\r\n\r\n{GOOD}").into_bytes(),
        [b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), reply("200 OK", "", GOOD)].concat(),
    ];
    for whole in framings {
        for cut in (1..whole.len()).step_by(7) {
            let (first, second) = whole.split_at(cut);
            let (answer, _) = converse(vec![first.to_vec(), second.to_vec()]);
            assert_eq!(told(&answer), "accepted 17724460", "cut after {cut} bytes");
        }
        let (answer, _) = converse(whole.iter().map(|byte| vec![*byte]).collect());
        assert_eq!(told(&answer), "accepted 17724460", "byte by byte");
    }
}

#[test]
fn a_reply_that_ends_early_is_in_doubt_wherever_it_ends() {
    let refusal = r#"{"success":false,"result":"Caisse fermee"}"#;
    let chunked =
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{GOOD}\r\n0\r\n\r\n", GOOD.len());
    for whole in [reply("200 OK", "", GOOD), reply("200 OK", "", refusal), chunked.into_bytes()] {
        for end in (0..whole.len()).step_by(3) {
            let (answer, _) = converse(vec![whole[..end].to_vec()]);
            assert_eq!(told(&answer), "in doubt", "ended after {end} bytes");
        }
    }
    let open_ended = format!("HTTP/1.0 200 OK\r\n\r\n{}", &GOOD[..GOOD.len() - 1]);
    assert_eq!(told(&converse(vec![open_ended.into_bytes()]).0), "in doubt");
}

#[test]
fn what_the_shop_says_decides_and_a_server_error_does_not() {
    let refusal = r#"{"success":false,"result":"Caisse ferm\u00e9e"}"#;
    for (status, body, expected) in [
        ("200 OK", refusal, "refused Caisse fermée"),
        ("400 Bad Request", refusal, "refused Caisse fermée"),
        ("500 Internal Server Error", refusal, "in doubt"),
        ("500 Internal Server Error", GOOD, "in doubt"),
        ("502 Bad Gateway", "<html>502</html>", "in doubt"),
        ("404 Not Found", "<html>404</html>", "in doubt"),
        ("200 OK", "<html>maintenance</html>", "in doubt"),
        ("200 OK", "17724460", "in doubt"),
        ("200 OK", "", "in doubt"),
        ("204 No Content", "", "in doubt"),
        ("101 Switching Protocols", "", "in doubt"),
    ] {
        assert_eq!(told(&converse(vec![reply(status, "", body)]).0), expected, "{status} {body}");
    }
    for garbage in ["", "\r\n\r\n", "SSH-2.0-x\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\u{0}\u{1}\u{2}", GOOD] {
        assert_eq!(told(&converse(vec![garbage.as_bytes().to_vec()]).0), "in doubt", "{garbage:?}");
    }
    let heads = format!("HTTP/1.1 200 OK\r\n{}", "X-A: b\r\n".repeat(10_000));
    assert_eq!(told(&converse(vec![heads.into_bytes()]).0), "in doubt", "a head without end");
}

#[test]
fn no_redirect_is_followed() {
    for status in ["300 Multiple Choices", "301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
    {
        let elsewhere = Peer::new();
        let location = format!("Location: http://{}/workers/webapp.php\r\n", elsewhere.address());
        let (answer, _) = converse(vec![reply(status, &location, GOOD)]);
        assert_eq!(told(&answer), "in doubt", "{status}");
        assert!(elsewhere.is_deserted(), "{status} led elsewhere");
        let (answer, _) = converse(vec![reply(status, "Location: /workers/webapp.php\r\n", "")]);
        assert_eq!(told(&answer), "in doubt", "{status} to itself");
    }
}

#[test]
fn an_order_that_was_taken_and_never_answered_is_in_doubt_and_was_posted_once() {
    let (answer, request) = converse(Vec::new());
    assert_eq!(told(&answer), "in doubt");
    assert!(request.body.contains("itemsList"), "the shop has it");
}

#[test]
fn a_shop_that_never_answers_leaves_the_order_in_doubt() {
    let peer = Peer::new();
    let (done, until_done) = mpsc::channel::<()>();
    let served: Served<Request> = peer.serve(move |mut stream| {
        let request = read_request(&mut stream);
        assert!(until_done.recv().is_err(), "the test is over");
        request
    });
    let answer = send(&scanslip::kash::Settings { timeout_s: 1, ..shop(&peer) });
    drop(done);
    assert_eq!(answer, Answer::InDoubt("the order was sent and no whole answer came: nothing came for 1 s".to_owned()));
    served.outcome();
    assert!(peer.is_deserted(), "posted once");
}

#[test]
fn a_shop_that_cannot_be_reached_saw_nothing() {
    let closed = Closed::new();
    let answer = send(&settings(&closed.url()));
    let Answer::NotSent(why) = answer else { panic!("{answer:?}") };
    assert!(why.starts_with("the shop could not be reached: Connection refused"), "{why}");
}

#[test]
fn a_connection_that_closes_at_once_is_never_mistaken_for_an_answer() {
    for _ in 0..20 {
        let peer = Peer::new();
        let served = peer.serve(drop);
        let answer = told(&send(&shop(&peer)));
        assert!(matches!(answer.as_str(), "in doubt" | "not sent"), "{answer}");
        served.outcome();
        assert!(peer.is_deserted(), "no second try");
    }
}

#[test]
fn not_sent_means_that_not_a_byte_of_the_order_arrived() {
    for _ in 0..20 {
        let peer = Peer::new();
        // The shop hangs up its side first and then reads all that still comes.
        let served = peer.serve(|mut stream| {
            stream.shutdown(Shutdown::Write).expect("half closed");
            let mut bytes = Vec::new();
            let mut piece = [0; 4_096];
            while let Ok(length @ 1..) = stream.read(&mut piece) {
                bytes.extend_from_slice(&piece[..length]);
            }
            String::from_utf8_lossy(&bytes).contains("itemsList")
        });
        let answer = send(&shop(&peer));
        let arrived = served.outcome();
        match answer {
            Answer::NotSent(_) => assert!(!arrived, "the order arrived, and yet it counts as not sent"),
            Answer::InDoubt(_) => {}
            other => panic!("nobody answered: {other:?}"),
        }
    }
}

#[test]
fn no_connection_is_used_twice() {
    let peer = Peer::new();
    let serve = || {
        peer.serve(|mut stream| {
            read_request(&mut stream);
            stream.write_all(&reply("200 OK", "Connection: keep-alive\r\n", GOOD)).expect("an answer");
            let mut more = Vec::new();
            stream.read_to_end(&mut more).map(|_| more).expect("the client hangs up")
        })
    };
    let served = [serve(), serve()];
    let client = Client::new(shop(&peer)).expect("a client");
    let answers = on_one_thread(async {
        [
            client.send(&order(), scanslip::till::order::Request::Whole).await,
            client.send(&order(), scanslip::till::order::Request::Whole).await,
        ]
    });
    assert_eq!(answers.map(|answer| told(&answer)), ["accepted 17724460", "accepted 17724460"]);
    for one in served {
        assert_eq!(one.outcome(), b"", "nothing follows a sale on its connection");
    }
}

#[test]
fn a_reply_without_end_is_not_read_to_its_end() {
    let announced = "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n";
    let endless = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    for head in [announced, endless] {
        let peer = Peer::new();
        let served = peer.serve(move |mut stream| {
            read_request(&mut stream);
            stream.write_all(head.as_bytes()).expect("a head");
            // More than the kernel's buffers can hold: without an end of the client's making this would go through.
            let piece = vec![b' '; 1_000_000];
            (0..64).any(|_| stream.write_all(&piece).is_err())
        });
        assert_eq!(told(&send(&shop(&peer))), "in doubt");
        assert!(served.outcome(), "the client took 64 MB");
    }
}

#[test]
fn the_environments_proxy_is_not_used() {
    let proxy = Peer::new();
    let address = format!("http://{}", proxy.address());
    let variables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    in_a_process_with("kash::sale::the_request_is_plain_and_whole", &variables.map(|name| (name, address.as_str())));
    assert!(proxy.is_deserted(), "the key went through somebody");
}
