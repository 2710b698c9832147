//! A vCard that comes line by line: scanners in keyboard and serial mode end a scan at each line end, those of the card
//! included. Gathers the lines into the one scan that they were.
//!
//! Holds no clock: every moment is an argument, in milliseconds of any one clock that does not go back.

use super::{Gtin, Scan, contact};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// The most lines of a card.
const LINES_MAX: usize = 64;
/// How long the next line may take, in milliseconds.
const PATIENCE_MS: i64 = 2_000;
/// What some scanners send before everything they read.
const PREFIX: &str = "$0";

/// The lines of a card until its last one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Gathering {
    held: Option<Held>,
}

#[derive(Clone, PartialEq, Eq)]
struct Held {
    /// The lines so far, each ended with a line feed.
    text: Zeroizing<String>,
    /// Characters in it.
    characters: usize,
    lines: usize,
    /// The identifier of the first line.
    aim: Option<String>,
    /// Whether the first line had [`PREFIX`]: then all have.
    prefixed: bool,
    /// Whether it grew too long: the rest is swallowed up to its end.
    broken: bool,
    /// When the last line came.
    last_ms: i64,
}

/// What became of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gathered {
    /// A scan to be read: the one that came, or a whole card.
    Scan(Scan),
    /// It is a line of a card, and more are to come.
    Waiting,
    /// A card grew beyond all bounds and was dropped: to be told as unreadable. The rest of it will be swallowed.
    Broken,
}

impl Gathering {
    /// Takes a scan that was completed at `at_ms`.
    ///
    /// From `BEGIN:VCARD` to `END:VCARD` scans are lines of a card: at most 64, 4,096 characters in all, each at most 2,000 ms
    /// after the one before. A card whose time has run out is forgotten here without a word; call [`Gathering::expire`]
    /// first to hear of it. A second `BEGIN:VCARD` begins anew.
    pub fn take(&mut self, mut scan: Scan, at_ms: i64) -> Gathered {
        self.expire(at_ms);
        let first = scan.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let bare = first.strip_prefix(PREFIX).map(str::trim_start);
        if contact::begins(bare.unwrap_or(first)) {
            let held = self.held.insert(Held {
                // Room for the longest card, so that growing leaves no copy of it behind.
                text: Zeroizing::new(String::with_capacity(4 * contact::LONGEST)),
                characters: 0,
                lines: 0,
                aim: scan.aim.take(),
                prefixed: bare.is_some(),
                broken: false,
                last_ms: at_ms,
            });
            held.add(bare.unwrap_or(first));
            scan.text.zeroize();
            return Gathered::Waiting;
        }
        if ends_a_card(bare.unwrap_or(first)) {
            // The rest of the card never came; no thing is lost to it.
            self.held = None;
        }
        let Some(held) = &mut self.held else { return Gathered::Scan(scan) };
        held.last_ms = at_ms;
        let line = if held.prefixed { scan.text.strip_prefix(PREFIX).unwrap_or(&scan.text) } else { &scan.text };
        let ended = line.lines().any(contact::ends);
        let was_broken = held.broken;
        held.add(line);
        let broken = held.broken;
        let whole = ended.then(|| Scan { text: std::mem::take(&mut *held.text), aim: held.aim.take() });
        scan.text.zeroize();
        if ended {
            self.held = None;
        }
        match whole {
            _ if broken && !was_broken => Gathered::Broken,
            Some(whole) if !broken => Gathered::Scan(whole),
            _ => Gathered::Waiting,
        }
    }

    /// Gives up a card whose next line did not come in time. True if it must be told as unreadable; false if there is none,
    /// if it still has time, and if it was told already.
    pub fn expire(&mut self, at_ms: i64) -> bool {
        if self.deadline_ms().is_none_or(|deadline| at_ms < deadline) {
            return false;
        }
        self.held.take().is_some_and(|held| !held.broken)
    }

    /// When [`Gathering::expire`] is to be called if no scan comes before.
    pub fn deadline_ms(&self) -> Option<i64> {
        self.held.as_ref().map(|held| held.last_ms.saturating_add(PATIENCE_MS).saturating_add(1))
    }
}

/// What is no line of anybody's card: a retail number that checks, and the kiosk's own codes.
fn ends_a_card(scan: &str) -> bool {
    scan.starts_with("SLIP-") || Gtin::parse(scan).is_some()
}

