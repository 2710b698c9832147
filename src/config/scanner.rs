//! `[[scanner]]`: where scans come from. Without any, the first HID scanner that is found is used.

use super::value::{self, Place, Text, Whole};
use super::wrong::Wrong;
use crate::till::settings::DOUBLE_READ_MS;
use scanslip_hw::scanner::hid_keyboard::layout::{self, Choice};
use scanslip_hw::scanner::{Match, Settings, Source, Suffix};
use serde::{Deserialize, Deserializer};

/// The most scanners.
const MAX: usize = 8;

/// One scanner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scanner {
    /// How it is connected.
    pub kind: Kind,
    /// By what a HID scanner is recognised; any if absent.
    #[serde(rename = "match")]
    pub matching: Option<Matching>,
    /// The keyboard layout that a scanner in keyboard mode is set to, or `auto`; `us` if absent.
    pub layout: Option<Layout>,
    /// What ends a scan.
    pub suffix: Ending,
    /// Silence that ends a scan where no suffix does, in milliseconds, 10 to 1,000; 50 if absent.
    pub idle_ms: Option<Whole<10, 1_000>>,
    /// The same code again within this time of its last reading is one scan, in milliseconds, 0 to 5,000; 0 lets every scan
    /// count. If absent, 400, and 0 for lines on standard input, which nobody reads twice by mistake.
    pub double_read_ms: Option<Whole<0, 5_000>>,
    /// The tty of a serial scanner.
    pub path: Option<Place>,
    /// The speed of a serial scanner in bits a second, 300 to 921,600; of no meaning to USB; 9,600 if absent.
    pub baud: Option<Whole<300, 921_600>>,
}

/// How a scanner is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// USB or Bluetooth HID, POS or keyboard mode: found out.
    #[default]
    Hid,
    /// A tty.
    Serial,
    /// Lines on standard input.
    Stdin,
}

/// By what a device is recognised; what is absent matches any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Matching {
    /// USB serial number.
    pub serial: Option<Text<128>>,
    /// USB port path.
    pub port: Option<Text<64>>,
    /// USB vendor.
    pub vid: Option<UsbId>,
    /// USB product.
    pub pid: Option<UsbId>,
}

/// Four hexadecimal digits in quotes, as `lsusb` writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsbId(pub u16);

impl<'de> Deserialize<'de> for UsbId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "four hexadecimal digits in quotes such as \"05e0\"", |text| {
            let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            u16::from_str_radix(text, 16).ok().filter(|_| digits).map(Self)
        })
    }
}

/// The short name of a keyboard layout, or `auto`: 2 to 16 of `a-z` and `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout(String);

impl<'de> Deserialize<'de> for Layout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "the short name of a keyboard layout such as us or fr", |text| {
            let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            ((2..=16).contains(&text.len()) && plain).then(|| Self(text.to_owned()))
        })
    }
}

/// What ends a scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Carriage return, or line feed, or both.
    #[default]
    Cr,
    /// The same as `cr`.
    Lf,
    /// The same as `cr`.
    Crlf,
    /// Tab.
    Tab,
    /// Nothing but silence.
    None,
}

impl Scanner {
    /// How long the same code is one scan, in milliseconds.
    pub(super) fn double_read_ms(&self) -> u32 {
        let unsaid = if self.kind == Kind::Stdin { 0 } else { DOUBLE_READ_MS };
        self.double_read_ms.map_or(unsaid, Whole::get)
    }

    /// Checks all of them together.
    pub(super) fn check(all: &[Self]) -> Result<(), Wrong> {
        Wrong::at_most("scanner", all.len(), MAX)?;
        for (index, scanner) in all.iter().enumerate() {
            let wrong = |key: &str, why: &str| Err(Wrong::new(format!("scanner.{index}.{key}"), why));
            let serial = scanner.kind == Kind::Serial;
            if serial && scanner.path.is_none() {
                return wrong("path", "is missing; a serial scanner needs the path of its tty, such as /dev/ttyACM0");
            }
            if !serial && (scanner.path.is_some() || scanner.baud.is_some()) {
                let key = if scanner.path.is_some() { "path" } else { "baud" };
                return wrong(key, "is only for kind = \"serial\"; set that or take it out");
            }
            if scanner.kind != Kind::Hid && (scanner.matching.is_some() || scanner.layout.is_some()) {
                let key = if scanner.matching.is_some() { "match" } else { "layout" };
                return wrong(key, "is only for kind = \"hid\"; set that or take it out");
            }
            if let Some(Layout(name)) = scanner.layout.as_ref().filter(|layout| Choice::named(&layout.0).is_err()) {
                let known = layout::known().collect::<Vec<_>>().join(", ");
                return wrong("layout", &format!("is \"{name}\", which is not known; use one of {known}, or auto"));
            }
            let before = &all[..index];
            if scanner.kind == Kind::Stdin && before.iter().any(|other| other.kind == Kind::Stdin) {
                return wrong("kind", "is \"stdin\", which another scanner reads; there is one standard input");
            }
            if serial && before.iter().any(|other| other.path == scanner.path) {
                return wrong("path", "is that of another scanner; a tty is read once");
            }
        }
        Ok(())
    }

    /// What is legal and may not be meant.
    pub(super) fn warnings(all: &[Self], say: &mut Vec<String>) {
        let any = |scanner: &&Self| scanner.kind == Kind::Hid && scanner.matching.as_ref().is_none_or(Matching::is_any);
        if all.len() > 1 && all.iter().any(|scanner| any(&scanner)) {
            say.push("One of several [[scanner]] has no match and may take the place of another.".to_owned());
        }
    }

    /// As the device's worker takes it.
    pub fn settings(&self) -> Settings {
        let source = match (self.kind, &self.path) {
            (Kind::Stdin, _) => Source::Stdin,
            (Kind::Serial, Some(path)) => {
                let baud = self.baud.unwrap_or(Whole::of::<9_600>()).get();
                Source::Serial { path: path.path().to_owned(), baud }
            }
            (Kind::Hid, _) | (Kind::Serial, None) => {
                Source::Hid(self.matching.as_ref().map(Matching::known).unwrap_or_default())
            }
        };
        let suffix = match self.suffix {
            Ending::Cr | Ending::Lf | Ending::Crlf => Suffix::Newline,
            Ending::Tab => Suffix::Tab,
            Ending::None => Suffix::None,
        };
        let layout = self.layout.as_ref().map_or_else(|| "us".to_owned(), |layout| layout.0.clone());
        Settings { source, suffix, layout, idle_ms: self.idle_ms.unwrap_or(Whole::of::<50>()).get() }
    }
}

impl Matching {
    fn is_any(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn known(&self) -> Match {
        Match {
            serial: self.serial.as_ref().map(Text::to_text),
            port: self.port.as_ref().map(Text::to_text),
            vid: self.vid.map(|id| id.0),
            pid: self.pid.map(|id| id.0),
        }
    }
}
