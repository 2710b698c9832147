//! Who may ask, and what a browser may do with the answer.
//!
//! On loopback the `Host` header must name this very address, or a page from elsewhere could rebind its own name to it
//! and read along. With a token that is not needed: a browser sends its cookie to the right name only. A request that
//! changes something must come from the page itself (`Origin`, `Sec-Fetch-Site`) or from no browser at all. Whoever tries
//! one token after the other is made to wait.

use super::html::Html;
use super::keys::{form_field, read_body};
use super::page;
use super::throttle::Throttle;
use super::token::Token;
use super::wire::Peer;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html as Page, IntoResponse, Redirect, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Everything from here, and nothing from elsewhere; no script or style within the page.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
/// The cookie that holds the token.
const COOKIE: &str = "token";

/// The rules for one address.
#[derive(Clone, Debug)]
pub(super) struct Guard(Arc<Rules>);

#[derive(Debug)]
struct Rules {
    hosts: Vec<String>,
    token: Option<Token>,
    throttle: Throttle,
}

impl Guard {
    pub(super) fn new(address: SocketAddr, token: Option<Token>) -> Self {
        let port = address.port();
        let mut hosts = vec![address.to_string()];
        if address.ip().is_loopback() {
            hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}")));
        }
        if port == 80 {
            let bare: Vec<String> =
                hosts.iter().filter_map(|host| host.strip_suffix(":80").map(str::to_owned)).collect();
            hosts.extend(bare);
        }
        Self(Arc::new(Rules { hosts, token, throttle: Throttle::default() }))
    }

    pub(super) fn has_token(&self) -> bool {
        self.0.token.is_some()
    }

    /// A wrong token was presented.
    fn failed(&self, from: IpAddr) {
        tracing::warn!(%from, "a wrong token was presented to the page");
        self.0.throttle.failed(from);
    }

    fn make_wait(&self, from: IpAddr) -> Response {
        let after = self.0.throttle.wait_s(from).unwrap_or(1).to_string();
        let why = "Too many wrong tokens came from there; wait a little.\n";
        (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, after)], why).into_response()
    }

    /// Why this request is not answered.
    fn refusal(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let host = single(headers, &header::HOST);
        let is_ours = host.is_some_and(|host| self.0.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host)));
        if !is_ours && !self.has_token() {
            return Some((
                StatusCode::FORBIDDEN,
                "The Host header does not name this page; open it by its own address.\n",
            ));
        }
        if !method.is_safe() && !is_same_origin(host, headers) {
            return Some((StatusCode::FORBIDDEN, "This request comes from another page and was not heeded.\n"));
        }
        let is_open = matches!(path, "/login" | "/console.css" | "/icon.svg");
        let token = self.0.token.as_ref().filter(|_| !is_open);
        if token.is_some_and(|token| !presented(headers).any(|given| token.is(given))) {
            return Some((StatusCode::UNAUTHORIZED, "The token of console.token-file is needed.\n"));
        }
        None
    }
}

/// The value of a header that is there once and is text.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Whether a request that changes something comes from a page of ours, or from what is no browser.
fn is_same_origin(host: Option<&str>, headers: &HeaderMap) -> bool {
    let same = |origin: &str| {
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        authority.is_some() && authority == host
    };
    let origin = !headers.contains_key(header::ORIGIN) || single(headers, &header::ORIGIN).is_some_and(same);
    let site = !headers.contains_key(FETCH_SITE) || single(headers, &FETCH_SITE) == Some("same-origin");
    origin && site
}

