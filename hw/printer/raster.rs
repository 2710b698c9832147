//! Dots -> `GS v 0` commands, in bands. Source: Epson's ESC/POS command reference.
//!
//! Many printers obey real-time commands (`DLE EOT`, `DLE ENQ`, `DLE DC4`) even inside the data of a picture (Epson's
//! TM-L90, Samsung's SRP-500 and HPRT's manuals warn of it), so none is left there: a dot of the picture goes for it.

/// Rows of a picture that go out at once, 3 mm of paper: what an interrupted printer would swallow of the next slip is
/// bounded, and so is what a small memory must hold.
const BAND_ROWS: usize = 24;
/// `DLE`, with which each real-time command begins.
const DLE: u8 = 0x10;
/// What makes a real-time command of a `DLE`: `EOT`, `ENQ`, `DC4`.
const REAL_TIME: [u8; 3] = [0x04, 0x05, 0x14];

/// How large the printer draws a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dot {
    /// As it is (m = 0).
    Single = 0,
    /// Doubled both ways (m = 3): a quarter of the bytes.
    Doubled = 3,
}

/// Dots of one row, eight to a byte from the left; the last byte is filled up with white.
pub(super) fn packed(dots: &[bool]) -> Vec<u8> {
    let byte = |eight: &[bool]| eight.iter().enumerate().fold(0, |byte, (i, &black)| byte | u8::from(black) << (7 - i));
    dots.chunks(8).map(byte).collect()
}

/// The commands that draw packed rows of one length, a band each; `None` for what no command can hold.
pub(super) fn bands(dot: Dot, rows: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    rows.chunks(BAND_ROWS).map(|band| band_command(dot, band)).collect()
}

fn band_command(dot: Dot, band: &[Vec<u8>]) -> Option<Vec<u8>> {
    let [width_low, width_high] = u16::try_from(band.first()?.len()).ok()?.to_le_bytes();
    let [height_low, height_high] = u16::try_from(band.len()).ok()?.to_le_bytes();
    let mut command = vec![0x1d, b'v', b'0', dot as u8, width_low, width_high, height_low, height_high];
    command.extend(band.iter().flatten());
    guard(&mut command);
    Some(command)
}

/// Takes every real-time command out of the bytes: a lone black dot, which is what `DLE` is, turns white.
fn guard(bytes: &mut [u8]) {
    for at in 1..bytes.len() {
        if bytes[at - 1] == DLE && REAL_TIME.contains(&bytes[at]) {
            bytes[at - 1] = 0;
        }
    }
}

/// Whether a printer would find a real-time command in the bytes.
#[cfg(test)]
pub(super) fn is_real_time(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair[0] == DLE && REAL_TIME.contains(&pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bands_are_whole_rows_and_say_how_many() {
        let rows = vec![vec![0xaa, 0x55]; 50];
        let bands = bands(Dot::Single, &rows).expect("it can be drawn");
        let heights: Vec<u8> = bands.iter().map(|band| band[6]).collect();
        assert_eq!(heights, [24, 24, 2]);
        assert!(bands.iter().all(|band| band.len() == 8 + usize::from(band[6]) * 2 && band[4] == 2));
        assert_eq!(bands[0][..8], *b"\x1dv0\x00\x02\x00\x18\x00");
    }

    #[test]
    fn the_status_question_in_a_picture_loses_a_dot() {
        let rows = vec![vec![0x10, 0x04], vec![0x10, 0x10], vec![0x05, 0x10], vec![0x14, 0x10], vec![0x06, 0x10]];
        let drawn = bands(Dot::Single, &rows).expect("it can be drawn").remove(0);
        assert_eq!(drawn[8..], [0, 4, 0x10, 0, 5, 0, 0x14, 0x10, 6, 0x10]);
    }

    proptest! {
        #[test]
        fn no_picture_holds_a_real_time_command(
            width in 1_usize..80,
            dots in proptest::collection::vec(prop_oneof![Just(0x10), Just(4), Just(5), Just(0x14), any::<u8>()], 80..4_000),
        ) {
            let rows: Vec<Vec<u8>> = dots.chunks_exact(width).map(<[u8]>::to_vec).collect();
            for (band, rows) in bands(Dot::Single, &rows).expect("it can be drawn").iter().zip(rows.chunks(BAND_ROWS)) {
                prop_assert!(!is_real_time(band));
                let changed = band[8..].iter().zip(rows.iter().flatten()).filter(|(sent, meant)| sent != meant);
                prop_assert!(changed.into_iter().all(|(&sent, &meant)| (sent, meant) == (0, DLE)), "a dot at the most");
            }
        }
    }
}
