//! A framebuffer of Linux, `/dev/fbN`: its measures from sysfs, the pixels by writing to the device.
//!
//! Source: Linux, `Documentation/fb/api.rst` (the layout of packed pixels) and `drivers/video/fbdev/core/fbsysfs.c` (the
//! attributes). No ioctl, no mapping; the console's cursor is the boot settings' business.

mod geometry;
mod pixel;
#[cfg(test)]
mod tests;

use super::Picture;
use geometry::Geometry;
use std::fs::{File, OpenOptions};
use std::io;
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
        Self { path, sys, open: None }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Width and height in pixels. Opens the device if it is not open.
    pub fn size(&mut self) -> Result<(u32, u32), Error> {
        let Open { geometry, .. } = self.opened()?;
        Ok((geometry.width, geometry.height))
    }

    /// Puts a picture of just that size on the screen and tells how many rows were written: those that differ from what
    /// this value showed last. After an error the next picture is written whole, to a device that is opened anew.
    pub fn show(&mut self, picture: &Picture<'_>) -> Result<u32, Error> {
        let path = self.path.clone();
        let open = self.opened()?;
        let Geometry { width, height, .. } = open.geometry;
        let pixels = u64::from(picture.width) * u64::from(picture.height);
        if (picture.width, picture.height) != (width, height) || picture.pixels.len() as u64 != pixels {
            return Err(Error::Size(path, picture.width, picture.height, width, height));
        }
        let written = open.write(picture);
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
        let width = picture.width as usize;
        let colours = pixel::packed(picture.palette, self.geometry.depth);
        let mut bytes = Vec::with_capacity(width * self.geometry.depth.bytes());
        let mut written = 0;
        for (y, row) in picture.pixels.chunks_exact(width).enumerate() {
            if self.shown.get(y * width..(y + 1) * width) == Some(row) {
                continue;
            }
            bytes.clear();
            for &pixel in row {
                bytes.extend_from_slice(&colours[usize::from(pixel)][..self.geometry.depth.bytes()]);
            }
            self.device.write_all_at(&bytes, y as u64 * u64::from(self.geometry.stride))?;
            written += 1;
        }
        self.shown.clear();
        self.shown.extend_from_slice(picture.pixels);
        Ok(written)
    }
}
