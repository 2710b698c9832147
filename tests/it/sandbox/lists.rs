//! The shop's lists: every script, both generations of parameters, every format and dialect.

use super::client::with_shop;
use scanslip::sandbox::{Dialect, Settings};
use serde_json::{Value, json};

/// Every script, and how many rows the sample shop has there.
const SCRIPTS: [(&str, usize); 14] = [
    ("getPlus", 77),
    ("getDepartments", 9),
    ("getDepartmentGroups", 3),
    ("getVATs", 3),
    ("getDeclinaisons", 5),
    ("getClients", 2),
    ("getPaymentModes", 3),
    ("getCashbox", 3),
    ("getTables", 20),
    ("getUsers", 2),
    ("getDiscounts", 1),
    ("getDeliveryZones", 1),
    ("getRelayDeposit", 1),
    ("getLivraisons", 7),
];

fn speaking(dialect: &str) -> Settings {
    Settings { dialect: dialect.parse::<Dialect>().expect("a dialect"), ..Settings::sample() }
}

/// The row of this number, which may be a text.
fn row(list: &Value, id: u64) -> &Value {
    let same = |row: &&Value| [json!(id), json!(id.to_string())].contains(&row["id"]);
    list.as_array().expect("an array").iter().find(same).expect("a row of this number")
}

#[test]
fn every_list_is_there_for_both_generations_and_nobody_else() {
    with_shop(Settings::sample(), async |client| {
        for (script, rows) in SCRIPTS {
            for shop in ["shopID=12345", "idboutique=12345", "shopID=12345&idboutique=12345"] {
                let path = format!("/workers/{script}.php?{shop}&key=sandbox-key");
                let plain = client.get(&path).await.json();
                assert_eq!(plain.as_array().map(Vec::len), Some(rows), "{script} {shop}");
                assert_eq!(client.get(&format!("{path}&format=json")).await.json(), plain, "{script}");
                assert!(plain.as_array().expect("an array").iter().all(|row| row["id"].is_u64()), "{script}");
            }
            let wrong = ["", "?shopID=12345", "?shopID=12345&key=no", "?idboutique=1&key=sandbox-key"];
            for query in wrong.into_iter().chain(["?shopID=12345&idboutique=1&key=sandbox-key"]) {
                client.get(&format!("/workers/{script}.php{query}")).await.refusal();
            }
            for (query, named) in [("&format=xml", "format"), ("&limit=1", "limit"), ("&key=sandbox-key", "twice")] {
                assert!(client.list(script, query).await.refusal().contains(named), "{script}{query}");
            }
        }
    });
}

#[test]
fn the_english_names_are_those_by_which_the_same_is_written() {
    with_shop(Settings::sample(), async |client| {
        let articles = client.list("getPlus", "").await.json();
        let pizza = json!({
            "id": 201, "title": "Pizza 4 fromages", "price": 12.5, "deptID": 9, "vatID": 2, "barcode": "PIZZA-4F",
            "stock": -1, "unitID": 0, "keyboardHide": 0, "variationID0": 1, "variationID1": 2, "variationID2": null,
            "variationID3": null, "variationID4": null,
        });
        assert_eq!(row(&articles, 201), &pizza);
        assert_eq!(row(&articles, 169)["unitID"], 1, "apples are weighed");
        assert_eq!(row(&articles, 174)["keyboardHide"], 1, "not active");
        assert_eq!(row(&articles, 103)["barcode"], "3068320113265", "one barcode");
        let department = json!({
            "id": 7, "title": "Bières et vins", "vatID": 3, "deptGroupID": 1, "variationID0": null,
            "variationID1": null, "variationID2": null, "variationID3": null, "variationID4": null,
        });
        assert_eq!(row(&client.list("getDepartments", "").await.json(), 7), &department);
        let rate = json!({"id": 1, "title": "TVA 5.5 %", "rate": 5.5});
        assert_eq!(row(&client.list("getVATs", "").await.json(), 1), &rate);
        let ice = json!({"id": 4, "title": "Glaçons", "required": 0, "choices": [
            {"id": 15, "title": "Sans glaçons", "deltaPrice": 0.0, "ending": 1, "unavailable": 0},
            {"id": 16, "title": "Glaçons", "deltaPrice": 0.0, "ending": 0, "unavailable": 0},
        ]});
        let variations = client.list("getDeclinaisons", "").await.json();
        assert_eq!(row(&variations, 4), &ice);
        assert_eq!(row(&variations, 1)["choices"][0]["deltaPrice"], -2.0);
        assert_eq!(
            (&row(&variations, 1)["required"], &row(&variations, 5)["choices"][1]["unavailable"]),
            (&json!(1), &json!(1))
        );
        let customer = json!({
            "id": 9001, "name": "Durand", "surname": "Zoé", "email": "zoe.durand@example.com", "phone": "",
            "phone2": "", "addressline1": "", "addressline2": "", "adressComment": "", "postcode": "", "city": "",
            "country": "", "VATnum": "", "registrationNumber": "", "barcode": "CUST-0001", "lat": "", "lng": "",
        });
        assert_eq!(row(&client.list("getClients", "").await.json(), 9_001), &customer);
        assert_eq!(client.list("getLivraisons", "").await.json()[3], json!({"id": 3, "title": "Drive-Thru"}));
    });
}

