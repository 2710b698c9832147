//! Dots on paper: a bitmap that grows downwards.

/// The longest paper in dots, 2.5 m: what bytes can ask for is bounded.
const HEIGHT_MAX: u32 = 20_000;

/// Black dots on white paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmap {
    width: u32,
    height: u32,
    /// One bit a dot, black is 1, each row from a new byte.
    rows: Vec<u8>,
}

impl Bitmap {
    /// No paper yet, this many dots wide.
    pub const fn new(width: u32) -> Self {
        Self { width, height: 0, rows: Vec::new() }
    }

    /// Its width in dots.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Its height in dots, at most 20,000.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// Whether a dot is black; beyond the edges all is white.
    pub fn is_black(&self, x: u32, y: u32) -> bool {
        let Some((index, mask)) = self.place(x, y) else { return false };
        self.rows.get(index).is_some_and(|byte| byte & mask != 0)
    }

    /// That many more rows of white paper.
    pub(super) fn feed(&mut self, rows: u32) {
        self.height = self.height.saturating_add(rows).min(HEIGHT_MAX);
        let bytes = self.stride() * usize::try_from(self.height).unwrap_or(0);
        self.rows.resize(bytes, 0);
    }

    /// Blackens a rectangle, as far as it is on the paper.
    pub(super) fn fill(&mut self, left: u32, top: u32, width: u32, height: u32) {
        for y in top..top.saturating_add(height).min(self.height) {
            for x in left..left.saturating_add(width).min(self.width) {
                if let Some((index, mask)) = self.place(x, y)
                    && let Some(byte) = self.rows.get_mut(index)
                {
                    *byte |= mask;
                }
            }
        }
    }

    fn stride(&self) -> usize {
        usize::try_from(self.width.div_ceil(8)).unwrap_or(0)
    }

    fn place(&self, x: u32, y: u32) -> Option<(usize, u8)> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let index = usize::try_from(y).ok()? * self.stride() + usize::try_from(x / 8).ok()?;
        Some((index, 0x80 >> (x % 8)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_has_edges_and_an_end() {
        let mut bitmap = Bitmap::new(10);
        bitmap.feed(2);
        bitmap.fill(8, 1, 100, 100);
        let black: Vec<(u32, u32)> =
            (0..4).flat_map(|y| (0..12).map(move |x| (x, y))).filter(|&(x, y)| bitmap.is_black(x, y)).collect();
        assert_eq!(black, [(8, 1), (9, 1)]);
        bitmap.feed(u32::MAX);
        assert_eq!(bitmap.height(), HEIGHT_MAX);
    }
}
