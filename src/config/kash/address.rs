//! How a shop is named: its address, its number, the hosts it sends shoppers to.

use crate::config::value;
use serde::{Deserialize, Deserializer};
use url::Url;

/// The base address of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(pub Url);

impl Address {
    /// Reads `https://host[:port]`, or plain http to a loopback address; nothing behind but a `/`.
    pub fn new(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let bare = url.username().is_empty() && url.password().is_none() && url.path() == "/";
        let bare = bare && url.query().is_none() && url.fragment().is_none();
        let address = Self(url);
        let scheme = match address.0.scheme() {
            "https" => address.0.host().is_some(),
            "http" => address.is_loopback(),
            _ => false,
        };
        (bare && scheme).then_some(address)
    }

    /// Where Kash is.
    pub(super) fn kash_click() -> Self {
        Self::new("https://kash.click").unwrap_or_else(|| unreachable!("a literal that is an address"))
    }

    /// Whether it is this machine itself.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "https:// and a host without a path (plain http:// only to a loopback address)";
        value::text(deserializer, expected, Self::new)
    }
}

/// `shopID`: 1 to 64 letters, digits, `-`, `_` or `.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopId(String);

impl ShopId {
    /// None yet.
    pub(super) fn unset() -> Self {
        Self(String::new())
    }

    /// As the shop writes it; empty while it has not been set.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ShopId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "the number of your shop in quotes, 1 to 64 letters, digits, -, _ or .", |text| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            ((1..=64).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
        })
    }
}

/// A host name or address as a URL has it: lower case, no port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host(String);

impl Host {
    /// Where Kash's payment pages are.
    pub(super) fn kash_click() -> Self {
        Self("kash.click".to_owned())
    }

    /// The host.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "a host name in lower case, without https:// and without a port", |text| {
            let host = url::Host::parse(text).ok()?;
            (text.len() <= 253 && host.to_string() == text).then(|| Self(text.to_owned()))
        })
    }
}
