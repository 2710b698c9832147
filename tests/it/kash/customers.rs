//! A customer who is new: the shop's list is asked before every attempt, the order is posted once, and no trouble with the
//! list holds it up or makes anybody twice.

use super::peer::{Peer, Request, reply};
use super::{keyless, on_one_thread, order, shop, told};
use scanslip::barcode::{Contact, Detail};
use scanslip::kash::{Client, Settings};
use scanslip::till::event::Answer;
use scanslip::till::order::{Customer, Order};
use std::io::Write;
use std::sync::{Arc, Mutex};

const GOOD: &str = r#"{"success":true,"orderID":7}"#;

/// The new customer, and what of them may stand nowhere but in the form.
const ZOE: [(Detail, &str); 4] = [
    (Detail::Nom, "Durand-Secret"),
    (Detail::Prenom, "Zoé"),
    (Detail::Email, "zoe.secret@example.com"),
    (Detail::CodeBarre, "CUST-SECRET"),
];

fn from_zoe() -> Order {
    let mut contact = Contact::default();
    for (detail, text) in ZOE {
        contact.set(detail, text);
    }
    Order { customer: Some(Customer::New(Arc::new(contact))), ..order() }
}

/// What the shop gets when it answers the list so, and then the sale.
fn converse(list: Vec<u8>, settings: impl FnOnce(Settings) -> Settings) -> (Answer, [Request; 2]) {
    let peer = Peer::new();
    let served = peer.answer_each(vec![list, reply("200 OK", "", GOOD)]);
    let client = Client::new(settings(shop(&peer))).expect("a client");
    let answer = keyless(on_one_thread(client.send(&from_zoe(), scanslip::till::order::Request::Whole)));
    let requests = served.outcome();
    assert!(peer.is_deserted(), "one list, one sale, and no more");
    let requests: [Request; 2] = requests.try_into().expect("two requests");
    (answer, requests)
}

fn listing(body: &str) -> Vec<u8> {
    reply("200 OK", "", body)
}

fn fields(request: &Request) -> Vec<(String, String)> {
    form_urlencoded::parse(request.body.as_bytes()).into_owned().collect()
}

/// `idClient 7`, `made`, or `nobody`.
fn customer(request: &Request) -> String {
    let fields = fields(request);
    let id = fields.iter().find(|(name, _)| name == "idClient").map(|(_, id)| format!("idClient {id}"));
    let made = fields.iter().any(|(name, _)| name.starts_with("client["));
    assert!(id.is_none() || !made, "one or the other: {}", request.body);
    id.unwrap_or_else(|| if made { "made" } else { "nobody" }.to_owned())
}

#[test]
fn the_list_is_asked_once_and_then_the_order_is_posted_once() {
    let (answer, [list, sale]) = converse(listing("[]"), |settings| settings);
    assert_eq!(told(&answer), "accepted 7");
    assert!(
        list.line().starts_with("GET /workers/getClients.php?idboutique=12345&shopID=12345&key="),
        "{}",
        list.line()
    );
    assert!(list.line().ends_with("&format=json HTTP/1.1"), "{}", list.line());
    assert_eq!((list.header("connection"), list.body.as_str()), (Some("close"), ""));
    assert_eq!(sale.line(), "POST /workers/webapp.php HTTP/1.1");
    for (detail, text) in ZOE {
        let field = (format!("client[{}]", detail.name()), text.to_owned());
        assert!(fields(&sale).contains(&field), "{field:?} in {}", sale.body);
        assert!(!list.head.contains(text) && !sale.head.contains(text), "nothing of them stands in a head");
    }
}

