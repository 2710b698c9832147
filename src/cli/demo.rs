//! `scanslip demo`: the kiosk without hardware.

use super::Failure;
use crate::demo::{self, Demo};
use crate::runtime::tail::Tail;
use crate::till::settings::Language;
use scanslip_hw::printer::Profile;
use std::io::Write;
use std::net::SocketAddr;
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
    /// Address and port of the page, of this machine only; port 0 takes a free one [default: 127.0.0.1:8080, or any free
    /// port if that is taken]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// After how many seconds the kiosk asks whether a silent shopper is still there; as many later the cart goes
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=3_600))]
    idle_s: Option<u32>,
    /// Go on with the page alone when standard input ends (Ctrl-D)
    #[arg(long)]
    stay: bool,
}

/// Runs the demo until its input ends.
pub fn run(args: &Args, log: &Tail, out: &mut dyn Write) -> Result<(), Failure> {
    let language = Language::from_code(&args.language).ok_or_else(|| {
        let known = Language::ALL.map(Language::code).join(", ");
        Failure::Usage(format!("There is no language {:?}; known ones are {known}.", args.language))
    })?;
    let profile = Profile::named(&args.profile).map_err(|error| Failure::Usage(error.to_string()))?;
    if let Some(address) = args.listen.filter(|address| !address.ip().is_loopback()) {
        let why = format!("The demo's page is for this machine only, not for {address}; choose 127.0.0.1 and a port.");
        return Err(Failure::Usage(why));
    }
    let demo =
        Demo { folder: args.dir.clone(), language, profile, listen: args.listen, idle_s: args.idle_s, stay: args.stay };
    demo::run(&demo, log, out).map_err(|error| Failure::Failed(error.to_string()))
}
