//! The listings over HTTP: a query string in, JSON out.

use super::super::Refusal;
use super::super::form::Form;
use super::super::listing;
use super::super::store::Filter;
use super::super::{Settings, order::Order};
use super::{Site, failed, json, refuse};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde_json::Value;

/// `getOrders.php`.
pub(super) async fn orders(State(site): State<Site>, uri: Uri) -> Response {
    answer(&site, &uri, listing::orders, list)
}

/// `getPending.php`.
pub(super) async fn pending(State(site): State<Site>, uri: Uri) -> Response {
    answer(&site, &uri, listing::pending, list)
}

/// `getOrder.php`.
pub(super) async fn order(State(site): State<Site>, uri: Uri) -> Response {
    answer(&site, &uri, listing::order, |site, orders| match orders {
        [order] => Ok(listing::shown(order, &site.links)),
        _ => Err(Refusal::because("Order not found.")),
    })
}

/// A JSON array.
#[expect(clippy::unnecessary_wraps, reason = "the other listing can refuse")]
fn list(site: &Site, orders: &[Order]) -> Result<Value, Refusal> {
    Ok(orders.iter().map(|order| listing::shown(order, &site.links)).collect())
}

/// Reads the parameters, asks the shop, writes the reply.
fn answer(
    site: &Site,
    uri: &Uri,
    read: impl Fn(&Form, &Settings) -> Result<Filter, Refusal>,
    write: impl Fn(&Site, &[Order]) -> Result<Value, Refusal>,
) -> Response {
    let filter = match form(uri).and_then(|form| read(&form, site.shop.settings())) {
        Ok(filter) => filter,
        Err(refusal) => return refuse(&refusal),
    };
    match site.shop.listed(&filter) {
        Ok(orders) => write(site, &orders).map_or_else(|refusal| refuse(&refusal), |value| json(&value)),
        Err(error) => failed(&error),
    }
}

/// The query string's variables.
pub(super) fn form(uri: &Uri) -> Result<Form, Refusal> {
    Form::read(uri.query().unwrap_or_default().as_bytes())
}
