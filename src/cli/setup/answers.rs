//! Answers from a file: TOML, one line for each question (`printer = "network"`). What it does not answer is as it is, or
//! as it comes; no terminal is needed.

use super::asker::{Asker, Choice, Fits, Halt, Then, Trouble, read};
use super::question::Question;
use crate::cli::Failure;
use crate::config;
use crate::kash::reference::Told;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use toml::Value;
use zeroize::Zeroizing;

/// The most bytes that an answers file may have.
const BYTES_MAX: u64 = 1 << 16;

/// What the mode of a file says of everybody but its owner.
const OTHERS: u32 = 0o077;

/// The answers, and where to tell of them.
pub(super) struct Answers<'a> {
    file: PathBuf,
    said: BTreeMap<String, Zeroizing<String>>,
    out: &'a mut dyn Write,
}

impl<'a> Answers<'a> {
    /// Reads `file`.
    ///
    /// # Errors
    ///
    /// It cannot be read, is no TOML, or answers what nobody asks. What stands in it is not repeated: it may be the key.
    pub(super) fn load(file: &Path, out: &'a mut dyn Write) -> Result<Self, Failure> {
        let shown = file.display();
        let unreadable = |why: &dyn std::fmt::Display| {
            Failure::Usage(format!(
                "The answers {shown} cannot be read: {why}; name a file of lines such as printer = \"usb\"."
            ))
        };
        let is = fs::metadata(file).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Failure::Usage(format!(
                "There is no file of answers {shown}; name one whose lines are such as printer = \"usb\" (their names: scanslip \
                 setup --help), or leave --answers out to be asked: scanslip setup."
            )),
            _ => unreadable(&error),
        })?;
        if is.len() > BYTES_MAX {
            return Err(unreadable(&format_args!("it has more than {BYTES_MAX} bytes")));
        }
        let text = Zeroizing::new(fs::read_to_string(file).map_err(|error| unreadable(&error))?);
        let table: toml::Table = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            unreadable(&format_args!("line {} is no TOML", before.matches('\n').count().saturating_add(1)))
        })?;
        let mut said = BTreeMap::new();
        for (name, value) in table {
            let known = Question::names();
            if !known.contains(&name.as_str()) {
                let mend = config::nearest(&name, &known).map_or_else(
                    || format!("known ones are {}", known.join(", ")),
                    |near| format!("the nearest is {near}"),
                );
                let name: String = name.escape_debug().take(60).collect();
                return Err(Failure::Usage(format!("The answers {shown} answer {name}, which is not asked; {mend}.")));
            }
            let value = match value {
                Value::String(text) => text,
                Value::Integer(number) => number.to_string(),
                _ => {
                    return Err(Failure::Usage(format!(
                        "The answers {shown} answer {name} with neither a text nor a whole number; put it in quotes."
                    )));
                }
            };
            said.insert(name, Zeroizing::new(value));
        }
        if said.contains_key(Question::Key.name()) && is.permissions().mode() & OTHERS != 0 {
            writeln!(out, "warning: The answers {shown} hold the key and can be read by others: chmod 600 {shown}")?;
        }
        Ok(Self { file: file.to_owned(), said, out })
    }

    fn said(&self, question: Question) -> Option<&str> {
        self.said.get(question.name()).map(|answer| answer.as_str())
    }

    fn wrong(&self, question: Question, why: &str) -> Halt {
        let shown = self.file.display();
        Halt::Ended(Failure::Usage(format!("The answers {shown} answer {} wrongly: {why}.", question.name())))
    }

    fn missing(&self, question: Question) -> Halt {
        let form =
            Some(question.form()).filter(|form| !form.is_empty()).map_or_else(String::new, |form| format!(" ({form})"));
        let shown = self.file.display();
        let (name, words) = (question.name(), question.words());
        Halt::Ended(Failure::Usage(format!(
            "The answers {shown} lack {name}: {words}{form}; add a line {name} = \"...\"."
        )))
    }

    fn echo(&mut self, question: Question, answer: &str) -> Result<(), Halt> {
        let answer = if question.is_secret() { "(not shown)" } else { answer };
        Ok(writeln!(self.out, "  {}: {answer}", question.name())?)
    }
}

