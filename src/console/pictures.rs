//! The live screen and the last slip as PNG files, drawn when somebody looks and once for each.

use super::Site;
use crate::face::picture;
use crate::slip;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use std::sync::{Arc, Mutex, PoisonError};

/// The size of the live screen, in pixels: that of the common small touch screens.
pub(super) const SCREEN: (u32, u32) = (800, 480);

/// What was drawn last, with its number.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    screen: Mutex<Option<(u64, Bytes)>>,
    slip: Mutex<Option<(u64, Bytes)>>,
}

/// `/screen.png`.
pub(super) async fn screen(State(site): State<Arc<Site>>) -> Response {
    let seen = site.seen.borrow().clone();
    let Some(screen) = seen.screen else {
        return (StatusCode::SERVICE_UNAVAILABLE, "The kiosk has not shown anything yet.\n").into_response();
    };
    let draw = || Ok(picture::draw(&screen, site.currency(), SCREEN).png());
    answer(drawn(&site.pictures.screen, seen.screens, draw))
}

/// `/slips/latest.png`.
pub(super) async fn slip(State(site): State<Arc<Site>>) -> Response {
    let seen = site.seen.borrow().clone();
    let Some(slip) = seen.slip else {
        *site.pictures.slip.lock().unwrap_or_else(PoisonError::into_inner) = None;
        return (StatusCode::NOT_FOUND, "There is no slip whose shopper is still here.\n").into_response();
    };
    let draw = || slip::picture(&slip, &site.press.dressing, &site.press.profile).map_err(|error| error.to_string());
    answer(drawn(&site.pictures.slip, seen.slips, draw))
}

/// The picture of that number: the one that is kept, or a new one.
fn drawn(
    kept: &Mutex<Option<(u64, Bytes)>>,
    serial: u64,
    draw: impl FnOnce() -> Result<Vec<u8>, String>,
) -> Result<Bytes, String> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, picture)) = kept.as_ref().filter(|(number, _)| *number == serial) {
        return Ok(picture.clone());
    }
    let picture = Bytes::from(draw()?);
    *kept = Some((serial, picture.clone()));
    Ok(picture)
}

fn answer(picture: Result<Bytes, String>) -> Response {
    match picture {
        Ok(picture) => ([(header::CONTENT_TYPE, "image/png")], picture).into_response(),
        Err(why) => (StatusCode::INTERNAL_SERVER_ERROR, format!("The slip cannot be drawn: {why}\n")).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_drawn_once() {
        let kept = Mutex::new(None);
        assert_eq!(drawn(&kept, 1, || Ok(vec![1])).expect("drawn"), vec![1]);
        assert_eq!(drawn(&kept, 1, || Err("drawn again".to_owned())).expect("kept"), vec![1]);
        assert_eq!(drawn(&kept, 2, || Err("no".to_owned())), Err("no".to_owned()));
        assert_eq!(drawn(&kept, 2, || Ok(vec![2])).expect("drawn"), vec![2]);
    }
}
