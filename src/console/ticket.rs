//! What makes an act of staff deliberate: the page that asks "are you sure" gives out a ticket for this act on this order
//! as it stands, and only a form with that ticket does it. A page from elsewhere cannot know one, a step cannot be left
//! out, and what is sent twice is done once, for the order has changed by then.

use ring::hmac;
use ring::rand::SystemRandom;
use std::fmt;
use std::io;

/// The key of the tickets of one process.
pub(super) struct Seal(hmac::Key);

impl Seal {
    /// A new one.
    pub(super) fn new() -> io::Result<Self> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new());
        key.map(Self).map_err(|_| io::Error::other("the system gives no random numbers"))
    }

    /// The ticket for an act on an order that has so many steps behind it: 64 hexadecimal digits.
    pub(super) fn ticket(&self, order: &str, act: &str, steps: usize) -> String {
        let tag = hmac::sign(&self.0, said(order, act, steps).as_bytes());
        let nibbles = tag.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect()
    }

    /// Whether it is the ticket for that.
    pub(super) fn is_for(&self, ticket: &str, order: &str, act: &str, steps: usize) -> bool {
        let digits = ticket.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        let bytes: Option<Vec<u8>> =
            digits.map(|pair| pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())).collect();
        bytes.is_some_and(|tag| hmac::verify(&self.0, said(order, act, steps).as_bytes(), &tag).is_ok())
    }
}

/// No part has a line end in it.
fn said(order: &str, act: &str, steps: usize) -> String {
    format!("{order}\n{act}\n{steps}")
}

impl fmt::Debug for Seal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Seal(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_for_one_act_on_one_order_as_it_stands() {
        let seal = Seal::new().expect("random numbers");
        let ticket = seal.ticket("01A", "resend", 4);
        assert!(ticket.len() == 64 && seal.is_for(&ticket, "01A", "resend", 4));
        assert!(!seal.is_for(&ticket, "01B", "resend", 4) && !seal.is_for(&ticket, "01A", "refused", 4));
        assert!(!seal.is_for(&ticket, "01A", "resend", 5), "it has changed since");
        for wrong in ["", "0", "zz", &ticket[2..], &format!("{ticket}00"), "é", &"+1".repeat(32)] {
            assert!(!seal.is_for(wrong, "01A", "resend", 4), "{wrong}");
        }
        assert!(!Seal::new().expect("random numbers").is_for(&ticket, "01A", "resend", 4), "another process");
        assert_eq!(format!("{seal:?}"), "Seal(..)");
    }
}
