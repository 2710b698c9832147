//! A printer's answers told apart, byte by byte: all of them share one stream, and none says how long it is.
//!
//! By the bits that are fixed in each first byte: `0xx1xx10` answers `DLE EOT`, `0xx1xx00` begins the four bytes of a
//! state that comes unasked, `0xx0xxxx` answers `GS r`, and 37h, 3Dh and 5Fh begin blocks that end with 00h.

/// The longest block that is waited for; a longer one is noise.
const BLOCK_MAX: usize = 80;

/// One thing that a printer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::printer) enum Said {
    /// The answer to `DLE EOT n`: n, and the byte.
    State(u8, u8),
    /// A state that comes unasked (`GS a`).
    Changed([u8; 4]),
    /// The answer to `GS r`: all before it has been printed.
    Printed(u8),
    /// The answer to `GS ( H`: all before this number has been printed.
    Fence([u8; 4]),
    /// The answer to `GS I`: [`Voice::name`] has it.
    Name,
    /// Something else.
    Other,
}

/// What came so far.
#[derive(Debug, Default)]
pub(in crate::printer) struct Voice {
    /// A beginning whose rest has not come.
    begun: Vec<u8>,
    /// The state that was asked for last.
    asked: u8,
    /// The name that came last, 78 bytes at most.
    name: Vec<u8>,
}

impl Voice {
    /// This state was asked for: the next answer is about it.
    pub(in crate::printer) const fn asked(&mut self, n: u8) {
        self.asked = n;
    }

    /// The name that came last. Whoever is called so may be somebody else: any bytes.
    pub(in crate::printer) fn name(&self) -> &[u8] {
        &self.name
    }

    /// One more byte, and what it completes.
    pub(in crate::printer) fn hear(&mut self, byte: u8) -> Option<Said> {
        if self.begun.is_empty() {
            return self.first(byte);
        }
        let is_state = self.begun[0] & 0x93 == 0x10;
        if is_state && byte & 0x90 != 0 {
            // The rest never came; this begins something else.
            self.begun.clear();
            return self.first(byte);
        }
        self.begun.push(byte);
        let said = match *self.begun.as_slice() {
            [first, second, third, fourth] if is_state => Some(Said::Changed([first, second, third, fourth])),
            [0x37, 0x22, a, b, c, d, 0] => Some(Said::Fence([a, b, c, d])),
            [0x5f, ref name @ .., 0] => {
                self.name = name.to_vec();
                Some(Said::Name)
            }
            [.., 0] if !is_state => Some(Said::Other),
            _ if self.begun.len() >= BLOCK_MAX => Some(Said::Other),
            _ => None,
        };
        if said.is_some() {
            self.begun.clear();
        }
        said
    }

    fn first(&mut self, byte: u8) -> Option<Said> {
        match byte {
            // XON and XOFF, where the line did not take them away.
            0x11 | 0x13 => None,
            0x37 | 0x3d | 0x5f => {
                self.begun.push(byte);
                None
            }
            _ if byte & 0x93 == 0x12 => Some(Said::State(self.asked, byte)),
            _ if byte & 0x93 == 0x10 => {
                self.begun.push(byte);
                None
            }
            _ if byte & 0x90 == 0 => Some(Said::Printed(byte)),
            _ => Some(Said::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hear(bytes: &[u8]) -> Vec<Said> {
        let mut voice = Voice::default();
        voice.asked(2);
        bytes.iter().filter_map(|&byte| voice.hear(byte)).collect()
    }

    #[test]
    fn answers_are_told_apart_in_one_stream() {
        let stream =
            b"\x12\x10\x00\x00\x00\x00\x37\x220042\x00\x18\x00\x0f\x00\x11\x16\x0c\x5fTM-T20\x00\x13\x37\x25\x00";
        let said = [
            Said::State(2, 0x12),
            Said::Changed([0x10, 0, 0, 0]),
            Said::Printed(0),
            Said::Fence(*b"0042"),
            Said::Changed([0x18, 0, 0x0f, 0]),
            Said::State(2, 0x16),
            Said::Printed(0x0c),
            Said::Name,
            Said::Other,
        ];
        assert_eq!(hear(stream), said);
        let mut voice = Voice::default();
        let last = stream.iter().filter_map(|&byte| voice.hear(byte)).last();
        assert_eq!((last, voice.name()), (Some(Said::Other), b"TM-T20".as_slice()));
    }

    #[test]
    fn a_state_that_broke_off_costs_no_answer_after_it() {
        assert_eq!(hear(b"\x10\x00\x12"), [Said::State(2, 0x12)]);
        assert_eq!(hear(b"\x10\x10\x00\x00\x00"), [Said::Changed([0x10, 0, 0, 0])]);
        assert_eq!(hear(b"\x10\x00\x00\x37\x220001\x00"), [Said::Fence(*b"0001")]);
    }

    #[test]
    fn noise_does_not_grow_and_ends() {
        let mut voice = Voice::default();
        for _ in 0..10_000 {
            voice.hear(0x37);
            assert!(voice.begun.len() < BLOCK_MAX);
        }
        // A fence is heard at the latest once the noise has been given up.
        let said: Vec<Said> = b"\x37\x220001\x00".repeat(20).iter().filter_map(|&byte| voice.hear(byte)).collect();
        assert!(said.contains(&Said::Fence(*b"0001")));
    }

    proptest::proptest! {
        #[test]
        fn no_stream_at_all_is_trouble(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let said = hear(&bytes).len();
            proptest::prop_assert!(said <= bytes.len());
        }
    }
}
