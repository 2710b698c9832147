//! Starting the kiosk: by systemd, if that is here and may be told.

use super::asker::{Asker, Choice, Halt};
use super::question::Question;
use crate::cli::Failure;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The service, and where it is told.
pub(super) struct Service {
    /// What is there while systemd runs.
    pub(super) sign: PathBuf,
    /// The command that tells it.
    pub(super) command: PathBuf,
}

impl Default for Service {
    fn default() -> Self {
        Self { sign: "/run/systemd/system".into(), command: "systemctl".into() }
    }
}

/// What starts it now and with the machine, and what has a running one read its settings anew.
const ENABLE: [&str; 4] = ["enable", "--now", "--no-block", "scanslip"];
const RESTART: [&str; 3] = ["restart", "--no-block", "scanslip"];

impl Service {
    pub(super) fn ask(&self, asker: &mut dyn Asker) -> Result<(), Halt> {
        if !Path::new(&self.sign).exists() {
            return asker.say(&format!(
                "  No systemd runs here. Where it does, this would start the kiosk: sudo systemctl {}. Here: scanslip run.",
                ENABLE.join(" ")
            ));
        }
        let choices =
            [Choice::new("start", "start it now, and with the machine"), Choice::new("leave", "leave it as it is")];
        if asker.choose(Question::Service, &choices, 0)? == 1 {
            return asker.say(&format!("  Later: sudo systemctl {}.", ENABLE.join(" ")));
        }
        let was_active = self.tell(&["is-active", "--quiet", "scanslip"]).is_ok();
        self.tell(&ENABLE)?;
        if was_active {
            self.tell(&RESTART)?;
        }
        asker.say("  The kiosk starts, and is ready once a scanner can be read: systemctl status scanslip.")
    }

    fn tell(&self, words: &[&str]) -> Result<(), Failure> {
        let line = format!("sudo systemctl {}", words.join(" "));
        let failed = |why: &str| {
            let why = why.trim().trim_end_matches('.');
            Failure::Failed(format!("systemd did not do as it was told ({why}); try it by hand: {line}."))
        };
        let told = Command::new(&self.command).args(words).stdin(Stdio::null()).output();
        let told = told.map_err(|error| failed(&error.to_string()))?;
        if told.status.success() {
            return Ok(());
        }
        Err(failed(String::from_utf8_lossy(&told.stderr).lines().next().unwrap_or("it says nothing")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::Answers;
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    /// A systemctl that notes what it is told; `is_active` is how it answers that question.
    fn told(is_active: bool, sign: bool, answer: &str) -> (String, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        let script = format!(
            "#!/bin/sh\necho \"$*\" >> {}\n[ \"$1\" != is-active ] || exit {}\n",
            place("told").display(),
            u8::from(!is_active)
        );
        fs::write(place("systemctl"), script).expect("written");
        fs::set_permissions(place("systemctl"), fs::Permissions::from_mode(0o755)).expect("ours");
        fs::write(place("answers.toml"), answer).expect("written");
        let sign = if sign { folder.path().to_owned() } else { place("nowhere") };
        let mut out = Vec::new();
        let mut answers = Answers::load(&place("answers.toml"), &mut out).expect("answers");
        Service { sign, command: place("systemctl") }.ask(&mut answers).expect("done");
        (fs::read_to_string(place("told")).unwrap_or_default(), String::from_utf8(out).expect("text"))
    }

    #[test]
    fn the_service_is_started_and_one_that_runs_is_started_anew() {
        let start = "is-active --quiet scanslip\nenable --now --no-block scanslip\n";
        assert_eq!(told(false, true, "").0, start);
        assert_eq!(told(true, true, "").0, format!("{start}restart --no-block scanslip\n"));
        assert_eq!(told(true, true, "service = \"leave\"").0, "");
        let (none, said) = told(false, false, "");
        assert!(none.is_empty() && said.contains("sudo systemctl enable --now --no-block scanslip"), "{said}");
    }
}
