//! Keyboard reports of a scanner in keyboard mode become scans. Pure; time is an argument.
//!
//! Reports become presses ([`keys`]), presses become characters by the [`layout`] that the scanner is set to, and
//! characters are cut into scans as those of a serial scanner are.

mod code_page;
mod keys;
pub mod layout;

use super::Suffix;
use super::descriptor::{Descriptor, Unusable};
use super::framing::Framing;
use super::scan::Scan;
use keys::{Keys, Modifiers};
use layout::{Layout, Level};
use unicode_normalization::UnicodeNormalization;

/// FNC1 within GS1 data.
const GS: char = '\u{1d}';

/// Types what a scanner types.
#[derive(Debug)]
pub struct HidKeyboard {
    keys: Keys,
    layout: &'static Layout,
    framing: Framing,
    /// Our own state: nobody tells an inhibited keyboard what its lamps should be.
    caps: bool,
    /// The digits typed on the number pad since Alt went down.
    alt_code: Option<u32>,
    /// A dead key's combining character, until the letter comes that it belongs to.
    dead: Option<char>,
}

impl HidKeyboard {
    /// For boot reports of 8 bytes.
    pub fn boot(layout: &'static Layout, suffix: Suffix, idle_ms: u32) -> Self {
        Self::of(Keys::boot(), layout, suffix, idle_ms)
    }

    /// For a device with this descriptor, which must have keyboard usages in an input report.
    pub fn new(
        descriptor: Descriptor,
        layout: &'static Layout,
        suffix: Suffix,
        idle_ms: u32,
    ) -> Result<Self, Unusable> {
        Ok(Self::of(Keys::new(descriptor)?, layout, suffix, idle_ms))
    }

    fn of(keys: Keys, layout: &'static Layout, suffix: Suffix, idle_ms: u32) -> Self {
        let framing = Framing::new(suffix, idle_ms);
        Self { keys, layout, framing, caps: false, alt_code: None, dead: None }
    }

    /// Takes one input report, with its id byte if the descriptor has ids, that arrived at `now` (milliseconds). A report
    /// that is not this keyboard's is ignored.
    pub fn take(&mut self, now: u64, report: &[u8], scans: &mut Vec<Scan>) {
        if self.framing.due().is_some_and(|due| now >= due) {
            self.finish(scans);
        }
        let Some(change) = self.keys.take(report) else { return };
        if !change.modifiers.alt()
            && let Some(code) = self.alt_code.take()
        {
            self.type_character(code_page::character(code), scans);
        }
        for key in change.pressed {
            self.press(key, change.modifiers, scans);
        }
        self.framing.touch(now);
    }

    /// When silence will have ended the scan that is under way; `None` if none is.
    pub fn deadline(&self) -> Option<u64> {
        if self.framing.is_idle() && self.dead.is_none() { None } else { self.framing.due() }
    }

    /// Ends the scan under way if its deadline is over.
    pub fn expire(&mut self, now: u64, scans: &mut Vec<Scan>) {
        if self.deadline().is_some_and(|due| now >= due) {
            self.finish(scans);
        }
    }

    /// Ends the scan under way: nothing more will come.
    pub fn finish(&mut self, scans: &mut Vec<Scan>) {
        self.settle(scans);
        self.framing.finish(scans);
        self.alt_code = None;
        self.keys.release();
    }

    fn press(&mut self, key: u8, modifiers: Modifiers, scans: &mut Vec<Scan>) {
        if let (Some(digit), true) = (keypad_digit(key), modifiers.alt()) {
            let code = self.alt_code.unwrap_or(0);
            self.alt_code = Some((code.saturating_mul(10).saturating_add(digit)).min(0xffff));
            return;
        }
        let typed = match key {
            0x39 => {
                self.caps = !self.caps;
                return;
            }
            // Num Lock is left alone with the rest: the pad of a scanner means digits whatever its lamp says.
            0x54..=0x63 | 0x67 | 0xb0 | 0xb1 => keypad(key),
            0x28 => "\r",
            0x2b => "\t",
            // Some scanners can be set to send F8 for GS; no symbol means the key itself.
            0x41 => "\u{1d}",
            _ => {
                if let Some(character) = self.character(key, modifiers) {
                    self.type_character(character, scans);
                }
                return;
            }
        };
        for character in typed.chars() {
            self.type_character(character, scans);
        }
    }

