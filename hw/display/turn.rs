//! A display that was built in on its side or upside down: pictures are turned before they are shown.

/// How far the picture is turned, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The display hangs as its maker meant it.
    #[default]
    No,
    /// By 90 degrees.
    Quarter,
    /// By 180 degrees.
    Half,
    /// By 270 degrees.
    ThreeQuarters,
}

impl Turn {
    /// The turn by so many degrees; `None` if it is none of 0, 90, 180 and 270.
    pub const fn degrees(degrees: u16) -> Option<Self> {
        match degrees {
            0 => Some(Self::No),
            90 => Some(Self::Quarter),
            180 => Some(Self::Half),
            270 => Some(Self::ThreeQuarters),
            _ => None,
        }
    }

    /// The sides of a picture for a display with these sides; the other way round is the same.
    pub(super) const fn sides(self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::No | Self::Half => (width, height),
            Self::Quarter | Self::ThreeQuarters => (height, width),
        }
    }

    /// The pixels as the display has them, of a picture with rows of `width`.
    pub(super) fn turned(self, pixels: &[u8], width: usize) -> Vec<u8> {
        let column = |x: usize| pixels.iter().skip(x).step_by(width.max(1)).copied();
        match self {
            Self::No => pixels.to_vec(),
            Self::Half => pixels.iter().rev().copied().collect(),
            // The first row of the display is the first column of the picture, from its foot.
            Self::Quarter => (0..width).flat_map(|x| column(x).collect::<Vec<_>>().into_iter().rev()).collect(),
            Self::ThreeQuarters => (0..width).rev().flat_map(column).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_turned_clockwise() {
        // 1 2 3
        // 4 5 6
        let picture = [1, 2, 3, 4, 5, 6];
        for (degrees, turned, sides) in [
            (0, [1, 2, 3, 4, 5, 6], (3, 2)),
            (90, [4, 1, 5, 2, 6, 3], (2, 3)),
            (180, [6, 5, 4, 3, 2, 1], (3, 2)),
            (270, [3, 6, 2, 5, 1, 4], (2, 3)),
        ] {
            let turn = Turn::degrees(degrees).expect("a turn");
            assert_eq!(turn.turned(&picture, 3), turned, "by {degrees}");
            assert_eq!(turn.sides((3, 2)), sides);
        }
        assert_eq!((Turn::degrees(45), Turn::degrees(360)), (None, None));
        assert_eq!(Turn::Quarter.turned(&[], 0), []);
    }
}
