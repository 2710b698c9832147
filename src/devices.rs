//! The till's words become the words of `scanslip-hw`: a slip becomes the bytes of one printer.

use crate::slip::{self, Dressing};
use crate::till::slip::Slip;
use scanslip_hw::printer::{Job, Profile};

/// How a kiosk's slips are pressed into bytes: for this printer, with this shop's header and footer.
#[derive(Clone, Debug)]
pub struct Press {
    /// What is the same on all slips.
    pub dressing: Dressing,
    /// What the printer can do.
    pub profile: Profile,
}

impl Press {
    /// What the printer gets for this slip, as job `id`. Fails where the printer's profile cannot print it.
    pub fn job(&self, id: u64, slip: &Slip) -> Result<Job, String> {
        let encoded = slip::bytes(slip, &self.dressing, &self.profile).map_err(|error| error.to_string())?;
        let mut body = encoded.bytes;
        let cut = body.split_off(encoded.cut_at.min(body.len()));
        Ok(Job { id, body, cut })
    }
}
