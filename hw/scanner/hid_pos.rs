//! HID POS reports become scans (USB-IF, HID Point of Sale Usage Tables 1.02; page 0x8C of the HID Usage Tables). Pure.
//!
//! Makers put the fields where they like, so every offset comes from the report descriptor. A scan larger than a report
//! comes in several, each but the last marked as continued.

mod layout;
mod trigger;

pub(super) use trigger::Trigger;

use super::descriptor::{Descriptor, Unusable};
use super::framing::HALF_SCAN_MS;
use super::scan::{MAX_BYTES, Scan};
use layout::{Layout, Piece};

/// How long a scan with Honeywell's identifier for answers waits for the sign that it is one, in milliseconds. It is
/// also their identifier for ISBN and ISSN, which are numbers and do not wait as long as words.
const NUMBER_MS: u64 = 50;
const WORDS_MS: u64 = 500;
/// Answers kept until that is known.
const MAX_ANSWERS: usize = 64;
/// Honeywell: a code of no symbology, or an answer to a command.
const ANSWER: &str = "]X0";
/// Honeywell: the last report of an answer.
const END_OF_ANSWER: &str = "]Z6";

/// Joins reports into scans.
#[derive(Debug)]
pub struct HidPos {
    layouts: Vec<Layout>,
    chain: Option<Chain>,
    answers: Vec<Scan>,
    due: Option<u64>,
}

/// The reports of one scan so far.
#[derive(Debug)]
struct Chain {
    aim: Option<String>,
    data: Vec<u8>,
    spoilt: bool,
}

impl HidPos {
    /// For a device with this descriptor, which must have Decoded Data in an input report.
    pub fn new(descriptor: &Descriptor) -> Result<Self, Unusable> {
        let layouts: Vec<Layout> = descriptor.inputs.iter().filter_map(Layout::of).collect();
        if layouts.is_empty() {
            return Err(Unusable::Lacks("Decoded Data of the barcode scanner page"));
        }
        Ok(Self { layouts, chain: None, answers: Vec::new(), due: None })
    }

    /// Takes one input report, with its id byte if the descriptor has ids, that arrived at `now` (milliseconds). Reports
    /// of other ids and reports too short for what they say they hold are ignored.
    pub fn take(&mut self, now: u64, report: &[u8], scans: &mut Vec<Scan>) {
        self.expire(now, scans);
        let Some(piece) = self.layouts.iter().find_map(|layout| layout.read(report)) else { return };
        if piece.aim.as_deref() == Some(END_OF_ANSWER) {
            self.chain = None;
            self.answers.clear();
            self.due = None;
            return;
        }
        let other_code = self.chain.as_ref().is_some_and(|chain| piece.aim.is_some() && chain.aim != piece.aim);
        if other_code {
            // Its end never came: half a code is another code.
            self.chain = None;
        }
        let continued = piece.continued;
        self.join(piece);
        if continued {
            self.due = Some(now.saturating_add(HALF_SCAN_MS));
        } else {
            self.complete(now, scans);
        }
    }

    /// When a scan whose continuation does not come is dropped; `None` if none is under way.
    pub const fn deadline(&self) -> Option<u64> {
        self.due
    }

    /// Drops the scan under way if its deadline is over: half a code is another code.
    pub fn expire(&mut self, now: u64, scans: &mut Vec<Scan>) {
        if self.due.is_some_and(|due| now >= due) {
            self.chain = None;
            self.finish(scans);
        }
    }

    /// Ends the scan under way: nothing more will come.
    pub fn finish(&mut self, scans: &mut Vec<Scan>) {
        self.complete(0, scans);
        scans.append(&mut self.answers);
        self.due = None;
    }

    fn join(&mut self, piece: Piece) {
        let chain = self.chain.get_or_insert_with(|| Chain { aim: piece.aim, data: Vec::new(), spoilt: false });
        if chain.data.len() + piece.data.len() > MAX_BYTES {
            chain.spoilt = true;
        }
        if chain.spoilt {
            chain.data.clear();
        } else {
            chain.data.extend(piece.data);
        }
    }

