//! The number pad of a keyboard (HID Usage Tables, page 0x07, Keypad). A scanner's pad means digits whatever its lamp
//! says. Data only.

/// The digit of a key with Alt held down.
pub(super) fn digit(key: u8) -> Option<u32> {
    match key {
        0x59..=0x61 => Some(u32::from(key - 0x58)),
        0x62 => Some(0),
        _ => None,
    }
}

/// What a key types; empty for one that types nothing, Num Lock say; `None` if it is none of the pad's.
pub(super) const fn text(key: u8) -> Option<&'static str> {
    Some(match key {
        0x53 => "",
        0x54 => "/",
        0x55 => "*",
        0x56 => "-",
        0x57 => "+",
        0x58 => "\r",
        0x59 => "1",
        0x5a => "2",
        0x5b => "3",
        0x5c => "4",
        0x5d => "5",
        0x5e => "6",
        0x5f => "7",
        0x60 => "8",
        0x61 => "9",
        0x62 => "0",
        0x63 => ".",
        0x67 => "=",
        0xb0 => "00",
        0xb1 => "000",
        _ => return None,
    })
}
