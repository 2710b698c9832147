//! `scanslip orders`: what became of each order, read from the journal while the service runs.

pub(super) mod named;
mod resolve;
mod settle;
pub(crate) mod vouch;

use super::{Failure, Supervisor, rights};
use crate::config::Config;
use crate::journal::{Archive, Journal, Stamp, State};
use crate::till::Wall;
use crate::till::entry::{Entry, Resolution, Withheld};
use crate::till::event::Printing;
use crate::till::order::{AgeCheck, Line, Order, Request};
use crate::till::slip::Kind;
use clap::Subcommand;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::io::Write;
use std::sync::Arc;

/// `scanslip orders`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The newest orders, oldest first
    List {
        /// How many at the most
        #[arg(long, default_value_t = 50)]
        last: u32,
        /// Answer with a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Every step in the life of one order
    Show {
        /// Its reference or the last six characters of it, the kiosk's number, or the shop's
        #[arg(value_name = "ORDER")]
        id: String,
        /// Answer with a JSON object
        #[arg(long)]
        json: bool,
    },
    /// Settle an order that is held for staff
    Resolve(resolve::Args),
    /// Read the whole journal and hold every row against its checksum
    Verify,
}

/// What the journal says of one order.
struct Summary {
    order: Arc<Order>,
    /// When it was confirmed: by the clock of then, or by what was learnt of that boot since.
    confirmed_at: Option<Wall>,
    state: &'static str,
    number: Option<u64>,
    why: Option<String>,
    slip: &'static str,
    /// Whether a slip that is `printed` is proven to be on paper; none for any other.
    proven: Option<bool>,
    /// Which copy of the slip that is, 0 for the slip itself.
    copy: u16,
}

/// Runs the command on the journal that the settings name.
pub fn run(args: &Args, config: &Config, supervisor: &Supervisor, out: &mut dyn Write) -> Result<(), Failure> {
    if let Command::Resolve(args) = &args.command {
        return resolve::run(args, config, supervisor, out);
    }
    let failed = |error: crate::journal::Error| Failure::Failed(error.to_string());
    let journal = read(config)?;
    match &args.command {
        Command::List { last, json } => {
            let entries = journal.newest(*last).map_err(failed)?;
            if *json {
                writeln!(out, "{}", Value::Array(list(&entries)))?;
            } else {
                let summaries = summaries(&entries);
                if !summaries.is_empty() {
                    writeln!(out, "{}", heading(config.kiosk.currency.as_str()))?;
                }
                for summary in summaries {
                    writeln!(out, "{}", summary.to_line())?;
                }
                // However old: what nobody settles waits for ever.
                let waiting = self::summaries(&journal.unsettled().map_err(failed)?);
                settle::tell(&waiting, supervisor.by_sudo, out)?;
            }
        }
        Command::Show { id, json } => {
            let entries = journal.entries_of(named::order(id, &journal)?).map_err(failed)?;
            let summary = summaries(&entries).into_iter().next().ok_or_else(|| named::unknown(id))?;
            if *json {
                writeln!(out, "{}", summary.to_json())?;
            } else {
                show(&summary, &entries, out)?;
                settle::tell(&[summary], supervisor.by_sudo, out)?;
            }
        }
        Command::Resolve(_) => {}
        Command::Verify => verify(&journal, out)?,
    }
    Ok(())
}

/// The journal of these settings, to read.
pub(super) fn read(config: &Config) -> Result<Journal, Failure> {
    let path = config.journal();
    if let Some(why) = rights::denied("The journal", &path, rights::By::Service, "orders list") {
        return Err(Failure::Failed(why));
    }
    if let Err(error) = std::fs::metadata(&path)
        && error.kind() == std::io::ErrorKind::NotFound
    {
        return Err(Failure::Failed(format!(
            "There is no journal {} ({error}), so there are no orders; `scanslip run` makes one, or name other settings with \
             --config.",
            path.display()
        )));
    }
    Journal::open_to_read(&path).map_err(|error| Failure::Failed(error.to_string()))
}

/// The journal, then each archive; all are read before the first that is damaged is told.
fn verify(journal: &Journal, out: &mut dyn Write) -> Result<(), Failure> {
    let failed = |error: crate::journal::Error| Failure::Failed(error.to_string());
    writeln!(out, "{} rows, all sound", journal.verify().map_err(failed)?)?;
    let mut damaged = None;
    for Archive { file, entries, state } in journal.archives().map_err(failed)? {
        let name = file.file_name().unwrap_or_default().display();
        match state {
            State::Sound => writeln!(out, "{name}: {entries} rows, all sound")?,
            State::Away => writeln!(out, "{name}: {entries} rows, taken away")?,
            State::Damaged(error) => damaged = damaged.or(Some(error)),
        }
    }
    damaged.map_or(Ok(()), |error| Err(failed(error)))
}

