//! `[printer]`: where slips come out. Without the section, the first USB printer with the generic profile.

use super::value::{self, Name, Place, Text, Whole};
use super::wrong::Wrong;
use scanslip_hw::printer::profile::{self, Overrides, QrWay};
use scanslip_hw::printer::{self as port, Port};
use serde::{Deserialize, Deserializer};
use std::path::Path;

/// Where the kernel puts the first USB printer.
pub const USB: &str = "/dev/usb/lp0";
/// The profile that prints on any ESC/POS printer with 80 mm paper.
const PROFILE: &str = "generic-80mm";

/// `[printer]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Printer {
    /// How it is connected.
    pub kind: Kind,
    /// The device of a USB or serial printer, or the file; `/dev/usb/lp0` for a USB printer if absent.
    pub path: Option<Place>,
    /// The address of a network printer, `host:port`.
    pub address: Option<Address>,
    /// The speed of a serial printer in bits a second, 300 to 921,600; 38,400 if absent.
    pub baud: Option<Whole<300, 921_600>>,
    /// How a serial printer says that it takes no more for now; by XOFF if absent.
    pub flow: Option<Flow>,
    /// The name of a shipped profile, or the absolute path of one that `scanslip printer probe` wrote.
    pub profile: Profile,
    /// The only code page to use; the profile's if absent.
    pub codepage: Option<Text<32>>,
    /// Characters in a line, 16 to 96; the profile's if absent.
    pub columns: Option<Whole<16, 96>>,
    /// Dots in a line, 128 to 2,048; the profile's if absent.
    pub dots: Option<Whole<128, 2_048>>,
    /// How it prints a QR code; as the profile says if absent.
    pub qr: Option<Qr>,
    /// How it cuts; as the profile says if absent.
    pub cut: Option<Cut>,
    /// Whether it sounds its buzzer with a slip.
    pub buzzer: bool,
    /// Whether it opens a cash drawer with a slip.
    pub drawer: bool,
}

impl Default for Printer {
    fn default() -> Self {
        Self {
            kind: Kind::Usb,
            path: None,
            address: None,
            baud: None,
            flow: None,
            profile: Profile(PROFILE.to_owned()),
            codepage: None,
            columns: None,
            dots: None,
            qr: None,
            cut: None,
            buzzer: false,
            drawer: false,
        }
    }
}

/// How a printer is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The kernel's USB printer device.
    Usb,
    /// A tty.
    Serial,
    /// A raw port of the network.
    Tcp,
    /// A file to which slips are appended.
    File,
}

/// How a serial printer says that it takes no more for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// By the bytes XOFF and XON.
    XonXoff,
    /// By a wire to the host's CTS.
    RtsCts,
    /// Not at all.
    None,
}

impl From<Flow> for port::Flow {
    fn from(flow: Flow) -> Self {
        match flow {
            Flow::XonXoff => Self::XonXoff,
            Flow::RtsCts => Self::RtsCts,
            Flow::None => Self::None,
        }
    }
}

/// How a QR code is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Qr {
    /// By the printer, from its text.
    Native,
    /// As a picture.
    Raster,
    /// Not at all.
    None,
}

impl From<Qr> for QrWay {
    fn from(qr: Qr) -> Self {
        match qr {
            Qr::Native => Self::Native,
            Qr::Raster => Self::Raster,
            Qr::None => Self::None,
        }
    }
}

/// How paper is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// All but one point.
    Partial,
    /// Right through.
    Full,
    /// By hand.
    None,
}

impl From<Cut> for profile::Cut {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Partial => Self::Partial,
            Cut::Full => Self::Full,
            Cut::None => Self::None,
        }
    }
}

/// `host:port`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads `host:port`; an IPv6 address stands in brackets.
    pub fn new(text: &str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':')?;
        let port_fits =
            port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
        (text.len() <= 253 && port_fits && url::Host::parse(host).is_ok()).then(|| Self(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "a host and a port such as 192.0.2.7:9100", Self::new)
    }
}

/// The name of a profile, or the absolute path of a profile file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile(String);

impl Profile {
    /// The name or the path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Profile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "the name of a profile such as generic-80mm, or the absolute path of one", |text| {
            (Name::new(text).is_some() || Place::new(text).is_some()).then(|| Self(text.to_owned()))
        })
    }
}

impl Printer {
    pub(super) fn check(&self) -> Result<(), Wrong> {
        let wrong = |key: &str, why: &str| Err(Wrong::new(format!("printer.{key}"), why));
        match self.kind {
            Kind::Serial if self.path.is_none() => {
                wrong("path", "is missing; a serial printer needs the path of its tty, such as /dev/ttyUSB0")
            }
            Kind::File if self.path.is_none() => {
                wrong("path", "is missing; kind = \"file\" needs the path of the file")
            }
            Kind::Tcp if self.address.is_none() => {
                wrong("address", "is missing; a network printer needs its host and port, such as 192.0.2.7:9100")
            }
            Kind::Tcp if self.path.is_some() => wrong("path", "is of no use with kind = \"tcp\"; take it out"),
            Kind::Usb | Kind::Serial | Kind::File if self.address.is_some() => {
                wrong("address", "is only for kind = \"tcp\"; set that or take it out")
            }
            Kind::Usb | Kind::Tcp | Kind::File if self.baud.is_some() => {
                wrong("baud", "is only for kind = \"serial\"; set that or take it out")
            }
            Kind::Usb | Kind::Tcp | Kind::File if self.flow.is_some() => {
                wrong("flow", "is only for kind = \"serial\"; set that or take it out")
            }
            Kind::Usb | Kind::Serial | Kind::Tcp | Kind::File => Ok(()),
        }
    }

    /// Where it is.
    pub fn port(&self) -> Port {
        let path = || self.path.as_ref().map_or(Path::new(USB), Place::path).to_owned();
        match (self.kind, &self.address) {
            (Kind::Serial, _) => {
                let baud = self.baud.unwrap_or(Whole::of::<38_400>()).get();
                Port::Serial(path(), baud, self.flow.map(port::Flow::from).unwrap_or_default())
            }
            (Kind::File, _) => Port::File(path()),
            (Kind::Tcp, Some(address)) => Port::Tcp(address.0.clone()),
            (Kind::Usb, _) | (Kind::Tcp, None) => Port::Usb(path()),
        }
    }

    /// What the settings say otherwise than the profile.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            code_page: self.codepage.as_ref().map(Text::to_text),
            columns: self.columns.and_then(|columns| u8::try_from(columns.get()).ok()),
            dots: self.dots.and_then(|dots| u16::try_from(dots.get()).ok()),
            qr: self.qr.map(QrWay::from),
            cut: self.cut.map(profile::Cut::from),
        }
    }
}
