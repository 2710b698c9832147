//! How a slip is paid: the payment code, or why there is none, and where to go instead; or that it is paid.

use super::document::host;
use super::sheet::Sheet;
use crate::till::slip::Outcome;
use scanslip_hw::printer::block::{Block, Style};
use scanslip_hw::printer::qr;

impl Sheet<'_> {
    /// Everything between the VAT and the footer.
    pub(super) fn payment(&mut self) {
        let words = self.words;
        let link = match &self.slip.outcome {
            Outcome::Provisional => return self.center(Style::TALL, words.pay_at_counter),
            // Whoever finds a code on it would pay twice.
            Outcome::Accepted { paid: true, .. } => return self.center_large(3, &words.paid.to_uppercase()),
            Outcome::Accepted { payment, .. } => payment.allowed(),
        };
        if let Some(link) = link {
            return self.link(link);
        }
        self.center(Style::default(), words.link_unavailable);
        self.center(Style::TALL, words.pay_at_counter);
    }

    /// The code with the host in clear below it, so that a shopper sees where it leads; the whole link where the paper
    /// cannot hold the code.
    fn link(&mut self, link: &str) {
        let words = self.words;
        self.center(Style::BOLD, words.pay_with_phone);
        if qr::plan(link, self.profile).is_ok() {
            self.push(Block::Qr(link.to_owned()));
            if let Some(host) = host(link) {
                self.center(Style::BOLD, &host);
            }
        } else {
            self.center(Style::default(), link);
        }
        self.center(Style::default(), words.or_at_counter);
    }
}
