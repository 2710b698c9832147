//! All lists, one after another: asked in JSON, and where that is none in CSV. Any list that is in doubt ends it.

use super::list::{self, Each, Unread};
use super::row::{Columns, plain};
use super::taxes::Taxes;
use super::{List, Reference, Remarks, Rules, Trouble, articles, customers, taxes, variations};

/// One in this many rows may be bad.
const BAD_ONE_IN: u64 = 5;

/// Whoever asks the shop.
pub trait Shop {
    /// Asks for a list in this format (`json`, `csv`) and waits; status and whole body of at most [`super::LONGEST`]
    /// bytes. [`List::Settings`] is asked by POST.
    ///
    /// # Errors
    ///
    /// Why there is no whole answer, without the key.
    fn ask(&mut self, list: List, format: &str) -> Result<(u16, Vec<u8>), String>;

    /// What the shop said, fit for a terminal and a log: on one line, short, without the key.
    fn clean(&self, text: &str) -> String;
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// This list is asked for.
    Asking(List),
    /// It was read.
    Read {
        /// Which.
        list: List,
        /// Its rows, bad ones too.
        rows: u64,
        /// Those that were left out.
        bad: u64,
    },
}

/// Asks for and reads all lists.
///
/// # Errors
///
/// The first list that is in doubt.
pub fn gather(shop: &mut dyn Shop, rules: &Rules, told: &mut dyn FnMut(Told)) -> Result<Reference, Trouble> {
    let mut reading = Reading { shop, told, remarks: Remarks::default() };
    let mut taxes = reading.taxes(rules)?;
    let departments = reading.departments(&mut taxes)?;
    let none = Columns::new();
    let mut sets = variations::Sets::default();
    reading.rows(List::Variations, &none, &mut |number, row, remarks| sets.row(number, row, remarks))?;
    let columns: Columns = rules.columns.iter().map(|(ours, theirs)| (*ours, plain(theirs))).collect();
    let mut shelf = articles::Shelf::new(rules, &columns, &taxes, &departments);
    reading.rows(List::Articles, &columns, &mut |number, row, remarks| shelf.row(number, row, remarks))?;
    if shelf.articles.is_empty() {
        let why = "there are none, and an empty catalogue would sell nothing".to_owned();
        return Err(Trouble::Unreadable(List::Articles, why));
    }
    let (articles, invisible) = (shelf.articles, shelf.invisible);
    let mut wallet = customers::Wallet::default();
    reading.rows(List::Customers, &none, &mut |number, row, _| wallet.row(number, row))?;
    let mut remarks = reading.remarks;
    let variations = sets.finish(&taxes, &articles, &mut remarks);
    Ok(Reference { articles, departments, variations, customers: wallet.customers, remarks, invisible })
}

/// Takes one row; an error is why it is bad.
type Take<'t> = dyn FnMut(u64, &super::row::Row<'_>, &mut Remarks) -> Result<(), String> + 't;

struct Reading<'a> {
    shop: &'a mut dyn Shop,
    told: &'a mut dyn FnMut(Told),
    remarks: Remarks,
}

