//! The interpreter against the encoder, and against bytes from nowhere.

use super::*;
use crate::printer::block::{Align, Block, Style};
use crate::printer::encode;
use crate::printer::picture::Canvas;
use crate::printer::profile::{Overrides, QrWay};
use embedded_graphics::Drawable;
use embedded_graphics::geometry::{Point, Size};
use embedded_graphics::pixelcolor::{Gray8, GrayColor};
use embedded_graphics::primitives::{Primitive, PrimitiveStyle, Rectangle};

fn profile() -> Profile {
    Profile::named("generic-80mm").expect("it is shipped")
}

fn print(blocks: &[Block], profile: &Profile) -> Paper {
    interpret(&encode(blocks, profile).expect("it can be encoded").bytes, profile)
}

#[test]
fn what_was_said_is_what_is_read() {
    let blocks = [
        Block::line(Align::Center, Style::large(2, 2), "L’Épicerie"),
        Block::Rule,
        Block::plain("2 × Bœuf à 3,50 €"),
        Block::line(Align::Right, Style::BOLD, "7,00 €"),
        Block::Feed(2),
        Block::plain("Merci !"),
        Block::Cut,
    ];
    let paper = print(&blocks, &profile());
    let wanted = format!("{:14}L’Épicerie\n{}\n2 × Bœuf à 3,50 €\n{:42}7,00 €\n\n\nMerci !", "", "─".repeat(48), "");
    assert_eq!(paper.text, wanted);
    assert_eq!((paper.cuts, paper.unknown.len(), paper.bitmap.width()), (1, 0, 576));
}

#[test]
fn both_ways_to_print_a_code_give_the_same_dots() {
    let link = "https://kash.click/pay/1042?k=Zm9vYmFyYmF6";
    let native = print(&[Block::Qr(link.to_owned())], &profile());
    assert_eq!(native.qr, [link]);
    let overrides = Overrides { qr: Some(QrWay::Raster), ..Overrides::default() };
    let drawn = print(&[Block::Qr(link.to_owned())], &profile().with(&overrides).expect("a sane printer"));
    assert!(drawn.unknown.is_empty() && drawn.qr.is_empty());
    let count = |paper: &Paper| {
        let bitmap = &paper.bitmap;
        (0..bitmap.height()).map(|y| (0..576).filter(|&x| bitmap.is_black(x, y)).count()).collect::<Vec<_>>()
    };
    assert_eq!(count(&native), count(&drawn), "row by row the same number of black dots");
}

#[test]
fn a_line_that_is_too_long_goes_on_below() {
    let paper = print(&[Block::plain("x".repeat(100))], &profile());
    assert_eq!(paper.text.lines().map(str::len).collect::<Vec<_>>(), [48, 48, 4]);
}

#[test]
fn font_b_is_smaller_and_stands_where_it_should() {
    let small = Block::line(Align::Right, Style::SMALL, "x".repeat(64));
    let twice = Block::line(Align::Center, Style { small: true, ..Style::large(2, 2) }, "b");
    let with_b = Profile::named("epson-tm-t20").expect("it is shipped");
    let paper = print(&[small.clone(), twice.clone()], &with_b);
    assert_eq!(paper.text.lines().collect::<Vec<_>>(), ["x".repeat(64), format!("{}b", " ".repeat(31))]);
    // 30 dots are a line; the second is 34 high.
    assert_eq!(paper.bitmap.height(), 30 + 34 + 30);
    let without = print(&[small, twice], &profile());
    assert_eq!(without.text.lines().next().map(str::len), Some(48), "font A is all that it has");
}

#[test]
fn a_picture_is_on_paper_dot_for_dot() {
    let mut canvas = Canvas::new(100, 60);
    let style = PrimitiveStyle::with_fill(Gray8::BLACK);
    let Ok(()) = Rectangle::new(Point::new(0, 0), Size::new(100, 1)).into_styled(style).draw(&mut canvas);
    let Ok(()) = Rectangle::new(Point::new(99, 1), Size::new(1, 59)).into_styled(style).draw(&mut canvas);
    let paper = print(&[Block::Picture(canvas.dithered())], &profile());
    assert!(paper.unknown.is_empty(), "{:02x?}", paper.unknown);
    // 13 bytes are 104 dots, in the middle of 576.
    let left = (576 - 104) / 2;
    let black = |x: u32, y: u32| paper.bitmap.is_black(left + x, y);
    assert!((0..100).all(|x| black(x, 0)) && (1..60).all(|y| black(99, y)), "both lines are whole");
    assert!(!black(100, 0) && !black(98, 30) && !black(99, 60), "and nothing else is black");

    let none = Profile { pictures: false, ..profile() };
    assert_eq!(print(&[Block::Picture(canvas.dithered())], &none).bitmap.height(), 30, "some draw none");
    let narrow = Canvas::new(1_000, 8).dithered();
    assert!(print(&[Block::Picture(narrow)], &profile()).unknown.is_empty(), "what is too wide is cut off");
}

#[test]
fn buzzer_and_drawer_answer_where_there_is_one() {
    let cases = [("generic-80mm", 0, 1), ("epson-tm-t20iii", 1, 1), ("xprinter-80mm", 1, 1), ("sunmi-58mm", 0, 0)];
    for (name, buzzes, openings) in cases {
        let profile = Profile::named(name).expect("it is shipped");
        let blocks = [Block::Cut, Block::Buzz, Block::OpenDrawer, Block::plain("to be read")];
        let paper = print(&blocks, &profile);
        assert_eq!((paper.buzzes, paper.drawer_openings), (buzzes, openings), "{name}");
        assert!(paper.unknown.is_empty() && paper.text.ends_with("to be read"), "{name}: {}", paper.text);
    }
}

#[test]
fn unknown_commands_and_missing_ends_are_listed() {
    let cases: [(&[u8], &[&[u8]]); 10] = [
        (b"a\x1bi\x00", &[b"\x1bi", b"\x00"]),
        (b"a\x1bp\x00", &[b"\x1bp\x00"]),
        (b"a\x1bB\x02", &[b"\x1bB\x02"]),
        (b"a\x1b(A\x04\x00", &[b"\x1b(A\x04\x00"]),
        (b"a\x1bM", &[b"\x1bM"]),
        (b"a\x10\x05\x01", &[b"\x10", b"\x05", b"\x01"]),
        (b"\x1d(k\x05\x00\x31", &[b"\x1d(k\x05\x00\x31"]),
        (b"\x1dv0\x00\x01\x00\x01\x00", &[b"\x1dv0\x00\x01\x00\x01\x00"]),
        (b"\x1bt\x63", &[b"\x1bt\x63"]),
        (b"\x1b", &[b"\x1b"]),
    ];
    for (bytes, unknown) in cases {
        assert_eq!(interpret(bytes, &profile()).unknown, unknown, "{bytes:02x?}");
    }
}

#[test]
fn bytes_from_nowhere_never_panic_and_the_paper_ends() {
    let sample =
        encode(&[Block::Qr("https://kash.click/1".to_owned()), Block::Cut], &profile()).expect("encoded").bytes;
    for end in 0..sample.len() {
        let _ = interpret(&sample[..end], &profile());
    }
    let mut state = 1_u32;
    for _ in 0..300 {
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(400)
        .collect();
        assert!(interpret(&noise, &profile()).bitmap.height() <= 20_000);
    }
}
