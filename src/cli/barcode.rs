//! `scanslip barcode explain`: what a scan means to this kiosk, one code or a stream of JSON lines. Reads the settings'
//! card patterns and scales where there are settings; asks no catalogue.

use super::Failure;
use crate::barcode::{Day, Scan, Settings};
use crate::config::{Config, is_unasked};
use crate::runtime::clock::{day_of, wall_now};
use clap::Subcommand;
use explanation::{Explanation, explain, refused};
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::io::{BufRead, Read as _, Write};
use std::path::Path;

mod explanation;
mod package;

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

/// How the kiosk of `file` reads codes; as one without settings does where there is no such file and nobody asked for it.
fn settings(file: &Path) -> Result<Settings, Failure> {
    let config = if is_unasked(file) { Config::default() } else { Config::load(file)? };
    Ok(config.till().barcode)
}

/// Runs the command; `file` is that of the settings, `input` is read only for `-`.
pub fn run(args: &Args, file: &Path, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Failure> {
    let Command::Explain { code, json } = &args.command;
    let settings = settings(file)?;
    let today = wall_now().and_then(|wall| day_of(wall, &TimeZone::system()));
    if code == "-" {
        return explain_lines(&settings, today, input, out);
    }
    let explanation = explain(&settings, &Scan::split(code), today);
    if *json {
        return write_json(&explanation, out);
    }
    for (name, value) in explanation.rows() {
        writeln!(out, "{name}: {value}")?;
    }
    Ok(())
}

/// Answers each line with one line, whatever it holds; fails at the end if one of them was no question.
fn explain_lines(
    settings: &Settings,
    today: Option<Day>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(), Failure> {
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
        let answer = question
            .map_or_else(|| refused(None, "not-a-question"), |question| explain(settings, &question.scan(), today));
        write_json(&answer, out)?;
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

fn write_json(explanation: &Explanation, out: &mut dyn Write) -> Result<(), Failure> {
    let line = serde_json::to_string(explanation).map_err(std::io::Error::from)?;
    Ok(writeln!(out, "{line}")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The settings of a shop with a scale and its own cards.
    const SETTINGS: &str = "[kash]\nshop-id = \"77\"\n[customer]\ncard-pattern = \"C?*\"\n\
        [[in-store]]\npattern = \"21.....{NNDDD}\"\nmeasure = \"weight\"\n\
        [[in-store]]\npattern = \"22.....{NNNDD}\"\nmeasure = \"price\"\nline = \"free\"\n\
        [[in-store]]\npattern = \"23.....{NNNNN}\"\nmeasure = \"count\"\n";

    fn run_with(code: &str, json: bool, input: &str) -> (Result<(), Failure>, String) {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("scanslip.toml");
        std::fs::write(&file, SETTINGS).expect("it can be written");
        let args = Args { command: Command::Explain { code: code.to_owned(), json } };
        let mut out = Vec::new();
        let result = run(&args, &file, &mut input.as_bytes(), &mut out);
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
            "kind": "product", "gtin14": "03017620422003", "symbology": "ean-upc", "elements": null,
            "lookup": "03017620422003", "weight_g": null, "price_cents": null, "count": null, "measure": null,
            "price": null, "currency": null, "dates": null, "warnings": null, "add_on": null, "fields": null,
            "valid": true, "why": null, "fault": null
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
    fn a_package_is_explained_with_all_that_its_code_says() {
        let package = json!({
            "kind": "product", "gtin14": "99506000134355", "symbology": "gs1-datamatrix",
            "elements": {"01": "99506000134355", "3103": "001250", "3932": "978599", "17": "200100", "15": "491231", "10": "L7"},
            "lookup": "99506000134355", "weight_g": 1250, "price_cents": 599, "count": null, "measure": "1.250 kg",
            "price": "5.99", "currency": 978,
            "dates": [
                {"what": "use-by", "date": "2020-01-31", "past": true, "verdict": "refused"},
                {"what": "best-before", "date": "2049-12-31", "past": false, "verdict": "sold"}
            ],
            "warnings": null, "add_on": null, "fields": null, "valid": true, "why": null, "fault": null
        });
        assert_eq!(answer("]d2019950600013435531030012503932978599\u{1d}172001001549123110L7"), package);
        let (_, text) = run_with("]C1010301762042200310L7\u{1d}21S9", false, "");
        assert_eq!(
            text,
            "kind: product\ngtin14: 03017620422003\nsymbology: gs1-128\nelements: (01) 03017620422003 (10) L7 (21) S9\n\
             lookup: 03017620422003\nvalid: yes\n"
        );
        let count = answer("]C102030176204220033748");
        assert_eq!((&count["count"], &count["warnings"]), (&json!(48), &json!(["(37) needs 00+02,00+8026"])));
        let wrong = answer("]d2010301762042200317261331");
        assert_eq!(
            (&wrong["kind"], &wrong["why"], &wrong["fault"]),
            (&json!("refused"), &json!("gs1"), &json!("(17): yymmd0"))
        );
        assert_eq!(answer("]C100006141411234567890")["why"], json!("no-product"));
        assert_eq!(answer("]E351299")["kind"], json!("add-on"));
        assert_eq!(answer("]E3978014300723451299")["add_on"], json!("51299"));
        assert_eq!(answer("]E3978014300723451299")["gtin14"], json!("09780143007234"));
    }

    #[test]
    fn numbers_of_the_scales_of_the_settings_tell_what_they_measure() {
        let cases = [
            ("2112345012506", "weight_g", 1_250, "02112345000008"),
            ("$02112345012506", "weight_g", 1_250, "02112345000008"),
            ("2212345009992", "price_cents", 999, "02212345000005"),
            ("2312345000064", "count", 6, "02312345000002"),
        ];
        for (code, measure, value, lookup) in cases {
            let answer = answer(code);
            let gtin14 = format!("0{}", code.trim_start_matches("$0"));
            assert_eq!((&answer["kind"], &answer["gtin14"]), (&json!("in-store"), &json!(gtin14)), "{code}");
            assert_eq!((&answer["valid"], &answer["lookup"]), (&json!(true), &json!(lookup)), "{code}");
            for name in ["weight_g", "price_cents", "count"] {
                assert_eq!(answer[name], if name == measure { json!(value) } else { json!(null) }, "{code} {name}");
            }
        }
        assert_eq!(answer("2112345012507")["why"], json!("check-digit"));
        assert_eq!(answer("2412345012508")["kind"], json!("refused"), "of no pattern, and misread");
    }

    #[test]
    fn a_card_tells_which_fields_it_has_and_not_what_stands_there() {
        for code in ["BEGIN:VCARD\nN:Durand;Zoé\nTEL:0612345678\nEND:VCARD", "MECARD:N:Durand,Zoé;TEL:0612345678;;"] {
            let (result, out) = run_with(code, true, "");
            assert_eq!(result, Ok(()));
            let answer: Value = serde_json::from_str(&out).expect("one JSON object");
            assert_eq!((&answer["kind"], &answer["fields"]), (&json!("vcard"), &json!(["nom", "prenom", "telephone"])));
            let (_, text) = run_with(code, false, "");
            assert_eq!(text, "kind: vcard\nfields: nom, prenom, telephone\n");
            assert!(!out.contains("Durand") && !out.contains("0612") && answer["lookup"].is_null(), "{out}");
        }
        assert_eq!(answer("MECARD:NOTE:a;;")["why"], json!("unreadable"));
    }

    #[test]
    fn settings_that_were_asked_for_must_be_there_and_right() {
        let args = Args { command: Command::Explain { code: "C12".to_owned(), json: false } };
        let with = |file: &Path| {
            let mut out = Vec::new();
            run(&args, file, &mut &b""[..], &mut out).map(|()| String::from_utf8(out).expect("text"))
        };
        let folder = tempfile::tempdir().expect("a scratch folder");
        let file = folder.path().join("scanslip.toml");
        assert!(matches!(with(&file), Err(Failure::Usage(_))), "no such file");
        std::fs::write(&file, "nonsense").expect("it can be written");
        assert!(matches!(with(&file), Err(Failure::Usage(_))));
        std::fs::write(&file, SETTINGS).expect("it can be written");
        assert_eq!(with(&file).as_deref(), Ok("kind: customer\nlookup: C12\n"), "a card by the settings' pattern");
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
