//! From a screen to pixels, for an OLED, a small panel and a large one; and from one line more in a cart to the panel's memory.

use crate::{Stage, framebuffer};
use qrcode::{EcLevel, QrCode};
use scanslip::face::picture;
use scanslip::face::samples;
use scanslip::till::screen::{Screen, View};
use scanslip::till::settings::Language;
use std::hint::black_box;

pub(crate) fn stages() -> Vec<Stage> {
    vec![
        Stage::counted("a cart on 128 x 64: screen -> pixels", || drawn("cart", (128, 64))),
        Stage::counted("a cart on 480 x 320: screen -> pixels", || drawn("cart", (480, 320))),
        Stage::counted("a cart on 1920 x 1080: screen -> pixels", || drawn("cart", (1920, 1080))),
        Stage::counted("an order's QR code on 480 x 320: screen -> pixels", || drawn("done-printing", (480, 320))),
        Stage::counted("one line more on 128 x 64: screen -> panel", || changed((128, 64))),
        Stage::counted("one line more on 480 x 320: screen -> panel", || changed((480, 320))),
        Stage::counted("one line more on 1920 x 1080: screen -> panel", || changed((1920, 1080))),
        Stage::counted("a payment link: text -> QR code", qr),
    ]
}

fn sample(name: &str) -> Screen {
    samples(Language::Fr).into_iter().find(|(own, _)| *own == name).expect("a sample").1
}

fn drawn(name: &str, size: (u32, u32)) -> Box<dyn FnMut()> {
    let screen = sample(name);
    Box::new(move || {
        black_box(picture::draw(black_box(&screen), "EUR", size));
    })
}

/// By turns a cart and the same with one line more, on a panel whose memory is a file in memory.
fn changed(size: (u32, u32)) -> Box<dyn FnMut()> {
    let folder = tempfile::tempdir_in("/dev/shm").expect("a folder in memory");
    let mut display = framebuffer::panel(folder.path(), size);
    let more = sample("cart");
    let mut less = more.clone();
    if let View::Cart { lines, last, .. } = &mut less.view {
        lines.pop();
        *last = lines.len().checked_sub(1);
    }
    let mut is_more = false;
    Box::new(move || {
        // Its file is there as long as it is shown on.
        let _ = &folder;
        is_more = !is_more;
        display.show(black_box(if is_more { &more } else { &less }), "EUR").expect("a file takes it");
    })
}

fn qr() -> Box<dyn FnMut()> {
    let link = "https://kash.click/pay.php?order=1234567&token=0123456789abcdef0123456789abcdef";
    Box::new(move || {
        black_box(QrCode::with_error_correction_level(black_box(link), EcLevel::M).expect("it fits"));
    })
}
