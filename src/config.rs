//! The settings: one TOML file, read whole, refused whole. Every key has a range, an unknown one is refused with the
//! nearest known one, and whatever is wrong is said in one sentence with its line.
//!
//! Here are the sections as they are written, and their conversion to what the parts of the program take. The file is
//! not watched and never written here; the key is read from its own file, on demand ([`Config::kash`]).

use crate::journal::Keeping;
use crate::{barcode, kash as shop, sheet, till};
use scanslip_hw::printer::{Port, profile::Overrides};
use scanslip_hw::scanner as device;
use serde::Deserialize;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

pub mod catalogue;
pub mod console;
pub mod customer;
pub mod department;
pub mod display;
mod explain;
pub mod gs1;
pub mod in_store;
pub mod kash;
mod key;
pub mod keypad;
pub mod kiosk;
mod not_yet;
pub mod note;
pub mod offline;
pub mod printer;
pub mod scanner;
pub mod slip;
pub mod sound;
pub mod staff;
pub mod value;
mod wrong;

pub(crate) use explain::nearest;
pub use key::{KeyError, read as read_key};
pub use staff::SecretError;
pub use wrong::Error;
use wrong::Wrong;

/// Where the settings are unless `--config` says otherwise.
pub const DEFAULT_FILE: &str = "/etc/scanslip/scanslip.toml";
/// The sample: every key, explained.
pub const SAMPLE: &str = include_str!("../systemd/scanslip.toml");
/// The most bytes that a settings file may have.
const BYTES_MAX: u64 = 1 << 20;

/// Whether `file` is the usual one and there is none: nobody asked for it. One that may not be looked at may be there.
pub fn is_unasked(file: &Path) -> bool {
    file == Path::new(DEFAULT_FILE) && file.try_exists().is_ok_and(|is_there| !is_there)
}

/// All settings. [`Config::default`] has every default and no shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Which kiosk this is and how it behaves.
    pub kiosk: kiosk::Kiosk,
    /// The shop.
    pub kash: kash::Kash,
    /// Where articles come from.
    pub catalogue: catalogue::Catalogue,
    /// How a customer is known.
    pub customer: customer::Customer,
    /// How much is taken on while the shop does not answer.
    pub offline: offline::Offline,
    /// What stands on paper besides the order.
    pub slip: slip::Slip,
    /// Who may do what shoppers may not.
    pub staff: staff::Staff,
    /// Comments that shoppers may pick.
    pub note: Vec<note::Note>,
    /// Departments for free lines.
    pub department: Vec<department::Department>,
    /// Numbers that the shop's scales print.
    pub in_store: Vec<in_store::InStore>,
    /// What is taken from codes of GS1 besides the product.
    pub gs1: gs1::Gs1,
    /// Scanners; any HID scanner if there is none.
    pub scanner: Vec<scanner::Scanner>,
    /// Keypads.
    pub keypad: Vec<keypad::Keypad>,
    /// The printer, if the settings tell of one.
    pub printer: Option<printer::Printer>,
    /// The screen, if the settings tell of one.
    pub display: Option<display::Display>,
    /// What is heard.
    pub sound: sound::Sound,
    /// The web page for staff.
    pub console: console::Console,
}

impl Config {
    /// Reads and checks a settings file of at most one mebibyte.
    pub fn load(file: &Path) -> Result<Self, Error> {
        Self::parse(&Self::text(file)?, file)
    }

    /// The same, but the shop's number may be missing: for what needs only the devices.
    pub fn load_without_shop(file: &Path) -> Result<Self, Error> {
        Self::parse_without_shop(&Self::text(file)?, file)
    }