impl Held {
    fn add(&mut self, line: &str) {
        self.characters += line.chars().count() + 1;
        self.lines += 1;
        self.broken |= self.characters > contact::LONGEST || self.lines > LINES_MAX;
        if self.broken {
            self.text.zeroize();
        } else {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

/// A card is a customer's: only how much there is of it is told.
impl fmt::Debug for Gathering {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.held {
            Some(held) => write!(out, "Gathering({} lines)", held.lines),
            None => out.write_str("Gathering(nothing)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::{Detail, Meaning, Settings, read};
    use proptest::prelude::*;

    const CARD: [&str; 7] =
        ["BEGIN:VCARD", "VERSION:3.0", "N:Durand;Zoé", "NOTE:Sonner", " deux fois", "TEL:0612345678", "END:VCARD"];

    fn scan(text: &str) -> Scan {
        Scan { text: text.to_owned(), aim: None }
    }

    /// Feeds lines 100 ms apart; what came out of each.
    fn feed(gathering: &mut Gathering, lines: &[&str]) -> Vec<Gathered> {
        let lines = lines.iter().zip(0_i64..);
        lines.map(|(line, n)| gathering.take(scan(line), n * 100)).collect()
    }

    #[test]
    fn the_lines_of_a_card_become_one_scan() {
        for lines in [CARD.map(str::to_owned), CARD.map(|line| format!("$0{line}")), CARD.map(str::to_lowercase)] {
            let mut gathering = Gathering::default();
            let mut out = feed(&mut gathering, &lines.each_ref().map(String::as_str));
            let last = out.pop();
            assert!(out.iter().all(|gathered| *gathered == Gathered::Waiting), "{out:?}");
            let Some(Gathered::Scan(whole)) = last else { panic!("{last:?}") };
            let Meaning::Contact(contact) = read(&Settings::default(), &whole) else { panic!("{whole:?} is no card") };
            assert_eq!(
                contact.get(Detail::CommentaireAdresse).map(str::to_lowercase).as_deref(),
                Some("sonnerdeux fois")
            );
            assert_eq!(contact.get(Detail::Telephone), Some("0612345678"));
            assert_eq!(gathering, Gathering::default());
        }
    }

    #[test]
    fn other_scans_and_whole_cards_pass() {
        let mut gathering = Gathering::default();
        let whole = CARD.join("\n");
        for text in
            ["3017620422003", "SLIP-CONFIRM", "MECARD:N:A;;", "END:VCARD", "TEL:1", "", "BEGIN:VCALENDAR", &whole]
        {
            assert_eq!(gathering.take(scan(text), 0), Gathered::Scan(scan(text)), "{text}");
            assert_eq!(gathering.deadline_ms(), None);
        }
    }

    #[test]
    fn a_card_cut_after_any_line_is_told_once_and_the_next_scan_lives() {
        for lines in 1..CARD.len() {
            let mut gathering = Gathering::default();
            feed(&mut gathering, &CARD[..lines]);
            let last = 100 * i64::try_from(lines - 1).expect("few");
            assert_eq!(gathering.deadline_ms(), Some(last + 2_001));
            assert!(!gathering.clone().expire(last + 2_000), "the next line may still come");
            assert!(gathering.expire(last + 2_001) && !gathering.expire(last + 9_000), "told once");
            assert_eq!(gathering.take(scan("POMME"), last + 9_000), Gathered::Scan(scan("POMME")));
        }
        let mut gathering = Gathering::default();
        feed(&mut gathering, &CARD[..3]);
        assert_eq!(gathering.take(scan("POMME"), 60_000), Gathered::Scan(scan("POMME")), "even if nobody asked before");
    }

    #[test]
    fn a_card_beyond_its_bounds_is_told_once_and_swallowed_to_its_end() {
        let line = "x".repeat(100);
        for filler in ["NOTE:a", &line] {
            let mut gathering = Gathering::default();
            let lines: Vec<&str> = ["BEGIN:VCARD"].into_iter().chain([filler; 70]).chain(["END:VCARD"]).collect();
            let out = feed(&mut gathering, &lines);
            assert_eq!(out.iter().filter(|gathered| **gathered == Gathered::Broken).count(), 1);
            assert!(!out.iter().any(|gathered| matches!(gathered, Gathered::Scan(_))), "no line is a product");
            assert_eq!(gathering, Gathering::default(), "its end was seen");
        }
        let mut gathering = Gathering::default();
        feed(&mut gathering, &["BEGIN:VCARD", &"x".repeat(5_000)]);
        assert!(!gathering.expire(60_000), "it was told already");
        assert_eq!(gathering.deadline_ms(), None);
    }

    #[test]
    fn a_second_beginning_begins_anew_and_nobody_reads_what_is_held() {
        let mut gathering = Gathering::default();
        feed(&mut gathering, &["BEGIN:VCARD", "FN:SECRET", "BEGIN:VCARD", "FN:OTHER"]);
        assert!(!format!("{gathering:?}").contains("OTHER"));
        let Gathered::Scan(whole) = gathering.take(scan("END:VCARD"), 400) else { panic!("it has ended") };
        assert_eq!(whole.text, "BEGIN:VCARD\nFN:OTHER\nEND:VCARD\n");
    }

    proptest! {
        #[test]
        fn no_line_and_no_moment_makes_it_stumble(
            lines in proptest::collection::vec(("\\PC{0,8}|(\\$0)?(BEGIN|END):VCARD|x{4000}", any::<i64>()), 0..80),
        ) {
            let mut gathering = Gathering::default();
            for (line, at_ms) in lines {
                let _ = gathering.take(scan(&line), at_ms);
            }
        }
    }
}
