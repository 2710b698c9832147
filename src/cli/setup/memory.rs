//! What a person has answered in one part of the setup, so that after a trouble only what failed is asked again.

use super::question::Question;
use zeroize::Zeroizing;

/// What was answered, and what of it counts for the next try.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// In this try.
    given: Vec<(Question, Zeroizing<String>)>,
    /// In the last one: answers that count, each once.
    counts: Vec<(Question, Zeroizing<String>)>,
    /// In the last one: what Enter means where it is asked again.
    presets: Vec<(Question, Zeroizing<String>)>,
    /// All that was answered when it did not work last.
    failed: Option<Vec<(Question, Zeroizing<String>)>>,
}

impl Memory {
    /// Something was answered.
    pub(super) fn note(&mut self, question: Question, answer: &str) {
        self.given.retain(|(other, _)| *other != question);
        self.given.push((question, Zeroizing::new(answer.to_owned())));
    }

    /// The answer of the last try, if it counts; only once, for what is asked twice is asked for a reason.
    pub(super) fn answer(&mut self, question: Question) -> Option<Zeroizing<String>> {
        let place = self.counts.iter().position(|(other, _)| *other == question)?;
        Some(self.counts.remove(place).1)
    }

    /// What Enter means, if that was answered in the last try.
    pub(super) fn preset(&self, question: Question) -> Option<&str> {
        let is_meant = |(other, _): &&(Question, Zeroizing<String>)| *other == question && !question.is_of_the_moment();
        self.presets.iter().find(is_meant).map(|(_, answer)| answer.as_str())
    }

    /// It did not work. Whether that is the first time with these answers.
    pub(super) fn fails(&mut self) -> bool {
        self.failed.replace(self.given.clone()).as_ref() != Some(&self.given)
    }

    /// Another try, in which all answers count but those to these.
    pub(super) fn again(&mut self, but: &[Question]) {
        let given = std::mem::take(&mut self.given);
        let counts = |question: &Question| !but.contains(question) && !question.is_of_the_moment();
        self.counts = given.iter().filter(|(question, _)| counts(question)).cloned().collect();
        self.presets = given;
    }

    /// Another try, in which all is asked.
    pub(super) fn anew(&mut self) {
        self.counts.clear();
        self.presets = std::mem::take(&mut self.given);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_failed_is_asked_again_and_begins_with_what_was_answered() {
        let mut memory = Memory::default();
        memory.note(Question::Email, "a@b");
        memory.note(Question::Email, "anna@example.com");
        memory.note(Question::Login, "code");
        memory.note(Question::SlipIs, "again");
        assert_eq!(
            (memory.answer(Question::Login), memory.preset(Question::Login)),
            (None, None),
            "nothing failed yet"
        );
        memory.again(&[Question::Email]);
        assert_eq!(memory.answer(Question::Login).as_deref().map(String::as_str), Some("code"));
        assert_eq!(memory.answer(Question::Login), None, "asked twice in one try");
        assert_eq!((memory.answer(Question::Email), memory.preset(Question::Email)), (None, Some("anna@example.com")));
        assert_eq!(
            (memory.answer(Question::SlipIs), memory.preset(Question::SlipIs)),
            (None, None),
            "it may be otherwise now"
        );
        memory.note(Question::Login, "code");
        memory.anew();
        assert_eq!((memory.answer(Question::Login), memory.preset(Question::Login)), (None, Some("code")));
    }

    #[test]
    fn the_same_answers_are_not_tried_over_and_over() {
        let mut memory = Memory::default();
        memory.note(Question::Code, "1");
        assert!(memory.fails(), "the first time");
        memory.again(&[]);
        memory.note(Question::Code, "2");
        assert!(memory.fails(), "another answer");
        memory.again(&[]);
        memory.note(Question::Code, "2");
        assert!(!memory.fails(), "the same once more");
    }
}
