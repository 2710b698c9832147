//! `scanslip check`: reads the settings, says what was understood, what is wrong and which command mends it.
//!
//! What the file says must be there: a device or key file that it names and that is missing is wrong. What it leaves to
//! the defaults need not be there yet: a missing default device or folder is a warning, and a missing default key file is
//! needed before `scanslip run`, so that a file can be checked on another machine than the kiosk. `--devices` wants the default devices too, `--online` the key and the shop.

use super::Failure;
use super::table::{self, Look, Tone};
use crate::config::{self, Config};
use crate::kash;
use crate::till::Wall;
use std::io::{self, Write};
use std::path::Path;

mod device;
pub(super) mod folder;
mod key;
mod lettering;
mod press;
pub(super) mod scan;
mod staff;
mod stock;
mod summary;

/// How wide the column of the findings' states is.
const STATE: usize = 9;

/// What `check` is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct Args {
    /// Also ask the shop whether it knows the shop number and the key; nothing is sold.
    #[arg(long)]
    pub online: bool,
    /// Also want the devices that the settings leave to be found by themselves.
    #[arg(long)]
    pub devices: bool,
    /// Also find out how a scanner is connected and set, from one scan of the test code within so many seconds (30)
    ///
    /// The code is SCANSLIP-1234567890-az.QWERTY|^<@ as Code 128 or QR. Stop the service before, if it has the scanner.
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "30",
          value_parser = clap::value_parser!(u16).range(1..=600))]
    pub scan: Option<u16>,
}

/// One thing that was found, as one sentence, with the command that mends it where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Finding {
    /// It is as it should be.
    Fine(String),
    /// It works, or may be meant, or is not needed yet.
    Warning(String),
    /// It need not be there to check the settings, and `scanslip run` does not start without it.
    Needed(String),
    /// The settings or what they name must be changed. Exit code 2.
    Settings(String),
    /// A device or the shop is not usable. Exit code 3.
    Unusable(String),
}

impl Finding {
    /// Wrong if it was asked for by name, else something to know.
    fn if_named(named: bool, wrong: fn(String) -> Self, what: String) -> Self {
        if named { wrong(what) } else { Self::Warning(what) }
    }
}

