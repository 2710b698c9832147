//! The sale form: a request's variables into a [`Sale`], or the refusal. Prices nothing and keeps nothing.
//!
//! Names, types and which are required: the table "POST parameters" of the page "Record sales in the software". Bounds
//! of lengths and numbers are the sandbox's own.

use super::fields::{Fields, ID};
use super::form::Form;
use super::line::Asked;
use super::{Refusal, Settings, customer, excerpt};
use crate::till::money::Cents;

/// The longest comment in characters.
const COMMENT: usize = 1_000;
/// 1 January 2100, beyond which no value date is meant.
const YEAR_2100: i64 = 4_102_444_800;

/// The single fields besides `client[...]` and `itemsList[]`.
const NAMES: [&str; 16] = [
    "shopID",
    "idboutique",
    "key",
    "idUser",
    "payment",
    "paymentAmount",
    "idClient",
    "idtable",
    "idcaisse",
    "numcouverts",
    "publicComment",
    "privateComment",
    "pagerNum",
    "deliveryMethod",
    // Not on the page: Kash's older page names it, the order's value date in seconds since 1970.
    "dateValeur",
    // Not a field: PHP reads `itemsList=12` as a text, not as a list, and the page wants a list.
    "itemsList",
];

/// A well-formed sale.
#[derive(Debug)]
pub(super) struct Sale {
    /// -2, -1, or the number of a payment method.
    pub(super) payment: i64,
    /// `paymentAmount`; absent is paid in full.
    pub(super) amount: Option<Cents>,
    pub(super) user_id: Option<u64>,
    pub(super) client_id: Option<u64>,
    /// Whether `client[...]` makes a customer.
    pub(super) new_client: bool,
    pub(super) table_id: Option<u64>,
    pub(super) cash_register_id: Option<u64>,
    pub(super) covers: Option<u64>,
    pub(super) pager: Option<u64>,
    pub(super) delivery_method: Option<u8>,
    pub(super) value_date_s: Option<i64>,
    pub(super) public_comment: Option<String>,
    pub(super) private_comment: Option<String>,
    /// At least one, unless it changes an order.
    pub(super) lines: Vec<Asked>,
    /// Everything received but the key.
    pub(super) received: Vec<(String, String)>,
}

impl Sale {
    /// Reads a request's variables; credentials first, so that a stranger learns nothing else.
    pub(super) fn read(form: &Form, settings: &Settings) -> Result<Self, Refusal> {
        let (sale, _) = Self::with(form, &[], settings)?;
        if sale.lines.is_empty() {
            return Err(Refusal::because("itemsList is missing: send at least one itemsList[]."));
        }
        Ok(sale)
    }

    /// The same for a form that has these fields too, and perhaps no line.
    pub(super) fn with<'form>(
        form: &'form Form,
        more: &[&str],
        settings: &Settings,
    ) -> Result<(Self, Fields<'form>), Refusal> {
        let mut fields = Fields::default();
        let (mut customer, mut items) = (Fields::default(), Vec::new());
        let mut unknown = None;
        for (name, value) in form.pairs() {
            match (name, customer::name_of(name)) {
                ("itemsList[]", _) => items.push(value),
                (_, Some(within)) => customer.add(within, value)?,
                _ if NAMES.contains(&name) || more.contains(&name) => fields.add(name, value)?,
                _ => unknown = unknown.or(Some(name)),
            }
        }
        check_credentials(&fields, settings)?;
        if let Some(name) = unknown {
            return Err(Refusal(format!("{} is not a known field.", excerpt(name))));
        }
        for (name, value) in customer.iter() {
            customer::check(name, value)?;
        }
        let mut sale = Self::of(&fields, customer.iter().any(|(_, value)| !value.is_empty()))?;
        sale.lines = items.into_iter().map(Asked::read).collect::<Result<_, _>>()?;
        let kept = form.pairs().filter(|(name, _)| *name != "key");
        sale.received = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok((sale, fields))
    }

    /// The single fields.
    fn of(fields: &Fields<'_>, new_client: bool) -> Result<Self, Refusal> {
        if fields.get("itemsList").is_some() {
            return Err(Refusal::because("itemsList must be a list: send each line as itemsList[]."));
        }
        fields.required("payment")?;
        let payment = fields.integer("payment", -2..=*ID.end())?.unwrap_or_default();
        let client_id = fields.id("idClient")?;
        if client_id.is_some() && new_client {
            return Err(Refusal::because(
                "Send idClient for a customer you have, or client[...] to make one, not both.",
            ));
        }
        let delivery_method = fields.integer("deliveryMethod", 0..=6)?;
        Ok(Self {
            payment,
            amount: amount(fields, payment)?,
            user_id: fields.id("idUser")?,
            client_id,
            new_client,
            table_id: fields.id("idtable")?,
            cash_register_id: fields.id("idcaisse")?,
            covers: fields.integer("numcouverts", 0..=999)?.map(i64::cast_unsigned),
            pager: fields.integer("pagerNum", 0..=99_999)?.map(i64::cast_unsigned),
            delivery_method: delivery_method.and_then(|number| u8::try_from(number).ok()),
            value_date_s: fields.integer("dateValeur", 0..=YEAR_2100)?,
            public_comment: fields.text("publicComment", COMMENT)?,
            private_comment: fields.text("privateComment", COMMENT)?,
            lines: Vec::new(),
            received: Vec::new(),
        })
    }
}

/// Whether shop and key are ours. Also for the listings.
pub(super) fn check_credentials(fields: &Fields<'_>, settings: &Settings) -> Result<(), Refusal> {
    let (new, old) = (fields.get("shopID"), fields.get("idboutique"));
    let shop = new.or(old).ok_or_else(|| Refusal::because("shopID is missing."))?;
    let key = fields.required("key")?;
    let same = old.is_none_or(|old| old == shop);
    if same && shop == settings.shop_id && key == settings.key.reveal() {
        return Ok(());
    }
    Err(Refusal::because("Unknown shop or wrong key."))
}

/// `paymentAmount`, only where there is a payment.
fn amount(fields: &Fields<'_>, payment: i64) -> Result<Option<Cents>, Refusal> {
    let Some(text) = fields.get("paymentAmount") else { return Ok(None) };
    if payment < 0 {
        return Err(Refusal::because("paymentAmount needs a payment method in payment."));
    }
    let amount = Cents::parse(text);
    amount.map(Some).ok_or_else(|| Refusal(format!("paymentAmount must be an amount, not {}.", excerpt(text))))
}
