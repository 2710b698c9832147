//! What was to be seen of the kiosk last, and the tellings of what changes (server-sent events, WHATWG HTML, 9.2).

use super::state;
use crate::runtime::Sight;
use crate::till::effect::Sound;
use crate::till::entry::Entry;
use crate::till::order::OrderId;
use crate::till::screen::{Screen, View};
use crate::till::slip::{Kind, Slip, SlipId};
use bytes::Bytes;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;

/// How many tellings may wait for one client; who lets more come up is dropped, connects again and sees the newest.
const BACKLOG: usize = 64;
/// How many clients may listen at a time.
const CLIENTS: usize = 16;

/// The newest of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The screen.
    pub(super) screen: Option<Screen>,
    /// How many screens there were.
    pub(super) screens: u64,
    /// The order that was confirmed last: whoever stands at the kiosk after it is its shopper, or nobody.
    pub(super) order: Option<OrderId>,
    /// The slip, while its shopper is there.
    pub(super) slip: Option<Slip>,
    /// Which slip came last.
    pub(super) last_slip: Option<SlipId>,
    /// How many slips there were.
    pub(super) slips: u64,
    /// Whether a slip stays until the next one, as in the demo, whose shopper is whoever looks at it.
    pub(super) keeps_slips: bool,
}

impl Seen {
    pub(super) fn take(&mut self, sight: &Sight) {
        match sight {
            Sight::Screen(screen) => {
                self.screen = Some(screen.clone());
                self.screens += 1;
                self.put_away();
            }
            Sight::Slip(slip) => {
                self.slip = Some(slip.clone());
                self.last_slip = Some(slip.id);
                self.slips += 1;
                self.put_away();
            }
            Sight::Recorded(Entry::Confirmed(order)) => self.order = Some(order.id),
            Sight::Sound(_) | Sight::Recorded(_) | Sight::Called | Sight::End => {}
        }
    }

    /// A slip and its payment link are for one shopper, who is there as long as the screen tells of their order. One that
    /// comes late is for nobody who looks, and not for the next shopper either.
    fn put_away(&mut self) {
        let is_shown =
            |screen: &Screen| matches!(screen.view, View::Sending { .. } | View::Done { .. } | View::Kept { .. });
        let is_theirs =
            self.slip.as_ref().map(|slip| slip.id.order) == self.order && self.screen.as_ref().is_some_and(is_shown);
        if !(is_theirs || self.keeps_slips) {
            self.slip = None;
        }
    }

    /// What a client is told of the screen.
    pub(super) fn screen_told(&self) -> Bytes {
        let view = self.screen.as_ref().map(|screen| state::view(&screen.view));
        told("screen", &json!({ "serial": self.screens, "view": view }))
    }

    /// What clients are told of something that was taken in just now; nothing of the end.
    pub(super) fn telling(&self, sight: &Sight) -> Option<Bytes> {
        match sight {
            Sight::Screen(_) => Some(self.screen_told()),
            Sight::Slip(slip) => {
                let copy = slip.id.copy;
                let order = slip.id.order.as_str();
                Some(told(
                    "slip",
                    &json!({ "serial": self.slips, "order": order, "kind": kind(slip.id), "copy": copy }),
                ))
            }
            Sight::Sound(sound) => Some(told("sound", &json!({ "sound": name(*sound) }))),
            Sight::Recorded(entry) => {
                Some(told("order", &json!({ "id": entry.order().as_str(), "step": step(entry) })))
            }
            Sight::Called | Sight::End => None,
        }
    }
}

/// One server-sent event. JSON has no line end in it.
fn told(event: &str, data: &Value) -> Bytes {
    format!("event: {event}\ndata: {data}\n\n").into()
}

/// Which of the two slips it is.
pub(super) const fn kind(slip: SlipId) -> &'static str {
    match slip.kind {
        Kind::Final => "final",
        Kind::Provisional => "provisional",
    }
}

const fn name(sound: Sound) -> &'static str {
    match sound {
        Sound::Good => "good",
        Sound::Unknown => "unknown",
        Sound::Refused => "refused",
        Sound::Done => "done",
        Sound::Staff => "staff",
    }
}

const fn step(entry: &Entry) -> &'static str {
    match entry {
        Entry::Confirmed(_) => "confirmed",
        Entry::Sending { .. } => "sending",
        Entry::Drafted { .. } => "drafted",
        Entry::Resolved { .. } => "resolved",
        Entry::Accepted { .. } => "accepted",
        Entry::Refused { .. } => "refused",
        Entry::NotSent { .. } => "not-sent",
        Entry::InDoubt { .. } => "in-doubt",
        Entry::Absent { .. } => "absent",
        Entry::Held { .. } => "held",
        Entry::Printing { .. } => "slip-printing",
        Entry::Printed { .. } => "slip-printed",
        Entry::SlipWithheld { .. } => "slip-withheld",
    }
}

