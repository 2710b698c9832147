//! `scanslip staff`: the codes of each of the staff, for the owner to print as Code 128 or QR. What it prints lets whoever
//! holds it act as that person.

use super::Failure;
use crate::config::Config;
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// `scanslip staff`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// Answer with one JSON object a person
    #[arg(long)]
    pub json: bool,
}

/// The codes of one person.
#[derive(Serialize)]
struct Codes<'a> {
    /// As in the settings.
    person: &'a str,
    /// Opens the staff menu and releases what shoppers may not order.
    staff: String,
    /// Says that the buyer's age was checked.
    age: String,
}

/// Runs the command. `credentials` is systemd's `$CREDENTIALS_DIRECTORY`.
pub fn run(args: Args, config: &Config, credentials: Option<&Path>, out: &mut dyn Write) -> Result<(), Failure> {
    let people = config.staff(credentials).map_err(|error| Failure::Usage(error.to_string()))?;
    if people.is_empty() {
        return Err(nobody());
    }
    for person in &people {
        let codes = Codes {
            person: &person.id,
            staff: format!("SLIP-STAFF-{}-{}", person.id, person.staff_check),
            age: format!("SLIP-AGE-{}-{}", person.id, person.age_check),
        };
        if args.json {
            writeln!(out, "{}", serde_json::to_string(&codes).map_err(std::io::Error::from)?)?;
        } else {
            writeln!(out, "{}\n  staff: {}\n  age:   {}", codes.person, codes.staff, codes.age)?;
        }
    }
    Ok(())
}

/// There is nobody who could have a code.
pub(super) fn nobody() -> Failure {
    let why = "The settings name nobody of the staff; add [[staff.person]] with id = \"anna\", say, for each person.";
    Failure::Usage(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::{Control, Meaning, Scan, Settings, read};
    use crate::config::Config;
    use serde_json::Value;

    fn config(folder: &Path, people: &str) -> Config {
        let file = folder.join("staff.key");
        let text = format!("[kash]\nshop-id = \"77\"\n[staff]\nkey-file = \"{}\"\n{people}", file.display());
        Config::parse(&text, Path::new("scanslip.toml")).expect("right")
    }

    fn codes(config: &Config, json: bool) -> Result<String, Failure> {
        let mut out = Vec::new();
        run(Args { json }, config, None, &mut out).map(|()| String::from_utf8(out).expect("text"))
    }

    const TWO: &str = "[[staff.person]]\nid = \"anna-2\"\n[[staff.person]]\nid = \"bob\"\n";

    #[test]
    fn each_person_has_two_codes_that_the_kiosk_reads() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        std::fs::write(folder.path().join("staff.key"), "0123456789abcdef\n").expect("it can be written");
        let config = config(folder.path(), TWO);
        let people = config.staff(None).expect("a secret");
        let out = codes(&config, true).expect("codes");
        let answers: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(answers.len(), 2);
        for (answer, person) in answers.iter().zip(&people) {
            let meaning = |name: &str| read(&Settings::default(), &Scan::split(answer[name].as_str().expect("a code")));
            let (Meaning::Control(Control::Staff(staff)), Meaning::Control(Control::Age(age))) =
                (meaning("staff"), meaning("age"))
            else {
                panic!("{answer}")
            };
            assert_eq!((staff.person.as_str(), staff.check.as_str()), (&*person.id, &*person.staff_check));
            assert_eq!((age.person.as_str(), age.check.as_str()), (&*person.id, &*person.age_check));
        }
        let text = codes(&config, false).expect("codes");
        assert!(text.starts_with("anna-2\n  staff: SLIP-STAFF-anna-2-") && text.lines().count() == 6, "{text}");
    }

    #[test]
    fn without_a_secret_or_without_staff_it_says_what_to_do() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let failure = codes(&config(folder.path(), TWO), false).expect_err("no secret");
        assert!(
            failure.exit_code() == 2 && failure.to_string().contains("make one: head -c 24 /dev/urandom"),
            "{failure}"
        );
        let failure = codes(&config(folder.path(), ""), false).expect_err("nobody");
        assert!(failure.exit_code() == 2 && failure.to_string().contains("[[staff.person]]"), "{failure}");
    }
}
