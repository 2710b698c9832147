//! Every field of the sale form: what is taken, what is refused, and that a refusal leaves nothing behind.

use super::client::{form, with_shop};
use scanslip::sandbox::Settings;

#[test]
fn what_the_page_allows_is_taken() {
    let long = "é".repeat(1_000);
    let good = [
        ("idUser", "1"),
        ("idClient", "123"),
        ("idtable", "4"),
        ("idcaisse", "1"),
        ("numcouverts", "2"),
        ("pagerNum", "17"),
        ("publicComment", "Sans couverts\nMerci"),
        ("publicComment", ""),
        ("privateComment", long.as_str()),
        ("deliveryMethod", "0"),
        ("deliveryMethod", "6"),
        ("dateValeur", "1764000000"),
        ("payment", "999999"),
        ("idboutique", "12345"),
        ("client[nom]", "Durand"),
    ];
    with_shop(Settings::default(), async |client| {
        for (name, value) in good {
            let reply = client.sell(&[(name, value)]).await.json();
            assert_eq!(reply["success"], true, "{name}={value}: {reply}");
            let order = client.orders().pop().expect("an order");
            assert!(order.fields.contains(&(name.to_owned(), value.to_owned())), "{name} is kept");
        }
    });
}

#[test]
fn every_field_reaches_its_place() {
    let all = [
        ("idUser", "1"),
        ("idClient", "2"),
        ("idtable", "3"),
        ("idcaisse", "4"),
        ("numcouverts", "5"),
        ("pagerNum", "6"),
        ("deliveryMethod", "3"),
        ("dateValeur", "1764000000"),
        ("publicComment", "public"),
        ("privateComment", "private"),
    ];
    with_shop(Settings::default(), async |client| {
        client.sell(&all).await.json();
        let order = client.orders().pop().expect("an order");
        let numbers =
            [order.user_id, order.client_id, order.table_id, order.cash_register_id, order.covers, order.pager];
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6].map(Some));
        assert_eq!((order.delivery_method, order.value_date_s), (Some(3), Some(1_764_000_000)));
        let comments = (order.public_comment.as_deref(), order.private_comment.as_deref());
        assert_eq!(comments, (Some("public"), Some("private")));
    });
}

#[test]
fn what_the_page_does_not_allow_is_refused() {
    let long = "é".repeat(1_001);
    let bad = [
        ("shopID", "12346", "shop"),
        ("key", "wrong", "key"),
        ("key", "", "key"),
        ("idboutique", "9", "shop"),
        ("payment", "", "payment"),
        ("payment", "-3", "payment"),
        ("payment", "cash", "payment"),
        ("payment", "1.0", "payment"),
        ("payment", "+1", "payment"),
        ("payment", "99999999999999999999", "payment"),
        ("paymentAmount", "2", "paymentAmount"),
        ("idUser", "0", "idUser"),
        ("idUser", "me", "idUser"),
        ("idClient", "", "idClient"),
        ("idClient", "-1", "idClient"),
        ("idClient", "CUST-0001", "idClient"),
        ("idtable", "4b", "idtable"),
        ("idcaisse", " 1", "idcaisse"),
        ("numcouverts", "-1", "numcouverts"),
        ("numcouverts", "1000", "numcouverts"),
        ("pagerNum", "1e2", "pagerNum"),
        ("publicComment", long.as_str(), "publicComment"),
        ("privateComment", long.as_str(), "privateComment"),
        ("privateComment", "a\u{0}b", "privateComment"),
        ("privateComment", "\u{1b}@", "privateComment"),
        ("deliveryMethod", "7", "deliveryMethod"),
        ("deliveryMethod", "-1", "deliveryMethod"),
        ("deliveryMethod", "to go", "deliveryMethod"),
        ("dateValeur", "2026-01-01", "dateValeur"),
        ("dateValeur", "-1", "dateValeur"),
        ("dateValeur", "1764000000000", "dateValeur"),
        ("client[name]", "Durand", "client[name]"),
        ("client[email]", "nobody", "client[email]"),
        ("client[pays]", "France", "client[pays]"),
        ("client", "Durand", "client"),
        ("client[]", "Durand", "client["),
        ("itemsList", "12", "itemsList"),
        ("itemsList[0]", "12", "itemsList[0]"),
        ("itemsList[]", "", "itemsList"),
        ("itemsList[]", "12_0", "quantity"),
        ("tax", "20", "tax"),
        ("shopid", "12345", "shopid"),
        ("", "", "field"),
    ];
    with_shop(Settings::default(), async |client| {
        for (name, value, named) in bad {
            let why = client.sell(&[(name, value)]).await.refusal();
            assert!(why.contains(named), "{name}={value:?}: {why:?} must name {named}");
            assert!(!why.contains("sandbox-key") && why.chars().count() < 200, "{why}");
        }
        for (name, value) in [("publicComment", "a"), ("payment", "-1"), ("client[nom]", "a"), ("shopID", "12345")] {
            let why = client.sell(&[(name, value), (name, value)]).await.refusal();
            assert!(why.contains("twice"), "{name}: {why}");
        }
        client.sell(&[("idClient", "1"), ("client[nom]", "Durand")]).await.refusal();
        client.sell(&[("payment", "5"), ("paymentAmount", "1,50")]).await.refusal();
        client.sell(&[("payment", "5"), ("paymentAmount", "-1")]).await.refusal();
        assert!(client.orders().is_empty(), "nothing was sold");
    });
}

