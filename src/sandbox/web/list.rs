//! The listings over HTTP: a query string in, JSON out.

use super::super::Refusal;
use super::super::clock;
use super::super::faults::Blur;
use super::super::form::Form;
use super::super::listing;
use super::super::store::Filter;
use super::super::{Settings, order::Order};
use super::sell::busy;
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
        [order] => Ok(listing::whole(order, &site.links)),
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
    let blur = site.shop.next_blur();
    if let Some(status) = blur.busy {
        return busy(status, site.shop.settings());
    }
    match site.shop.listed(&filter).map(|orders| blurred(orders, blur, site.shop.settings())) {
        Ok(orders) => match write(site, &orders) {
            Ok(mut shown) => {
                if blur.no_comments {
                    listing::hide_comments(&mut shown);
                }
                json(&shown)
            }
            Err(refusal) => refuse(&refusal),
        },
        Err(error) => failed(&error),
    }
}

/// The orders as a listing shows them that lags behind, or tells no comments.
fn blurred(mut orders: Vec<Order>, blur: Blur, settings: &Settings) -> Vec<Order> {
    if blur.stale {
        let end_s = clock::now_s() - settings.faults.stale_s();
        orders.retain(|order| order.created_s.max(order.validated_s.unwrap_or(0)) <= end_s);
    }
    orders
}

/// The query string's variables.
pub(super) fn form(uri: &Uri) -> Result<Form, Refusal> {
    Form::read(uri.query().unwrap_or_default().as_bytes())
}
