//! The life of a device: opened, read until it goes away, waited for, opened again.

use super::clock::Clock;
use super::decoder::Decoder;
use super::{Report, Scan, emit_all};
use crate::hotplug::Hotplug;
use crate::{Listening, Presence};
use std::time::Duration;

/// A device that is open.
pub(super) trait Device {
    /// Reads once. `Ok(None)` if nothing came within `wait`, or if the roll was called; no `wait` means for ever. An error,
    /// in a few words, means that the device is gone.
    fn read(&mut self, wait: Option<Duration>, presence: &Presence, into: &mut [u8]) -> Result<Option<usize>, String>;
}

/// A device that was just opened.
pub(super) struct Opened<D> {
    pub(super) device: D,
    pub(super) decoder: Decoder,
    /// How it calls itself.
    pub(super) name: String,
    /// What comes in this time after opening was scanned before anybody listened, in milliseconds.
    pub(super) stale_ms: u64,
}

/// Larger than any HID report; a serial scanner fills it in parts.
const READ_BYTES: usize = 4096;

/// Keeps a device open until nobody listens. `open` says in one sentence why it cannot; it is asked again when `hotplug`
/// hears of a device. It is told when it cannot be opened, and again when the reason for that is another.
pub(super) fn keep<D: Device>(
    mut open: impl FnMut() -> Result<Opened<D>, String>,
    mut hotplug: Hotplug,
    emit: &mut impl FnMut(Report) -> Listening,
) -> Listening {
    let mut told: Option<String> = None;
    loop {
        match open() {
            Ok(opened) => {
                emit(Report::Found { name: opened.name.clone() })?;
                let why = serve(opened, &mut hotplug, emit)?;
                emit(Report::Lost { why: why.clone() })?;
                told = Some(why);
            }
            // At once the first time; another reason later only if it stays, for udev takes a moment to let us in.
            Err(why) if told.is_none() || hotplug.has_settled() && told.as_ref() != Some(&why) => {
                emit(Report::Lost { why: why.clone() })?;
                told = Some(why);
            }
            Err(_) => {}
        }
        hotplug.wait();
    }
}

/// Reads a device until it goes away; says why. The device is closed when this returns.
fn serve<D: Device>(
    opened: Opened<D>,
    hotplug: &mut Hotplug,
    emit: &mut impl FnMut(Report) -> Listening,
) -> std::ops::ControlFlow<(), String> {
    let Opened { mut device, mut decoder, name, stale_ms } = opened;
    let clock = Clock::start();
    let mut stale = Stale::until(stale_ms);
    let mut buffer = [0; READ_BYTES];
    let mut scans = Vec::new();
    loop {
        let due = decoder.deadline();
        let wait = due.map(|due| Duration::from_millis(due.saturating_sub(clock.now_ms())));
        let read = device.read(wait, hotplug.presence(), &mut buffer);
        hotplug.presence().answer();
        let now = clock.now_ms();
        match read {
            Ok(Some(length)) => {
                // It works: when it goes away, its return is waited for anew.
                hotplug.reset();
                // What came, came before its time was over: a machine that did something else meanwhile cuts no scan in two.
                let came = due.map_or(now, |due| now.min(due.saturating_sub(1)));
                decoder.take(came, buffer.get(..length).unwrap_or_default(), &mut scans);
            }
            Ok(None) => decoder.expire(now, &mut scans),
            Err(why) => return std::ops::ControlFlow::Continue(format!("{name} went away ({why}); plug it in again.")),
        }
        stale.sift(now, &decoder, &mut scans);
        emit_all(emit, decoder.hint().map(Report::Layout))?;
        emit_all(emit, scans.drain(..))?;
    }
}

/// Keeps scans back that began before anybody listened, the one under way at the end included.
#[derive(Debug)]
struct Stale {
    until_ms: u64,
    straddling: bool,
}

impl Stale {
    const fn until(until_ms: u64) -> Self {
        Self { until_ms, straddling: false }
    }

