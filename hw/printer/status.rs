//! What a printer says of itself: questions, and what the answers mean. Pure.
//!
//! Only a printer that says it is off-line is believed to have a cause for it: clones answer every question with the same
//! byte, and a wrong answer must not stop a print. Source: Epson, ESC/POS command reference, `DLE EOT`, `GS r`, `GS a`,
//! `GS ( H`, `GS I`.

mod voice;

pub(super) use voice::{Said, Voice};

/// Switches the states that come unasked on: on-line or not, errors, paper.
pub(super) const TELL_CHANGES: [u8; 3] = [0x1d, b'a', 0x0e];
/// Asks for the paper's state once everything before it has been printed.
pub(super) const GS_R: [u8; 3] = [0x1d, b'r', 1];

/// Asks for one of the four states, 1 to 4, at once: it overtakes what waits to be printed.
pub(super) const fn dle_eot(n: u8) -> [u8; 3] {
    [0x10, 0x04, n]
}

/// Asks for our number back once everything before it has been printed.
pub(super) const fn gs_h(number: [u8; 4]) -> [u8; 11] {
    let [a, b, c, d] = number;
    [0x1d, b'(', b'H', 6, 0, 0x30, 0x30, a, b, c, d]
}

/// Asks for the maker's name (66) or the model's (67).
pub(super) const fn gs_i(n: u8) -> [u8; 3] {
    [0x1d, b'I', n]
}

/// The number of a fence, as digits that the command allows (20h to 7Eh).
pub(super) fn digits(number: u64) -> [u8; 4] {
    let digit = |at: u64| b'0' + u8::try_from(number / at % 10).unwrap_or(0);
    [digit(1_000), digit(100), digit(10), digit(1)]
}

/// Why a printer does not print.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The roll is at its end.
    #[error("it has no paper; put a new roll in")]
    NoPaper,
    /// Its cover is open.
    #[error("its cover is open; close it")]
    CoverOpen,
    /// Its blade is stuck.
    #[error("its cutter is stuck; free the paper, then switch it off and on")]
    Cutter,
    /// Something that only switching it off and on mends, if that.
    #[error("it reports an error; switch it off and on")]
    Failed,
    /// It says that it is off-line and not why.
    #[error("it is off-line; press its on-line or feed button")]
    OffLine,
    /// It takes no data, or answers no more.
    #[error("it takes no data; see to paper, cover and cable")]
    Wedged,
    /// It used to answer and is silent.
    #[error("it does not answer; see that it is switched on")]
    Silent,
    /// There is no way to it.
    #[error("{0}")]
    Gone(String),
}

/// What a printer has said of itself.
#[expect(clippy::struct_excessive_bools, reason = "each is a bit of the printer's own, and any may come with any")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Health {
    off_line: bool,
    cover: bool,
    paper_end: bool,
    paper_low: bool,
    cutter: bool,
    failed: bool,
}

impl Health {
    /// Takes an answer in.
    pub(super) fn hear(&mut self, said: Said) {
        let has = |byte: u8, bits: u8| byte & bits != 0;
        match said {
            Said::State(1, byte) => {
                self.off_line = has(byte, 0x08);
                if !self.off_line {
                    (self.cover, self.paper_end, self.cutter, self.failed) = (false, false, false, false);
                }
            }
            Said::State(2, byte) => (self.cover, self.paper_end) = (has(byte, 0x04), has(byte, 0x20)),
            Said::State(3, byte) => (self.cutter, self.failed) = (has(byte, 0x08), has(byte, 0x20)),
            Said::State(4, byte) => {
                self.paper_low = has(byte, 0x0c);
                self.paper_end |= has(byte, 0x60);
            }
            Said::Changed([first, second, third, _]) => {
                (self.off_line, self.cover) = (has(first, 0x08), has(first, 0x20));
                (self.cutter, self.failed) = (has(second, 0x08), has(second, 0x20));
                (self.paper_low, self.paper_end) = (has(third, 0x03), has(third, 0x0c));
            }
            Said::Printed(byte) => self.paper_low = has(byte, 0x03),
            Said::State(..) | Said::Fence(_) | Said::Name | Said::Other => {}
        }
    }

    /// Why it does not print, if it says so.
    pub(super) const fn fault(self) -> Option<Fault> {
        match self {
            Self { off_line: false, .. } => None,
            Self { cover: true, .. } => Some(Fault::CoverOpen),
            Self { paper_end: true, .. } => Some(Fault::NoPaper),
            Self { cutter: true, .. } => Some(Fault::Cutter),
            Self { failed: true, .. } => Some(Fault::Failed),
            Self { .. } => Some(Fault::OffLine),
        }
    }

    /// Whether its blade is stuck, on-line or not.
    pub(super) const fn cutter_is_stuck(self) -> bool {
        self.cutter
    }

