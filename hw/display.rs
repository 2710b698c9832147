//! Displays: pictures onto screens that the kernel drives. Knows no shopper and no language; what a picture shows is the
//! caller's business.

pub mod framebuffer;
mod turn;

pub use framebuffer::Framebuffer;
pub use turn::Turn;

/// A picture: a palette, and for each pixel, row by row from the top, its place in the palette.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green and blue of each colour, at most 256.
    pub palette: &'a [[u8; 3]],
    /// `width * height` places in the palette; one beyond its end is black.
    pub pixels: &'a [u8],
}