    fn sift(&mut self, now: u64, decoder: &Decoder, scans: &mut Vec<Scan>) {
        if now < self.until_ms {
            scans.clear();
            self.straddling = decoder.deadline().is_some();
        } else if self.straddling {
            // It may have been noise, of which no scan came.
            self.straddling = scans.is_empty() && decoder.deadline().is_some();
            scans.drain(..scans.len().min(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::Suffix;
    use crate::scanner::framing::Framing;
    use std::cell::Cell;
    use std::os::unix::net::UnixDatagram;

    /// Says one scan, and is gone.
    struct Brief(bool);

    impl Device for Brief {
        fn read(&mut self, _: Option<Duration>, _: &Presence, into: &mut [u8]) -> Result<Option<usize>, String> {
            if std::mem::take(&mut self.0) {
                into[..3].copy_from_slice(b"12\r");
                return Ok(Some(3));
            }
            Err("pulled out".to_owned())
        }
    }

    #[test]
    fn a_device_that_comes_back_is_opened_when_the_kernel_says_so() {
        let (kernel, ours) = UnixDatagram::pair().expect("a pair");
        let hotplug = Hotplug::hearing(&["hidraw"], Some(ours.into())).with_much_patience();
        let is_there = Cell::new(false);
        let open = || {
            let decoder = Decoder::Serial(Framing::new(Suffix::Newline, 50));
            let opened = Opened { device: Brief(true), decoder, name: "It".to_owned(), stale_ms: 0 };
            is_there.replace(false).then_some(opened).ok_or_else(|| "It is not there.".to_owned())
        };
        let mut reports = Vec::new();
        let _ = keep(open, hotplug, &mut |report| {
            if matches!(report, Report::Lost { .. }) {
                is_there.set(true);
                kernel.send(b"add@/devices/a\0ACTION=add\0SUBSYSTEM=hidraw\0").expect("told");
            }
            reports.push(report);
            if reports.len() < 7 { std::ops::ControlFlow::Continue(()) } else { std::ops::ControlFlow::Break(()) }
        });
        let kinds: Vec<_> =
            reports.iter().map(|report| format!("{report:?}").split(['(', ' ']).next().map(str::to_owned)).collect();
        let expected = ["Lost", "Found", "Scanned", "Lost", "Found", "Scanned", "Lost"];
        assert_eq!(kinds, expected.map(|kind| Some(kind.to_owned())), "{reports:?}");
    }

    #[test]
    fn another_reason_is_told_once_it_has_stayed_for_a_while() {
        let tries = Cell::new(0);
        let open = || {
            tries.set(tries.get() + 1);
            // First nothing is there; then a node that udev has not given to us yet, and does not until the test has failed.
            match tries.get() {
                1 => Err("It is not there.".to_owned()),
                2..10 => Err("It may not be opened.".to_owned()),
                _ => {
                    let decoder = Decoder::Serial(Framing::new(Suffix::Newline, 50));
                    Ok(Opened { device: Brief(false), decoder, name: "It".to_owned(), stale_ms: 0 })
                }
            }
        };
        let mut told = Vec::new();
        let _ = keep(open, Hotplug::hearing(&["hidraw"], None), &mut |report| {
            let is_found = matches!(report, Report::Found { .. });
            if let Report::Lost { why } = report {
                told.push((tries.get(), why));
            }
            if told.len() < 2 && !is_found {
                std::ops::ControlFlow::Continue(())
            } else {
                std::ops::ControlFlow::Break(())
            }
        });
        assert_eq!(told, [(1, "It is not there.".to_owned()), (8, "It may not be opened.".to_owned())]);
    }

    /// Half a scan, the rest when its time seems to be over, then silence, and it is gone.
    struct Late(Clock, u32);

    impl Device for Late {
        fn read(&mut self, wait: Option<Duration>, _: &Presence, into: &mut [u8]) -> Result<Option<usize>, String> {
            self.1 += 1;
            let until = wait.map_or(0, |wait| self.0.now_ms() + u64::try_from(wait.as_millis()).expect("short") + 2);
            while self.0.now_ms() < until {}
            let part: &[u8] = match self.1 {
                1 => b"40063",
                2 => b"81333931",
                3 => return Ok(None),
                _ => return Err("pulled out".to_owned()),
            };
            into[..part.len()].copy_from_slice(part);
            Ok(Some(part.len()))
        }
    }

    #[test]
    fn a_machine_that_is_late_to_read_cuts_no_scan_in_two() {
        let decoder = Decoder::Serial(Framing::new(Suffix::None, 1));
        let opened = Opened { device: Late(Clock::start(), 0), decoder, name: "It".to_owned(), stale_ms: 0 };
        let mut texts = Vec::new();
        let mut hotplug = Hotplug::hearing(&["hidraw"], None);
        let _ = serve(opened, &mut hotplug, &mut |report| {
            if let Report::Scanned { text, .. } = report {
                texts.push(text);
            }
            std::ops::ControlFlow::Continue(())
        });
        assert_eq!(texts, ["4006381333931"]);
    }

    #[test]
    fn noise_before_the_opening_costs_no_later_scan() {
        let mut decoder = Decoder::Serial(Framing::new(Suffix::Newline, 50));
        let mut stale = Stale::until(250);
        let mut seen = Vec::new();
        for (now, bytes) in [(240, "\u{2}"), (600, ""), (900, "good\r")] {
            let mut scans = Vec::new();
            decoder.expire(now, &mut scans);
            decoder.take(now, bytes.as_bytes(), &mut scans);
            stale.sift(now, &decoder, &mut scans);
            seen.extend(scans.into_iter().map(|scan| scan.text));
        }
        assert_eq!(seen, ["good"]);
    }

    #[test]
    fn what_was_scanned_before_opening_is_dropped_whole() {
        let mut decoder = Decoder::Serial(Framing::new(Suffix::Newline, 50));
        let mut stale = Stale::until(250);
        let mut seen = Vec::new();
        for (now, bytes) in [(0, "old\r"), (240, "older\rstradd"), (260, "ling\rnew\r"), (300, "newer\r")] {
            let mut scans = Vec::new();
            decoder.expire(now, &mut scans);
            decoder.take(now, bytes.as_bytes(), &mut scans);
            stale.sift(now, &decoder, &mut scans);
            seen.extend(scans.into_iter().map(|scan| scan.text));
        }
        assert_eq!(seen, ["new", "newer"]);
    }
}
