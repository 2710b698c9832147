//! What is kept of a text in each field of `client[...]`. A name that is too long is cut; a number, an address or a code
//! that is too long or not of its kind is dropped whole, since half of one is another's.

use super::{Detail, country};
use crate::barcode::invisible::is_invisible;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// `text` as it may stand in this field; `None` if nothing fit is left of it.
pub(super) fn clean(detail: Detail, text: &str) -> Option<Zeroizing<String>> {
    let line = one_line(text, MOST);
    let line = line.as_str();
    let kept = match detail {
        Detail::Nom | Detail::Prenom | Detail::Ville | Detail::Rcs => cut(line, 80),
        Detail::AdresseLigne1 | Detail::AdresseLigne2 => cut(line, 120),
        Detail::CommentaireAdresse => cut(line, 200),
        Detail::Email => email(line)?.to_owned(),
        Detail::Telephone | Detail::Telephone2 => phone(line)?,
        Detail::CodePostal => whole(line, 16, |c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'))?.to_owned(),
        Detail::Pays => country::code(line)?,
        Detail::NumTva => {
            let mut bare: String = line.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
            bare.make_ascii_uppercase();
            whole(&bare, 20, |c| c.is_ascii_alphanumeric())?.to_owned()
        }
        Detail::CodeBarre => whole(line, 64, |c| c != ' ')?.to_owned(),
        Detail::Lat => degrees(line, 90)?,
        Detail::Lng => degrees(line, 180)?,
    };
    (!kept.is_empty()).then(|| Zeroizing::new(kept))
}

/// More characters than any field keeps; what is behind them is not even looked at.
const MOST: usize = 512;

/// One line in normal form C: what no name needs and every white space is one space, none at either end.
fn one_line(text: &str, most: usize) -> Zeroizing<String> {
    let spaced = text.chars().take(most).map(|c| match c {
        c if c.is_control() || c.is_whitespace() || is_invisible(c) => ' ',
        c => c,
    });
    // Room for the longest, so that no copy is left behind by growing.
    let mut line = Zeroizing::new(String::with_capacity(most * 8));
    for c in spaced.nfc() {
        if c != ' ' || !(line.is_empty() || line.ends_with(' ')) {
            line.push(c);
        }
    }
    let end = line.trim_end().len();
    line.truncate(end);
    line
}

/// At most `most` characters of it.
fn cut(line: &str, most: usize) -> String {
    let end = line.char_indices().nth(most).map_or(line.len(), |(at, _)| at);
    line.get(..end).unwrap_or_default().trim_end().to_owned()
}

/// All of it, if it has at most `most` characters and each is one of its kind.
fn whole(line: &str, most: usize, is_one: fn(char) -> bool) -> Option<&str> {
    (line.chars().count() <= most && line.chars().all(is_one)).then_some(line)
}

/// One address with a name and a domain of two parts at least, at most 120 characters. Whether it exists, only a mail
/// would tell.
fn email(line: &str) -> Option<&str> {
    let scheme = line.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    let address = if scheme { line.get(7..)? } else { line };
    let (name, domain) = address.split_once('@')?;
    let forbidden =
        |c: char| c == ' ' || matches!(c, '@' | ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\\');
    let dotted = |part: &str| !part.is_empty() && part.split('.').all(|step| !step.is_empty());
    let label = |step: &str| {
        !step.is_empty()
            && !step.starts_with('-')
            && !step.ends_with('-')
            && step.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let fits = address.chars().count() <= 120
        && name.chars().count() <= 64
        && dotted(name)
        && !name.chars().any(forbidden)
        && domain.contains('.')
        && domain.split('.').all(label);
    fits.then_some(address)
}

/// At most 30 of `+0-9 ().-`, three digits at least. A `tel:` address loses its scheme and its parameters; the dashes and
/// slashes that people write between groups become `-` and a space. Letters are no part of a number: it is dropped.
fn phone(line: &str) -> Option<String> {
    let scheme = line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("tel:"));
    let line = if scheme { line.get(4..)?.split(';').next()? } else { line };
    let plain: String = line
        .chars()
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '/' => ' ',
            c => c,
        })
        .collect();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let fits = whole(plain.trim(), 30, |c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '.' | '-'));
    fits.filter(|_| digits >= 3).map(str::to_owned)
}

