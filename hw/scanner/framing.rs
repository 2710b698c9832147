//! Bytes become scans: what a serial scanner sends, cut at its suffix or at silence. Pure; time is an argument.
//!
//! A scanner in keyboard mode types the same thing, so its characters go through here as well.

use super::Suffix;
use super::scan::{MAX_BYTES, Scan};

/// Where a suffix is configured and does not come, this much silence ends a scan, in milliseconds.
pub const HALF_SCAN_MS: u64 = 200;

/// A scan with everything that may be around it: STX, identifier, ETX.
const MAX_RAW: usize = MAX_BYTES + 5;

/// Collects bytes until a scan is complete.
#[derive(Debug)]
pub struct Framing {
    suffix: Suffix,
    silence_ms: u64,
    held: Vec<u8>,
    /// More came than any scan has: what follows up to the end is dropped too.
    spoilt: bool,
    last: Option<u64>,
}

impl Framing {
    /// Scans end with `suffix`, or, where that is none, after `idle_ms` milliseconds of silence (at least 1).
    pub fn new(suffix: Suffix, idle_ms: u32) -> Self {
        let silence_ms = match suffix {
            Suffix::Newline | Suffix::Tab => HALF_SCAN_MS,
            Suffix::None => u64::from(idle_ms.max(1)),
        };
        Self { suffix, silence_ms, held: Vec::new(), spoilt: false, last: None }
    }

    /// Takes bytes that arrived at `now` (milliseconds of any clock that only goes forward).
    pub fn take(&mut self, now: u64, bytes: &[u8], scans: &mut Vec<Scan>) {
        self.expire(now, scans);
        for &byte in bytes {
            self.push(byte, scans);
        }
        self.touch(now);
    }

    /// When silence will have ended the scan that is under way; `None` if none is.
    pub fn deadline(&self) -> Option<u64> {
        if self.is_idle() { None } else { self.due() }
    }

    /// Ends the scan under way if its deadline is over.
    pub fn expire(&mut self, now: u64, scans: &mut Vec<Scan>) {
        if self.deadline().is_some_and(|due| now >= due) {
            self.finish(scans);
        }
    }

    /// Ends the scan under way: nothing more will come.
    pub fn finish(&mut self, scans: &mut Vec<Scan>) {
        self.complete(scans);
    }

    pub(super) fn is_idle(&self) -> bool {
        self.held.is_empty() && !self.spoilt
    }

    /// When it is silent for long enough, whether or not a scan is under way.
    pub(super) fn due(&self) -> Option<u64> {
        self.last.map(|last| last.saturating_add(self.silence_ms))
    }

    pub(super) fn touch(&mut self, now: u64) {
        self.last = Some(now);
    }

    pub(super) fn push(&mut self, byte: u8, scans: &mut Vec<Scan>) {
        if self.ends_with(byte) {
            self.complete(scans);
        } else if self.held.len() == MAX_RAW {
            self.held.clear();
            self.spoilt = true;
        } else if !self.spoilt {
            self.held.push(byte);
        }
    }

    fn ends_with(&self, byte: u8) -> bool {
        match self.suffix {
            Suffix::Newline => matches!(byte, b'\r' | b'\n'),
            Suffix::Tab => byte == b'\t',
            Suffix::None => false,
        }
    }

