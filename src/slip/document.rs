//! The paper that the shop made of an order, on the slip: what it is called and its address in clear, never as a code.

use super::sheet::Sheet;
use crate::till::slip::{Document, Outcome};
use crate::words::Words;
use scanslip_hw::printer::block::Style;
use url::Url;

/// The longest address that is shown, in characters: nobody types more than that.
const ADDRESS_MAX: usize = 160;

impl Sheet<'_> {
    /// Below the payment part: a label and the address in small letters, over as many lines as it needs.
    pub(super) fn document(&mut self) {
        let Outcome::Accepted { document: Some(document), .. } = &self.slip.outcome else { return };
        let Some(address) = address(document) else { return };
        let name = name(document, self.words);
        self.feed();
        self.center(Style::BOLD, name);
        self.center(Style::SMALL, address);
    }
}

/// What the paper is called.
pub(crate) const fn name(document: &Document, words: &Words) -> &'static str {
    match document {
        Document::Invoice(_) => words.invoice,
        Document::Quote(_) => words.quote,
    }
}

/// Its address, if it may be shown: http or https with a host, the signs of ASCII that print, at most 160 of them.
/// Who read it from the shop's answer has looked at it already; it is looked at again where it is shown.
pub(crate) fn address(document: &Document) -> Option<&str> {
    let (Document::Invoice(address) | Document::Quote(address)) = document;
    let plain = address.len() <= ADDRESS_MAX && address.bytes().all(|byte| byte.is_ascii_graphic());
    (plain && host(address).is_some()).then_some(address)
}

/// The host of a web address, with its port where it names one.
pub(crate) fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_short_plain_web_address_is_shown() {
        let longest = format!("https://kash.click/{}", "a".repeat(ADDRESS_MAX - 19));
        let longer = format!("{longest}a");
        let cases = [
            ("https://kash.click/invoice/7.pdf?k=1", true),
            ("http://127.0.0.1:8080/invoice/7", true),
            (longest.as_str(), true),
            (longer.as_str(), false),
            ("https://kash.click/a b", false),
            ("https://kash.click/é", false),
            ("https://kash.click/\u{1b}@", false),
            ("https://kash.click/\u{7f}", false),
            ("https://", false),
            ("javascript:alert(1)", false),
            ("data:text/plain,x", false),
            ("invoice 7", false),
            ("", false),
        ];
        for (text, shown) in cases {
            for document in [Document::Invoice(text.to_owned()), Document::Quote(text.to_owned())] {
                assert_eq!(address(&document), shown.then_some(text), "{text:?}");
            }
        }
        assert_eq!(host("https://a.example:8443/x").as_deref(), Some("a.example:8443"));
    }
}
