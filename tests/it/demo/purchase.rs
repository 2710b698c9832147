//! Whole purchases at the terminal alone: what the screen showed is what stands on the slip and what the shop was told.

use super::shop_of;
use crate::kiosk::paper::slips_in;
use scanslip::sandbox::{Line, Order};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// So that a screen that never comes fails the test rather than stopping it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A shopper at the demo's terminal.
struct Shopper {
    keyboard: ChildStdin,
    lines: Receiver<String>,
    process: Child,
    seen: Vec<String>,
}

impl Shopper {
    /// `idle_s` is how long the kiosk waits for them.
    fn at(folder: &Path, idle_s: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .args(["demo", "--listen", "127.0.0.1:0", "--idle-s", idle_s, "--dir"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the demo starts");
        let (keyboard, screen) = (process.stdin.take().expect("piped"), process.stdout.take().expect("piped"));
        let (tell, lines) = mpsc::channel();
        let look = move || {
            for line in BufReader::new(screen).lines().map_while(Result::ok) {
                if tell.send(line).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("screen".to_owned()).spawn(look).expect("a thread");
        Self { keyboard, lines, process, seen: Vec::new() }
    }

    /// Waits for a screen with these words, after those that were seen; its lines.
    fn sees(&mut self, words: &str) -> Vec<String> {
        let mut screen: Vec<String> = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|error| panic!("{words:?} was never seen ({error}): {:#?}", self.seen));
            self.seen.push(line.clone());
            if line.starts_with('┌') {
                screen.clear();
            } else if let Some(line) = line.strip_prefix("│ ") {
                screen.push(line.to_owned());
            } else if line.starts_with('└') && screen.iter().any(|line| line.contains(words)) {
                return screen;
            }
        }
    }

    fn types(&mut self, line: &str) {
        writeln!(self.keyboard, "{line}").expect("the demo reads");
    }

    /// Ends the pipe; everything that was seen.
    fn leaves(self) -> Vec<String> {
        let Self { keyboard, lines, mut process, mut seen } = self;
        drop(keyboard);
        seen.extend(lines.iter());
        assert!(process.wait().expect("it ends").success(), "{seen:#?}");
        seen
    }
}

/// A line of the cart as the screen has it.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    quantity: String,
    title: String,
    total: String,
}

/// `> 2 × Coca-Cola 33 cl (€0.95)  €1.90`
fn cart(screen: &[String]) -> Vec<Shown> {
    let line = |line: &String| {
        let line = line.strip_prefix(['>', ' '])?.trim_start();
        let (quantity, rest) = line.split_once(" × ")?;
        let (title, total) = rest.rsplit_once("  ")?;
        let title = title.rsplit_once(" (€").map_or(title, |(title, _)| title);
        Some(Shown { quantity: quantity.to_owned(), title: title.to_owned(), total: total.to_owned() })
    };
    screen.iter().filter_map(line).collect()
}

/// The amount behind these words, on whichever line begins with them.
fn amount<'a>(lines: &[&'a str], words: &str) -> &'a str {
    let line = lines.iter().find_map(|line| line.trim().strip_prefix(words));
    line.unwrap_or_else(|| panic!("{words} stands on no line: {lines:#?}")).trim()
}

/// `€3.11`, as the English screen has it, in cents.
fn cents(amount: &str) -> i64 {
    amount.replace(['€', '.'], "").parse().unwrap_or_else(|_| panic!("{amount} is an amount"))
}

/// Whether these lines of a slip, the terminal's or the paper's, are those of the cart: same order, quantity, title, total.
fn check_slip(lines: &[&str], cart: &[Shown], total: &str) {
    let mut rest = lines.iter();
    for shown in cart {
        let found = rest.find(|line| line.contains(&shown.title) && line.trim_end().ends_with(&shown.total));
        let found = found.unwrap_or_else(|| panic!("{shown:?} is not on the slip: {lines:#?}"));
        if shown.quantity.ends_with("kg") {
            let below = rest.next().map(|line| line.trim().replace('\u{a0}', " ")).unwrap_or_default();
            assert!(below.starts_with(&shown.quantity.replace('\u{a0}', " ")), "{below:?} is not {}", shown.quantity);
        } else {
            assert!(found.trim().starts_with(&format!("{} x ", shown.quantity)), "{found:?} is not {}", shown.quantity);
        }
    }
    assert_eq!(amount(lines, "TOTAL"), total);
}

