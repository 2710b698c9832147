//! The connection to the shop: one POST for an order, a few GETs for an order in doubt.
//!
//! The POST is sent once, by us, and by nothing below us: no redirect is followed (a 302 would turn into a GET, and a GET
//! on `webapp.php` records a sale), nothing is retried, no connection is used twice, no proxy stands between, HTTP/1.1
//! only, and the body ([`super::body`]) knows whether it was handed over. A failure before that moment is "not sent",
//! after it "in doubt"; there is no third reading.
//!
//! It holds no state between calls but the time for which the shop asked to be left alone, reads no clock and spawns nothing. An error's text never holds an address with a
//! query, because the key stands in it.

use super::address::{Address, Unfit};
use super::body::{Body, Handover};
use super::customers::{self, Known};
use super::request::Bearer;
use super::text::{one_line, told};
use super::{Settings, reply, request};
use crate::till::event::Answer;
use crate::till::money::Cents;
use crate::till::order::{Customer, Order, Request};
use reqwest::header::{CONNECTION, CONTENT_TYPE, HeaderValue};
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

mod get;
pub mod login;
mod probe;
mod search;
mod wire;

/// The longest reason given for a failure, in characters.
const REASON_MAX: usize = 200;

/// The longest wait for the list of customers. The till gives an attempt up some 15 s after `timeout_s`: were the order
/// still to be sent then, it could be looked up too early, found absent, and sent twice.
const LIST_MAX: Duration = Duration::from_secs(10);

/// The shop's client. One for the life of the process.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    shop: Address,
    settings: Settings,
    /// See [`Client::take_rest_s`]; 0 for none.
    rest_s: Arc<AtomicU32>,
}

/// Why there can be no client.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The shop's address cannot be used.
    #[error(transparent)]
    Address(#[from] Unfit),
    /// The machine's certificates or the TLS library cannot be used.
    #[error("TLS cannot be set up: {0}: install the package ca-certificates")]
    Tls(String),
}

impl Client {
    /// A client for these settings. Opens no connection.
    ///
    /// # Errors
    ///
    /// Plain http to another machine; an address with a user, a query or a fragment; no certificates on this machine.
    pub fn new(settings: Settings) -> Result<Self, Unusable> {
        let shop = Address::new(&settings.url)?;
        let timeout = timeout(&settings);
        let http = wire::client(&shop, timeout).map_err(|error| Unusable::Tls(reason(error, timeout, &settings)))?;
        Ok(Self { http, shop, settings, rest_s: Arc::default() })
    }

