//! The log-in by a one-time code over HTTP.

use super::super::login;
use super::list::form;
use super::{Site, body, json, refuse};
use axum::extract::{Request, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

/// `getOTPForAccount.php`: sends a code to the owner of an address.
pub(super) async fn code(State(site): State<Site>, request: Request) -> Response {
    match body::form(request).await {
        Ok(form) => match login::wanted(&form, site.shop.settings()) {
            Ok(()) => sent(&site),
            Err(refusal) => refuse(&refusal),
        },
        Err(no_form) => no_form.answer(),
    }
}

/// The same by the link that `listShops.php` gives.
pub(super) async fn code_by_link(State(site): State<Site>, uri: Uri) -> Response {
    let wanted = |form| login::wanted_by_link(&form, site.shop.settings(), site.shop.secret());
    form(&uri).and_then(wanted).map_or_else(|refusal| refuse(&refusal), |()| sent(&site))
}

fn sent(site: &Site) -> Response {
    site.shop.send_code();
    let link = site.links.script("getAuthTokenWithOTP");
    json(&json!({"success": true, "result": "OTP sent", "consumeOTPlink": link}))
}

/// `getAuthTokenWithOTP.php`: shop id and key for a right code.
pub(super) async fn key(State(site): State<Site>, request: Request) -> Response {
    let form = match body::form(request).await {
        Ok(form) => form,
        Err(no_form) => return no_form.answer(),
    };
    let settings = site.shop.settings();
    match site.shop.log_in(&form) {
        Ok(()) => json(&json!({
            "success": true, "result": "OK", "APIKEY": settings.key.reveal(), "SHOPID": settings.shop_id,
        })),
        Err(refusal) => refuse(&refusal),
    }
}

/// `listShops.php`: the shops of an address.
pub(super) async fn shops(State(site): State<Site>, request: Request) -> Response {
    let form = match body::form(request).await {
        Ok(form) => form,
        Err(no_form) => return no_form.answer(),
    };
    let settings = site.shop.settings();
    let shop = || {
        let script = site.links.script("getOTPForAccount");
        let link = format!("{script}?accountID={}&code={}", settings.shop_id, site.shop.secret());
        // The misspelt name is the page's own.
        json!({"accountTitle": settings.name, "accountID": settings.shop_id, "getOPTForAccount": link})
    };
    match login::lists(&form, settings) {
        Ok(is_listed) => json(&is_listed.then(shop).into_iter().collect::<Value>()),
        Err(refusal) => refuse(&refusal),
    }
}
