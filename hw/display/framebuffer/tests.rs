//! A framebuffer that is a plain file in a scratch folder.

use super::*;
use std::fs;
use tempfile::TempDir;

const PALETTE: [[u8; 3]; 3] = [[0xff, 0xff, 0xff], [0, 0, 0], [0xff, 0, 0]];

struct Bench {
    folder: TempDir,
    size: usize,
}

impl Bench {
    fn new((width, height): (u32, u32), bits: u32, stride: u32) -> Self {
        let bench = Self { folder: tempfile::tempdir().expect("a folder"), size: (stride * height) as usize };
        let class = bench.folder.path().join("sys/class/graphics/fb1");
        fs::create_dir_all(&class).expect("a folder");
        fs::write(class.join("virtual_size"), format!("{width},{height}\n")).expect("a file");
        fs::write(class.join("bits_per_pixel"), format!("{bits}\n")).expect("a file");
        fs::write(class.join("stride"), format!("{stride}\n")).expect("a file");
        bench.plug();
        bench
    }

    fn node(&self) -> PathBuf {
        self.folder.path().join("fb1")
    }

    fn plug(&self) {
        fs::write(self.node(), vec![0xaa; self.size]).expect("a file");
    }

    fn framebuffer(&self) -> Framebuffer {
        Framebuffer::new(self.node(), self.folder.path().join("sys"))
    }

    fn memory(&self) -> Vec<u8> {
        fs::read(self.node()).expect("it is there")
    }
}

const fn picture(width: u32, height: u32, pixels: &[u8]) -> Picture<'_> {
    Picture { width, height, palette: &PALETTE, pixels }
}

