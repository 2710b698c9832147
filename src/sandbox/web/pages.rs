//! What an order's links lead to, over HTTP: the payment page, the invoice, the quote. An unknown token is a 404.

use super::super::order::Order;
use super::super::paper::{self, Kind};
use super::super::pay::{POLICY, STYLE, page};
use super::{Site, failed};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

/// The payment page.
pub(super) async fn show(State(site): State<Site>, Path(token): Path<String>) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    with_order(&site, &token, |order| (headers, Html(page(&site.shop.settings().name, order))).into_response())
}

/// The button on it.
pub(super) async fn pay(State(site): State<Site>, Path(token): Path<String>) -> Response {
    match site.shop.pay(&token) {
        // The token was found in the database, so it is one of ours and fits an address.
        Ok(true) => Redirect::to(&format!("/pay/{token}")).into_response(),
        Ok(false) => missing(),
        Err(error) => failed(&error),
    }
}

/// The page's style sheet.
pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// The invoice of a validated order.
pub(super) async fn invoice(State(site): State<Site>, Path(file): Path<String>) -> Response {
    with_paper(&site, &file, Kind::Invoice)
}

/// The quote of any order.
pub(super) async fn quote(State(site): State<Site>, Path(file): Path<String>) -> Response {
    with_paper(&site, &file, Kind::Quote)
}

fn with_paper(site: &Site, file: &str, kind: Kind) -> Response {
    let Some(token) = file.strip_suffix(".pdf") else { return missing() };
    with_order(site, token, |order| {
        if kind == Kind::Invoice && !order.validated {
            return missing();
        }
        let headers = [(header::CONTENT_TYPE, "application/pdf"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
        (headers, paper::pdf(kind, &site.shop.settings().name, order)).into_response()
    })
}

fn with_order(site: &Site, token: &str, answer: impl FnOnce(&Order) -> Response) -> Response {
    match site.shop.by_token(token) {
        Ok(Some(order)) => answer(&order),
        Ok(None) => missing(),
        Err(error) => failed(&error),
    }
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such order.\n").into_response()
}
