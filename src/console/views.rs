//! What is looked at: the page and its parts, state and orders for scripts, the event stream, the figures.

use super::feed::Feed;
use super::keys::form_field;
use super::page::orders::{Listed, PAGE, Wanted};
use super::page::{self, Glance};
use super::{Site, metrics as figures, state as told};
use crate::cli::orders::list;
use crate::devices::Press;
use crate::journal::Journal;
use crate::slip;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many orders are listed, the newest.
const ORDERS: u32 = 50;
const JSON: &str = "application/json; charset=utf-8";

/// `/`.
pub(super) async fn page(State(site): State<Arc<Site>>, request: Request) -> Response {
    page::whole(&glance(&site, wanted(&request)).await).into_response()
}

/// `/live`: the parts of the page that change, for its script.
pub(super) async fn live(State(site): State<Arc<Site>>, request: Request) -> Response {
    page::live(&glance(&site, wanted(&request)).await).into_response()
}

/// `?orders=all`: not only those of today; `&before=NUMBER`: the page behind this order.
fn wanted(request: &Request) -> Wanted {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    Wanted {
        all: form_field(query, "orders").is_some_and(|which| which == "all"),
        before: form_field(query, "before").and_then(|number| number.parse().ok()),
    }
}

async fn glance(site: &Site, wanted: Wanted) -> Glance<'_> {
    let report = site.report().await;
    let seen = match &report {
        Some(report) => site.seen_since(report).await,
        None => site.seen.borrow().clone(),
    };
    let wall = report.as_ref().and_then(|report| report.wall);
    let orders = read_page_orders(site, wanted)
        .map(|(orders, open)| Listed::of(orders, open, wanted, wall, &TimeZone::system()));
    let Press { dressing, profile } = &site.press;
    Glance {
        kiosk: &site.kiosk,
        currency: site.currency(),
        slip_text: seen.slip.as_ref().map(|shown| slip::text(shown, dressing, profile)),
        seen,
        stock: report.as_ref().map(|report| site.stock(report)),
        report,
        equipment: &site.equipment,
        orders,
        log: site.log.lines(),
        stall: site.stall.as_deref(),
    }
}

/// The newest orders, oldest first, or why they cannot be read.
fn read_orders(site: &Site) -> Result<Vec<Value>, String> {
    let journal = Journal::open_to_read(&site.journal).map_err(|error| error.to_string())?;
    journal.newest(ORDERS).map(|entries| list(&entries)).map_err(|error| error.to_string())
}

/// One more than a page of the wanted ones, and those that are not over, however old; each oldest first.
fn read_page_orders(site: &Site, wanted: Wanted) -> Result<(Vec<Value>, Vec<Value>), String> {
    let journal = Journal::open_to_read(&site.journal).map_err(|error| error.to_string())?;
    let open = journal.unsettled().map_err(|error| error.to_string())?;
    let newest = journal.newest_before(wanted.before, PAGE + 1).map_err(|error| error.to_string())?;
    Ok((list(&newest), list(&open)))
}

/// `/api/state`.
pub(super) async fn state(State(site): State<Arc<Site>>) -> Response {
    let Some(report) = site.report().await else { return stuck() };
    let seen = site.seen_since(&report).await;
    let stock = site.stock(&report);
    let state = told::state(&seen, &report, &stock, &site.equipment, &site.kiosk, site.currency());
    ([(header::CONTENT_TYPE, JSON)], state.to_string()).into_response()
}

/// `/api/orders`.
pub(super) async fn orders(State(site): State<Arc<Site>>) -> Response {
    let (status, answer) = match read_orders(&site) {
        Ok(orders) => (StatusCode::OK, Value::Array(orders)),
        Err(why) => (StatusCode::INTERNAL_SERVER_ERROR, json!({ "error": why })),
    };
    (status, [(header::CONTENT_TYPE, JSON)], answer.to_string()).into_response()
}

/// `/events`.
pub(super) async fn events(State(site): State<Arc<Site>>) -> Response {
    let Some(tellings) = site.listeners.join() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "Too many are listening; close a page.\n").into_response();
    };
    // Taken after joining, so that nothing falls between.
    let first = site.seen.borrow().screen_told();
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::new(Feed::new(first, tellings))).into_response()
}

/// `/metrics`.
pub(super) async fn metrics(State(site): State<Arc<Site>>) -> Response {
    let Some(report) = site.report().await else { return stuck() };
    let text = figures::text(&report, &site.stock(&report), &site.equipment);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

fn stuck() -> Response {
    let answer = json!({ "error": "The loop of the kiosk does not turn." });
    (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, JSON)], answer.to_string()).into_response()
}

/// The style sheet, apart so that the page needs no style within.
pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("console.css")).into_response()
}

/// The picture of the tab; a browser that is told of none asks for one all the same.
pub(super) async fn icon() -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml")], include_str!("icon.svg")).into_response()
}

/// The script, which only hastens what the page does without it.
pub(super) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("console.js")).into_response()
}
