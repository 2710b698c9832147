//! A screen as lines of text: the terminal's face, and the words of every other.

use crate::till::money::{Cents, Quantity};
use crate::till::screen::{CartLine, Notice, OutOfService, Paper, Refusal, Screen, View};
use crate::till::slip::Document;
use crate::words::{self, Words};

/// The screen, line by line, the most important first. `currency` is an ISO 4217 code.
pub fn lines(screen: &Screen, currency: &str) -> Vec<String> {
    let face = Face { words: words::of(screen.language), screen, currency };
    let mut lines = Vec::new();
    lines.extend(face.countdown());
    if let Some(notice) = &screen.notice {
        lines.extend(face.notice(notice));
    }
    lines.extend(face.view());
    if let Some(why) = &screen.printer_trouble {
        lines.push(face.printer_trouble(*why));
    }
    lines
}

/// A screen and what is said of it, in its language.
#[derive(Clone, Copy)]
pub(super) struct Face<'a> {
    pub(super) words: &'static Words,
    pub(super) screen: &'a Screen,
    pub(super) currency: &'a str,
}

impl Face<'_> {
    pub(super) fn amount(&self, cents: Cents) -> String {
        words::amount(cents, self.screen.language, self.currency)
    }

    /// What goes when the countdown is over, and how to keep it.
    pub(super) fn countdown(&self) -> Option<String> {
        let left = self.screen.countdown_s?.into();
        let is_ordered = matches!(self.screen.view, View::Done { .. } | View::Kept { .. });
        Some(if is_ordered { self.words.countdown_order(left) } else { self.words.countdown(left) })
    }

    pub(super) fn pair(&self, name: &str, value: &str) -> String {
        words::pair(name, value, self.screen.language)
    }

    pub(super) fn total(&self, total: Cents) -> String {
        format!("{} {}", self.words.total, self.amount(total))
    }

    fn view(&self) -> Vec<String> {
        let words = self.words;
        match &self.screen.view {
            View::Welcome => vec![words.welcome.to_owned(), words.how_to_start.to_owned()],
            View::OutOfService(why) => {
                vec![words.out_of_service.to_owned(), self.out_of_service(*why).to_owned(), words.ask_staff.to_owned()]
            }
            View::Cart { lines, last, total, question, customer, service, staff, next_quantity, price_check, hold } => {
                let mut shown: Vec<String> = Vec::new();
                if *price_check {
                    shown.push(words.scan_for_price.to_owned());
                }
                if let Some(quantity) = next_quantity {
                    shown.push(words.next_quantity((*quantity).into()));
                }
                shown.extend(lines.iter().enumerate().map(|(place, line)| self.cart_line(line, *last == Some(place))));
                shown.extend(self.facts(*customer, service, staff.as_ref()));
                shown.push(self.total(*total));
                shown.extend(hold.iter().flat_map(|hold| self.hold(hold)));
                if let Some(question) = question {
                    shown.push(self.asked(question));
                    shown.extend((1..).zip(&question.choices).map(|(place, answer)| {
                        format!("  {}  (SLIP-VAR-{})", self.answer(place, answer), answer.id.0)
                    }));
                }
                shown
            }
            View::Sending { total } => vec![words.sending.to_owned(), self.total(*total)],
            View::Done { number, total, link, shop_total, paid, document, paper } => {
                let mut shown = self.paper_question();
                shown.extend(self.registered(*number, *total, link.as_deref(), *paid, document.as_ref()));
                shown.extend(shop_total.map(|total| self.shop_total(total)));
                shown.extend(self.paper(*paper));
                shown
            }
            View::Kept { local_number, reference, total, in_doubt, paper } => {
                let mut shown = self.paper_question();
                let (what, how) = self.kept(*in_doubt);
                shown.extend([
                    what.to_owned(),
                    format!("{} {local_number}", words.local_number),
                    how.to_owned(),
                    self.total(*total),
                    format!("{} {reference}", words.reference),
                ]);
                shown.extend(self.paper(*paper));
                shown
            }
        }
    }

    fn cart_line(&self, line: &CartLine, last: bool) -> String {
        let mark = if last { '>' } else { ' ' };
        let quantity = words::quantity(line.quantity, self.screen.language);
        let alone = line.quantity == Quantity::ONE;
        let each = if alone { String::new() } else { format!(" ({})", self.amount(line.unit_price)) };
        format!("{mark} {quantity} × {}{each}  {}", Self::title(line), self.amount(line.total))
    }

    fn registered(
        &self,
        number: u64,
        total: Cents,
        link: Option<&str>,
        paid: bool,
        document: Option<&Document>,
    ) -> Vec<String> {
        let words = self.words;
        let mut shown =
            vec![words.registered.to_owned(), format!("{} {number}", words.order_number), self.total(total)];
        match link {
            _ if paid => shown.push(words.paid.to_owned()),
            Some(link) => shown.push(self.pair(words.pay_with_phone, link)),
            None => shown.push(words.pay_at_counter.to_owned()),
        }
        shown.extend(document.and_then(|document| self.document(document)));
        shown
    }

    /// What became of an order that the shop has not answered, and what its shopper does.
    pub(super) const fn kept(&self, in_doubt: bool) -> (&'static str, &'static str) {
        let words = self.words;
        if in_doubt { (words.in_doubt, words.in_doubt_how) } else { (words.kept, words.kept_how) }
    }

    pub(super) const fn out_of_service(&self, why: OutOfService) -> &'static str {
        match why {
            OutOfService::Disk => self.words.out_of_service_disk,
            OutOfService::QueueFull => self.words.out_of_service_queue,
            OutOfService::RegisterClosed => self.words.out_of_service_register,
            OutOfService::NoScanner => self.words.out_of_service_scanner,
        }
    }

    /// Where the slip is; while it is asked about that is said by [`Face::paper_question`].
    pub(super) fn paper(&self, paper: Paper) -> Option<String> {
        let said = match paper {
            Paper::Asked => return None,
            Paper::Printing => self.words.slip_printing,
            Paper::Printed => self.words.take_slip,
            Paper::None => self.words.no_slip,
            Paper::Failed => self.words.slip_failed,
        };
        Some(said.to_owned())
    }

    /// Whether a slip is wanted, and how to answer; nothing where nobody is asked.
    pub(super) fn paper_question(&self) -> Vec<String> {
        match self.screen.view {
            View::Done { paper: Paper::Asked, .. } | View::Kept { paper: Paper::Asked, .. } => {
                vec![self.words.paper_question.to_owned(), self.words.paper_answers.to_owned()]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn notice(&self, notice: &Notice) -> Vec<String> {
        let words = self.words;
        let said = match notice {
            Notice::UnknownCode { code, then } => {
                let then = then.iter().flat_map(|then| self.notice(then));
                return [words.unknown_code(code)]
                    .into_iter()
                    .chain(then)
                    .chain([words.ask_staff.to_owned()])
                    .collect();
            }
            Notice::Refused { title, why } => {
                let mut said: Vec<String> = title.iter().cloned().collect();
                said.push(self.refusal(*why).to_owned());
                return said;
            }
            Notice::Price { title, price, per_kilogram, along } => {
                let price = self.amount(*price);
                let price = if *per_kilogram { words.per_kilogram(&price) } else { price };
                let along = along.iter().map(|(title, price)| self.pair(&format!("+ {title}"), &self.amount(*price)));
                return [words.price_check.to_owned(), self.pair(title, &price)].into_iter().chain(along).collect();
            }
            Notice::BestBeforePast { title } => return vec![title.clone(), words.best_before_past.to_owned()],
            Notice::AgePassed => words.age_passed,
            Notice::AgeFailed => words.age_failed,
            Notice::ShopRefused(why) => {
                return vec![words.shop_refused(why), words.ask_staff.to_owned()];
            }
            Notice::ScanAgain => words.scan_again,
            Notice::CardTaken => words.card_taken,
            Notice::CardNew => words.card_new,
            Notice::ServiceTaken => words.service_taken,
            Notice::StaffTaken => words.staff_taken,
            Notice::CardUnknown => words.card_unknown,
            Notice::NotRecorded => words.not_recorded,
            Notice::CatalogueUnreadable => words.catalogue_unreadable,
            Notice::QueueFull => words.out_of_service_queue,
            Notice::Help => words.help,
        };
        vec![said.to_owned()]
    }

    const fn refusal(&self, why: Refusal) -> &'static str {
        match why {
            Refusal::NotForSale => self.words.not_for_sale,
            Refusal::AgeBound => self.words.age_bound,
            Refusal::NothingToCheck => self.words.nothing_to_check,
            Refusal::NeedsWeighing => self.words.needs_weighing,
            Refusal::CartFull => self.words.cart_full,
            Refusal::TooMuch => self.words.too_much,
            Refusal::NotAChoice => self.words.not_a_choice,
            Refusal::UseByPast => self.words.use_by_past,
            Refusal::SameSerial => self.words.same_serial,
            Refusal::StaffOnly => self.words.staff_only,
            Refusal::NotForShoppers => self.words.not_for_shoppers,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::till::event::PrinterTrouble;
    use crate::till::screen::Guest;
    use crate::till::settings::Language;

    fn screen(view: View, notice: Option<Notice>) -> Screen {
        Screen { language: Language::Fr, view, notice, countdown_s: None, printer_trouble: None }
    }

    #[test]
    fn an_unknown_code_is_shown_before_the_cart() {
        let cart = View::Cart {
            lines: vec![CartLine {
                title: "Café moulu".to_owned(),
                choices: Vec::new(),
                quantity: Quantity::pieces(2).expect("two"),
                unit_price: Cents::new(350),
                total: Cents::new(700),
                linked: false,
            }],
            last: Some(0),
            total: Cents::new(700),
            question: None,
            customer: Guest::Unknown,
            service: crate::till::order::Service::default(),
            staff: None,
            next_quantity: None,
            price_check: false,
            hold: None,
        };
        let shown = lines(&screen(cart, Some(Notice::unknown("4006381333931"))), "EUR");
        assert!(shown[0].contains("4006381333931"), "{shown:?}");
        assert!(shown[2].contains("2 × Café moulu") && shown[2].contains("7,00"), "{shown:?}");
        assert!(shown[3].starts_with("Total 7,00"), "{shown:?}");
    }

    #[test]
    fn what_is_wrong_with_the_printer_is_said_in_the_shoppers_language() {
        let said = |trouble| {
            let screen = Screen { printer_trouble: Some(trouble), ..screen(View::Welcome, None) };
            lines(&screen, "EUR").pop().expect("a last line")
        };
        assert_eq!(said(PrinterTrouble::Silent), "Imprimante indisponible (ne répond plus)");
        assert_eq!(said(PrinterTrouble::NoPaper), "Imprimante indisponible (plus de papier)");
        let all: std::collections::BTreeSet<String> = PrinterTrouble::ALL.into_iter().map(said).collect();
        assert_eq!(all.len(), PrinterTrouble::ALL.len(), "each is told from the others");
    }

    #[test]
    fn every_screen_says_something_in_every_language() {
        for language in Language::ALL {
            for view in [
                View::Welcome,
                View::OutOfService(OutOfService::Disk),
                View::Sending { total: Cents::new(1) },
                View::Done {
                    number: 1,
                    total: Cents::new(1),
                    link: None,
                    shop_total: None,
                    paid: false,
                    document: None,
                    paper: Paper::Printed,
                },
            ] {
                let shown = lines(&Screen { language, ..screen(view, None) }, "EUR");
                assert!(shown.iter().all(|line| !line.trim().is_empty()) && !shown.is_empty(), "{language:?}");
            }
        }
    }
}
