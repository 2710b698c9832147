//! Commands that are named in what is said, so that they can be pasted: whoever gave `--config` needs it in them too.

use super::Cli;
use crate::config::DEFAULT_FILE;
use clap::CommandFactory;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// How the program is called.
const PROGRAM: &str = "scanslip";

/// Puts the settings file into each command of this program.
#[derive(Clone, Debug)]
pub struct Paste(Option<Arc<Words>>);

#[derive(Debug)]
struct Words {
    /// What stands between the program and what it is to do.
    option: String,
    commands: Vec<String>,
}

impl Paste {
    /// For commands that are started with these settings; the usual ones need no word.
    pub(super) fn of(config: &Path) -> Self {
        if config == Path::new(DEFAULT_FILE) {
            return Self(None);
        }
        let file = std::path::absolute(config).unwrap_or_else(|_| config.to_owned());
        let option = format!("--config {}", quoted(&file.display().to_string()));
        let commands = Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
        Self(Some(Arc::new(Words { option, commands })))
    }

    /// A text whose commands can be pasted.
    pub(super) fn text(&self, text: &str) -> String {
        let Some(words) = &self.0 else { return text.to_owned() };
        let (mut done, mut rest) = (String::new(), text);
        while let Some(place) = rest.find(PROGRAM) {
            let (before, at) = rest.split_at(place);
            let (name, behind) = at.split_at(PROGRAM.len());
            done.push_str(before);
            done.push_str(name);
            if !before.ends_with(is_of_word) && words.is_command(behind) {
                done.push(' ');
                done.push_str(&words.option);
            }
            rest = behind;
        }
        done + rest
    }

    /// What is written to this goes to `out`, line by line, with commands that can be pasted.
    pub fn over<W: Write>(&self, out: W) -> Pasting<W> {
        Pasting { paste: self.clone(), out, line: Vec::new() }
    }
}

impl Words {
    /// Whether what stands behind the program is something that it can do.
    fn is_command(&self, behind: &str) -> bool {
        let named = |command: &String| behind.strip_prefix(' ')?.strip_prefix(command.as_str());
        self.commands.iter().filter_map(named).any(|rest| !rest.starts_with(is_of_word))
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || "-_/".contains(letter)
}

/// As a shell takes it for one word.
pub(super) fn quoted(text: &str) -> String {
    if !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-+,:=@%".contains(letter)) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// See [`Paste::over`].
#[derive(Debug)]
pub struct Pasting<W> {
    paste: Paste,
    out: W,
    /// What has not come to its end yet.
    line: Vec<u8>,
}

impl<W: Write> Write for Pasting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.paste.0.is_none() {
            return self.out.write(bytes);
        }
        self.line.extend(bytes);
        if let Some(end) = self.line.iter().rposition(|byte| *byte == b'\n') {
            let rest = self.line.split_off(end.saturating_add(1));
            let whole = std::mem::replace(&mut self.line, rest);
            self.out.write_all(self.paste.text(&String::from_utf8_lossy(&whole)).as_bytes())?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.line);
        self.out.write_all(self.paste.text(&String::from_utf8_lossy(&rest)).as_bytes())?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_nothing_else_get_the_settings() {
        let paste = Paste::of(Path::new("/k/my kiosk.toml"));
        let file = "--config '/k/my kiosk.toml'";
        for (said, expected) in [
            ("see: scanslip devices.", format!("see: scanslip {file} devices.")),
            (
                "`scanslip orders list` or\nscanslip check",
                format!("`scanslip {file} orders list` or\nscanslip {file} check"),
            ),
            ("sudo -u scanslip scanslip check; more", format!("sudo -u scanslip scanslip {file} check; more")),
            ("sudo systemctl stop scanslip.", "sudo systemctl stop scanslip.".to_owned()),
            ("chown scanslip /var/lib/scanslip", "chown scanslip /var/lib/scanslip".to_owned()),
            (
                "/doc/scanslip check scanslips check scanslip checks",
                "/doc/scanslip check scanslips check scanslip checks".to_owned(),
            ),
            ("scanslip --config x check", "scanslip --config x check".to_owned()),
        ] {
            assert_eq!(paste.text(said), expected);
            assert_eq!(Paste::of(Path::new(DEFAULT_FILE)).text(said), said);
        }
        assert_eq!(quoted("/a/it's"), r"'/a/it'\''s'");
        assert_eq!((quoted("/a/b-1.toml").as_str(), quoted("").as_str()), ("/a/b-1.toml", "''"));
    }

    #[test]
    fn what_is_written_in_pieces_is_put_together_first() {
        let mut out = Vec::new();
        let mut pasting = Paste::of(Path::new("/k.toml")).over(&mut out);
        for piece in ["one\ntwo scan", "slip che", "ck\nscanslip ", "devices"] {
            pasting.write_all(piece.as_bytes()).expect("written");
        }
        pasting.flush().expect("written");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "one\ntwo scanslip --config /k.toml check\nscanslip --config /k.toml devices"
        );
    }
}
