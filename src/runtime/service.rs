//! The thread that speaks to the service manager (`sd_notify`), because a manager that is busy may keep a speaker waiting.
//! It calls the roll through the loop and counts the answers; what follows from them is [`super::herald`]'s.

#![expect(clippy::disallowed_methods, reason = "the runtime waits")]

use super::herald::{Herald, Word};
use super::status::Facts;
use super::{Error, Input, workers};
use sd_notify::NotifyState;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use tokio::sync::mpsc as inbox;

/// How often the roll is called where the manager has no watchdog: the start must be proven to go on all the same.
const WITHOUT_WATCHDOG: Duration = Duration::from_secs(60);

/// What comes in.
#[derive(Debug)]
pub(super) enum News {
    /// Whoever has this number in the roll answered.
    Present(usize),
    /// The kiosk has changed.
    Changed(Facts),
}

/// How often the roll is to be called: twice in the time after which the manager kills what it hears nothing of.
pub fn period() -> Duration {
    sd_notify::watchdog_enabled().map_or(WITHOUT_WATCHDOG, |limit| limit / 2)
}

/// Says that the process is about to end.
pub(super) fn stopping() {
    say(&[NotifyState::Stopping]);
}

/// Starts the thread; it ends with the kiosk.
pub(super) fn start(
    period: Duration,
    names: Vec<&'static str>,
    news: Receiver<News>,
    events: inbox::Sender<Input>,
) -> Result<(), Error> {
    workers::start("roll call", move || serve(Herald::new(period, names), period, &news, &events))
}

fn serve(mut herald: Herald, period: Duration, news: &Receiver<News>, events: &inbox::Sender<Input>) {
    let mut due = Instant::now();
    loop {
        let words = match news.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(News::Present(place)) => herald.hear(place),
            Ok(News::Changed(facts)) => herald.learn(facts),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                due = Instant::now() + period;
                let (is_due, word) = herald.call();
                if is_due && events.blocking_send(Input::Called).is_err() {
                    return;
                }
                if !is_due {
                    tracing::error!(who = herald.missing(), "no answer to the roll call");
                }
                word.into_iter().collect()
            }
        };
        let states: Vec<NotifyState<'_>> = words.iter().map(state).collect();
        if !states.is_empty() {
            say(&states);
        }
    }
}

fn state(word: &Word) -> NotifyState<'_> {
    match word {
        Word::Ready => NotifyState::Ready,
        Word::Watchdog => NotifyState::Watchdog,
        Word::Extend(by) => NotifyState::ExtendTimeoutUsec(u32::try_from(by.as_micros()).unwrap_or(u32::MAX)),
        Word::Status(line) => NotifyState::Status(line),
    }
}

fn say(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the service manager cannot be told how the kiosk is");
    }
}
