//! What is said, in each language: one value of [`Words`] a language, so that a missing sentence does not build.
//!
//! Amounts and dates take the form that readers of the language know. No sentence is longer than a screen or a slip can
//! wrap, and every character of them is on the code page that printers prefer.

mod amount;
mod date;
mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pt;

pub use amount::{amount, difference, grouped, number, percentage, quantity};
pub use date::date_time;

use crate::till::event::PrinterTrouble;
use crate::till::order::Delivery;
use crate::till::settings::Language;

/// Everything that is said to a shopper. What stands in braces is put in by [`fill`].
#[derive(Debug)]
pub struct Words {
    /// Title of a slip that is no receipt.
    pub order_form: &'static str,
    /// What a slip is not, in the words of the law where it has some.
    pub not_a_receipt: &'static str,
    /// Above the order's number.
    pub order: &'static str,
    /// On every copy of a slip; `{n}` counts them.
    pub duplicate: &'static str,
    /// What is to be paid.
    pub total: &'static str,
    /// What the order comes to by the shop's own account, where that is something else.
    pub shop_total: &'static str,
    /// Value added tax.
    pub vat: &'static str,
    /// Head of the column of VAT rates.
    pub rate: &'static str,
    /// Head of the column of amounts before tax.
    pub net: &'static str,
    /// Head of the column of amounts with tax.
    pub gross: &'static str,
    /// Above the payment code.
    pub pay_with_phone: &'static str,
    /// Below the payment code.
    pub or_at_counter: &'static str,
    /// Where there is no payment code.
    pub pay_at_counter: &'static str,
    /// Why there is no payment code.
    pub link_unavailable: &'static str,
    /// Title of the slip of an order that the shop has not validated, and name of the shop's paper for it.
    pub quote: &'static str,
    /// What that means.
    pub not_validated: &'static str,
    /// Name of the shop's paper for an order that it has validated.
    pub invoice: &'static str,
    /// Nothing is left to pay.
    pub paid: &'static str,
    /// Title of the slip of an order that the shop has not answered.
    pub provisional: &'static str,
    /// What that means.
    pub not_confirmed: &'static str,
    /// Above the kiosk's own number of an order.
    pub local_number: &'static str,
    /// Before the kiosk's reference of an order.
    pub reference: &'static str,
    /// Before the number of a table.
    pub table: &'static str,
    /// Before the number of a pager.
    pub pager: &'static str,
    /// Before the count of place settings.
    pub covers: &'static str,
    /// How the goods leave the shop, by Kash's numbers 0 to 6.
    pub delivery: [&'static str; 7],
    /// Before a comment.
    pub note: &'static str,
    /// Greeting of a kiosk that nobody uses.
    pub welcome: &'static str,
    /// How to begin.
    pub how_to_start: &'static str,
    /// Title of the cart.
    pub cart: &'static str,
    /// How much of an article.
    pub quantity: &'static str,
    /// What an article costs.
    pub price: &'static str,
    /// A price for a kilogram; `{price}` is the amount.
    pub per_kilogram: &'static str,
    /// The next scan counts `{n}` times.
    pub next_quantity: &'static str,
    /// The next scan only shows its price.
    pub price_check: &'static str,
    /// What to do for that.
    pub scan_for_price: &'static str,
    /// A customer card is on this cart.
    pub customer: &'static str,
    /// Somebody's cart whom the shop will know from this order on.
    pub customer_new: &'static str,
    /// One of the staff is at the kiosk; `{who}` is the person's name in the settings.
    pub staff: &'static str,
    /// Something must be chosen.
    pub choose: &'static str,
    /// How to choose.
    pub choose_how: &'static str,
    /// Name of the key that orders.
    pub confirm: &'static str,
    /// Name of the key that throws the cart away.
    pub cancel: &'static str,
    /// Name of the key that removes the last article.
    pub undo: &'static str,
    /// A code that the catalogue does not have; `{code}` is what was read.
    pub unknown_code: &'static str,
    /// A misread.
    pub scan_again: &'static str,
    /// Below what a shopper cannot mend.
    pub ask_staff: &'static str,
    /// The shop does not sell it at the moment.
    pub not_for_sale: &'static str,
    /// The buyer's age must be checked.
    pub age_bound: &'static str,
    /// It has no weight yet.
    pub needs_weighing: &'static str,
    /// No line more.
    pub cart_full: &'static str,
    /// More than the kiosk sells to one shopper.
    pub too_much: &'static str,
    /// A code that is none of the shopper's.
    pub not_for_shoppers: &'static str,
    /// A choice that the last article does not have.
    pub not_a_choice: &'static str,
    /// A code that only the staff may use.
    pub staff_only: &'static str,
    /// Its use-by date is past.
    pub use_by_past: &'static str,
    /// Its best-before date is past; it is in the cart.
    pub best_before_past: &'static str,
    /// This very one, by its serial number, is in the cart already.
    pub same_serial: &'static str,
    /// The card is known.
    pub card_taken: &'static str,
    /// The card is not known.
    pub card_unknown: &'static str,
    /// The card is not known, and its owner will be a customer from this order on.
    pub card_new: &'static str,
    /// Table, pager, covers, delivery or a comment was taken.
    pub service_taken: &'static str,
    /// One of the staff was recognised.
    pub staff_taken: &'static str,
    /// The shop is being asked.
    pub sending: &'static str,
    /// The shop has the order.
    pub registered: &'static str,
    /// Before or above its number.
    pub order_number: &'static str,
    /// The slip is on its way.
    pub slip_printing: &'static str,
    /// The slip is there.
    pub take_slip: &'static str,
    /// There is none; the screen is the slip.
    pub no_slip: &'static str,
    /// The printer failed; the screen is the slip.
    pub slip_failed: &'static str,
    /// The printer would not print now.
    pub printer_trouble: &'static str,
    /// Because its roll is at its end.
    pub printer_no_paper: &'static str,
    /// Because its cover is open.
    pub printer_cover_open: &'static str,
    /// Because its blade is stuck.
    pub printer_cutter: &'static str,
    /// Because of an error of its own.
    pub printer_failed: &'static str,
    /// Because somebody took it off-line.
    pub printer_off_line: &'static str,
    /// Because it takes nothing.
    pub printer_wedged: &'static str,
    /// Because it answers no more.
    pub printer_silent: &'static str,
    /// Because it is not there.
    pub printer_gone: &'static str,
    /// Whether a slip is wanted.
    pub paper_question: &'static str,
    /// How to answer it.
    pub paper_answers: &'static str,
    /// The shop has not answered; the order is safe.
    pub kept: &'static str,
    /// What the shopper does then.
    pub kept_how: &'static str,
    /// The shop said no; `{why}` are its words.
    pub shop_refused: &'static str,
    /// The order is not on disk and was not sent.
    pub not_recorded: &'static str,
    /// No article can be found.
    pub catalogue_unreadable: &'static str,
    /// The kiosk takes no order.
    pub out_of_service: &'static str,
    /// Because nothing can be written.
    pub out_of_service_disk: &'static str,
    /// Because too many orders wait for the shop.
    pub out_of_service_queue: &'static str,
    /// Because the shop's cash register is closed.
    pub out_of_service_register: &'static str,
    /// Because nothing can be scanned.
    pub out_of_service_scanner: &'static str,
    /// Before the cart is thrown away in `{n}` seconds.
    pub countdown: &'static str,
    /// How to use the kiosk, a sentence for each step.
    pub help: &'static str,
    /// Title of the sheet of control barcodes.
    pub sheet: &'static str,
    /// Title of the sheet of the staff's codes.
    pub sheet_staff: &'static str,
    /// Name of the code that says how to use the kiosk.
    pub help_title: &'static str,
    /// Name of the code that prints a slip again.
    pub reprint: &'static str,
    /// Name of the code by which one of the staff says that the buyer's age was checked.
    pub age_checked: &'static str,
}

/// What is said in a language.
pub const fn of(language: Language) -> &'static Words {
    match language {
        Language::Fr => &fr::WORDS,
        Language::En => &en::WORDS,
        Language::De => &de::WORDS,
        Language::Es => &es::WORDS,
        Language::It => &it::WORDS,
        Language::Nl => &nl::WORDS,
        Language::Pt => &pt::WORDS,
    }
}

