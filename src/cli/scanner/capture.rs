//! Captured reads as text: hexadecimal, with or without the milliseconds at which they were made.

use std::io::{BufRead, Read};

/// Longer than any read in hexadecimal.
const MAX_LINE: u64 = 65_536;

/// One read of a device.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at_ms: u64,
    pub(super) bytes: Vec<u8>,
}

/// The lines of a capture.
pub(super) struct Lines<'a> {
    input: &'a mut dyn BufRead,
    timed: bool,
    number: u64,
    at_ms: u64,
}

impl<'a> Lines<'a> {
    /// `timed`: each line must begin with its time.
    pub(super) fn new(input: &'a mut dyn BufRead, timed: bool) -> Self {
        Self { input, timed, number: 0, at_ms: 0 }
    }

    /// The next line that is neither empty nor a comment; `None` at the end. Time never goes back. The error is one
    /// sentence.
    pub(super) fn next(&mut self) -> Result<Option<Line>, String> {
        loop {
            self.number += 1;
            let mut raw = Vec::new();
            let read = Read::take(&mut *self.input, MAX_LINE).read_until(b'\n', &mut raw);
            match read {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                Err(error) => return Err(format!("Standard input could not be read: {error}.")),
            }
            let text = String::from_utf8_lossy(&raw);
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let whole = u64::try_from(raw.len()).is_ok_and(|length| length < MAX_LINE);
            let (time, hex) = self.split(text);
            let time = time.map_or(Some(None), |time| time.parse().ok().map(Some));
            let bytes = bytes_of_hex(hex);
            let (true, Some(time), Some(bytes)) = (whole, time, bytes) else { return Err(self.complaint()) };
            self.at_ms = self.at_ms.max(time.unwrap_or(0));
            return Ok(Some(Line { at_ms: self.at_ms, bytes }));
        }
    }

    fn split<'t>(&self, text: &'t str) -> (Option<&'t str>, &'t str) {
        let Some((first, rest)) = text.split_once(char::is_whitespace) else {
            return if self.timed { (Some(text), "") } else { (None, text) };
        };
        // `10 00001e` is a time and a report; `10 00 1e` is a report written byte by byte.
        let second = rest.split_whitespace().next().unwrap_or_default();
        let is_time = first.bytes().all(|byte| byte.is_ascii_digit()) && (first.len() != 2 || second.len() != 2);
        if self.timed || is_time { (Some(first), rest) } else { (None, text) }
    }

    fn complaint(&self) -> String {
        let number = self.number;
        if self.timed {
            format!("Line {number} of standard input is not MILLISECONDS HEX; write `1000 3430300d`, say.")
        } else {
            format!("Line {number} of standard input is no report in hexadecimal; write two digits for each byte.")
        }
    }
}

/// Two digits a byte, white space allowed between bytes.
pub(super) fn bytes_of_hex(hex: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for word in hex.split_whitespace() {
        if !word.len().is_multiple_of(2) {
            return None;
        }
        for pair in word.as_bytes().chunks(2) {
            let mut digits = pair.iter().map(|&digit| char::from(digit).to_digit(16));
            let byte = digits.try_fold(0, |byte, digit| digit.map(|digit| (byte << 4) | digit))?;
            bytes.push(u8::try_from(byte).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(timed: bool, mut text: &[u8]) -> Result<Vec<(u64, Vec<u8>)>, String> {
        let mut lines = Lines::new(&mut text, timed);
        let mut all = Vec::new();
        while let Some(line) = lines.next()? {
            all.push((line.at_ms, line.bytes));
        }
        Ok(all)
    }

    #[test]
    fn times_are_told_from_bytes() {
        type Case = (bool, &'static str, &'static [(u64, &'static [u8])]);
        let cases: [Case; 8] = [
            (false, "00001e\n", &[(0, &[0, 0, 0x1e])]),
            (false, "00 00 1e\r\n# a comment\n\n", &[(0, &[0, 0, 0x1e])]),
            (false, "10 00001e", &[(10, &[0, 0, 0x1e])]),
            (false, "1000 00 00 1E", &[(1000, &[0, 0, 0x1e])]),
            (false, "1000 00\n01\n", &[(1000, &[0]), (1000, &[1])]),
            (true, "10 30", &[(10, &[0x30])]),
            (true, "10 30 31\n5 32\n", &[(10, &[0x30, 0x31]), (10, &[0x32])]),
            (true, "10\n", &[(10, &[])]),
        ];
        for (timed, text, expected) in cases {
            let lines = read(timed, text.as_bytes()).expect("lines");
            let lines: Vec<_> = lines.iter().map(|(at_ms, bytes)| (*at_ms, bytes.as_slice())).collect();
            assert_eq!(lines, expected, "{text:?}");
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        for (timed, text) in [
            (false, "00\n0g\n"),
            (false, "00\n012\n"),
            (true, "1 00\n30 3\n"),
            (true, "1 00\nx 30\n"),
            (true, "1 00\n99999999999999999999 30\n"),
        ] {
            let error = read(timed, text.as_bytes()).expect_err("a complaint");
            assert!(error.starts_with("Line 2 of standard input"), "{text:?}: {error}");
        }
        assert!(read(false, "0".repeat(100_000).as_bytes()).is_err(), "too long");
        assert!(read(false, b"\xff\xfe\n").is_err());
    }
}
