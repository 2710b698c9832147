//! The till's words become the words of `scanslip-hw`, and the other way round: a slip becomes the bytes of one printer,
//! and a key of a keypad becomes what it is for.

use crate::slip::{self, Dressing, Shortfall};
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
    /// What the printer gets for this slip, as job `id`, and what of it will not be on paper as it was meant. Fails where
    /// the printer's profile cannot print it.
    pub fn job(&self, id: u64, slip: &Slip) -> Result<(Job, Shortfall), String> {
        let encoded = slip::bytes(slip, &self.dressing, &self.profile).map_err(|error| error.to_string())?;
        let shortfall = Shortfall::of(slip, &encoded, &self.profile);
        let mut body = encoded.bytes;
        let cut = body.split_off(encoded.cut_at.min(body.len()));
        Ok((Job { id, body, cut }, shortfall))
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
        keypad::Key::Help => Key::Help,
        keypad::Key::Language => Key::Language,
        keypad::Key::Info => Key::PriceCheck,
        keypad::Key::Print => Key::Copy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::till::order::PaymentLink;
    use crate::till::slip::Outcome;

    #[test]
    fn what_a_printer_cannot_print_is_counted_with_the_job() {
        let profile = Profile::named("generic-80mm").expect("it is built in");
        let mut press = Press { dressing: slip::sample_dressing(), profile };
        let short = |press: &Press| press.job(1, &slip::sample()).expect("it can be printed").1;
        assert!(short(&press).is_none(), "{}", short(&press));
        press.dressing.footer = vec!["À bientôt 😀😀 ﬁ".to_owned()];
        assert_eq!(short(&press), Shortfall { rewritten: 1, lost: 2, codes_as_text: 0 });
        let mut long = slip::sample();
        if let Outcome::Accepted { payment, .. } = &mut long.outcome {
            *payment = PaymentLink::Allowed(format!("https://kash.click/{}", "x".repeat(4_000)));
        }
        assert_eq!(press.job(1, &long).expect("it can be printed").1.codes_as_text, 1);
    }

    #[test]
    fn the_keys_of_a_pad_are_what_the_readme_says() {
        let cases = [
            (keypad::Key::Digit(7), Key::Digit(7)),
            (keypad::Key::Times, Key::Times),
            (keypad::Key::Minus, Key::Undo),
            (keypad::Key::Plus, Key::More),
            (keypad::Key::Enter, Key::Confirm),
            (keypad::Key::Clear, Key::Cancel),
            (keypad::Key::Help, Key::Help),
            (keypad::Key::Language, Key::Language),
            (keypad::Key::Info, Key::PriceCheck),
            (keypad::Key::Print, Key::Copy),
        ];
        for (pressed, meant) in cases {
            assert_eq!(key(pressed), meant);
        }
    }
}
