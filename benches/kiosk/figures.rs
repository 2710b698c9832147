//! Figures: a table for people, JSON for the next run, and the two compared.

use hdrhistogram::Histogram;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// One thing that was measured.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) value: u64,
    pub(crate) unit: &'static str,
    /// What it may be at most, in the same unit, where the product promises something.
    pub(crate) limit: Option<u64>,
}

impl Figure {
    pub(crate) fn new(name: &str, value: u64, unit: &'static str, limit: Option<u64>) -> Self {
        Self { name: name.to_owned(), value, unit, limit }
    }

    /// Median, 99th percentile and maximum in microseconds; `limits` hold for the last two.
    pub(crate) fn of_times(name: &str, times: &Histogram<u64>, limits: Option<(u64, u64)>) -> Vec<Self> {
        let figure =
            |which, value, limit| Self::new(&format!("{name}, {which} of {}", times.len()), value, "us", limit);
        vec![
            figure("median", times.value_at_quantile(0.5), None),
            figure("p99", times.value_at_quantile(0.99), limits.map(|(p99, _)| p99)),
            figure("max", times.max(), limits.map(|(_, max)| max)),
        ]
    }
}

/// All of them as a table of Markdown, beside those of an earlier run where there is one.
pub(crate) fn table(figures: &[Figure], earlier: Option<&Map<String, Value>>) -> String {
    let mut table = "| what | measured | at most | earlier |\n| --- | ---: | ---: | ---: |\n".to_owned();
    for Figure { name, value, unit, limit } in figures {
        let limit = limit.map_or_else(String::new, |limit| {
            if *value > limit { format!("**{limit} {unit}: missed**") } else { format!("{limit} {unit}") }
        });
        let earlier = earlier.and_then(|earlier| earlier.get(name)?.as_u64());
        let earlier =
            earlier.map_or_else(String::new, |earlier| format!("{earlier} {unit}{}", change(earlier, *value)));
        // A String takes whatever fits into memory.
        let _ = writeln!(table, "| {name} | {value} {unit} | {limit} | {earlier} |");
    }
    table
}

/// By how much it is more or less now.
fn change(earlier: u64, now: u64) -> String {
    let percent = (i128::from(now) - i128::from(earlier)) * 100 / i128::from(earlier.max(1));
    format!(" ({percent:+} %)")
}

/// All of them by their names.
pub(crate) fn json(figures: &[Figure]) -> Map<String, Value> {
    figures.iter().map(|figure| (figure.name.clone(), Value::from(figure.value))).collect()
}
