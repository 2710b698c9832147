//! A picture of printed paper, from the bytes that the printer gets.

use scanslip_hw::printer::Profile;
use scanslip_hw::printer::paper::{Bitmap, interpret};

/// White paper around what the head can reach, in dots.
const MARGIN: u32 = 32;

/// A PNG picture, black and white, of the paper that `bytes` make on a printer of this profile.
pub fn picture_of(bytes: &[u8], profile: &Profile) -> Vec<u8> {
    png_of(&interpret(bytes, profile).bitmap).unwrap_or_default()
}

fn png_of(bitmap: &Bitmap) -> Result<Vec<u8>, png::EncodingError> {
    let (width, height) = (bitmap.width() + 2 * MARGIN, bitmap.height() + 2 * MARGIN);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header()?;
    let rows: Vec<u8> =
        (0..height).flat_map(|y| (0..width.div_ceil(8)).map(move |byte| white(bitmap, byte * 8, y))).collect();
    writer.write_image_data(&rows)?;
    writer.finish()?;
    Ok(file)
}

/// Eight dots of the picture from `(x, y)` on; white is 1.
fn white(bitmap: &Bitmap, x: u32, y: u32) -> u8 {
    (0..8).fold(0, |byte, bit| {
        let black = match ((x + bit).checked_sub(MARGIN), y.checked_sub(MARGIN)) {
            (Some(x), Some(y)) => bitmap.is_black(x, y),
            _ => false,
        };
        byte << 1 | u8::from(!black)
    })
}
