//! Our bytes as another program understands them: every word of the slip, its code, and not one unknown command.

use super::slips;
use super::tools::{Tools, beside};
use embedded_graphics::Drawable;
use embedded_graphics::geometry::Point;
use embedded_graphics::pixelcolor::Gray8;
use embedded_graphics::primitives::{Circle, Primitive, PrimitiveStyle};
use scanslip::slip::{Dressing, bytes, sample_dressing, text};
use scanslip::till::slip::Slip;
use scanslip_hw::printer::Profile;
use scanslip_hw::printer::paper::interpret;
use scanslip_hw::printer::picture::Canvas;
use scanslip_hw::printer::profile::{Overrides, QrWay};
use serde_json::{Value, json};
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

#[test]
fn logo_small_letters_and_drawer_are_what_they_should_be() {
    let Some(tools) = Tools::find() else { return };
    let folder = TempDir::new().expect("a folder");
    let mut canvas = Canvas::new(320, 100);
    let style = PrimitiveStyle::with_fill(Gray8::new(90));
    let Ok(()) = Circle::new(Point::new(110, 0), 100).into_styled(style).draw(&mut canvas);
    let dressing = Dressing { logo: Some(canvas.dithered()), opens_drawer: true, ..sample_dressing() };
    let profile = Profile::named("epson-tm-t20iii").expect("it is shipped");
    let slips: Vec<_> = slips::kinds().into_iter().filter(|(kind, _)| ["quote", "copy"].contains(kind)).collect();
    for (name, slip) in &slips {
        let encoded = bytes(slip, &dressing, &profile).expect("it can be encoded");
        fs::write(folder.path().join(name).with_extension("bin"), encoded.bytes).expect("written");
    }
    let said = tools.python("interpret.py", &[beside("80mm.yaml").as_os_str(), folder.path().as_os_str()]);
    let said: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let events: Vec<(&Value, &Value)> = said.iter().map(|answer| (&answer["name"], &answer["unknown"])).collect();
    let drawer = json!(["drawer.opened {'pin': 2, 'on_time_ms': 100}"]);
    assert_eq!(events, [(&json!("copy"), &json!([])), (&json!("quote"), &drawer)], "a copy opens no drawer");
    for (name, slip) in &slips {
        let printed = folder.path().join(name);
        compare(&tools, slip, &profile, &printed);
        let theirs = image::open(printed.with_extension("png")).expect("a picture").to_luma8();
        let ours = interpret(&bytes(slip, &dressing, &profile).expect("as before").bytes, &profile).bitmap;
        let black = |x: u32, y: u32| theirs.get_pixel(x, y).0[0] < 128;
        let wrong = (0..100).flat_map(|y| (0..576).map(move |x| (x, y)));
        assert_eq!(wrong.filter(|&(x, y)| black(x, y) != ours.is_black(x, y)).count(), 0, "the logo, dot for dot");
    }
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
