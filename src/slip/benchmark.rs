//! The slips whose encoding is measured: twenty lines, plain and full. `benches/stages` takes their time, the tests of
//! this module's parent their size.

use super::sample::{acceptance, order};
use crate::till::money::Cents;
use crate::till::order::{Line, Order};
use crate::till::slip::Slip;
use scanslip_hw::printer::Block;
use scanslip_hw::printer::block::{Align, Style};

/// Lines on each.
const LINES: usize = 20;

/// 58 bytes, as a payment link has.
const LINK: &str = "https://kash.click/pay/1042?k=6f1c9b0e7a5d4f3c8e21b7a09d44";

/// What receipt libraries are compared by: a name, twenty lines with a quantity, a title and a price, a total, a code of
/// 58 bytes, a cut. 48 columns wide; accents and the euro sign, no second size but the name's.
pub fn plain() -> Vec<Block> {
    let center = |style, text: &str| Block::line(Align::Center, style, text);
    let mut blocks = vec![center(Style::large(2, 2), "Épicerie"), Block::Feed(1)];
    let titles = ["Baguette de tradition", "Crème brûlée", "Pâté de campagne", "Café moulu 250 g"];
    for (place, title) in titles.iter().cycle().take(LINES).enumerate() {
        let line = format!("{} x {title}", 1 + place % 3);
        blocks.push(Block::plain(format!("{line:<29}{:>2},{:02} €", 1 + place, (7 * place) % 100)));
    }
    blocks.push(Block::line(Align::Left, Style::BOLD, format!("{:<27}{:>7} €", "TOTAL", "214,30")));
    blocks.extend([Block::Qr(LINK.to_owned()), Block::Cut]);
    blocks
}

/// The sample slip with twenty lines: shop header, order number, weighed lines, VAT table, code and footer.
pub fn full() -> Slip {
    let order = order();
    let lines: Vec<Line> = order.lines.iter().cycle().take(LINES).cloned().collect();
    let total = lines.iter().fold(Cents::ZERO, |sum, line| sum.checked_add(line.total).unwrap_or(Cents::MAX));
    Slip::accepted(&Order { lines, total, ..order }, &acceptance(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::printer::paper::interpret;
    use scanslip_hw::printer::{Profile, encode};

    #[test]
    fn both_have_twenty_lines_and_a_code_and_lose_no_character() {
        let profile = Profile::named("generic-80mm").expect("it is shipped");
        let encoded = encode(&plain(), &profile).expect("it can be encoded");
        assert_eq!((encoded.replaced, encoded.qr_as_text), Default::default());
        let paper = interpret(&encoded.bytes, &profile);
        assert_eq!(paper.text.matches(" x ").count(), LINES, "{}", paper.text);
        assert_eq!((paper.qr, LINK.len()), (vec![LINK.to_owned()], 58));
        assert!(paper.text.lines().all(|line| line.chars().count() <= 48), "{}", paper.text);
        let full = full();
        let in_table = full.vat.iter().try_fold(Cents::ZERO, |sum, row| sum.checked_add(row.gross));
        assert_eq!((full.lines.len(), in_table), (LINES, Some(full.total)), "the table is of these lines");
    }
}
