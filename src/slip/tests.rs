//! Slips against the paper that their bytes make.

mod chance;
mod dressed;
mod size;
mod told;

use super::sample::order;
use super::*;
use crate::till::article::Title;
use crate::till::money::{Cents, Quantity};
use crate::till::order::{Acceptance, PaymentLink};
use crate::till::settings::Language;
use crate::till::slip::Outcome;
use scanslip_hw::printer::paper::{Paper, interpret};
use scanslip_hw::printer::profile::{Overrides, QrWay};

const LINK: &str = "https://kash.click/pay/1042?k=6f1c9b0e7a5d4f3c8e21";

fn profile(name: &str) -> Profile {
    Profile::named(name).expect("it is shipped")
}

fn paper(slip: &Slip, dressing: &Dressing, profile: &Profile) -> Paper {
    interpret(&bytes(slip, dressing, profile).expect("it can be encoded").bytes, profile)
}

fn accepted(payment: PaymentLink) -> Slip {
    let acceptance = Acceptance { number: 1_042, payment, paid: false, invoice: None, quote: None, total: None };
    Slip::accepted(&order(), &acceptance, 0)
}

/// The words of a text, wherever they stand.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_slip_reads_well() {
    let wanted = "
               L’Épicerie du Port
              12, quai de l’Œuvre
                29900 Concarneau
            SIRET 000 000 000 00000

                Bon de commande
          Ne vaut pas ticket de caisse
────────────────────────────────────────────────
                    Commande
                      1042
────────────────────────────────────────────────
23/11/2026 21:16                  kiosk-1 HC3F7K

2 x Baguette de tradition                 2,60 €
1 x Bœuf bourguignon, bocal de 750 g     12,90 €
    préparé à la maison
3 x Crème brûlée à l’orange              13,50 €
1 x Comté AOP 18 mois d’affinage          6,67 €
    0,268 kg, 24,90 € le kg
1 x Huîtres Fines de Claire n° 3, la     14,80 €
    douzaine
2 x Cidre brut « Côte d’Ô » 75 cl        12,40 €
1 x Sac cabas                             0,50 €
────────────────────────────────────────────────
TOTAL                                    63,37 €
────────────────────────────────────────────────
Taux              HT           TVA           TTC
5,5 %          47,84          2,63         50,47
20 %           10,75          2,15         12,90

           Payez avec votre téléphone
https://kash.click/pay/1042?k=6f1c9b0e7a5d4f3c8e21
               kash.click - 1042
                 ou à la caisse

            Merci de votre visite !
                   À bientôt
";
    let said = text(&sample(), &sample_dressing(), &profile("generic-80mm"));
    assert_eq!(format!("\n{}", said.replace('\u{a0}', " ")), wanted);
}

#[test]
fn what_the_printer_gets_says_what_the_slip_says() {
    for name in Profile::names() {
        let profile = profile(name);
        for language in Language::ALL {
            for slip in [sample(), Slip { language, ..Slip::provisional(&order(), 3) }, accepted(PaymentLink::Absent)] {
                let slip = Slip { language, ..slip };
                let encoded = bytes(&slip, &sample_dressing(), &profile).expect("it can be encoded");
                assert_eq!(encoded.replaced, scanslip_hw::printer::text::Replaced::default(), "{language:?}");
                // A code that is drawn takes four times the room of one that is written.
                let most = if profile.qr == QrWay::Native { 2_000 } else { 4_000 };
                assert!(encoded.bytes.len() < most, "{name}: {} bytes", encoded.bytes.len());
                let paper = interpret(&encoded.bytes, &profile);
                assert!(paper.unknown.is_empty(), "{:02x?}", paper.unknown);
                let said = text(&slip, &sample_dressing(), &profile).replace(&format!("{LINK}\n"), "");
                assert_eq!(spaced(&paper.text), spaced(&said), "{name}, {language:?}");
                let columns = usize::from(profile.columns);
                let too_wide = paper.text.lines().find(|line| line.chars().count() > columns);
                assert_eq!(too_wide, None, "{name}, {language:?}");
            }
        }
    }
}

#[test]
fn the_code_on_the_picture_leads_to_the_very_link() {
    for (name, qr) in
        [("generic-80mm", QrWay::Native), ("generic-58mm", QrWay::Native), ("generic-58mm", QrWay::Raster)]
    {
        let overrides = Overrides { qr: Some(qr), ..Overrides::default() };
        let profile = profile(name).with(&overrides).expect("a sane printer");
        let png = picture(&sample(), &sample_dressing(), &profile).expect("it can be drawn");
        let picture = image::load_from_memory(&png).expect("a PNG").to_luma8();
        let mut found = rqrr::PreparedImage::prepare(picture);
        let grids = found.detect_grids();
        let read: Vec<String> = grids.iter().map(|grid| grid.decode().expect("a readable code").1).collect();
        assert_eq!(read, [LINK], "{name}, {qr:?}");
    }
}

#[test]
fn without_a_link_that_may_be_printed_the_slip_sends_to_the_counter() {
    for payment in [PaymentLink::Forbidden, PaymentLink::Absent] {
        let paper = paper(&accepted(payment), &sample_dressing(), &profile("generic-80mm"));
        assert!(paper.text.contains("Lien de paiement indisponible"));
        assert!(paper.text.contains("Payez à la caisse"));
        assert!(paper.qr.is_empty() && !paper.text.contains("kash.click"));
    }
}

#[test]
fn a_link_that_the_paper_cannot_hold_as_a_code_is_there_in_letters() {
    let link = format!("https://kash.click/pay/{}", "a".repeat(1_200));
    let paper = paper(&accepted(PaymentLink::Allowed(link.clone())), &sample_dressing(), &profile("generic-58mm"));
    assert!(paper.qr.is_empty());
    let letters: String = paper.text.split_whitespace().collect();
    assert!(letters.contains(&link), "{}", paper.text);
}

