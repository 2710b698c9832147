//! Which scanner it has.

use super::asker::{Asker, Choice, Halt};
use super::draft::Draft;
use super::question::Question;
use crate::cli::Failure;
use crate::cli::check::scan;
use crate::cli::devices::LOCAL_RULES;
use scanslip_hw::devices::{self, Console, Device, Kind, Roots};
use scanslip_hw::scanner::identify::{Setup, TEST_CODE, Verdict};
use scanslip_hw::scanner::{self, Source, audition};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a scan of the test code is waited for.
const LISTEN_S: u64 = 60;
/// The speed of a serial scanner of which nothing is said.
const BAUD: u32 = 9_600;

pub(super) fn ask(asker: &mut dyn Asker, draft: &mut Draft) -> Result<(), Halt> {
    let plugged = devices::list(&Roots::default());
    let found: Vec<&Device> =
        plugged.iter().filter(|device| matches!(device.kind, Kind::Scanner | Kind::Serial)).collect();
    let first = plugged.iter().find(|device| device.kind == Kind::Scanner);
    let any = first.map_or_else(
        || "the first USB scanner that is plugged in (none is there now)".to_owned(),
        |device| format!("the first USB scanner that is found, now {}", named(device)),
    );
    let mut choices = vec![Choice::new("any", any)];
    choices.extend(found.iter().map(|device| {
        let kind = if device.kind == Kind::Serial { "serial port " } else { "" };
        Choice::new(device.path.display().to_string(), format!("{kind}{}", named(device)))
    }));
    choices.push(Choice::new("listen", "find out by a scan (scanners in keyboard mode need it)"));
    choices.push(Choice::new("serial", "a serial scanner by its path"));
    let mut preset = 0;
    if draft.has_scanners() {
        preset = choices.len();
        choices.push(Choice::new("keep", "leave it as the settings have it"));
    }
    let place = asker.choose(Question::Scanner, &choices, preset)?;
    match choices[place].answer.as_str() {
        "any" => draft.set_scanners(&[])?,
        "keep" => {}
        "listen" => listen(asker, draft, &found)?,
        "serial" => {
            let had = serial_of(draft)?.map(|(path, _)| path.display().to_string());
            let path = asker.text(Question::ScannerPath, had.as_deref(), &is_path)?;
            serial(asker, draft, Path::new(&path))?;
        }
        _ => match found.get(place.saturating_sub(1)) {
            Some(device) if device.kind == Kind::Serial => serial(asker, draft, &device.path)?,
            Some(device) => {
                let setup = Setup { layouts: Vec::new(), suffix: None };
                draft.set_scanners(&lines(&device.path, Some(device), None, &setup))?;
            }
            None => {}
        },
    }
    Ok(())
}

fn serial(asker: &mut dyn Asker, draft: &mut Draft, path: &Path) -> Result<(), Halt> {
    let had = serial_of(draft)?.map_or(BAUD, |(_, baud)| baud).to_string();
    let baud = asker.text(Question::ScannerBaud, Some(&had), &super::is_baud)?;
    let baud: u32 = baud.parse().unwrap_or(BAUD);
    let setup = Setup { layouts: Vec::new(), suffix: None };
    Ok(draft.set_scanners(&lines(path, None, Some(baud), &setup))?)
}

/// Path and speed of the serial scanner that the settings have.
fn serial_of(draft: &Draft) -> Result<Option<(PathBuf, u32)>, Failure> {
    let serial = |of: scanner::Settings| match of.source {
        Source::Serial { path, baud } => Some((path, baud)),
        _ => None,
    };
    Ok(draft.config()?.scanners().into_iter().find_map(serial))
}

/// Waits for a scan of the test code, by whichever scanner.
fn listen(asker: &mut dyn Asker, draft: &mut Draft, found: &[&Device]) -> Result<(), Halt> {
    let roots = Roots::default();
    let ttys: Vec<(PathBuf, u32)> =
        found.iter().filter(|device| device.kind == Kind::Serial).map(|device| (device.path.clone(), BAUD)).collect();
    let (candidates, refused) = audition::candidates(&roots, &ttys);
    for why in refused {
        asker.say(&format!("  {why}"))?;
    }
    let unusable = |why: &str| Halt::Trouble(Failure::Unusable(why.to_owned()), &[]);
    if candidates.is_empty() {
        return Err(unusable("There is no scanner to listen to; plug one in, and see: scanslip devices."));
    }
    asker.say(&format!("  Scan this once, as Code 128 or QR, within {LISTEN_S} s: {TEST_CODE}"))?;
    match audition::listen(candidates, Duration::from_secs(LISTEN_S)) {
        Some((scanner, Verdict::Known(setup))) => {
            let listed = devices::list(&roots).into_iter().find(|device| device.path == scanner.path);
            let baud = ttys.iter().find(|(path, _)| *path == scanner.path).map(|(_, baud)| *baud);
            asker.say(&format!("  {}", scan::sentence(&scanner.path, listed.as_ref(), &setup)))?;
            draft.set_scanners(&lines(&scanner.path, listed.as_ref(), baud, &setup))?;
            if let Some(device) = listed.filter(|device| device.console == Some(Console::Hears)) {
                asker.say(&format!(
                    "  The console hears what it types. Put this into {LOCAL_RULES} and plug it in again:"
                ))?;
                device.udev_rules().iter().try_for_each(|rule| asker.say(&format!("    {rule}")))?;
            }
            Ok(())
        }
        Some(_) => Err(unusable("Something else than the test code was scanned; scan that code.")),
        None => {
            Err(unusable("Nothing was scanned; stop the service if it has the scanner: sudo systemctl stop scanslip."))
        }
    }
}

/// Its lines in the settings. The rules that it may need are not of them.
fn lines(path: &Path, device: Option<&Device>, baud: Option<u32>, setup: &Setup) -> Vec<String> {
    let silent = device.cloned().map(|device| Device { console: None, ..device });
    scan::section(path, silent.as_ref(), baud, setup)
}

fn named(device: &Device) -> String {
    match device.identity.name.as_str() {
        "" => device.path.display().to_string(),
        name => format!("{name} ({})", device.path.display()),
    }
}

fn is_path(text: &str) -> Result<(), String> {
    if text.starts_with('/') { Ok(()) } else { Err("it must be an absolute path such as /dev/ttyACM0".to_owned()) }
}
