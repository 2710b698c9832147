//! A person at the terminal answers.

use super::asker::{Asker, Choice, Fits, Halt, Then, Trouble, read};
use super::interrupt::Interrupt;
use super::memory::Memory;
use super::question::Question;
use crate::cli::Failure;
use crate::cli::paste::Paste;
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
    memory: Memory,
    paste: Paste,
}

impl Terminal {
    /// The terminal of this process, if it has one.
    pub(super) fn new(paste: &Paste) -> Result<Self, Failure> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Err(Failure::Usage(
                "There is no terminal on which to ask; put the answers into a file: scanslip setup --answers FILE."
                    .to_owned(),
            ));
        }
        // It has no colours where there may be none: it looks at the terminal, and at NO_COLOR.
        Ok(Self { theme: ColorfulTheme::default(), bar: None, memory: Memory::default(), paste: paste.clone() })
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
        let place = |answer: &str| choices.iter().position(|choice| choice.answer == answer);
        let counts = self.memory.answer(question).and_then(|answer| place(&answer));
        let preset = self.memory.preset(question).and_then(place).unwrap_or(preset);
        if let Some(place) = counts {
            self.memory.note(question, &choices[place].answer);
            return Ok(place);
        }
        let labels = choices.iter().map(|choice| choice.label.as_str());
        let asked =
            Select::with_theme(&self.theme).with_prompt(question.words()).items(labels).default(preset).interact();
        let place = asked.map_err(Self::ended)?;
        if let Some(choice) = choices.get(place) {
            self.memory.note(question, &choice.answer);
        }
        Ok(place)
    }

    fn text(&mut self, question: Question, preset: Option<&str>, fits: Fits<'_>) -> Result<String, Halt> {
        if let Some(counts) = self.memory.answer(question).filter(|answer| fits(answer).is_ok()) {
            self.memory.note(question, &counts);
            return Ok((*counts).clone());
        }
        let preset = self.memory.preset(question).filter(|answer| !answer.is_empty()).or(preset);
        // Whether nothing will do is for `fits` to say, in words.
        let mut input =
            Input::<String>::with_theme(&self.theme).with_prompt(question.words()).allow_empty(preset.is_none());
        if let Some(preset) = preset {
            input = input.default(preset.to_owned());
        }
        let asked = input.validate_with(|text: &String| fits(text.trim())).interact_text();
        let text = asked.map_err(Self::ended)?.trim().to_owned();
        self.memory.note(question, &text);
        Ok(text)
    }

    fn secret(&mut self, question: Question) -> Result<Zeroizing<String>, Halt> {
        if let Some(counts) = self.memory.answer(question) {
            self.memory.note(question, &counts);
            return Ok(counts);
        }
        // Whether nothing will do is for whoever asks to say.
        let asked =
            Password::with_theme(&self.theme).with_prompt(question.words()).allow_empty_password(true).interact();
        let secret = Zeroizing::new(asked.map_err(Self::ended)?);
        self.memory.note(question, &secret);
        Ok(secret)
    }

    fn has(&self, _: Question) -> bool {
        false
    }

    fn begin(&mut self) {
        self.memory = Memory::default();
    }

    fn trouble(&mut self, Trouble { failure, mend, .. }: Trouble) -> Result<Then, Halt> {
        if let Some(bar) = self.bar.take() {
            bar.abandon();
        }
        let mut ways = vec!["try again with the same answers".to_owned()];
        if !mend.is_empty() {
            let asked: Vec<&str> = mend.iter().map(|question| question.words()).collect();
            ways.push(format!("answer otherwise: {}", asked.join("; ")));
        }
        ways.push("answer all of this part anew".to_owned());
        ways.push("leave this out for now".to_owned());
        let (anew, leave) = (ways.len() - 2, ways.len() - 1);
        // Whoever presses nothing but Enter does not go round in circles.
        let preset = if self.memory.fails() { usize::from(!mend.is_empty()) } else { leave };
        let prompt = self.paste.text(&failure.to_string());
        let asked = Select::with_theme(&self.theme).with_prompt(prompt).items(ways).default(preset).interact();
        match asked.map_err(Self::ended)? {
            place if place == leave => return Ok(Then::LeaveOut),
            place if place == anew => self.memory.anew(),
            0 => self.memory.again(&[]),
            _ => self.memory.again(mend),
        }
        Ok(Then::Again)
    }

    fn say(&mut self, what: &str) -> Result<(), Halt> {
        Ok(writeln!(io::stderr(), "{}", self.paste.text(what))?)
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
