//! The mark that every order bears in its private comment, by which a listing of the shop shows it again.
//!
//! Kash knows no idempotency key. The mark names the kiosk and the order, and holds a hash of the lines, so that an
//! order that was changed, or whose comment was cut, is not taken for the one that was sent.

use super::request;
use crate::till::order::{Order, OrderId};
use std::fmt;

/// The longest name of a kiosk, and the length of the hash.
const KIOSK_MAX: usize = 24;
const HASH: usize = 8;

/// `kiosk-1:01JZX5N4Q8M0T7V2B3C4D5E6F7:1a2b3c4d`: kiosk, order, CRC-32 of the lines; at most 60 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    text: String,
    order: String,
}

/// What a text says of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sighting {
    /// Nothing.
    No,
    /// It stands there, whole.
    Whole,
    /// The order's name stands there, with another kiosk, other lines, or cut short.
    Altered,
}

impl Mark {
    /// The mark of an order of this kiosk.
    pub fn of(kiosk_id: &str, order: &Order) -> Self {
        let mut hash = crc32fast::Hasher::new();
        for line in &order.lines {
            hash.update(request::item(line).as_bytes());
            hash.update(b"\n");
        }
        Self { text: format!("{kiosk_id}:{}:{:08x}", order.id, hash.finalize()), order: order.id.to_string() }
    }

    /// Looks for it in any text of the shop's.
    ///
    /// The order's name is compared without regard to case, so that a shop that changes the case of comments is noticed
    /// rather than believed to have nothing.
    pub fn found_in(&self, text: &str) -> Sighting {
        let whole = text.match_indices(self.text.as_str()).filter(|(start, found)| {
            let before = text.get(..*start).and_then(|before| before.chars().next_back());
            let after = text.get(start + found.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        });
        let (whole, named) = (whole.count(), text.to_ascii_uppercase().matches(self.order.as_str()).count());
        match (whole, named) {
            (_, 0) => Sighting::No,
            (whole, named) if whole == named => Sighting::Whole,
            _ => Sighting::Altered,
        }
    }
}

/// The first mark of any kiosk's order in a text of the shop's.
pub(super) fn any_in(text: &str) -> Option<&str> {
    text.split(|c| !is_part(c)).find(|word| {
        let mut parts = word.split(':');
        let (kiosk, order, hash) = (parts.next(), parts.next(), parts.next());
        let is_kiosk = |kiosk: &str| !kiosk.is_empty() && kiosk.len() <= KIOSK_MAX;
        let is_hash = |hash: &str| hash.len() == HASH && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        kiosk.is_some_and(is_kiosk)
            && order.and_then(OrderId::parse).is_some()
            && hash.is_some_and(is_hash)
            && parts.next().is_none()
    })
}

/// Characters that would make a longer mark of it.
fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == ':'
}

/// As it is sent.
impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kash::sample;

    #[test]
    fn a_mark_is_found_whole_or_not_believed() {
        let mark = Mark::of("kiosk-1", &sample::order());
        let text = mark.to_string();
        assert_eq!(text, "kiosk-1:01JZX5N4Q8M0T7V2B3C4D5E6F7:3cf3c892");
        assert!(text.len() <= 60);
        for whole in
            [text.clone(), format!("Borne du hall {text}"), format!("<p>{text}</p>"), format!("{text}\n{text}")]
        {
            assert_eq!(mark.found_in(&whole), Sighting::Whole, "{whole}");
        }
        for other in ["", "kiosk-1", "kiosk-1:01JZX5N4Q8M0T7V2B3C4D5E6F8:3cf3c892", "3cf3c892"] {
            assert_eq!(mark.found_in(other), Sighting::No, "{other}");
        }
        for altered in [
            text.to_lowercase(),
            text.replace("3cf3c892", "3cf3c890"),
            text.replace("kiosk-1", "kiosk-2"),
            text.replace(':', " "),
            format!("my-{text}"),
            format!("{text}0"),
            format!("{text} {}", text.replace("3cf3c892", "00000000")),
        ] {
            assert_eq!(mark.found_in(&altered), Sighting::Altered, "{altered}");
        }
        for end in 0..text.len() {
            let cut = text.get(..end).expect("ASCII");
            let expected = if end < 34 { Sighting::No } else { Sighting::Altered };
            assert_eq!(mark.found_in(cut), expected, "a comment cut to {cut}");
        }
    }

    #[test]
    fn a_mark_of_any_kiosk_is_known_as_one() {
        let mark = "bar-2:01JZX5N4Q8M0T7V2B3C4D5E6F8:00ff0c92";
        for text in [mark.to_owned(), format!("Borne du hall {mark}."), format!("a:b <i>{mark}</i>")] {
            assert_eq!(any_in(&text), Some(mark), "{text}");
        }
        for text in
            ["", "12:30:00", "bar-2:01JZX5N4Q8M0T7V2B3C4D5E6F8", &mark.replace("00ff", "00fg"), &format!("{mark}:")]
        {
            assert_eq!(any_in(text), None, "{text}");
        }
    }

    #[test]
    fn other_lines_make_another_mark() {
        let order = sample::order();
        let mark = Mark::of("kiosk-1", &order);
        let mut fewer = order.clone();
        fewer.lines.pop();
        let mut turned = order.clone();
        turned.lines.reverse();
        for changed in [fewer, turned] {
            assert_ne!(Mark::of("kiosk-1", &changed), mark);
        }
    }
}