    /// Asks this of the shop: one POST to `webapp.php`, or to `editOrder.php` for a validation, whatever comes of it.
    ///
    /// Takes at most `timeout_s` seconds, and before them half as long, at most [`LIST_MAX`], for the list of customers if
    /// somebody shall become one. To be dropped only when the process ends; an order whose answer nobody took is in doubt.
    pub async fn send(&self, order: &Order, request: Request) -> Answer {
        let (script, form) = match request {
            Request::Whole => ("webapp.php", request::sale(&self.settings, order, self.bearer(order).await)),
            Request::Draft => ("webapp.php", request::draft(&self.settings, order, self.bearer(order).await)),
            Request::Validation(draft) => ("editOrder.php", request::validation(&self.settings, order, draft)),
        };
        let (body, handover) = Body::new(form);
        let answer = self
            .http
            .post(self.shop.script(script))
            .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))
            .header(CONNECTION, HeaderValue::from_static("close"))
            .body(reqwest::Body::wrap(body))
            .send()
            .await;
        let answer = match answer {
            Ok(answer) => self.read(answer, reply::LONGEST).await,
            Err(error) => Err(wire::Cut::Broken(error)),
        };
        match self.judge(answer, &handover, order.total, request) {
            Answer::Accepted(acceptance) => Answer::Accepted(self.with_total(acceptance).await),
            other => other,
        }
    }

    /// For how long the shop asked to be left alone, in seconds, since this was asked last.
    pub fn take_rest_s(&self) -> Option<u32> {
        Some(self.rest_s.swap(0, Ordering::Relaxed)).filter(|rest_s| *rest_s > 0)
    }

    /// Whom the order is for. Somebody new is looked for in the shop's list first, at every attempt: the one before may
    /// have made them. In doubt the order goes without a customer; it is not held up by a list.
    async fn bearer<'a>(&self, order: &'a Order) -> Bearer<'a> {
        let Some(Customer::New(contact)) = &order.customer else { return Bearer::of(order) };
        if contact.is_empty() {
            return Bearer::Nobody;
        }
        let time = (self.timeout() / 2).min(LIST_MAX);
        let list = self.get_within(time, "getClients.php", &[("format", "json")], customers::LONGEST).await;
        let known = list.map_or(Known::Unclear, |(status, body)| customers::find(status, &body, contact));
        match known {
            Known::As(customer) => Bearer::Known(customer),
            Known::No => Bearer::New(contact),
            Known::Unclear => {
                tracing::warn!(order = %order.id, "the shop's list of customers is unclear; the order goes without a customer");
                Bearer::Nobody
            }
        }
    }

    /// Status and body of an answer; what it says of when to come again is kept for [`Client::take_rest_s`].
    async fn read(&self, answer: reqwest::Response, longest: usize) -> Result<(u16, Vec<u8>), wire::Cut> {
        if let Some(rest_s) = wire::rest_s(&answer) {
            self.rest_s.fetch_max(rest_s, Ordering::Relaxed);
        }
        wire::read(answer, longest).await
    }

    /// For a whole request.
    fn timeout(&self) -> Duration {
        timeout(&self.settings)
    }

    /// What one attempt came to.
    fn judge(
        &self,
        answer: Result<(u16, Vec<u8>), wire::Cut>,
        handover: &Handover,
        total: Cents,
        asked: Request,
    ) -> Answer {
        let unsent = handover.seal();
        match answer {
            // The shop answered a request whose body it never got: that answers no order.
            Ok((status, _)) if unsent => {
                Answer::NotSent(format!("the shop answered with status {status} before the order was sent"))
            }
            Ok((status, body)) => match asked {
                Request::Whole => reply::sale(status, &body, &self.settings, total),
                Request::Draft => reply::draft(status, &body, &self.settings, total),
                Request::Validation(draft) => reply::validation(status, &body, &self.settings, total, draft),
            },
            Err(wire::Cut::TooLong) => {
                Answer::InDoubt("the shop's answer is too long to be one; the order is looked up".to_owned())
            }
            Err(wire::Cut::Broken(error)) => {
                let reason = reason(error, self.timeout(), &self.settings);
                if unsent {
                    Answer::NotSent(format!("the shop could not be reached: {reason}"))
                } else {
                    Answer::InDoubt(format!("the order was sent and no whole answer came: {reason}"))
                }
            }
        }
    }
}

/// Names the shop's address, and nothing that goes into a form.
impl std::fmt::Debug for Client {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Client").field("shop", &self.shop).finish_non_exhaustive()
    }
}

/// How long a whole request may take.
fn timeout(settings: &Settings) -> Duration {
    Duration::from_secs(settings.timeout_s.max(1).into())
}

/// The innermost cause in its own words: the outer ones only say that a request failed, and for which address.
fn reason(error: reqwest::Error, time: Duration, settings: &Settings) -> String {
    told(&reason_of(error, time), &settings.key, REASON_MAX)
}

/// The same where there is no key that it could hold.
fn reason_of(error: reqwest::Error, time: Duration) -> String {
    if error.is_timeout() {
        return format!("nothing came for {} s", time.as_secs().max(1));
    }
    let error = error.without_url();
    let mut cause: &dyn Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    one_line(&cause.to_string(), REASON_MAX)
}