/// Degrees as a decimal number from -`most` to `most`, at most eight decimals (a millimetre); more are left out.
fn degrees(line: &str, most: u32) -> Option<String> {
    let (sign, number) = match line.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", line.strip_prefix('+').unwrap_or(line)),
    };
    let (units, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |part: &str| (1..=32).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(units) || !digits(decimals) {
        return None;
    }
    // Too many digits to be a number are too many degrees as well.
    let units: u32 = units.parse().ok()?;
    let beyond = decimals.bytes().any(|byte| byte != b'0');
    let decimals = decimals.get(..8).unwrap_or(decimals).trim_end_matches('0');
    if units > most || (units == most && beyond) {
        return None;
    }
    Some(match (units, decimals) {
        (0, "") => "0".to_owned(),
        (_, "") => format!("{sign}{units}"),
        _ => format!("{sign}{units}.{decimals}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(detail: Detail, text: &str) -> Option<String> {
        clean(detail, text).map(|kept| kept.to_string())
    }

    #[test]
    fn names_are_one_line_in_normal_form() {
        let cases = [
            (Detail::Nom, "  Du\u{0}ra\r\nnd\t", Some("Du ra nd")),
            (Detail::Prenom, "Zoe\u{301}", Some("Zoé")),
            (Detail::Prenom, "Zoé\u{202e}eoZ\u{200b}", Some("Zoé eoZ")),
            (Detail::Ville, "Saint\u{a0}Denis", Some("Saint Denis")),
            (Detail::Rcs, "RCS Paris 123 456 789", Some("RCS Paris 123 456 789")),
            (Detail::Nom, "\u{1b}@\u{1d}V\u{0}", Some("@ V")),
            (Detail::Nom, "\u{200f} \u{feff}\n", None),
            (Detail::Nom, "", None),
        ];
        for (detail, text, expected) in cases {
            assert_eq!(kept(detail, text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn text_is_cut_and_numbers_are_dropped_where_they_are_too_long() {
        let long = "é".repeat(10_000);
        for (detail, most) in [
            (Detail::Nom, 80),
            (Detail::Prenom, 80),
            (Detail::Ville, 80),
            (Detail::Rcs, 80),
            (Detail::AdresseLigne1, 120),
            (Detail::AdresseLigne2, 120),
            (Detail::CommentaireAdresse, 200),
        ] {
            assert_eq!(kept(detail, &long).map(|kept| kept.chars().count()), Some(most), "{detail:?}");
        }
        let digits = "1".repeat(10_000);
        for detail in Detail::ALL.into_iter().skip(2).filter(|detail| kept(*detail, &long).is_none()) {
            assert_eq!(kept(detail, &digits), None, "{detail:?}");
        }
        assert_eq!(kept(Detail::CodeBarre, &"1".repeat(64)), Some("1".repeat(64)));
        assert_eq!(kept(Detail::CodeBarre, &"1".repeat(65)), None);
    }

    #[test]
    fn an_email_is_plausible_or_dropped() {
        for text in ["zoe.durand@example.com", "mailto:zoe@example.com", "zoé@exämple.fr", "a_b+c@x-y.co.uk", "a@b.c"]
        {
            assert!(kept(Detail::Email, text).is_some_and(|kept| kept.contains('@') && !kept.contains(':')), "{text}");
        }
        let wrong = [
            "zoe",
            "@example.com",
            "zoe@",
            "zoe@example",
            "a@b@c.d",
            "a b@c.d",
            "a@b..c",
            ".a@b.c",
            "a..b@c.d",
            "a@-b.c",
        ];
        for text in
            wrong.into_iter().chain(["a@b.c,d@e.f", "<a@b.c>", "a@b.c\nBcc: d@e.f", &format!("{}@b.c", "a".repeat(65))])
        {
            assert_eq!(kept(Detail::Email, text), None, "{text:?}");
        }
    }

    #[test]
    fn phones_postcodes_and_numbers_are_of_their_kind() {
        let cases = [
            (Detail::Telephone, "+33 6 12 34 56 78", Some("+33 6 12 34 56 78")),
            (Detail::Telephone2, "tel:+33-6-12-34;ext=5", Some("+33-6-12-34")),
            (Detail::Telephone, "(0711)\u{a0}12/34\u{2013}5", Some("(0711) 12 34-5")),
            (Detail::Telephone, "06 12 34 x5", None),
            (Detail::Telephone, "06", None),
            (Detail::Telephone, "٠٦١٢٣٤", None),
            (Detail::CodePostal, "75005", Some("75005")),
            (Detail::CodePostal, "SW1A 1AA", Some("SW1A 1AA")),
            (Detail::CodePostal, "75005; DROP", None),
            (Detail::NumTva, "fr xx.999-999999", Some("FRXX999999999")),
            (Detail::NumTva, "FR_1", None),
            (Detail::CodeBarre, "CUST-0001", Some("CUST-0001")),
            (Detail::CodeBarre, "CUST 1", None),
        ];
        for (detail, text, expected) in cases {
            assert_eq!(kept(detail, text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_place_is_on_earth() {
        let cases = [
            (Detail::Lat, "48.848", Some("48.848")),
            (Detail::Lat, "+048.8480", Some("48.848")),
            (Detail::Lat, "-90", Some("-90")),
            (Detail::Lat, "90.000", Some("90")),
            (Detail::Lat, "90.0000000000001", None),
            (Detail::Lat, "-0.0", Some("0")),
            (Detail::Lat, "-0.5", Some("-0.5")),
            (Detail::Lng, "179.123456789123", Some("179.12345678")),
            (Detail::Lng, "-180", Some("-180")),
            (Detail::Lng, "181", None),
            (Detail::Lng, "1e2", None),
            (Detail::Lng, "48,8", None),
            (Detail::Lng, ".5", None),
            (Detail::Lng, "5.", None),
            (Detail::Lng, "NaN", None),
            (Detail::Lng, "99999999999999999999", None),
        ];
        for (detail, text, expected) in cases {
            assert_eq!(kept(detail, text).as_deref(), expected, "{text}");
        }
    }
}
