//! Our bytes as another program understands them: every word of the slip, its code, and not one unknown command.

use super::slips;
use super::tools::{Tools, beside};
use scanslip::slip::{bytes, sample_dressing, text};
use scanslip::till::slip::Slip;
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::profile::{Overrides, QrWay};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn on_80_mm_it_reads_every_slip_of_every_language() {
    reads_every_slip("generic-80mm", "80mm.yaml", QrWay::Native);
}

#[test]
fn on_58_mm_it_reads_every_slip_of_every_language() {
    reads_every_slip("generic-58mm", "58mm.yaml", QrWay::Native);
}

#[test]
fn a_code_that_is_drawn_is_read_like_one_that_the_printer_makes() {
    reads_every_slip("generic-58mm", "58mm.yaml", QrWay::Raster);
    reads_every_slip("generic-80mm", "80mm.yaml", QrWay::Raster);
}

fn reads_every_slip(ours: &str, theirs: &str, qr: QrWay) {
    let Some(tools) = Tools::find() else { return };
    let overrides = Overrides { qr: Some(qr), ..Overrides::default() };
    let profile = Profile::named(ours).and_then(|profile| profile.with(&overrides)).expect("a sane printer");
    let folder = TempDir::new().expect("a folder");
    for (name, slip) in slips::all() {
        let encoded = bytes(&slip, &sample_dressing(), &profile).expect("it can be encoded");
        fs::write(folder.path().join(name).with_extension("bin"), encoded.bytes).expect("written");
    }
    let said = tools.python("interpret.py", &[beside(theirs).as_os_str(), folder.path().as_os_str()]);
    let said: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(said.len(), slips::all().count(), "it read them all");
    for answer in said {
        assert_eq!(answer["receipts"], 1, "{answer}");
        assert_eq!(answer["unknown"], Value::Array(Vec::new()), "{answer}");
    }
    for (name, slip) in slips::all() {
        compare(&tools, &slip, &profile, &folder.path().join(&name));
    }
}

/// The text and the code of one slip, against what was printed.
fn compare(tools: &Tools, slip: &Slip, profile: &Profile, printed: &Path) {
    let link = slips::link(slip);
    let said = text(slip, &sample_dressing(), profile);
    let read = fs::read_to_string(printed.with_extension("txt")).expect("a text");
    let (codes, read): (Vec<&str>, Vec<&str>) =
        read.lines().partition(|line| line.starts_with("[qr ") || line.starts_with("[image "));
    let said: Vec<&str> = said.lines().filter(|line| Some(*line) != link).collect();
    let name = printed.display();
    assert_eq!(lines(&read), lines(&said), "{name}");
    if link.is_none() {
        assert!(!codes.iter().any(|code| code.starts_with("[qr ")), "{name}: {codes:?}");
    }
    assert_eq!(tools.codes_on(&printed.with_extension("png")), link.unwrap_or_default(), "{name}");
}

/// The words of each line. White space is left out of it: the plain text puts a line in its place with spaces and an empty
/// line where paper is fed, the printer with its own alignment and feeds; and spaces that do not break are plain ones to a
/// printer.
fn lines(text: &[&str]) -> Vec<String> {
    let words = text.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|line| !line.is_empty()).collect()
}
