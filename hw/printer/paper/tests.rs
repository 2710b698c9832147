//! The interpreter against the encoder, and against bytes from nowhere.

use super::*;
use crate::printer::block::{Align, Block, Style};
use crate::printer::encode;
use crate::printer::profile::{Overrides, QrWay};

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
fn unknown_commands_and_missing_ends_are_listed() {
    let cases: [(&[u8], &[&[u8]]); 6] = [
        (b"a\x1b\x70\x00", &[b"\x1bp", b"\x00"]),
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
