//! A picture as a PNG file: one byte a pixel and the palette.

use super::Picture;

/// The bytes of the file; empty only for a picture without pixels.
pub(super) fn of(picture: &Picture) -> Vec<u8> {
    written(picture).unwrap_or_default()
}

fn written(picture: &Picture) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(Picture::palette().concat());
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(picture.pixels())?;
    writer.finish()?;
    Ok(file)
}
