//! What an order says beyond its lines, and what the shop says beyond a number, as it stands on paper.

use super::*;
use crate::till::article::Title;
use crate::till::article::{ArticleId, ChoiceId, DepartmentId};
use crate::till::order::{Chosen, Delivery, Goods, Line, Order, PriceRule, Service};
use crate::till::slip::Document;
use crate::words;

const INVOICE: &str = "https://kash.click/documents/invoice-1042.pdf?k=0f6e2d";

fn title(text: &str) -> Title {
    Title::clean(text).expect("something is left")
}

fn chosen(titles: &[&str]) -> Vec<Chosen> {
    (31..).zip(titles).map(|(id, text)| Chosen { id: ChoiceId(id), title: title(text) }).collect()
}

fn service() -> Service {
    Service {
        table: Some(12),
        pager: Some(7),
        covers: Some(4),
        delivery: Delivery::new(2),
        notes: vec![title("Sans oignons"), title("Appeler avant de livrer, le digicode ne marche pas")],
    }
}

/// An order with a line of each kind.
fn full() -> Order {
    let mut order = order();
    let article =
        |id, titles: &[&str]| Goods::Article { id: ArticleId(id), choices: chosen(titles), price: PriceRule::Shop };
    order.lines.truncate(4);
    order.lines[0].goods = article(1, &["Grande", "Sans sucre"]);
    order.lines[1].goods = Goods::Department(DepartmentId(5));
    order.lines[2].goods = Goods::Free;
    order.lines[3].goods = article(4, &["Tranche épaisse, à la main", "Sous vide", "Étiquette cadeau"]);
    Order { service: service(), ..order }
}

fn answered(order: &Order, paid: bool, document: Option<Document>) -> Slip {
    let acceptance = Acceptance {
        number: 1_042,
        payment: PaymentLink::Allowed(LINK.to_owned()),
        paid,
        invoice: None,
        quote: None,
        total: None,
    };
    let slip = Slip::accepted(order, &acceptance, 0);
    Slip { outcome: with(slip.outcome, document), ..slip }
}

fn with(outcome: Outcome, document: Option<Document>) -> Outcome {
    match outcome {
        Outcome::Accepted { number, payment, shop_total, paid, .. } => {
            Outcome::Accepted { number, payment, shop_total, paid, document }
        }
        Outcome::Provisional => Outcome::Provisional,
    }
}

#[test]
fn a_slip_tells_the_whole_order() {
    let wanted = "
               L’Épicerie du Port
              12, quai de l’Œuvre
                29900 Concarneau
            SIRET 000 000 000 00000

                     Devis
              Commande non validée
          Ne vaut pas ticket de caisse
────────────────────────────────────────────────
                    Commande
                      1042
────────────────────────────────────────────────
23/11/2026 21:16                  kiosk-1 HC3F7K

                   Sur place
Table                                         12
Bipeur                                         7
Couverts                                       4
Remarque : Sans oignons
Remarque : Appeler avant de livrer, le digicode
ne marche pas

2 x Baguette de tradition                 2,60 €
    + Grande, Sans sucre
1 x Bœuf bourguignon, bocal de 750 g     12,90 €
    préparé à la maison
3 x Crème brûlée à l’orange              13,50 €
1 x Comté AOP 18 mois d’affinage          6,67 €
    + Tranche épaisse, à la main, Sous vide,
      Étiquette cadeau
    0,268 kg, 24,90 € le kg
────────────────────────────────────────────────
";
    let quote = Document::Quote(INVOICE.replace("invoice", "quote"));
    let said = text(&answered(&full(), false, Some(quote)), &sample_dressing(), &profile("generic-80mm"));
    let said = format!("\n{}", said.replace('\u{a0}', " "));
    assert_eq!(said.split_inclusive("TOTAL").next().expect("a total").trim_end_matches("TOTAL"), wanted);
    let end = "
                 ou à la caisse

                     Devis
https://kash.click/documents/quote-1042.pdf?k=0f
                      6e2d

            Merci de votre visite !
                   À bientôt
";
    assert!(said.ends_with(end), "{said}");
}

#[test]
fn what_was_not_said_takes_no_room() {
    let plain = text(&answered(&order(), false, None), &sample_dressing(), &profile("generic-80mm"));
    assert_eq!(plain, text(&sample(), &sample_dressing(), &profile("generic-80mm")));
    let alone = [
        (Service { table: Some(3), ..Service::default() }, "Table"),
        (Service { pager: Some(9_999), ..Service::default() }, "Bipeur"),
        (Service { covers: Some(999), ..Service::default() }, "Couverts"),
        (Service { delivery: Delivery::new(6), ..Service::default() }, "Expédition"),
        (Service { notes: vec![title("Sans sel")], ..Service::default() }, "Sans sel"),
    ];
    for (service, word) in &alone {
        let slip = Slip { service: service.clone(), ..sample() };
        let said = text(&slip, &sample_dressing(), &profile("generic-80mm"));
        assert_eq!(said.lines().count(), plain.lines().count() + 2, "{word}: one row and a free line");
        let there: Vec<&str> = alone.iter().map(|(_, word)| *word).filter(|word| said.contains(word)).collect();
        assert_eq!(there, [*word], "{said}");
    }
}

