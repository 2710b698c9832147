//! What the scanners read, before it means anything: cards that come line by line, and things that are read twice.
//!
//! A scanner without a pause reads one code twice. A package that bears bars and a 2D code (GS1 asks for both until the end
//! of 2027) gives two scans of one thing. Neither may be charged twice; two things of one kind must be, and they come further
//! apart than any hand moves.

use super::moment::Moment;
use crate::barcode::{Gathering, Gtin, Key, Meaning, Scan};
use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many things a scanner can go back and forth between: a package bears hardly more symbols.
const THINGS_MAX: usize = 4;
/// How far apart the bars and the 2D code of one thing may be read, in milliseconds.
const SYMBOLS_MS: i64 = 1_000;

/// What the scanners have read lately.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reads {
    /// The lines of a customer's card so far, where a scanner sends them one by one.
    pub(super) gathering: Gathering,
    /// The things that each scanner read last, the latest at the end.
    last: BTreeMap<usize, VecDeque<Thing>>,
}

/// A thing before a scanner, by the codes that were read off it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Thing {
    /// Its codes, the first two of them: no text, for it may be a customer's.
    codes: [Option<u64>; 2],
    /// Which product it is, and whether that was said by a code that says more.
    goods: Option<(Gtin, bool)>,
    /// When it was read last.
    at: Moment,
}

/// What a scan is after the ones before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// Another thing.
    New,
    /// The thing before, and nothing that is not known of it.
    Again,
    /// The thing before, whose bars were read, by a code that says more of it.
    Richer,
}

impl Reads {
    /// What a scan is that a scanner (by its place in the settings) completed at `at`. The same code is the same thing within
    /// `window_ms` of its last reading; if that is 0, every scan is another thing.
    pub(super) fn judge(&mut self, scanner: usize, window_ms: u32, scan: &Scan, meaning: &Meaning, at: Moment) -> Read {
        if window_ms == 0 {
            return Read::New;
        }
        let code = digest(scan);
        let goods = match meaning {
            Meaning::Product(Key::Gtin(gtin)) => Some((*gtin, false)),
            Meaning::Package(package) => Some((package.gtin, true)),
            _ => None,
        };
        let things = self.last.entry(scanner).or_default();
        let since = |thing: &Thing| at.0.saturating_sub(thing.at.0);
        if let Some(thing) =
            things.iter_mut().find(|thing| thing.codes.contains(&Some(code)) && since(thing) < i64::from(window_ms))
        {
            thing.at = at;
            return Read::Again;
        }
        for thing in things.iter_mut().rev().filter(|thing| since(thing) < SYMBOLS_MS) {
            if let (Some((before, was_rich)), Some((gtin, is_rich)), [_, second @ None]) =
                (thing.goods, goods, &mut thing.codes)
                && before == gtin
                && was_rich != is_rich
            {
                *second = Some(code);
                thing.at = at;
                return if is_rich { Read::Richer } else { Read::Again };
            }
        }
        if things.len() == THINGS_MAX {
            things.pop_front();
        }
        things.push_back(Thing { codes: [Some(code), None], goods, at });
        Read::New
    }
}

/// A number that stands for a scan; the same for the same scan as long as the process lives.
fn digest(scan: &Scan) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&scan.text, &scan.aim).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::{Settings, read};

    const BARS: &str = "3017620422003";
    const PACKAGE: &str = "]d201030176204220031721123110A1";
    const OTHER: &str = "]d201030176204220031721123110B2";

    /// What each scan is, of those that come at these milliseconds.
    fn judged(window_ms: u32, scans: &[(i64, usize, &str)]) -> Vec<Read> {
        let mut reads = Reads::default();
        let judge = |&(at, scanner, text): &(i64, usize, &str)| {
            let scan = Scan::split(text);
            reads.judge(scanner, window_ms, &scan, &read(&Settings::default(), &scan), Moment(at))
        };
        scans.iter().map(judge).collect()
    }

    #[test]
    fn the_same_code_is_one_thing_until_the_window_has_passed_without_it() {
        use Read::{Again, New};
        let scans = [(0, 0, BARS), (399, 0, BARS), (798, 0, BARS), (1_198, 0, BARS), (1_598, 0, "SLIP-CONFIRM")];
        assert_eq!(judged(400, &scans), [New, Again, Again, New, New]);
        assert_eq!(judged(0, &scans), [New; 5], "if the shop wants none of it");
        assert_eq!(judged(400, &[(0, 0, "SLIP-CONFIRM"), (100, 0, "SLIP-CONFIRM")]), [New, Again]);
    }

    #[test]
    fn other_symbols_of_a_package_that_are_read_in_between_make_no_second_thing() {
        use Read::{Again, New, Richer};
        let scans =
            [(0, 0, BARS), (50, 0, "https://brand.example/win"), (100, 0, BARS), (150, 0, PACKAGE), (200, 0, BARS)];
        assert_eq!(judged(400, &scans), [New, New, Again, Richer, Again]);
        assert_eq!(judged(400, &[(0, 0, BARS), (50, 0, "]E105"), (100, 0, BARS)]), [New, New, Again]);
    }

    #[test]
    fn two_scanners_read_two_things() {
        let scans = [(0, 0, BARS), (10, 1, BARS), (20, 1, PACKAGE), (30, 0, PACKAGE)];
        assert_eq!(judged(400, &scans), [Read::New, Read::New, Read::Richer, Read::Richer]);
    }

    #[test]
    fn bars_and_a_2d_code_are_one_thing_in_either_order() {
        use Read::{Again, New, Richer};
        assert_eq!(judged(400, &[(0, 0, BARS), (999, 0, PACKAGE)]), [New, Richer]);
        assert_eq!(judged(400, &[(0, 0, BARS), (1_000, 0, PACKAGE)]), [New, New]);
        assert_eq!(judged(400, &[(0, 0, PACKAGE), (999, 0, BARS)]), [New, Again]);
        // A scanner that goes on reading whatever it sees of it.
        let both = [(0, 0, PACKAGE), (100, 0, BARS), (200, 0, PACKAGE), (300, 0, BARS)];
        assert_eq!(judged(400, &both), [New, Again, Again, Again]);
        let both = [(0, 0, BARS), (100, 0, PACKAGE), (200, 0, BARS), (300, 0, PACKAGE)];
        assert_eq!(judged(400, &both), [New, Richer, Again, Again]);
        // Two packages are two things, however fast they come.
        assert_eq!(judged(400, &[(0, 0, PACKAGE), (100, 0, OTHER)]), [New, New]);
        assert_eq!(judged(400, &[(0, 0, BARS), (100, 0, PACKAGE), (200, 0, OTHER)]), [New, Richer, New]);
        assert_eq!(judged(0, &[(0, 0, BARS), (500, 0, PACKAGE)]), [New, New], "if the shop wants none of it");
    }
}
