//! How a scanner is set, found out from what it sent for one symbol of known text. Pure.

use super::Suffix;
use super::decoder::Decoder;
use super::descriptor::{Descriptor, Unusable};
use super::framing::Framing;
use super::hid_keyboard::HidKeyboard;
use super::hid_keyboard::layout::{Choice, Layout};
use super::hid_pos::HidPos;
use super::scan::Scan;

/// What the test symbol holds (Code 128 or QR). The first part, up to the letters, tells most layouts apart; the signs
/// behind it tell relatives apart, and a scanner may be unable to type one of them.
pub const TEST_CODE: &str = "SCANSLIP-1234567890-az.QWERTY|^<@";
/// How much of it must be right where no layout types all of it.
const CORE: &str = "SCANSLIP-1234567890-az.QWERTY";

/// What sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// HID POS, with its report descriptor.
    Pos(Vec<u8>),
    /// HID in keyboard mode, with its report descriptor; without one it sends boot reports of 8 bytes.
    Keyboard(Option<Vec<u8>>),
    /// A tty.
    Serial,
}

/// How a scanner is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The keyboard layouts in which it typed the test code, the commonest first; empty if it does not type.
    pub layouts: Vec<&'static str>,
    /// What it sends behind a symbol; `None` where the way of sending needs nothing of the kind.
    pub suffix: Option<Suffix>,
}

/// What one scan says of its scanner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was the test code.
    Known(Setup),
    /// It was something else, or the scanner types in a layout that is not known.
    Other,
    /// Nothing was scanned.
    Nothing,
}

/// Says how the scanner is set that sent these reads (each a report, or bytes in any cut) for one symbol.
pub fn identify(sender: &Sender, reads: &[Vec<u8>]) -> Result<Verdict, Unusable> {
    let layouts: Vec<Option<&'static Layout>> = match sender {
        Sender::Keyboard(_) => Layout::all().map(Some).collect(),
        Sender::Pos(_) | Sender::Serial => vec![None],
    };
    let mut read_in = Vec::new();
    for layout in layouts {
        let mut decoder = decoder(sender, layout, Suffix::None)?;
        let mut scans = replay(&mut decoder, reads);
        decoder.finish(&mut scans);
        read_in.push((layout, scans));
    }
    if read_in.iter().all(|(_, scans)| scans.is_empty()) {
        return Ok(Verdict::Nothing);
    }
    let that = |fits: fn(&str) -> bool| -> Vec<Option<&'static Layout>> {
        let fits = read_in.iter().filter(|(_, scans)| matches!(&scans[..], [Scan { text, .. }] if fits(text)));
        fits.map(|(layout, _)| *layout).collect()
    };
    let mut layouts = that(|text| text == TEST_CODE);
    if layouts.is_empty() {
        layouts = that(|text| text.starts_with(CORE) && !text.contains(char::is_control));
    }
    let Some(&best) = layouts.first() else { return Ok(Verdict::Other) };
    let suffix = match sender {
        Sender::Pos(_) => None,
        Sender::Keyboard(_) | Sender::Serial => Some(suffix(sender, best, reads)?),
    };
    Ok(Verdict::Known(Setup { layouts: layouts.into_iter().flatten().map(|layout| layout.name).collect(), suffix }))
}

/// The suffix that completes the scan, without the end of all input having to.
fn suffix(sender: &Sender, layout: Option<&'static Layout>, reads: &[Vec<u8>]) -> Result<Suffix, Unusable> {
    for suffix in [Suffix::Newline, Suffix::Tab] {
        if !replay(&mut decoder(sender, layout, suffix)?, reads).is_empty() {
            return Ok(suffix);
        }
    }
    Ok(Suffix::None)
}

fn decoder(sender: &Sender, layout: Option<&'static Layout>, suffix: Suffix) -> Result<Decoder, Unusable> {
    let choice = Choice { layout: layout.unwrap_or_else(Layout::us), auto: false };
    Ok(match sender {
        Sender::Pos(descriptor) => Decoder::Pos(HidPos::new(&Descriptor::parse(descriptor)?)?),
        Sender::Keyboard(None) => Decoder::Keyboard(HidKeyboard::boot(choice, suffix, 1)),
        Sender::Keyboard(Some(descriptor)) => {
            Decoder::Keyboard(HidKeyboard::new(Descriptor::parse(descriptor)?, choice, suffix, 1)?)
        }
        Sender::Serial => Decoder::Serial(Framing::new(suffix, 1)),
    })
}

