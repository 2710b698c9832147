//! Faults on demand: what the client sees, and what the shop has registered.

use super::client::{faulty, form, with_shop};

#[test]
fn a_lost_answer_registers_once_and_says_nothing() {
    with_shop(faulty("lost-answer=100"), async |client| {
        let sent = client.try_sell(&form(&[("privateComment", "mark")])).await;
        assert!(sent.is_none(), "not a byte: {sent:?}");
        assert_eq!(client.orders().len(), 1);
        let found = client.list("getOrders", "").await.json();
        assert_eq!(found[0]["privateComment"], "mark", "the listings stay honest");
    });
}

#[test]
fn a_lost_request_registers_nothing_and_says_nothing() {
    with_shop(faulty("lost-request=100"), async |client| {
        assert!(client.try_sell(&form(&[])).await.is_none());
        assert!(client.orders().is_empty());
    });
}

#[test]
fn a_truncated_answer_promises_more_than_it_sends() {
    with_shop(faulty("truncate=100"), async |client| {
        let reply = client.sell(&[]).await;
        let promised: usize = reply.header("content-length").and_then(|length| length.parse().ok()).expect("a length");
        assert!(!reply.body.is_empty() && reply.body.len() < promised, "{} of {promised}", reply.body.len());
        assert!(reply.body.starts_with(b"{") && serde_json::from_slice::<serde_json::Value>(&reply.body).is_err());
        assert_eq!(client.orders().len(), 1);
    });
}

#[test]
fn answers_that_are_none() {
    with_shop(faulty("empty=100"), async |client| {
        let reply = client.sell(&[]).await;
        assert_eq!((reply.status(), reply.body.len(), client.orders().len()), ("200", 0, 1));
    });
    with_shop(faulty("html=100"), async |client| {
        let reply = client.sell(&[]).await;
        assert_eq!(reply.status(), "200");
        assert!(reply.text().starts_with("<!doctype html>"));
    });
    with_shop(faulty("http-500=100"), async |client| {
        assert_eq!(client.sell(&[]).await.status(), "500");
    });
    // Of many, some were registered and some were not: a client can conclude nothing.
    for spec in ["http-500=100,seed=3", "html=100,seed=3"] {
        with_shop(faulty(spec), async |client| {
            for _ in 0..20 {
                client.sell(&[]).await;
            }
            assert!((1..20).contains(&client.orders().len()), "{spec}: {} of 20", client.orders().len());
        });
    }
}

#[test]
fn a_redirect_is_a_trap_only_for_those_who_follow() {
    with_shop(faulty("redirect=100"), async |client| {
        let reply = client.sell(&[("privateComment", "a b&c")]).await;
        assert_eq!((reply.status(), client.orders().len()), ("302", 0));
        let target = reply.header("location").expect("somewhere to go").to_owned();
        assert!(target.starts_with("/workers/webapp.php?shopID="), "{target}");
    });
}

#[test]
fn what_is_followed_is_sold() {
    // The same form by GET, on a shop that works.
    with_shop(faulty("redirect=0"), async |client| {
        client.get(&format!("/workers/webapp.php?{}", form(&[("privateComment", "a b&c")]))).await.json();
        assert_eq!(client.orders()[0].private_comment.as_deref(), Some("a b&c"));
    });
}

#[test]
fn a_double_is_two_orders_and_one_answer() {
    with_shop(faulty("double=100"), async |client| {
        let reply = client.sell(&[("privateComment", "mark")]).await.json();
        assert_eq!((reply["orderID"].as_u64(), client.orders().len()), (Some(17_724_460), 2));
    });
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let run = |spec: &str| {
        let mut seen = Vec::new();
        with_shop(faulty(spec), async |client| {
            for _ in 0..20 {
                seen.push(client.try_sell(&form(&[])).await.map(|reply| reply.status().to_owned()));
            }
        });
        seen
    };
    // Seed 7 has both faults among its first 20 sales; not every seed has (11 loses none), which is chance and no error.
    let (spec, other) = ("lost-answer=30,http-500=30,seed=7", "lost-answer=30,http-500=30,seed=8");
    let seen = run(spec);
    assert_eq!(seen, run(spec));
    assert_ne!(seen, run(other));
    for outcome in [None, Some("500".to_owned()), Some("200".to_owned())] {
        assert!(seen.contains(&outcome), "{outcome:?} is among {seen:?}");
    }
}

