//! Rectangles on a picture. They are cut off one another, so that what is put into them cannot overlap.

/// A rectangle, in pixels from the upper left corner of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Area {
    pub(super) const fn of(width: u32, height: u32) -> Self {
        Self { left: 0, top: 0, width, height }
    }

    pub(super) const fn right(self) -> u32 {
        self.left + self.width
    }

    pub(super) const fn bottom(self) -> u32 {
        self.top + self.height
    }

    /// Smaller on all four sides; empty where there is not that much.
    pub(super) fn inset(self, across: u32, down: u32) -> Self {
        let (across, down) = (across.min(self.width / 2), down.min(self.height / 2));
        Self {
            left: self.left + across,
            top: self.top + down,
            width: self.width - 2 * across,
            height: self.height - 2 * down,
        }
    }

    /// Cuts off the upper part, as far as there is so much.
    pub(super) fn take_top(&mut self, height: u32) -> Self {
        let taken = Self { height: height.min(self.height), ..*self };
        self.top += taken.height;
        self.height -= taken.height;
        taken
    }

    /// Cuts off the lower part.
    pub(super) fn take_bottom(&mut self, height: u32) -> Self {
        let height = height.min(self.height);
        self.height -= height;
        Self { top: self.bottom(), height, ..*self }
    }

    /// Cuts off the left part.
    pub(super) fn take_left(&mut self, width: u32) -> Self {
        let taken = Self { width: width.min(self.width), ..*self };
        self.left += taken.width;
        self.width -= taken.width;
        taken
    }

    /// Cuts off the right part.
    pub(super) fn take_right(&mut self, width: u32) -> Self {
        let width = width.min(self.width);
        self.width -= width;
        Self { left: self.right(), width, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_gone_and_no_more_than_there_was() {
        let mut area = Area { left: 1, top: 2, width: 10, height: 20 };
        assert_eq!(area.take_top(5), Area { left: 1, top: 2, width: 10, height: 5 });
        assert_eq!(area.take_bottom(5), Area { left: 1, top: 17, width: 10, height: 5 });
        assert_eq!(area.take_left(4), Area { left: 1, top: 7, width: 4, height: 10 });
        assert_eq!(area.take_right(99), Area { left: 5, top: 7, width: 6, height: 10 });
        assert_eq!(area, Area { left: 5, top: 7, width: 0, height: 10 });
        assert_eq!(area.inset(3, 30), Area { left: 5, top: 12, width: 0, height: 0 });
    }
}
