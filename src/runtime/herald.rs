//! What the service manager is told, and when. Pure: [`super::service`] waits, and speaks.
//!
//! READY is said once the loop has turned and the journal has answered, both because they were called, and a scanner is
//! open. A proof of life is said only after a roll call that nobody missed: as WATCHDOG, and until READY as more time for the
//! start, so that a kiosk without a scanner waits for ever and one that hangs does not.

use super::status::{self, Facts};
use std::collections::BTreeSet;
use std::time::Duration;

/// Something to be told to the service manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It can scan.
    Ready,
    /// Everybody answered.
    Watchdog,
    /// Everybody answered: the start may take this much longer.
    Extend(Duration),
    /// A line for staff.
    Status(String),
}

/// What was told so far, and who is still to answer.
#[derive(Debug)]
pub(super) struct Herald {
    period: Duration,
    /// Everybody, by their number in the roll; those named [`super::roll::CORE`] must have answered before READY.
    names: Vec<&'static str>,
    missing: BTreeSet<usize>,
    unheard: BTreeSet<usize>,
    facts: Facts,
    is_ready: bool,
    /// Somebody had not answered when the next call was due.
    is_late: bool,
    told: String,
}

impl Herald {
    /// For a roll that is called once in `period`.
    pub(super) fn new(period: Duration, names: Vec<&'static str>) -> Self {
        let core = |at: &usize| names.get(*at).is_some_and(|name| super::roll::CORE.contains(name));
        let unheard = (0..names.len()).filter(core).collect();
        let (missing, facts) = (BTreeSet::new(), Facts::default());
        Self { period, names, missing, unheard, facts, is_ready: false, is_late: false, told: String::new() }
    }

    /// The roll is to be called. Whether it should be: not while somebody has not answered the last call, who is told.
    pub(super) fn call(&mut self) -> (bool, Option<Word>) {
        if !self.missing.is_empty() {
            self.is_late = true;
            return (false, self.status());
        }
        self.missing = (0..self.names.len()).collect();
        (true, None)
    }

    /// Who has not answered. While it is the loop, nobody else was called.
    pub(super) fn missing(&self) -> String {
        let is_loop = |at: &&usize| self.names.get(**at) == Some(&super::roll::LOOP);
        if self.missing.iter().any(|at| is_loop(&at)) {
            return super::roll::LOOP.to_owned();
        }
        let names: BTreeSet<&str> = self.missing.iter().filter_map(|at| self.names.get(*at).copied()).collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    }

    /// Somebody answered.
    pub(super) fn hear(&mut self, place: usize) -> Vec<Word> {
        self.unheard.remove(&place);
        let was_missing = self.missing.remove(&place);
        let mut words = self.become_ready();
        if was_missing && self.missing.is_empty() {
            words.push(if self.is_ready { Word::Watchdog } else { Word::Extend(self.period * 2) });
            self.is_late = false;
            words.extend(self.status());
        }
        words
    }

    /// Something has changed.
    pub(super) fn learn(&mut self, facts: Facts) -> Vec<Word> {
        self.facts = facts;
        let mut words = self.become_ready();
        words.extend(self.status());
        words
    }

    fn become_ready(&mut self) -> Vec<Word> {
        if self.is_ready || !self.unheard.is_empty() || self.facts.open_scanners == 0 {
            return Vec::new();
        }
        self.is_ready = true;
        vec![Word::Ready]
    }

    /// The line for staff, if it is another one.
    fn status(&mut self) -> Option<Word> {
        let mut line = status::line(&self.facts);
        if self.is_late {
            line = format!("does not answer: {}; {line}", self.missing());
        }
        if line == self.told {
            return None;
        }
        self.told.clone_from(&line);
        Some(Word::Status(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Duration = Duration::from_secs(90);

    /// Three in the roll, of which 0 and 2 must have answered before anything can be sold.
    fn herald() -> Herald {
        Herald::new(PERIOD, vec!["loop", "printer", "journal"])
    }

    fn facts(open_scanners: usize) -> Facts {
        Facts { open_scanners, ..Facts::default() }
    }

    /// The words but those for staff.
    fn said(words: Vec<Word>) -> Vec<Word> {
        words.into_iter().filter(|word| !matches!(word, Word::Status(_))).collect()
    }

    #[test]
    fn it_is_ready_with_loop_journal_and_scanner_in_any_order_and_without_the_printer() {
        for order in [["loop", "journal", "scanner"], ["scanner", "journal", "loop"], ["journal", "scanner", "loop"]] {
            let mut herald = herald();
            assert_eq!(herald.call(), (true, None));
            for (step, what) in order.into_iter().enumerate() {
                let words = match what {
                    "loop" => herald.hear(0),
                    "journal" => herald.hear(2),
                    _ => herald.learn(facts(1)),
                };
                let expected = if step == 2 { vec![Word::Ready] } else { Vec::new() };
                assert_eq!(said(words), expected, "{order:?}, {what}");
            }
            assert_eq!(said(herald.hear(1)), [Word::Watchdog], "the printer has answered too");
            assert_eq!(said(herald.learn(facts(0))), [], "the scanner was pulled out");
            assert_eq!(said(herald.learn(facts(1))), [], "it is said once");
        }
    }

    #[test]
    fn a_proof_of_life_needs_everybody_and_each_call_has_its_own() {
        let mut herald = herald();
        herald.learn(facts(0));
        for _ in 0..3 {
            assert_eq!(herald.call(), (true, None));
            assert_eq!(said(herald.hear(0)), []);
            assert_eq!(said(herald.hear(0)), [], "twice the same is not everybody");
            assert_eq!(said(herald.hear(1)), []);
            assert_eq!(said(herald.hear(2)), [Word::Extend(PERIOD * 2)], "nobody can scan, and nobody hangs");
            assert_eq!(said(herald.hear(2)), [], "nobody called");
        }
    }

    #[test]
    fn whoever_does_not_answer_is_named_and_nobody_is_called_meanwhile() {
        let mut herald = herald();
        herald.learn(facts(1));
        herald.call();
        let late = |herald: &mut Herald| match herald.call() {
            (false, Some(Word::Status(line))) => line,
            other => panic!("{other:?}"),
        };
        assert!(late(&mut herald).starts_with("does not answer: loop; ready"), "nobody else was called");
        assert_eq!(herald.call(), (false, None), "it is said once");
        herald.hear(0);
        herald.hear(2);
        assert!(late(&mut herald).starts_with("does not answer: printer; ready"));
        let words = herald.hear(1);
        assert!(matches!(&words[..], [Word::Watchdog, Word::Status(line)] if line.starts_with("ready")), "{words:?}");
        assert_eq!(herald.call(), (true, None));
    }
}
