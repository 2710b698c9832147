//! The one place where chance is drawn.

use crate::till::order::OrderId;
use std::ops::RangeInclusive;
use std::time::Duration;

/// An order id that nobody has used: time, as far as it is known, and 80 random bits.
pub(super) fn fresh() -> OrderId {
    loop {
        // A ULID's text is by definition what an order id is made of, so once round is enough.
        if let Some(id) = OrderId::parse(&ulid::Ulid::generate().to_string()) {
            return id;
        }
    }
}

/// A while of so many seconds, so that kiosks that start together do not ask together.
pub(super) fn delay(seconds: RangeInclusive<u64>) -> Duration {
    let choices = u128::from(seconds.end().saturating_sub(*seconds.start())) + 1;
    // Less than `choices`, which came from 64 bits.
    let drawn = u64::try_from(ulid::Ulid::generate().random() % choices).unwrap_or_default();
    Duration::from_secs(seconds.start().saturating_add(drawn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_within_its_bounds_and_not_always_the_same() {
        let drawn: std::collections::BTreeSet<Duration> = (0..200).map(|_| delay(60..=300)).collect();
        assert!(drawn.iter().all(|one| (60..=300).contains(&one.as_secs())), "{drawn:?}");
        assert!(drawn.len() > 1);
        assert_eq!(delay(7..=7), Duration::from_secs(7));
    }
}