/// The tokens that a request presents: as a bearer (RFC 6750, 2.1), or in the cookie.
fn presented(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let bearer = single(headers, &header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    bearer.into_iter().chain(cookies.filter(|(name, _)| *name == COOKIE).map(|(_, token)| token))
}

/// Every request comes through here, and every answer goes out with what a browser must know of it.
pub(super) async fn pass(
    State(guard): State<Guard>,
    ConnectInfo(Peer(from)): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let tries = guard.has_token() && (path == "/login" || presented(request.headers()).next().is_some());
    let mut response = match guard.refusal(request.method(), path, request.headers()) {
        _ if tries && guard.0.throttle.wait_s(from).is_some() => guard.make_wait(from),
        Some((StatusCode::UNAUTHORIZED, why)) => {
            if tries {
                guard.failed(from);
            }
            if path == "/" { ask_for_token() } else { (StatusCode::UNAUTHORIZED, why).into_response() }
        }
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let rules = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With `no-referrer` a browser would call the origin of our own forms `null`.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (RESOURCE_POLICY, "same-origin"),
        (OPENER_POLICY, "same-origin"),
    ];
    let headers = response.headers_mut();
    for (name, value) in rules {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn ask_for_token() -> Response {
    (StatusCode::UNAUTHORIZED, Page(page::login().into_string())).into_response()
}

/// The token from the form of [`page::login`] becomes a cookie that no script can read.
pub(super) async fn login(
    State(guard): State<Guard>,
    ConnectInfo(Peer(from)): ConnectInfo<Peer>,
    request: Request,
) -> Response {
    let body = match read_body(request.into_body()).await {
        Ok(body) => body,
        Err(refusal) => return refusal.into_response(),
    };
    let given = form_field(&body, COOKIE).unwrap_or_default();
    let Some(token) = guard.0.token.as_ref().filter(|token| token.is(given.trim())) else {
        guard.failed(from);
        return ask_for_token();
    };
    // What a token is made of fits into a cookie.
    let cookie = format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", token.reveal());
    ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
}

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        Page(self.into_string()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let parsed = |(name, value): &(&str, &str)| {
            (name.parse::<HeaderName>().expect("a name"), HeaderValue::from_str(value).expect("a value"))
        };
        pairs.iter().map(parsed).collect()
    }

    #[test]
    fn only_its_own_names_open_the_page() {
        let guard = |address: &str| Guard::new(address.parse().expect("an address"), None);
        let cases = [
            ("127.0.0.1:8080", "127.0.0.1:8080", true),
            ("127.0.0.1:8080", "LocalHost:8080", true),
            ("127.0.0.1:8080", "[::1]:8080", true),
            ("[::1]:8080", "[::1]:8080", true),
            ("127.0.0.2:8080", "127.0.0.2:8080", true),
            ("127.0.0.1:80", "127.0.0.1", true),
            ("127.0.0.1:8080", "127.0.0.1", false),
            ("127.0.0.1:8080", "127.0.0.1:8081", false),
            ("127.0.0.1:8080", "rebound.example:8080", false),
            ("127.0.0.1:8080", "127.0.0.1:8080.rebound.example", false),
            ("127.0.0.1:8080", "", false),
        ];
        for (address, host, open) in cases {
            let refusal = guard(address).refusal(&Method::GET, "/", &headers(&[("host", host)]));
            assert_eq!(refusal.is_none(), open, "{host} at {address}");
        }
        assert!(guard("127.0.0.1:8080").refusal(&Method::GET, "/", &headers(&[])).is_some(), "no Host at all");
        let twice = headers(&[("host", "127.0.0.1:8080"), ("host", "rebound.example")]);
        assert!(guard("127.0.0.1:8080").refusal(&Method::GET, "/", &twice).is_some());
    }

    #[test]
    fn what_changes_something_comes_from_the_page_or_from_no_browser() {
        let guard = Guard::new("127.0.0.1:8080".parse().expect("an address"), None);
        let cases: [(&[(&str, &str)], bool); 9] = [
            (&[], true),
            (&[("origin", "http://localhost:8080")], true),
            (&[("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")], true),
            (&[("origin", "null")], false),
            (&[("origin", "http://127.0.0.1:8080")], false),
            (&[("origin", "http://rebound.example")], false),
            (&[("origin", "http://localhost:8080"), ("origin", "http://rebound.example")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("origin", "http://localhost:8080"), ("sec-fetch-site", "same-site")], false),
        ];
        for (more, heeded) in cases {
            let pairs: Vec<_> = [("host", "localhost:8080")].iter().chain(more).copied().collect();
            let refusal = guard.refusal(&Method::POST, "/api/scan", &headers(&pairs));
            assert_eq!(refusal.is_none(), heeded, "{more:?}");
            assert_eq!(guard.refusal(&Method::GET, "/", &headers(&pairs)), None, "looking is free");
        }
    }

    #[test]
    fn elsewhere_only_the_token_opens_the_page() {
        let token = Token::new("correct-horse-battery").expect("a token");
        let guard = Guard::new("192.0.2.7:8080".parse().expect("an address"), Some(token));
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[], false),
            (&[("authorization", "Bearer correct-horse-battery")], true),
            (&[("authorization", "Bearer correct-horse-batter")], false),
            (&[("authorization", "Basic correct-horse-battery")], false),
            (&[("cookie", "a=b; token=correct-horse-battery")], true),
            (&[("cookie", "token=; nottoken=correct-horse-battery")], false),
            (&[("cookie", "TOKEN=correct-horse-battery")], false),
        ];
        for (more, open) in cases {
            let pairs: Vec<_> = [("host", "kiosk.example:8080")].iter().chain(more).copied().collect();
            let refusal = guard.refusal(&Method::GET, "/api/state", &headers(&pairs));
            assert_eq!(refusal.is_none(), open, "{more:?}");
        }
        assert_eq!(guard.refusal(&Method::GET, "/console.css", &headers(&[])), None, "the form has its style");
    }
}
