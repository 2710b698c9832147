//! `editOrder.php`: the life of an order from quote to paid, and what may no longer be done to it.

use super::client::{Client, faulty, with_shop};
use scanslip::sandbox::{Dialect, Settings};
use serde_json::{Value, json};

const CREDENTIALS: &str = "shopID=12345&key=sandbox-key";

/// Sends a change of the first order.
async fn edit(client: &Client, fields: &str) -> super::client::Reply {
    client.post("editOrder", &format!("{CREDENTIALS}&orderID=17724460&{fields}")).await
}

/// The order as the shop shows it.
async fn shown(client: &Client) -> Value {
    client.list("getOrder", "&order_id=17724460").await.json()
}

fn keys(reply: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = reply.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

const QUOTE: [&str; 4] = ["orderID", "paymentLink", "quote", "success"];
const INVOICE: [&str; 4] = ["invoice", "orderID", "paymentLink", "success"];
const PAID: [&str; 3] = ["invoice", "orderID", "success"];

#[test]
fn a_quote_grows_is_validated_and_paid() {
    with_shop(Settings::sample(), async |client| {
        let sold = client.sell(&[("payment", "-2"), ("itemsList[]", "101")]).await.json();
        let again = edit(&client, "payment=-2").await.json();
        assert_eq!(again, sold, "nothing changed, the same links");
        let more =
            edit(&client, "payment=-2&itemsList[]=102_2&itemsList[]=Free_1.00_Bag&idClient=9001&pagerNum=7").await;
        assert_eq!(keys(&more.json()), QUOTE);
        let order = shown(&client).await;
        let known = [("total", json!("6.85")), ("idClient", json!(9_001)), ("pagerNum", json!(7))];
        for (name, value) in known.into_iter().chain([("validated", json!(false)), ("payment", json!(-2))]) {
            assert_eq!(order[name], value, "{name}");
        }
        let asked: Vec<_> = order["items"].as_array().expect("lines").iter().map(|line| &line["asked"]).collect();
        assert_eq!(asked, ["101", "102_2", "Free_1.00_Bag"]);

        let validated = edit(&client, "payment=-1&pagerNum=8&itemsList[]=101").await.json();
        assert_eq!(keys(&validated), INVOICE);
        assert_eq!(validated["paymentLink"], sold["paymentLink"]);
        assert_eq!(edit(&client, "payment=-1").await.json(), validated, "validated twice is validated once");
        assert_eq!(shown(&client).await["pagerNum"], 8);
        assert_eq!(client.list("getPending", "").await.json(), json!([]));

        let part = edit(&client, "payment=100001&paymentAmount=5.00&idUser=2&idcaisse=1").await.json();
        assert_eq!(keys(&part), PAID);
        assert_eq!(shown(&client).await["paid"], false);
        assert_eq!(keys(&edit(&client, "payment=100002").await.json()), PAID);
        let order = shown(&client).await;
        assert_eq!((&order["paid"], &order["paidAmount"]), (&json!(true), &json!("10.80")));
        let payments = order["payments"].as_array().expect("payments").iter();
        let paid: Vec<_> =
            payments.map(|payment| (payment["paymentModeID"].as_u64(), payment["amount"].as_str())).collect();
        assert_eq!(paid, [(Some(100_001), Some("5.00")), (Some(100_002), Some("5.80"))]);
        assert!(edit(&client, "payment=100002").await.refusal().contains("paid already"));
        assert_eq!(keys(&edit(&client, "payment=-1").await.json()), PAID);
        assert_eq!(client.orders().len(), 1);
    });
}

#[test]
fn what_is_validated_takes_payments_only() {
    let refused = [
        ("payment=-2", "quote"),
        ("payment=-1&itemsList[]=101", "itemsList"),
        ("payment=100001&itemsList[]=101", "itemsList"),
        ("payment=-1&idClient=9001", "idClient"),
        ("payment=-1&client[nom]=Durand", "client"),
        ("payment=-1&privateComment=late", "privateComment"),
        ("payment=-1&deliveryMethod=2", "deliveryMethod"),
    ];
    with_shop(Settings::sample(), async |client| {
        client.sell(&[("itemsList[]", "101")]).await.json();
        let before = client.orders();
        for (fields, named) in refused {
            let why = edit(&client, fields).await.refusal();
            assert!(why.contains("validated") && why.contains(named), "{fields}: {why}");
        }
        assert_eq!(client.orders(), before);
        assert_eq!(client.list("getClients", "").await.json().as_array().map(Vec::len), Some(2), "nobody was made");
    });
}

#[test]
fn a_change_is_held_to_the_page_as_a_sale_is() {
    let refused = [
        ("payment=-2&itemsList[]=9999", "Article"),
        ("payment=-2&itemsList[]=", "itemsList"),
        ("payment=-2&idClient=5", "Customer"),
        ("payment=5", "Payment method"),
        ("payment=-2&paymentAmount=1", "paymentAmount"),
        ("payment=-2&idcaisse=99", "closed"),
        ("payment=-2&tax=20", "tax"),
        ("payment=-2&payment=-2", "twice"),
        ("pagerNum=1", "payment"),
    ];
    with_shop(Settings::sample(), async |client| {
        client.sell(&[("payment", "-2"), ("itemsList[]", "101")]).await.json();
        let before = client.orders();
        for (fields, named) in refused {
            let why = edit(&client, fields).await.refusal();
            assert!(why.contains(named), "{fields}: {why}");
        }
        for (body, named) in [
            (format!("{CREDENTIALS}&payment=-1"), "orderID"),
            (format!("{CREDENTIALS}&payment=-1&orderID=x"), "orderID"),
            (format!("{CREDENTIALS}&payment=-1&orderID=1"), "does not exist"),
            ("shopID=12345&key=no&payment=-1&orderID=17724460".to_owned(), "key"),
        ] {
            let why = client.post("editOrder", &body).await.refusal();
            assert!(why.contains(named), "{body}: {why}");
        }
        assert_eq!(client.get(&format!("/workers/editOrder.php?{CREDENTIALS}&payment=-1")).await.status(), "405");
        assert!(client.sell(&[("orderID", "17724460"), ("itemsList[]", "101")]).await.refusal().contains("orderID"));
        assert_eq!(client.orders(), before);
        let older = client.post("editOrder", "idboutique=12345&key=sandbox-key&orderID=17724460&payment=-1").await;
        assert_eq!(keys(&older.json()), INVOICE);
    });
}

#[test]
fn a_quote_can_get_a_new_customer_and_lose_nothing() {
    with_shop(Settings::sample(), async |client| {
        let fields = [("payment", "-2"), ("itemsList[]", "101"), ("privateComment", "kept"), ("idtable", "3")];
        client.sell(&fields).await.json();
        edit(&client, "payment=100002&client[nom]=Petit&client[codeBarre]=CUST-7&dateValeur=1764000000").await.json();
        let order = shown(&client).await;
        let known = [("idClient", json!(900_001)), ("privateComment", json!("kept")), ("idtable", json!(3))];
        for (name, value) in known.into_iter().chain([("paid", json!(true)), ("dateValeur", json!(1_764_000_000))]) {
            assert_eq!(order[name], value, "{name}");
        }
        assert_eq!(order["client"], json!({"nom": "Petit", "codeBarre": "CUST-7"}));
        let listed = client.list("getClients", "").await.json();
        assert_eq!(listed[2]["barcode"], "CUST-7");
    });
}

#[test]
fn a_lost_answer_to_a_change_is_a_change_all_the_same() {
    with_shop(faulty("lost-answer=100"), async |client| {
        assert!(client.try_sell(&super::client::form(&[("payment", "-2")])).await.is_none());
        let kind = "application/x-www-form-urlencoded";
        let body = format!("{CREDENTIALS}&orderID=17724460&payment=-1");
        assert!(client.request("POST", "/workers/editOrder.php", kind, &body).await.is_none());
        assert!(client.orders()[0].validated);
    });
}

#[test]
fn the_old_generation_is_answered_in_its_own_words_if_asked() {
    let dialect = Dialect { old_replies: true, ..Dialect::default() };
    with_shop(Settings { dialect, ..Settings::default() }, async |client| {
        let old = "idboutique=12345&key=sandbox-key";
        let sold = client.post("webapp", &format!("{old}&payment=-2&itemsList[]=12")).await.json();
        assert_eq!(sold, json!({"result": "OK", "orderID": 17_724_460}));
        let changed = client.post("editOrder", &format!("{old}&payment=-1&orderID=17724460")).await.json();
        assert_eq!(changed, json!({"result": "OK", "orderID": 17_724_460}));
        let refused = client.post("webapp", &format!("{old}&payment=-1")).await.json();
        assert_eq!(keys(&refused), ["errorMessage", "result"]);
        assert_eq!(refused["result"], "KO");
        assert!(refused["errorMessage"].as_str().is_some_and(|why| why.contains("itemsList")), "{refused}");
        let both = client.post("webapp", &format!("{old}&shopID=12345&payment=-1&itemsList[]=12")).await.json();
        assert_eq!(keys(&both), INVOICE, "who speaks both is answered in the new words");
    });
    with_shop(Settings::default(), async |client| {
        let sold = client.post("webapp", "idboutique=12345&key=sandbox-key&payment=-1&itemsList[]=12").await.json();
        assert_eq!(keys(&sold), INVOICE, "unless it was asked for");
    });
}
