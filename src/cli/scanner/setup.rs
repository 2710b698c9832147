//! How a scanner is set, as one who captured a scan of the test code gets to know it.

use super::capture::{Lines, bytes_of_hex};
use super::{Decode, Kind, no_descriptor, not_hexadecimal, unusable};
use crate::cli::Failure;
use scanslip_hw::scanner::Suffix;
use scanslip_hw::scanner::identify::{Sender, Setup, TEST_CODE, Verdict, identify};
use serde::Serialize;
use std::io::{BufRead, Write};

/// The answer with `--json`. No layout and no suffix where the scanner needs none.
#[derive(Serialize)]
struct Answer<'a> {
    layouts: &'a [&'static str],
    suffix: Option<&'static str>,
}

/// Reads a capture of one scan of the test code and says how its scanner is set.
pub(super) fn run(decode: &Decode, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Failure> {
    let descriptor = decode.descriptor.as_deref();
    let descriptor = descriptor.map(|hex| bytes_of_hex(hex).ok_or_else(not_hexadecimal)).transpose()?;
    let sender = match (decode.kind, descriptor) {
        (Kind::Serial, _) => Sender::Serial,
        (Kind::HidKeyboard, descriptor) => Sender::Keyboard(descriptor),
        (Kind::HidPos, Some(descriptor)) => Sender::Pos(descriptor),
        (Kind::HidPos, None) => return Err(no_descriptor()),
    };
    let mut reads = Vec::new();
    let mut lines = Lines::new(input, matches!(decode.kind, Kind::Serial));
    while let Some(line) = lines.next().map_err(Failure::Failed)? {
        reads.push(line.bytes);
    }
    let setup = match identify(&sender, &reads).map_err(|why| unusable(&why))? {
        Verdict::Known(setup) => setup,
        Verdict::Other | Verdict::Nothing => {
            return Err(Failure::Failed(format!(
                "The capture is not one scan of the test code in a layout that is known; scan {TEST_CODE} once."
            )));
        }
    };
    if decode.json {
        let answer = Answer { layouts: &setup.layouts, suffix: setup.suffix.map(word) };
        let json = serde_json::to_string(&answer);
        let json = json.map_err(|error| Failure::Failed(format!("The answer could not be written: {error}.")))?;
        return Ok(writeln!(out, "{json}")?);
    }
    settings(&setup).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    Ok(())
}

/// Lines for a `[[scanner]]` of the settings.
pub(in crate::cli) fn settings(setup: &Setup) -> Vec<String> {
    let layout = setup.layouts.split_first().map(|(layout, others)| match others {
        [] => format!("layout = \"{layout}\""),
        [one] => format!("layout = \"{layout}\"  # {one} types the test code alike"),
        many => format!("layout = \"{layout}\"  # {} type the test code alike", many.join(", ")),
    });
    let suffix = setup.suffix.map(|suffix| format!("suffix = \"{}\"", word(suffix)));
    layout.into_iter().chain(suffix).collect()
}

const fn word(suffix: Suffix) -> &'static str {
    match suffix {
        Suffix::Newline => "cr",
        Suffix::Tab => "tab",
        Suffix::None => "none",
    }
}
