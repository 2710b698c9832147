//! The sheet of control barcodes: which codes a shopper is offered, or which each of the staff has, and how they look on A4
//! and on the printer's roll.
//!
//! Pure. A sheet is put together from the settings ([`entry`]), laid out into marks on pages ([`page`]), and the same marks
//! become a PNG or an SVG file, so that both show the same. What stands in the settings is hostile here, too: it is spelled
//! with the letters there are, and escaped.

mod bars;
mod entry;
mod mark;
mod page;
mod pictogram;
mod png;
mod roll;
mod svg;

#[cfg(feature = "demo")]
pub(crate) use bars::code128;
pub use entry::{Entry, Offer, Sheet};
pub use mark::{Area, Mark};
pub use page::{PAGE, Page, pages};
pub use roll::blocks;

#[cfg(test)]
mod tests;
