//! The product's display on a framebuffer whose memory is a file.

use scanslip::runtime::screens::Display;
use scanslip_hw::display::Framebuffer;
use std::fs;
use std::path::Path;

/// A panel of so many pixels, 16 bits each, in a folder.
pub(crate) fn panel(folder: &Path, (width, height): (u32, u32)) -> Display {
    let class = folder.join("class/graphics/fb0");
    fs::create_dir_all(&class).expect("a folder");
    let attributes = [
        ("virtual_size", format!("{width},{height}")),
        ("bits_per_pixel", "16".into()),
        ("stride", (width * 2).to_string()),
    ];
    for (name, text) in attributes {
        fs::write(class.join(name), text).expect("written");
    }
    let device = folder.join("fb0");
    fs::write(&device, vec![0; width as usize * 2 * height as usize]).expect("written");
    Display::Framebuffer(Framebuffer::new(device, folder.to_owned()))
}
