//! How a request travels: the settings of the HTTP library, and the reading of an answer up to a limit.
//!
//! Knows no order and no form.

use crate::kash::address::Address;
use reqwest::header::{CONNECTION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::{Response, StatusCode, redirect, retry};
use rustls::crypto::{CryptoProvider, ring};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Cut {
    /// It is longer than anything the shop would say.
    TooLong,
    /// The connection failed, broke, or took too long.
    Broken(reqwest::Error),
}

/// The HTTP client with everything off that could send a request twice, elsewhere, or through somebody.
pub(super) fn client(shop: &Address, timeout: Duration) -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("scanslip/", env!("CARGO_PKG_VERSION")))
        .http1_only()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .pool_max_idle_per_host(0)
        .connect_timeout(timeout)
        .timeout(timeout)
        .tcp_nodelay(true);
    if CryptoProvider::get_default().is_none() {
        // Someone else's provider, installed in between, does as well.
        drop(ring::default_provider().install_default());
    }
    match trusting_nobody() {
        // The sandbox on this machine: no certificates are read that a bare machine may not have.
        Some(tls) if shop.is_plain() => builder.tls_backend_preconfigured(tls).build(),
        _ => builder.https_only(!shop.is_plain()).build(),
    }
}

/// TLS for a client that never speaks it.
fn trusting_nobody() -> Option<rustls::ClientConfig> {
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().ok()?;
    Some(config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth())
}

/// For how long the shop asks to be left alone, in seconds: `Retry-After` of a 429 or 503, in seconds (RFC 9110, 10.2.3).
/// A date there is not read: the clock may be wrong.
pub(super) fn rest_s(answer: &Response) -> Option<u32> {
    let busy = matches!(answer.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    answer.headers().get(RETRY_AFTER).filter(|_| busy)?.to_str().ok()?.trim().parse().ok()
}

/// Posts a form on a connection of its own. No sale goes this way.
pub(super) async fn post(http: &reqwest::Client, script: Url, form: String) -> reqwest::Result<Response> {
    http.post(script)
        .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))
        .header(CONNECTION, HeaderValue::from_static("close"))
        .body(form)
        .send()
        .await
}

/// Status and body of an answer of at most `longest` bytes. Beyond that the connection is dropped, the rest unread.
pub(super) async fn read(mut answer: Response, longest: usize) -> Result<(u16, Vec<u8>), Cut> {
    let announced = answer.content_length().map(usize::try_from);
    if announced.is_some_and(|length| length.is_ok_and(|length| length > longest)) {
        return Err(Cut::TooLong);
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(Cut::Broken)? {
        if body.len() + piece.len() > longest {
            return Err(Cut::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok((answer.status().as_u16(), body))
}
