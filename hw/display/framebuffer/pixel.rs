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

/// The colours of a palette, packed; what it lacks is black.
#[derive(Clone, Debug)]
pub(super) struct Colours {
    packed: [[u8; 4]; 256],
    depth: Depth,
}

impl Colours {
    pub(super) fn of(palette: &[[u8; 3]], depth: Depth) -> Self {
        let mut packed = [depth.pack([0; 3]); 256];
        for (packed, &colour) in packed.iter_mut().zip(palette) {
            *packed = depth.pack(colour);
        }
        Self { packed, depth }
    }

    /// The pixels as the device has them, in place of what `bytes` holds.
    pub(super) fn pack(&self, pixels: &[u8], bytes: &mut Vec<u8>) {
        bytes.resize(pixels.len() * self.depth.bytes(), 0);
        match self.depth {
            Depth::Rgb565 => self.each::<2>(pixels, bytes),
            Depth::Rgb888 => self.each::<3>(pixels, bytes),
            Depth::Xrgb8888 => self.each::<4>(pixels, bytes),
        }
    }

    /// A copy of known length is one instruction; of any length it is a call.
    fn each<const BYTES: usize>(&self, pixels: &[u8], bytes: &mut [u8]) {
        for (packed, &pixel) in bytes.as_chunks_mut::<BYTES>().0.iter_mut().zip(pixels) {
            packed.copy_from_slice(&self.packed[usize::from(pixel)][..BYTES]);
        }
    }
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
            let mut packed = vec![1; 9];
            Colours::of(&[colour], depth).pack(&[0, 255], &mut packed);
            let (wanted, black) = (&bytes[..depth.bytes()], [0, 0, 0, 0xff]);
            assert_eq!(packed, [wanted, &black[..depth.bytes()]].concat(), "{bits} bits, {colour:?}");
            assert_eq!(depth.bytes(), bits as usize / 8);
        }
    }
}
