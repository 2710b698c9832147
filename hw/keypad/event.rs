//! The kernel's input events as bytes (Linux, include/uapi/linux/input.h, `struct input_event`). Pure.

/// Two words of this machine for the time, then type and code of 16 bits each and a value of 32.
pub(super) const EVENT_BYTES: usize = 2 * WORD + 8;
const WORD: usize = size_of::<usize>();

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// When the kernel took it, in microseconds of the device's clock.
    pub(super) at_us: u64,
    pub(super) kind: u16,
    pub(super) code: u16,
    pub(super) value: i32,
}

/// The events of one read; what is left over at the end is none.
pub(super) fn events(bytes: &[u8]) -> impl Iterator<Item = Event> {
    bytes.chunks_exact(EVENT_BYTES).filter_map(event)
}

fn event(bytes: &[u8]) -> Option<Event> {
    let (seconds, rest) = bytes.split_first_chunk::<WORD>()?;
    let (micros, rest) = rest.split_first_chunk::<WORD>()?;
    let (kind, rest) = rest.split_first_chunk::<2>()?;
    let (code, rest) = rest.split_first_chunk::<2>()?;
    let value = rest.first_chunk::<4>()?;
    let word = |bytes: &[u8; WORD]| u64::try_from(usize::from_ne_bytes(*bytes)).unwrap_or(u64::MAX);
    Some(Event {
        at_us: word(seconds).saturating_mul(1_000_000).saturating_add(word(micros)),
        kind: u16::from_ne_bytes(*kind),
        code: u16::from_ne_bytes(*code),
        value: i32::from_ne_bytes(*value),
    })
}

#[cfg(test)]
impl Event {
    /// As the kernel would write it.
    pub(super) fn bytes(self) -> Vec<u8> {
        let word = |number: u64| usize::try_from(number).expect("fits").to_ne_bytes();
        let mut bytes = word(self.at_us / 1_000_000).to_vec();
        bytes.extend(word(self.at_us % 1_000_000));
        bytes.extend(self.kind.to_ne_bytes());
        bytes.extend(self.code.to_ne_bytes());
        bytes.extend(self.value.to_ne_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_as_long_as_the_kernels() {
        assert_eq!(EVENT_BYTES, size_of::<libc::input_event>());
    }

    #[test]
    fn what_is_written_is_read_and_a_rest_is_none() {
        let all = [
            Event { at_us: 0, kind: 0, code: 0, value: 0 },
            Event { at_us: 1_234_567_890_123, kind: 1, code: 0x160, value: -1 },
        ];
        let mut bytes: Vec<u8> = all.into_iter().flat_map(Event::bytes).collect();
        bytes.extend([7; EVENT_BYTES - 1]);
        assert_eq!(events(&bytes).collect::<Vec<_>>(), all);
    }

    #[test]
    fn a_stamp_beyond_all_time_does_no_harm() {
        let bytes = [0xff; EVENT_BYTES];
        assert_eq!(events(&bytes).map(|event| event.at_us).collect::<Vec<_>>(), [u64::MAX]);
    }
}