/// One object for each confirmed order, in order of confirmation: what `orders list --json` and the page's `/api/orders`
/// answer.
pub(crate) fn list(entries: &[(Entry, Stamp)]) -> Vec<Value> {
    summaries(entries).iter().map(Summary::to_json).collect()
}

/// What was ordered and each step since: what `orders show` and the page of an order say.
pub(crate) struct Life {
    /// Each line of the order, how much of what for how much, and what else its code said (lot, serial number, dates); then
    /// each check of an age.
    pub(crate) lines: Vec<(String, Vec<String>)>,
    /// When, and what happened.
    pub(crate) steps: Vec<(String, String)>,
}

impl Life {
    /// From all entries of the order.
    pub(crate) fn of(entries: &[(Entry, Stamp)]) -> Self {
        let confirmed = |(entry, _): &(Entry, Stamp)| {
            if let Entry::Confirmed(order) = entry { Some(order.clone()) } else { None }
        };
        let line = |line: &Line| {
            let marks = line.marks.elements().iter().map(ToString::to_string).collect();
            let along = if line.linked { "  + " } else { "" };
            (format!("{along}{} × {}  {}", line.quantity, line.title.as_str(), line.total), marks)
        };
        let check = |AgeCheck { person, age, passed }: &AgeCheck| {
            let answer = if *passed { "yes" } else { "no" };
            (format!("{person} of the staff, asked whether the buyer is {age} or over: {answer}"), Vec::new())
        };
        let lines =
            |order: Arc<Order>| order.lines.iter().map(line).chain(order.age_checks.iter().map(check)).collect();
        Self {
            lines: entries.iter().find_map(confirmed).map_or_else(Vec::new, lines),
            steps: entries.iter().map(|(entry, stamp)| (when(stamp), step(entry))).collect(),
        }
    }
}

fn when(stamp: &Stamp) -> String {
    let when = stamp.wall.and_then(local);
    when.map_or_else(
        || format!("{} ms after boot", stamp.uptime_ms),
        |when| format!("{} {:02}:{:02}:{:02}", when.date(), when.hour(), when.minute(), when.second()),
    )
}

/// In the machine's own zone.
fn local(wall: Wall) -> Option<DateTime> {
    Some(TimeZone::system().to_datetime(Timestamp::from_second(wall.0).ok()?))
}

/// Whether these entries of one order leave it to staff.
fn is_held<'a>(entries: impl Iterator<Item = &'a Entry>) -> bool {
    // Slips come and go beside it.
    let decisive = entries
        .filter(|entry| !matches!(entry, Entry::Printing { .. } | Entry::Printed { .. } | Entry::SlipWithheld { .. }));
    decisive.last().is_some_and(|entry| matches!(entry, Entry::Held { .. }))
}

/// One summary for each confirmed order, in order of confirmation.
fn summaries(entries: &[(Entry, Stamp)]) -> Vec<Summary> {
    let mut summaries: Vec<Summary> = Vec::new();
    for (entry, stamp) in entries {
        if let Entry::Confirmed(order) = entry {
            let order = order.clone();
            summaries.push(Summary {
                confirmed_at: order.confirmed_at.or(stamp.wall),
                order,
                state: "queued",
                number: None,
                why: None,
                slip: "none",
                proven: None,
                copy: 0,
            });
        } else if let Some(summary) = summaries.iter_mut().find(|summary| summary.order.id == entry.order()) {
            summary.take(entry);
        }
    }
    summaries
}

impl Summary {
    fn take(&mut self, entry: &Entry) {
        match entry {
            Entry::Sending { .. } => self.state = "sending",
            Entry::Drafted { .. } => self.state = "drafted",
            Entry::Resolved { resolution, .. } => {
                (self.state, self.number) = match resolution {
                    Resolution::Accepted(number) => ("accepted", Some(*number)),
                    Resolution::Refused => ("refused", None),
                    Resolution::Resend => ("queued", None),
                };
                // It was why they were called.
                self.why = None;
            }
            Entry::Accepted { acceptance, .. } => {
                (self.state, self.number, self.why) = ("accepted", Some(acceptance.number), None);
            }
            Entry::Refused { why, .. } => (self.state, self.why) = ("refused", Some(why.clone())),
            Entry::NotSent { why, .. } => (self.state, self.why) = ("queued", Some(why.clone())),
            Entry::InDoubt { why, .. } => (self.state, self.why) = ("in-doubt", Some(why.clone())),
            Entry::Absent { .. } => self.state = "queued",
            Entry::Held { why, .. } => (self.state, self.why) = ("held", Some(why.clone())),
            Entry::Printing { slip } if slip.kind == Kind::Final => {
                (self.slip, self.proven, self.copy) = ("printing", None, slip.copy);
            }
            Entry::Printed { slip, outcome } if slip.kind == Kind::Final => {
                self.copy = slip.copy;
                (self.slip, self.proven) = match outcome {
                    Printing::Proven => ("printed", Some(true)),
                    Printing::Sent => ("printed", Some(false)),
                    Printing::Nothing(_) => ("waiting", None),
                    Printing::Broken(_) => ("broken", None),
                };
            }
            Entry::SlipWithheld { why, .. } => {
                self.proven = None;
                self.slip = match why {
                    Withheld::NotWanted => "not-wanted",
                    Withheld::TooLate => "too-late",
                    Withheld::NoPrinter => "no-printer",
                    Withheld::BrokeOff => "broken",
                };
            }
            Entry::Printing { .. } if self.slip == "none" => self.slip = "provisional",
            Entry::Confirmed(_) | Entry::Printing { .. } | Entry::Printed { .. } => {}
        }
    }

