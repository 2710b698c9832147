//! What staff do by the page: settle an order that is held, print a slip once more. Two steps: the page of the order offers,
//! a page of its own asks whether it is meant, and only its button acts ([`super::ticket`]). The loop decides, by the rules
//! of `scanslip orders resolve`, and logs that it came by the page. Works without a script.

use super::Site;
use super::keys::{form_field, is_form, read_body};
use super::page::order as pages;
use crate::cli::orders::{Life, list, vouch::Here};
use crate::journal::Journal;
use crate::kash::Client;
use crate::kash::listing::claim::Verdict;
use crate::runtime::socket;
use crate::till::entry::Resolution;
use crate::till::order::OrderId;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How long an act may take; a slow disk is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How the log names this way.
const BY: &str = "page";

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Settle(Resolution),
    Reprint,
}

impl Act {
    /// As [`Act::word`] writes it, or the fields of the form that offers it.
    fn parse(word: &str, number: Option<&str>) -> Option<Self> {
        match (word, number) {
            ("reprint", _) => Some(Self::Reprint),
            ("accepted", Some(number)) => socket::resolution(&format!("accepted:{}", number.trim())).map(Self::Settle),
            _ => socket::resolution(word).map(Self::Settle),
        }
    }

    /// `accepted:17724460`, `refused`, `resend`, `reprint`.
    pub(super) fn word(self) -> String {
        match self {
            Self::Settle(resolution) => socket::written(resolution),
            Self::Reprint => "reprint".to_owned(),
        }
    }
}

/// One order as the journal has it.
pub(super) struct Found {
    pub(super) id: OrderId,
    /// As `orders show --json` has it.
    pub(super) summary: Value,
    pub(super) life: Life,
}

impl Found {
    fn read(site: &Site, id: &str) -> Result<Self, (StatusCode, String)> {
        let unknown = || (StatusCode::NOT_FOUND, "This kiosk has no such order.\n".to_owned());
        let failed = |why: String| (StatusCode::INTERNAL_SERVER_ERROR, why + "\n");
        let id = OrderId::parse(id).ok_or_else(unknown)?;
        let journal = Journal::open_to_read(&site.journal).map_err(|error| failed(error.to_string()))?;
        let entries = journal.entries_of(id).map_err(|error| failed(error.to_string()))?;
        let summary = list(&entries).pop().ok_or_else(unknown)?;
        Ok(Self { id, summary, life: Life::of(&entries) })
    }

    /// What may be offered for it; the loop has the last word.
    pub(super) fn offers(&self) -> Offers {
        match (self.summary["state"].as_str(), self.summary["slip"].as_str()) {
            (Some("held"), _) => Offers::Settling,
            (Some("accepted"), Some("printed" | "broken" | "too-late" | "not-wanted")) => Offers::Reprint,
            _ => Offers::Nothing,
        }
    }
}

/// What can be done about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offers {
    Settling,
    Reprint,
    Nothing,
}

