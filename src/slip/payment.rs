//! How a slip is paid: the payment code, or why there is none, and where to go instead; or that it is paid.

use super::document::host;
use super::sheet::Sheet;
use crate::till::slip::{Outcome, Slip};
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::block::{Block, Style};
use scanslip_hw::printer::qr;
use std::ops::RangeInclusive;

/// How long a code may be that is shown in clear, in bytes.
const CODE_LENGTHS: RangeInclusive<usize> = 3..=10;

/// How many payment codes of a slip stand on it as text, because the paper cannot hold them.
pub(super) fn codes_as_text(slip: &Slip, profile: &Profile) -> u32 {
    match &slip.outcome {
        Outcome::Accepted { paid: false, payment, .. } => {
            u32::from(payment.allowed().is_some_and(|link| qr::plan(link, profile).is_err()))
        }
        Outcome::Accepted { .. } | Outcome::Provisional => 0,
    }
}

impl Sheet<'_> {
    /// Everything between the VAT and the footer.
    pub(super) fn payment(&mut self) {
        let words = self.words;
        let link = match &self.slip.outcome {
            Outcome::Provisional => return self.center(Style::TALL, words.pay_at_counter),
            // Whoever finds a code on it would pay twice.
            Outcome::Accepted { paid: true, .. } => return self.center_large(3, &words.paid.to_uppercase()),
            Outcome::Accepted { number, payment, .. } => payment.allowed().map(|link| (link, *number)),
        };
        if let Some((link, number)) = link {
            return self.link(link, number);
        }
        self.center(Style::default(), words.link_unavailable);
        self.center(Style::TALL, words.pay_at_counter);
    }

    /// The code with host and short code in clear below it, so that a shopper sees where it leads, and can say or type
    /// what it stands for; the whole link where the paper cannot hold the code.
    fn link(&mut self, link: &str, number: u64) {
        let words = self.words;
        self.center(Style::BOLD, words.pay_with_phone);
        if qr::plan(link, self.profile).is_ok() {
            self.push(Block::Qr(link.to_owned()));
            if let Some(host) = host(link) {
                let code = short_code(link).map_or_else(|| number.to_string(), str::to_owned);
                // A host of many letters leaves the code a line of its own.
                let (host_width, code_width) = (self.width(&host), self.width(&code));
                if host_width + code_width + 3 <= self.columns {
                    self.center(Style::BOLD, &format!("{host} - {code}"));
                } else {
                    self.center(Style::BOLD, &host);
                    self.center(Style::BOLD, &code);
                }
            }
        } else {
            self.center(Style::SMALL, link);
        }
        self.center(Style::default(), words.or_at_counter);
    }
}

/// The last part of a link's path, if it is a code that somebody could say: 3 to 10 letters, digits and hyphens, a digit
/// among them. What is longer is as likely a secret, what has no digit a word (`pay`, `index`); neither is shown, nor is
/// anything of the query.
fn short_code(link: &str) -> Option<&str> {
    let path = link.split(['?', '#']).next()?.split_once("://")?.1;
    let code = path.trim_end_matches('/').rsplit_once('/')?.1;
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let short = CODE_LENGTHS.contains(&code.len()) && plain;
    (short && code.bytes().any(|byte| byte.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_short_code_is_said_in_clear() {
        let cases = [
            ("https://kash.click/pay/1042?k=6f1c9b0e7a5d4f3c8e21", Some("1042")),
            ("https://kash.click/pay/A7F-3K2", Some("A7F-3K2")),
            ("https://kash.click/pay/A7F3K2/", Some("A7F3K2")),
            ("https://kash.click/pay/1234567890", Some("1234567890")),
            ("https://kash.click/pay/12345678901", None),
            ("https://kash.click/pay/6f1c9b0e7a5d4f3c8e21", None),
            ("https://kash.click/pay/12", None),
            ("https://kash.click/pay", None),
            ("https://kash.click/pay?order=1042", None),
            ("https://kash.click/?next=/x/1042", None),
            ("https://kash.click/#/pay/1042", None),
            ("https://user:7x1@kash.click", None),
            ("https://10.0.0.123", None),
            ("https://kash.click/pay/10%2042", None),
            ("https://kash.click/pay/10.42", None),
            ("1042", None),
            ("", None),
        ];
        for (link, code) in cases {
            assert_eq!(short_code(link), code, "{link}");
        }
    }
}
