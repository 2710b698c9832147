//! What is said of a purchase beside its lines, in the words of text and picture alike: whose it is, how it is served,
//! who is there, what must be chosen, what is paid, why no slip comes.

use super::text::Face;
use crate::slip::document;
use crate::till::event::PrinterTrouble;
use crate::till::money::Cents;
use crate::till::order::Service;
use crate::till::screen::{Answer, CartLine, Guest, Hold, Question};
use crate::till::slip::Document;
use crate::words;
use std::sync::Arc;

/// The longest address that a screen shows, in characters; the slip has it whole.
const ADDRESS_SHOWN: usize = 48;

impl Face<'_> {
    /// A line's name and what was chosen with it; `+` before what is there because of the line above.
    pub(super) fn title(line: &CartLine) -> String {
        let along = if line.linked { "+ " } else { "" };
        let chosen = if line.choices.is_empty() { "" } else { " + " };
        format!("{along}{}{chosen}{}", line.title, line.choices.join(", "))
    }

    /// Customer, table, pager, covers, delivery, staff and comments, each that there is.
    pub(super) fn facts(&self, customer: Guest, service: &Service, staff: Option<&Arc<str>>) -> Vec<String> {
        let words = self.words;
        let numbers = [
            (words.table, service.table),
            (words.pager, service.pager.map(u64::from)),
            (words.covers, service.covers.map(u64::from)),
        ];
        let guest = match customer {
            Guest::Unknown => None,
            Guest::Known => Some(words.customer.to_owned()),
            Guest::New => Some(words.customer_new.to_owned()),
        };
        let delivery = service.delivery.map(|delivery| words::delivery(delivery, self.screen.language).to_owned());
        let numbers = numbers.into_iter().filter_map(|(name, number)| Some(format!("{name} {}", number?)));
        let notes = service.notes.iter().map(|note| note.as_str().to_owned());
        let staff = staff.map(|person| words.staff(person));
        guest.into_iter().chain(numbers).chain(delivery).chain(staff).chain(notes).collect()
    }

    /// What must be chosen, and with which article.
    pub(super) fn asked(&self, question: &Question) -> String {
        let what = question.variation.as_deref().map_or_else(String::new, |variation| format!("{variation}, "));
        format!("{} ({what}{})", self.words.choose, question.article)
    }

    /// That staff must look at the buyer; or, once one of them is there, what they are asked.
    pub(super) fn hold(&self, hold: &Hold) -> Vec<String> {
        let age = u64::from(hold.age);
        match &hold.asked {
            None => vec![self.words.age_hold(age)],
            Some(person) => vec![self.words.age_question(age, person), self.words.paper_answers.to_owned()],
        }
    }

    /// `1  Large  +0,50 €`: the key, the name, what it adds.
    pub(super) fn answer(&self, place: usize, answer: &Answer) -> String {
        let delta = words::difference(answer.delta, self.screen.language, self.currency);
        let key = if place <= 9 { format!("{place}  ") } else { String::new() };
        format!("{key}{}  {delta}", answer.title).trim_end().to_owned()
    }

    /// What the order comes to by the shop's own account.
    pub(super) fn shop_total(&self, total: Cents) -> String {
        let amount = words::amount(total, self.screen.language, self.currency);
        words::pair(self.words.shop_total, &amount, self.screen.language)
    }

    /// That no slip comes at the moment, and why.
    pub(super) fn printer_trouble(&self, why: PrinterTrouble) -> String {
        format!("{} ({})", self.words.printer_trouble, words::printer_trouble(why, self.words))
    }

    /// The name of the paper that the shop made of the order, and where it is.
    pub(super) fn document(&self, document: &Document) -> Option<String> {
        let address = document::address(document)?;
        let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
        let mut shown: String = bare.chars().take(ADDRESS_SHOWN).collect();
        if shown.len() < bare.len() {
            shown.push('…');
        }
        Some(words::pair(document::name(document, self.words), &shown, self.screen.language))
    }
}
