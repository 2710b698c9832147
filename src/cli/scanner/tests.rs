//! Captures in, scans out, as a user would do it.

use super::*;
use clap::Parser;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

fn decode(arguments: &str, input: &str) -> Result<String, Failure> {
    let words = ["scanner", "decode"].into_iter().chain(arguments.split_whitespace());
    let line = Line::try_parse_from(words).map_err(|error| Failure::Usage(error.to_string()))?;
    let mut out = Vec::new();
    run(&line.args, &mut input.as_bytes(), &mut out)?;
    Ok(String::from_utf8(out).expect("text"))
}

/// Report 2: 8-bit count, identifier, 56 bytes of data, two vendor bytes, "continued" as eight bits.
const XENON: &str = "058c0902a1010912a1028502150026ff0075080501093b95018102058c09fb09fc09fd9503810209fe95388202020666ff0904\
                     090095028102058c2501750109ff95088102c0c0";

fn report(aim: &str, data: &str, continued: bool) -> String {
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let head = format!("02{:02x}{}{}", data.len(), hex(aim), hex(data));
    format!("{head:0<126}{:02x}\n", u8::from(continued))
}

#[test]
fn serial_captures() {
    let cases = [
        ("--json", "0 5d4530343030\n5 360d\n6 0a\n", "{\"text\":\"4006\",\"aim\":\"]E0\"}\n"),
        ("--json --suffix lf", "0 310a320a\n", "{\"text\":\"1\",\"aim\":null}\n{\"text\":\"2\",\"aim\":null}\n"),
        ("--json --suffix crlf", "0 310d\n3 0a\n", "{\"text\":\"1\",\"aim\":null}\n"),
        ("--json --suffix tab", "0 310932", "{\"text\":\"1\",\"aim\":null}\n{\"text\":\"2\",\"aim\":null}\n"),
        ("--suffix none", "0 3132\n49 33\n99 34\n", "-\t123\n-\t4\n"),
        ("--suffix none --idle-ms 20", "0 3132\n49 33\n", "-\t12\n-\t3\n"),
        ("--suffix cr", "0 3132\n199 33\n399 340d\n", "-\t123\n-\t4\n"),
        ("", "0 5d433130311d31300d\n", "]C1\t01\\u{1d}10\n"),
        ("--json", "0 30311d31300d\n", "{\"text\":\"01\\u001d10\",\"aim\":null}\n"),
        ("--json", "", ""),
    ];
    for (arguments, input, expected) in cases {
        assert_eq!(decode(&format!("--kind serial {arguments}"), input).as_deref(), Ok(expected), "{arguments}");
    }
}

#[test]
fn hid_pos_captures() {
    let arguments = format!("--kind hid-pos --json --descriptor {}", XENON.replace(char::is_whitespace, ""));
    let seven = "7".repeat(56);
    let input = [
        report("]E0", "4006381333931", false),
        report("]Q1", &seven, true),
        report("]Q1", "8", false),
        report("]X0", "Voyager", false),
        report("]Z6", "REVINF\u{6}.", false),
        report("]X0", "9782070408504", false),
    ];
    let expected = format!(
        "{{\"text\":\"4006381333931\",\"aim\":\"]E0\"}}\n{{\"text\":\"{seven}8\",\"aim\":\"]Q1\"}}\n\
         {{\"text\":\"9782070408504\",\"aim\":\"]X0\"}}\n"
    );
    assert_eq!(decode(&arguments, &input.concat()), Ok(expected));
}