    fn character(&self, key: u8, modifiers: Modifiers) -> Option<char> {
        let alt_gr = modifiers.right_alt() || (modifiers.left_alt() && modifiers.ctrl());
        if modifiers.ctrl() && !alt_gr {
            return self.control(key, modifiers);
        }
        if modifiers.left_alt() && !alt_gr {
            return None;
        }
        let shift = modifiers.shift() != (self.caps && !alt_gr && self.layout.obeys_caps(key));
        self.layout.character(key, Level { shift, alt_gr })
    }

    /// Ctrl and a key. GS is Ctrl+], which a scanner sends by the key's place on a US board where its own layout has the
    /// bracket behind AltGr.
    fn control(&self, key: u8, modifiers: Modifiers) -> Option<char> {
        let level = Level { shift: modifiers.shift(), alt_gr: false };
        let own = self.layout.character(key, level);
        let us = Layout::us().character(key, level);
        if us == Some(']') {
            return Some(GS);
        }
        own.into_iter().chain(us).find_map(|character| match character.to_ascii_uppercase() {
            upper @ '@'..='_' => u8::try_from(upper).ok().map(|upper| char::from(upper & 0x1f)),
            _ => None,
        })
    }

    fn type_character(&mut self, character: char, scans: &mut Vec<Scan>) {
        if accent(character).is_some() {
            self.settle(scans);
            self.dead = Some(character);
            return;
        }
        match self.dead.take() {
            None => self.push(character, scans),
            Some(dead) if character == ' ' => self.push(accent(dead).unwrap_or(' '), scans),
            Some(dead) => {
                let mut composed = [character, dead].into_iter().nfc();
                // Western layouts compose what Latin-1 has; any other pair is typed as it is.
                if let (Some(letter @ ..='\u{ff}'), None) = (composed.next(), composed.next()) {
                    self.push(letter, scans);
                } else {
                    self.push(accent(dead).unwrap_or(' '), scans);
                    self.push(character, scans);
                }
            }
        }
    }

    /// A dead key that no letter follows stands for itself.
    fn settle(&mut self, scans: &mut Vec<Scan>) {
        if let Some(accent) = self.dead.take().and_then(accent) {
            self.push(accent, scans);
        }
    }

    fn push(&mut self, character: char, scans: &mut Vec<Scan>) {
        let mut bytes = [0; 4];
        for &byte in character.encode_utf8(&mut bytes).as_bytes() {
            self.framing.push(byte, scans);
        }
    }
}

/// The character that a dead key gives when a space follows; `None` if it is no dead key's.
const fn accent(combining: char) -> Option<char> {
    match combining {
        '\u{300}' => Some('`'),
        '\u{301}' => Some('´'),
        '\u{302}' => Some('^'),
        '\u{303}' => Some('~'),
        '\u{308}' => Some('¨'),
        _ => None,
    }
}

fn keypad_digit(key: u8) -> Option<u32> {
    match key {
        0x59..=0x61 => Some(u32::from(key - 0x58)),
        0x62 => Some(0),
        _ => None,
    }
}

/// HID Usage Tables, page 0x07, Keypad.
const fn keypad(key: u8) -> &'static str {
    match key {
        0x54 => "/",
        0x55 => "*",
        0x56 => "-",
        0x57 => "+",
        0x58 => "\r",
        0x59 => "1",
        0x5a => "2",
        0x5b => "3",
        0x5c => "4",
        0x5d => "5",
        0x5e => "6",
        0x5f => "7",
        0x60 => "8",
        0x61 => "9",
        0x62 => "0",
        0x63 => ".",
        0x67 => "=",
        0xb0 => "00",
        0xb1 => "000",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
