//! `[console]`: the web page for staff.

use super::value::{self, Place};
use super::wrong::Wrong;
use serde::{Deserialize, Deserializer};
use std::net::SocketAddr;

/// `[console]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Console {
    /// Address and port; there is no page if absent.
    pub listen: Option<Listen>,
    /// The file of the token that a browser must present. Needed unless only this machine can reach the page.
    pub token_file: Option<Place>,
    /// Nobody can settle an order or print a slip by the page.
    pub read_only: bool,
}

/// An address and a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listen(pub SocketAddr);

impl<'de> Deserialize<'de> for Listen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "an address and a port such as 127.0.0.1:8080";
        value::text(deserializer, expected, |text| text.parse().ok().map(Self))
    }
}

impl Console {
    pub(super) fn check(&self) -> Result<(), Wrong> {
        match self.listen {
            Some(Listen(address)) if !address.ip().is_loopback() && self.token_file.is_none() => {
                let why =
                    format!("is {address}, which others can reach; set console.token-file or listen on 127.0.0.1");
                Err(Wrong::new("console.listen", why))
            }
            _ => Ok(()),
        }
    }
}
