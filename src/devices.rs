//! The till's words become the words of `scanslip-hw`: a slip becomes the bytes of one printer.

use crate::slip::{self, Dressing};
use crate::till::slip::Slip;
use scanslip_hw::printer::Profile;

/// How a kiosk's slips are pressed into bytes: for this printer, with this shop's header and footer.
#[derive(Clone, Debug)]
pub struct Press {
    /// What is the same on all slips.
    pub dressing: Dressing,
    /// What the printer can do.
    pub profile: Profile,
}

impl Press {
    /// What the printer gets for this slip. Fails where the printer's profile cannot print it.
    pub fn bytes(&self, slip: &Slip) -> Result<Vec<u8>, String> {
        let encoded = slip::bytes(slip, &self.dressing, &self.profile).map_err(|error| error.to_string())?;
        Ok(encoded.bytes)
    }
}
