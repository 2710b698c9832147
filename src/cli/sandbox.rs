//! `scanslip sandbox`: a Kash double on an address of one's own, until it is told to stop.

use super::Failure;
use crate::sandbox::{Dialect, Faults, Mail, Settings, Shop};
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use url::Url;

/// How many one-time codes may wait to be written; more are lost, as mail may be.
const MAILS: usize = 16;

/// Serve a sandbox shop that behaves like Kash: shop id 12345, key sandbox-key.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
Shop id 12345, key sandbox-key. It lists the demo's products, departments, variations, customers and the rest \
(getPlus.php and its siblings), and takes what it does not list all the same, any other article at 1.00, unless --strict. \
Of the lists only the addresses are documented by Kash: their fields are inferred, and --dialect tries other ways.

A log-in by one-time code (getOTPForAccount.php, for owner@example.com) writes the code to standard output.")]
pub struct Args {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,
    /// Folder to keep the orders in; without it they are forgotten at the end
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// What goes wrong with sales, in percent: lost-answer=20,delay-ms=300,seed=7
    ///
    /// Of sales and their changes also lost-request, http-500, html, redirect, truncate, empty, double, closed (the register)
    /// and late-commit (the answer is lost, and the order comes late-commit-s=2 seconds later); of them and of listings busy
    /// (429 or 503, Retry-After busy-s=1); of listings stale (without the last stale-s=5 seconds) and no-comments.
    /// lost-answers=3 loses the first three. The same seed, the same sequence.
    #[arg(long, value_name = "SPEC")]
    pub faults: Option<Faults>,
    /// How lists and old replies are written: french,strings,before-tax
    ///
    /// Also english (the default), object (an object around each list), latin-1 (of CSV) and old-replies (result OK or KO
    /// to those who send idboutique alone).
    #[arg(long, value_name = "SPEC", default_value = "english")]
    pub dialect: Dialect,
    /// Refuse articles, customers, users and other numbers that the shop does not list
    #[arg(long)]
    pub strict: bool,
    /// Address under which phones reach it, for the links in its replies
    #[arg(long, value_name = "URL")]
    pub public_url: Option<Url>,
}

/// Serves until SIGINT or SIGTERM. Prints one line once connections are taken.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    let (mailbox, mut mails) = mpsc::channel(MAILS);
    let settings = Settings {
        mailbox: Some(mailbox),
        data: args.data.clone(),
        faults: args.faults.clone().unwrap_or_default(),
        public_url: args.public_url.clone(),
        dialect: args.dialect,
        strict: args.strict,
        ..Settings::sample()
    };
    let unusable = |error: std::io::Error| {
        Failure::Failed(format!("The sandbox cannot listen on {}: {error}. Choose another with --listen.", args.listen))
    };
    let shop = Shop::open(settings).map_err(|error| Failure::Failed(error.to_string()))?;
    let listener = TcpListener::bind(args.listen).map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Failed(format!("The sandbox cannot start: {error}.")))?;
    runtime.block_on(async {
        let refused = |error: std::io::Error| Failure::Failed(format!("The sandbox cannot wait for signals: {error}."));
        let mut interrupt = signal(SignalKind::interrupt()).map_err(refused)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(refused)?;
        writeln!(out, "sandbox shop at http://{address} shop-id {} key {}", Settings::SHOP_ID, Settings::KEY)?;
        out.flush()?;
        let mut serving = std::pin::pin!(shop.serve(listener));
        loop {
            tokio::select! {
                served = &mut serving => return served.map_err(|error| Failure::Failed(error.to_string())),
                _ = interrupt.recv() => return Ok(()),
                _ = terminate.recv() => return Ok(()),
                Some(Mail { to, code }) = mails.recv() => {
                    // Who reads no further gets no code; the shop goes on.
                    let _ = writeln!(out, "one-time code {code} for {to}").and_then(|()| out.flush());
                }
            }
        }
    })
}
