//! Numbers without a pattern, the same for the same seed on every machine (SplitMix64). Not for secrets.

use crate::till::order::OrderId;

/// What an order id is made of.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// A stream of chance.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn of(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `below` - 1; 0 for 0.
    pub(super) fn below(&mut self, below: u32) -> u32 {
        // The high half of a product of 32 bits each: even enough, and always fits.
        u32::try_from((self.next() >> 32).wrapping_mul(below.into()) >> 32).unwrap_or(0)
    }

    /// Both ends included, in milliseconds or whatever the ends are in.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::from(self.below(u32::try_from(to - from + 1).unwrap_or(u32::MAX)))
    }

    /// Once in so many of a thousand.
    pub(super) fn per_mille(&mut self, chance: u32) -> bool {
        chance > 0 && self.below(1_000) < chance
    }

    /// One of these.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let last = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.get(usize::try_from(self.below(last)).unwrap_or(0)).copied()
    }

    /// An id that nobody has used.
    pub(super) fn order_id(&mut self) -> OrderId {
        loop {
            let text: String = (0..26).filter_map(|_| self.one_of(&LETTERS)).collect();
            // It is made of what an id is made of, so once round is enough.
            if let Some(id) = OrderId::parse(&text) {
                return id;
            }
        }
    }
}