#[test]
fn every_dialect_says_the_same_in_its_way() {
    with_shop(speaking("french,strings,object"), async |client| {
        let list = client.list("getPlus", "").await.json();
        assert_eq!(list["success"], true);
        let pizza = row(&list["data"], 201);
        let known = [("nom", "Pizza 4 fromages"), ("prix", "12.50"), ("idRayon", "9"), ("codeBarre", "PIZZA-4F")];
        for (name, value) in known.into_iter().chain([("stock", "-1"), ("idDeclinaison0", "1"), ("masquer", "0")]) {
            assert_eq!(pizza[name], value, "{name}");
        }
        let variations = client.list("getDeclinaisons", "").await.json();
        assert_eq!(row(&variations["data"], 1)["choix"][0]["deltaPrix"], "-2.00");
        let customers = client.list("getClients", "").await.json();
        let zoe = row(&customers["data"], 9_001);
        assert_eq!(
            (&zoe["nom"], &zoe["prenom"], &zoe["codeBarre"]),
            (&json!("Durand"), &json!("Zoé"), &json!("CUST-0001"))
        );
        assert_eq!(row(&client.list("getCashbox", "").await.json()["data"], 1)["ouverte"], "1");
    });
    with_shop(speaking("before-tax,strings"), async |client| {
        let articles = client.list("getPlus", "").await.json();
        assert_eq!(row(&articles, 101)["price"], "3.7441", "3.95 with 5.5 %");
        assert_eq!(row(&articles, 201)["price"], "11.3636", "12.50 with 10 %");
        assert_eq!(row(&client.list("getDeclinaisons", "").await.json(), 1)["choices"][2]["deltaPrice"], "3.1818");
        client.sell(&[("itemsList[]", "201")]).await.json();
        assert_eq!(client.orders()[0].total.get(), 1_250, "what is sold costs the same");
    });
}

#[test]
fn a_list_can_be_had_as_csv_and_as_a_page() {
    with_shop(speaking("english"), async |client| {
        let reply = client.list("getPlus", "&format=csv").await;
        assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
        let mut lines = reply.text().lines();
        let header = "id;title;price;deptID;vatID;barcode;stock;unitID;keyboardHide;variationID0;variationID1;\
                      variationID2;variationID3;variationID4";
        assert_eq!(lines.next(), Some(header));
        assert!(reply.text().contains("\n201;Pizza 4 fromages;12.50;9;2;PIZZA-4F;-1;0;0;1;2;;;\n"), "{}", reply.text());
        let choices = client.list("getDeclinaisons", "&format=csv").await;
        assert!(choices.text().starts_with("id;title;required;choices.id;choices.title;choices.deltaPrice;"));
        assert!(choices.text().contains("\n1;Taille;1;3;Géante;3.50;0;0\n"), "{}", choices.text());
        let page = client.list("getClients", "&format=html").await;
        assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
        assert!(page.text().contains("<td>Durand</td>"), "{}", page.text());
    });
    with_shop(speaking("french,latin-1"), async |client| {
        let reply = client.list("getClients", "&format=csv").await;
        assert_eq!(reply.header("content-type"), Some("text/csv; charset=iso-8859-1"));
        assert!(reply.body.starts_with(b"id;nom;prenom;"));
        assert!(reply.body.windows(4).any(|bytes| bytes == b"Zo\xe9;"), "{:?}", reply.body);
        assert_eq!(row(&client.list("getClients", "").await.json(), 9_001)["prenom"], "Zoé", "JSON is UTF-8");
    });
}

