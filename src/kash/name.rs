//! What the shop is called, as `getShopInfos.php` tells it. Pure.
//!
//! Only the vendor's own client shows that the script exists; the names of the fields are **inferred**.

use super::fields::{Fields, without_bom};
use serde::Deserialize;
use serde_json::Value;

/// By which names the name may go.
const NAMES: [&str; 6] = ["shopName", "shop_name", "name", "nom", "title", "accountTitle"];
/// Where the shop may stand in an object around it.
const WITHIN: [&str; 3] = ["shop", "data", "result"];

/// A bare object, or a list of one.
#[derive(Deserialize)]
#[serde(untagged)]
enum One {
    Shop(Fields),
    Shops([Fields; 1]),
}

/// The name, as the shop wrote it.
pub(super) fn of(status: u16, body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(without_bom(body)).ok().filter(|_| (200..=299).contains(&status))?;
    let infos = match serde_json::from_str::<One>(text).ok()? {
        One::Shop(infos) | One::Shops([infos]) => infos,
    };
    let name = |infos: &Fields| {
        let mut names = NAMES.into_iter().filter_map(|name| infos.text(name));
        names.find(|name| !name.trim().is_empty()).map(str::to_owned)
    };
    let within = || match WITHIN.into_iter().find_map(|name| infos.get(name))? {
        Value::Object(shop) => name(&Fields(shop.clone())),
        _ => None,
    };
    name(&infos).or_else(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_is_called_as_it_says_and_otherwise_not_at_all() {
        for (body, expected) in [
            (r#"{"shopID":"7","shopName":"Chez Anna"}"#, Some("Chez Anna")),
            (r#"[{"nom":"Chez Anna"}]"#, Some("Chez Anna")),
            (r#"{"success":true,"data":{"name":"Chez Anna"}}"#, Some("Chez Anna")),
            (r#"{"shopName":"  ","title":"Chez Anna"}"#, Some("Chez Anna")),
            (r#"{"success":false,"result":"bad key"}"#, None),
            (r#"{"shopName":7}"#, None),
            (r#"[{"name":"a"},{"name":"b"}]"#, None),
            ("<html>", None),
        ] {
            assert_eq!(of(200, body.as_bytes()).as_deref(), expected, "{body}");
            assert_eq!(of(500, body.as_bytes()), None);
        }
    }
}
