//! What may be set and this version does not act on. `check` tells; `run` starts in spite of it.

use super::Config;

/// One sentence for each setting that is set and of no effect.
pub(super) fn sentences(config: &Config) -> Vec<String> {
    let pin = config.staff.person.iter().any(|person| person.pin_hash.is_some());
    let set = [
        (pin, "pin-hash is set for a person of the staff; no PIN is asked"),
        (
            config.console.listen.is_some() && cfg!(not(feature = "console")),
            "console.listen is set; this build was made without the web page",
        ),
    ];
    set.into_iter().filter(|(set, _)| *set).map(|(_, what)| format!("{what}: not in this version.")).collect()
}
