//! A serial line with anything on it, cut anywhere: the same scans as in one piece, and the next one is whole.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scanslip_hw::scanner::framing::Framing;
use scanslip_hw::scanner::{MAX_BYTES, Suffix};

fuzz_target!(|data: &[u8]| {
    let [suffix, cut, stream @ ..] = data else { return };
    let suffix = [Suffix::Newline, Suffix::Tab, Suffix::None][usize::from(suffix % 3)];
    let (mut whole, mut scans) = (Framing::new(suffix, 50), Vec::new());
    whole.take(0, stream, &mut scans);
    whole.finish(&mut scans);
    let (mut pieces, mut same) = (Framing::new(suffix, 50), Vec::new());
    for piece in stream.chunks(usize::from(*cut).max(1)) {
        pieces.take(0, piece, &mut same);
    }
    pieces.finish(&mut same);
    assert!(scans == same);
    assert!(scans.iter().all(|scan| !scan.text.is_empty() && scan.text.len() <= 2 * MAX_BYTES));
    scans.clear();
    whole.take(1000, b"4006381333931", &mut scans);
    whole.finish(&mut scans);
    assert!(matches!(&scans[..], [scan] if scan.text == "4006381333931"));
});
