//! What a shop puts around its orders: logo, buzzer, drawer.

use super::*;
use scanslip_hw::printer::picture::Canvas;

fn dressed() -> Dressing {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 200, 40);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[0; 200 * 40]).expect("its data");
    writer.finish().expect("its end");
    let logo = Some(logo::logo(&file, 576).expect("a logo"));
    Dressing { logo, buzzes: true, opens_drawer: true, ..sample_dressing() }
}

#[test]
fn the_logo_stands_in_the_middle_above_the_shops_name() {
    let paper = paper(&sample(), &dressed(), &profile("generic-80mm"));
    assert!(paper.unknown.is_empty(), "{:02x?}", paper.unknown);
    let left = (576 - 200) / 2;
    let is_logo = |x, y| (left..left + 200).contains(&x) && y < 40;
    let wrong = (0..40).flat_map(|y| (0..576).map(move |x| (x, y)));
    let wrong: Vec<_> = wrong.filter(|&(x, y)| paper.bitmap.is_black(x, y) != is_logo(x, y)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let without = super::paper(&sample(), &sample_dressing(), &profile("generic-80mm"));
    assert_eq!(paper.text.trim_start(), without.text.trim_start(), "and everything else as before");
}

#[test]
fn a_logo_that_is_wider_than_the_paper_spoils_no_slip() {
    let wide = Dressing { logo: Some(Canvas::new(576, 100).dithered()), ..sample_dressing() };
    let paper = paper(&sample(), &wide, &profile("generic-58mm"));
    assert!(paper.unknown.is_empty() && paper.qr == [LINK], "{:02x?}", paper.unknown);
}

#[test]
fn the_drawer_is_opened_once_for_each_order_and_the_buzzer_sounds_with_each_slip() {
    let copy = Slip { id: crate::till::slip::SlipId { copy: 1, ..sample().id }, ..sample() };
    let provisional = Slip::provisional(&order(), 0);
    for (slip, openings) in [(sample(), 1), (copy, 0), (provisional, 0)] {
        let paper = paper(&slip, &dressed(), &profile("epson-tm-t20iii"));
        assert_eq!((paper.buzzes, paper.drawer_openings), (1, openings), "{:?}", slip.id);
        let silent = super::paper(&slip, &sample_dressing(), &profile("epson-tm-t20iii"));
        assert_eq!((silent.buzzes, silent.drawer_openings), (0, 0), "only if the shop wants it");
    }
}

#[test]
fn sound_and_drawer_come_behind_the_cut() {
    let encoded = bytes(&sample(), &dressed(), &profile("epson-tm-t20iii")).expect("it can be encoded");
    let cut = &encoded.bytes[encoded.cut_at..];
    assert!(cut.starts_with(b"\x1dV") && cut.windows(2).any(|pair| pair == b"\x1bp"), "{cut:02x?}");
}
