//! `scanslip simulate`: orders under faults drawn from seeds. A seed that fails is told, and replays to the same course.

use super::Failure;
use crate::simulate::{Mutation, Report, Simulator};
use std::io::Write;
use std::thread;

/// How many of the seeds that failed are told.
const TOLD_MAX: usize = 20;

/// `scanslip simulate`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// How many worlds; one alone is told step by step
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub seeds: u64,
    /// The first seed
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    pub from: u64,
    /// How many orders in each of them
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub orders: u32,
    /// Instead: so many days without a network, the orders spread over them, and a reboot each hour
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["seeds", "from"], value_parser = clap::value_parser!(u32).range(1..=30))]
    pub offline_days: Option<u32>,
}

/// Runs the command.
pub fn run(args: Args, out: &mut dyn Write) -> Result<(), Failure> {
    let simulator = Simulator::new().map_err(|error| Failure::Failed(error.to_string()))?;
    let mut report = Report::default();
    if let Some(days) = args.offline_days {
        report.take(simulator.offline(days, args.orders));
    } else if args.seeds == 1 {
        let course = simulator.course(args.from, args.orders, Mutation::None, true);
        for line in &course.lines {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "trace {:016x}", course.hash)?;
        report.take(course);
    } else {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        report = simulator.seeds(args.from, args.seeds, args.orders, Mutation::None, threads);
    }
    tell(args, &report, out)
}

fn tell(args: Args, report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "{:>12}  seeds from {}", report.seeds, args.from)?;
    write!(out, "{}", report.tally)?;
    for course in report.failures.iter().take(TOLD_MAX) {
        for violation in &course.violations {
            writeln!(out, "seed {}: {violation}", course.seed)?;
        }
    }
    writeln!(out, "{:>12}  seeds with violations", report.failed)?;
    match report.failures.first() {
        None => Ok(()),
        Some(course) => Err(Failure::Failed(format!(
            "{} of {} seeds broke a rule; see the first one with `scanslip simulate --from {} --seeds 1 --orders {}`.",
            report.failed, report.seeds, course.seed, args.orders
        ))),
    }
}