    /// The slip in words: one that the printer only took is `sent`, and a copy says so.
    fn slip_in_words(&self) -> String {
        let slip = if self.proven == Some(false) { "sent" } else { self.slip };
        if self.copy > 0 { format!("{slip}, copy {}", self.copy) } else { slip.to_owned() }
    }

    /// Below [`heading`].
    fn to_line(&self) -> String {
        let number = self.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let why = self.why.as_deref().map(|why| format!("  {why}")).unwrap_or_default();
        let Order { id, number: local, total, .. } = &*self.order;
        let when = self
            .confirmed_at
            .and_then(self::local)
            .map_or_else(|| "-".to_owned(), |when| format!("{} {:02}:{:02}", when.date(), when.hour(), when.minute()));
        let (state, slip, total) = (self.state, self.slip_in_words(), total.to_string());
        format!("{local:>5}  {id}  {when:<16}  {state:<8}  {number:>10}  {total:>10}  {slip:<15}{why}")
            .trim_end()
            .to_owned()
    }

    fn to_json(&self) -> Value {
        json!({
            "id": self.order.id.as_str(),
            "local_number": self.order.number,
            "state": self.state,
            "number": self.number,
            "total_cents": self.order.total.get(),
            "slip": self.slip,
            "slip_proven": self.proven,
            "slip_copy": self.copy,
            "slip_told": self.slip_in_words(),
            "why": self.why,
            "confirmed_at": self.confirmed_at.map(|wall| wall.0),
        })
    }
}

/// The columns of `orders list`. Times are the machine's own zone's.
fn heading(currency: &str) -> String {
    let total = format!("total {currency}");
    let [state, shop, slip] = ["state", "shop's no.", "slip"];
    format!("{:>5}  {:<26}  {:<16}  {state:<8}  {shop:>10}  {total:>10}  {slip}", "no.", "reference", "confirmed")
}

fn show(summary: &Summary, entries: &[(Entry, Stamp)], out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "{}", summary.to_line())?;
    let life = Life::of(entries);
    for (line, marks) in life.lines {
        writeln!(out, "       {line}")?;
        if !marks.is_empty() {
            writeln!(out, "           {}", marks.join(" "))?;
        }
    }
    for (when, step) in life.steps {
        writeln!(out, "       {when}  {step}")?;
    }
    Ok(())
}

/// One step in words; nothing of the customer.
fn step(entry: &Entry) -> String {
    match entry {
        Entry::Confirmed(_) => "confirmed".to_owned(),
        Entry::Sending { attempt, request: Request::Whole, .. } => format!("sending, attempt {attempt}"),
        Entry::Sending { attempt, request: Request::Draft, .. } => format!("sending as a draft, attempt {attempt}"),
        Entry::Sending { attempt, request: Request::Validation(draft), .. } => {
            format!("validating draft {draft}, attempt {attempt}")
        }
        Entry::Drafted { number, .. } => format!("there as draft {number}"),
        Entry::Resolved { resolution, .. } => match resolution {
            Resolution::Accepted(number) => format!("resolved by staff: accepted as {number}"),
            Resolution::Refused => "resolved by staff: the shop shall not have it".to_owned(),
            Resolution::Resend => "resolved by staff: to be sent again".to_owned(),
        },
        Entry::Accepted { acceptance, .. } => format!("accepted as {}", acceptance.number),
        Entry::Refused { why, .. } => format!("refused: {why}"),
        Entry::NotSent { why, .. } => format!("not sent: {why}"),
        Entry::InDoubt { why, .. } => format!("in doubt: {why}"),
        Entry::Absent { .. } => "absent from the shop's listings; may be sent again".to_owned(),
        Entry::Held { why, .. } => format!("held for staff: {why}"),
        Entry::Printing { slip } => format!("{:?} slip, copy {}, printing", slip.kind, slip.copy).to_lowercase(),
        Entry::Printed { slip, outcome } => {
            let outcome = match outcome {
                Printing::Proven => "proven to be on paper".to_owned(),
                Printing::Sent => "taken by the printer".to_owned(),
                Printing::Nothing(why) => format!("nothing printed: {why}"),
                Printing::Broken(why) => format!("broke off: {why}"),
            };
            format!("{} slip, copy {}: {outcome}", format!("{:?}", slip.kind).to_lowercase(), slip.copy)
        }
        Entry::SlipWithheld { why, .. } => format!("no slip by itself: {why:?}"),
    }
}
