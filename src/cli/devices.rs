//! `scanslip devices`: what is plugged into this machine, by what it is known again, and whether this user may open it.

use super::Failure;
use super::table::{self, Look, Tone};
use scanslip_hw::devices::{self, Access, Console, Device, Roots};
use serde::Serialize;
use std::io::Write;

/// Where the lines go that a shop's own devices need.
pub(super) const LOCAL_RULES: &str = "/etc/udev/rules.d/71-scanslip-local.rules";

/// What lets the service open what it knows.
const RULES: &str =
    "sudo cp hw/udev/70-scanslip.rules /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger";

/// Lists scanners, keypads, serial ports, printers and displays.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An array of objects instead of a table.
    #[arg(long)]
    json: bool,
}

/// Writes the list to `out`.
pub fn run(args: &Args, look: Look, out: &mut dyn Write) -> Result<(), Failure> {
    let devices = devices::list(&Roots::default());
    if args.json { write_json(&devices, out) } else { write_table(&devices, look, out) }
}

/// One object of the array. Scripts rely on the names; what is not known is `null`.
#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    path: String,
    name: &'a str,
    serial: Option<&'a str>,
    port: Option<&'a str>,
    /// Four hexadecimal digits, as `match` in the settings has them.
    vid: Option<String>,
    pid: Option<String>,
    access: &'static str,
    /// Of what types: `silent` or `hears`.
    console: Option<&'static str>,
    /// The lines of udev rules that would let the service open it and keep the console from hearing it.
    udev: Vec<String>,
}

impl<'a> Row<'a> {
    fn of(device: &'a Device) -> Self {
        let identity = &device.identity;
        Self {
            kind: device.kind.word(),
            path: device.path.display().to_string(),
            name: &identity.name,
            serial: identity.serial.as_deref(),
            port: identity.port.as_deref(),
            vid: identity.vid.map(|vid| format!("{vid:04x}")),
            pid: identity.pid.map(|pid| format!("{pid:04x}")),
            access: device.access.word(),
            console: device.console.map(Console::word),
            udev: device.udev_rules(),
        }
    }

    fn cells(&self) -> [String; 7] {
        let id = match (&self.vid, &self.pid) {
            (Some(vid), Some(pid)) => format!("{vid}:{pid}"),
            _ => "-".to_owned(),
        };
        let or_dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let name = if self.name.is_empty() { "-" } else { self.name };
        let [kind, access] = [self.kind, self.access].map(str::to_owned);
        [kind, self.path.clone(), access, id, or_dash(self.port), or_dash(self.serial), name.to_owned()]
    }
}

fn write_json(devices: &[Device], out: &mut dyn Write) -> Result<(), Failure> {
    let rows: Vec<Row<'_>> = devices.iter().map(Row::of).collect();
    let json = serde_json::to_string_pretty(&rows);
    let json = json.map_err(|error| Failure::Failed(format!("The list could not be written as JSON: {error}.")))?;
    Ok(writeln!(out, "{json}")?)
}

fn write_table(devices: &[Device], look: Look, out: &mut dyn Write) -> Result<(), Failure> {
    if devices.is_empty() {
        return Ok(writeln!(out, "No scanner, keypad, serial port, printer or display is plugged in.")?);
    }
    let head = ["KIND", "PATH", "ACCESS", "VID:PID", "PORT", "SERIAL", "NAME"].map(str::to_owned);
    let rows: Vec<[String; 7]> =
        std::iter::once(head).chain(devices.iter().map(|device| Row::of(device).cells())).collect();
    let tone = |row: usize, column: usize, cell: &str| match (row, column, cell) {
        (0, ..) => Some(Tone::Head),
        (_, 2, cell) if cell == Access::Denied.word() => Some(Tone::Bad),
        (_, 2, cell) if cell == Access::Allowed.word() => Some(Tone::Good),
        (.., "-") => Some(Tone::Aside),
        _ => None,
    };
    table::columns(&rows, look, tone, out)?;
    if devices.iter().any(|device| device.access == Access::Denied) {
        writeln!(
            out,
            "\ndenied: you may not open it; whether the service may: sudo -u scanslip scanslip devices. If it may not either, install the \
             udev rules of scanslip and plug it in again: {RULES}."
        )?;
    }
    devices.iter().try_for_each(|device| write_rules(device, out))
}

