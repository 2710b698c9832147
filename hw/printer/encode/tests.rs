//! What the encoder sends, byte for byte.

use super::*;
use crate::printer::profile::Overrides;

fn profile() -> Profile {
    Profile::named("epson-tm-t20").expect("it is shipped")
}

fn with(overrides: &Overrides) -> Profile {
    profile().with(overrides).expect("a sane printer")
}

fn bytes(blocks: &[Block], profile: &Profile) -> Vec<u8> {
    encode(blocks, profile).expect("it can be encoded").bytes
}

#[test]
fn every_print_begins_by_forgetting_what_was_before() {
    assert_eq!(bytes(&[Block::plain("é")], &profile()), b"\x1b@\x1bt\x10\xe9\n");
}

/// The `escpos` crate's own tables would send Ò for Ô, F0h for the hyphen and UTF-8 for œ.
#[test]
fn text_goes_past_the_tables_of_the_vocabulary() {
    let pc858 = with(&Overrides { code_page: Some("pc858".to_owned()), ..Overrides::default() });
    let encoded = encode(&[Block::plain("CÔTE A-1042 œ")], &pc858).expect("it can be encoded");
    assert_eq!(encoded.bytes, b"\x1b@\x1bt\x13C\xe2TE A-1042 oe\n");
    assert_eq!(encoded.replaced, Replaced { rewritten: 1, lost: 0 });
}

#[test]
fn each_way_to_cut_is_the_one_asked_for() {
    let cases: [(Cut, &[u8]); 3] =
        [(Cut::Partial, b"\n\x1dV\x42\x00"), (Cut::Full, b"\n\x1dV\x41\x00"), (Cut::None, b"\n")];
    for (cut, wanted) in cases {
        let profile = with(&Overrides { cut: Some(cut), ..Overrides::default() });
        assert_eq!(bytes(&[Block::Cut], &profile), [b"\x1b@\x1bt\x10", wanted].concat(), "{cut:?}");
    }
}

#[test]
fn a_style_is_set_once_and_taken_back() {
    let large = Block::line(Align::Center, Style::large(2, 2), "A");
    let sent = bytes(&[large.clone(), large, Block::plain("b")], &profile());
    assert_eq!(sent, b"\x1b@\x1bt\x10\x1ba\x01\x1bE\x01\x1d!\x11A\nA\n\x1ba\x00\x1bE\x00\x1d!\x00b\n");
}

#[test]
fn a_native_code_is_model_2_at_level_m_with_its_quiet_zone() {
    let link = "https://kash.click/pay/1042";
    let sent = bytes(&[Block::Qr(link.to_owned())], &profile());
    let wanted = [
        b"\x1b@\x1bt\x10\x1ba\x01\n".as_slice(),
        b"\x1d(k\x04\x00\x31\x41\x32\x00\x1d(k\x03\x00\x31\x43\x06\x1d(k\x03\x00\x31\x45\x31",
        &[0x1d, b'(', b'k', u8::try_from(link.len() + 3).expect("short"), 0, 0x31, 0x50, 0x30],
        link.as_bytes(),
        b"\x1d(k\x03\x00\x31\x51\x30\n\x1ba\x00",
    ];
    assert_eq!(sent, wanted.concat());
}

#[test]
fn a_drawn_code_goes_out_in_bands_and_doubled() {
    let profile = with(&Overrides { qr: Some(QrWay::Raster), ..Overrides::default() });
    let sent = bytes(&[Block::Qr("https://kash.click/pay/1042".to_owned())], &profile);
    // 29 modules of 3 dots, doubled by the printer: 11 bytes a row, 87 rows in bands of 24.
    let heads: Vec<&[u8]> = sent.windows(8).filter(|bytes| bytes.starts_with(b"\x1dv0")).collect();
    assert_eq!(heads.len(), 4);
    assert_eq!(heads[0], b"\x1dv0\x03\x0b\x00\x18\x00");
    assert_eq!(heads[3], b"\x1dv0\x03\x0b\x00\x0f\x00");
}

#[test]
fn a_code_that_cannot_be_printed_leaves_its_text() {
    let none = with(&Overrides { qr: Some(QrWay::None), ..Overrides::default() });
    let hostile = "https://x.example/\u{1b}@\u{10}\u{4}\u{1}";
    for (text, profile) in [("https://kash.click/1", &none), (hostile, &profile())] {
        let encoded = encode(&[Block::Qr(text.to_owned())], profile).expect("it can be encoded");
        assert_eq!(encoded.qr_as_text, 1);
        let printed = text.replace(|c: char| c.is_control(), " ");
        assert_eq!(encoded.bytes, [b"\x1b@\x1bt\x10", printed.as_bytes(), b"\n"].concat());
    }
}

#[test]
fn a_rule_is_a_line_where_the_printer_has_one() {
    let drawn = [b"\x1b@\x1bt\x10\x1bt\x13".as_slice(), &[0xc4; 48], b"\n"].concat();
    assert_eq!(bytes(&[Block::Rule], &profile()), drawn);
    let wpc1252 = with(&Overrides { code_page: Some("wpc1252".to_owned()), ..Overrides::default() });
    let dashes = [b"\x1b@\x1bt\x10".as_slice(), &[b'-'; 48], b"\n"].concat();
    assert_eq!(bytes(&[Block::Rule], &wpc1252), dashes);
}

/// The vocabulary's own command for the drawer lacks its two times, which a printer would take from the text.
#[test]
fn the_drawer_is_opened_without_a_byte_of_the_text() {
    for (drawer, wanted) in [
        (Drawer::Pin2, b"\x1bp\x00\x32\xfaab\n".as_slice()),
        (Drawer::Pin5, b"\x1bp\x01\x32\xfaab\n"),
        (Drawer::None, b"ab\n"),
    ] {
        let profile = Profile { drawer, ..profile() };
        let sent = bytes(&[Block::OpenDrawer, Block::plain("ab")], &profile);
        assert_eq!(sent, [b"\x1b@\x1bt\x10", wanted].concat(), "{drawer:?}");
    }
}

#[test]
fn each_buzzer_has_its_own_command() {
    for (buzzer, wanted) in [
        (Buzzer::EscA, b"\x1b(A\x04\x000\x31\x02\x0a".as_slice()),
        (Buzzer::EscB, b"\x1bB\x02\x04"),
        (Buzzer::None, b""),
    ] {
        let sent = bytes(&[Block::Cut, Block::Buzz], &Profile { buzzer, cut: Cut::Partial, ..profile() });
        assert!(sent.ends_with(&[b"\x1dVB\x00", wanted].concat()), "{buzzer:?}: {sent:02x?}");
    }
}

#[test]
fn small_letters_are_font_b_where_there_is_one() {
    let small = [Block::line(Align::Left, Style::SMALL, "a")];
    assert_eq!(bytes(&small, &profile()), b"\x1b@\x1bt\x10\x1bM\x01a\n\x1bM\x00");
    assert_eq!(bytes(&small, &Profile { columns_b: None, ..profile() }), b"\x1b@\x1bt\x10a\n");
}
