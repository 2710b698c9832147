//! Strokes become characters by one layout. Pure.

use super::keypad;
use super::keys::Modifiers;
use super::layout::{Layout, Level};
use unicode_normalization::UnicodeNormalization;

/// FNC1 within GS1 data.
const GS: char = '\u{1d}';
const CAPS_LOCK: u8 = 0x39;

/// One thing that a scanner typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    /// A key, while these modifiers were down.
    Key(u8, Modifiers),
    /// A character that no layout has a say in: an Alt code.
    Character(char),
}

/// Reads strokes in one layout.
#[derive(Clone, Debug)]
pub(super) struct Typist {
    layout: &'static Layout,
    /// Our own state: nobody tells an inhibited keyboard what its lamps should be.
    caps: bool,
    /// A dead key's combining character, until the letter comes that it belongs to.
    dead: Option<char>,
    /// The last character is a dead key on Windows: a space after it belongs to it.
    soft: bool,
}

impl Typist {
    pub(super) const fn new(layout: &'static Layout, caps: bool) -> Self {
        Self { layout, caps, dead: None, soft: false }
    }

    pub(super) const fn layout(&self) -> &'static Layout {
        self.layout
    }

    pub(super) const fn caps(&self) -> bool {
        self.caps
    }

    /// Whether it waits for no letter.
    pub(super) const fn is_idle(&self) -> bool {
        self.dead.is_none()
    }

    /// All that these strokes type.
    pub(super) fn text(mut self, strokes: &[Stroke]) -> String {
        let mut typed = String::new();
        for &stroke in strokes {
            self.stroke(stroke, &mut typed);
        }
        self.settle(&mut typed);
        typed
    }

    /// Adds to `typed` what this stroke types.
    pub(super) fn stroke(&mut self, stroke: Stroke, typed: &mut String) {
        let soft = std::mem::take(&mut self.soft);
        match stroke {
            Stroke::Character(character) => self.character(character, typed),
            Stroke::Key(CAPS_LOCK, _) => self.caps = !self.caps,
            Stroke::Key(key, modifiers) => {
                if let Some(text) = fixed(key) {
                    text.chars().for_each(|character| self.character(character, typed));
                } else if let Some(character) = self.read(key, modifiers)
                    && !(soft && character == ' ')
                {
                    self.character(character, typed);
                }
            }
        }
    }

    /// A dead key that no letter follows stands for itself.
    pub(super) fn settle(&mut self, typed: &mut String) {
        self.soft = false;
        typed.extend(self.dead.take().and_then(|dead| self.layout.accent(dead)));
    }

    fn read(&mut self, key: u8, modifiers: Modifiers) -> Option<char> {
        let alt_gr = modifiers.right_alt() || (modifiers.left_alt() && modifiers.ctrl());
        if modifiers.ctrl() && !alt_gr {
            return self.control(key, modifiers);
        }
        if modifiers.left_alt() && !alt_gr {
            return None;
        }
        let shift = modifiers.shift() != (self.caps && !alt_gr && self.layout.obeys_caps(key));
        let level = Level { shift, alt_gr };
        let character = self.layout.character(key, level)?;
        self.soft = self.layout.is_soft(character, level);
        Some(character)
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

    fn character(&mut self, character: char, typed: &mut String) {
        if self.layout.accent(character).is_some() {
            self.settle(typed);
            self.dead = Some(character);
            return;
        }
        match self.dead {
            Some(dead) if character == ' ' => {
                self.dead = None;
                typed.push(self.layout.accent(dead).unwrap_or(' '));
            }
            Some(dead) => {
                let mut composed = [character, dead].into_iter().nfc();
                // European layouts compose what Latin-1 and Latin Extended-A have; any other pair is typed as it is.
                if let (Some(letter @ ..='\u{17f}'), None) = (composed.next(), composed.next()) {
                    self.dead = None;
                    typed.push(letter);
                } else {
                    self.settle(typed);
                    typed.push(character);
                }
            }
            None => typed.push(character),
        }
    }
}

/// Keys that no layout has a say in.
const fn fixed(key: u8) -> Option<&'static str> {
    match key {
        0x28 => Some("\r"),
        0x2b => Some("\t"),
        // Some scanners can be set to send F8 for GS; no symbol means the key itself.
        0x41 => Some("\u{1d}"),
        _ => keypad::text(key),
    }
}
