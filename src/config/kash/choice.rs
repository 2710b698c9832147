//! What a shop may choose for its orders: payment, delivery, protocol.

use crate::config::value;
use crate::kash::PaidAmount;
use crate::till::money::Cents;
use serde::{Deserialize, Deserializer};

/// `payment`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentChoice {
    /// -1.
    Validated,
    /// -2.
    Quote,
    /// The number of a payment method.
    Method(u64),
}

impl<'de> Deserialize<'de> for PaymentChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "-1 (validated, unpaid), -2 (a quote), or the number of a payment method, 1 or more";
        value::whole(deserializer, expected, |number| match number {
            -1 => Some(Self::Validated),
            -2 => Some(Self::Quote),
            1..=999_999_999_999 => u64::try_from(number).ok().map(Self::Method),
            _ => None,
        })
    }
}

/// `payment-amount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountChoice(pub PaidAmount);

impl<'de> Deserialize<'de> for AmountChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::text(deserializer, "\"total\" or an amount in quotes such as \"12.50\"", |text| match text {
            "total" => Some(Self(PaidAmount::Total)),
            _ => Cents::parse(text).map(|cents| Self(PaidAmount::Fixed(cents))),
        })
    }
}

/// `deliveryMethod`, 0 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery(pub u8);

impl Delivery {
    /// The names of 0 to 6.
    pub const NAMES: [&str; 7] = ["take-away", "to-deliver", "on-site", "drive", "counter", "relay-point", "to-ship"];
}

impl<'de> Deserialize<'de> for Delivery {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Self::NAMES.join(", ");
        let by_number = |number| u8::try_from(number).ok().filter(|number| *number <= 6).map(Self);
        let by_name = |name: &str| {
            let number = Self::NAMES.iter().position(|known| *known == name)?;
            u8::try_from(number).ok().map(Self)
        };
        value::either(deserializer, format_args!("0 to 6 or one of {names}"), by_number, by_name)
    }
}

/// Which comment takes what a shopper picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShopperComment {
    /// The one on the customer's papers.
    Public,
    /// The one for staff.
    Private,
    /// Shoppers pick none.
    Never,
}

/// How an order is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// In one request.
    Direct,
    /// A draft first, then its validation.
    DraftFirst,
}

/// Whose price is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PricePolicy {
    /// Kash's.
    Shop,
    /// What the shopper was shown.
    Displayed,
}
