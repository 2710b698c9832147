//! Sales: the replies of the page, the six forms of a line, the customer, the trap of GET.

use super::client::{form, with_shop};
use scanslip::sandbox::{Article, Choice, Lists, Register, Settings, Sold, Variation};
use scanslip::till::money::{Cents, VatRate};

#[test]
fn the_replies_are_those_of_the_page() {
    let cases = [
        ("-1", &["invoice", "orderID", "paymentLink", "success"][..], true, false),
        ("-2", &["orderID", "paymentLink", "quote", "success"], false, false),
        ("123456", &["invoice", "orderID", "success"], true, true),
        ("0", &["invoice", "orderID", "success"], true, true),
    ];
    with_shop(Settings::default(), async |client| {
        let mut last = 17_724_459;
        for (payment, keys, validated, paid) in cases {
            let reply = client.sell(&[("payment", payment)]).await.json();
            let mut given: Vec<_> = reply.as_object().expect("an object").keys().map(String::as_str).collect();
            given.sort_unstable();
            assert_eq!(given, keys, "payment {payment}");
            assert_eq!((&reply["success"], reply["orderID"].as_u64()), (&true.into(), Some(last + 1)), "a number");
            last += 1;
            let order = client.orders().pop().expect("an order");
            assert_eq!((order.number, order.validated, order.paid), (last, validated, paid), "payment {payment}");
        }
    });
}

#[test]
fn the_three_examples_of_the_page_are_sold() {
    let person = [
        ("client[nom]", "Durand"),
        ("client[prenom]", "Zoé"),
        ("client[email]", "zoe.durand@example.com"),
        ("client[telephone]", "+33 6 12 34 56 78"),
        ("client[adresseligne1]", "10 rue des Écoles"),
        ("client[adresseligne2]", "Bât. B"),
        ("client[commentaireadresse]", "Sonner 2 fois"),
        ("client[codepostal]", "75005"),
        ("client[ville]", "Paris"),
        ("client[pays]", "FR"),
        ("client[numtva]", "FRXX999999999"),
        ("client[rcs]", "RCS Paris 123 456 789"),
        ("client[codeBarre]", "CUST-0001"),
        ("client[telephone2]", "+33 1 23 45 67 89"),
        ("client[lat]", "48.848"),
        ("client[lng]", "2.347"),
        ("itemsList[]", "Free_19_Item"),
        ("itemsList[]", "Free_5.4_OtherItem"),
    ];
    with_shop(Settings::default(), async |client| {
        let simple = [("itemsList[]", "Free_12.99_Item"), ("itemsList[]", "Free_9.99_Other item")];
        client.sell(&simple).await.json();
        let existing = ["12_2_Pizza 4 fromages_14.50_3_8", "-5_9.99_Vente libre"].map(|line| ("itemsList[]", line));
        client.sell(&[[("idClient", "123"); 1].as_slice(), &existing].concat()).await.json();
        client.sell(&person).await.json();
        let orders = client.orders();
        let totals: Vec<_> = orders.iter().map(|order| order.total.get()).collect();
        assert_eq!(totals, [2_298, 3_899, 2_440]);
        let clients: Vec<_> = orders.iter().map(|order| order.client_id).collect();
        assert_eq!(clients, [None, Some(123), Some(900_001)], "none, the given one, a new one");
        let kept =
            |name: &str| orders[2].fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        for (name, value) in &person[..16] {
            assert_eq!(kept(name), Some(*value));
        }
        assert_eq!(kept("key"), None, "the key is not kept");
        assert_eq!(orders[1].lines[0].choices, [3, 8]);
        assert_eq!((orders[1].lines[1].sold, orders[0].lines[0].sold), (Sold::Department(5), Sold::Free));
    });
}

#[test]
fn a_catalogue_rules_titles_prices_and_choices() {
    let vat = VatRate::basis_points(550).expect("a rate");
    let choice = Choice { id: 3, title: "Large".to_owned(), extra: Cents::new(150), ..Choice::default() };
    let size = Variation { id: 1, title: "Size".to_owned(), required: false, choices: vec![choice] };
    let article = Article { variations: vec![1], ..Article::new(12, "Pizza", Cents::new(1_299), vat) };
    let lists = Lists { variations: vec![size], ..Lists::default() };
    let cases = [
        ("12", "Pizza", 1_299),
        ("12_2", "Pizza", 2_598),
        ("12_0.333", "Pizza", 433),
        ("12_2_Calzone_10.5", "Calzone", 2_100),
        ("12_1___3", "Pizza", 1_449),
        ("-5_9.99_Bread", "Bread", 999),
        ("Free_0.05_Bag", "Bag", 5),
    ];
    with_shop(Settings { lists, ..Settings::selling(vec![article]) }, async |client| {
        for (line, title, cents) in cases {
            client.sell(&[("itemsList[]", line)]).await.json();
            let order = client.orders().pop().expect("an order");
            assert_eq!((order.lines[0].title.as_str(), order.total), (title, Cents::new(cents)), "{line}");
        }
        for line in ["13", "12_1___4", "12_1_Calzone_10_4"] {
            client.sell(&[("itemsList[]", line)]).await.refusal();
        }
        client.sell(&[("itemsList[]", "12"), ("itemsList[]", "13")]).await.refusal();
        assert_eq!(client.orders().len(), cases.len(), "a refused sale leaves nothing behind");
    });
}

#[test]
fn a_get_records_a_sale_as_on_the_real_shop() {
    with_shop(Settings::default(), async |client| {
        let reply = client.get(&format!("/workers/webapp.php?{}", form(&[("privateComment", "trap")]))).await;
        assert_eq!(reply.json()["success"], true);
        assert_eq!(client.orders()[0].private_comment.as_deref(), Some("trap"));
        client.get("/workers/webapp.php").await.refusal();
        client.get("/workers/webapp.php?shopID=12345&key=sandbox-key").await.refusal();
        assert_eq!(client.orders().len(), 1);
    });
}

#[test]
fn a_payment_is_whole_unless_it_says_how_much() {
    with_shop(Settings::default(), async |client| {
        for (amount, cents, paid) in [(None, 200, true), (Some("2.00"), 200, true), (Some("1"), 100, false)] {
            let fields: Vec<_> =
                [("payment", "7")].into_iter().chain(amount.map(|amount| ("paymentAmount", amount))).collect();
            client.sell(&fields).await.json();
            let order = client.orders().pop().expect("an order");
            assert_eq!((order.paid_amount, order.paid), (Cents::new(cents), paid), "{amount:?}");
        }
    });
}

#[test]
fn a_closed_register_sells_nothing() {
    let register = |id, open| Register { id, title: format!("Register {id}"), open };
    let settings = Settings { registers: vec![register(1, true), register(2, false)], ..Settings::default() };
    with_shop(settings, async |client| {
        client.sell(&[("idcaisse", "1")]).await.json();
        assert!(client.sell(&[("idcaisse", "2")]).await.refusal().contains("closed"));
        assert!(client.sell(&[("idcaisse", "3")]).await.refusal().contains("exist"));
        assert_eq!(client.orders().len(), 1);
    });
}

#[test]
fn orders_outlive_the_shop_in_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = || Settings { data: Some(folder.path().join("shop")), ..Settings::default() };
    with_shop(settings(), async |client| drop(client.sell(&[("publicComment", "first")]).await.json()));
    with_shop(settings(), async |client| {
        let reply = client.sell(&[]).await.json();
        assert_eq!(reply["orderID"], 17_724_461, "numbers go on");
        assert_eq!(client.orders()[0].public_comment.as_deref(), Some("first"));
    });
}
