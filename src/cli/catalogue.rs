//! `scanslip catalogue`: fill the local catalogue from a file, and ask it for a code.

mod sync;

use super::Failure;
use super::check::folder;
use super::paste::quoted;
use super::rights::{self, By};
use crate::barcode::{self, Key, Meaning, Scan, Why};
use crate::catalogue::import::{Import, Policy, Remarks};
use crate::catalogue::{Catalogue, Error};
use crate::config::Config;
use crate::till::Wall;
use crate::till::article::{Article, Title, Unit, Variation};
use crate::till::effect::Query;
use crate::till::event::Found;
use crate::till::money::Cents;
use clap::Subcommand;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// `scanslip catalogue`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Replace the local catalogue by a CSV or JSON file
    ///
    /// Columns of articles: id, barcode, title, price and, where wanted, vat-rate, department-id, unit (piece or kg),
    /// unit-price, variations, min-age, linked-items, active. A cell `variations` such as `3|4|5! 8` says that one of the
    /// choices 3, 4 and 5 must be taken (`!`) and that 8 may be; what the choices are called and cost is imported by
    /// --variations. linked-items are the numbers of up to five articles that are sold along, a deposit say.
    Import {
        /// CSV (UTF-8, comma or semicolon, header row) or a JSON array of objects
        file: PathBuf,
        /// Leave bad rows out instead of importing nothing
        #[arg(long)]
        lenient: bool,
        /// The file lists customer cards (id,barcode) and not articles
        #[arg(long)]
        customers: bool,
        /// The file lists choices of variations (id,title,delta-price,available) and not articles
        #[arg(long, conflicts_with = "customers")]
        variations: bool,
    },
    /// Replace the local catalogue by the shop's own lists: articles, departments, variations, customer cards
    Sync(sync::Args),
    /// Say what the local catalogue knows of a code
    Find {
        /// A code as a scanner would send it
        #[arg(allow_hyphen_values = true)]
        code: String,
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command on the catalogue of the settings. `now` is kept as the time of an import.
pub fn run(
    args: &Args,
    config: &Config,
    credentials: Option<&Path>,
    now: Option<Wall>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (by, command) = match &args.command {
        Command::Sync(_) => (By::Root, "catalogue sync"),
        Command::Import { .. } => (By::Service, "catalogue import FILE"),
        Command::Find { .. } => (By::Service, "catalogue find CODE"),
    };
    if let Some(why) = rights::denied("The state folder", config.kiosk.state_dir.path(), by, command) {
        return Err(Failure::Failed(why));
    }
    match &args.command {
        Command::Sync(args) => sync::run(args, config, credentials, now, out),
        _ => local(args, &config.catalogue(), now, out),
    }
}

/// What needs no shop.
fn local(args: &Args, path: &Path, now: Option<Wall>, out: &mut dyn Write) -> Result<(), Failure> {
    match &args.command {
        Command::Sync(_) => Ok(()),
        Command::Import { file, lenient, customers, variations } => {
            let policy = if *lenient { Policy::Lenient } else { Policy::Strict };
            let kind = match (customers, variations) {
                (true, _) => "customer",
                (_, true) => "choice",
                _ => "article",
            };
            let source = File::open(file).map_err(|error| {
                Failure::Failed(format!("The file {} could not be opened: {error}; check its name.", file.display()))
            })?;
            if let Some(why) = path.parent().and_then(folder::missing) {
                return Err(Failure::Failed(why));
            }
            let mut catalogue = Catalogue::open(path)?;
            let import = match (customers, variations) {
                (true, _) => catalogue.import_customers(source, policy, now),
                (_, true) => catalogue.import_variations(source, policy, now),
                _ => catalogue.import_articles(source, policy, now),
            }?;
            tell(&import, kind, *lenient, out)
        }
        Command::Find { code, json } => {
            if !path.exists() {
                let path = path.display();
                return Err(Failure::Failed(format!(
                    "There is no catalogue at {path}; fill it with `scanslip catalogue import FILE`."
                )));
            }
            let found = Catalogue::open(path)?.find(&query(code)?)?;
            if *json {
                answer_json(&found, out)?;
            } else {
                answer(&found, out)?;
            }
            match found {
                Found::Article(_) | Found::Customer(_) => Ok(()),
                Found::Nothing | Found::Unreadable => Err(Failure::Failed(format!(
                    "The catalogue knows nothing by the code {code:?}; compare it with `{}`.",
                    explain(code)
                ))),
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Lists what there is to say of a file, line by line.
fn tell(import: &Import, kind: &str, lenient: bool, out: &mut dyn Write) -> Result<(), Failure> {
    list("warning", &import.warnings, out)?;
    list("error", &import.errors, out)?;
    let (warnings, errors) = (import.warnings.count, import.errors.count);
    if import.imported == 0 {
        let bad = if errors == 1 { "1 bad row is".to_owned() } else { format!("{errors} bad rows are") };
        let way = if lenient {
            "and no row is a good one, so that --lenient has none to take; see that the columns are what the header says"
        } else {
            "or left out with --lenient"
        };
        return Err(Failure::Failed(format!(
            "Nothing was imported, the catalogue is as it was: {bad} to be mended, {way}."
        )));
    }
    let one_of = |count: u64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let (imported, rows, warned) =
        (one_of(import.imported.into(), kind), one_of(errors, "row"), one_of(warnings, "warning"));
    writeln!(out, "{imported} imported, {rows} left out, {warned}")?;
    Ok(())
}

fn list(grade: &str, remarks: &Remarks, out: &mut dyn Write) -> io::Result<()> {
    for remark in &remarks.listed {
        writeln!(out, "line {}: {grade}: {}", remark.line, remark.text)?;
    }
    let unlisted = remarks.count.saturating_sub(remarks.listed.len() as u64);
    if unlisted > 0 {
        writeln!(out, "and {unlisted} more of this kind ({grade})")?;
    }
    Ok(())
}

/// What a scan of this code would ask the catalogue.
fn query(code: &str) -> Result<Query, Failure> {
    let scan = Scan::split(code);
    match barcode::read(&barcode::Settings::default(), &scan) {
        Meaning::Product(key) => Ok(Query::Article(key)),
        Meaning::Package(package) => Ok(Query::Article(Key::Gtin(package.gtin))),
        Meaning::Customer(card) => Ok(Query::Customer(card)),
        // The shop may use such numbers in symbols that have no check digit of their own.
        Meaning::Refused(Why::CheckDigit) => Ok(Query::Article(Key::Text(scan.text.trim().to_owned()))),
        Meaning::InStore(in_store) => Ok(Query::InStore(in_store.keys)),
        Meaning::AddOn(_) | Meaning::Contact(_) | Meaning::Control(_) | Meaning::Refused(_) => Err(Failure::Failed(
            format!("The code {code:?} is neither an article's nor a customer's; `{}` says what it is.", explain(code)),
        )),
    }
}

/// What says of a code what it means.
fn explain(code: &str) -> String {
    format!("scanslip barcode explain {}", quoted(code))
}

fn answer(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    match found {
        Found::Article(article) => {
            writeln!(out, "article {}: {}", article.id.0, article.title.as_str())?;
            writeln!(out, "price: {} for one {}", article.price, unit(article))?;
            if let Some(vat) = article.vat {
                writeln!(out, "VAT: {vat} %")?;
            }
            if article.min_age > 0 {
                writeln!(out, "from {} years on", article.min_age)?;
            }
            if !article.active {
                writeln!(out, "not for sale")?;
            }
            for linked in &article.linked {
                writeln!(out, "sold along: article {}: {}, {}", linked.id.0, linked.title.as_str(), linked.price)?;
            }
            article.variations.iter().try_for_each(|variation| choices(variation, out))
        }
        Found::Customer(customer) => writeln!(out, "customer {}", customer.0),
        Found::Nothing | Found::Unreadable => Ok(()),
    }
}

/// What may be chosen, one choice a line.
fn choices(variation: &Variation, out: &mut dyn Write) -> io::Result<()> {
    let name = variation.title.as_ref().map_or("variation", Title::as_str);
    writeln!(out, "{name}, {}:", if variation.required { "one must be chosen" } else { "one may be chosen" })?;
    for choice in &variation.choices {
        let (id, title) = (choice.id.0, choice.title.as_str());
        let sign = if choice.delta < Cents::ZERO { "" } else { "+" };
        let sold_out = if choice.available { "" } else { ", not to be had" };
        writeln!(out, "  {id}: {title}, {sign}{}{sold_out}", choice.delta)?;
    }
    Ok(())
}

fn answer_json(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    let answer: Value = match found {
        Found::Article(article) => json!({
            "found": "article",
            "id": article.id.0,
            "title": article.title.as_str(),
            "price_cents": article.price.get(),
            "vat_rate": article.vat.map(|vat| vat.to_string()),
            "unit": unit(article),
            "min_age": article.min_age,
            "active": article.active,
            "linked_items": article.linked.iter().map(|linked| linked.id.0).collect::<Vec<_>>(),
            "variations": article.variations.iter().map(|variation| json!({
                "title": variation.title.as_ref().map(Title::as_str),
                "required": variation.required,
                "choices": variation.choices.iter().map(|choice| json!({
                    "id": choice.id.0,
                    "title": choice.title.as_str(),
                    "delta_cents": choice.delta.get(),
                    "available": choice.available,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        }),
        Found::Customer(customer) => json!({ "found": "customer", "id": customer.0 }),
        Found::Nothing | Found::Unreadable => json!({ "found": "nothing" }),
    };
    writeln!(out, "{answer}")
}

const fn unit(article: &Article) -> &'static str {
    match article.unit {
        Unit::Piece => "piece",
        Unit::Kilogram => "kg",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn call(path: &Path, words: &[&str]) -> (Result<(), Failure>, String) {
        let line = Line::parse_from(std::iter::once("catalogue").chain(words.iter().copied()));
        let mut out = Vec::new();
        let result = local(&line.args, path, Some(Wall(1_700_000_000)), &mut out);
        (result, String::from_utf8(out).expect("text"))
    }

    #[test]
    fn a_file_is_imported_and_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (folder.path().join("catalogue.db"), folder.path().join("articles.csv"));
        let (path, name) = (path.as_path(), file.to_str().expect("a name"));
        let (none, _) = call(path, &["find", "1"]);
        assert!(matches!(none, Err(Failure::Failed(why)) if why.starts_with("There is no catalogue")));
        assert!(!path.exists(), "a question makes no file");

        std::fs::write(&file, "id,barcode,title,price\n1,3017620422003,Nutella,3.95\nx,,,\n").expect("written");
        let (refused, out) = call(path, &["import", name]);
        assert!(matches!(refused, Err(Failure::Failed(why)) if why.starts_with("Nothing was imported")));
        assert!(out.starts_with("line 3: error: id"), "{out}");
        assert!(call(path, &["import", name]).0.is_err_and(|why| why.to_string().ends_with("with --lenient.")));
        let (taken, out) = call(path, &["import", name, "--lenient"]);
        assert_eq!(taken, Ok(()));
        assert!(out.ends_with("1 article imported, 1 row left out, 0 warnings\n"), "{out}");

        let (found, out) = call(path, &["find", "]E03017620422003", "--json"]);
        let value: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!((found, &value["found"], &value["price_cents"]), (Ok(()), &json!("article"), &json!(395)));
        let (found, out) = call(path, &["find", "3017620422003"]);
        assert_eq!((found, out.as_str()), (Ok(()), "article 1: Nutella\nprice: 3.95 for one piece\n"));
        let (missing, out) = call(path, &["find", "96385074", "--json"]);
        assert_eq!((missing.is_err(), out.trim()), (true, r#"{"found":"nothing"}"#));
        assert!(call(path, &["find", "SLIP-CONFIRM"]).0.is_err());
    }

    #[test]
    fn whoever_leaves_bad_rows_out_already_is_not_told_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (folder.path().join("catalogue.db"), folder.path().join("articles.csv"));
        std::fs::write(&file, "id,barcode,title,price\nx,,,\n").expect("written");
        let (refused, _) = call(&path, &["import", "--lenient", file.to_str().expect("a name")]);
        let why = refused.expect_err("nothing is left").to_string();
        assert!(why.contains("1 bad row is to be mended, and no row is a good one"), "{why}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_with_what_makes_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (folder.path().join("state/catalogue.db"), folder.path().join("articles.csv"));
        std::fs::write(&file, "id,barcode,title,price\n1,3017620422003,Nutella,3.95\n").expect("written");
        let why =
            call(&path, &["import", file.to_str().expect("a name")]).0.expect_err("nowhere to put it").to_string();
        assert!(why.contains("install -d -m 700") && why.contains("/state"), "{why}");
    }

    #[test]
    fn customers_are_imported_beside_articles() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (folder.path().join("catalogue.db"), folder.path().join("customers.csv"));
        std::fs::write(&file, "barcode;id\nCUST-0001;7\n").expect("written");
        assert_eq!(call(&path, &["import", "--customers", file.to_str().expect("a name")]).0, Ok(()));
        for code in ["CUST-0001", "$3CUST-0001"] {
            assert_eq!(call(&path, &["find", code]), (Ok(()), "customer 7\n".to_owned()), "{code}");
        }
    }

    #[test]
    fn what_may_be_chosen_is_told_with_the_article() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (folder.path().join("catalogue.db"), folder.path().join("file.csv"));
        let import = |content: &str, how: &[&str]| {
            std::fs::write(&file, content).expect("written");
            let words = [&["import", file.to_str().expect("a name")], how].concat();
            assert_eq!(call(&path, &words).0, Ok(()), "{content}");
        };
        import("id,barcode,title,price,variations\n108,COFFEE-1,Café,1.50,31|32! 41\n", &[]);
        let choices = "id,title,delta-price,available\n31,Petit,0,1\n32,Grand,0.50,0\n41,Sucre,-0.10,1\n";
        import(choices, &["--variations"]);
        let (found, out) = call(&path, &["find", "COFFEE-1"]);
        assert_eq!(found, Ok(()));
        let wanted = "variation, one must be chosen:\n  31: Petit, +0.00\n  32: Grand, +0.50, not to be had\n\
                      variation, one may be chosen:\n  41: Sucre, -0.10\n";
        assert!(out.ends_with(wanted), "{out}");
        let (_, out) = call(&path, &["find", "COFFEE-1", "--json"]);
        let value: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(value["variations"][0]["choices"][1]["delta_cents"], json!(50));
        assert_eq!(value["variations"][0]["choices"][1]["available"], json!(false));
        assert_eq!(value["variations"][1]["required"], json!(false));
    }
}