#[test]
fn the_shop_tells_how_its_prices_are_meant() {
    for (dialect, flag) in [("english", json!(0)), ("before-tax", json!(1)), ("french,strings,before-tax", json!("1"))]
    {
        with_shop(speaking(dialect), async |client| {
            let infos = client.post("getShopInfos", "shopID=12345&key=sandbox-key").await.json();
            assert_eq!(infos["pricesAreProvidedTaxIncluded"], flag, "{dialect}");
            assert_eq!((&infos["shopName"], &infos["shopID"]), (&json!("Sandbox shop"), &json!("12345")));
            assert!(client.post("getShopInfos", "idboutique=12345&key=sandbox-key").await.json()["currency"] == "EUR");
            for body in ["", "shopID=12345", "shopID=12345&key=no", "shopID=12345&key=sandbox-key&x=1"] {
                client.post("getShopInfos", body).await.refusal();
            }
            assert_eq!(client.list("getShopInfos", "").await.status(), "405", "not by GET");
        });
    }
}

#[test]
fn a_customer_that_a_sale_makes_is_listed_and_can_be_named() {
    with_shop(Settings::sample(), async |client| {
        assert!(client.sell(&[("idClient", "900001"), ("itemsList[]", "101")]).await.refusal().contains("Customer"));
        let person = [("client[nom]", "Noël"), ("client[codeBarre]", "CUST-0003"), ("itemsList[]", "101")];
        client.sell(&person).await.json();
        let listed = client.list("getClients", "").await.json();
        let noel = row(&listed, 900_001);
        assert_eq!(
            (&noel["name"], &noel["barcode"], &noel["surname"]),
            (&json!("Noël"), &json!("CUST-0003"), &json!(""))
        );
        assert_eq!(listed.as_array().map(Vec::len), Some(3));
        client.sell(&[("idClient", "900001"), ("itemsList[]", "101")]).await.json();
    });
}

#[test]
fn what_is_on_no_list_is_refused_unless_the_shop_is_not_strict() {
    let unknown = [
        ("idUser", "77", "User"),
        ("idClient", "123", "Customer"),
        ("idtable", "77", "Table"),
        ("idcaisse", "77", "Cash register"),
        ("payment", "77", "Payment method"),
        ("payment", "0", "Payment method"),
        ("itemsList[]", "12", "Article"),
        ("itemsList[]", "-77_1_Bread", "Department"),
    ];
    let known = [
        ("idUser", "2"),
        ("idClient", "9002"),
        ("idtable", "6"),
        ("idcaisse", "2"),
        ("payment", "100002"),
        ("itemsList[]", "-5_1_Bread"),
        ("itemsList[]", "203_1___7_12_16_21_3"),
    ];
    with_shop(Settings::sample(), async |client| {
        let sell =
            async |name, value| client.sell(&[[(name, value)].as_slice(), &[("itemsList[]", "101")]].concat()).await;
        for (name, value, named) in unknown {
            let why = sell(name, value).await.refusal();
            assert!(why.contains(named) && why.contains("does not exist"), "{name}={value}: {why}");
        }
        assert!(sell("idcaisse", "99").await.refusal().contains("closed"));
        assert!(client.orders().is_empty());
        for (name, value) in known {
            assert_eq!(sell(name, value).await.json()["success"], true, "{name}={value}");
        }
    });
    with_shop(Settings { strict: false, ..Settings::sample() }, async |client| {
        for (name, value, _) in unknown {
            assert_eq!(client.sell(&[(name, value)]).await.json()["success"], true, "{name}={value}");
        }
        for line in ["12_2_Pizza 4 fromages_14.50_3_8", "-5_9.99_Vente libre", "12"] {
            client.sell(&[("itemsList[]", line)]).await.json();
        }
        assert_eq!(client.orders().pop().map(|order| order.total.get()), Some(100), "any other article at 1.00");
    });
}
