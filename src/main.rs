//! Arguments in, exit code out.

#![forbid(unsafe_code)]

use clap::Parser;
use scanslip::cli::{Cli, Supervisor};
use scanslip::runtime::tail::Tail;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let said = environment("SCANSLIP_LOG").and_then(|said| said.into_string().ok());
    let filter = said.and_then(|said| said.parse::<Targets>().ok());
    // The tests of the real binary read what the shipped filter lets through, so it parses.
    let filter = filter.unwrap_or_else(|| cli.log_filter().parse().unwrap_or_default());
    let paste = cli.paste();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(move || paste.over(io::stderr()))
        .with_ansi(io::stderr().is_terminal())
        .without_time()
        .with_target(false);
    let log = Tail::default();
    tracing_subscriber::registry().with(lines.with_filter(filter)).with(log.layer()).init();
    let credentials = environment("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    let (listens, by_sudo) = (environment("NOTIFY_SOCKET").is_some(), environment("SUDO_UID").is_some());
    let supervisor = Supervisor { credentials, listens, by_sudo, log };
    // Not locked: the demo reads standard input on a thread of its own.
    let (mut input, mut out) = (io::BufReader::new(io::stdin()), io::stdout());
    let done = cli.run(&supervisor, &mut input, &mut out);
    let done = done.and_then(|()| Ok(out.flush()?));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to hear of a standard error that is closed.
            let _ = writeln!(io::stderr(), "scanslip: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

/// The one place where the environment is read: what the service manager and sudo say, and what to log.
fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
