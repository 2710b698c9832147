//! A person at the terminal answers.

use super::asker::{Asker, Choice, Fits, Halt, Then, read};
use super::interrupt::Interrupt;
use super::question::Question;
use crate::cli::Failure;
use crate::kash::reference::Told;
use dialoguer::theme::ColorfulTheme;
use dialoguer::{Input, Password, Select};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, ErrorKind, IsTerminal, Write};
use zeroize::Zeroizing;

/// Questions on standard error and answers from standard input, both a terminal.
pub(super) struct Terminal {
    theme: ColorfulTheme,
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// The terminal of this process, if it has one.
    pub(super) fn new() -> Result<Self, Failure> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Err(Failure::Usage(
                "There is no terminal on which to ask; put the answers into a file: scanslip setup --answers FILE."
                    .to_owned(),
            ));
        }
        // It has no colours where there may be none: it looks at the terminal, and at NO_COLOR.
        Ok(Self { theme: ColorfulTheme::default(), bar: None })
    }

    /// Ctrl-C in a question is told as an interruption; whoever hears of it ends the process.
    fn ended(error: dialoguer::Error) -> Halt {
        let dialoguer::Error::IO(error) = error;
        if error.kind() == ErrorKind::Interrupted {
            Interrupt::wait();
        }
        Halt::Ended(Failure::Failed(format!("The terminal cannot be read: {error}.")))
    }
}

impl Asker for Terminal {
    fn is_file(&self) -> bool {
        false
    }

    fn choose(&mut self, question: Question, choices: &[Choice], preset: usize) -> Result<usize, Halt> {
        let labels = choices.iter().map(|choice| choice.label.as_str());
        let asked =
            Select::with_theme(&self.theme).with_prompt(question.words()).items(labels).default(preset).interact();
        asked.map_err(Self::ended)
    }

    fn text(&mut self, question: Question, preset: Option<&str>, fits: Fits<'_>) -> Result<String, Halt> {
        // Whether nothing will do is for `fits` to say, in words.
        let mut input =
            Input::<String>::with_theme(&self.theme).with_prompt(question.words()).allow_empty(preset.is_none());
        if let Some(preset) = preset {
            input = input.default(preset.to_owned());
        }
        let asked = input.validate_with(|text: &String| fits(text.trim())).interact_text();
        asked.map(|text| text.trim().to_owned()).map_err(Self::ended)
    }

    fn secret(&mut self, question: Question) -> Result<Zeroizing<String>, Halt> {
        let asked = Password::with_theme(&self.theme).with_prompt(question.words()).interact();
        asked.map(Zeroizing::new).map_err(Self::ended)
    }

    fn has(&self, _: Question) -> bool {
        false
    }

    fn trouble(&mut self, failure: Failure) -> Result<Then, Halt> {
        if let Some(bar) = self.bar.take() {
            bar.abandon();
        }
        let ways = ["try again", "leave this out for now"];
        let prompt = failure.to_string();
        let asked = Select::with_theme(&self.theme).with_prompt(prompt).items(ways).default(0).interact();
        Ok(if asked.map_err(Self::ended)? == 0 { Then::Again } else { Then::LeaveOut })
    }

    fn say(&mut self, what: &str) -> Result<(), Halt> {
        Ok(writeln!(io::stderr(), "{what}")?)
    }

    fn progress(&mut self, told: Told, done: u64, all: u64) {
        let bar = self.bar.get_or_insert_with(|| {
            let style =
                ProgressStyle::with_template("  [{bar:24}] {pos}/{len} {msg}").map(|style| style.progress_chars("=> "));
            ProgressBar::new(all).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        match told {
            Told::Asking(list) => bar.set_message(list.name()),
            Told::Read { .. } => {
                if let Some(line) = read(told) {
                    bar.println(format!("  {line}"));
                }
            }
        }
        bar.set_position(done);
        if done == all {
            bar.finish_and_clear();
            self.bar = None;
        }
    }
}