#[test]
fn what_the_list_says_decides() {
    let row = r#"{"id":"77","nom":"Durand","email":"ZOE.secret@example.com","codeBarre":null}"#;
    let other = r#"{"id":"78","nom":"Petit","email":"petit@example.com","codeBarre":"CUST-1"}"#;
    let by_card = r#"{"id":79,"email":"","barcode":"CUST-SECRET"}"#;
    for (list, expected) in [
        (format!("[{row}]"), "idClient 77"),
        (format!("[{other},{row}]"), "idClient 77"),
        (format!(r#"{{"success":true,"clients":[{other},{by_card}]}}"#), "idClient 79"),
        (format!("[{other}]"), "made"),
        ("[]".to_owned(), "made"),
        (format!("[{row},{by_card}]"), "nobody"),
        (r#"[{"id":1,"nom":"Durand"}]"#.to_owned(), "nobody"),
        (r#"{"success":false,"result":"no"}"#.to_owned(), "nobody"),
        (format!("[{row}"), "nobody"),
        ("<html></html>".to_owned(), "nobody"),
        (String::new(), "nobody"),
    ] {
        let (answer, [_, sale]) = converse(listing(&list), |settings| settings);
        assert_eq!((told(&answer).as_str(), customer(&sale).as_str()), ("accepted 7", expected), "{list}");
    }
}

#[test]
fn no_trouble_with_the_list_holds_the_order_up() {
    let elsewhere = Peer::new();
    let location = format!("Location: http://{}/\r\n", elsewhere.address());
    let announced = b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n[".to_vec();
    let whole = listing("[]");
    for list in [
        reply("302 Found", &location, "[]"),
        reply("403 Forbidden", "", "[]"),
        reply("500 Internal Server Error", "", "[]"),
        announced,
        whole[..whole.len() - 1].to_vec(),
        b"SSH-2.0-x\r\n".to_vec(),
        Vec::new(),
    ] {
        let house = |settings| Settings { client_id: Some(123), ..settings };
        let (answer, [_, sale]) = converse(list, house);
        assert_eq!((told(&answer).as_str(), customer(&sale).as_str()), ("accepted 7", "idClient 123"), "{sale:?}");
        assert!(!sale.body.contains("SECRET") && !sale.body.contains("Secret"), "{}", sale.body);
    }
    assert!(elsewhere.is_deserted(), "no redirect is followed with the key in hand");
}

#[test]
fn a_list_that_never_comes_is_given_up_before_the_sale() {
    let peer = Peer::new();
    let served = peer.ignore_then_answer(reply("200 OK", "", GOOD));
    let client = Client::new(Settings { timeout_s: 2, ..shop(&peer) }).expect("a client");
    assert_eq!(told(&on_one_thread(client.send(&from_zoe(), scanslip::till::order::Request::Whole))), "accepted 7");
    let [list, sale] = served.outcome();
    assert!(list.line().contains("getClients.php"), "{}", list.line());
    assert_eq!(customer(&sale), "nobody");
}

#[test]
fn a_second_attempt_finds_whom_the_first_one_made() {
    let peer = Peer::new();
    let made = r#"[{"id":91,"name":"Durand-Secret","surname":"Zoé","email":"zoe.secret@example.com","barcode":"CUST-SECRET"}]"#;
    // The first sale is taken and its answer lost.
    let served = peer.answer_each(vec![listing("[]"), Vec::new(), listing(made), reply("200 OK", "", GOOD)]);
    let client = Client::new(shop(&peer)).expect("a client");
    let order = from_zoe();
    let answers = on_one_thread(async {
        [
            client.send(&order, scanslip::till::order::Request::Whole).await,
            client.send(&order, scanslip::till::order::Request::Whole).await,
        ]
    });
    assert_eq!(answers.map(|answer| told(&answer)), ["in doubt", "accepted 7"]);
    let requests = served.outcome();
    let lines: Vec<_> = requests.iter().map(|request| request.line().split(' ').next().unwrap_or_default()).collect();
    assert_eq!(lines, ["GET", "POST", "GET", "POST"]);
    assert_eq!([&requests[1], &requests[3]].map(customer), ["made", "idClient 91"]);
}

#[test]
fn an_order_without_somebody_new_asks_no_list() {
    for customer in [None, Some(Customer::New(Arc::default()))] {
        let peer = Peer::new();
        let served = peer.answer(vec![reply("200 OK", "", GOOD)]);
        let client = Client::new(shop(&peer)).expect("a client");
        let answer = on_one_thread(client.send(&Order { customer, ..order() }, scanslip::till::order::Request::Whole));
        assert_eq!(told(&answer), "accepted 7");
        assert_eq!(served.outcome().line(), "POST /workers/webapp.php HTTP/1.1");
        assert!(peer.is_deserted(), "one request");
    }
}

/// A log that a test can read.
#[derive(Clone, Debug, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_customer_stands_in_no_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        converse(listing(r#"[{"id":1,"email":"zoe.secret@example.com"}]"#), |settings| settings);
        converse(listing("[]"), |settings| settings);
    });
    let said = String::from_utf8(log.0.lock().expect("a log").clone()).expect("text");
    assert!(said.contains("goes without a customer"), "the log was heard: {said}");
    for text in ["Secret", "SECRET", "secret", "Zo", super::KEYS[0], super::KEYS[1]] {
        assert!(!said.contains(text), "{text} stands in {said}");
    }
    let order = format!("{:?}", from_zoe());
    assert!(!order.to_lowercase().contains("secret"), "{order}");
}