#[test]
fn a_provisional_slip_has_the_kiosks_own_number_and_no_link() {
    let slip = Slip::provisional(&order(), 0);
    let paper = paper(&slip, &sample_dressing(), &profile("generic-80mm"));
    for said in ["Commande en attente", "Pas encore confirmée", "  17\n", "kiosk-1 HC3F7K", "Payez à la caisse"] {
        assert!(paper.text.contains(said), "{said} is not in {}", paper.text);
    }
    assert!(paper.qr.is_empty());
}

#[test]
fn every_copy_says_so_and_the_first_print_does_not() {
    let profile = profile("generic-80mm");
    for copy in [0, 1, 2, u16::MAX] {
        for mut slip in [sample(), Slip::provisional(&order(), 0)] {
            slip.id.copy = copy;
            let text = paper(&slip, &sample_dressing(), &profile).text;
            assert_eq!(text.contains("DUPLICATA"), copy > 0);
            assert_eq!(text.contains(&format!("DUPLICATA {copy}\n")), copy > 0);
        }
    }
}

#[test]
fn every_slip_says_in_each_language_what_it_is_not() {
    for language in Language::ALL {
        let not_a_receipt = crate::words::of(language).not_a_receipt;
        for slip in [sample(), accepted(PaymentLink::Absent), Slip::provisional(&order(), 1)] {
            let text = text(&Slip { language, ..slip }, &sample_dressing(), &profile("generic-58mm"));
            assert!(text.lines().any(|line| line.trim() == not_a_receipt), "{language:?}: {text}");
        }
    }
}

#[test]
fn the_number_stands_alone_on_its_line_three_times_as_large_or_more() {
    for name in Profile::names() {
        for number in [7, 1_042, 17_724_460, 9_999_999_999] {
            let outcome = Outcome::Accepted {
                number,
                payment: PaymentLink::Absent,
                shop_total: None,
                paid: false,
                document: None,
            };
            let blocks = layout(&Slip { outcome, ..sample() }, &sample_dressing(), &profile(name));
            let alone = blocks.iter().any(|block| match block {
                Block::Line(line) => {
                    let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
                    let size = line.spans.iter().map(|span| span.style.width.min(span.style.height).get()).min();
                    text == number.to_string() && size >= Some(3)
                }
                _ => false,
            });
            assert!(alone, "{name}: {number}");
        }
    }
}

#[test]
fn a_clock_that_is_not_right_leaves_no_date() {
    let slip = Slip { confirmed_at: None, ..sample() };
    let text = paper(&slip, &sample_dressing(), &profile("generic-80mm")).text;
    assert!(!text.contains("2026") && text.contains("kiosk-1 HC3F7K"), "{text}");
}

#[test]
fn the_largest_figures_break_no_price_on_the_narrowest_paper() {
    let narrow = Overrides { columns: Some(16), dots: Some(192), ..Overrides::default() };
    let narrow = profile("generic-58mm").with(&narrow).expect("a sane printer");
    let mut slip = sample();
    for line in &mut slip.lines {
        line.quantity = Quantity::MAX;
        line.total = Cents::MAX;
    }
    slip.total = Cents::new(i64::MAX / 1_000);
    slip.vat.iter_mut().for_each(|row| row.gross = Cents::MAX);
    slip.outcome = Outcome::Accepted {
        number: u64::MAX,
        payment: PaymentLink::Absent,
        shop_total: None,
        paid: false,
        document: None,
    };
    for profile in [narrow, profile("generic-58mm"), profile("generic-80mm")] {
        let text = paper(&slip, &sample_dressing(), &profile).text;
        assert_eq!(text.matches("999 999,99 €").count(), slip.lines.len(), "{text}");
        assert!(spaced(&text).replace(' ', "").contains(&u64::MAX.to_string()), "{text}");
    }
}

#[test]
fn no_text_of_anybodys_commands_the_printer() {
    let controls: String = (0..=0x9f).filter_map(char::from_u32).filter(|c| c.is_control()).collect();
    let commands = "\u{1b}@\u{1d}V\u{0}\u{1b}p\u{0}\u{10}\u{14}\u{1}\u{0}\u{1d}(k\u{1b}t\u{13}\u{ff}\u{9b}";
    let long = "W".repeat(10_000);
    let profile = profile("generic-80mm");
    for hostile in [controls.as_str(), commands, long.as_str(), "\u{202e}\u{301}\u{301}\n\r\n\u{85}\u{2028}x"] {
        let mut slip = sample();
        if let Some(title) = Title::clean(hostile) {
            slip.lines.iter_mut().for_each(|line| line.title = title.clone());
        }
        let dressing = Dressing {
            header: vec![hostile.to_owned(); 3],
            footer: vec![hostile.to_owned(); 3],
            currency: hostile.chars().take(40).collect(),
            kiosk_id: hostile.to_owned(),
            ..sample_dressing()
        };
        for payment in [PaymentLink::Allowed(hostile.to_owned()), PaymentLink::Allowed(LINK.to_owned())] {
            slip.outcome = Outcome::Accepted { number: 7, payment, shop_total: None, paid: false, document: None };
            let paper = paper(&slip, &dressing, &profile);
            assert!(paper.unknown.is_empty(), "{:02x?} from {:?}", paper.unknown, &hostile[..hostile.len().min(40)]);
            assert_eq!(paper.cuts, 1);
            assert!(paper.qr.iter().all(|qr| qr == LINK || qr.bytes().all(|byte| (0x20..0x7f).contains(&byte))));
        }
        assert!(!text(&slip, &dressing, &profile).chars().any(|c| c.is_control() && c != '\n'));
    }
}
