//! The listings: an order in doubt is found by its private comment, and parameters are held to their documents.

use super::client::with_shop;
use scanslip::sandbox::{Register, Settings};
use serde_json::{Value, json};

/// The private comments of a listing.
fn comments(listing: &Value) -> Vec<&str> {
    let orders = listing.as_array().expect("an array").iter();
    orders.map(|order| order["privateComment"].as_str().unwrap_or_default()).collect()
}

#[test]
fn an_order_is_found_by_its_private_comment() {
    with_shop(Settings::default(), async |client| {
        let sold = [("-1", "first", "0"), ("-2", "quote", "1"), ("7", "paid", "2")];
        for (payment, comment, delivery) in sold {
            let fields = [("payment", payment), ("privateComment", comment), ("deliveryMethod", delivery)];
            client.sell(&fields).await.json();
        }
        let cases = [
            ("getOrders", "", &["first", "paid"][..]),
            ("getOrders", "&validatedOrders=true", &["first", "paid"]),
            ("getOrders", "&validatedOrders=1&format=json", &["first", "paid"]),
            ("getOrders", "&validatedOrders=false", &["quote"]),
            ("getOrders", "&validatedOrders=0", &["quote"]),
            ("getOrders", "&filterDeliveryMethod=2", &["paid"]),
            ("getOrders", "&filterDeliveryMethod=1", &[]),
            (
                "getOrders",
                "&from_date_ISO8601=2020-01-01T00:00:00Z&to_date_ISO8601=2100-01-01T00:00:00Z",
                &["first", "paid"],
            ),
            ("getOrders", "&to_date_ISO8601=2020-01-01T00:00:00Z", &[]),
            ("getOrders", "&from_date_ISO8601=2100-01-01T00:00:00%2B02:00", &[]),
            ("getPending", "", &["quote"]),
        ];
        for (script, query, expected) in cases {
            assert_eq!(comments(&client.list(script, query).await.json()), expected, "{script}{query}");
        }
        let one = client.list("getOrder", "&order_id=17724460").await.json();
        let known = [("orderID", json!(17_724_460)), ("validated", json!(true)), ("paid", json!(false))];
        for (name, value) in known.into_iter().chain([("total", json!("2.00")), ("privateComment", json!("first"))]) {
            assert_eq!(one[name], value, "{name}");
        }
        assert_eq!(one["items"][0]["quantity"], "2");
        assert!(one["invoice"].is_string() && one["paymentLink"].is_string() && one.get("quote").is_none());
        assert!(one["creationDate"].as_str().is_some_and(|date| date.ends_with('Z')), "{one}");
    });
}

#[test]
fn the_value_date_is_what_validated_orders_are_listed_by() {
    with_shop(Settings::default(), async |client| {
        client.sell(&[("dateValeur", "1000000000"), ("privateComment", "old")]).await.json();
        client.sell(&[("dateValeur", "1000000000"), ("payment", "-2"), ("privateComment", "draft")]).await.json();
        let then = "&from_date_ISO8601=2001-09-09T01:46:40Z&to_date_ISO8601=2001-09-09T01:46:40Z";
        assert_eq!(comments(&client.list("getOrders", then).await.json()), ["old"]);
        let drafts = client.list("getOrders", &format!("{then}&validatedOrders=false")).await.json();
        assert_eq!(comments(&drafts), [""; 0], "a quote is listed by when it came in");
    });
}

#[test]
fn parameters_are_held_to_their_documents() {
    with_shop(Settings::default(), async |client| {
        client.sell(&[]).await.json();
        let bad = [
            ("getOrders", "&validatedOrders=yes", "validatedOrders"),
            ("getOrders", "&from_date_ISO8601=yesterday", "from_date_ISO8601"),
            ("getOrders", "&to_date_ISO8601=2025-13-01T00:00:00Z", "to_date_ISO8601"),
            ("getOrders", "&filterDeliveryMethod=7", "filterDeliveryMethod"),
            ("getOrders", "&format=csv", "format"),
            ("getOrders", "&limit=1", "limit"),
            ("getOrders", "&validatedOrders=1&validatedOrders=1", "twice"),
            ("getPending", "&validatedOrders=1", "validatedOrders"),
            ("getOrder", "", "order_id"),
            ("getOrder", "&order_id=1 OR 1=1", "order_id"),
            ("getOrder", "&order_id=1", "not found"),
        ];
        for (script, query, named) in bad {
            let why = client.list(script, &query.replace(' ', "%20")).await.refusal();
            assert!(why.contains(named), "{script}{query}: {why}");
        }
        for script in ["getOrders", "getPending", "getOrder", "getCashbox"] {
            for query in ["", "?shopID=12345", "?shopID=12345&key=no", "?shopID=1&key=sandbox-key"] {
                client.get(&format!("/workers/{script}.php{query}")).await.refusal();
            }
        }
        assert_eq!(
            client.get("/workers/getOrders.php?shopID=12345&key=sandbox-key").await.json()[0]["orderID"],
            17_724_460
        );
    });
}

#[test]
fn registers_are_listed_with_their_state() {
    with_shop(Settings::default(), async |client| {
        assert_eq!(client.list("getCashbox", "").await.json()[0]["open"], true);
    });
    let registers = vec![Register { id: 9, title: "Door".to_owned(), open: false }];
    with_shop(Settings { registers, ..Settings::default() }, async |client| {
        let listed = client.list("getCashbox", "").await.json();
        assert_eq!(listed, json!([{"id": 9, "title": "Door", "open": false}]));
    });
}
