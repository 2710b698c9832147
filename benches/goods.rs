//! Goods of a made-up shop, as many as wanted: article N has the number N, an EAN-13 of its own, and costs 1.00.

use std::fmt::Write as _;

/// The EAN-13 of an article, 1 to 9,999,999,999.
pub(crate) fn code(article: u64) -> String {
    let number = format!("30{article:010}");
    let sum: u32 =
        number.bytes().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{number}{}", (10 - sum % 10) % 10)
}

/// A file for `scanslip catalogue import`.
pub(crate) fn csv(articles: u64) -> String {
    let mut file = "id,barcode,title,price,vat-rate\n".to_owned();
    for article in 1..=articles {
        // A String takes whatever fits into memory.
        let _ = writeln!(file, "{article},{},Article n° {article} du rayon,1.00,5.5", code(article));
    }
    file
}
