//! A hundred texts that mean harm, at each of the places where text comes in: a scan, a title of the catalogue, the
//! shop's words and its payment link. Whatever comes of them, the form, the slip and the screen keep their shape.

pub(crate) mod texts;

use crate::shell::{KEYS, shop_settings};
use crate::stage::Stage;
use scanslip::barcode::{Day, Scan};
use scanslip::catalogue::Catalogue;
use scanslip::catalogue::import::Policy;
use scanslip::kash::{reply, request};
use scanslip::till::event::{Answer, Event, Key, Printing};
use scanslip::till::order::OrderId;
use scanslip::till::screen::Screen;
use scanslip::till::slip::Slip;
use scanslip::till::{Effect, Moment, Now, Till, Wall};
use scanslip::{face, slip};
use scanslip_hw::printer::{Profile, paper};
use serde_json::{Value, json};
use std::collections::VecDeque;
use texts::texts;
use url::Url;

/// A kiosk whose shop answers in its own words. Whatever it shows, sends and prints is looked at as it happens.
struct Kiosk {
    till: Till,
    catalogue: Catalogue,
    moment: Moment,
    drawn: u32,
    /// What the shop answers the next order.
    reply: Value,
    /// Items of every order that was sent.
    sent: Vec<Vec<String>>,
    printed: usize,
}

impl Kiosk {
    /// Sells these articles, a CSV without its head, and `BAG`.
    fn selling(rows: &str) -> Self {
        let mut catalogue = Catalogue::open_in_memory().expect("a catalogue");
        let file = format!("id,barcode,title,price\n103,BAG,Sac,0.20\n{rows}");
        let import = catalogue.import_articles(file.as_bytes(), Policy::Lenient, None).expect("a readable file");
        assert!(import.imported >= 1, "{import:?}");
        let till = Till::restore(Stage::settings(), Now::default(), 0, []);
        let reply = json!({"success": true, "orderID": 7, "paymentLink": "https://kash.click/pay/7"});
        Self { till, catalogue, moment: Moment(0), drawn: 0, reply, sent: Vec::new(), printed: 0 }
    }

    fn scan(&mut self, text: &str) {
        let scan = Scan { text: text.to_owned(), aim: None };
        let fresh = self.fresh();
        self.tell(Event::Scanned { scanner: None, scan, fresh });
    }

    fn confirm(&mut self) {
        let fresh = self.fresh();
        self.tell(Event::Pressed { key: Key::Confirm, fresh });
    }

    fn fresh(&mut self) -> OrderId {
        self.drawn += 1;
        OrderId::parse(&format!("{:026}", self.drawn)).expect("26 digits are an order id")
    }

    /// Turns until nothing more comes back.
    fn tell(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            self.moment = self.moment.after_ms(1);
            let now = Now { moment: self.moment, wall: Some(Wall(1_795_435_200)), today: Day::new(2026, 11, 23) };
            for effect in self.till.handle(now, event) {
                events.extend(self.carry_out(effect));
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Show(screen) => look_at_screen(&screen),
            Effect::LookUp { look_up, query } => {
                let found = self.catalogue.find(&query).expect("the catalogue answers anything");
                return Some(Event::LookedUp { look_up, found });
            }
            Effect::Send { order, .. } => {
                let settings = shop_settings(Url::parse("https://kash.click").expect("an address"));
                self.sent.push(items(&request::sale(&settings, &order, request::Bearer::of(&order))));
                let answer = reply::sale(200, self.reply.to_string().as_bytes(), &settings, order.total);
                assert!(!matches!(answer, Answer::NotSent(_)), "the shop has answered: {answer:?}");
                return Some(Event::Answered { order: order.id, answer });
            }
            Effect::Print(slip) => {
                look_at_slip(&slip);
                self.printed += 1;
                return Some(Event::Printed { slip: slip.id, outcome: Printing::Sent });
            }
            Effect::Record(_) | Effect::Sound(_) | Effect::Seek { .. } | Effect::Count(_) => {}
        }
        None
    }
}

