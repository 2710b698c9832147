//! The shipped sample: it parses as it is, it has every key, and each line that it offers can be taken.

use super::{SAMPLE, parse, refusal};
use scanslip::cli::press;

/// A line that shows a default or an example: `#key = ...` or `#[[section]]`.
fn offered(line: &str) -> Option<&str> {
    line.strip_prefix('#').filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '['))
}

/// A line of a group that replaces what stands above it.
fn alternative(line: &str) -> Option<&str> {
    line.strip_prefix("##")
}

/// The sample with the lines of which `take` says so uncommented.
fn taking(take: impl Fn(usize, &str) -> bool) -> String {
    let lines = SAMPLE.lines().enumerate().map(|(number, line)| match alternative(line).or(offered(line)) {
        Some(bare) if take(number, line) => bare,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_sample_parses_as_it_is_and_with_all_that_it_offers() {
    parse(SAMPLE).unwrap_or_else(|error| panic!("{error}"));
    parse(&taking(|_, line| offered(line).is_some())).unwrap_or_else(|error| panic!("{error}"));
}

/// One line at a time; a section that is offered goes with its keys, lines with `##` that follow each other go together.
#[test]
fn each_line_that_the_sample_offers_can_be_taken_alone() {
    let lines: Vec<&str> = SAMPLE.lines().collect();
    let mut start = 0;
    let mut taken = 0;
    while start < lines.len() {
        let run = |belongs: fn(&str) -> bool| lines[start..].iter().take_while(|line| belongs(line)).count();
        let length = match lines[start] {
            line if line.starts_with("#[") => run(|line| offered(line).is_some()),
            line if alternative(line).is_some() => run(|line| alternative(line).is_some()),
            _ => 1,
        };
        let group = start..start + length;
        let text = taking(|number, _| group.contains(&number));
        parse(&text).unwrap_or_else(|error| panic!("lines {group:?} of the sample, uncommented: {error}"));
        taken += usize::from(text != SAMPLE.trim_end());
        start += length;
    }
    assert!(taken > 50, "only {taken} offers were found");
}

/// Whether the printer's profile takes them is not known to the reader of the settings.
#[test]
fn what_the_sample_offers_for_the_printer_is_accepted_with_the_default_profile() {
    let mut section = "";
    let mut lines = Vec::new();
    for (at, line) in SAMPLE.lines().enumerate() {
        let bare = offered(line).unwrap_or(line);
        section = if bare.starts_with('[') { bare } else { section };
        if section == "[printer]" && offered(line).is_some() {
            lines.push(at);
        }
    }
    assert!(lines.len() >= 9, "only {} offers were found", lines.len());
    let alone = lines.iter().map(|&line| vec![line]);
    for taken in alone.chain([lines.clone()]) {
        let config = parse(&taking(|number, _| taken.contains(&number))).unwrap_or_else(|error| panic!("{error}"));
        let profile = press::profile(&config).unwrap_or_else(|why| panic!("lines {taken:?} from 0: {why}"));
        assert_eq!(profile.map(|profile| profile.name).as_deref(), Some("generic-80mm"));
    }
}

#[test]
fn the_defaults_that_the_sample_shows_are_the_defaults() {
    let plain = parse(SAMPLE).expect("it parses");
    let sections = ["[kiosk]", "[catalogue]", "[customer]", "[offline]"];
    let of_kash = ["url", "payment", "shopper-comment", "protocol", "price-policy", "payment-link-hosts", "timeout-s"];
    let of_kash = of_kash.into_iter().chain(["absent-after-s", "send-order-time", "late-minutes"]);
    let of_kash: Vec<&str> = of_kash.chain(["profile", "kind", "buzzer", "drawer"]).collect();
    let mut section = "";
    let mut compared = 0;
    for (at, line) in SAMPLE.lines().enumerate() {
        let bare = offered(line).unwrap_or(line);
        section = if bare.starts_with('[') { bare } else { section };
        let key = bare.split(" = ").next().unwrap_or_default();
        let whole = line.starts_with('#')
            && !section.starts_with("[[")
            && section != "[display]"
            && !matches!(key, "kilogram-unit" | "columns")
            && alternative(line).is_none();
        if whole && offered(line).is_some() && (sections.contains(&section) || of_kash.contains(&key)) {
            let with = parse(&taking(|number, _| number == at)).expect("it parses");
            assert_eq!(with, plain, "line {}: {line} is not the default", at + 1);
            compared += 1;
        }
    }
    assert!(compared >= 25, "only {compared} defaults were compared");
}

/// Which keys there are is asked of the reader itself: it names them all where none is near.
#[test]
fn the_sample_has_every_key_that_the_reader_knows() {
    let sections = [
        ("", ""),
        ("kiosk", "[kiosk]"),
        ("kash", "[kash]"),
        ("catalogue", "[catalogue]"),
        ("customer", "[customer]"),
        ("offline", "[offline]"),
        ("slip", "[slip]"),
        ("staff", "[staff]"),
        ("[staff.person", "[[staff.person]]"),
        ("[note", "[[note]]"),
        ("[department", "[[department]]"),
        ("[in-store", "[[in-store]]"),
        ("[scanner", "[[scanner]]"),
        ("match", "scanner = [{ match = "),
        ("[keypad", "[[keypad]]"),
        ("printer", "[printer]"),
        ("display", "[display]"),
        ("console", "[console]"),
    ];
    let mut keys = 0;
    for (name, header) in sections {
        let text =
            if name == "match" { format!("{header}{{ zzzzzz = 1 }} }}]") } else { format!("{header}\nzzzzzz = 1") };
        let said = refusal(&text);
        // A section with one key says "expected `key`", which is near to nothing either.
        let known = said.split_once("known ones are ").unwrap_or_else(|| panic!("{said}")).1;
        for key in known.trim_end_matches('.').split(", ").filter(|key| *key != "person" || name != "staff") {
            keys += 1;
            assert!(has(name, key), "the sample does not show {key} of [{name}]");
        }
    }
    assert!(keys > 80, "only {keys} keys were found");
}

/// Whether the sample shows `key` in `section`, commented or not.
fn has(section: &str, key: &str) -> bool {
    let mut here = "";
    SAMPLE.lines().map(|line| line.trim_start_matches('#')).any(|line| {
        if line.starts_with('[') {
            here = line;
        }
        match section {
            "" => line == format!("[{key}]") || line == format!("[[{key}]]"),
            "match" => line.starts_with("match = ") && line.contains(&format!("{key} = ")),
            _ => {
                here.trim_start_matches('[').trim_end_matches(']') == section.trim_start_matches('[')
                    && line.starts_with(&format!("{key} = "))
            }
        }
    })
}

/// The order of the sections is that of the documentation.
#[test]
fn the_sections_stand_in_the_documented_order() {
    let headers: Vec<&str> =
        SAMPLE.lines().map(|line| line.trim_start_matches('#')).filter(|line| line.starts_with('[')).collect();
    let mut unique = headers.clone();
    unique.dedup();
    let expected = [
        "[kiosk]",
        "[kash]",
        "[catalogue]",
        "[customer]",
        "[offline]",
        "[slip]",
        "[staff]",
        "[[staff.person]]",
        "[[note]]",
        "[[department]]",
        "[gs1]",
        "[[in-store]]",
        "[[scanner]]",
        "[[keypad]]",
        "[printer]",
        "[display]",
        "[sound]",
        "[console]",
    ];
    assert_eq!(unique, expected);
}
