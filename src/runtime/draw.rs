//! The one place where chance is drawn.

use crate::till::order::OrderId;

/// An order id that nobody has used: time, as far as it is known, and 80 random bits.
pub(super) fn fresh() -> OrderId {
    loop {
        // A ULID's text is by definition what an order id is made of, so once round is enough.
        if let Some(id) = OrderId::parse(&ulid::Ulid::generate().to_string()) {
            return id;
        }
    }
}
