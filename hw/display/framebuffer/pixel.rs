//! Colours as a framebuffer packs them, the lowest byte first (Linux, `Documentation/fb/api.rst`, packed pixels; the
//! orders are those that Linux' own drivers use at these depths).

/// How a pixel is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Five bits of red on top, six of green, five of blue.
    Rgb565,
    /// Blue, green, red.
    Rgb888,
    /// Blue, green, red, and a byte that is opaque where it means anything.
    Xrgb8888,
}

impl Depth {
    pub(super) const fn of(bits: u32) -> Option<Self> {
        match bits {
            16 => Some(Self::Rgb565),
            24 => Some(Self::Rgb888),
            32 => Some(Self::Xrgb8888),
            _ => None,
        }
    }

    /// Of one pixel.
    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::Rgb565 => 2,
            Self::Rgb888 => 3,
            Self::Xrgb8888 => 4,
        }
    }

    fn pack(self, [red, green, blue]: [u8; 3]) -> [u8; 4] {
        match self {
            Self::Rgb565 => {
                let [red, green, blue] = [red >> 3, green >> 2, blue >> 3].map(u16::from);
                let [low, high] = (red << 11 | green << 5 | blue).to_le_bytes();
                [low, high, 0, 0]
            }
            Self::Rgb888 => [blue, green, red, 0],
            Self::Xrgb8888 => [blue, green, red, 0xff],
        }
    }
}

/// Each colour of a palette, packed; what the palette lacks is black.
pub(super) fn packed(palette: &[[u8; 3]], depth: Depth) -> [[u8; 4]; 256] {
    let mut colours = [depth.pack([0; 3]); 256];
    for (packed, &colour) in colours.iter_mut().zip(palette) {
        *packed = depth.pack(colour);
    }
    colours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_packed_as_linux_has_them() {
        let cases = [
            (16, [0xff, 0, 0], [0x00, 0xf8, 0, 0]),
            (16, [0, 0xff, 0], [0xe0, 0x07, 0, 0]),
            (16, [0, 0, 0xff], [0x1f, 0x00, 0, 0]),
            (24, [1, 2, 3], [3, 2, 1, 0]),
            (32, [1, 2, 3], [3, 2, 1, 0xff]),
        ];
        for (bits, colour, bytes) in cases {
            let depth = Depth::of(bits).expect("a depth");
            assert_eq!(packed(&[colour], depth)[0], bytes, "{bits} bits, {colour:?}");
            assert_eq!(depth.bytes(), bits as usize / 8);
        }
        assert_eq!(packed(&[], Depth::Xrgb8888)[255], [0, 0, 0, 0xff]);
    }
}