/// A settings file that is refused is wrong usage.
impl From<config::Error> for Failure {
    fn from(error: config::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

/// Checks the settings in `file`. `credentials` is systemd's `$CREDENTIALS_DIRECTORY`; `ask_shop` is called for `--online`
/// and answers with a sentence: what the shop said, or why it is not usable. Ages are counted to `now`. The key is never
/// written to `out`.
pub fn run(
    args: Args,
    file: &Path,
    credentials: Option<&Path>,
    now: Option<Wall>,
    ask_shop: impl FnOnce(&kash::Settings) -> Result<String, String>,
    look: Look,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let config = Config::load(file)?;
    writeln!(out, "{}", look.paint(Tone::Head, &file.display().to_string()))?;
    for line in summary::lines(&config) {
        writeln!(out, "  {line}")?;
    }
    let mut found: Vec<Finding> = Vec::new();
    let told = config.warnings().into_iter().chain(config.not_yet());
    found.extend(told.map(Finding::Warning));
    found.push(folder::check(config.kiosk.state_dir.path()));
    let shop = key::check(&config, credentials, args.online, &mut found);
    staff::check(&config, credentials, &mut found);
    stock::check(&config, now, &mut found);
    press::check(&config, &mut found);
    device::check(&config, args.devices, &mut found);
    if let Some(wait_s) = args.scan {
        found.push(scan::check(&config, wait_s, out)?);
    }
    if let (true, Some(shop)) = (args.online, shop) {
        found.push(ask_shop(&shop).map_or_else(Finding::Unusable, Finding::Fine));
    }
    conclude(&found, look, out)
}

/// Writes what was found and turns the gravest of it into the exit code: settings before devices.
fn conclude(found: &[Finding], look: Look, out: &mut dyn Write) -> Result<(), Failure> {
    let (mut settings, mut unusable) = (Vec::new(), Vec::new());
    let (mut warnings, mut needed) = (0_usize, 0_usize);
    for finding in found {
        match finding {
            Finding::Fine(what) => tell(look, Tone::Good, "fine", what, out)?,
            Finding::Warning(what) => {
                tell(look, Tone::Careful, "warning", what, out)?;
                warnings = warnings.saturating_add(1);
            }
            Finding::Needed(what) => {
                tell(look, Tone::Bad, "needed", what, out)?;
                needed = needed.saturating_add(1);
            }
            Finding::Settings(what) => {
                tell(look, Tone::Bad, "wrong", what, out)?;
                settings.push(what);
            }
            Finding::Unusable(what) => {
                tell(look, Tone::Bad, "wrong", what, out)?;
                unusable.push(what);
            }
        }
    }
    let more = match (settings.len() + unusable.len()).saturating_sub(1) {
        0 => String::new(),
        more => format!(" ({more} more above)"),
    };
    match (settings.first(), unusable.first()) {
        (Some(what), _) => Err(Failure::Usage(format!("{what}{more}"))),
        (None, Some(what)) => Err(Failure::Unusable(format!("{what}{more}"))),
        (None, None) => Ok(writeln!(out, "{}", summed_up(warnings, needed, look))?),
    }
}

/// What it comes to where nothing is wrong. Whoever reads this line alone must not think that a kiosk is ready that is not.
fn summed_up(warnings: usize, needed: usize, look: Look) -> String {
    match (warnings, needed) {
        (_, 1..) => look.paint(
            Tone::Bad,
            &format!(
                "The kiosk is not ready: scanslip run does not start before what is needed is there ({needed} above)."
            ),
        ),
        (0, 0) => "Nothing is wrong.".to_owned(),
        (1, 0) => "Nothing is wrong, but see the 1 warning above.".to_owned(),
        (2.., 0) => format!("Nothing is wrong, but see the {warnings} warnings above."),
    }
}

/// One finding: a line of its own in a pipe, a row of a table on a terminal.
fn tell(look: Look, tone: Tone, state: &str, what: &str, out: &mut dyn Write) -> io::Result<()> {
    let Some(columns) = look.columns else { return writeln!(out, "{state}: {what}") };
    let mut state = look.paint(tone, &format!("{state:<STATE$}"));
    for line in table::broken(what, columns.saturating_sub(STATE)) {
        writeln!(out, "{state}{line}")?;
        state = " ".repeat(STATE);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_finding_gives_the_exit_code_and_each_is_told() {
        let warning = Finding::Warning("a".to_owned());
        let settings = Finding::Settings("b".to_owned());
        let unusable = Finding::Unusable("c".to_owned());
        let needed = Finding::Needed("d".to_owned());
        let cases: [(&[&Finding], Option<Failure>); 5] = [
            (&[&warning], None),
            (&[&warning, &needed], None),
            (&[&unusable], Some(Failure::Unusable("c".to_owned()))),
            (&[&unusable, &settings], Some(Failure::Usage("b (1 more above)".to_owned()))),
            (&[&settings, &warning], Some(Failure::Usage("b".to_owned()))),
        ];
        for (found, failure) in cases {
            let found: Vec<Finding> = found.iter().map(|finding| (*finding).clone()).collect();
            let mut out = Vec::new();
            assert_eq!(conclude(&found, Look::PLAIN, &mut out).err(), failure);
            let last = usize::from(failure.is_none());
            assert_eq!(String::from_utf8(out).expect("text").lines().count(), found.len() + last);
        }
    }

    #[test]
    fn the_last_line_says_whether_the_kiosk_can_start() {
        let last = |found: &[Finding]| {
            let mut out = Vec::new();
            conclude(found, Look::PLAIN, &mut out).expect("nothing is wrong");
            String::from_utf8(out).expect("text").lines().next_back().map(str::to_owned).expect("a line")
        };
        let (fine, warning) = (Finding::Fine("a".to_owned()), Finding::Warning("b".to_owned()));
        let needed = Finding::Needed("c".to_owned());
        assert_eq!(last(std::slice::from_ref(&fine)), "Nothing is wrong.");
        assert_eq!(last(&[fine, warning.clone()]), "Nothing is wrong, but see the 1 warning above.");
        assert_eq!(last(&[warning.clone(), warning.clone()]), "Nothing is wrong, but see the 2 warnings above.");
        let not_ready = last(&[needed, warning]);
        assert!(
            not_ready.contains("not ready: scanslip run does not start") && !not_ready.contains("Nothing"),
            "{not_ready}"
        );
    }

    #[test]
    fn on_a_terminal_findings_are_a_table() {
        let found =
            [Finding::Fine("The state folder can be written.".to_owned()), Finding::Warning("word ".repeat(12))];
        let mut out = Vec::new();
        let look = Look { colours: true, columns: Some(60) };
        conclude(&found, look, &mut out).expect("nothing is wrong");
        let out = String::from_utf8(out).expect("text");
        assert!(out.starts_with("\u{1b}[32mfine     \u{1b}[0mThe state folder"), "{out:?}");
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines.len() == 4 && lines[2].starts_with("         word"), "{out}");
    }
}
