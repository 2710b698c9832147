//! Handing bytes over: a step at a time, with an ear for the printer, and with a limit to every wait.

use super::patience::Since;
use super::{Worker, gone};
use crate::Listening;
use crate::printer::Report;
use crate::printer::status::Fault;
use crate::printer::wire::Wire;
use std::io;
use std::time::Duration;

/// How much patience bytes deserve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// A slip: it is held while the printer says what staff must do.
    Slip,
    /// Anything else.
    Quick,
}

/// Why bytes did not go out.
pub(super) struct Stopped {
    /// Whether any was taken.
    pub(super) is_begun: bool,
    pub(super) fault: Fault,
}

impl<E: FnMut(Report) -> Listening> Worker<'_, E> {
    /// Hands bytes over until all are out or nothing moves any more; then there is no way to the printer left. Trouble
    /// is told as soon as nothing moves.
    pub(super) fn deliver(&mut self, bytes: &[u8], pace: Pace) -> Result<(), Stopped> {
        let Some(mut line) = self.line.take() else {
            return Err(Stopped { is_begun: false, fault: Fault::Gone("it is not there".to_owned()) });
        };
        let (mut taken, mut left, mut moved, mut stuck_at) = (0, usize::MAX, Since::now(), None);
        let fault = loop {
            self.presence.answer();
            let heard = line.hear(Duration::ZERO);
            let step =
                heard.and_then(|()| advance(line.wire.as_mut(), bytes, &mut taken, &mut left, self.patience.tick));
            match step {
                Ok(is_out) => {
                    if let Some(recoveries) = stuck_at.take()
                        && let Err(error) = line.goes_on(recoveries, &self.patience)
                    {
                        break gone(&error);
                    }
                    if is_out {
                        self.line = Some(line);
                        return Ok(());
                    }
                    moved = Since::now();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    let named = line.why_blocked();
                    let is_enough = match (pace, &named) {
                        (Pace::Quick, _) => moved.is_past(self.patience.step),
                        (Pace::Slip, None) => moved.is_past(self.patience.still),
                        (Pace::Slip, Some(_)) => self.begun.is_past(self.patience.hold),
                    };
                    let fault = named.unwrap_or(Fault::Wedged);
                    if is_enough {
                        break fault;
                    }
                    if moved.is_past(self.patience.step) {
                        stuck_at.get_or_insert(line.recoveries());
                        self.tell(Some(fault));
                    }
                }
                Err(error) => break gone(&error),
            }
            if self.is_over {
                break Fault::Gone("nobody listens".to_owned());
            }
        };
        Err(Stopped { is_begun: taken > 0, fault })
    }
}

/// One step of a print: `true` once all is out, `TimedOut` if nothing moved.
fn advance(wire: &mut dyn Wire, bytes: &[u8], taken: &mut usize, left: &mut usize, wait: Duration) -> io::Result<bool> {
    let rest = bytes.get(*taken..).unwrap_or_default();
    if !rest.is_empty() {
        let written = wire.write(rest, wait)?;
        *taken += written;
        return if written == 0 { Err(io::ErrorKind::WriteZero.into()) } else { Ok(false) };
    }
    let unsent = wire.unsent(wait)?;
    let has_moved = unsent < std::mem::replace(left, unsent);
    if unsent > 0 && !has_moved { Err(io::ErrorKind::TimedOut.into()) } else { Ok(unsent == 0) }
}
