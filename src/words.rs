//! What is said, in each language: one value of [`Words`] a language, made of the file of that language (`words/fr.ftl` and
//! its like) when the program is built, so that a missing sentence does not build.
//!
//! Amounts and dates take the form that readers of the language know. No sentence is longer than a screen or a slip can
//! wrap, and every character of them is on the code page that printers prefer.

mod amount;
mod date;
#[cfg(test)]
mod ftl;
mod pattern;
#[cfg(test)]
mod statics;
#[cfg(test)]
mod tests;

pub use amount::{amount, difference, grouped, number, percentage, quantity};
pub use date::date_time;

use crate::till::event::PrinterTrouble;
use crate::till::order::Delivery;
use crate::till::settings::Language;
use pattern::{Piece, Value};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What is said in a language.
pub const fn of(language: Language) -> &'static Words {
    match language {
        Language::Fr => &FR,
        Language::En => &EN,
        Language::De => &DE,
        Language::Es => &ES,
        Language::It => &IT,
        Language::Nl => &NL,
        Language::Pt => &PT,
    }
}

/// The same, in fewer words where a screen of 128 x 64 has no room for more.
pub const fn tiny(language: Language) -> &'static Words {
    match language {
        Language::Fr => &FR_TINY,
        Language::En => &EN_TINY,
        Language::De => &DE_TINY,
        Language::Es => &ES_TINY,
        Language::It => &IT_TINY,
        Language::Nl => &NL_TINY,
        Language::Pt => &PT_TINY,
    }
}

/// What a language calls itself.
pub const fn own_name(language: Language) -> &'static str {
    of(language).language_name
}

/// How the goods leave the shop; Kash counts the ways from 0 to 6.
pub fn delivery(delivery: Delivery, language: Language) -> &'static str {
    let words = of(language);
    match delivery.number() {
        0 => words.delivery_takeaway,
        1 => words.delivery_home,
        2 => words.delivery_on_site,
        3 => words.delivery_drive,
        4 => words.delivery_counter,
        5 => words.delivery_pick_up,
        _ => words.delivery_shipped,
    }
}

/// Why a printer cannot print.
pub const fn printer_trouble(trouble: PrinterTrouble, words: &Words) -> &'static str {
    match trouble {
        PrinterTrouble::NoPaper => words.printer_no_paper,
        PrinterTrouble::CoverOpen => words.printer_cover_open,
        PrinterTrouble::Cutter => words.printer_cutter,
        PrinterTrouble::Failed => words.printer_failed,
        PrinterTrouble::OffLine => words.printer_off_line,
        PrinterTrouble::Wedged => words.printer_wedged,
        PrinterTrouble::Silent => words.printer_silent,
        PrinterTrouble::Gone => words.printer_gone,
    }
}

/// `name: value`; French leaves a space before a colon.
pub fn pair(name: &str, value: &str, language: Language) -> String {
    of(language).pair(name, value)
}