    fn complete(&mut self, now: u64, scans: &mut Vec<Scan>) {
        let scan = self.chain.take().and_then(Chain::into_scan);
        if let Some(scan) = scan.as_ref().filter(|scan| scan.aim.as_deref() == Some(ANSWER)) {
            let number = scan.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X');
            let wait = if number && self.answers.is_empty() { NUMBER_MS } else { WORDS_MS };
            self.due = Some(now.saturating_add(wait));
            self.answers.push(scan.clone());
            // A device that sends nothing else is no scanner that anybody asked.
            let surplus = self.answers.len().saturating_sub(MAX_ANSWERS);
            self.answers.drain(..surplus);
        } else {
            self.due = None;
            scans.append(&mut self.answers);
            scans.extend(scan);
        }
    }
}

impl Chain {
    fn into_scan(self) -> Option<Scan> {
        match self.aim {
            Some(aim) => Scan::with_aim(Some(aim), &self.data),
            // No field for it, or an empty one: it may stand in the data.
            None => Scan::of(&self.data),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::samples::{self, DS2208, DS2208_SENT, KEYBOARD_WITH_ID, XENON, XENON_SENT};
    use proptest::prelude::*;

    /// Two equal scans of 500 digits: the only thing that takes many reports.
    fn long() -> String {
        (0..500u32).map(|n| char::from_digit(n % 10, 10).expect("a digit")).collect()
    }

    fn decoder(descriptor: &[u8]) -> HidPos {
        HidPos::new(&Descriptor::parse(descriptor).expect("a descriptor")).expect("a scanner's")
    }

    /// A report of the Xenon (`wide` false) or of the DS2208.
    fn report(wide: bool, aim: &str, data: &[u8], continued: bool) -> Vec<u8> {
        let mut report = vec![2, u8::try_from(data.len()).expect("at most 56")];
        if wide {
            report.push(0);
        }
        report.extend(aim.as_bytes());
        report.resize(if wide { 6 } else { 5 }, 0);
        report.extend(data);
        report.resize(62, 0);
        report.push(0x63);
        report.push(u8::from(continued));
        report
    }

    fn decode(descriptor: &[u8], reports: &[Vec<u8>]) -> Vec<(String, Option<String>)> {
        let mut decoder = decoder(descriptor);
        let mut scans = Vec::new();
        for report in reports {
            decoder.take(0, report, &mut scans);
        }
        decoder.finish(&mut scans);
        scans.into_iter().map(|scan| (scan.text, scan.aim)).collect()
    }

    fn scan(text: &str, aim: &str) -> (String, Option<String>) {
        (text.to_owned(), (!aim.is_empty()).then(|| aim.to_owned()))
    }

    #[test]
    fn both_layouts_are_read_from_their_descriptors() {
        let xenon = report(false, "]E0", b"0306030209223", false);
        let ds2208 = report(true, "]Xg", b"306030209223", false);
        assert_eq!(decode(XENON, &[xenon]), [scan("0306030209223", "]E0")]);
        assert_eq!(decode(DS2208, &[ds2208]), [scan("306030209223", "]Xg")]);
    }

    #[test]
    fn what_real_scanners_sent_is_read() {
        assert_eq!(decode(XENON, &[samples::report(XENON_SENT)]), [scan("306030209223", "]E0")]);
        assert_eq!(decode(DS2208, &[samples::report(DS2208_SENT)]), [scan("306030209223", "]Xg")]);
    }

    #[test]
    fn continued_reports_are_joined() {
        let text = long();
        for (wide, descriptor) in [(false, XENON), (true, DS2208)] {
            let chunks: Vec<&[u8]> = text.as_bytes().chunks(56).collect();
            let last = chunks.len() - 1;
            let reports: Vec<_> =
                chunks.iter().enumerate().map(|(n, chunk)| report(wide, "]Q1", chunk, n < last)).collect();
            assert_eq!(
                decode(descriptor, &[reports.clone(), reports].concat()),
                [scan(&text, "]Q1"), scan(&text, "]Q1")]
            );
        }
    }

    #[test]
    fn a_missing_or_strange_identifier_does_no_harm() {
        assert_eq!(decode(XENON, &[report(false, "", b"123", false)]), [scan("123", "")]);
        assert_eq!(decode(XENON, &[report(false, "abc", b"123", false)]), [scan("123", "")]);
        assert_eq!(decode(XENON, &[report(false, "", b"]E0123", false)]), [scan("123", "]E0")]);
        assert_eq!(decode(XENON, &[report(false, "]E0", b"123\r\n", false)]), [scan("123", "]E0")]);
    }

    #[test]
    fn an_answer_to_a_command_is_no_scan_and_an_isbn_is_one() {
        let answer = [
            report(false, "]X0", b"Product Name: Voyager", true),
            report(false, "]X0", b" N/A\r\n", false),
            report(false, "]Z6", b"REVINF\x06.", false),
        ];
        assert_eq!(decode(XENON, &answer), []);
        let mut decoder = decoder(XENON);
        let mut scans = Vec::new();
        decoder.take(1000, &report(false, "]X0", b"9782070408504", false), &mut scans);
        assert!(scans.is_empty());
        assert_eq!(decoder.deadline(), Some(1050));
        decoder.expire(1050, &mut scans);
        assert_eq!((scans.len(), decoder.deadline()), (1, None));
        decoder.take(2000, &report(false, "]X0", b"9782070408504", false), &mut scans);
        decoder.take(2001, &report(false, "]E0", b"4006381333931", false), &mut scans);
        assert_eq!(scans.len(), 3, "another scan proves that it was one");
        decoder.take(3000, &report(false, "]X0", b"Voyager", false), &mut scans);
        decoder.expire(3100, &mut scans);
        decoder.take(3200, &report(false, "]Z6", b"REVINF\x06.", false), &mut scans);
        decoder.finish(&mut scans);
        assert_eq!(scans.len(), 3, "words wait longer for the sign that they are an answer");
    }

    #[test]
    fn a_scan_whose_rest_does_not_come_is_dropped_and_not_joined_to_the_next() {
        let mut decoder = decoder(XENON);
        let mut scans = Vec::new();
        decoder.take(0, &report(false, "]Q1", b"first", true), &mut scans);
        assert_eq!(decoder.deadline(), Some(200));
        decoder.take(300, &report(false, "]Q1", b"second", false), &mut scans);
        decoder.take(301, &report(false, "]Q1", b"third", true), &mut scans);
        decoder.take(302, &report(false, "]E0", b"fourth", false), &mut scans);
        let texts: Vec<&str> = scans.iter().map(|scan| scan.text.as_str()).collect();
        assert_eq!(texts, ["second", "fourth"]);
    }

    #[test]
    fn reports_of_a_wrong_size_or_id_are_ignored() {
        let good = report(false, "]E0", b"4006381333931", false);
        let mut other_id = good.clone();
        other_id[0] = 9;
        let mut overlong = good.clone();
        overlong[1] = 200;
        let reports =
            [vec![], vec![2], good[..10].to_vec(), other_id, report(false, "]E0", b"", false), overlong, good.clone()];
        assert_eq!(decode(XENON, &reports), [scan("4006381333931", "]E0")]);
        assert_eq!(decode(XENON, &[good[..18].to_vec()]), [scan("4006381333931", "]E0")], "zeros that are left out");
    }

    #[test]
    fn a_chain_without_end_is_dropped_and_the_next_scan_is_whole() {
        let mut reports = vec![report(false, "]Q1", &[b'7'; 56], true); 1000];
        reports.push(report(false, "]Q1", b"7", false));
        reports.push(report(false, "]Q1", b"123", false));
        assert_eq!(decode(XENON, &reports), [scan("123", "]Q1")]);
    }

    #[test]
    fn a_keyboard_is_no_hid_pos_device() {
        let descriptor = Descriptor::parse(KEYBOARD_WITH_ID).expect("a descriptor");
        assert!(matches!(HidPos::new(&descriptor), Err(Unusable::Lacks(_))));
    }

    proptest! {
        #[test]
        fn any_reports_spare_the_next_scan(
            sample in prop::sample::select(vec![(false, XENON), (true, DS2208)]),
            reports in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..70), 0..40),
        ) {
            let (wide, descriptor) = sample;
            let mut decoder = decoder(descriptor);
            let mut scans = Vec::new();
            for mut garbage in reports {
                if let Some(id) = garbage.first_mut() {
                    *id = 2;
                }
                decoder.take(0, &garbage, &mut scans);
                let held = decoder.chain.as_ref().map_or(0, |chain| chain.data.len());
                prop_assert!(held <= MAX_BYTES && decoder.answers.len() <= MAX_ANSWERS);
            }
            scans.clear();
            decoder.take(1000, &report(wide, "]E0", b"4006381333931", false), &mut scans);
            prop_assert_eq!(scans.pop().map(|scan| scan.text), Some("4006381333931".to_owned()));
        }
    }
}