/// The items of a form that has exactly the fields it should.
fn items(form: &str) -> Vec<String> {
    let fields: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    let (head, items) = names.split_at(4);
    assert_eq!(head, ["shopID", "key", "payment", "privateComment"], "{form}");
    assert!(!items.is_empty() && items.iter().all(|name| *name == "itemsList[]"), "{form}");
    assert_eq!((fields[0].1.as_str(), fields[1].1.as_str(), fields[2].1.as_str()), ("12345", KEYS[0], "-1"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let items: Vec<String> = fields.into_iter().skip(4).map(|(_, item)| item).collect();
    for item in &items {
        let (article, quantity) = item.split_once('_').expect("two parts");
        assert!(digits(article) && digits(quantity), "{item} is no article and pieces");
    }
    items
}

/// One sheet of paper, on each kind of printer.
fn look_at_slip(slip: &Slip) {
    for (name, cuts) in [("generic-58mm", 0), ("epson-tm-t20", 1)] {
        let profile = Profile::named(name).expect("a profile that always works");
        let encoded = slip::bytes(slip, &slip::sample_dressing(), &profile).expect("it can be printed");
        let paper = paper::interpret(&encoded.bytes, &profile);
        assert_eq!(paper.unknown, Vec::<Vec<u8>>::new(), "commands that are not ours: {slip:?}");
        assert_eq!(paper.cuts, cuts, "{slip:?}");
        assert!(paper.qr.iter().all(|link| link.starts_with("https://kash.click/")), "{:?}", paper.qr);
        assert!(paper.text.contains("0,20") || paper.text.contains("0.20"), "no price on {}", paper.text);
    }
}

/// Nothing that commands a terminal or turns the text around.
fn look_at_screen(screen: &Screen) {
    for line in face::lines(screen, "EUR") {
        let unfit = |c: char| {
            c.is_control()
                || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
        };
        assert!(!line.contains(unfit), "{line:?} of {screen:?}");
        assert!(line.chars().count() <= 700, "{} characters on one line", line.chars().count());
    }
}

#[test]
fn there_are_enough_of_them_and_no_two_are_the_same() {
    let mut texts = texts();
    let count = texts.len();
    texts.sort_unstable();
    texts.dedup();
    assert!(count >= 100 && texts.len() == count, "{count} texts, {} of them different", texts.len());
}

#[test]
fn a_hostile_scan_changes_neither_price_nor_form() {
    for text in texts() {
        let mut kiosk = Kiosk::selling("");
        kiosk.scan(&text);
        kiosk.scan("BAG");
        kiosk.scan(&text);
        kiosk.confirm();
        assert_eq!(kiosk.sent, [["103_1"]], "after scanning {text:?}");
        assert_eq!(kiosk.printed, 1, "{text:?}");
    }
}

#[test]
fn a_hostile_title_is_only_a_title() {
    let mut imported = 0;
    for text in texts() {
        let mut kiosk = Kiosk::selling(&format!("104,BAD,\"{}\",0.20\n", text.replace('"', "\"\"")));
        kiosk.scan("SLIP-PRICE");
        kiosk.scan("BAD");
        kiosk.scan("BAD");
        kiosk.confirm();
        // A title of which nothing is left is an article that is not there.
        let expected: &[[&str; 1]] = if kiosk.sent.is_empty() { &[] } else { &[["104_1"]] };
        assert_eq!(kiosk.sent, expected, "{text:?}");
        assert_eq!(kiosk.printed, expected.len(), "{text:?}");
        imported += kiosk.sent.len();
    }
    assert!(imported >= 80, "only {imported} titles came through");
}

#[test]
fn hostile_words_of_the_shop_are_only_words() {
    for text in texts() {
        for reply in [
            json!({"success": false, "result": text}),
            json!({"result": "KO", "errorMessage": text}),
            json!({"success": true, "orderID": 7, "result": text, "paymentLink": [text]}),
            json!({"success": true, "orderID": text}),
        ] {
            let mut kiosk = Kiosk { reply, ..Kiosk::selling("") };
            kiosk.scan("BAG");
            kiosk.confirm();
            // Time for a provisional slip.
            kiosk.moment = kiosk.moment.after_ms(60_000);
            kiosk.tell(Event::Tick);
            assert_eq!(kiosk.sent, [["103_1"]], "{text:?}");
        }
    }
}

#[test]
fn a_hostile_link_is_not_printed() {
    for text in texts() {
        for link in [json!(text), json!(format!("https://kash.click/{text}"))] {
            let reply = json!({"success": true, "orderID": 7, "paymentLink": link, "invoice": link, "quote": link});
            // An answer that is too long to be one is not read: the order is in doubt.
            let slips = usize::from(reply.to_string().len() <= reply::LONGEST);
            let mut kiosk = Kiosk { reply, ..Kiosk::selling("") };
            kiosk.scan("BAG");
            kiosk.confirm();
            assert_eq!((kiosk.sent.len(), kiosk.printed), (1, slips), "{link}");
        }
    }
}