/// Everybody who listens.
#[derive(Clone, Debug, Default)]
pub(super) struct Listeners(Arc<Mutex<Vec<mpsc::Sender<Bytes>>>>);

impl Listeners {
    /// One more, if there is room.
    pub(super) fn join(&self) -> Option<mpsc::Receiver<Bytes>> {
        let (sender, receiver) = mpsc::channel(BACKLOG);
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| !listener.is_closed());
        (listeners.len() < CLIENTS).then(|| {
            listeners.push(sender);
            receiver
        })
    }

    /// Tells everybody, waits for nobody, and forgets whoever is gone or too slow.
    pub(super) fn tell(&self, telling: &Bytes) {
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.try_send(telling.clone()).is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_too_slow_is_dropped_and_the_others_hear_everything() {
        let listeners = Listeners::default();
        let (mut slow, mut quick) = (listeners.join().expect("room"), listeners.join().expect("room"));
        for number in 0..3 * BACKLOG {
            listeners.tell(&Bytes::from(number.to_string()));
            assert_eq!(quick.try_recv().expect("told"), number.to_string());
        }
        for number in 0..BACKLOG {
            assert_eq!(slow.try_recv().expect("what waited for it"), number.to_string());
        }
        assert_eq!(slow.try_recv(), Err(mpsc::error::TryRecvError::Disconnected));
    }

    #[test]
    fn as_many_may_listen_as_there_is_room_and_who_leaves_makes_room() {
        let listeners = Listeners::default();
        let mut all: Vec<_> = (0..CLIENTS).map(|_| listeners.join().expect("room")).collect();
        assert!(listeners.join().is_none());
        all.pop();
        assert!(listeners.join().is_some());
    }

    #[test]
    fn a_slip_is_there_for_its_shopper_alone_but_in_the_demo() {
        let slip = Sight::Slip(crate::slip::sample());
        for (name, screen) in crate::face::samples(crate::till::settings::Language::Fr) {
            let theirs = matches!(state::view(&screen.view), "sending" | "done" | "paper-question" | "kept");
            let screen = Sight::Screen(screen);
            for sights in [[&screen, &slip], [&slip, &screen]] {
                let order = Some(crate::slip::sample().id.order);
                let (mut seen, mut demo) =
                    (Seen { order, ..Seen::default() }, Seen { keeps_slips: true, ..Seen::default() });
                // What was there before it is another shopper's.
                for sight in [&slip].into_iter().chain(sights) {
                    seen.take(sight);
                    demo.take(sight);
                }
                let is_first = std::ptr::eq(sights[0], &raw const slip);
                assert_eq!(seen.slip.is_some(), theirs && !is_first, "{name}");
                assert!(demo.slip.is_some() && seen.last_slip == demo.last_slip && seen.slips == 2, "{name}");
            }
        }
    }

    #[test]
    fn a_late_slip_is_not_for_the_next_shopper_whose_order_is_on_the_screen() {
        let late = crate::slip::sample();
        let order = OrderId::parse("00000000000000000000000002");
        for (name, screen) in crate::face::samples(crate::till::settings::Language::Fr) {
            let mut seen = Seen { order, ..Seen::default() };
            seen.take(&Sight::Screen(screen));
            seen.take(&Sight::Slip(late.clone()));
            assert_eq!(seen.slip, None, "{name}");
        }
        assert_ne!(order, Some(late.id.order));
    }

    #[test]
    fn what_is_told_is_one_event() {
        let mut seen = Seen::default();
        assert_eq!(seen.screen_told(), "event: screen\ndata: {\"serial\":0,\"view\":null}\n\n");
        for (_, screen) in crate::face::samples(crate::till::settings::Language::Fr) {
            let sight = Sight::Screen(screen);
            seen.take(&sight);
            let told = seen.telling(&sight).expect("told");
            let told = std::str::from_utf8(&told).expect("text");
            assert!(told.starts_with("event: screen\ndata: {") && told.ends_with("}\n\n") && told.lines().count() == 3);
        }
        assert_eq!(
            seen.telling(&Sight::Sound(Sound::Done)).expect("told"),
            "event: sound\ndata: {\"sound\":\"done\"}\n\n"
        );
    }
}
