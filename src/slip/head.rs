//! The upper part of a slip: whose it is, what it is and is not, and its number, large and alone on its line.

use super::sheet::Sheet;
use crate::till::slip::{Document, Outcome};
use crate::words;
use scanslip_hw::printer::block::{Block, Style};

impl Sheet<'_> {
    /// Everything above the lines.
    pub(super) fn head(&mut self) {
        self.shop();
        self.title();
        self.rule();
        self.number();
        self.rule();
        self.when_and_where();
        self.feed();
    }

    fn shop(&mut self) {
        if let Some(logo) = &self.dressing.logo {
            self.push(Block::Picture(logo.clone()));
            self.feed();
        }
        let mut header = self.header();
        let Some(name) = header.next() else { return };
        self.center_large(2, name);
        for line in header {
            self.center(Style::default(), line);
        }
        self.feed();
    }

    fn title(&mut self) {
        let words = self.words;
        match &self.slip.outcome {
            Outcome::Provisional => {
                self.center(Style::TALL, words.provisional);
                self.center(Style::default(), words.not_confirmed);
            }
            // French law wants the word itself on whatever the shop has not validated.
            Outcome::Accepted { document: Some(Document::Quote(_)), .. } => {
                self.center(Style::TALL, words.quote);
                self.center(Style::default(), words.not_validated);
            }
            Outcome::Accepted { .. } => self.center(Style::BOLD, words.order_form),
        }
        self.center(Style::default(), words.not_a_receipt);
        let copy = self.slip.id.copy;
        if copy > 0 {
            self.center_large(2, &words.duplicate(copy.into()));
        }
    }

    fn number(&mut self) {
        let words = self.words;
        match &self.slip.outcome {
            Outcome::Accepted { number, .. } => {
                self.center(Style::default(), words.order);
                self.center_large(4, &number.to_string());
            }
            Outcome::Provisional => {
                self.center(Style::default(), words.local_number);
                self.center_large(4, &self.slip.local_number.to_string());
                let order = self.slip.id.order;
                self.center(Style::default(), words.reference);
                self.center_large(2, &format!("{} {}", self.dressing.kiosk_id, order.short()));
            }
        }
    }

    fn when_and_where(&mut self) {
        let zone = &self.dressing.zone;
        let date = self.slip.confirmed_at.and_then(|wall| words::date_time(wall, self.slip.language, zone));
        let date = date.unwrap_or_default();
        // A provisional slip has said its reference in large already.
        if self.slip.outcome == Outcome::Provisional {
            if !date.is_empty() {
                self.push(Block::plain(date));
            }
            return;
        }
        let reference = format!("{} {}", self.dressing.kiosk_id, self.slip.id.order.short());
        let fits = self.width(&date) + 1 + self.width(&reference) <= self.columns;
        if fits || date.is_empty() {
            self.sides(Style::default(), &date, &reference);
        } else {
            self.sides(Style::default(), &date, "");
            self.sides(Style::default(), "", &reference);
        }
    }
}
