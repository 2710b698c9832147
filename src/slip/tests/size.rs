//! How many bytes a slip is: at 9,600 bit/s each of them is a millisecond that a shopper waits.

use super::*;
use crate::till::order::{Line, Order};

/// 58 bytes, which are 33 modules a side at correction level M.
const LONG_LINK: &str = "https://kash.click/pay/17724460?k=6f1c9b0e7a5d4f3c8e21b07d";

/// Twenty lines of goods as a small shop sells them.
fn twenty() -> Order {
    let mut lines: Vec<Line> = order().lines.into_iter().take(1).cycle().take(20).collect();
    for (number, line) in (1..).zip(&mut lines) {
        line.title = Title::clean(&format!("Produit de saison {number:02}")).expect("a title");
    }
    let total = lines.iter().fold(Cents::ZERO, |sum, line| sum.checked_add(line.total).expect("a small sum"));
    Order { lines, total, ..order() }
}

/// The slip of [`twenty`], with its code.
fn answered() -> Slip {
    assert_eq!(LONG_LINK.len(), 58);
    let acceptance = Acceptance {
        number: 17_724_460,
        payment: PaymentLink::Allowed(LONG_LINK.to_owned()),
        paid: false,
        invoice: None,
        quote: None,
        total: None,
    };
    Slip::accepted(&twenty(), &acceptance, 0)
}

fn printed(slip: &Slip, dressing: &Dressing, profile: &Profile) -> usize {
    let encoded = bytes(slip, dressing, profile).expect("it can be encoded");
    let paper = interpret(&encoded.bytes, profile);
    assert_eq!(paper.qr, [LONG_LINK]);
    assert!(paper.unknown.is_empty(), "{:02x?}", paper.unknown);
    encoded.bytes.len()
}

/// The blocks of [`twenty`] that the benchmark of the printer libraries has: name, lines, total, code, cut.
fn plain(slip: &Slip, profile: &Profile) -> Vec<Block> {
    let bare = Slip { vat: Vec::new(), ..slip.clone() };
    let dressing =
        Dressing { header: vec!["L’Épicerie du Port".to_owned()], footer: Vec::new(), ..sample_dressing() };
    let mut sheet = Sheet::new(&bare, &dressing, profile);
    sheet.head();
    let head = sheet.into_blocks();
    let mut sheet = Sheet::new(&bare, &dressing, profile);
    sheet.body();
    sheet.push(Block::Qr(LONG_LINK.to_owned()));
    sheet.foot();
    // The name alone, of all that stands above the lines.
    head.into_iter().take(1).chain(sheet.into_blocks().into_iter().filter(|block| *block != Block::Rule)).collect()
}

#[test]
fn a_whole_slip_of_twenty_lines_is_two_kilobytes_at_most() {
    let slip = answered();
    for name in Profile::names().filter(|name| profile(name).qr == QrWay::Native) {
        for language in Language::ALL {
            let slip = Slip { language, ..slip.clone() };
            let count = printed(&slip, &sample_dressing(), &profile(name));
            assert!(count <= 2_000, "{name}, {language:?}: {count} bytes");
        }
    }
    let weighed = bytes(&benchmark::full(), &sample_dressing(), &profile("generic-80mm")).expect("it can be encoded");
    assert!(weighed.bytes.len() <= 2_000, "with weighed articles: {} bytes", weighed.bytes.len());
}

#[test]
fn the_plain_slip_of_twenty_lines_is_a_kilobyte() {
    // Font A of many printers for paper 80 mm wide.
    let columns = Overrides { columns: Some(42), dots: Some(512), ..Overrides::default() };
    let wide = profile("generic-80mm").with(&columns).expect("a sane printer");
    let slip = answered();
    for profile in [wide, profile("generic-58mm")] {
        let encoded = encode(&plain(&slip, &profile), &profile).expect("it can be encoded");
        let paper = interpret(&encoded.bytes, &profile);
        assert_eq!(paper.text.matches("2,60 €").count(), 20, "{}", paper.text);
        assert_eq!(paper.qr, [LONG_LINK]);
        assert!(encoded.bytes.len() <= 1_050, "{}: {} bytes", profile.columns, encoded.bytes.len());
    }
}
