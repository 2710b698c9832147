//! By which names a shop may call what a kiosk wants to know.
//!
//! **All of it is inferred.** Kash's page "api_data" names the scripts and shows no answer. First in each row stand the
//! names by which the documented forms take the same thing (`addPlu.php`, `addDept.php`, `addVat.php`,
//! `addVariationItem.php`, `addClient.php`, `client[...]`); then what the vendor's own client says in prose
//! (`departmentId`); then French words, because the older half of the API is French (`idboutique`, `codeBarre`, `nom`);
//! then plain guesses. Upper case, `_`, `-` and spaces do not matter. The settings may name a column outright
//! (`[catalogue] columns`), which goes before all of these.

use super::row::Field;

/// The number of whatever the row is.
pub(super) const ID: Field = Field("id", &["id", "numero", "numéro"]);
/// Its name.
pub(super) const TITLE: Field =
    Field("title", &["title", "name", "nom", "titre", "libelle", "libellé", "label", "designation", "désignation"]);
/// What stands where an article has no longer name.
pub(super) const SHORT_TITLE: Field = Field("short-title", &["shorttitle", "nomcourt", "titrecourt"]);
/// What one costs.
pub(super) const PRICE: Field = Field("price", &["price", "prix", "unitprice", "prixunitaire", "tarif"]);
/// What one costs with tax, where it is said apart.
pub(super) const PRICE_WITH_TAX: Field =
    Field("price-with-tax", &["pricewithtax", "priceti", "pricettc", "prixttc", "ttc", "pricetaxincluded"]);
/// The code on it, or on a customer's card.
pub(super) const BARCODE: Field = Field(
    "barcode",
    &["barcode", "codebarre", "codebarres", "codebar", "barcodes", "ean", "ean13", "gtin", "card", "carte"],
);
/// The number of its VAT rate.
pub(super) const VAT_ID: Field = Field("vat-id", &["vatid", "idtva", "tvaid", "idvat", "taxid"]);
/// Its VAT rate, or after all the number of one.
pub(super) const VAT_RATE: Field =
    Field("vat-rate", &["vatrate", "vat", "tauxtva", "tva", "taxrate", "defaultvat", "tvadefaut"]);
/// The rate of a row of the list of VAT rates.
pub(super) const RATE: Field = Field("rate", &["rate", "taux", "value", "valeur", "percent", "vat", "tva", "vatrate"]);
/// The number of its department.
pub(super) const DEPARTMENT: Field =
    Field("department-id", &["deptid", "departmentid", "iddept", "iddepartment", "idrayon", "rayonid", "rayon"]);
/// How it is measured.
pub(super) const UNIT: Field =
    Field("unit", &["unit", "unite", "unité", "unitname", "unittitle", "nomunite", "unitid", "idunite"]);
/// Whether it is for sale.
pub(super) const ACTIVE: Field = Field("active", &["active", "actif", "enabled"]);
/// Whether it is not: archived, or hidden from the shop's own web shop, which is where its shoppers serve themselves.
/// `keyboardHide` is not among these: it only takes the article's key off the till's screen.
pub(super) const HIDDEN: [Field; 7] = [
    Field("archived", &["archived", "archive", "archivé"]),
    Field("deleted", &["deleted", "supprime", "supprimé"]),
    Field("hidden", &["hidden", "hide", "cache", "caché"]),
    Field("disabled", &["disabled", "desactive", "désactivé"]),
    Field("inactive", &["inactive", "inactif"]),
    Field("shop-hide", &["shophide", "masquerboutique"]),
    Field("trashed", &["trashed", "corbeille"]),
];
/// The five places of an article's or a department's variations.
pub(super) const SLOTS: [Field; 5] = [
    Field("variation-0", &["variationid0", "iddeclinaison0", "declinaisonid0", "variation0", "declinaison0"]),
    Field("variation-1", &["variationid1", "iddeclinaison1", "declinaisonid1", "variation1", "declinaison1"]),
    Field("variation-2", &["variationid2", "iddeclinaison2", "declinaisonid2", "variation2", "declinaison2"]),
    Field("variation-3", &["variationid3", "iddeclinaison3", "declinaisonid3", "variation3", "declinaison3"]),
    Field("variation-4", &["variationid4", "iddeclinaison4", "declinaisonid4", "variation4", "declinaison4"]),
];
/// Whether a variation must be chosen. No form of Kash's takes such a thing: a guess.
pub(super) const REQUIRED: Field = Field("required", &["required", "obligatoire", "mandatory"]);
/// The choices within a variation.
pub(super) const CHOICES: Field =
    Field("choices", &["choices", "choix", "items", "options", "values", "valeurs", "declinaisons", "variations"]);
/// The variation that a choice belongs to, where choices are rows of their own.
pub(super) const PARENT: Field = Field(
    "variation-id",
    &["variationid", "iddeclinaison", "declinaisonid", "parentid", "idparent", "parent", "groupid", "setid"],
);
/// What a choice adds to the price.
pub(super) const DELTA: Field =
    Field("delta-price", &["deltaprice", "deltaprix", "delta", "supplement", "supplément", "extra", "price", "prix"]);
/// Whether nothing more is chosen after it.
pub(super) const ENDING: Field = Field("ending", &["ending", "ends", "final", "fin"]);
/// Whether it is not to be had.
pub(super) const UNAVAILABLE: Field = Field("unavailable", &["unavailable", "indisponible", "disabled"]);
/// Where it stands among its like.
pub(super) const POSITION: Field = Field("position", &["position", "ordre", "order", "rank", "rang"]);
/// The shop's own VAT rate, by its number, in what the shop tells of itself.
pub(super) const DEFAULT_VAT: Field =
    Field("default-vat", &["defaultvatid", "defaultvat", "vatid", "idtvadefaut", "tvadefaut", "idtva"]);
/// Documented (`editShop.php`): 0 says that prices include tax, 1 that they do not. It reads the wrong way round.
pub(super) const PRICES_EXCLUDE_TAX: Field = Field("prices", &["pricesareprovidedtaxincluded"]);

/// Units that are a kilogram.
const KILOGRAM: [&str; 8] = ["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"];
/// Units that are a piece.
const PIECE: [&str; 12] =
    ["piece", "pieces", "pièce", "pièces", "pce", "pcs", "unit", "unité", "unite", "u", "stück", "stk"];

/// What a unit's name says: `Some(true)` a kilogram, `Some(false)` a piece, `None` nothing known.
pub(super) fn is_kilogram(unit: &str) -> Option<bool> {
    let unit = unit.trim().trim_start_matches('/').to_lowercase();
    let is = |names: &[&str]| names.contains(&unit.as_str());
    is(&KILOGRAM).then_some(true).or_else(|| is(&PIECE).then_some(false))
}