/// `/orders/ID`.
pub(super) async fn order(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Response {
    match Found::read(&site, &id) {
        Ok(found) => pages::order(&found, site.currency(), site.seal.is_some()).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// `/orders/ID/sure?as=ACT&number=N`: asks; does nothing.
pub(super) async fn sure(State(site): State<Arc<Site>>, Path(id): Path<String>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let (word, number) = (form_field(query, "as").unwrap_or_default(), form_field(query, "number"));
    let Some(seal) = &site.seal else { return read_only() };
    let found = match Found::read(&site, &id) {
        Ok(found) => found,
        Err(refusal) => return refusal.into_response(),
    };
    let Some(act) = Act::parse(&word, number.as_deref()) else {
        let why =
            "That says not what became of the order: choose one, and give the shop's number of it if the shop has it.";
        return (StatusCode::BAD_REQUEST, pages::refused(found.id.as_str(), why)).into_response();
    };
    let ticket = seal.ticket(found.id.as_str(), &act.word(), found.life.steps.len());
    let verdict = verdict(&site, &found, act).await;
    pages::sure(&found, act, verdict.as_ref(), &ticket, site.currency()).into_response()
}

/// What the shop says of the number under which staff say that it has the order; nothing if they say something else.
async fn verdict(site: &Site, found: &Found, act: Act) -> Option<Verdict> {
    let Act::Settle(Resolution::Accepted(number)) = act else { return None };
    let here = || {
        let journal = Journal::open_to_read(&site.journal).map_err(|error| error.to_string())?;
        let here = Here::read(&journal, found.id).map_err(|failure| failure.to_string())?;
        let ours = here.ours(found.id, number).map_err(|failure| failure.to_string())?;
        Ok((ours, here.was_drafted(), here.taken))
    };
    let (ours, was_drafted, taken) = match here() {
        Ok(here) => here,
        Err(why) => return Some(Verdict::Unknown(why)),
    };
    let client = match Client::new(site.shop.clone()) {
        Ok(client) => client,
        Err(why) => return Some(Verdict::Unknown(why.to_string())),
    };
    let wall = site.report().await.and_then(|report| report.wall);
    let said = timeout(PATIENCE, client.vouch(&ours, number, was_drafted, &taken, wall)).await;
    Some(said.unwrap_or_else(|_| Verdict::Unknown(format!("it did not answer within {} s", PATIENCE.as_secs()))))
}

/// `POST /orders/ID` with the fields `as` and `ticket` of the page that asked.
pub(super) async fn act(State(site): State<Arc<Site>>, Path(id): Path<String>, request: Request) -> Response {
    let Some(seal) = &site.seal else { return read_only() };
    let is_form = is_form(request.headers());
    let body = match read_body(request.into_body()).await {
        Ok(body) if is_form => body,
        Ok(_) => return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Use the form of the page.\n").into_response(),
        Err(refusal) => return refusal.into_response(),
    };
    let found = match Found::read(&site, &id) {
        Ok(found) => found,
        Err(refusal) => return refusal.into_response(),
    };
    let (word, ticket) = (form_field(&body, "as").unwrap_or_default(), form_field(&body, "ticket").unwrap_or_default());
    // Only what [`Act::word`] writes was ever sealed.
    let is_sealed = seal.is_for(&ticket, found.id.as_str(), &word, found.life.steps.len());
    let Some(act) = Act::parse(&word, None).filter(|_| is_sealed) else {
        let why = "Nothing was done: the order has changed since this was asked, or the kiosk was started anew. Look at it once more.";
        return (StatusCode::CONFLICT, pages::refused(found.id.as_str(), why)).into_response();
    };
    let done = timeout(PATIENCE, async {
        match act {
            Act::Settle(resolution) => site.door.resolve(found.id, resolution, BY).await,
            Act::Reprint => site.door.reprint(found.id, BY).await,
        }
    });
    match done.await {
        Ok(Ok(())) => Redirect::to(&format!("/orders/{}", found.id)).into_response(),
        Ok(Err(why)) => (StatusCode::CONFLICT, pages::refused(found.id.as_str(), &why)).into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "The kiosk does not answer.\n").into_response(),
    }
}

fn read_only() -> Response {
    (StatusCode::FORBIDDEN, "The settings let nobody do that by the page (console.read-only).\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_read_as_it_is_written_and_from_the_form_that_offers_it() {
        for act in [
            Act::Settle(Resolution::Accepted(17_724_460)),
            Act::Settle(Resolution::Refused),
            Act::Settle(Resolution::Resend),
            Act::Reprint,
        ] {
            assert_eq!(Act::parse(&act.word(), None), Some(act));
        }
        assert_eq!(Act::parse("accepted", Some(" 7 ")), Some(Act::Settle(Resolution::Accepted(7))));
        for (word, number) in
            [("accepted", None), ("accepted", Some("")), ("accepted", Some("-1")), ("", None), ("sell", None)]
        {
            assert_eq!(Act::parse(word, number), None, "{word} {number:?}");
        }
    }
}