#[test]
fn each_way_to_deliver_has_its_words_in_each_language() {
    let mut seen = std::collections::BTreeSet::new();
    for language in Language::ALL {
        for number in 0..=6 {
            let delivery = Delivery::new(number).expect("0 to 6");
            let service = Service { delivery: Some(delivery), ..Service::default() };
            let slip = Slip { language, service, ..sample() };
            let said = paper(&slip, &sample_dressing(), &profile("generic-58mm")).text;
            let words = words::delivery(delivery, language);
            assert!(!words.is_empty() && said.contains(words), "{language:?} {number}: {said}");
            assert!(seen.insert((language.code(), words)), "{language:?} has {words} twice");
        }
    }
}

#[test]
fn a_paid_slip_says_so_and_has_no_code() {
    for name in Profile::names() {
        for (language, word) in
            [(Language::Fr, "PAYÉ"), (Language::En, "PAID"), (Language::De, "BEZAHLT"), (Language::It, "PAGATO")]
        {
            let slip = Slip { language, ..answered(&full(), true, Some(Document::Invoice(INVOICE.to_owned()))) };
            let profile = profile(name);
            let paper = paper(&slip, &sample_dressing(), &profile);
            assert!(paper.text.lines().any(|line| line.trim() == word), "{name}: {}", paper.text);
            let words = words::of(language);
            for wrong in [words.pay_at_counter, words.or_at_counter, words.pay_with_phone, words.link_unavailable] {
                assert!(!paper.text.contains(wrong), "{wrong} in {}", paper.text);
            }
            assert!(paper.qr.is_empty() && !paper.text.contains("/pay/"));
            let letters: String = paper.text.split_whitespace().collect();
            assert!(letters.contains(&format!("{}{INVOICE}", words.invoice)), "{}", paper.text);
        }
    }
}

#[test]
fn a_quote_is_called_one_in_each_language_and_an_invoice_is_not() {
    for language in Language::ALL {
        let words = words::of(language);
        for (document, quote) in
            [(Document::Quote(INVOICE.to_owned()), true), (Document::Invoice(INVOICE.to_owned()), false)]
        {
            let slip = Slip { language, ..answered(&order(), false, Some(document)) };
            let paper = paper(&slip, &sample_dressing(), &profile("generic-58mm"));
            let head: Vec<&str> = paper.text.split(words.not_a_receipt).next().expect("a head").lines().collect();
            let title = head.iter().rev().map(|line| line.trim()).find(|line| !line.is_empty());
            let wanted = if quote { words.not_validated } else { words.order_form };
            assert_eq!(title, Some(wanted), "{language:?}: {}", paper.text);
            assert_eq!(paper.text.contains(words.not_validated), quote, "{language:?}");
            assert_eq!(head.iter().any(|line| line.trim() == words.quote), quote, "{language:?}: {}", paper.text);
            assert_eq!(paper.qr, [LINK], "the address of a document is no code");
        }
    }
}

#[test]
fn an_address_that_may_not_be_shown_leaves_no_label() {
    let long = format!("https://kash.click/{}", "a".repeat(142));
    for address in ["https://kash.click/\u{1b}@x", "javascript:alert(1)", "", long.as_str()] {
        let slip = answered(&order(), false, Some(Document::Invoice(address.to_owned())));
        let paper = paper(&slip, &sample_dressing(), &profile("generic-80mm"));
        assert!(!paper.text.contains("Facture"), "{}", paper.text);
        assert!(paper.unknown.is_empty());
    }
}

#[test]
fn twenty_lines_are_two_kilobytes() {
    let mut lines = order().lines.into_iter().cycle().take(20).collect::<Vec<Line>>();
    for (number, line) in (1..).zip(&mut lines) {
        line.title = Title::clean(&format!("Article n° {number} du marché")).expect("a title");
    }
    let plain = Order { lines: lines.clone(), ..order() };
    for line in &mut lines {
        line.goods = full().lines.swap_remove(0).goods;
    }
    let said = Order { lines, service: service(), ..order() };
    let invoice = Some(Document::Invoice(INVOICE.to_owned()));
    for name in ["generic-80mm", "generic-58mm", "epson-tm-t20"] {
        let bytes = |slip: &Slip| {
            let encoded = bytes(slip, &sample_dressing(), &profile(name)).expect("it can be encoded");
            assert_eq!(encoded.replaced, scanslip_hw::printer::text::Replaced::default());
            encoded.bytes.len()
        };
        let (plain, said) = (bytes(&answered(&plain, false, None)), bytes(&answered(&said, false, invoice.clone())));
        assert!(plain <= 2_000, "{name}: {plain} bytes");
        // Choices at each line, the whole service and an invoice are hardly a quarter of a second at 115,200 bit/s more.
        assert!(said <= 3_000, "{name}: {said} bytes");
    }
}

