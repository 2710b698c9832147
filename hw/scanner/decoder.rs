//! The three decoders behind one face. Pure.

use super::framing::Framing;
use super::hid_keyboard::{HidKeyboard, Hint};
use super::hid_pos::HidPos;
use super::scan::Scan;

/// What turns a device's reads into scans.
#[derive(Debug)]
pub enum Decoder {
    /// Bytes of a serial scanner.
    Serial(Framing),
    /// Reports of a HID POS scanner.
    Pos(HidPos),
    /// Reports of a scanner in keyboard mode.
    Keyboard(HidKeyboard),
}

impl Decoder {
    /// Takes what one read gave at `now` (milliseconds of any clock that only goes forward).
    pub fn take(&mut self, now: u64, read: &[u8], scans: &mut Vec<Scan>) {
        match self {
            Self::Serial(decoder) => decoder.take(now, read, scans),
            Self::Pos(decoder) => decoder.take(now, read, scans),
            Self::Keyboard(decoder) => decoder.take(now, read, scans),
        }
    }

    /// When it wants to be asked again although nothing came; `None` if nothing is under way.
    pub fn deadline(&self) -> Option<u64> {
        match self {
            Self::Serial(decoder) => decoder.deadline(),
            Self::Pos(decoder) => decoder.deadline(),
            Self::Keyboard(decoder) => decoder.deadline(),
        }
    }

    /// Ends the scan under way if its deadline is over.
    pub fn expire(&mut self, now: u64, scans: &mut Vec<Scan>) {
        match self {
            Self::Serial(decoder) => decoder.expire(now, scans),
            Self::Pos(decoder) => decoder.expire(now, scans),
            Self::Keyboard(decoder) => decoder.expire(now, scans),
        }
    }

    /// What there is to say of a keyboard's layout since this was asked last.
    pub fn hint(&mut self) -> Option<Hint> {
        match self {
            Self::Serial(_) | Self::Pos(_) => None,
            Self::Keyboard(decoder) => decoder.hint(),
        }
    }

    /// Ends the scan under way: nothing more will come.
    pub fn finish(&mut self, scans: &mut Vec<Scan>) {
        match self {
            Self::Serial(decoder) => decoder.finish(scans),
            Self::Pos(decoder) => decoder.finish(scans),
            Self::Keyboard(decoder) => decoder.finish(scans),
        }
    }
}
