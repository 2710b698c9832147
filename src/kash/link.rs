//! Which address of the shop's may become a QR code, and which may be kept as text. Pure.
//!
//! A shopper pays where the code leads, so a link counts as hostile until shown otherwise: https, an exact host of the
//! settings, nothing that two readers could read differently. What is printed is the parsed link written out again, so
//! what was checked is what is printed.

use super::{Settings, address};
use crate::till::order::PaymentLink;
use serde_json::Value;
use url::{Host, Url};

/// The longest link in bytes, before and after it is written out again.
pub const LONGEST: usize = 500;

/// What a link is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    hosts: Vec<String>,
    loopback: bool,
}

impl Rules {
    /// The rules of these settings. Plain http to this machine itself is allowed only while the shop is on it.
    pub fn of(settings: &Settings) -> Self {
        Self { hosts: settings.payment_link_hosts.clone(), loopback: address::is_loopback(&settings.url) }
    }

    /// A payment link as the shop sent it. `null`, `false` and empty text stand for none.
    pub fn payment(&self, sent: Option<&Value>) -> PaymentLink {
        let text = match sent {
            None | Some(Value::Null | Value::Bool(false)) => return PaymentLink::Absent,
            Some(Value::String(text)) if text.is_empty() => return PaymentLink::Absent,
            Some(Value::String(text)) => text,
            Some(_) => return PaymentLink::Forbidden,
        };
        match self.read(text) {
            Some(url) if url.scheme() == "http" || self.names(&url) => PaymentLink::Allowed(url.into()),
            _ => PaymentLink::Forbidden,
        }
    }

    /// The address of an invoice or a quote: of the same shape, on any host. It is kept as text, never shown as a code.
    pub fn document(&self, sent: Option<&Value>) -> Option<String> {
        sent.and_then(Value::as_str).and_then(|text| self.read(text)).map(String::from)
    }

    /// Whether the host is one of the settings', to the letter.
    fn names(&self, url: &Url) -> bool {
        url.host_str().is_some_and(|host| self.hosts.iter().any(|allowed| allowed == host))
    }

    /// An address whose shape leaves no doubt where it leads.
    fn read(&self, text: &str) -> Option<Url> {
        if text.len() > LONGEST || !text.bytes().all(is_plain) || !escapes_are_sound(text) {
            return None;
        }
        let (scheme, rest) = text.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
        let url = Url::parse(text).ok().filter(|url| url.as_str().len() <= LONGEST)?;
        let host = url.host_str()?;
        // Scheme and host as they stand, not as a parser would mend them.
        let fits = match scheme.to_ascii_lowercase().as_str() {
            // No port, no user, no brackets: the authority is the host, and a name at that.
            "https" => authority == host && matches!(url.host(), Some(Host::Domain(_))),
            "http" => self.loopback && address::is_loopback(&url) && has_only_port(&authority, host),
            _ => false,
        };
        fits.then_some(url)
    }
}

/// Whether the authority is this host, with or without a port.
fn has_only_port(authority: &str, host: &str) -> bool {
    authority.strip_prefix(host).is_some_and(|rest| match rest.strip_prefix(':') {
        Some(port) => !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()),
        None => rest.is_empty(),
    })
}

/// The characters of RFC 3986, section 2, and no others: no space, no control, no backslash, nothing beyond ASCII.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

/// Whether every `%` begins an escape, and none of them stands for a control character or a backslash.
fn escapes_are_sound(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let byte = rest.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        byte.and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .is_some_and(|byte| !byte.is_ascii_control() && byte != b'\\')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kash::sample;

    fn cases(json: &str) -> Vec<String> {
        serde_json::from_str(json).expect("a list of links")
    }

    fn rules(shop: &str) -> Rules {
        let hosts = vec!["kash.click".to_owned(), "pay.example.org".to_owned(), "127.0.0.1".to_owned()];
        Rules::of(&Settings {
            url: Url::parse(shop).expect("an address"),
            payment_link_hosts: hosts,
            ..sample::settings()
        })
    }

    fn payment(rules: &Rules, link: &str) -> PaymentLink {
        rules.payment(Some(&Value::from(link)))
    }

    #[test]
    fn no_hostile_link_is_printed() {
        let hostile = cases(include_str!("../../tests/data/kash/links-hostile.json"));
        assert!(hostile.len() >= 200, "only {} links", hostile.len());
        for shop in ["https://kash.click", "http://127.0.0.1:8080"] {
            for link in &hostile {
                assert_eq!(payment(&rules(shop), link), PaymentLink::Forbidden, "{link:?} with the shop at {shop}");
            }
        }
    }

    #[test]
    fn a_good_link_is_printed_as_it_was_checked() {
        let pairs: Vec<[String; 2]> =
            serde_json::from_str(include_str!("../../tests/data/kash/links-good.json")).expect("pairs of links");
        for [sent, printed] in pairs {
            let allowed = PaymentLink::Allowed(printed.clone());
            assert_eq!(payment(&rules("https://kash.click"), &sent), allowed);
            assert_eq!(payment(&rules("https://kash.click"), &printed), allowed, "printing is stable");
        }
        let longest = format!("https://kash.click/{}", "a".repeat(LONGEST - 19));
        assert_eq!(payment(&rules("https://kash.click"), &longest), PaymentLink::Allowed(longest.clone()));
        assert_eq!(payment(&rules("https://kash.click"), &format!("{longest}a")), PaymentLink::Forbidden);
    }

    #[test]
    fn plain_http_leads_to_this_machine_and_only_from_it() {
        for link in
            ["http://127.0.0.1:8080/pay/7", "http://localhost:8080/pay/7", "http://[::1]:8080/p", "http://127.0.0.1/p"]
        {
            assert_eq!(payment(&rules("http://127.0.0.1:9"), link), PaymentLink::Allowed(link.to_owned()));
            assert_eq!(payment(&rules("https://kash.click"), link), PaymentLink::Forbidden, "{link}");
        }
        for link in
            ["http://kash.click/pay", "http://127.1/pay", "http://2130706433/", "http://u@127.0.0.1/", "http://0/"]
        {
            assert_eq!(payment(&rules("http://127.0.0.1:9"), link), PaymentLink::Forbidden, "{link}");
        }
    }

    #[test]
    fn what_is_no_link_is_absent_or_forbidden() {
        let rules = rules("https://kash.click");
        for none in [Value::Null, Value::Bool(false), Value::from("")] {
            assert_eq!(rules.payment(Some(&none)), PaymentLink::Absent, "{none}");
        }
        assert_eq!(rules.payment(None), PaymentLink::Absent);
        for odd in [Value::Bool(true), Value::from(7), serde_json::json!(["https://kash.click/pay"])] {
            assert_eq!(rules.payment(Some(&odd)), PaymentLink::Forbidden, "{odd}");
        }
    }

    #[test]
    fn documents_are_kept_from_any_host_and_in_one_shape() {
        let rules = rules("https://kash.click");
        let kept = |text: &str| rules.document(Some(&Value::from(text)));
        assert_eq!(kept("https://cdn.example.net/i.pdf").as_deref(), Some("https://cdn.example.net/i.pdf"));
        for text in [
            "http://kash.click/i.pdf",
            "https://10.0.0.1/i.pdf",
            "javascript:alert(1)",
            "A link",
            "",
            "https://a b.org/",
        ] {
            assert_eq!(kept(text), None, "{text}");
        }
        assert_eq!(rules.document(Some(&Value::from(7))), None);
    }
}