impl Asker for Answers<'_> {
    fn is_file(&self) -> bool {
        true
    }

    fn choose(&mut self, question: Question, choices: &[Choice], preset: usize) -> Result<usize, Halt> {
        let place = match self.said(question) {
            None => preset,
            Some(said) => choices.iter().position(|choice| choice.answer == said).ok_or_else(|| {
                let known: Vec<&str> = choices.iter().map(|choice| choice.answer.as_str()).collect();
                self.wrong(question, &format!("it may be one of {}", known.join(", ")))
            })?,
        };
        let Some(choice) = choices.get(place) else { return Err(self.missing(question)) };
        self.echo(question, &choice.answer)?;
        Ok(place)
    }

    fn text(&mut self, question: Question, preset: Option<&str>, fits: Fits<'_>) -> Result<String, Halt> {
        let said = self.said(question).or(preset).ok_or_else(|| self.missing(question))?.to_owned();
        fits(&said).map_err(|why| self.wrong(question, &why))?;
        self.echo(question, &said)?;
        Ok(said)
    }

    fn secret(&mut self, question: Question) -> Result<Zeroizing<String>, Halt> {
        let said = self.said.get(question.name()).cloned().ok_or_else(|| self.missing(question))?;
        self.echo(question, "")?;
        Ok(said)
    }

    fn has(&self, question: Question) -> bool {
        self.said.contains_key(question.name())
    }

    fn begin(&mut self) {}

    fn trouble(&mut self, Trouble { failure, mend, left_out }: Trouble) -> Result<Then, Halt> {
        let names: Vec<&str> = mend.iter().map(|question| question.name()).collect();
        let mend = if names.is_empty() { String::new() } else { format!("mend {}, or ", names.join(" or ")) };
        let shown = self.file.display();
        Err(Halt::Ended(failure.with(|why| {
            // Whoever starts it again wants the same answers.
            let why = why.replace("scanslip setup", &format!("scanslip setup --answers {shown}"));
            format!("{}; {mend}put {left_out} into the answers {shown} to go on without.", why.trim_end_matches('.'))
        })))
    }

    fn say(&mut self, what: &str) -> Result<(), Halt> {
        Ok(writeln!(self.out, "{what}")?)
    }

    fn progress(&mut self, told: Told, _: u64, _: u64) {
        if let Some(line) = read(told) {
            // Who closed the output does not miss it.
            let _ = writeln!(self.out, "  {line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<(), Failure> {
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), text).expect("written");
        Answers::load(file.path(), &mut Vec::new()).map(drop)
    }

    #[test]
    fn what_nobody_asks_is_refused_with_what_may_be_meant() {
        let why = |text: &str| load(text).expect_err("refused").to_string();
        assert!(why("shop_id = \"7\"").contains("the nearest is shop-id"), "{}", why("shop_id = \"7\""));
        assert!(why("colour = 1").contains("known ones are language, kiosk"), "{}", why("colour = 1"));
        assert!(why("printer = [1]").contains("printer with neither"), "{}", why("printer = [1]"));
        let broken = why("language = \"fr\"\nkey = S3CRET");
        assert!(broken.contains("line 2 is no TOML") && !broken.contains("S3CRET"), "{broken}");
        assert_eq!(load("kiosk = \"k\"\nscanner-baud = 9600\n"), Ok(()));
    }

    #[test]
    fn a_file_with_the_key_that_others_can_read_is_told() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let key = "key = \"S3CRET\"\n";
        for (text, mode, told) in
            [(key, 0o600, false), (key, 0o640, true), (key, 0o604, true), ("kiosk = \"k\"\n", 0o644, false)]
        {
            fs::write(file.path(), text).expect("written");
            fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).expect("ours");
            let mut out = Vec::new();
            Answers::load(file.path(), &mut out).map(drop).expect("answers");
            let out = String::from_utf8(out).expect("text");
            assert_eq!(out.contains("chmod 600") && out.starts_with("warning: "), told, "{mode:o}: {out}");
            assert!(!out.contains("S3CRET"));
        }
    }

    #[test]
    fn what_does_not_work_is_told_with_the_answers_that_mend_it_or_leave_it_out() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let mut out = Vec::new();
        let mut answers = Answers::load(file.path(), &mut out).expect("answers");
        let failure = Failure::Unusable("The shop refuses it.".to_owned());
        let mut told =
            |mend| match answers.trouble(Trouble { failure: failure.clone(), mend, left_out: "login = \"skip\"" }) {
                Err(Halt::Ended(Failure::Unusable(why))) => why,
                other => panic!("{other:?}"),
            };
        let shown = file.path().display();
        let without = format!("put login = \"skip\" into the answers {shown} to go on without.");
        assert_eq!(told(&[]), format!("The shop refuses it; {without}"));
        assert_eq!(
            told(&[Question::ShopId, Question::Key]),
            format!("The shop refuses it; mend shop-id or key, or {without}")
        );
    }
}