#[test]
fn pixels_go_where_the_stride_says_and_nothing_goes_beyond_them() {
    let cases: [(u32, u32, &[u8]); 3] = [
        (16, 6, &[0xff, 0xff, 0, 0, 0xaa, 0xaa, 0x00, 0xf8, 0xff, 0xff, 0xaa, 0xaa]),
        (24, 7, &[0xff, 0xff, 0xff, 0, 0, 0, 0xaa, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xaa]),
        (32, 8, &[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0xff, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    ];
    for (bits, stride, memory) in cases {
        let bench = Bench::new((2, 2), bits, stride);
        let mut display = bench.framebuffer();
        assert_eq!(display.size().expect("it is there"), (2, 2));
        assert_eq!(display.show(&picture(2, 2, &[0, 1, 2, 0])).expect("shown"), 2);
        assert_eq!(bench.memory(), memory, "{bits} bits");
    }
}

#[test]
fn only_rows_that_changed_are_written() {
    let bench = Bench::new((2, 3), 32, 8);
    let mut display = bench.framebuffer();
    for (pixels, rows) in [([0, 0, 1, 1, 0, 0], 3), ([0, 0, 1, 1, 0, 0], 0), ([0, 0, 1, 2, 0, 0], 1)] {
        assert_eq!(display.show(&picture(2, 3, &pixels)).expect("shown"), rows, "{pixels:?}");
    }
    // What somebody else drew stays until the row changes: it was not read back. But for the pixel next to the row.
    bench.plug();
    display.show(&picture(2, 3, &[0, 0, 1, 2, 1, 1])).expect("shown");
    let memory = bench.memory();
    assert!(memory[..12].iter().all(|&byte| byte == 0xaa));
    assert_eq!(memory[12..16], [0, 0, 0xff, 0xff], "as it is in the picture");
    bench.plug();
    display.show(&picture(2, 3, &[1, 1, 1, 2, 1, 1])).expect("shown");
    let memory = bench.memory();
    assert_eq!(memory[8..12], [0, 0, 0, 0xff]);
    assert!(memory[12..].iter().all(|&byte| byte == 0xaa));
}

#[test]
fn of_a_row_only_what_changed_is_written() {
    for stride in [16, 20] {
        let bench = Bench::new((8, 3), 16, stride);
        let mut display = bench.framebuffer();
        let mut pixels = [0; 24];
        display.show(&picture(8, 3, &pixels)).expect("shown");
        bench.plug();
        (pixels[10], pixels[12]) = (1, 2);
        assert_eq!(display.show(&picture(8, 3, &pixels)).expect("shown"), 1);
        let memory = bench.memory();
        let row = stride as usize;
        assert_eq!(memory[row + 4..row + 10], [0, 0, 0xff, 0xff, 0, 0xf8], "the three pixels");
        assert!(memory[..row + 4].iter().chain(&memory[row + 10..]).all(|&byte| byte == 0xaa), "and no other");
    }
}

#[test]
fn a_display_on_its_side_shows_the_picture_turned() {
    let bench = Bench::new((2, 3), 32, 8);
    let mut display = bench.framebuffer().turned(Turn::Quarter);
    assert_eq!(display.size().expect("it is there"), (3, 2));
    // The first row of the picture is the last column of the display.
    display.show(&picture(3, 2, &[1, 1, 2, 0, 0, 0])).expect("shown");
    let red: Vec<u8> = bench.memory().chunks(4).map(|pixel| pixel[2]).collect();
    let green: Vec<u8> = bench.memory().chunks(4).map(|pixel| pixel[1]).collect();
    assert_eq!(red, [0xff, 0, 0xff, 0, 0xff, 0xff]);
    assert_eq!(green, [0xff, 0, 0xff, 0, 0xff, 0]);
    let why = display.show(&picture(2, 3, &[0; 6])).expect_err("not turned").to_string();
    assert!(why.contains("shows 3 x 2"), "{why}");
}

#[test]
fn a_display_that_goes_away_is_told_and_taken_up_again_whole() {
    let bench = Bench::new((1, 2), 32, 4);
    let mut display = bench.framebuffer();
    fs::remove_file(bench.node()).expect("it was there");
    let why = display.show(&picture(1, 2, &[0, 0])).expect_err("not plugged in").to_string();
    assert!(why.contains("fb1 cannot be opened") && why.ends_with('.'), "{why}");
    assert!(!bench.node().exists(), "no file is made where the device should be");
    bench.plug();
    assert_eq!(display.show(&picture(1, 2, &[0, 0])).expect("plugged in"), 2);
}

#[test]
fn a_device_that_takes_nothing_is_told_and_opened_anew() {
    let bench = Bench::new((1, 2), 32, 4);
    fs::remove_file(bench.node()).expect("it was there");
    // The kernel's own device for "no space left" takes no byte; its name says where sysfs is looked at.
    std::os::unix::fs::symlink("/dev/full", bench.node()).expect("a link");
    let graphics = bench.folder.path().join("sys/class/graphics");
    fs::rename(graphics.join("fb1"), graphics.join("full")).expect("renamed");
    let mut display = bench.framebuffer();
    for _ in 0..2 {
        let why = display.show(&picture(1, 2, &[0, 0])).expect_err("it takes nothing").to_string();
        assert!(why.contains("took no more pixels"), "{why}");
    }
    fs::remove_file(bench.node()).expect("it was there");
    fs::rename(graphics.join("full"), graphics.join("fb1")).expect("renamed");
    bench.plug();
    assert_eq!(display.show(&picture(1, 2, &[0, 0])).expect("the right device"), 2);
}

#[test]
fn a_picture_of_another_size_is_refused() {
    let bench = Bench::new((2, 2), 16, 4);
    let mut display = bench.framebuffer();
    for (width, height, pixels) in [(2, 1, 2), (2, 2, 3), (4, 1, 4), (0, 0, 0)] {
        let why = display.show(&picture(width, height, &vec![0; pixels])).expect_err("another size");
        assert!(matches!(why, Error::Size(..)), "{why}");
    }
    assert!(bench.memory().iter().all(|&byte| byte == 0xaa));
}

#[test]
fn a_file_that_is_no_framebuffer_is_not_written() {
    let bench = Bench::new((2, 2), 16, 4);
    fs::remove_dir_all(bench.folder.path().join("sys")).expect("it was there");
    let why = bench.framebuffer().show(&picture(2, 2, &[0; 4])).expect_err("no framebuffer").to_string();
    assert!(why.contains("no framebuffer of Linux"), "{why}");
    assert!(bench.memory().iter().all(|&byte| byte == 0xaa));
}
