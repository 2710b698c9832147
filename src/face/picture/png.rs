//! A picture as a PNG file: one byte a pixel and the palette.

use super::Picture;
use png::Compression;

/// The bytes of the file; empty only for a picture without pixels.
pub(super) fn of(picture: &Picture, compression: Compression) -> Vec<u8> {
    written(picture, compression).unwrap_or_default()
}

fn written(picture: &Picture, compression: Compression) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(Picture::palette().concat());
    encoder.set_compression(compression);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(picture.pixels())?;
    writer.finish()?;
    Ok(file)
}