    /// The text of a settings file of at most one mebibyte.
    pub fn text(file: &Path) -> Result<String, Error> {
        let mut bytes = Vec::new();
        let read = File::open(file).and_then(|open| open.take(BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes));
        match read {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                let why = format!(
                    "the settings may not be read by you ({error}); the user of the service may: sudo -u scanslip scanslip check"
                );
                Err(Error::new(file, None, why))
            }
            Err(error) => {
                let why = format!(
                    "the settings cannot be read: {error}; name another file with --config, or make them: scanslip setup"
                );
                Err(Error::new(file, None, why))
            }
            Ok(count) if count as u64 > BYTES_MAX => {
                Err(Error::new(file, None, format!("this is no settings file; one has at most {BYTES_MAX} bytes")))
            }
            Ok(_) => {
                let text = String::from_utf8(bytes);
                text.map_err(|_| Error::new(file, None, "this is not UTF-8; save it as UTF-8 text"))
            }
        }
    }

    /// Checks the text of a settings file; `file` is only named in errors.
    pub fn parse(text: &str, file: &Path) -> Result<Self, Error> {
        Self::read(text, file, Self::check)
    }

    /// The same, but the shop's number may be missing.
    pub fn parse_without_shop(text: &str, file: &Path) -> Result<Self, Error> {
        Self::read(text, file, Self::check_but_shop)
    }

    fn read(text: &str, file: &Path, check: fn(&Self) -> Result<(), Wrong>) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let config: Self = toml::from_str(text).map_err(|error| explain::explain(file, text, &error))?;
        check(&config).map_err(|wrong| explain::locate(file, text, &wrong))?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Wrong> {
        self.kash.has_shop()?;
        self.check_but_shop()
    }

    fn check_but_shop(&self) -> Result<(), Wrong> {
        self.kash.check()?;
        self.slip.check()?;
        self.staff.check()?;
        note::Note::check(&self.note)?;
        department::Department::check(&self.department)?;
        in_store::InStore::check(&self.in_store)?;
        scanner::Scanner::check(&self.scanner)?;
        Wrong::at_most("keypad", self.keypad.len(), keypad::Keypad::MAX)?;
        self.printer.as_ref().map_or(Ok(()), printer::Printer::check)?;
        self.display.as_ref().map_or(Ok(()), display::Display::check)?;
        self.console.check()
    }

    /// What is legal and may not be meant, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let mut say = Vec::new();
        self.kiosk.warnings(&mut say);
        self.kash.warnings(&mut say);
        self.slip.warnings(&mut say);
        if self.kash.shopper_comment == kash::ShopperComment::Never && !self.note.is_empty() {
            say.push("kash.shopper-comment is never; shoppers can pick none of [[note]].".to_owned());
        }
        self.staff.warnings(&mut say);
        in_store::InStore::warnings(&self.in_store, &self.department, &mut say);
        scanner::Scanner::warnings(&self.scanner, &mut say);
        say
    }

    /// What is set and this version does not act on, one sentence each.
    pub fn not_yet(&self) -> Vec<String> {
        not_yet::sentences(self)
    }

    /// How long the journal keeps what.
    pub fn keeping(&self) -> Keeping {
        Keeping { orders_days: self.kiosk.keep_days.get(), customers_days: self.kiosk.wipe_after_days.get() }
    }

    /// The till's part, without its staff: their codes need a secret ([`Config::staff`]).
    pub fn till(&self) -> till::Settings {
        let timeout_s = self.kash.timeout_s.get();
        let create = self.customer.create.into();
        // Before a customer is made the shop's list is asked, in half the time of a sale.
        let asking_s = if create == till::settings::Create::Never { 0 } else { timeout_s / 2 };
        till::Settings {
            language: self.kiosk.language,
            idle_after_s: self.kiosk.idle_after_s.get(),
            countdown_s: self.kiosk.countdown_s.get(),
            paper: self.papers(),
            protocol: match (self.kash.protocol, self.kash.payment) {
                // A quote is all that a draft is: nothing is left to validate.
                (kash::Protocol::DraftFirst, kash::PaymentChoice::Validated | kash::PaymentChoice::Method(_)) => {
                    till::settings::Protocol::DraftFirst
                }
                (kash::Protocol::DraftFirst, kash::PaymentChoice::Quote) | (kash::Protocol::Direct, _) => {
                    till::settings::Protocol::Direct
                }
            },
            max_orders: usize::try_from(self.offline.max_orders.get()).unwrap_or(usize::MAX),
            late_s: self.slip.late_minutes.get().saturating_mul(60),
            reprints: u16::try_from(self.slip.reprints.get()).unwrap_or(1),
            absent_after_s: self.kash.absent_after_s.get(),
            max_age_s: self.offline.max_age_h.get().saturating_mul(3_600),
            // Connecting, sending and reading all fit into the timeout; the rest is for a busy machine.
            send_limit_s: timeout_s.saturating_add(asking_s).saturating_add(15),
            barcode: barcode::Settings {
                cards: self.customer.card_pattern.iter().cloned().collect(),
                in_store: self.in_store.iter().flat_map(in_store::InStore::patterns).collect(),
                gs1_price: self.gs1.prices.then(|| self.kiosk.currency_number()),
                gs1_weight: self.gs1.weights,
            },
            shown_prices: self.kash.price_policy == kash::PricePolicy::Displayed,
            notes: match self.kash.shopper_comment {
                kash::ShopperComment::Never => Vec::new(),
                kash::ShopperComment::Public | kash::ShopperComment::Private => {
                    self.note.iter().filter_map(note::Note::title).collect()
                }
            },
            free_title: self.kash.free_title(),
            departments: self.department.iter().filter_map(department::Department::titled).collect(),
            staff: Vec::new(),
            create,
            double_read_ms: self.scanner.iter().map(scanner::Scanner::double_read_ms).collect(),
        }
    }

    /// What of the settings is on the shoppers' sheet of codes.
    pub fn offer(&self) -> sheet::Offer {
        sheet::Offer {
            language: self.kiosk.language,
            notes: self.till().notes,
            table: self.kash.table_id.map(value::Id::get),
            pager: self.kash.pager.map(value::Whole::get),
            covers: self.kash.covers.is_some(),
            delivery: self.kash.delivery_method.is_some(),
        }
    }

    /// When which slip is printed.
    fn papers(&self) -> till::paper::Papers {
        self.slip.papers(self.kiosk.paper)
    }

    /// The file that [`Config::staff`] reads the secret from: `staff.key` in `credentials` (systemd's
    /// `$CREDENTIALS_DIRECTORY`) if it is there, else `staff.key-file`.
    pub fn staff_place(&self, credentials: Option<&Path>) -> PathBuf {
        staff::place(self.staff.key_path(), credentials)
    }

    /// The staff and the checks of their codes, with the secret read from [`Config::staff_place`]. Without any
    /// `[[staff.person]]` there is none and no file is read.
    pub fn staff(&self, credentials: Option<&Path>) -> Result<Vec<till::settings::Person>, SecretError> {
        self.staff.people(&self.staff_place(credentials))
    }

    /// The file that [`Config::kash`] reads the key from: `kash.key` in `credentials` (systemd's
    /// `$CREDENTIALS_DIRECTORY`) if it is there, else `kash.key-file`.
    pub fn key_place(&self, credentials: Option<&Path>) -> PathBuf {
        key::place(self.kash.key_path(), credentials)
    }

    /// The shop's part, with the key read from [`Config::key_place`].
    pub fn kash(&self, credentials: Option<&Path>) -> Result<shop::Settings, KeyError> {
        Ok(self.kash_by(key::read(self.key_place(credentials))?))
    }

    /// The shop's part with this key.
    pub fn kash_by(&self, key: shop::Key) -> shop::Settings {
        let kash = &self.kash;
        let text = |comment: &Option<value::Text<200>>| comment.as_ref().map(value::Text::to_text);
        shop::Settings {
            url: kash.url.0.clone(),
            shop_id: kash.shop_id.as_str().to_owned(),
            key,
            kiosk_id: self.kiosk.id.as_str().to_owned(),
            payment: kash.payment(),
            user_id: kash.user_id.map(value::Id::get),
            cash_register_id: kash.cash_register_id.map(value::Id::get),
            table_id: kash.table_id.map(value::Id::get),
            covers: kash.covers.map(value::Whole::get),
            pager: kash.pager.map(value::Whole::get),
            delivery_method: kash.delivery_method.map(|method| method.0),
            public_comment: text(&kash.public_comment),
            private_comment: text(&kash.private_comment),
            notes_in: match kash.shopper_comment {
                kash::ShopperComment::Private => shop::NotesIn::Private,
                kash::ShopperComment::Public | kash::ShopperComment::Never => shop::NotesIn::Public,
            },
            client_id: kash.client_id.map(value::Id::get),
            payment_link_hosts: kash.payment_link_hosts.iter().map(|host| host.as_str().to_owned()).collect(),
            send_order_time: kash.send_order_time,
            check_total: kash.check_total,
            timeout_s: kash.timeout_s.get(),
        }
    }

    /// The scanners; without any in the settings, whichever HID scanner is found.
    pub fn scanners(&self) -> Vec<device::Settings> {
        if self.scanner.is_empty() {
            return vec![scanner::Scanner::default().settings()];
        }
        self.scanner.iter().map(scanner::Scanner::settings).collect()
    }

    /// The keypads; none unless the settings say so.
    pub fn keypads(&self) -> Vec<scanslip_hw::keypad::Settings> {
        self.keypad.iter().map(keypad::Keypad::settings).collect()
    }

    /// Where the printer is, the name (or absolute path) of its profile, and what the settings say otherwise. Without a
    /// section it is the first USB printer, unless no slip is ever printed.
    pub fn printer(&self) -> Option<(Port, String, Overrides)> {
        let unsaid = self.papers().any().then(printer::Printer::default);
        let printer = self.printer.clone().or(unsaid)?;
        Some((printer.port(), printer.profile.as_str().to_owned(), printer.overrides()))
    }

    /// The journal's file.
    pub fn journal(&self) -> PathBuf {
        self.kiosk.state_dir.path().join("journal.db")
    }

    /// The socket by which commands reach the service.
    pub fn socket(&self) -> PathBuf {
        self.kiosk.state_dir.path().join("scanslip.sock")
    }

    /// The catalogue's file.
    pub fn catalogue(&self) -> PathBuf {
        self.kiosk.state_dir.path().join("catalogue.db")
    }
}