#[test]
fn what_is_required_is_required() {
    let whole = [("shopID", "12345"), ("key", "sandbox-key"), ("payment", "-1"), ("itemsList[]", "12")];
    let body = |skipped: usize| {
        let kept = whole.iter().enumerate().filter(|(place, _)| *place != skipped);
        kept.map(|(_, (name, value))| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    };
    with_shop(Settings::default(), async |client| {
        for (place, (name, _)) in whole.iter().enumerate() {
            let why = client.try_sell(&body(place)).await.expect("an answer").refusal();
            assert!(why.contains(name.trim_end_matches("[]")), "without {name}: {why}");
        }
        assert_eq!(client.try_sell(&body(whole.len())).await.expect("an answer").json()["success"], true);
        let older = body(whole.len()).replace("shopID", "idboutique");
        assert_eq!(client.try_sell(&older).await.expect("an answer").json()["success"], true);
        assert_eq!(client.orders().len(), 2);
    });
}

#[test]
fn a_request_has_limits() {
    with_shop(Settings::default(), async |client| {
        let lines = |count: usize| vec![("itemsList[]", "Free_0.01_Bag"); count];
        assert_eq!(client.sell(&lines(997)).await.json()["success"], true, "1,000 variables");
        assert!(client.sell(&lines(998)).await.refusal().contains("1000 variables"));
        let huge = "x".repeat(3 << 20);
        assert!(client.sell(&[("publicComment", &huge)]).await.refusal().contains("1 MiB"));
        assert!(
            client.try_sell(&(form(&[]) + "&publicComment=%ff")).await.expect("an answer").refusal().contains("UTF-8")
        );
        assert_eq!(client.orders().len(), 1);
        assert_eq!(client.orders()[0].total.get(), 997);
    });
}

#[test]
fn only_a_form_is_a_form() {
    with_shop(Settings::default(), async |client| {
        for kind in ["application/json", "multipart/form-data; boundary=x", "text/plain", ""] {
            let reply = client.request("POST", "/workers/webapp.php", kind, &form(&[])).await.expect("an answer");
            assert!(reply.refusal().contains("Content-Type"), "{kind}");
        }
        let encoded = form(&[]).replace("[]", "%5B%5D");
        for kind in ["application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-Urlencoded"] {
            let reply = client.request("POST", "/workers/webapp.php", kind, &encoded).await.expect("an answer");
            assert_eq!(reply.json()["success"], true, "{kind}");
        }
        for method in ["PUT", "DELETE", "PATCH"] {
            let reply = client.request(method, "/workers/webapp.php", "text/plain", "").await.expect("an answer");
            assert_eq!(reply.status(), "405", "{method}");
        }
    });
}
