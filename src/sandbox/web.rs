//! The sandbox shop over HTTP/1.1: which path is answered by what.
//!
//! Every reply closes its connection, so that none is kept for a second request.

mod body;
mod list;
mod pages;
mod reference;
mod sell;

use super::answer::{Links, refused};
use super::reference::List;
use super::shop::Shop;
use super::wire::{Cord, Door};
use super::{Error, Refusal};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use url::Url;

/// What the handlers share.
#[derive(Clone, Debug)]
struct Site {
    shop: Shop,
    links: Links,
}

/// Serves the shop until the listener fails.
pub(super) async fn serve(shop: Shop, listener: TcpListener) -> Result<(), Error> {
    listener.set_nonblocking(true)?;
    let links = Links::below(match &shop.settings().public_url {
        Some(url) => url.clone(),
        None => address(listener.local_addr()?)?,
    });
    let mut router = Router::new();
    for (script, list) in List::SCRIPTS {
        let answer = async move |State(site): State<Site>, uri: Uri| reference::list(&site, &uri, list);
        router = router.route(&format!("/workers/{script}.php"), get(answer));
    }
    let router = router
        .route("/workers/webapp.php", post(sell::by_post).get(sell::by_get))
        .route("/workers/getOrders.php", get(list::orders))
        .route("/workers/getPending.php", get(list::pending))
        .route("/workers/getOrder.php", get(list::order))
        .route("/workers/getShopInfos.php", post(reference::infos))
        .route("/pay/{token}", get(pages::show).post(pages::pay))
        .route("/pay.css", get(pages::style))
        .route("/invoice/{file}", get(pages::invoice))
        .route("/quote/{file}", get(pages::quote))
        .layer(axum::middleware::map_response(close))
        .with_state(Site { shop, links });
    let door = Door::new(tokio::net::TcpListener::from_std(listener)?);
    Ok(axum::serve(door, router.into_make_service_with_connect_info::<Cord>()).await?)
}

/// The listener's own address; one that listens everywhere is reached on loopback.
fn address(listening: SocketAddr) -> Result<Url, Error> {
    let ip = if listening.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { listening.ip() };
    let url = Url::parse(&format!("http://{}/", SocketAddr::new(ip, listening.port())));
    url.map_err(|error| Error::Listen(std::io::Error::other(error)))
}

/// One request for each connection.
async fn close(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A JSON reply with status 200.
fn json(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], value.to_string()).into_response()
}

/// The refusal in the shape of the page, with status 200 too.
fn refuse(refusal: &Refusal) -> Response {
    json(&refused(refusal))
}

/// The database failed: whether anything was kept is not known, so this is no refusal.
fn failed(error: &rusqlite::Error) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, format!("The sandbox's database failed: {error}.\n")).into_response()
}