/// Whether the shop was told the same, and made the same of it.
fn check_shop(order: &Order, cart: &[Shown], total: &str) {
    let told = |line: &Line| Shown {
        quantity: if line.quantity.as_pieces().is_some() {
            line.quantity.to_string()
        } else {
            format!("{} kg", line.quantity)
        },
        title: line.title.clone(),
        total: format!("€{}", line.total),
    };
    let plain = |shown: &Shown| Shown {
        quantity: shown.quantity.replace('\u{a0}', " ").replace("1.250", "1.25"),
        title: shown.title.clone(),
        total: shown.total.clone(),
    };
    assert_eq!(order.lines.iter().map(told).collect::<Vec<_>>(), cart.iter().map(plain).collect::<Vec<_>>());
    assert_eq!(order.total.get(), cents(total));
    let form: Vec<&str> =
        order.fields.iter().filter(|(name, _)| name == "itemsList[]").map(|(_, line)| line.as_str()).collect();
    assert_eq!(form, ["101_1", "102_2", "169_1.25"], "the form itself");
}

#[test]
fn what_the_terminal_showed_is_on_the_slip_and_with_the_shop() {
    let folder = TempDir::new().expect("a folder");
    let mut shopper = Shopper::at(folder.path(), "3600");
    shopper.sees("Bienvenue");
    // Somebody thinks better of it.
    shopper.types("3017620422003");
    shopper.sees("Nutella");
    shopper.types("cancel");
    shopper.sees("Bienvenue");
    // Somebody buys.
    shopper.types("3017620422003");
    shopper.sees("> 1 × Nutella");
    shopper.types("2*");
    shopper.sees("2 fois");
    shopper.types("5449000000996");
    shopper.sees("> 2 × Coca-Cola");
    shopper.types("card");
    shopper.sees("Carte client reconnue");
    shopper.types("price");
    shopper.sees("pour voir son prix");
    shopper.types("3017620422003");
    let checked = shopper.sees("Vérification de prix");
    assert!(checked.iter().any(|line| line.starts_with("Nutella 400 g") && line.contains("3,95")), "{checked:?}");
    assert_eq!(cart_in_french(&checked), 2, "a look at a price puts nothing in: {checked:?}");
    shopper.types("en");
    shopper.sees("Total €5.85");
    shopper.types("2100169012505");
    shopper.sees("Golden");
    shopper.types("8076800195057");
    let more = shopper.sees("> 1 × ");
    assert_eq!(cart(&more).len(), 4, "{more:?}");
    shopper.types("undo");
    let last = shopper.sees("Total €8.96");
    shopper.types("ok");
    let done = shopper.sees("Take your slip");
    let seen = shopper.leaves();

    let cart = cart(&last);
    assert_eq!(cart.len(), 3, "{last:?}");
    let total = amount(&last.iter().map(String::as_str).collect::<Vec<_>>(), "Total").to_owned();
    assert_eq!(amount(&done.iter().map(String::as_str).collect::<Vec<_>>(), "Total"), total, "and at the end");
    let slip: Vec<&str> = seen
        .iter()
        .map(String::as_str)
        .skip_while(|line| !line.contains("Order slip"))
        .take_while(|line| !line.starts_with("slip: "))
        .collect();
    check_slip(&slip, &cart, &total);
    assert!(seen.iter().any(|line| line.starts_with("slip: /") && line.ends_with("slip-0001.png")), "{seen:#?}");
    let printed = slips_in(&fs::read(folder.path().join("printer.bin")).expect("what was printed"));
    let [paper] = &printed[..] else { panic!("one slip, not {}", printed.len()) };
    check_slip(&paper.text.lines().collect::<Vec<_>>(), &cart, &total);

    let orders = shop_of(folder.path()).orders().expect("its orders");
    let [order] = &orders[..] else { panic!("one order, not {}", orders.len()) };
    check_shop(order, &cart, &total);
    assert_eq!(order.client_id, Some(9_001), "the card");
    let number = order.number.to_string();
    assert!(
        done.iter().chain(&seen).filter(|line| line.contains(&number)).count() > 1,
        "the number, on screen and slip"
    );
}

/// How many lines a French cart has.
fn cart_in_french(screen: &[String]) -> usize {
    screen.iter().filter(|line| line.contains(" × ")).count()
}

#[test]
fn whoever_walks_away_leaves_nothing() {
    let folder = TempDir::new().expect("a folder");
    let mut shopper = Shopper::at(folder.path(), "1");
    shopper.sees("Bienvenue");
    shopper.types("card");
    shopper.types("3017620422003");
    shopper.sees("Nutella");
    let after = shopper.sees("Bienvenue");
    assert!(!after.iter().any(|line| line.contains("Nutella") || line.contains("Carte")), "{after:?}");
    let seen = shopper.leaves();
    assert!(seen.iter().any(|line| line.contains("vidé dans 1")), "it counted down: {seen:#?}");
    assert_eq!(shop_of(folder.path()).orders().expect("its orders").len(), 0, "and ordered nothing");
}
