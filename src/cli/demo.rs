//! `scanslip demo`: the kiosk without hardware.

use super::Failure;
use crate::demo::{self, Demo};
use crate::till::settings::Language;
use std::io::Write;
use std::path::PathBuf;

/// What the demo can be told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for slips, orders and the sample shop; made if need be
    #[arg(long, value_name = "DIR", default_value = "scanslip-demo")]
    dir: PathBuf,
    /// Language: fr, en, de, es, it, nl or pt
    #[arg(long, value_name = "xx", default_value = "fr")]
    language: String,
    /// Make the slips for this printer
    #[arg(long, value_name = "NAME", default_value = "generic-80mm")]
    profile: String,
}

/// Runs the demo until its input ends.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let language = Language::from_code(&args.language).ok_or_else(|| {
        let known = Language::ALL.map(Language::code).join(", ");
        Failure::Usage(format!("There is no language {:?}; known ones are {known}.", args.language))
    })?;
    demo::run(&Demo { folder: args.dir.clone(), language, profile: args.profile.clone() }, out)
}
