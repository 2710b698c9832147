//! A framebuffer of Linux, `/dev/fbN`: its measures from sysfs, the pixels by writing to the device.
//!
//! Source: Linux, `Documentation/fb/api.rst` (the layout of packed pixels) and `drivers/video/fbdev/core/fbsysfs.c` (the
//! attributes). No ioctl, no mapping; the console's cursor is the boot settings' business.

mod geometry;
mod pixel;
#[cfg(test)]
mod tests;

use super::{Picture, Turn};
use geometry::Geometry;
use pixel::Colours;
use std::fs::{File, OpenOptions};
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Why nothing can be shown at the moment.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The device is not there, or not for this user.
    #[error("The display {0} cannot be opened: {1}; plug it in, enable it, or set display.path.")]
    Closed(PathBuf, io::Error),
    /// sysfs does not tell what must be known.
    #[error("The display {0} cannot be used: {1}.")]
    Unknown(PathBuf, String),
    /// It went away, or was never a framebuffer.
    #[error("The display {0} took no more pixels: {1}; is it still plugged in?")]
    Broken(PathBuf, io::Error),
    /// The picture is not of the display's size, or has too few pixels.
    #[error("The display {0} was handed a picture of {1} x {2} pixels, but shows {3} x {4}.")]
    Size(PathBuf, u32, u32, u32, u32),
}

/// A framebuffer that is opened when it is needed, and again after it went away.
#[derive(Debug)]
pub struct Framebuffer {
    path: PathBuf,
    sys: PathBuf,
    turn: Turn,
    open: Option<Open>,
}

/// A device that answers.
#[derive(Debug)]
struct Open {
    device: File,
    geometry: Geometry,
    /// The pixels on the screen; empty while they are not known.
    shown: Vec<u8>,
}

impl Framebuffer {
    /// The one at `path`, `/dev/fb0` say, or a link to it; `sys` is `/sys`. Touches nothing yet.
    pub const fn new(path: PathBuf, sys: PathBuf) -> Self {
        Self { path, sys, turn: Turn::No, open: None }
    }

    /// The same, with pictures turned before they are shown.
    #[must_use]
    pub fn turned(self, turn: Turn) -> Self {
        Self { turn, ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Width and height in pixels of the pictures that it shows. Opens the device if it is not open.
    pub fn size(&mut self) -> Result<(u32, u32), Error> {
        let turn = self.turn;
        let Open { geometry, .. } = self.opened()?;
        Ok(turn.sides((geometry.width, geometry.height)))
    }

    /// Puts a picture of just that size on the screen and tells how many rows were written: of those that differ from what
    /// this value showed last, the pixels from the first to the last that differs. After an error the next picture is written whole, to a device that is opened anew.
    pub fn show(&mut self, picture: &Picture<'_>) -> Result<u32, Error> {
        let (path, turn) = (self.path.clone(), self.turn);
        let open = self.opened()?;
        let (width, height) = turn.sides((open.geometry.width, open.geometry.height));
        let pixels = u64::from(picture.width) * u64::from(picture.height);
        if (picture.width, picture.height) != (width, height) || picture.pixels.len() as u64 != pixels {
            return Err(Error::Size(path, picture.width, picture.height, width, height));
        }
        let written = if turn == Turn::No {
            open.write(picture)
        } else {
            let pixels = turn.turned(picture.pixels, width as usize);
            let (width, height) = turn.sides((width, height));
            open.write(&Picture { width, height, pixels: &pixels, ..*picture })
        };
        if written.is_err() {
            self.open = None;
        }
        written.map_err(|error| Error::Broken(path, error))
    }

    fn opened(&mut self) -> Result<&mut Open, Error> {
        let open = match self.open.take() {
            Some(open) => open,
            None => self.reopened()?,
        };
        Ok(self.open.insert(open))
    }

    fn reopened(&self) -> Result<Open, Error> {
        let closed = |error| Error::Closed(self.path.clone(), error);
        let device = OpenOptions::new().write(true).open(&self.path).map_err(closed)?;
        let node = self.path.canonicalize().map_err(closed)?;
        let name = node.file_name().unwrap_or_default();
        let class = self.sys.join("class/graphics").join(name);
        let geometry = Geometry::read(&class).map_err(|why| Error::Unknown(self.path.clone(), why))?;
        Ok(Open { device, geometry, shown: Vec::new() })
    }
}

impl Open {
    fn write(&mut self, picture: &Picture<'_>) -> io::Result<u32> {
        let (width, depth) = (picture.width as usize, self.geometry.depth);
        let colours = Colours::of(picture.palette, depth);
        let mut bytes = Vec::with_capacity((width + 1) * depth.bytes());
        let mut written = 0;
        for y in 0..picture.height as usize {
            let row = y * width..(y + 1) * width;
            let Some(changed) = self.changed(row.clone(), picture.pixels) else { continue };
            let pixels =
                if changed.end < row.end { changed } else { self.with_neighbour(changed, &row, picture.pixels.len()) };
            let from = |start: usize, end: usize| (end.saturating_sub(start) * depth.bytes()) as u64;
            let begin = y as u64 * u64::from(self.geometry.stride);
            let at = begin + from(row.start, pixels.start) - from(pixels.start, row.start);
            colours.pack(&picture.pixels[pixels], &mut bytes);
            self.device.write_all_at(&bytes, at)?;
            written += 1;
        }
        self.shown.clear();
        self.shown.extend_from_slice(picture.pixels);
        Ok(written)
    }

    /// The pixels of a row from the first to the last that is not on the screen; `None` if all are.
    fn changed(&self, row: Range<usize>, pixels: &[u8]) -> Option<Range<usize>> {
        let wanted = pixels.get(row.clone())?;
        let Some(shown) = self.shown.get(row.clone()) else { return Some(row) };
        // Most rows are as they were, which is seen many pixels at a time.
        if shown == wanted {
            return None;
        }
        let differs = |(shown, wanted): (&u8, &u8)| shown != wanted;
        let first = shown.iter().zip(wanted).position(differs)?;
        let last = shown.iter().zip(wanted).rposition(differs)?;
        Some(row.start + first..row.start + last + 1)
    }

    /// Pixels up to the end of a row, and the nearest one of the row below or above. DRM's framebuffers never show what is written by
    /// exactly one row: its end, counted within a row, is 0, and what lies between there and its beginning is nothing
    /// (Linux 6.1, `drivers/gpu/drm/drm_fb_helper.c`, `drm_fb_helper_memory_range_to_clip`). Where rows are padded they end
    /// before that.
    fn with_neighbour(&self, changed: Range<usize>, row: &Range<usize>, pixels: usize) -> Range<usize> {
        let is_padded = self.geometry.stride as usize > row.len() * self.geometry.depth.bytes();
        match changed {
            changed if is_padded => changed,
            changed if row.end < pixels => changed.start..row.end + 1,
            // The last row: from the end of the one above.
            _ => row.start.saturating_sub(1)..row.end,
        }
    }
}
