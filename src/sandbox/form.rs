//! `application/x-www-form-urlencoded` into names and values, within limits. Knows no field of any form.

use super::Refusal;

/// The most variables that a request may have: PHP's default `max_input_vars`. PHP drops the rest without a word, which
/// would lose lines of an order; the sandbox refuses.
pub(super) const MAX_VARIABLES: usize = 1_000;

/// Names and values in the order in which they came, percent-decoded.
#[derive(Debug)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a body or a query string.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut pairs = Vec::new();
        for (name, value) in form_urlencoded::parse(bytes) {
            if pairs.len() == MAX_VARIABLES {
                return Err(Refusal(format!("The request has more than {MAX_VARIABLES} variables.")));
            }
            // The decoder writes U+FFFD for bytes that are no UTF-8; nobody sends one on purpose.
            if name.contains('\u{fffd}') || value.contains('\u{fffd}') {
                return Err(Refusal::because("The request is not valid UTF-8."));
            }
            pairs.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(pairs))
    }

    /// The names and values.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_may_be_encoded_and_order_is_kept() {
        let form = Form::read(b"itemsList%5B%5D=12_2&itemsList[]=Free_1_a+b%26c&x").expect("a form");
        let pairs: Vec<_> = form.pairs().collect();
        assert_eq!(pairs, [("itemsList[]", "12_2"), ("itemsList[]", "Free_1_a b&c"), ("x", "")]);
    }

    #[test]
    fn a_form_has_limits() {
        let body = |count: usize| vec!["a=1"; count].join("&").into_bytes();
        assert!(Form::read(&body(MAX_VARIABLES)).is_ok());
        assert!(Form::read(&body(MAX_VARIABLES + 1)).is_err());
        assert!(Form::read(b"a=%ff").is_err(), "half a character");
    }
}
