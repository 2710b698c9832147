//! The middle of a slip: its lines, its total, its VAT.

use super::sheet::Sheet;
use super::wrap::{wrap, wrap_beside};
use crate::till::money::Cents;
use crate::till::order::{Goods, Line};
use crate::till::slip::{Outcome, VatRow};
use crate::words;
use scanslip_hw::printer::block::{Block, Style};

/// A title gets a line of its own where fewer columns than this are left beside quantity and price.
const TITLE_MIN: usize = 10;

/// By how many columns further a line begins that is there because of the one above.
const LINKED_INDENT: usize = 2;

/// Columns between a title and its price, at least.
const GAP: usize = 2;

/// What stands for a rate, and for what cannot be reckoned without it.
const UNKNOWN: &str = "-";

impl Sheet<'_> {
    /// The lines, the total, and the VAT that is in it.
    pub(super) fn body(&mut self) {
        let slip = self.slip;
        let lead = slip.lines.iter().map(|line| self.width(&count(line))).max().unwrap_or(0);
        for line in &slip.lines {
            self.line(line, lead);
        }
        self.rule();
        self.total();
        self.rule();
        if !slip.vat.is_empty() {
            self.vat(&slip.vat);
            self.feed();
        }
    }

    /// `2 x Title          12,50 €`, the title wrapped, the price never. Titles begin `lead` columns from the edge, so
    /// that they stand below each other; below a price they take the whole width, which saves narrow paper a line. What was chosen with it follows; what is weighed says its weight and unit price below.
    fn line(&mut self, line: &Line, lead: usize) {
        let price = self.amount(line.total);
        let price_width = self.width(&price);
        let count = count(line);
        let lead = if line.linked { lead + LINKED_INDENT } else { lead };
        let indent = lead.saturating_sub(self.width(&count));
        let beside = self.columns.saturating_sub(lead + GAP + price_width);
        if beside < TITLE_MIN {
            for part in wrap(&format!("{count}{}", line.title.as_str()), self.columns, &self.pages) {
                self.push(Block::plain(part));
            }
            self.sides(Style::default(), "", &price);
        } else {
            let below = self.columns.saturating_sub(lead);
            let mut parts = wrap_beside(line.title.as_str(), beside, below, &self.pages).into_iter();
            let first = parts.next().unwrap_or_default();
            self.sides(Style::default(), &format!("{}{count}{first}", " ".repeat(indent)), &price);
            for part in parts {
                self.push(Block::plain(format!("{}{part}", " ".repeat(lead))));
            }
        }
        for part in self.choices(line, self.columns.saturating_sub(lead)) {
            self.push(Block::plain(format!("{}{part}", " ".repeat(lead))));
        }
        if let Some(detail) = self.detail(line) {
            self.sides(Style::default(), &format!("{}{detail}", " ".repeat(lead)), "");
        }
    }

    /// `+ Large, No sugar`, what was chosen, over lines of that many columns; further ones stand below the first choice.
    fn choices(&self, line: &Line, columns: usize) -> Vec<String> {
        let Goods::Article { choices, .. } = &line.goods else { return Vec::new() };
        if choices.is_empty() {
            return Vec::new();
        }
        let names: Vec<&str> = choices.iter().map(|chosen| chosen.title.as_str()).collect();
        let lines = wrap(&names.join(", "), columns.saturating_sub(2), &self.pages);
        (0..).zip(lines).map(|(place, line)| format!("{} {line}", if place == 0 { '+' } else { ' ' })).collect()
    }

    /// What a weighed line weighs, and what a kilogram of it costs.
    fn detail(&self, line: &Line) -> Option<String> {
        if line.quantity.as_pieces().is_some() {
            return None;
        }
        let weight = words::quantity(line.quantity, self.slip.language);
        let unit_price = self.amount(line.unit_price);
        Some(format!("{weight}, {}", self.words.per_kilogram(&unit_price)))
    }

    /// What the lines come to whose VAT rate nobody knows, where there are any.
    fn without_rate(&self) -> Option<Cents> {
        let known = self.slip.vat.iter().try_fold(Cents::ZERO, |sum, row| sum.checked_add(row.gross))?;
        self.slip.total.checked_sub(known).filter(|rest| *rest != Cents::ZERO)
    }

    fn total(&mut self) {
        let label = self.words.total.to_uppercase();
        let amount = self.amount(self.slip.total);
        let wide = 2 * (self.width(&label) + 2 + self.width(&amount)) <= self.columns;
        // Not emphasised: twice the size is heavy enough.
        let large = Style { bold: false, ..Style::large(2, 2) };
        self.sides(if wide { large } else { Style::TALL }, &label, &amount);
        if let Outcome::Accepted { shop_total: Some(total), .. } = self.slip.outcome {
            let amount = self.amount(total);
            self.sides(Style::BOLD, self.words.shop_total, &amount);
        }
    }

    /// A table of rate, net, VAT and gross, whose last column comes to the total; where the paper is too narrow for it, the
    /// VAT of each rate alone.
    fn vat(&mut self, rows: &[VatRow]) {
        let language = self.slip.language;
        let words = self.words;
        let mut table = vec![[words.rate, words.net, words.vat, words.gross].map(str::to_owned)];
        for row in rows {
            let figures = [row.net, row.vat, row.gross].map(|cents| words::number(cents, language));
            let [net, vat, gross] = figures;
            table.push([words::percentage(row.rate, language), net, vat, gross]);
        }
        if let Some(rest) = self.without_rate() {
            table.push([UNKNOWN, UNKNOWN, UNKNOWN, &words::number(rest, language)].map(str::to_owned));
        }
        let first = table.iter().map(|row| self.width(&row[0])).max().unwrap_or(0);
        let each = self.columns.saturating_sub(first) / 3;
        let widest = table.iter().flat_map(|row| &row[1..]).map(|cell| self.width(cell)).max().unwrap_or(0);
        if widest < each {
            for row in table {
                let cells = row[1..].iter().map(|cell| self.right(cell, each)).collect::<String>();
                let rest = " ".repeat(self.columns - 3 * each - self.width(&row[0]));
                self.push(Block::plain(format!("{}{rest}{cells}", row[0])));
            }
            return;
        }
        for row in rows {
            let rate = format!("{} {}", words.vat, words::percentage(row.rate, language));
            self.sides(Style::default(), &rate, &self.amount(row.vat));
        }
    }

    fn right(&self, cell: &str, columns: usize) -> String {
        format!("{}{cell}", " ".repeat(columns.saturating_sub(self.width(cell))))
    }
}

/// `2 x ` before the title of what is counted; what is weighed is there once.
fn count(line: &Line) -> String {
    format!("{} x ", line.quantity.as_pieces().unwrap_or(1))
}
