//! Looks at a report descriptor before it is parsed: a hostile one must neither panic the parser nor make it allocate
//! without bound. Knows just enough of the items (HID 1.11, section 6.2.2) to count what they ask for; that a
//! descriptor makes sense is for the parser to say.

/// `HID_MAX_DESCRIPTOR_SIZE` of the kernel.
const MAX_BYTES: usize = 4096;
/// In bits; no transfer of a USB HID device is larger.
const MAX_REPORT_BITS: u64 = 65_536;
/// Of all items together.
const MAX_FIELDS: u64 = 8192;
const MAX_USAGES: u64 = 16_384;
/// The parser clones the open collections, with their usages, into each field.
const MAX_DEPTH: usize = 16;
const MAX_USAGES_OF_COLLECTION: u64 = 16;

/// What the parser keeps between items and what `Push` copies.
#[derive(Clone, Copy, Default)]
struct State {
    size: u32,
    count: u32,
    minimum: Option<u32>,
    maximum: Option<u32>,
    listed: u64,
}

impl State {
    /// How many usages the next main item has.
    fn usages(&self) -> u64 {
        match (self.minimum, self.maximum) {
            (Some(minimum), Some(maximum)) => (u64::from(maximum) + 1).saturating_sub(u64::from(minimum)),
            _ => self.listed,
        }
    }

    fn forget_locals(&mut self) {
        *self = Self { size: self.size, count: self.count, ..Self::default() };
    }
}

/// What was counted so far.
#[derive(Default)]
struct Tally {
    fields: u64,
    usages: u64,
    depth: usize,
}

/// Says what is wrong with a descriptor that must not be parsed.
pub(super) fn screen(descriptor: &[u8]) -> Result<(), &'static str> {
    if descriptor.is_empty() || descriptor.len() > MAX_BYTES {
        return Err("it is empty or longer than 4096 bytes");
    }
    // The parser looks a usage up on the page that is set; every descriptor in use sets one first.
    if !matches!(descriptor[0], 0x05..=0x07) {
        return Err("it does not begin with a usage page");
    }
    let mut states = vec![State::default()];
    let mut tally = Tally::default();
    let mut rest = descriptor;
    while let [prefix, tail @ ..] = rest {
        if *prefix == 0xfe {
            return Err("it has a long item, which no device in use has");
        }
        let length = [0, 1, 2, 4][usize::from(prefix & 3)];
        let (data, after) = tail.split_at_checked(length).ok_or("it ends within an item")?;
        let number = data.iter().rev().fold(0u32, |number, &byte| number << 8 | u32::from(byte));
        item(prefix & 0xfc, number, &mut states, &mut tally)?;
        rest = after;
    }
    Ok(())
}

fn item(tag: u8, number: u32, states: &mut Vec<State>, tally: &mut Tally) -> Result<(), &'static str> {
    let state = states.last_mut().ok_or("it has more pops than pushes")?;
    match tag {
        0x74 => state.size = number,
        0x94 => state.count = number,
        0x08 => state.listed += 1,
        0x18 => state.minimum = Some(number),
        0x28 => state.maximum = Some(number),
        0xa4 => {
            let copy = *state;
            states.push(copy);
        }
        0xb4 => {
            states.pop();
            if states.is_empty() {
                return Err("it has more pops than pushes");
            }
        }
        0x80 | 0x90 | 0xb0 => main_item(state, tally)?,
        0xa0 => collection(state, tally)?,
        0xc0 => {
            tally.depth = tally.depth.checked_sub(1).ok_or("it closes a collection that is not open")?;
            state.forget_locals();
        }
        _ => {}
    }
    Ok(())
}

fn main_item(state: &mut State, tally: &mut Tally) -> Result<(), &'static str> {
    if u64::from(state.size).saturating_mul(u64::from(state.count)) > MAX_REPORT_BITS {
        return Err("a report is larger than any device sends");
    }
    // An item of size zero has no bits and no field.
    if state.size > 0 {
        tally.fields += u64::from(state.count);
    }
    tally.usages = tally.usages.saturating_add(state.usages());
    state.forget_locals();
    if tally.fields > MAX_FIELDS || tally.usages > MAX_USAGES {
        return Err("it has more fields or usages than any device");
    }
    Ok(())
}

fn collection(state: &mut State, tally: &mut Tally) -> Result<(), &'static str> {
    tally.depth += 1;
    if tally.depth > MAX_DEPTH || state.usages() > MAX_USAGES_OF_COLLECTION {
        return Err("its collections are deeper or wider than any device's");
    }
    state.forget_locals();
    Ok(())
}
