//! The shop's base address: which ones may be used at all, and where the scripts lie below it.
//!
//! Payment links have their own, stricter rules ([`super::link`]).

use url::{Host, Url};

/// A base address that was held against the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

/// Why an address cannot be the shop's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The key would travel readable.
    #[error("the shop's address is plain http to {0}, and the key would travel readable: write https")]
    PlainHttp(String),
    /// Neither https nor http.
    #[error("the shop's address begins with {0}: and not with https:")]
    Scheme(String),
    /// User name, password, query or fragment.
    #[error("the shop's address on {0} holds a user name, a query or a fragment: leave only host, port and path")]
    Extra(String),
}

impl Address {
    /// Takes https to any host, and plain http to this machine itself (sandbox and tests).
    pub fn new(url: &Url) -> Result<Self, Unfit> {
        let host = url.host_str().unwrap_or_default();
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(url) => {}
            "http" => return Err(Unfit::PlainHttp(host.to_owned())),
            other => return Err(Unfit::Scheme(other.chars().take(20).collect())),
        }
        let bare =
            url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
        if bare { Ok(Self(url.clone())) } else { Err(Unfit::Extra(host.to_owned())) }
    }

    /// Where the script of this name lies: `/workers/NAME` below the base.
    pub fn script(&self, name: &str) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push("workers").push(name);
        }
        url
    }

    /// Whether it is plain http, which [`Address::new`] allows to this machine only.
    pub fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }
}

/// Whether the host is this machine: `localhost`, 127.0.0.0/8 or `::1`.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Result<Address, Unfit> {
        Address::new(&Url::parse(text).expect("an address"))
    }

    #[test]
    fn scripts_lie_below_the_base_whatever_its_end() {
        let cases = [
            ("https://kash.click", "https://kash.click/workers/webapp.php"),
            ("https://kash.click/", "https://kash.click/workers/webapp.php"),
            ("https://example.org/shop", "https://example.org/shop/workers/webapp.php"),
            ("https://example.org/shop/", "https://example.org/shop/workers/webapp.php"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/workers/webapp.php"),
            ("http://[::1]:8080", "http://[::1]:8080/workers/webapp.php"),
            ("http://localhost:8080", "http://localhost:8080/workers/webapp.php"),
        ];
        for (base, script) in cases {
            assert_eq!(address(base).expect(base).script("webapp.php").as_str(), script);
        }
    }

    #[test]
    fn the_key_travels_readable_to_nobody() {
        for text in [
            "http://kash.click",
            "http://192.168.1.2",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org",
            "http://0.0.0.0",
            "http://[::ffff:7f00:1]",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "data:text/plain,x",
            "https://user@kash.click",
            "https://user:secret@kash.click",
            "https://kash.click/?key=secret",
            "https://kash.click/#secret",
        ] {
            let refusal = address(text).expect_err(text).to_string();
            assert!(!refusal.contains("secret"), "{refusal}");
        }
    }
}
