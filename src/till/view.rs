//! From the till's state to the screen. A function, so that a screen cannot go stale.

use super::Till;
use super::case::Stage;
use super::event::PrinterState;
use super::moment::Moment;
use super::order::Customer;
use super::screen::{Guest, Hold, OutOfService, Paper, Question, Screen, View};
use super::shopper::{Purchase, Shopper, Waiting};
use super::slip::Document;
use super::trail::Trail;

impl Till {
    /// What is to be seen at this moment.
    pub(super) fn screen(&self, now: Moment) -> Screen {
        let printer_trouble = match self.printer {
            PrinterState::Trouble(why) if self.settings.paper.any() => Some(why),
            PrinterState::Trouble(_) | PrinterState::Ready | PrinterState::Unseen | PrinterState::Absent => None,
        };
        let (view, notice, countdown_s) = match &self.shopper {
            Shopper::Away => (self.out_of_service().map_or(View::Welcome, View::OutOfService), None, None),
            // The first scan is still being looked up: no need to flash an empty cart.
            Shopper::Shopping(purchase) if purchase.is_untouched() => (View::Welcome, None, None),
            Shopper::Shopping(purchase) => (cart_view(purchase), purchase.notice.clone(), self.countdown_s(now)),
            Shopper::Waiting(waiting) => (self.waiting_view(waiting), None, self.countdown_s(now)),
        };
        Screen { language: self.language, view, notice, countdown_s, printer_trouble }
    }

    /// Why no order can be taken at the moment.
    pub(super) fn out_of_service(&self) -> Option<OutOfService> {
        if self.disk_fails {
            Some(OutOfService::Disk)
        } else if self.ledger.waiting() >= self.settings.max_orders {
            Some(OutOfService::QueueFull)
        } else if self.open_scanners == Some(0) {
            Some(OutOfService::NoScanner)
        } else if self.register_closed {
            Some(OutOfService::RegisterClosed)
        } else {
            None
        }
    }

    fn waiting_view(&self, waiting: &Waiting) -> View {
        // Only a settled order may be forgotten by the ledger while it is shown, and `sweep` keeps even those.
        let Some(case) = self.ledger.case(waiting.order) else { return View::Welcome };
        let total = case.order.total;
        match &case.stage {
            Stage::Accepted(acceptance) => {
                let shop_total = acceptance.other_total(&case.order);
                let (paid, document) = (acceptance.paid, Document::of(acceptance));
                let (number, link) = (acceptance.number, acceptance.payment.allowed().map(str::to_owned));
                let paper = self.paper(case.final_slip);
                View::Done { number, total, link, shop_total, paid, document, paper }
            }
            _ if waiting.settled.is_some() => View::Kept {
                local_number: case.order.number,
                reference: case.order.id.short().to_owned(),
                total,
                in_doubt: matches!(case.stage, Stage::InDoubt(_) | Stage::Held),
                paper: self.paper(case.provisional_slip),
            },
            _ => View::Sending { total },
        }
    }

    /// Where a slip is. Nothing is printed while it cannot be recorded.
    const fn paper(&self, trail: Trail) -> Paper {
        match trail {
            Trail::Asking { .. } => Paper::Asked,
            Trail::Unasked | Trail::Withheld { times: 0 } => Paper::None,
            // It is held until staff have helped; nobody should wait for it here.
            Trail::Printing { .. } if matches!(self.printer, PrinterState::Trouble(_)) => Paper::Failed,
            Trail::Printing { waited_ms: 0, .. } => Paper::Printing,
            Trail::Due { waited_ms: 0, .. } if !self.disk_fails => Paper::Printing,
            Trail::Due { .. } | Trail::Printing { .. } | Trail::Failed { .. } | Trail::Withheld { .. } => Paper::Failed,
            Trail::Printed { .. } => Paper::Printed,
        }
    }
}

fn cart_view(purchase: &Purchase) -> View {
    View::Cart {
        lines: purchase.cart.screen_lines(),
        last: purchase.cart.last_screen_line(),
        total: purchase.cart.total(),
        question: purchase.cart.question().map(|question| Question { turned: purchase.turned, ..question }),
        customer: match purchase.cart.customer() {
            None => Guest::Unknown,
            Some(Customer::Known(_)) => Guest::Known,
            Some(Customer::New(_)) => Guest::New,
        },
        service: purchase.cart.service().clone(),
        staff: purchase.staff.clone(),
        next_quantity: purchase.next_quantity.or(purchase.typed),
        price_check: purchase.price_check,
        hold: purchase.cart.held().map(|age| Hold { age, asked: purchase.asked.clone() }),
    }
}
