//! The kiosk's own control codes: `SLIP-...`.

use crate::till::settings::Language;

/// What a control code asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Order what is in the cart.
    Confirm,
    /// Throw the cart away.
    Cancel,
    /// Remove the last line, or the last pieces added to it.
    Undo,
    /// The next scan counts this often, 2 to 99.
    Quantity(u32),
    /// The next scan only shows its price.
    PriceCheck,
    /// Say how the kiosk works.
    Help,
    /// Print the last slip again, marked as a copy.
    Reprint,
    /// Speak this language.
    Language(Language),
}
