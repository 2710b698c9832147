//! How a scanner is connected and set, found out from one scan of the test code.

use super::Finding;
use crate::cli::Failure;
use crate::cli::devices::LOCAL_RULES;
use crate::cli::scanner::setup;
use crate::config::Config;
use scanslip_hw::devices::{self, Console, Device, Roots};
use scanslip_hw::scanner::Source;
use scanslip_hw::scanner::audition;
use scanslip_hw::scanner::identify::{Setup, TEST_CODE, Verdict};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Waits for the scan, and writes the settings of the scanner that made it.
pub(super) fn check(config: &Config, wait_s: u16, out: &mut dyn Write) -> Result<Finding, Failure> {
    let tty = |source| if let Source::Serial { path, baud } = source { Some((path, baud)) } else { None };
    let ttys: Vec<(PathBuf, u32)> = config.scanners().into_iter().filter_map(|scanner| tty(scanner.source)).collect();
    let roots = Roots::default();
    let (candidates, refused) = audition::candidates(&roots, &ttys);
    for why in &refused {
        writeln!(out, "  {why}")?;
    }
    if candidates.is_empty() {
        return Ok(Finding::Unusable(
            "There is no scanner to listen to; plug one in, or name a serial one by its path in the settings."
                .to_owned(),
        ));
    }
    writeln!(out, "scan this once, as Code 128 or QR, within {wait_s} s: {TEST_CODE}")?;
    out.flush()?;
    let wait = Duration::from_secs(u64::from(wait_s));
    Ok(match audition::listen(candidates, wait) {
        Some((scanner, Verdict::Known(setup))) => {
            let listed = devices::list(&roots).into_iter().find(|device| device.path == scanner.path);
            let baud = ttys.iter().find(|(path, _)| *path == scanner.path).map(|(_, baud)| *baud);
            let lines = section(&scanner.path, listed.as_ref(), baud, &setup);
            lines.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
            Finding::Fine(sentence(&scanner.path, listed.as_ref(), &setup))
        }
        Some((scanner, _)) => Finding::Unusable(format!(
            "{} scanned something else than {TEST_CODE}, or types in a keyboard layout that is not known; scan that code.",
            scanner.path.display()
        )),
        None => Finding::Unusable(format!(
            "Nothing was scanned within {wait_s} s; stop the service if it has the scanner, and see `scanslip devices`."
        )),
    })
}

/// The scanner's section of the settings, and the udev lines that it needs.
pub(in crate::cli) fn section(path: &Path, device: Option<&Device>, baud: Option<u32>, setup: &Setup) -> Vec<String> {
    let mut lines = vec!["[[scanner]]".to_owned()];
    if let Some(baud) = baud {
        lines.push("kind = \"serial\"".to_owned());
        lines.push(format!("path = {}", quoted(&path.display().to_string())));
        lines.push(format!("baud = {baud}"));
    } else {
        lines.push("kind = \"hid\"".to_owned());
        lines.extend(device.and_then(matching));
    }
    lines.extend(setup::settings(setup));
    if let Some(device) = device.filter(|device| device.console == Some(Console::Hears)) {
        lines.push(format!("# The console hears what it types. Into {LOCAL_RULES}:"));
        lines.extend(device.udev_rules());
    }
    lines
}

/// By what it is known again: its serial number, or else its port, for two equal ones differ by nothing else.
fn matching(device: &Device) -> Option<String> {
    let identity = &device.identity;
    let text = |key: &str, text: &Option<String>| text.as_ref().map(|text| format!("{key} = {}", quoted(text)));
    let id = |key: &str, id: Option<u16>| id.map(|id| format!("{key} = \"{id:04x}\""));
    let one = text("serial", &identity.serial).or_else(|| text("port", &identity.port));
    let known: Vec<String> = [one, id("vid", identity.vid), id("pid", identity.pid)].into_iter().flatten().collect();
    (!known.is_empty()).then(|| format!("match = {{ {} }}", known.join(", ")))
}

/// As a string of the settings file. What a device says of itself must not become another setting.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

pub(in crate::cli) fn sentence(path: &Path, device: Option<&Device>, setup: &Setup) -> String {
    let name = device.map(|device| device.identity.name.as_str()).filter(|name| !name.is_empty());
    let how = match (setup.layouts.first(), setup.suffix) {
        (Some(layout), _) => format!("a scanner in keyboard mode, set to the layout {layout}"),
        (None, None) => "a scanner in HID POS mode".to_owned(),
        (None, Some(_)) => "a serial scanner".to_owned(),
    };
    format!("{} ({}) is {how}; its settings stand above.", name.unwrap_or("The device"), path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::devices::{Access, Identity, Kind};
    use scanslip_hw::scanner::Suffix;

    fn wedge(console: Console, serial: Option<&str>) -> Device {
        let identity = Identity {
            name: "Wedge".to_owned(),
            serial: serial.map(str::to_owned),
            port: Some("1-1.2".to_owned()),
            vid: Some(0x05e0),
            pid: Some(0x1200),
        };
        let (path, access) = ("/dev/hidraw2".into(), Access::Allowed);
        Device { kind: Kind::Keyboard, path, identity, access, console: Some(console) }
    }

    /// What is offered is read back by the reader of the settings itself.
    fn read_back(lines: &[String]) -> scanslip_hw::scanner::Settings {
        let text = format!("[kash]\nshop-id = \"12345\"\n{}", lines.join("\n"));
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), text).expect("written");
        Config::load(file.path()).expect("settings").scanners().remove(0)
    }

    #[test]
    fn what_is_offered_can_be_pasted_into_the_settings() {
        let setup = Setup { layouts: vec!["fr", "fr-oss"], suffix: Some(Suffix::Tab) };
        let hostile = "S1\" } # \\";
        for serial in [None, Some("S1"), Some(hostile)] {
            let lines = section(Path::new("/dev/hidraw2"), Some(&wedge(Console::Silent, serial)), None, &setup);
            let settings = read_back(&lines);
            assert_eq!((settings.layout.as_str(), settings.suffix), ("fr", Suffix::Tab), "{lines:?}");
            let Source::Hid(known) = settings.source else { panic!("{lines:?}") };
            assert_eq!((known.serial.as_deref(), known.vid, known.pid), (serial, Some(0x05e0), Some(0x1200)));
        }
        let serial = Setup { layouts: Vec::new(), suffix: Some(Suffix::Newline) };
        let settings = read_back(&section(Path::new("/dev/ttyACM0"), None, Some(115_200), &serial));
        assert_eq!(settings.source, Source::Serial { path: "/dev/ttyACM0".into(), baud: 115_200 });
        let pos = Setup { layouts: Vec::new(), suffix: None };
        let lines = section(Path::new("/dev/hidraw2"), Some(&wedge(Console::Silent, Some("S1"))), None, &pos);
        assert!(matches!(read_back(&lines).source, Source::Hid(_)) && lines.len() == 3, "{lines:?}");
    }

    #[test]
    fn one_that_the_console_hears_comes_with_the_lines_that_silence_it() {
        let setup = Setup { layouts: vec!["us"], suffix: Some(Suffix::Newline) };
        let heard = section(Path::new("/dev/hidraw2"), Some(&wedge(Console::Hears, None)), None, &setup);
        assert!(heard.iter().any(|line| line.ends_with("ATTR{inhibited}=\"1\"")), "{heard:?}");
        let silent = section(Path::new("/dev/hidraw2"), Some(&wedge(Console::Silent, None)), None, &setup);
        assert!(silent.iter().all(|line| !line.contains("inhibited")), "{silent:?}");
    }
}
