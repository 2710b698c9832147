//! Which kind of symbol a scan came from, by the identifier the scanner sent with it.
//!
//! Sources: ISO/IEC 15424 for `]` + letter + modifier; the `]X` identifiers are Zebra's own. Makers deviate, so an
//! identifier only settles what length and check digit leave open, and never overrules a number that checks.

/// A kind of symbol, as far as this kiosk tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbology {
    /// EAN-13, UPC-A or UPC-E under their common identifier.
    EanUpc,
    /// EAN-13.
    Ean13,
    /// EAN-8.
    Ean8,
    /// UPC-A.
    UpcA,
    /// UPC-E.
    UpcE,
    /// A two or five digit add-on, alone or behind its number.
    AddOn,
    /// Interleaved 2 of 5.
    Itf,
    /// Code 128 without GS1 data.
    Code128,
    /// GS1-128.
    Gs1_128,
    /// GS1 DataBar and its composites.
    Gs1DataBar,
    /// Data Matrix without GS1 data.
    DataMatrix,
    /// GS1 DataMatrix.
    Gs1DataMatrix,
    /// QR code without GS1 data.
    Qr,
    /// GS1 QR code.
    Gs1Qr,
    /// Code 39.
    Code39,
    /// Code 93.
    Code93,
    /// Codabar.
    Codabar,
    /// DotCode without GS1 data.
    DotCode,
    /// GS1 DotCode.
    Gs1DotCode,
    /// PDF417.
    Pdf417,
    /// Aztec.
    Aztec,
}

impl Symbology {
    /// The one this identifier stands for, if it is a known one.
    pub fn of(aim: &str) -> Option<Self> {
        let mut after = aim.strip_prefix(']')?.chars();
        let (Some(letter), Some(modifier), None) = (after.next(), after.next(), after.next()) else { return None };
        Some(match (letter, modifier) {
            ('E', '0') => Self::EanUpc,
            ('E', '4') | ('X', 'C') => Self::Ean8,
            ('E', '1'..='3') => Self::AddOn,
            ('X', '9') => Self::Ean13,
            ('X', 'g') => Self::UpcA,
            ('X', 'k') => Self::UpcE,
            ('I', _) => Self::Itf,
            ('C', '1') => Self::Gs1_128,
            ('C', _) => Self::Code128,
            ('e', _) | ('X', 'r' | 's' | 't') => Self::Gs1DataBar,
            ('d', '2') => Self::Gs1DataMatrix,
            ('d', _) => Self::DataMatrix,
            ('Q', '3') => Self::Gs1Qr,
            ('Q', _) => Self::Qr,
            ('A', _) => Self::Code39,
            ('G', _) => Self::Code93,
            ('F', _) => Self::Codabar,
            ('J', '1') => Self::Gs1DotCode,
            ('J', _) => Self::DotCode,
            ('L', _) => Self::Pdf417,
            ('z', _) => Self::Aztec,
            _ => return None,
        })
    }

    /// Its name in answers that programs read; never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EanUpc => "ean-upc",
            Self::Ean13 => "ean-13",
            Self::Ean8 => "ean-8",
            Self::UpcA => "upc-a",
            Self::UpcE => "upc-e",
            Self::AddOn => "add-on",
            Self::Itf => "itf",
            Self::Code128 => "code-128",
            Self::Gs1_128 => "gs1-128",
            Self::Gs1DataBar => "gs1-databar",
            Self::DataMatrix => "datamatrix",
            Self::Gs1DataMatrix => "gs1-datamatrix",
            Self::Qr => "qr",
            Self::Gs1Qr => "gs1-qr",
            Self::Code39 => "code-39",
            Self::Code93 => "code-93",
            Self::Codabar => "codabar",
            Self::DotCode => "dotcode",
            Self::Gs1DotCode => "gs1-dotcode",
            Self::Pdf417 => "pdf417",
            Self::Aztec => "aztec",
        }
    }

    /// Whether digits in it end with a check digit that a reader verifies: then a number that does not check was misread.
    pub(super) const fn carries_gtin(self) -> bool {
        matches!(self, Self::EanUpc | Self::Ean13 | Self::Ean8 | Self::UpcA | Self::UpcE | Self::AddOn | Self::Itf)
    }

    /// Whether it holds elements of GS1 and nothing else.
    pub(super) const fn is_gs1(self) -> bool {
        matches!(self, Self::Gs1_128 | Self::Gs1DataBar | Self::Gs1DataMatrix | Self::Gs1Qr | Self::Gs1DotCode)
    }

    /// Whether it may have an add-on behind it.
    pub(super) const fn may_have_add_on(self) -> bool {
        matches!(self, Self::EanUpc | Self::Ean13 | Self::UpcA | Self::UpcE | Self::AddOn)
    }

    /// Whether it may be UPC-E.
    pub(super) const fn may_be_upc_e(self) -> bool {
        matches!(self, Self::EanUpc | Self::UpcE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_the_standard_and_of_zebra_are_known() {
        let cases = [
            ("]E0", "ean-upc"),
            ("]E4", "ean-8"),
            ("]E3", "add-on"),
            ("]X9", "ean-13"),
            ("]XC", "ean-8"),
            ("]Xk", "upc-e"),
            ("]I1", "itf"),
            ("]C0", "code-128"),
            ("]C1", "gs1-128"),
            ("]e0", "gs1-databar"),
            ("]d2", "gs1-datamatrix"),
            ("]d1", "datamatrix"),
            ("]Q3", "gs1-qr"),
            ("]A0", "code-39"),
        ];
        for (aim, name) in cases {
            assert_eq!(Symbology::of(aim).map(Symbology::name), Some(name), "{aim}");
        }
        for aim in ["", "]", "]E", "E0", "]E00", "]X0", "]?9", "]É0"] {
            assert_eq!(Symbology::of(aim), None, "{aim:?}");
        }
    }
}