fn replay(decoder: &mut Decoder, reads: &[Vec<u8>]) -> Vec<Scan> {
    let mut scans = Vec::new();
    for read in reads {
        decoder.take(0, read, &mut scans);
    }
    scans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::hid_keyboard::typewriter;
    use crate::scanner::samples::XENON;
    use std::collections::BTreeSet;

    const ENDS: [(Suffix, &[u8]); 3] = [(Suffix::Newline, &[0x28]), (Suffix::Tab, &[0x2b]), (Suffix::None, &[])];

    /// The boot reports of a text typed in a layout, ended by these keys.
    fn typed(layout: &Layout, text: &str, ends: &[u8]) -> Vec<Vec<u8>> {
        let mut reports = typewriter::reports(layout, text).expect("it has all characters");
        // The typewriter ends with Enter.
        reports.truncate(reports.len() - 2);
        for &key in ends {
            reports.extend([[0, 0, key, 0, 0, 0, 0, 0], [0; 8]]);
        }
        reports.into_iter().map(Vec::from).collect()
    }

    fn known(sender: &Sender, reads: &[Vec<u8>]) -> Setup {
        match identify(sender, reads) {
            Ok(Verdict::Known(setup)) => setup,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_layout_is_found_with_every_suffix() {
        for layout in Layout::all() {
            for (suffix, keys) in ENDS {
                let setup = known(&Sender::Keyboard(None), &typed(layout, TEST_CODE, keys));
                assert!(setup.layouts.contains(&layout.name), "{}: {setup:?}", layout.name);
                assert_eq!(setup.suffix, Some(suffix), "{}", layout.name);
            }
        }
    }

    /// Those that are left type the test code alike, so either reads it.
    #[test]
    fn few_layouts_are_taken_for_a_relative() {
        let mistaken: Vec<_> = Layout::all()
            .map(|layout| (layout.name, known(&Sender::Keyboard(None), &typed(layout, TEST_CODE, &[])).layouts[0]))
            .filter(|(layout, found)| layout != found)
            .collect();
        let expected =
            [("fr-oss", "fr"), ("ch-de", "ch-fr"), ("de-nodeadkeys", "de"), ("at", "de"), ("pl", "us"), ("fi", "se")];
        assert_eq!(mistaken, expected);
    }

    #[test]
    fn a_scanner_that_cannot_type_every_sign_is_known_by_the_rest() {
        for name in ["us", "fr", "de", "fr-bepo"] {
            let layout = Layout::named(name).expect("known");
            let setup = known(&Sender::Keyboard(None), &typed(layout, &TEST_CODE.replace('|', ""), &[0x28]));
            assert!(setup.layouts.contains(&name), "{name}: {setup:?}");
        }
        let distinct: BTreeSet<_> = TEST_CODE[CORE.len()..].chars().collect();
        assert!(TEST_CODE.starts_with(CORE) && distinct.len() == 4);
    }

    #[test]
    fn a_tty_is_known_by_its_suffix() {
        let cases: [(&str, Suffix); 5] = [
            ("\r", Suffix::Newline),
            ("\r\n", Suffix::Newline),
            ("\n", Suffix::Newline),
            ("\t", Suffix::Tab),
            ("", Suffix::None),
        ];
        for (end, suffix) in cases {
            for prefix in ["", "]C0", "\u{2}"] {
                let bytes = format!("{prefix}{TEST_CODE}{end}").into_bytes();
                let reads: Vec<_> = bytes.chunks(7).map(<[u8]>::to_vec).collect();
                let expected = Setup { layouts: Vec::new(), suffix: Some(suffix) };
                assert_eq!(known(&Sender::Serial, &reads), expected, "{prefix:?} {end:?}");
            }
        }
    }

    #[test]
    fn a_hid_pos_scanner_needs_no_more_than_its_kind() {
        let mut report = vec![2, u8::try_from(TEST_CODE.len()).expect("short")];
        report.extend(b"]C0");
        report.extend(TEST_CODE.bytes());
        report.resize(64, 0);
        let setup = known(&Sender::Pos(XENON.to_vec()), &[report]);
        assert_eq!(setup, Setup { layouts: Vec::new(), suffix: None });
    }

    #[test]
    fn another_code_proves_nothing() {
        let us = Layout::us();
        assert_eq!(identify(&Sender::Keyboard(None), &typed(us, "4006381333931", &[0x28])), Ok(Verdict::Other));
        assert_eq!(identify(&Sender::Serial, &[b"4006381333931\r".to_vec()]), Ok(Verdict::Other));
        let twice = [typed(us, TEST_CODE, &[0x28]), typed(us, "1", &[0x28])].concat();
        assert_eq!(identify(&Sender::Keyboard(None), &twice), Ok(Verdict::Other), "two symbols at once");
        assert_eq!(identify(&Sender::Serial, &[]), Ok(Verdict::Nothing));
        assert_eq!(identify(&Sender::Keyboard(None), &[vec![0; 8]]), Ok(Verdict::Nothing));
        assert!(identify(&Sender::Pos(vec![1]), &[]).is_err());
    }
}