/// What a language calls itself.
pub const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Fr => "Français",
        Language::En => "English",
        Language::De => "Deutsch",
        Language::Es => "Español",
        Language::It => "Italiano",
        Language::Nl => "Nederlands",
        Language::Pt => "Português",
    }
}

/// How the goods leave the shop.
pub fn delivery(delivery: Delivery, language: Language) -> &'static str {
    let names = &of(language).delivery;
    names.get(usize::from(delivery.number())).copied().unwrap_or_default()
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
    let space = if language == Language::Fr { "\u{a0}" } else { "" };
    format!("{name}{space}: {value}")
}

/// Puts `value` where `sentence` has `{name}`.
pub fn fill(sentence: &str, name: &str, value: &str) -> String {
    match sentence.split_once(&format!("{{{name}}}")) {
        Some((before, after)) => format!("{before}{value}{after}"),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::printer::page::Page;

    /// The sentences with something to put in, and what.
    fn templates(words: &Words) -> [(&'static str, &'static str); 7] {
        [
            (words.duplicate, "{n}"),
            (words.per_kilogram, "{price}"),
            (words.next_quantity, "{n}"),
            (words.unknown_code, "{code}"),
            (words.shop_refused, "{why}"),
            (words.countdown, "{n}"),
            (words.staff, "{who}"),
        ]
    }

    #[test]
    fn every_language_has_the_same_places_to_fill() {
        for language in Language::ALL {
            for (sentence, place) in templates(of(language)) {
                assert_eq!(sentence.matches('{').count(), 1, "{language:?}: {sentence}");
                assert!(sentence.contains(place), "{language:?}: {sentence} lacks {place}");
            }
        }
        assert_eq!(fill(of(Language::Fr).duplicate, "n", "2"), "DUPLICATA 2");
        assert_eq!(fill("{n}", "n", "{n}"), "{n}", "what is put in is not looked at again");
    }

    #[test]
    fn every_sentence_can_be_printed_and_none_is_empty() {
        for language in Language::ALL {
            // The derived Debug form holds every field; what is quoted in it is what is said.
            let said = format!("{:?}", of(language));
            assert!(!said.contains("\"\""), "{language:?} leaves something unsaid");
            for c in said.chars() {
                assert!(Page::Wpc1252.encode(c).is_some(), "{language:?}: {c:?}");
            }
        }
    }

    /// Every field with what is said in it, read off the derived Debug form.
    fn fields(language: Language) -> Vec<(String, String)> {
        let said = format!("{:#?}", of(language));
        let mut name = String::new();
        let mut fields = Vec::new();
        for line in said.lines().map(|line| line.trim().trim_end_matches(',')) {
            let value = match line.split_once(": ") {
                Some((field, value)) if !line.starts_with('"') => {
                    field.clone_into(&mut name);
                    value
                }
                _ => line,
            };
            if value.starts_with('"') {
                fields.push((name.clone(), value.to_owned()));
            }
        }
        fields
    }

    /// What two languages say alike. Whoever adds a sentence and forgets to translate it finds it here.
    #[test]
    fn no_two_languages_say_the_same_but_for_words_that_they_share() {
        let mut shared = Vec::new();
        for (i, one) in Language::ALL.into_iter().enumerate() {
            for other in Language::ALL.into_iter().skip(i + 1) {
                for ((field, said), (_, also)) in fields(one).into_iter().zip(fields(other)) {
                    if said == also {
                        shared.push(format!("{field}: {said}"));
                    }
                }
            }
        }
        shared.sort_unstable();
        shared.dedup();
        assert_eq!(shared, SHARED);
        let found = fields(Language::Fr).len();
        assert!(found > 80, "only {found} fields are found");
    }

    /// Words that two of the languages really have in common.
    const SHARED: [&str; 13] = [
        "cancel: \"Cancelar\"",
        "confirm: \"Confirmar\"",
        "covers: \"Couverts\"",
        "duplicate: \"DUPLICADO {n}\"",
        "gross: \"Total\"",
        "net: \"Base\"",
        "net: \"Netto\"",
        "pager: \"Pager\"",
        "per_kilogram: \"{price} per kg\"",
        "table: \"Mesa\"",
        "table: \"Table\"",
        "total: \"Total\"",
        "vat: \"IVA\"",
    ];
}
