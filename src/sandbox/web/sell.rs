//! `webapp.php`: a sale by POST, and by GET, with the faults that the settings ask for.

use super::super::answer::recorded;
use super::super::faults::{Mishap, Registers, Reply};
use super::super::shop::NotSold;
use super::super::wire::Cord;
use super::body::{self, Half, NoForm};
use super::{Site, failed, json, refuse};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use std::time::Duration;

/// A sale by POST, as the page has it.
pub(super) async fn by_post(
    State(site): State<Site>,
    ConnectInfo(cord): ConnectInfo<Cord>,
    request: Request,
) -> Response {
    match body::posted(request).await {
        Ok(form) => record(&site, &cord, &form).await,
        Err(NoForm::Refused(refusal)) => refuse(&refusal),
        Err(NoForm::Broken) => lost(&cord),
    }
}

/// A sale by GET: Kash records it all the same, so neither do we take mercy.
pub(super) async fn by_get(State(site): State<Site>, ConnectInfo(cord): ConnectInfo<Cord>, uri: Uri) -> Response {
    record(&site, &cord, uri.query().unwrap_or_default().as_bytes()).await
}

/// Records the sale as often as fate wants, and answers as fate wants.
async fn record(site: &Site, cord: &Cord, form: &[u8]) -> Response {
    let Mishap { registers, reply } = site.shop.next_mishap();
    wait(site.shop.settings().faults.delay_ms).await;
    let mut answer = None;
    let times = match registers {
        Registers::Never => 0,
        Registers::Once => 1,
        Registers::Twice => 2,
    };
    for _ in 0..times {
        let value = match site.shop.sell(form) {
            Ok(order) => recorded(&order, &site.links),
            Err(NotSold::Refused(refusal)) => super::refused(&refusal),
            Err(NotSold::Failed(error)) => return failed(&error),
        };
        answer.get_or_insert(value);
    }
    let answer = answer.unwrap_or(Value::Null);
    match reply {
        Reply::Whole => json(&answer),
        Reply::Lost => lost(cord),
        Reply::Http500 => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response(),
        Reply::Html => Html("<!doctype html><title>Maintenance</title><p>Back in a moment.</p>").into_response(),
        Reply::Redirect => redirect(form),
        Reply::Truncated => {
            ([(header::CONTENT_TYPE, "application/json")], Body::new(Half::of(answer.to_string()))).into_response()
        }
        Reply::Empty => ([(header::CONTENT_TYPE, "application/json")], "").into_response(),
    }
}

/// The connection dies; the response is never sent.
fn lost(cord: &Cord) -> Response {
    cord.cut();
    StatusCode::NO_CONTENT.into_response()
}

/// The trap: whoever follows this sends a GET, and a GET records a sale.
fn redirect(form: &[u8]) -> Response {
    let location = format!("/workers/webapp.php?{}", String::from_utf8_lossy(form));
    (StatusCode::FOUND, [(header::LOCATION, location)], "").into_response()
}

/// The delay before a sale is looked at.
#[expect(clippy::disallowed_methods, reason = "being slow is the fault that was asked for")]
async fn wait(ms: u64) {
    if ms > 0 {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}
