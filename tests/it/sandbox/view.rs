//! The shop's own view of an order: every field of the sale form is found again in the listings.

use super::client::with_shop;
use scanslip::sandbox::Settings;
use serde_json::{Value, json};

const SIXTEEN: [(&str, &str); 16] = [
    ("nom", "Durand"),
    ("prenom", "Zoé"),
    ("email", "zoe.durand@example.com"),
    ("telephone", "+33 6 12 34 56 78"),
    ("adresseligne1", "10 rue des Écoles"),
    ("adresseligne2", "Bât. B"),
    ("commentaireadresse", "Sonner 2 fois"),
    ("codepostal", "75005"),
    ("ville", "Paris"),
    ("pays", "FR"),
    ("numtva", "FRXX999999999"),
    ("rcs", "RCS Paris 123 456 789"),
    ("codeBarre", "CUST-0001"),
    ("telephone2", "+33 1 23 45 67 89"),
    ("lat", "48.848"),
    ("lng", "2.347"),
];

#[test]
fn every_field_of_a_sale_is_shown() {
    // The field, its value, and what the listings show under which name.
    let single = [
        ("idUser", "2", "idUser", json!(2)),
        ("payment", "100002", "payment", json!(100_002)),
        ("paymentAmount", "1.50", "paidAmount", json!("1.50")),
        ("idtable", "3", "idtable", json!(3)),
        ("idcaisse", "1", "idcaisse", json!(1)),
        ("numcouverts", "4", "numcouverts", json!(4)),
        ("publicComment", "Merci", "publicComment", json!("Merci")),
        ("privateComment", "a_b", "privateComment", json!("a_b")),
        ("pagerNum", "17", "pagerNum", json!(17)),
        ("deliveryMethod", "2", "deliveryMethod", json!(2)),
        ("dateValeur", "1764000000", "dateValeur", json!(1_764_000_000)),
    ];
    let brackets: Vec<_> = SIXTEEN.iter().map(|(name, _)| format!("client[{name}]")).collect();
    with_shop(Settings::sample(), async |client| {
        let mut fields: Vec<_> = single.iter().map(|(name, value, ..)| (*name, *value)).collect();
        fields.extend(brackets.iter().zip(SIXTEEN).map(|(name, (_, value))| (name.as_str(), value)));
        fields.push(("itemsList[]", "101"));
        client.sell(&fields).await.json();
        let one = client.list("getOrder", "&order_id=17724460").await.json();
        let all = client.list("getOrders", "").await.json();
        for order in [&one, &all[0]] {
            for (_, _, name, value) in &single {
                assert_eq!(&order[*name], value, "{name}");
            }
            for (name, value) in SIXTEEN {
                assert_eq!(order["client"][name], value, "client[{name}]");
            }
            assert_eq!((&order["idClient"], &order["paid"]), (&json!(900_001), &json!(false)), "a part is paid");
            assert_eq!(order["valueDate"], "2025-11-24T16:00:00Z");
            assert_eq!(order["payments"][0]["paymentModeID"], 100_002);
        }
        let received = one["received"].as_array().expect("every field");
        for (name, value) in fields {
            assert!(received.contains(&json!({"name": name, "value": value})), "{name}");
        }
        assert!(!one.to_string().contains("sandbox-key"), "the key is not shown");
        client.sell(&[("idClient", "9001"), ("itemsList[]", "101")]).await.json();
        let known = client.list("getOrder", "&order_id=17724461").await.json();
        assert_eq!((&known["idClient"], &known["client"]), (&json!(9_001), &Value::Null));
    });
}

#[test]
fn every_form_of_a_line_is_shown() {
    // The string, then article, department, title, quantity, price, total and variations of the line.
    let cases = [
        ("201", json!([201, null, "Pizza 4 fromages", "1", "12.50", "12.50", []])),
        ("201_2", json!([201, null, "Pizza 4 fromages", "2", "12.50", "25.00", []])),
        ("169_0.5", json!([169, null, "Pommes Golden, cœur de Limousin", "0.5", "2.49", "1.25", []])),
        ("201_2_Pizza chaude_14.5", json!([201, null, "Pizza chaude", "2", "14.50", "29.00", []])),
        ("201_2_Pizza chaude_14.50_3_8", json!([201, null, "Pizza chaude", "2", "14.50", "29.00", [3, 8]])),
        ("203_1_Midi_10_7_12_16_21_3", json!([203, null, "Midi", "1", "10.00", "10.00", [7, 12, 16, 21, 3]])),
        ("201_2__", json!([201, null, "Pizza 4 fromages", "2", "12.50", "25.00", []])),
        ("201_2___3_8", json!([201, null, "Pizza 4 fromages", "2", "17.50", "35.00", [3, 8]])),
        ("201_1_Pizza chaude__1", json!([201, null, "Pizza chaude", "1", "10.50", "10.50", [1]])),
        ("201_1__9_3", json!([201, null, "Pizza 4 fromages", "1", "9.00", "9.00", [3]])),
        ("-5_9.99_Vente libre", json!([null, 5, "Vente libre", "1", "9.99", "9.99", []])),
        ("Free_5.4_OtherItem", json!([null, null, "OtherItem", "1", "5.40", "5.40", []])),
    ];
    with_shop(Settings::sample(), async |client| {
        let lines: Vec<_> = cases.iter().map(|(asked, _)| ("itemsList[]", *asked)).collect();
        client.sell(&lines).await.json();
        for script in ["getOrders", "getOrder&order_id=17724460"] {
            let (script, query) = script.split_once('&').unwrap_or((script, ""));
            let reply = client.list(script, &format!("&{query}")).await.json();
            let order = reply.get(0).unwrap_or(&reply);
            for (line, (asked, expected)) in order["items"].as_array().expect("lines").iter().zip(&cases) {
                let names = ["id", "deptID", "title", "quantity", "price", "total", "variations"];
                let shown: Value = names.map(|name| line[name].clone()).into_iter().collect();
                assert_eq!((&line["asked"], &shown), (&json!(asked), expected));
            }
            assert_eq!(order["items"].as_array().map(Vec::len), Some(cases.len()));
        }
    });
}

#[test]
fn the_listings_take_both_generations_and_both_kinds_of_truth() {
    with_shop(Settings::default(), async |client| {
        client.sell(&[("privateComment", "sold")]).await.json();
        client.sell(&[("payment", "-2"), ("privateComment", "quote")]).await.json();
        for shop in ["shopID=12345", "idboutique=12345", "shopID=12345&idboutique=12345"] {
            let get = async |script: &str, query: &str| {
                client.get(&format!("/workers/{script}.php?{shop}&key=sandbox-key&format=json{query}")).await.json()
            };
            for (truth, comment) in [("true", "sold"), ("1", "sold"), ("false", "quote"), ("0", "quote")] {
                let listed = get("getOrders", &format!("&validatedOrders={truth}")).await;
                assert_eq!(
                    (listed[0]["privateComment"].as_str(), listed.get(1)),
                    (Some(comment), None),
                    "{shop} {truth}"
                );
            }
            assert_eq!(get("getPending", "").await[0]["privateComment"], "quote", "{shop}");
            assert_eq!(get("getOrder", "&order_id=17724460").await["privateComment"], "sold", "{shop}");
            assert_eq!(get("getCashbox", "").await[0]["open"], true, "{shop}");
        }
    });
}
