//! The measures of a framebuffer, as `/sys/class/graphics/fbN` tells them.

use super::pixel::Depth;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The largest side that is believed, in pixels.
const SIDE_MAX: u32 = 8_192;
/// The longest attribute that is read, in bytes; `modes` of a display with many is the longest.
const BYTES_MAX: u64 = 4_096;

/// The measures of a framebuffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Geometry {
    /// Pixels in a row that are seen.
    pub(super) width: u32,
    /// Rows that are seen.
    pub(super) height: u32,
    /// How a pixel is packed.
    pub(super) depth: Depth,
    /// Bytes from one row to the next.
    pub(super) stride: u32,
}

impl Geometry {
    /// Reads the folder of a framebuffer. An error says what is missing or beyond belief, as the end of a sentence.
    pub(super) fn read(class: &Path) -> Result<Self, String> {
        let size = attribute(class, "virtual_size")?;
        let (width, height) = sides(&size, ',').ok_or_else(|| odd(class, "virtual_size", &size))?;
        let bits = attribute(class, "bits_per_pixel")?;
        let depth = bits.parse().ok().and_then(Depth::of);
        let depth = depth.ok_or_else(|| {
            let bits: String = bits.chars().take(40).collect();
            format!(
                "it has {bits:?} bits a pixel, and only 16, 24 and 32 are known; set another depth where it is set up"
            )
        })?;
        let text = attribute(class, "stride")?;
        let stride: u32 = text.parse().map_err(|_| odd(class, "stride", &text))?;
        if (stride as usize) < width as usize * depth.bytes() || stride > SIDE_MAX * 8 {
            return Err(odd(class, "stride", &text));
        }
        // The memory may hold more rows than the screen, to swap between them; the mode, if there is just one, knows.
        let seen = attribute(class, "modes").ok().and_then(|modes| mode(&modes));
        let (width, height) = seen.map_or((width, height), |(w, h)| (w.min(width), h.min(height)));
        Ok(Self { width, height, depth, stride })
    }
}

/// The resolution of the only mode: `U:800x480p-60`.
fn mode(modes: &str) -> Option<(u32, u32)> {
    let (_, resolution) = modes.split_once(':').filter(|_| modes.lines().count() == 1)?;
    let end = resolution.find(|c: char| !c.is_ascii_digit() && c != 'x').unwrap_or(resolution.len());
    sides(&resolution[..end], 'x')
}

fn sides(text: &str, between: char) -> Option<(u32, u32)> {
    let (width, height) = text.split_once(between)?;
    let side = |text: &str| text.parse().ok().filter(|side| (1..=SIDE_MAX).contains(side));
    Some((side(width)?, side(height)?))
}

fn attribute(class: &Path, name: &str) -> Result<String, String> {
    let path = class.join(name);
    let mut text = String::new();
    File::open(&path)
        .and_then(|file| file.take(BYTES_MAX).read_to_string(&mut text))
        .map_err(|error| format!("{} cannot be read ({error}), so it is no framebuffer of Linux", path.display()))?;
    Ok(text.trim().to_owned())
}

fn odd(class: &Path, name: &str, text: &str) -> String {
    let text: String = text.chars().take(40).collect();
    format!("{} is {text:?}, which cannot be right", class.join(name).display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn read(attributes: &[(&str, &str)]) -> Result<Geometry, String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in attributes {
            fs::write(folder.path().join(name), format!("{text}\n")).expect("a file");
        }
        Geometry::read(folder.path())
    }

    #[test]
    fn measures_are_those_of_what_is_seen() {
        let common = [("virtual_size", "800,960"), ("bits_per_pixel", "16"), ("stride", "1664")];
        let all = Geometry { width: 800, height: 960, depth: Depth::Rgb565, stride: 1_664 };
        assert_eq!(read(&common), Ok(all));
        for (modes, height) in [
            ("U:800x480p-60", 480),
            ("U:800x480p-60\nU:640x480p-60", 960),
            ("", 960),
            ("nonsense", 960),
            ("U:800x4800p-0", 960),
            ("U:0x0p-0", 960),
        ] {
            let read = read(&[common.as_slice(), &[("modes", modes)]].concat());
            assert_eq!(read, Ok(Geometry { height, ..all }), "{modes:?}");
        }
    }

    #[test]
    fn what_cannot_be_right_is_refused_in_words() {
        let cases = [
            ("800", "16", "1600", "virtual_size"),
            ("0,480", "16", "1600", "virtual_size"),
            ("99999,480", "16", "1600", "virtual_size"),
            ("800,480", "8", "800", "\"8\" bits a pixel"),
            ("800,480", "", "800", "bits a pixel"),
            ("800,480", "32", "3199", "stride"),
            ("800,480", "32", "4294967295", "stride"),
            ("800,480", "32", "-1", "stride"),
        ];
        for (size, bits, stride, hint) in cases {
            let read = read(&[("virtual_size", size), ("bits_per_pixel", bits), ("stride", stride)]);
            let why = read.expect_err(hint);
            assert!(why.contains(hint), "{why}");
        }
        assert!(read(&[]).expect_err("nothing there").contains("no framebuffer of Linux"));
    }
}
