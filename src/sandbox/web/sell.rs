//! `webapp.php`: a sale by POST, and by GET; `editOrder.php`: a change of one. With the faults that the settings ask for.

use super::super::answer::{is_old, old, recorded};
use super::super::faults::{Mishap, Registers, Reply};
use super::super::form::Form;
use super::super::order::Order;
use super::super::shop::{NotSold, Shop};
use super::super::wire::Cord;
use super::super::{Refusal, Settings};
use super::body::{self, Half, NoForm};
use super::{Site, failed, json, refuse};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use std::time::Duration;

/// A script that records something, and how.
#[derive(Clone, Copy, Debug)]
struct Script {
    name: &'static str,
    record: fn(&Shop, &[u8]) -> Result<Order, NotSold>,
}

const SALE: Script = Script { name: "webapp", record: Shop::sell };
const CHANGE: Script = Script { name: "editOrder", record: Shop::edit };

/// A sale by POST, as the page has it.
pub(super) async fn by_post(
    State(site): State<Site>,
    ConnectInfo(cord): ConnectInfo<Cord>,
    request: Request,
) -> Response {
    posted(&site, &cord, SALE, request).await
}

/// A change of an order, by POST only.
pub(super) async fn edit(State(site): State<Site>, ConnectInfo(cord): ConnectInfo<Cord>, request: Request) -> Response {
    posted(&site, &cord, CHANGE, request).await
}

async fn posted(site: &Site, cord: &Cord, script: Script, request: Request) -> Response {
    match body::posted(request).await {
        Ok(form) => record(site, cord, script, &form).await,
        Err(NoForm::Refused(refusal)) => refuse(&refusal),
        Err(NoForm::Broken) => lost(cord),
    }
}

/// A sale by GET: Kash records it all the same, so neither do we take mercy.
pub(super) async fn by_get(State(site): State<Site>, ConnectInfo(cord): ConnectInfo<Cord>, uri: Uri) -> Response {
    record(&site, &cord, SALE, uri.query().unwrap_or_default().as_bytes()).await
}

/// Records the sale or the change as often as fate wants, and answers as fate wants.
async fn record(site: &Site, cord: &Cord, script: Script, form: &[u8]) -> Response {
    let Mishap { registers, reply } = site.shop.next_mishap();
    wait(site.shop.settings().faults.delay_ms).await;
    let mut answer = None;
    let times = match registers {
        Registers::Never => 0,
        Registers::Later => {
            record_later(&site.shop, script, form.to_vec());
            0
        }
        Registers::Once => 1,
        Registers::Twice => 2,
    };
    for _ in 0..times {
        let value = match (script.record)(&site.shop, form) {
            Ok(order) => recorded(&order, &site.links),
            Err(NotSold::Refused(refusal)) => super::refused(&refusal),
            Err(NotSold::Failed(error)) => return failed(&error),
        };
        answer.get_or_insert(value);
    }
    let mut answer = answer.unwrap_or(Value::Null);
    if site.shop.settings().dialect.old_replies && Form::read(form).is_ok_and(|form| is_old(&form)) {
        answer = old(&answer);
    }
    match reply {
        Reply::Whole => json(&answer),
        Reply::Lost => lost(cord),
        Reply::Busy(status) => busy(status, site.shop.settings()),
        Reply::Closed => refuse(&Refusal::because("The cash register is closed.")),
        Reply::Http500 => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response(),
        Reply::Html => Html("<!doctype html><title>Maintenance</title><p>Back in a moment.</p>").into_response(),
        Reply::Redirect => redirect(script, form),
        Reply::Truncated => {
            ([(header::CONTENT_TYPE, "application/json")], Body::new(Half::of(answer.to_string()))).into_response()
        }
        Reply::Empty => ([(header::CONTENT_TYPE, "application/json")], "").into_response(),
    }
}

/// Registers what nobody hears of any more.
#[expect(clippy::disallowed_methods, reason = "being late is the fault that was asked for")]
fn record_later(shop: &Shop, script: Script, form: Vec<u8>) {
    let shop = shop.clone();
    tokio::task::spawn(async move {
        tokio::time::sleep(Duration::from_secs(shop.settings().faults.late_commit_s())).await;
        // Nobody is there to be told of a refusal.
        let _ = (script.record)(&shop, &form);
    });
}

/// Comes again later, says the shop.
pub(super) fn busy(status: u16, settings: &Settings) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    (status, [(header::RETRY_AFTER, settings.faults.busy_s().to_string())], "Come back later.").into_response()
}

/// The connection dies; the response is never sent.
fn lost(cord: &Cord) -> Response {
    cord.cut();
    StatusCode::NO_CONTENT.into_response()
}

/// The trap: whoever follows this sends a GET, and a GET records a sale.
fn redirect(script: Script, form: &[u8]) -> Response {
    let location = format!("/workers/{}.php?{}", script.name, String::from_utf8_lossy(form));
    (StatusCode::FOUND, [(header::LOCATION, location)], "").into_response()
}

/// The delay before a sale is looked at.
#[expect(clippy::disallowed_methods, reason = "being slow is the fault that was asked for")]
async fn wait(ms: u64) {
    if ms > 0 {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}
