//! Slips of orders that nobody thought of, on paper of every width.

use super::*;
use crate::till::marks::Marks;
use crate::till::money::VatRate;
use crate::till::order::{Goods, Line, Order};
use proptest::prelude::*;

/// VAT rates in hundredths of a percent; the last line of an order may have none that is known.
const RATES: [u16; 5] = [0, 210, 550, 1_000, 2_000];

fn line(dearest: i64) -> impl Strategy<Value = Line> {
    let title = prop_oneof![
        // Words of a shop, one that is longer than any paper, and whatever people type.
        "([a-zé]{1,12} ){1,6}[A-Zœ]{1,8}",
        "[A-Za-zÀ-ÿ]{1,200}",
        "\\PC{1,80}",
    ];
    let titled = title.prop_filter_map("something is left of it", |text| Title::clean(&text));
    (titled, 1..=dearest, 1_u32..20_000, any::<bool>(), prop::option::of(prop::sample::select(&RATES[..])))
        .prop_filter_map("a price", |(title, cents, thousandths, pieces, vat)| {
            let quantity = if pieces { thousandths.div_ceil(1_000) * 1_000 } else { thousandths };
            let (unit_price, quantity) = (Cents::new(cents), Quantity::thousandths(quantity)?);
            let (total, vat) = (unit_price.times(quantity)?, vat.and_then(VatRate::basis_points));
            Some(Line {
                goods: Goods::Free,
                title,
                unit_price,
                quantity,
                total,
                vat,
                marks: Marks::default(),
                linked: false,
            })
        })
}

/// A slip of up to a dozen lines, no unit price above so many cents.
fn slip(dearest: i64) -> impl Strategy<Value = Slip> {
    let lines = prop::collection::vec(line(dearest), 1..12);
    (lines, prop::sample::select(&Language::ALL[..]), 0_u16..4, any::<bool>(), 1_u64..99_999_999).prop_map(
        |(lines, language, copy, provisional, number)| {
            let total = lines.iter().fold(Cents::ZERO, |sum, line| sum.checked_add(line.total).expect("a small sum"));
            let order = Order { lines, total, language, ..order() };
            let payment = PaymentLink::Allowed(LINK.to_owned());
            let acceptance = Acceptance { number, payment, paid: false, invoice: None, quote: None, total: None };
            if provisional { Slip::provisional(&order, copy) } else { Slip::accepted(&order, &acceptance, copy) }
        },
    )
}

fn paper_of(columns: u8) -> Profile {
    let wide = Overrides { columns: Some(columns), dots: Some(u16::from(columns) * 12), ..Overrides::default() };
    profile("generic-80mm").with(&wide).expect("a sane printer")
}

/// The text with spaces that a printer has a sign for.
fn spaces(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The cents of an amount in a table.
fn cents(text: &str) -> i64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().expect("an amount")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_price_stands_whole_on_a_line_no_wider_than_the_paper(slip in slip(10_000_000), columns in 32_u8..=48) {
        let profile = paper_of(columns);
        let dressing = sample_dressing();
        let encoded = bytes(&slip, &dressing, &profile).expect("it can be encoded");
        let paper = interpret(&encoded.bytes, &profile);
        prop_assert!(paper.unknown.is_empty(), "{:02x?}", paper.unknown);
        let mut lines = paper.text.lines();
        for line in &slip.lines {
            let price = spaces(&crate::words::amount(line.total, slip.language, "EUR"));
            let there = lines.any(|text| spaces(text).ends_with(&price));
            prop_assert!(there, "{price} is not whole in its place in\n{}", paper.text);
        }
        for text in layout(&slip, &dressing, &profile).iter().filter_map(|block| match block {
            Block::Line(line) => Some(line),
            _ => None,
        }) {
            let pages = scanslip_hw::printer::text::Pages::new(&profile.code_pages);
            let used: usize = text
                .spans
                .iter()
                .map(|span| pages.width(&span.text) * usize::from(span.style.width.get()))
                .sum();
            prop_assert!(used <= usize::from(columns), "{used} of {columns} columns: {text:?}");
        }
        let mark = crate::words::of(slip.language).duplicate(slip.id.copy.into());
        prop_assert_eq!(paper.text.contains(&mark), slip.id.copy > 0);
    }

    #[test]
    fn the_vat_table_comes_to_the_total(slip in slip(10_000), columns in 36_u8..=48) {
        let text = text(&slip, &sample_dressing(), &paper_of(columns));
        let language = slip.language;
        let mut after = text.lines().skip_while(|line| !line.starts_with(crate::words::of(language).rate));
        let head = after.next();
        prop_assert_eq!(head.is_none(), slip.vat.is_empty());
        let mut gross = 0;
        for row in after.take_while(|line| !line.is_empty()) {
            // `20 %` and `1 234,50`: the spaces inside a figure are no-break ones.
            let cells: Vec<&str> = row.split(' ').filter(|cell| !cell.is_empty()).collect();
            let [.., net, vat, of_rate] = cells[..] else { panic!("a row of four: {row}") };
            if net != "-" {
                prop_assert_eq!(cents(net) + cents(vat), cents(of_rate), "{}", row);
            }
            gross += cents(of_rate);
        }
        prop_assert!(slip.vat.is_empty() || gross == slip.total.get(), "{gross} in\n{text}");
    }
}
