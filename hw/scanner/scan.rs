//! One completed scan, and how its bytes become text. Knows no device.

use std::fmt;

/// One scan, without suffix and identifier.
#[derive(Clone, PartialEq, Eq)]
pub struct Scan {
    /// What the symbol holds; never empty.
    pub text: String,
    /// The AIM identifier (ISO/IEC 15424) that came before it, `]E0` say.
    pub aim: Option<String>,
}

/// A scan may be a customer card: only its length is told.
impl fmt::Debug for Scan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Scan({} characters, {:?})", self.text.chars().count(), self.aim)
    }
}

/// The most bytes one scan may hold. The largest QR code has 7089 digits or 2953 bytes.
pub const MAX_BYTES: usize = 8192;

impl Scan {
    /// Makes a scan of what a scanner sent for one symbol: STX (and the ETX that belongs to it) and the AIM identifier are
    /// taken off, and line ends and tabs around them: a scanner may send another suffix than the settings say, or a second
    /// one. `None` if nothing is left, or more than [`MAX_BYTES`].
    pub(super) fn of(raw: &[u8]) -> Option<Self> {
        let (aim, data) = split_aim(without_frame(without_ends(raw)));
        Self::with_aim(aim, data)
    }

    /// Makes a scan of data whose identifier came apart from it.
    pub(super) fn with_aim(aim: Option<String>, data: &[u8]) -> Option<Self> {
        let data = without_ends(data);
        if data.is_empty() || data.len() > MAX_BYTES {
            return None;
        }
        Some(Self { text: text(data), aim })
    }
}

/// Nothing on a product begins or ends with these.
fn without_ends(mut data: &[u8]) -> &[u8] {
    while let [b'\r' | b'\n' | b'\t', rest @ ..] | [rest @ .., b'\r' | b'\n' | b'\t'] = data {
        data = rest;
    }
    data
}

/// Some serial scanners put STX before and ETX behind a symbol's data.
fn without_frame(raw: &[u8]) -> &[u8] {
    const STX: u8 = 0x02;
    const ETX: u8 = 0x03;
    match raw {
        [STX, data @ .., ETX] | [STX, data @ ..] | data => data,
    }
}

/// `]`, a letter for the symbology, a modifier (ISO/IEC 15424).
fn split_aim(data: &[u8]) -> (Option<String>, &[u8]) {
    match data {
        [b']', code, modifier, rest @ ..] => match aim([b']', *code, *modifier]) {
            Some(aim) => (Some(aim), rest),
            None => (None, data),
        },
        _ => (None, data),
    }
}

/// An identifier, if these three bytes are one.
pub(super) fn aim(bytes: [u8; 3]) -> Option<String> {
    let [flag, code, modifier] = bytes;
    let valid = flag == b']' && code.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric();
    valid.then(|| bytes.into_iter().map(char::from).collect())
}

/// UTF-8 where it is that, else Latin-1, which every byte string is.
fn text(data: &[u8]) -> String {
    match std::str::from_utf8(data) {
        Ok(text) => text.to_owned(),
        Err(_) => data.iter().copied().map(char::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_taken_off_and_nothing_else() {
        type Case = (&'static [u8], Option<(&'static str, Option<&'static str>)>);
        let cases: [Case; 15] = [
            (b"4006381333931", Some(("4006381333931", None))),
            (b"]E04006381333931", Some(("4006381333931", Some("]E0")))),
            (b"\x02]C10104006381333931", Some(("0104006381333931", Some("]C1")))),
            (b"\x02abc\x03", Some(("abc", None))),
            (b"abc\x03", Some(("abc\x03", None))),
            (b"]d201040063813339311\x1d10A", Some(("01040063813339311\x1d10A", Some("]d2")))),
            (b"]", Some(("]", None))),
            (b"]E", Some(("]E", None))),
            (b"]-0x", Some(("]-0x", None))),
            (b"]Q1]E0x", Some(("]E0x", Some("]Q1")))),
            (b"", None),
            (b"\x02\x03", None),
            (b"]E0", None),
            (b"\r\n\t", None),
            (b"\n]E0123\t\r\n", Some(("123", Some("]E0")))),
        ];
        for (raw, expected) in cases {
            let scan = Scan::of(raw);
            let scan = scan.as_ref().map(|scan| (scan.text.as_str(), scan.aim.as_deref()));
            assert_eq!(scan, expected, "{}", raw.escape_ascii());
        }
    }

    #[test]
    fn bytes_are_utf_8_or_latin_1() {
        assert_eq!(text("Käse".as_bytes()), "Käse");
        assert_eq!(text(b"K\xe4se"), "Käse");
        assert_eq!(text(&[0xff, 0x00]), "\u{ff}\0");
    }

    #[test]
    fn a_scan_is_not_told_to_a_log() {
        let scan = Scan::of(b"CUST-0042").expect("a scan");
        assert!(!format!("{scan:?}").contains("0042"));
    }
}