#[test]
fn keyboard_captures() {
    let boot = "0000210000000000\n0000000000000000\n0000270000000000\n0000000000000000\n0000280000000000\n";
    let cases = [
        ("--json", boot, "{\"text\":\"40\",\"aim\":null}\n"),
        ("--json --layout us", boot, "{\"text\":\"40\",\"aim\":null}\n"),
        ("--json --layout fr", boot, "{\"text\":\"'à\",\"aim\":null}\n"),
        ("--suffix none", "0 00001e0000000000\n8 0000000000000000\n80 00001f0000000000\n", "-\t1\n-\t2\n"),
    ];
    for (arguments, input, expected) in cases {
        let answer = decode(&format!("--kind hid-keyboard {arguments}"), input);
        assert_eq!(answer.as_deref(), Ok(expected), "{arguments}");
    }
    let descriptor =
        "05010906a101850105 0719e029e71500250175019508810275089501810305071900 2aff0015 0026ff00750895068100c0";
    let arguments = format!("--kind hid-keyboard --descriptor {}", descriptor.replace(' ', ""));
    assert_eq!(decode(&arguments, "010200040000000000\n").as_deref(), Ok("-\tA\n"));
}

/// An EAN-13 and Enter of a scanner that is set to French: digits are shifted.
fn french(number: &str) -> String {
    let key = |digit: u8| if digit == b'0' { 0x27 } else { 0x1e + digit - b'1' };
    let strokes = number.bytes().map(|digit| format!("0200{:02x}0000000000\n{:016x}\n", key(digit), 0));
    strokes.chain(["0000280000000000\n0000000000000000\n".to_owned()]).collect()
}

#[test]
fn the_layout_is_found_out_from_three_numbers() {
    let input = ["4006381333931", "3017620422003", "4006381333931", "96385074"].map(french).concat();
    let cases = [
        ("auto", "-\t$))^#*!###(#!\n-\t#)!&^@)$@@))#\n-\t4006381333931\n-\t96385074\n"),
        ("fr", "-\t4006381333931\n-\t3017620422003\n-\t4006381333931\n-\t96385074\n"),
    ];
    for (layout, expected) in cases {
        assert_eq!(decode(&format!("--kind hid-keyboard --layout {layout}"), &input).as_deref(), Ok(expected));
    }
}

#[test]
fn wrong_usage_is_told() {
    let cases = [
        ("--kind hid-pos", "report descriptor with --descriptor"),
        ("--kind hid-pos --descriptor 05", "cannot be read"),
        ("--kind hid-pos --descriptor 0x", "not hexadecimal"),
        ("--kind hid-keyboard --layout xx", "use one of us, fr"),
        ("--kind telepathy", "hid-keyboard"),
        ("--kind serial --suffix bell", "invalid value"),
    ];
    for (arguments, part) in cases {
        let failure = decode(arguments, "").expect_err("a failure");
        assert!(matches!(&failure, Failure::Usage(why) if why.contains(part)), "{arguments}: {failure}");
    }
    let failure = decode("--kind serial", "0 310d\nnonsense\n").expect_err("a failure");
    assert!(matches!(failure, Failure::Failed(why) if why.starts_with("Line 2")));
}

#[test]
fn a_capture_of_the_test_code_says_how_the_scanner_is_set() {
    use scanslip_hw::scanner::identify::TEST_CODE;
    let hex = TEST_CODE.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let serial = |end: &str| format!("0 {}\n10 {}{end}\n", &hex[..20], &hex[20..]);
    assert_eq!(decode("--kind serial --identify", &serial("0d0a")).as_deref(), Ok("suffix = \"cr\"\n"));
    let json = "{\"layouts\":[],\"suffix\":\"tab\"}\n";
    assert_eq!(decode("--kind serial --identify --json", &serial("09")).as_deref(), Ok(json));
    let descriptor = XENON.replace(char::is_whitespace, "");
    let pos = format!("--kind hid-pos --identify --json --descriptor {descriptor}");
    let json = "{\"layouts\":[],\"suffix\":null}\n";
    assert_eq!(decode(&pos, &report("]C0", TEST_CODE, false)).as_deref(), Ok(json));
    let other = decode("--kind hid-keyboard --identify", "0000210000000000\n0000000000000000\n");
    assert!(matches!(other, Err(Failure::Failed(why)) if why.contains(TEST_CODE)));
    assert!(matches!(decode("--kind hid-pos --identify", ""), Err(Failure::Usage(_))));
}