/// What to do about a HID device that this user may not open, or that types into the console.
fn write_rules(device: &Device, out: &mut dyn Write) -> Result<(), Failure> {
    let rules = device.udev_rules();
    let path = device.path.display();
    let why = match (device.console, device.access) {
        _ if rules.is_empty() => return Ok(()),
        (Some(Console::Hears), _) => {
            format!("{path}: the console hears what it types. If it is a scanner (a keypad needs nothing)")
        }
        (Some(Console::Silent), _) if device.access != Access::Denied => {
            return Ok(writeln!(out, "\n{path}: the console hears nothing of it.")?);
        }
        (_, Access::Denied) => format!("{path}: so that scanslip may open it"),
        _ => return Ok(()),
    };
    writeln!(out, "\n{why}, put this into {LOCAL_RULES} and plug it in again:")?;
    rules.iter().try_for_each(|rule| writeln!(out, "  {rule}"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scanslip_hw::devices::{Identity, Kind};

    fn sample() -> Vec<Device> {
        let zebra = Identity {
            name: "Zebra DS2208".to_owned(),
            serial: Some("S2".to_owned()),
            port: Some("1-1.2".to_owned()),
            vid: Some(0x05e0),
            pid: Some(0x2100),
        };
        vec![
            Device {
                kind: Kind::Scanner,
                path: "/dev/hidraw10".into(),
                identity: zebra,
                access: Access::Denied,
                console: None,
            },
            Device {
                kind: Kind::Serial,
                path: "/dev/serial0".into(),
                identity: Identity::default(),
                access: Access::Allowed,
                console: None,
            },
        ]
    }

    fn written(write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> String {
        let mut out = Vec::new();
        write(&mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_table_lines_up_and_says_what_denied_means() {
        let table = written(|out| write_table(&sample(), Look::PLAIN, out));
        let expected = "\
KIND     PATH           ACCESS   VID:PID    PORT   SERIAL  NAME
scanner  /dev/hidraw10  denied   05e0:2100  1-1.2  S2      Zebra DS2208
serial   /dev/serial0   allowed  -          -      -       -

denied: you may not open it; whether the service may: sudo -u scanslip scanslip devices. If it may not either, install the udev rules of scanslip and plug it in again: sudo cp hw/udev/70-scanslip.rules /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger.

/dev/hidraw10: so that scanslip may open it, put this into /etc/udev/rules.d/71-scanslip-local.rules and plug it in again:
  SUBSYSTEM==\"hidraw\", KERNELS==\"*:05E0:2100.*\", GROUP=\"scanslip\", MODE=\"0660\"
";
        assert_eq!(table, expected);
        assert!(written(|out| write_table(&[], Look::PLAIN, out)).starts_with("No scanner"));
    }

    #[test]
    fn the_json_is_an_array_with_every_name() {
        let json: serde_json::Value = serde_json::from_str(&written(|out| write_json(&sample(), out))).expect("JSON");
        let expected = serde_json::json!([
            {"kind": "scanner", "path": "/dev/hidraw10", "name": "Zebra DS2208", "serial": "S2", "port": "1-1.2",
             "vid": "05e0", "pid": "2100", "access": "denied", "console": null,
             "udev": ["SUBSYSTEM==\"hidraw\", KERNELS==\"*:05E0:2100.*\", GROUP=\"scanslip\", MODE=\"0660\""]},
            {"kind": "serial", "path": "/dev/serial0", "name": "", "serial": null, "port": null,
             "vid": null, "pid": null, "access": "allowed", "console": null, "udev": []},
        ]);
        assert_eq!(json, expected);
        assert_eq!(written(|out| write_json(&[], out)), "[]\n");
    }

    #[test]
    fn a_keyboard_that_may_be_a_scanner_comes_with_what_keeps_it_silent() {
        let wedge = |console| {
            let identity = Identity { vid: Some(0x0c2e), pid: Some(0x0200), ..Identity::default() };
            let (path, access) = ("/dev/hidraw2".into(), Access::Allowed);
            Device { kind: Kind::Keyboard, path, identity, access, console: Some(console) }
        };
        let heard = written(|out| write_table(&[wedge(Console::Hears)], Look::PLAIN, out));
        let [.., why, silence, open] = heard.lines().collect::<Vec<_>>()[..] else { panic!("{heard}") };
        assert!(why.starts_with("/dev/hidraw2: the console hears what it types. If it is a scanner"), "{why}");
        assert!(silence.ends_with("ATTR{inhibited}=\"1\"") && open.contains("hidraw"), "{heard}");
        let silent = written(|out| write_table(&[wedge(Console::Silent)], Look::PLAIN, out));
        assert!(silent.ends_with("/dev/hidraw2: the console hears nothing of it.\n"), "{silent}");
    }

    /// The file that is to be installed has the form of what is printed, for devices that it must know and for none else.
    #[test]
    fn the_rules_that_come_with_scanslip_silence_scanners_and_nothing_else() {
        let rules = include_str!("../../hw/udev/70-scanslip.rules");
        let silencing: Vec<&str> = rules.lines().filter(|line| line.contains("{inhibited}")).collect();
        let [line] = silencing[..] else { panic!("one line: {silencing:?}") };
        let known = line.split('"').find(|part| part.contains('|')).expect("several makers");
        assert!(
            known.split('|').all(|vid| vid.len() == 4 && rules.contains(&format!(" {vid}  "))),
            "each is explained"
        );
        let printed = Device { kind: Kind::Keyboard, ..sample().remove(0) }.udev_rules();
        let plain =
            line.replace(known, "05e0").replace(", ATTR{inhibited}", ", ATTR{id/product}==\"2100\", ATTR{inhibited}");
        assert_eq!(plain, printed[0]);
        for line in rules.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let selects = line.contains(known) || line.contains("scanslip_end");
            assert!(selects, "{line} is for scanners alone");
        }
    }

    #[test]
    fn this_machine_can_be_listed() {
        let json = written(|out| run(&Args { json: true }, Look::PLAIN, out));
        assert!(serde_json::from_str::<Vec<serde_json::Value>>(&json).is_ok());
    }
}
