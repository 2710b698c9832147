//! A slip on paper: [`crate::till::slip::Slip`] becomes printer blocks, bytes, plain text or a picture.
//!
//! Pure. What a slip says is decided by the till and how its bytes look by `scanslip-hw`; what stands where is decided
//! here, for any width of paper. Everything that is not ours on it (titles, shop header, link) goes through the
//! printer's encoder, which emits no control byte of theirs.

pub mod benchmark;
mod body;
pub(crate) mod document;
mod head;
pub mod logo;
mod payment;
mod picture;
mod plain;
mod sample;
mod service;
mod sheet;
mod shortfall;
mod wrap;

pub use picture::picture_of;
pub use sample::{sample, sample_dressing};
pub use shortfall::Shortfall;

use crate::till::slip::Slip;
use jiff::tz::TimeZone;
use scanslip_hw::printer::picture::Picture;
use scanslip_hw::printer::{Block, EncodeError, Encoded, Profile, encode};
use sheet::Sheet;

/// What is the same on all slips of a kiosk.
#[derive(Clone, Debug)]
pub struct Dressing {
    /// The shop's logo, as wide as the paper at most.
    pub logo: Option<Picture>,
    /// Lines above: the shop's name, printed large, then its address and so on. At most 20 count.
    pub header: Vec<String>,
    /// Lines below. At most 20 count.
    pub footer: Vec<String>,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// The kiosk's own name.
    pub kiosk_id: String,
    /// Where the shop is, for the date.
    pub zone: TimeZone,
    /// Whether the printer sounds its buzzer with each slip.
    pub buzzes: bool,
    /// Whether the cash drawer is opened with the first print of a final slip.
    pub opens_drawer: bool,
}

/// Puts a slip's parts where they belong on the paper of `profile`.
pub fn layout(slip: &Slip, dressing: &Dressing, profile: &Profile) -> Vec<Block> {
    let mut sheet = Sheet::new(slip, dressing, profile);
    sheet.head();
    sheet.service();
    sheet.body();
    sheet.payment();
    sheet.document();
    sheet.foot();
    sheet.into_blocks()
}

/// What the printer gets.
pub fn bytes(slip: &Slip, dressing: &Dressing, profile: &Profile) -> Result<Encoded, EncodeError> {
    encode(&layout(slip, dressing, profile), profile)
}

/// The slip as plain text, as wide as the paper; the payment code is its link.
pub fn text(slip: &Slip, dressing: &Dressing, profile: &Profile) -> String {
    plain::text(&layout(slip, dressing, profile), profile)
}

/// The slip as a PNG picture of the paper that its bytes make.
pub fn picture(slip: &Slip, dressing: &Dressing, profile: &Profile) -> Result<Vec<u8>, EncodeError> {
    Ok(picture_of(&bytes(slip, dressing, profile)?.bytes, profile))
}
#[cfg(test)]
mod tests;
