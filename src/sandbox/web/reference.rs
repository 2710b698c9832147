//! The shop's lists over HTTP, and what it tells of itself.

use super::super::form::Form;
use super::super::listing::{self, Format};
use super::super::reference::List;
use super::super::rows;
use super::list::form;
use super::sell::busy;
use super::{Site, body, failed, refuse};
use axum::extract::{Request, State};
use axum::http::{Uri, header};
use axum::response::{Html, IntoResponse, Response};

/// One of the lists, in the format that is asked for.
pub(super) fn list(site: &Site, uri: &Uri, list: List) -> Response {
    let settings = site.shop.settings();
    let format = match form(uri).and_then(|form| listing::format(&form, settings)) {
        Ok(format) => format,
        Err(refusal) => return refuse(&refusal),
    };
    let blur = site.shop.next_blur();
    if let Some(status) = blur.busy {
        return busy(status, settings);
    }
    let mut rows = match site.shop.rows(list) {
        Ok(rows) => rows,
        Err(error) => return failed(&error),
    };
    if blur.closed && list == List::Registers {
        rows::close(&mut rows);
    }
    match format {
        Format::Json => json(rows::json(&rows, settings.dialect)),
        Format::Html => Html(rows::html(&rows, settings.dialect)).into_response(),
        Format::Csv => {
            let charset = if settings.dialect.latin_1 { "iso-8859-1" } else { "utf-8" };
            let kind = format!("text/csv; charset={charset}");
            ([(header::CONTENT_TYPE, kind)], rows::csv(&rows, settings.dialect)).into_response()
        }
    }
}

/// `getShopInfos.php`: by POST only, as the vendor's own client asks for it.
pub(super) async fn infos(State(site): State<Site>, request: Request) -> Response {
    let settings = site.shop.settings();
    let read = |form: &Form| listing::read(form, &[], settings).map(|_| ());
    match body::form(request).await.and_then(|form| Ok(read(&form)?)) {
        Ok(()) => json(rows::object(&site.shop.infos(), settings.dialect)),
        Err(no_form) => no_form.answer(),
    }
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}