    /// Whether the roll comes to its end. Not every printer has a sensor for it.
    pub(super) const fn paper_is_low(self) -> bool {
        self.paper_low
    }
}

/// What the USB port says while a printer takes nothing, by the printer class's port status: bit 5 paper empty, bit 4
/// selected, bit 3 no error. Source: USB printer class 1.1, section 4.2.2.
pub(super) const fn of_port(status: u8) -> Option<Fault> {
    match status {
        status if status & 0x20 != 0 => Some(Fault::NoPaper),
        status if status & 0x10 == 0 => Some(Fault::OffLine),
        status if status & 0x08 == 0 => Some(Fault::Failed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers to `DLE EOT n`, and the fault that they tell of.
    type Case<'a> = (&'a [(u8, u8)], Option<Fault>);

    fn after(answers: &[(u8, u8)]) -> Health {
        let mut health = Health::default();
        for &(n, byte) in answers {
            health.hear(Said::State(n, byte));
        }
        health
    }

    #[test]
    fn what_is_wrong_is_told_so_that_a_sentence_can_go_on_behind_it() {
        use std::io::{Error, ErrorKind};
        let faults = [
            Fault::NoPaper,
            Fault::CoverOpen,
            Fault::Cutter,
            Fault::Failed,
            Fault::OffLine,
            Fault::Wedged,
            Fault::Silent,
            Fault::Gone(super::super::wire::why(&Error::from(ErrorKind::NotFound))),
        ];
        let kinds = [
            ErrorKind::PermissionDenied,
            ErrorKind::ConnectionRefused,
            ErrorKind::HostUnreachable,
            ErrorKind::TimedOut,
            ErrorKind::ResourceBusy,
            ErrorKind::StorageFull,
            ErrorKind::BrokenPipe,
        ];
        let said = faults.iter().map(ToString::to_string);
        for said in said.chain(kinds.map(|kind| super::super::wire::why(&Error::from(kind)))) {
            assert!(said.ends_with(|c: char| c.is_alphanumeric()), "{said}");
        }
    }

    #[test]
    fn a_fault_is_told_by_its_name() {
        let cases: [Case<'_>; 9] = [
            (&[(1, 0x12), (2, 0x12), (3, 0x12), (4, 0x12)], None),
            (&[(1, 0x1a), (2, 0x32), (3, 0x12), (4, 0x7e)], Some(Fault::NoPaper)),
            (&[(1, 0x1a), (2, 0x16), (3, 0x12), (4, 0x12)], Some(Fault::CoverOpen)),
            (&[(1, 0x1a), (2, 0x52), (3, 0x1a), (4, 0x12)], Some(Fault::Cutter)),
            (&[(1, 0x1a), (2, 0x52), (3, 0x32), (4, 0x12)], Some(Fault::Failed)),
            (&[(1, 0x1a), (2, 0x12), (3, 0x12), (4, 0x12)], Some(Fault::OffLine)),
            (&[(1, 0x12), (4, 0x1e)], None),
            // A clone that answers everything with the same byte.
            (&[(1, 0x16), (2, 0x16), (3, 0x16), (4, 0x16)], None),
            // It was open, and is on-line again.
            (&[(1, 0x1a), (2, 0x16), (1, 0x12)], None),
        ];
        for (answers, fault) in cases {
            assert_eq!(after(answers).fault(), fault, "{answers:02x?}");
        }
        assert!(after(&[(1, 0x12), (4, 0x1e)]).paper_is_low());
    }

    #[test]
    fn states_that_come_unasked_mean_the_same() {
        let cases = [
            ([0x10, 0, 0, 0], None),
            ([0x10, 0, 3, 0], None),
            ([0x18, 0, 0x0f, 0], Some(Fault::NoPaper)),
            ([0x38, 0, 0, 0], Some(Fault::CoverOpen)),
            ([0x18, 0x08, 0, 0], Some(Fault::Cutter)),
            ([0x18, 0, 0, 0], Some(Fault::OffLine)),
        ];
        let mut health = Health::default();
        for (bytes, fault) in cases {
            health.hear(Said::Changed(bytes));
            assert_eq!(health.fault(), fault, "{bytes:02x?}");
        }
    }

    #[test]
    fn a_port_tells_what_it_can() {
        let cases =
            [(0x18, None), (0x38, Some(Fault::NoPaper)), (0x08, Some(Fault::OffLine)), (0x10, Some(Fault::Failed))];
        for (status, fault) in cases {
            assert_eq!(of_port(status), fault, "{status:02x}");
        }
    }

    #[test]
    fn questions_are_the_bytes_of_the_manual() {
        assert_eq!(dle_eot(4), [0x10, 0x04, 0x04], "and no stray byte behind them");
        assert_eq!(gs_i(67), *b"\x1dIC");
        assert_eq!(gs_h(digits(70_815)), *b"\x1d(H\x06\x00\x30\x300815");
    }
}
