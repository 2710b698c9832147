//! The till's words become the words of `scanslip-hw`, and the other way round: a slip becomes the bytes of one printer,
//! and a key of a keypad becomes what it is for.

use crate::slip::{self, Dressing};
use crate::till::event::Key;
use crate::till::slip::Slip;
use scanslip_hw::keypad;
use scanslip_hw::printer::{Job, Profile};

/// How a kiosk's slips are pressed into bytes: for this printer, with this shop's header and footer.
#[derive(Clone, Debug)]
pub struct Press {
    /// What is the same on all slips.
    pub dressing: Dressing,
    /// What the printer can do.
    pub profile: Profile,
}

impl Press {
    /// What the printer gets for this slip, as job `id`. Fails where the printer's profile cannot print it.
    pub fn job(&self, id: u64, slip: &Slip) -> Result<Job, String> {
        let encoded = slip::bytes(slip, &self.dressing, &self.profile).map_err(|error| error.to_string())?;
        let mut body = encoded.bytes;
        let cut = body.split_off(encoded.cut_at.min(body.len()));
        Ok(Job { id, body, cut })
    }
}

/// What a key of a keypad is for.
pub const fn key(pressed: keypad::Key) -> Key {
    match pressed {
        keypad::Key::Digit(digit) => Key::Digit(digit),
        keypad::Key::Times => Key::Times,
        keypad::Key::Minus => Key::Undo,
        keypad::Key::Plus => Key::More,
        keypad::Key::Enter => Key::Confirm,
        keypad::Key::Clear => Key::Cancel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_pad_are_what_the_readme_says() {
        let cases = [
            (keypad::Key::Digit(7), Key::Digit(7)),
            (keypad::Key::Times, Key::Times),
            (keypad::Key::Minus, Key::Undo),
            (keypad::Key::Plus, Key::More),
            (keypad::Key::Enter, Key::Confirm),
            (keypad::Key::Clear, Key::Cancel),
        ];
        for (pressed, meant) in cases {
            assert_eq!(key(pressed), meant);
        }
    }
}
