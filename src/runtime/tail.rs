//! The last lines of the process's own log, for the page. What the log may not tell (key, card, name), it does not tell
//! here either.

use super::clock;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::registry::LookupSpan;

/// How many lines are kept.
const LINES: usize = 100;
/// The longest line, in characters.
const LONGEST: usize = 400;
/// What is kept whatever else is logged: what a service logs.
const FILTER: &str = "warn,scanslip=info,scanslip_hw=info";

/// The lines, oldest first. Clones are the same list.
#[derive(Clone, Debug, Default)]
pub struct Tail(Arc<Mutex<VecDeque<String>>>);

impl Tail {
    /// What fills it.
    pub fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> impl Layer<S> + use<S> {
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(self.clone())
            .with_ansi(false)
            .with_timer(WallTime)
            .with_target(false);
        lines.with_filter(FILTER.parse().unwrap_or_else(|_| Targets::new()))
    }

    /// The lines, oldest first.
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn push(&self, line: &str) {
        let line: String = line.trim_end().chars().take(LONGEST).collect();
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(line);
    }
}

impl<'a> MakeWriter<'a> for Tail {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Each line is written in one piece.
impl Write for Tail {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.push(&String::from_utf8_lossy(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The machine's own time of day, right or not: what stands in the system's journal.
struct WallTime;

impl FormatTime for WallTime {
    fn format_time(&self, out: &mut Writer<'_>) -> fmt::Result {
        let now = clock::wall_now().and_then(|wall| Timestamp::from_second(wall.0).ok());
        match now.map(|now| TimeZone::system().to_datetime(now).time()) {
            Some(time) => write!(out, "{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()),
            None => out.write_str("--:--:--"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing_subscriber::layer::SubscriberExt;

    #[test]
    fn the_last_lines_are_kept_as_they_were_logged_and_no_more_of_them() {
        let tail = Tail::default();
        let subscriber = tracing_subscriber::registry().with(tail.layer());
        tracing::subscriber::with_default(subscriber, || {
            for number in 0..LINES + 5 {
                tracing::warn!(number, "it\n happened");
            }
            tracing::debug!("of no interest");
        });
        let lines = tail.lines();
        assert_eq!(lines.len(), LINES);
        let last = lines.last().expect("a line");
        assert!(last.contains(" WARN ") && last.contains(&format!("number={}", LINES + 4)), "{last}");
        assert!(lines.iter().all(|line| line.as_bytes().get(2) == Some(&b':')), "each begins with its time: {lines:?}");
        tail.push(&"é".repeat(1_000));
        assert_eq!(tail.lines().last().map(|line| line.chars().count()), Some(LONGEST));
    }
}