#[test]
fn a_request_that_breaks_off_registers_nothing() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    with_shop(faulty(""), async |client| {
        let body = form(&[]);
        let head =
            "POST /workers/webapp.php HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        let whole = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        for end in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
            let mut stream = tokio::net::TcpStream::connect(client.address).await.expect("a connection");
            stream.write_all(&whole.as_bytes()[..end]).await.expect("a part is taken");
            stream.shutdown().await.expect("no more comes");
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            assert!(!answer.starts_with(b"HTTP/1.1 200"), "cut at {end}: {}", String::from_utf8_lossy(&answer));
            assert!(client.orders().is_empty(), "cut at {end}");
        }
        assert!(client.raw(whole.as_bytes()).await.is_some());
        assert_eq!(client.orders().len(), 1, "the shop still sells");
    });
}

#[test]
fn the_first_answers_are_lost_and_then_no_more() {
    with_shop(faulty("lost-answers=2"), async |client| {
        for _ in 0..2 {
            assert!(client.try_sell(&form(&[])).await.is_none());
        }
        assert!(client.sell(&[]).await.json()["orderID"].is_u64());
        assert_eq!(client.orders().len(), 3);
    });
}

#[test]
fn a_busy_shop_says_when_to_come_again() {
    with_shop(faulty("busy=100,busy-s=7"), async |client| {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..20 {
            for reply in [client.sell(&[]).await, client.list("getOrders", "").await, client.list("getPlus", "").await]
            {
                assert_eq!(reply.header("retry-after"), Some("7"));
                seen.insert(reply.status().to_owned());
            }
        }
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["429", "503"]);
        assert!(client.orders().is_empty());
    });
}

#[test]
fn a_closed_register_is_told_and_refuses() {
    with_shop(faulty("closed=100"), async |client| {
        let reply = client.sell(&[]).await.json();
        assert_eq!((&reply["success"], client.orders().len()), (&false.into(), 0));
        let registers = client.list("getCashbox", "").await.json();
        assert_eq!(registers[0]["open"], false, "{registers}");
    });
}

#[test]
fn a_stale_listing_lacks_the_newest_and_one_without_comments_the_marks() {
    with_shop(faulty("stale=100,stale-s=3600"), async |client| {
        client.sell(&[]).await;
        assert_eq!(client.list("getOrders", "").await.json(), serde_json::json!([]));
        assert_eq!(client.orders().len(), 1, "it is there all the same");
    });
    with_shop(faulty("no-comments=100"), async |client| {
        client.sell(&[("privateComment", "mark")]).await;
        let shown = client.list("getOrders", "").await;
        assert!(!shown.text().contains("mark") && !shown.text().contains("omment"), "{}", shown.text());
        let number = client.orders()[0].number;
        let shown = client.list("getOrder", &format!("&order_id={number}")).await;
        assert!(!shown.text().contains("mark"), "{}", shown.text());
    });
}

#[test]
fn a_late_order_comes_after_its_answer_was_lost() {
    with_shop(faulty("late-commit=100,late-commit-s=1"), async |client| {
        assert!(client.try_sell(&form(&[("privateComment", "mark")])).await.is_none());
        assert!(client.orders().is_empty(), "nobody knows of it yet");
        // However long it takes on a busy machine.
        while client.orders().is_empty() {
            client.list("getOrders", "").await;
        }
        assert_eq!(client.orders()[0].private_comment.as_deref(), Some("mark"));
    });
}
