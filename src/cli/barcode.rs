//! `scanslip barcode explain`: what a scan means to this kiosk, one code or a stream of JSON lines. Asks no catalogue and
//! no settings: customer card patterns of the shop are not known here.

use super::Failure;
use crate::barcode::{Key, Meaning, Scan, Settings, Symbology, Why, read};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Read as _, Write};

/// `scanslip barcode`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what a scan means
    Explain {
        /// The code, with or without an AIM identifier before it; `-` reads JSON lines {"data": "...", "aim": "]C1"}
        #[arg(allow_hyphen_values = true)]
        code: String,
        /// Answer with one JSON object (always so for `-`)
        #[arg(long)]
        json: bool,
    },
}

/// The longest line of a stream in bytes.
const LINE_MAX: u64 = 64 * 1024;

/// One line of the stream.
#[derive(Deserialize)]
struct Question {
    data: String,
    aim: Option<String>,
}

/// What is said of one scan. Every field is always there, `null` where it has nothing to say.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Explanation {
    /// `product`, `customer`, `control`, `refused`, or `unknown`: a code that only the shop's own catalogue can explain.
    kind: &'static str,
    /// 14 digits.
    gtin14: Option<String>,
    /// By the AIM identifier.
    symbology: Option<&'static str>,
    /// What the catalogue is asked for.
    lookup: Option<String>,
    /// Whether the number's check digit is right; `null` where there is no number that should have one.
    valid: Option<bool>,
    /// Why it is refused.
    why: Option<&'static str>,
}

