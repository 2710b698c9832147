//! What may be set and this version does not act on. `check` tells; `run` starts in spite of it, except where the owner
//! would believe in a protection that is not there (`protocol`, `price-policy`).

use super::kash::{PricePolicy, Protocol};
use super::{Config, customer};

/// One sentence for each setting that is set and of no effect.
pub(super) fn sentences(config: &Config) -> Vec<String> {
    let kash = &config.kash;
    let customers = config.customer.create != customer::Create::Never;
    let staff = config.staff.key_file.is_some() || !config.staff.person.is_empty();
    let double_read = config.scanner.iter().any(|scanner| scanner.double_read_ms.is_some());
    let drawer = config.printer.as_ref().is_some_and(|printer| printer.buzzer || printer.drawer);
    let set = [
        (!config.in_store.is_empty(), "[[in-store]] is set; numbers of the shop's scales are still unknown articles"),
        (!config.note.is_empty(), "[[note]] is set; shoppers cannot pick a comment"),
        (!config.department.is_empty(), "[[department]] is set; free lines cannot be made"),
        (staff, "[staff] is set; staff codes are not read"),
        (!config.keypad.is_empty(), "[[keypad]] is set; keypads are not read"),
        (
            config.console.listen.is_some() && cfg!(not(feature = "console")),
            "console.listen is set; this build was made without the web page",
        ),
        (kash.send_order_time, "kash.send-order-time is true; a late order bears the time when the shop got it"),
        (
            config.catalogue.sync_every_h.get() > 0,
            "catalogue.sync-every-h is set; the catalogue is renewed by command only",
        ),
        (customers, "customer.create is set; an unknown card gives an order without a customer"),
        (double_read, "double-read-ms is set for a scanner; a code that is read twice counts twice"),
        (drawer, "printer.buzzer or printer.drawer is set; neither is used"),
    ];
    let said = set.into_iter().filter(|(set, _)| *set).map(|(_, what)| format!("{what}: not in this version."));
    said.chain(dangerous(config)).collect()
}

/// Those of them with which `run` refuses to start.
pub(super) fn dangerous(config: &Config) -> Vec<String> {
    let kash = &config.kash;
    let set = [
        (
            kash.protocol == Protocol::DraftFirst,
            "kash.protocol is draft-first, which this version does not do; set it to \"direct\" (an order could be doubled \
             where you count on a draft).",
        ),
        (
            kash.price_policy == PricePolicy::Displayed,
            "kash.price-policy is displayed, which this version does not do; set it to \"shop\" (shoppers could pay another \
             price than the one shown).",
        ),
    ];
    set.into_iter().filter(|(set, _)| *set).map(|(_, what)| what.to_owned()).collect()
}