    fn complete(&mut self, scans: &mut Vec<Scan>) {
        scans.extend(Scan::of(&self.held));
        self.held.clear();
        self.spoilt = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(scans: &[Scan]) -> Vec<&str> {
        scans.iter().map(|scan| scan.text.as_str()).collect()
    }

    fn at_once(suffix: Suffix, bytes: &[u8]) -> Vec<Scan> {
        let mut framing = Framing::new(suffix, 50);
        let mut scans = Vec::new();
        framing.take(0, bytes, &mut scans);
        framing.finish(&mut scans);
        scans
    }

    #[test]
    fn every_suffix_ends_one_scan() {
        let cases: [(Suffix, &[u8], &[&str]); 9] = [
            (Suffix::Newline, b"12\r34\n56\r\n78\n\r90", &["12", "34", "56", "78", "90"]),
            (Suffix::Newline, b"\r\n\r\n", &[]),
            (Suffix::Newline, b"0104\x1d10A\r", &["0104\x1d10A"]),
            (Suffix::Newline, b"a\tb\r", &["a\tb"]),
            (Suffix::Newline, b"12\t", &["12"]),
            (Suffix::Tab, b"12\t\t34\t", &["12", "34"]),
            (Suffix::Tab, b"a\nb\t\r\nc\r\t", &["a\nb", "c"]),
            (Suffix::None, b"12\r\n", &["12"]),
            (Suffix::None, b"a\nb", &["a\nb"]),
        ];
        for (suffix, bytes, expected) in cases {
            assert_eq!(texts(&at_once(suffix, bytes)), expected, "{suffix:?} {}", bytes.escape_ascii());
        }
    }

    #[test]
    fn silence_ends_a_scan_that_no_suffix_ends() {
        for (suffix, silence) in [(Suffix::Newline, 200), (Suffix::Tab, 200), (Suffix::None, 50)] {
            let mut framing = Framing::new(suffix, 50);
            let mut scans = Vec::new();
            assert_eq!(framing.deadline(), None);
            framing.take(1000, b"12", &mut scans);
            framing.take(1010, b"34", &mut scans);
            assert_eq!(framing.deadline(), Some(1010 + silence));
            framing.expire(1009 + silence, &mut scans);
            assert!(scans.is_empty());
            framing.expire(1010 + silence, &mut scans);
            assert_eq!((texts(&scans), framing.deadline()), (vec!["1234"], None));
            framing.take(2000, b"\r\n\t", &mut scans);
            framing.finish(&mut scans);
            assert_eq!(texts(&scans), ["1234"], "a late suffix is no scan");
        }
    }

    #[test]
    fn bytes_after_the_silence_belong_to_the_next_scan_even_if_nobody_asked_in_between() {
        let mut framing = Framing::new(Suffix::Newline, 50);
        let mut scans = Vec::new();
        framing.take(0, b"12", &mut scans);
        framing.take(5000, b"34\r", &mut scans);
        assert_eq!(texts(&scans), ["12", "34"]);
    }

    #[test]
    fn the_largest_scan_is_whole_and_a_larger_one_takes_nothing_with_it() {
        for (length, kept) in [(7089, true), (MAX_BYTES, true), (MAX_BYTES + 1, false), (100_000, false)] {
            for prefix in ["", "]Q1"] {
                let stream = format!("{prefix}{}\r\n123\r\n", "7".repeat(length));
                let scans = at_once(Suffix::Newline, stream.as_bytes());
                assert_eq!(scans.last().map(|scan| scan.text.as_str()), Some("123"));
                assert_eq!(scans.len(), 1 + usize::from(kept), "{length} {prefix:?}");
                assert!(!kept || scans[0].text.len() == length);
            }
        }
    }

    #[test]
    fn garbage_without_an_end_is_forgotten_after_the_silence() {
        let mut framing = Framing::new(Suffix::None, 50);
        let mut scans = Vec::new();
        framing.take(0, &vec![0xff; 20_000], &mut scans);
        assert_eq!(framing.deadline(), Some(50));
        framing.take(60, b"123", &mut scans);
        framing.expire(110, &mut scans);
        assert_eq!(texts(&scans), ["123"]);
    }

    #[test]
    fn a_stream_cut_at_any_byte_gives_the_same_scans() {
        let stream = b"\x02]E04006381333931\r\n\r\n]C10104\x1d10A\nK\xe4se\r\x02abc\x03\r\n9";
        let expected = at_once(Suffix::Newline, stream);
        assert_eq!(expected.len(), 5);
        for cut in 0..=stream.len() {
            let mut framing = Framing::new(Suffix::Newline, 50);
            let mut scans = Vec::new();
            framing.take(0, &stream[..cut], &mut scans);
            framing.take(1, &stream[cut..], &mut scans);
            framing.finish(&mut scans);
            assert!(scans == expected, "cut at {cut}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_cut_give_the_same_scans_and_spare_the_next(
            chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..400), 0..60),
            suffix in prop::sample::select(vec![Suffix::Newline, Suffix::Tab]),
        ) {
            let mut framing = Framing::new(suffix, 50);
            let mut scans = Vec::new();
            for chunk in &chunks {
                framing.take(0, chunk, &mut scans);
                prop_assert!(framing.held.len() <= MAX_RAW);
            }
            framing.finish(&mut scans);
            prop_assert!(scans == at_once(suffix, &chunks.concat()));
            prop_assert!(scans.iter().all(|scan| !scan.text.is_empty()));
            scans.clear();
            framing.take(0, b"4006381333931\r\t", &mut scans);
            prop_assert_eq!(texts(&scans), ["4006381333931"]);
        }
    }
}