impl Reading<'_> {
    /// The shop's rates, and whether its prices include them. A shop that does not say is taken to include tax.
    fn taxes(&mut self, rules: &Rules) -> Result<Taxes, Trouble> {
        let infos = self.infos(rules)?;
        let mut rates = taxes::Rates::default();
        match self.rows(List::Vats, &Columns::new(), &mut |_, row, _| rates.row(row)) {
            // Only the vendor's own client knows of this list.
            Err(Trouble::Unreachable(List::Vats, why)) if why.contains("status 404") => {
                self.remarks.push(List::Vats, 0, "the shop has no such list; rates are those of the rows".to_owned());
            }
            read => read?,
        }
        let (taxes, odd) = Taxes::new(rates, infos.as_ref(), rules.prices);
        for (list, text) in odd {
            self.remarks.push(list, 0, text);
        }
        Ok(taxes)
    }

    /// What the shop tells of itself. Not to have the script is no doubt; to have it and not to answer would be prices
    /// before tax sold as prices with it, unless the settings say which they are.
    fn infos(&mut self, rules: &Rules) -> Result<Option<taxes::Infos>, Trouble> {
        (self.told)(Told::Asking(List::Settings));
        let asked = match self.shop.ask(List::Settings, "json") {
            Ok((404, _)) => Ok(None),
            Ok((200..=299, body)) => Ok(Some(body)),
            Ok((status @ (401 | 403), _)) => Err(Trouble::Refused(List::Settings, format!("status {status}"))),
            Ok((status, _)) => {
                Err(Trouble::Unreachable(List::Settings, format!("the shop answered with status {status}")))
            }
            Err(why) => Err(Trouble::Unreachable(List::Settings, why)),
        };
        let body = match asked {
            Err(_) if rules.prices != super::Prices::Ask => None,
            asked => asked?,
        };
        let infos = body.and_then(|body| taxes::Infos::read(&body));
        (self.told)(Told::Read { list: List::Settings, rows: u64::from(infos.is_some()), bad: 0 });
        Ok(infos)
    }

    fn departments(&mut self, taxes: &mut Taxes) -> Result<Vec<super::Department>, Trouble> {
        let mut found = articles::Departments::default();
        self.rows(List::Departments, &Columns::new(), &mut |_, row, _| found.row(row, taxes))?;
        Ok(found.departments)
    }

    /// Asks for one list and takes its rows.
    fn rows(&mut self, list: List, columns: &Columns, take: &mut Take<'_>) -> Result<(), Trouble> {
        (self.told)(Told::Asking(list));
        let body = self.body(list, "json")?;
        let mut tally = Tally::default();
        let remarks = &mut self.remarks;
        let mut each = |number: u64, row: Result<super::row::Row<'_>, String>| {
            tally.rows += 1;
            if let Err(why) = row.and_then(|row| take(number, &row, remarks)) {
                tally.bad += 1;
                tally.first.get_or_insert_with(|| format!("row {number}: {why}"));
                remarks.push(list, number, format!("left out: {why}"));
            }
        };
        let read = match list::json(&body, list.members(), &mut each) {
            Err(Unread::Broken) => {
                drop(body);
                // Borrowed anew, so that the second answer is counted alone: the first handed nothing over.
                let body = Self::ask(&mut *self.shop, list, "csv")?;
                list::csv(&body, columns, &mut each as &mut Each<'_>)
            }
            read => read,
        };
        read.map_err(|why| self.trouble(list, why))?;
        let Tally { rows, bad, first } = tally;
        if bad * BAD_ONE_IN > rows {
            return Err(Trouble::BadRows { list, bad, rows, why: first.unwrap_or_default() });
        }
        (self.told)(Told::Read { list, rows, bad });
        Ok(())
    }

    fn body(&mut self, list: List, format: &str) -> Result<Vec<u8>, Trouble> {
        Self::ask(&mut *self.shop, list, format)
    }

    fn ask(shop: &mut dyn Shop, list: List, format: &str) -> Result<Vec<u8>, Trouble> {
        match shop.ask(list, format) {
            Ok((200..=299, body)) => Ok(body),
            Ok((status @ (401 | 403), _)) => Err(Trouble::Refused(list, format!("status {status}"))),
            Ok((status, _)) => Err(Trouble::Unreachable(list, format!("the shop answered with status {status}"))),
            Err(why) => Err(Trouble::Unreachable(list, why)),
        }
    }

    fn trouble(&self, list: List, why: Unread) -> Trouble {
        let what = match why {
            Unread::Refused(words) => {
                let words = self.shop.clean(&words);
                return Trouble::Refused(list, if words.is_empty() { "it gave no reason".to_owned() } else { words });
            }
            Unread::Page => "a page for people came in its place",
            Unread::NoList => "there is no list in the answer",
            Unread::Broken => "the answer is no whole JSON",
            Unread::BrokenCsv(why) => {
                return Trouble::Unreadable(list, format!("the answer is no whole JSON, and as CSV {why}"));
            }
        };
        Trouble::Unreadable(list, what.to_owned())
    }
}

#[derive(Default)]
struct Tally {
    rows: u64,
    bad: u64,
    first: Option<String>,
}
