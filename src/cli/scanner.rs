//! `scanslip scanner decode`: replays what a scanner was seen to send through the decoders of the service.

mod capture;
pub(super) mod setup;

use super::Failure;
use capture::{Lines, bytes_of_hex};
use scanslip_hw::scanner::decoder::Decoder;
use scanslip_hw::scanner::descriptor::{Descriptor, Unusable};
use scanslip_hw::scanner::framing::Framing;
use scanslip_hw::scanner::hid_keyboard::HidKeyboard;
use scanslip_hw::scanner::hid_keyboard::layout::Choice;
use scanslip_hw::scanner::hid_pos::HidPos;
use scanslip_hw::scanner::{Scan, Suffix};
use serde::Serialize;
use std::io::{BufRead, Write};

/// Looks into what scanners send.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Turns captured reports or bytes on standard input into scans.
    ///
    /// HID: one report a line in hexadecimal, with its id byte where the descriptor has ids, after the milliseconds if they
    /// are known. Serial: the milliseconds and the bytes in hexadecimal. Empty lines and lines that begin with # are
    /// skipped.
    Decode(Decode),
}

#[derive(Debug, clap::Args)]
struct Decode {
    /// What sent it.
    #[arg(long)]
    kind: Kind,
    /// The device's report descriptor in hexadecimal; without one, a keyboard sends boot reports of 8 bytes.
    #[arg(long, value_name = "HEX")]
    descriptor: Option<String>,
    /// The keyboard layout that the scanner is set to, or auto: found out from three numbers in a row.
    #[arg(long, default_value = "us")]
    layout: String,
    /// What ends a scan.
    #[arg(long, default_value = "cr")]
    suffix: End,
    /// The silence that ends a scan where the suffix is none, in milliseconds.
    #[arg(long, default_value_t = 50)]
    idle_ms: u32,
    /// Instead of the scans, say how the scanner is set that sent the test code
    /// SCANSLIP-1234567890-az.QWERTY|^<@ once: its keyboard layout and suffix.
    #[arg(long)]
    identify: bool,
    /// One JSON object a scan instead of identifier and text.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Kind {
    HidPos,
    HidKeyboard,
    Serial,
}

/// The suffixes of the settings. Carriage return and line feed stand for each other.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum End {
    #[value(aliases = ["lf", "crlf", "newline"])]
    Cr,
    Tab,
    None,
}

/// Replays `input` and writes the scans to `out`, each as soon as it is complete.
pub fn run(args: &Args, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Failure> {
    let What::Decode(decode) = &args.what;
    if decode.identify {
        return setup::run(decode, input, out);
    }
    let mut decoder = decode.decoder()?;
    let mut lines = Lines::new(input, matches!(decode.kind, Kind::Serial));
    let mut scans = Vec::new();
    while let Some(line) = lines.next().map_err(Failure::Failed)? {
        decoder.take(line.at_ms, &line.bytes, &mut scans);
        decode.write(&mut scans, out)?;
    }
    decoder.finish(&mut scans);
    decode.write(&mut scans, out)
}

/// One answer with `--json`.
#[derive(Serialize)]
struct Answer<'a> {
    text: &'a str,
    aim: Option<&'a str>,
}

impl Decode {
    fn decoder(&self) -> Result<Decoder, Failure> {
        let suffix = match self.suffix {
            End::Cr => Suffix::Newline,
            End::Tab => Suffix::Tab,
            End::None => Suffix::None,
        };
        let layout = Choice::named(&self.layout).map_err(|unknown| Failure::Usage(unknown.to_string()))?;
        let descriptor = self.descriptor.as_deref().map(descriptor).transpose()?;
        match (self.kind, descriptor) {
            (Kind::Serial, _) => Ok(Decoder::Serial(Framing::new(suffix, self.idle_ms))),
            (Kind::HidKeyboard, None) => Ok(Decoder::Keyboard(HidKeyboard::boot(layout, suffix, self.idle_ms))),
            (Kind::HidKeyboard, Some(descriptor)) => HidKeyboard::new(descriptor, layout, suffix, self.idle_ms)
                .map(Decoder::Keyboard)
                .map_err(|why| unusable(&why)),
            (Kind::HidPos, Some(descriptor)) => {
                HidPos::new(&descriptor).map(Decoder::Pos).map_err(|why| unusable(&why))
            }
            (Kind::HidPos, None) => Err(no_descriptor()),
        }
    }

    fn write(&self, scans: &mut Vec<Scan>, out: &mut dyn Write) -> Result<(), Failure> {
        for scan in scans.drain(..) {
            let Scan { text, aim } = &scan;
            if self.json {
                let json = serde_json::to_string(&Answer { text, aim: aim.as_deref() });
                let json =
                    json.map_err(|error| Failure::Failed(format!("A scan could not be written as JSON: {error}.")))?;
                writeln!(out, "{json}")?;
            } else {
                // A barcode must not command the terminal.
                let plain: String = text.chars().flat_map(printable).collect();
                writeln!(out, "{}\t{plain}", aim.as_deref().unwrap_or("-"))?;
            }
        }
        Ok(out.flush()?)
    }
}

fn descriptor(hex: &str) -> Result<Descriptor, Failure> {
    let bytes = bytes_of_hex(hex).ok_or_else(not_hexadecimal)?;
    Descriptor::parse(&bytes).map_err(|why| unusable(&why))
}

fn not_hexadecimal() -> Failure {
    Failure::Usage("The report descriptor is not hexadecimal; give two digits for each byte.".to_owned())
}

fn no_descriptor() -> Failure {
    let why = "HID POS reports have no fixed layout; give the device's report descriptor with --descriptor.";
    Failure::Usage(why.to_owned())
}

fn unusable(why: &Unusable) -> Failure {
    Failure::Usage(why.to_string())
}

fn printable(c: char) -> impl Iterator<Item = char> {
    let escaped = c.is_control().then(|| c.escape_default());
    let plain = escaped.is_none().then_some(c);
    escaped.into_iter().flatten().chain(plain)
}

#[cfg(test)]
mod tests;
