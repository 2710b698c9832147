//! What may be set and this version does not act on. `check` tells; `run` starts in spite of it, except where the owner
//! would believe in a protection that is not there (`protocol`).

use super::Config;
use super::kash::Protocol;

/// One sentence for each setting that is set and of no effect.
pub(super) fn sentences(config: &Config) -> Vec<String> {
    let kash = &config.kash;
    let pin = config.staff.person.iter().any(|person| person.pin_hash.is_some());
    let double_read = config.scanner.iter().any(|scanner| scanner.double_read_ms.is_some());
    let drawer = config.printer.as_ref().is_some_and(|printer| printer.buzzer || printer.drawer);
    let set = [
        (pin, "pin-hash is set for a person of the staff; no PIN is asked"),
        (!config.keypad.is_empty(), "[[keypad]] is set; keypads are not read"),
        (
            config.console.listen.is_some() && cfg!(not(feature = "console")),
            "console.listen is set; this build was made without the web page",
        ),
        (kash.send_order_time, "kash.send-order-time is true; a late order bears the time when the shop got it"),
        (double_read, "double-read-ms is set for a scanner; a code that is read twice counts twice"),
        (drawer, "printer.buzzer or printer.drawer is set; neither is used"),
    ];
    let said = set.into_iter().filter(|(set, _)| *set).map(|(_, what)| format!("{what}: not in this version."));
    said.chain(dangerous(config)).collect()
}

/// Those of them with which `run` refuses to start.
pub(super) fn dangerous(config: &Config) -> Vec<String> {
    let draft_first = config.kash.protocol == Protocol::DraftFirst;
    let why = "kash.protocol is draft-first, which this version does not do; set it to \"direct\" (an order could be doubled \
               where you count on a draft).";
    draft_first.then(|| why.to_owned()).into_iter().collect()
}
