//! What the demo sells: some sixty products from real shelves, the same for the kiosk and for its shop.

use crate::barcode::{self, CardPattern, InStorePattern, Layout, Measure, Scale};
use crate::catalogue::Catalogue;
use crate::catalogue::import::{Import, Policy};
use crate::runtime::clock;
use crate::sandbox;
use crate::till::money::Cents;
use crate::till::settings::Settings;
use std::path::Path;

const ARTICLES: &str = include_str!("articles.csv");
const CUSTOMERS: &str = include_str!("customers.csv");

/// Why the goods cannot be put on the shelf.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Catalogue(#[from] crate::catalogue::Error),
    #[error("line {0} of the sample catalogue is damaged, which is a bug in scanslip; please report it.")]
    Damaged(u64),
}

/// Fills the kiosk's catalogue by the very import that a shop would use.
pub(super) fn stock(path: &Path) -> Result<Catalogue, Error> {
    let mut catalogue = Catalogue::open(path)?;
    let now = clock::wall_now();
    for import in [
        catalogue.import_articles(ARTICLES.as_bytes(), Policy::Strict, now)?,
        catalogue.import_customers(CUSTOMERS.as_bytes(), Policy::Strict, now)?,
    ] {
        let Import { errors, .. } = import;
        if let Some(error) = errors.listed.first() {
            return Err(Error::Damaged(error.line));
        }
    }
    Ok(catalogue)
}

/// The shop that sells the same goods and knows the same customers.
pub(super) fn shop() -> sandbox::Settings {
    sandbox::Settings::sample()
}

/// One of the goods as it stands on the shelf.
#[derive(Clone, Debug)]
pub(super) struct Ware {
    /// The first of its codes.
    pub(super) code: String,
    pub(super) title: String,
    /// For one piece or one kilogram.
    pub(super) price: Cents,
    pub(super) per_kilogram: bool,
}

/// Everything that a shopper can scan.
pub(super) fn wares() -> Result<Vec<Ware>, Error> {
    let mut reader = csv::Reader::from_reader(ARTICLES.as_bytes());
    let mut wares = Vec::new();
    for (row, line) in reader.records().zip(2..) {
        let ware = row.ok().and_then(|row| {
            Some(Ware {
                code: row.get(1)?.split(' ').next()?.to_owned(),
                title: row.get(2)?.to_owned(),
                price: Cents::parse(row.get(3)?)?,
                per_kilogram: row.get(6)? == "kg",
            })
        });
        wares.push(ware.ok_or(Error::Damaged(line))?);
    }
    Ok(wares)
}

/// The till's settings in the demo: everything as shipped, and cards like `CUST-0001`.
pub(super) fn kiosk_settings() -> Settings {
    let cards = CardPattern::new("CUST-*").into_iter().collect();
    // Labels of the shop's scale: 21, the number of the goods, their weight.
    let layout = Layout::parse("21.....{NNDDD}");
    let in_store =
        layout.and_then(|layout| InStorePattern::new(layout, Measure::Weight, Scale::Item)).into_iter().collect();
    Settings { barcode: barcode::Settings { cards, in_store, ..barcode::Settings::default() }, ..Settings::default() }
}