/// Runs the command; `input` is read only for `-`.
pub fn run(args: &Args, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Failure> {
    let Command::Explain { code, json } = &args.command;
    if code == "-" {
        return explain_lines(input, out);
    }
    let explanation = explain(&Scan::split(code));
    if *json {
        return write_json(&explanation, out);
    }
    let Explanation { kind, gtin14, symbology, lookup, valid, why } = explanation;
    writeln!(out, "kind: {kind}")?;
    let rows = [
        ("gtin14", gtin14.as_deref()),
        ("symbology", symbology),
        ("lookup", lookup.as_deref()),
        ("valid", valid.map(|valid| if valid { "yes" } else { "no" })),
        ("why", why.map(sentence)),
    ];
    for (name, value) in rows {
        if let Some(value) = value {
            writeln!(out, "{name}: {value}")?;
        }
    }
    Ok(())
}

/// Answers each line with one line, whatever it holds; fails at the end if one of them was no question.
fn explain_lines(input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Failure> {
    let (mut number, mut bad) = (0_u64, None);
    let mut line = Vec::new();
    while next_line(input, &mut line)? {
        number += 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let question: Option<Question> = serde_json::from_slice(&line).ok();
        if question.is_none() {
            bad.get_or_insert(number);
        }
        write_json(
            &question.map_or_else(|| refused(None, "not-a-question"), |question| explain(&question.scan())),
            out,
        )?;
    }
    match bad {
        None => Ok(()),
        Some(line) => Err(Failure::Failed(format!(
            "Line {line} of the input is not an object like {{\"data\": \"3017620422003\", \"aim\": \"]E0\"}} of at most 64 kB; mend it and those answered with not-a-question."
        ))),
    }
}

/// Reads one line without its end, at most [`LINE_MAX`] of it: the rest of a longer one is thrown away, which leaves no
/// JSON. `false` at the end of the input.
fn next_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> Result<bool, Failure> {
    let broken = |error| Failure::Failed(format!("The input could not be read: {error}."));
    line.clear();
    input.take(LINE_MAX).read_until(b'\n', line).map_err(broken)?;
    if line.len() as u64 == LINE_MAX && line.last() != Some(&b'\n') {
        input.skip_until(b'\n').map_err(broken)?;
        line.truncate(1);
        line.push(b'.');
    }
    Ok(!line.is_empty())
}

impl Question {
    fn scan(self) -> Scan {
        match self.aim {
            Some(aim) => Scan { text: self.data, aim: Some(aim) },
            None => Scan::split(&self.data),
        }
    }
}

fn explain(scan: &Scan) -> Explanation {
    let symbology = scan.aim.as_deref().and_then(Symbology::of).map(Symbology::name);
    let found = |kind, lookup| Explanation { kind, gtin14: None, symbology, lookup, valid: None, why: None };
    match read(&Settings::default(), scan) {
        Meaning::Product(Key::Gtin(gtin)) => {
            let gtin14 = Some(gtin.to_string());
            Explanation { gtin14: gtin14.clone(), valid: Some(true), ..found("product", gtin14) }
        }
        Meaning::Product(Key::Text(text)) => {
            let said_so = scan.text.trim_start().starts_with("$0");
            found(if said_so { "product" } else { "unknown" }, Some(text))
        }
        Meaning::Customer(card) => found("customer", Some(card.0)),
        Meaning::InStore(_) => found("in-store", None),
        Meaning::Contact(_) => found("vcard", None),
        Meaning::Control(_) => found("control", None),
        Meaning::Refused(why) => refused(symbology, word(why)),
    }
}

fn refused(symbology: Option<&'static str>, why: &'static str) -> Explanation {
    let valid = (why == word(Why::CheckDigit)).then_some(false);
    Explanation { kind: "refused", gtin14: None, symbology, lookup: None, valid, why: Some(why) }
}

/// The reason as programs read it; never changes.
const fn word(why: Why) -> &'static str {
    match why {
        Why::CheckDigit => "check-digit",
        Why::NotForShoppers => "not-for-shoppers",
        Why::Unreadable => "unreadable",
        Why::UnknownControl => "unknown-control",
    }
}

/// The reason as people read it.
fn sentence(word: &'static str) -> &'static str {
    match word {
        "check-digit" => "the check digit is wrong, so the code was misread or mistyped",
        "not-for-shoppers" => "a Kash code for staff, such as a user, a department or a discount",
        "unreadable" => "empty, longer than 200 characters, or with characters that no code has",
        "unknown-control" => "no such control code, or its number is out of bounds",
        other => other,
    }
}

fn write_json(explanation: &Explanation, out: &mut dyn Write) -> Result<(), Failure> {
    let line = serde_json::to_string(explanation).map_err(std::io::Error::from)?;
    Ok(writeln!(out, "{line}")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn run_with(code: &str, json: bool, input: &str) -> (Result<(), Failure>, String) {
        let args = Args { command: Command::Explain { code: code.to_owned(), json } };
        let mut out = Vec::new();
        let result = run(&args, &mut input.as_bytes(), &mut out);
        (result, String::from_utf8(out).expect("text"))
    }

    fn answer(code: &str) -> Value {
        let (result, out) = run_with(code, true, "");
        result.expect("an answer");
        serde_json::from_str(&out).expect("one JSON object")
    }

    #[test]
    fn one_code_is_explained_in_every_field() {
        let product = json!({
            "kind": "product", "gtin14": "03017620422003", "symbology": "ean-upc", "lookup": "03017620422003",
            "valid": true, "why": null
        });
        assert_eq!(answer("]E03017620422003"), product);
        let cases = [
            ("POMME", "unknown", json!("POMME"), json!(null), json!(null)),
            ("$0POMME", "product", json!("POMME"), json!(null), json!(null)),
            ("$3CUST-0001", "customer", json!("CUST-0001"), json!(null), json!(null)),
            ("SLIP-CONFIRM", "control", json!(null), json!(null), json!(null)),
            ("3017620422004", "refused", json!(null), json!(false), json!("check-digit")),
            ("$2anna", "refused", json!(null), json!(null), json!("not-for-shoppers")),
            ("SLIP-QTY-0", "refused", json!(null), json!(null), json!("unknown-control")),
            ("", "refused", json!(null), json!(null), json!("unreadable")),
        ];
        for (code, kind, lookup, valid, why) in cases {
            let answer = answer(code);
            assert_eq!((&answer["kind"], &answer["lookup"]), (&json!(kind), &lookup), "{code}");
            assert_eq!((&answer["valid"], &answer["why"]), (&valid, &why), "{code}");
        }
    }

    #[test]
    fn a_person_reads_only_what_there_is_to_say() {
        let (result, out) = run_with("96385074", false, "");
        assert_eq!(result, Ok(()));
        assert_eq!(out, "kind: product\ngtin14: 00000096385074\nlookup: 00000096385074\nvalid: yes\n");
    }

    #[test]
    fn each_line_of_a_stream_gets_one_line() {
        let long = format!("{{\"data\":\"{}\"}}", "1".repeat(200_000));
        let input = [
            r#"{"data": "01234565", "aim": "]E0"}"#,
            "",
            r#"{"data": "]E401234565"}"#,
            "nonsense",
            &long,
            r#"{"data": "a\u001db", "aim": null}"#,
            r#"{"data": 12}"#,
        ]
        .join("\n");
        let (result, out) = run_with("-", false, &input);
        let answers: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(answers.len(), 6, "{out}");
        assert_eq!(
            (&answers[0]["gtin14"], &answers[1]["gtin14"]),
            (&json!("00012345000065"), &json!("00000001234565"))
        );
        let whys: Vec<_> = answers[2..].iter().map(|answer| answer["why"].as_str()).collect();
        let no_question = Some("not-a-question");
        assert_eq!(whys, [no_question, no_question, Some("unreadable"), no_question]);
        assert!(
            matches!(result, Err(Failure::Failed(why)) if why.starts_with("Line 4 ")),
            "the first bad one is named"
        );
    }
}
