//! What the shop answers to somebody who has no key yet. Pure.
//!
//! Source: Kash's pages "api_auth" (`getOTPForAccount.php`, `getAuthTokenWithOTP.php`) and "api_list_account"
//! (`listShops.php`). Of refusals they show one, `OTP not found`; it stands in `result` as those of a sale do.

use super::Key;
use super::fields::{Fields, without_bom};
use super::text::one_line;
use serde_json::Value;

/// The longest answer that is read, in bytes.
pub(super) const LONGEST: usize = 64 * 1024;
/// The longest text of the shop's that is repeated, in characters.
const REPEATED_MAX: usize = 120;
/// The most shops of one address that are offered.
const SHOPS_MAX: usize = 50;

/// One of the shops of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: String,
    /// Its name: one line without anything that commands a terminal.
    pub title: String,
}

/// What a code opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The shop's number.
    pub shop_id: String,
    /// Its key.
    pub key: Key,
}

/// The shops of an address; nothing if the answer is no list of them.
pub(super) fn accounts(status: u16, body: &[u8]) -> Option<Vec<Account>> {
    let rows: Vec<Fields> = serde_json::from_slice(without_bom(body)).ok().filter(|_| status == 200)?;
    let account = |row: &Fields| {
        let id = plain(row.get("accountID")?)?;
        let title = row.text("accountTitle").map(|title| one_line(title, REPEATED_MAX)).unwrap_or_default();
        Some(Account { id, title })
    };
    Some(rows.iter().filter_map(account).take(SHOPS_MAX).collect())
}

/// Whether a code was sent; what the shop says against it otherwise.
pub(super) fn sent(status: u16, body: &[u8]) -> Result<(), String> {
    answer(status, body).map(drop)
}

/// What the code opens; what the shop says against it otherwise, which never holds the key.
pub(super) fn opened(status: u16, body: &[u8]) -> Result<Opened, String> {
    let fields = answer(status, body)?;
    let shop_id = fields.get("SHOPID").and_then(plain).ok_or("it names no shop")?;
    let key = fields.text("APIKEY").and_then(Key::new).ok_or("it holds no key")?;
    Ok(Opened { shop_id, key })
}

fn answer(status: u16, body: &[u8]) -> Result<Fields, String> {
    let unreadable = || format!("no shop of Kash answers there (status {status})");
    let fields: Fields = serde_json::from_slice(without_bom(body)).map_err(|_| unreadable())?;
    let is_good = fields.get("success") == Some(&Value::Bool(true))
        || fields.text("result").is_some_and(|result| result.eq_ignore_ascii_case("OK"));
    if is_good {
        return Ok(fields);
    }
    let said = fields.text("result").map(|said| one_line(said, REPEATED_MAX)).filter(|said| !said.is_empty());
    Err(said.map_or_else(unreadable, |said| format!("the shop says: {said}")))
}

/// A number of a shop's, as a number or as text.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    ((1..=64).contains(&text.len()) && text.bytes().all(is_plain)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_and_a_refusal_is_told_in_the_shops_words() {
        let good = br#"{"success":true,"result":"OK","APIKEY":"s3cret-key","SHOPID":77}"#;
        let taken = opened(200, good).expect("a key");
        assert_eq!((taken.shop_id.as_str(), taken.key.reveal()), ("77", "s3cret-key"));
        assert!(!format!("{taken:?}").contains("s3cret"));
        for (body, why) in [
            (r#"{"success":false,"result":"OTP not found"}"#, "the shop says: OTP not found"),
            (r#"{"success":false,"result":"a\u001b[2Jb"}"#, "the shop says: a [2Jb"),
            (r#"{"success":false}"#, "no shop of Kash answers there (status 200)"),
            ("<html>", "no shop of Kash answers there (status 200)"),
            (r#"{"success":true,"APIKEY":"s3cret-key"}"#, "it names no shop"),
            (r#"{"success":true,"SHOPID":"7 7","APIKEY":"k"}"#, "it names no shop"),
            (r#"{"success":true,"SHOPID":"77","APIKEY":"s3cret key"}"#, "it holds no key"),
        ] {
            assert_eq!(opened(200, body.as_bytes()), Err(why.to_owned()), "{body}");
        }
    }

    #[test]
    fn the_shops_of_an_address_are_read_and_the_rest_is_left_out() {
        let body =
            r#"[{"accountTitle":"Chez Zo\u00e9","accountID":"12345","getOPTForAccount":"x"},{"accountTitle":"?"}]"#;
        let zoe = Account { id: "12345".to_owned(), title: "Chez Zoé".to_owned() };
        assert_eq!(accounts(200, body.as_bytes()), Some(vec![zoe]));
        assert_eq!(accounts(200, b"[]"), Some(Vec::new()));
        assert_eq!(accounts(200, br#"{"success":false}"#), None);
    }
}
