//! Which printer it has, and whether it prints.

use super::asker::{Asker, Choice, Halt};
use super::draft::Draft;
use super::question::Question;
use crate::cli::{Failure, press, printer};
use crate::config::{Config, printer as section};
use crate::till::paper::PaperPolicy;
use scanslip_hw::devices::{self, Kind, Roots};
use scanslip_hw::printer::{Outcome, Profile};
use toml_edit::Value;

/// The speed of a serial printer of which nothing is said.
const BAUD: i64 = 38_400;
const WHY: &str = "How the printer is connected.";

pub(super) fn ask(asker: &mut dyn Asker, draft: &mut Draft) -> Result<(), Halt> {
    loop {
        choose(asker, draft)?;
        if draft.config()?.printer().is_none() || try_out(asker, draft)? {
            return Ok(());
        }
    }
}

/// Which it is.
fn choose(asker: &mut dyn Asker, draft: &mut Draft) -> Result<(), Halt> {
    let now = draft.config()?;
    let plugged: Vec<_> =
        devices::list(&Roots::default()).into_iter().filter(|device| device.kind == Kind::Printer).collect();
    let there = if plugged.is_empty() { " (none is there now)" } else { "" };
    let mut choices = vec![Choice::new("usb", format!("the first USB printer, {}{there}", section::USB))];
    for device in &plugged {
        choices.push(Choice::new(
            device.path.display().to_string(),
            format!("{} ({})", device.identity.name, device.path.display()),
        ));
    }
    choices.push(Choice::new("network", "a printer on the network"));
    choices.push(Choice::new("serial", "a printer on a serial line"));
    choices.push(Choice::new("file", "a file, to try things without a printer"));
    choices.push(Choice::new("none", "none: the code to pay is on the screen only"));
    let mut preset = 0;
    if draft.has_printer() || now.kiosk.paper == PaperPolicy::Never {
        preset = choices.len();
        choices.push(Choice::new("keep", "leave it as the settings have it"));
    }
    let answer = choices[asker.choose(Question::Printer, &choices, preset)?].answer.clone();
    if answer == "keep" {
        return Ok(());
    }
    // What it had is what Enter means, and what is not asked stays for a printer that is connected as it was.
    let had = now.printer.clone().unwrap_or_default();
    let had_path = had.path.filter(|_| answer == word(had.kind)).map(|place| place.path().display().to_string());
    let had_baud = had.baud.map_or_else(|| BAUD.to_string(), |baud| baud.get().to_string());
    for key in ["kind", "path", "address", "baud", "flow"] {
        if key != "flow" || answer != "serial" {
            draft.set("printer", key, None, "");
        }
    }
    let paper = if answer == "none" { Some("never".into()) } else { None };
    if now.kiosk.paper == PaperPolicy::Never || paper.is_some() {
        draft.set("kiosk", "paper", paper, "There is no printer.");
    }
    match answer.as_str() {
        "none" => return Ok(()),
        "usb" => {}
        "network" => {
            let fits = |text: &str| {
                section::Address::new(text)
                    .map(drop)
                    .ok_or_else(|| "it must be a host and a port such as 192.0.2.7:9100".to_owned())
            };
            let address =
                asker.text(Question::PrinterAddress, had.address.as_ref().map(section::Address::as_str), &fits)?;
            draft.set("printer", "kind", Some("tcp".into()), WHY);
            draft.set("printer", "address", Some(address.into()), "Where it is on the network.");
        }
        kind @ ("serial" | "file") => {
            let path = asker.text(Question::PrinterPath, had_path.as_deref(), &|text| {
                if text.starts_with('/') { Ok(()) } else { Err("it must be an absolute path".to_owned()) }
            })?;
            draft.set("printer", "kind", Some(kind.into()), WHY);
            draft.set("printer", "path", Some(path.into()), "Its device, or the file.");
            if kind == "serial" {
                let baud = asker.text(Question::PrinterBaud, Some(&had_baud), &super::is_baud)?;
                let baud: i64 = baud.parse().unwrap_or(BAUD);
                draft.set("printer", "baud", (baud != BAUD).then(|| baud.into()), "Its speed, bits a second.");
            }
        }
        path => draft.set("printer", "path", (path != section::USB).then(|| path.into()), "Its device."),
    }
    profile(asker, draft, &now)
}

/// How a kind of connection is called here.
const fn word(kind: section::Kind) -> &'static str {
    match kind {
        section::Kind::Usb => "usb",
        section::Kind::Serial => "serial",
        section::Kind::Tcp => "network",
        section::Kind::File => "file",
    }
}

/// What it can do.
fn profile(asker: &mut dyn Asker, draft: &mut Draft, now: &Config) -> Result<(), Halt> {
    let usual = section::Printer::default();
    let current = now.printer.as_ref().unwrap_or(&usual).profile.as_str();
    let mut names: Vec<&str> = Profile::names().collect();
    if !names.contains(&current) {
        names.push(current);
    }
    let choices: Vec<Choice> = names.iter().map(|name| Choice::new(*name, *name)).collect();
    let preset = names.iter().position(|name| *name == current).unwrap_or(0);
    let chosen = names[asker.choose(Question::Profile, &choices, preset)?];
    let other = (chosen != usual.profile.as_str()).then(|| Value::from(chosen));
    draft.set("printer", "profile", other, "What printer it is (`scanslip printer probe` makes a profile for others).");
    Ok(())
}

/// Prints a test slip, if it is wanted, until it is right or left out; false if another printer is to be chosen.
fn try_out(asker: &mut dyn Asker, draft: &Draft) -> Result<bool, Halt> {
    let wanted = [Choice::new("print", "yes"), Choice::new("skip", "no")];
    if asker.choose(Question::TestSlip, &wanted, 0)? == 1 {
        return Ok(true);
    }
    let after = [
        Choice::new("right", "that is so"),
        Choice::new("again", "print it again"),
        Choice::new("other", "choose otherwise"),
    ];
    loop {
        let config = draft.config()?;
        asker.say(&format!("  {}", print(&config)?))?;
        // A file is asked once, and would print for ever.
        let choices = if asker.is_file() { &after[..1] } else { &after[..] };
        match asker.choose(Question::SlipIs, choices, 0)? {
            0 => return Ok(true),
            1 => {}
            _ => return Ok(false),
        }
    }
}

/// Prints the test slip of `scanslip printer probe`, and says what became of it.
fn print(config: &Config) -> Result<String, Failure> {
    let (Some((port, ..)), Some(profile)) = (config.printer(), press::profile(config)?) else {
        return Err(Failure::Usage("There is no printer; choose one.".to_owned()));
    };
    let slip = printer::test_slip(&profile).map_err(|why| Failure::Failed(why.to_string()))?;
    match printer::print(&port, &profile, slip) {
        Outcome::Proven => Ok("The test slip is on paper; the printer has proved it.".to_owned()),
        Outcome::Sent => Ok("The test slip was sent; the printer proves nothing, so look at it.".to_owned()),
        Outcome::Nothing(why) | Outcome::Broken(why) => Err(Failure::Unusable(format!(
            "The printer does not print: {why}; switch it on and put paper in, and if the service has it: sudo systemctl stop \
             scanslip."
        ))),
    }
}