#[test]
fn everything_an_order_can_say_fits_any_paper() {
    for name in Profile::names() {
        let profile = profile(name);
        for language in Language::ALL {
            for (paid, document) in
                [(false, Document::Quote(INVOICE.to_owned())), (true, Document::Invoice(INVOICE.to_owned()))]
            {
                let slip = Slip { language, ..answered(&full(), paid, Some(document)) };
                let paper = paper(&slip, &sample_dressing(), &profile);
                assert!(paper.unknown.is_empty(), "{:02x?}", paper.unknown);
                let said = text(&slip, &sample_dressing(), &profile).replace(&format!("{LINK}\n"), "");
                assert_eq!(spaced(&paper.text), spaced(&said), "{name}, {language:?}");
                // The address is in the small letters of font B, where the printer has them.
                let small = profile.columns_b.unwrap_or(profile.columns);
                let columns = |line: &str| usize::from(if line.contains("://") { small } else { profile.columns });
                let too_wide = paper.text.lines().find(|line| line.chars().count() > columns(line));
                assert_eq!(too_wide, None, "{name}, {language:?}");
            }
        }
    }
}

#[test]
fn no_note_choice_or_document_of_anybodys_commands_the_printer() {
    let commands = "\u{1b}@\u{1d}V\u{0}\u{1b}p\u{0}\u{10}\u{14}\u{1}\u{0}\u{1d}(k\u{1b}t\u{13}\u{ff}\u{9b}x";
    let long = "W".repeat(10_000);
    for hostile in [commands, long.as_str(), "\u{202e}\u{301}\u{301}\n\r\n\u{85}\u{2028}x", "12_2_Free_0.01 %s%n"] {
        let mut order = full();
        let hostile_title = title(hostile);
        order.service.notes = vec![hostile_title.clone(); 20];
        for line in &mut order.lines {
            let choices = vec![Chosen { id: ChoiceId(u64::MAX), title: hostile_title.clone() }; 5];
            line.goods = Goods::Article { id: ArticleId(1), choices, price: PriceRule::Shown };
        }
        for address in [hostile.to_owned(), format!("https://kash.click/{hostile}")] {
            for document in [Document::Invoice(address.clone()), Document::Quote(address)] {
                for (paid, codes) in [(true, vec![]), (false, vec![LINK])] {
                    let slip = answered(&order, paid, Some(document.clone()));
                    let paper = paper(&slip, &sample_dressing(), &profile("generic-80mm"));
                    assert!(paper.unknown.is_empty(), "{:02x?}", paper.unknown);
                    assert_eq!(paper.cuts, 1);
                    assert_eq!(paper.qr, codes);
                    let said = text(&slip, &sample_dressing(), &profile("generic-80mm"));
                    assert!(!said.chars().any(|c| c.is_control() && c != '\n'));
                }
            }
        }
    }
}

#[test]
fn another_total_of_the_shops_stands_below_the_one_that_was_shown() {
    let order = full();
    let acceptance = |total| Acceptance {
        number: 1_042,
        payment: PaymentLink::Allowed(LINK.to_owned()),
        paid: false,
        invoice: None,
        quote: None,
        total,
    };
    let label = "Total selon la boutique";
    let profile = profile("generic-58mm");
    let paper = |total| text(&Slip::accepted(&order, &acceptance(total), 0), &sample_dressing(), &profile);
    let other = paper(Some(Cents::new(order.total.get() + 20)));
    assert!(other.contains(label), "{other}");
    assert!(!paper(Some(order.total)).contains(label) && !paper(None).contains(label), "only where it differs");
}

#[test]
fn what_is_sold_along_stands_below_its_article_and_further_in() {
    for name in ["generic-80mm", "generic-58mm"] {
        let mut order = order();
        order.lines.truncate(2);
        order.lines[1] = Line { title: title("Consigne bouteille en verre"), linked: true, ..order.lines[0].clone() };
        let paper = text(&answered(&order, false, None), &sample_dressing(), &profile(name));
        let lines: Vec<&str> = paper.lines().collect();
        let place = lines.iter().position(|line| line.starts_with("2 x Baguette")).expect("the article");
        let below = lines[place + 1..].iter().find(|line| line.contains("2 x ")).expect("its deposit");
        assert!(below.starts_with("  2 x Consigne"), "{name}: {paper}");
        assert!(below.chars().count() <= profile(name).columns.into(), "{name}: {paper}");
    }
}
