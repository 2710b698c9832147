//! Cards as telephones and address books write them, cut, mutated and made up.

use super::*;
use proptest::prelude::*;

/// A card that has everything.
const WHOLE: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Durand;Zoé;Marie;Mme;\r\nFN:Zoé Durand\r\nORG:Durand SARL\r\n\
    EMAIL;TYPE=INTERNET:zoe.durand@example.com\r\nTEL;TYPE=FAX:+33 1 99 99 99 99\r\nTEL;TYPE=CELL,VOICE:+33 6 12 34 56 78\r\n\
    item1.TEL;type=pref:+33 1 23 45 67 89\r\nitem1.X-ABLabel:bureau\r\nTEL:+33 1 00 00 00 00\r\n\
    ADR;TYPE=HOME:;Bât. B;10 rue des Écoles\\, au fond;Paris;Île-de-France;75005;France\r\n\
    ADR;TYPE=WORK:;;1 place du Marché;Lyon;;69001;FR\r\nNOTE:Sonner\\n2 fois\\, puis a\r\n ttendre\r\nGEO:48.848;2.347\r\n\
    X-KASH-NUMTVA:FRXX999999999\r\nX-KASH-RCS:RCS Paris 123 456 789\r\nX-KASH-CODEBARRE:CUST-0001\r\n\
    PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\nBDAY:1990-01-01\r\nEND:VCARD\r\n";

fn card(text: &str) -> Option<Contact> {
    read(text).unwrap_or_else(|| panic!("not taken for a card: {text}")).ok()
}

fn body(lines: &str) -> Option<Contact> {
    card(&format!("BEGIN:VCARD\nVERSION:2.1\n{lines}\nEND:VCARD"))
}

fn fields(contact: Option<Contact>) -> Vec<(&'static str, String)> {
    let contact = contact.expect("a card");
    contact.fields().map(|(detail, text)| (detail.name(), text.to_owned())).collect()
}

#[test]
fn a_card_fills_all_sixteen_fields() {
    let expected = [
        ("nom", "Durand"),
        ("prenom", "Zoé"),
        ("email", "zoe.durand@example.com"),
        ("telephone", "+33 6 12 34 56 78"),
        ("adresseligne1", "10 rue des Écoles, au fond"),
        ("adresseligne2", "Bât. B"),
        ("commentaireadresse", "Sonner 2 fois, puis attendre"),
        ("codepostal", "75005"),
        ("ville", "Paris"),
        ("pays", "FR"),
        ("numtva", "FRXX999999999"),
        ("rcs", "RCS Paris 123 456 789"),
        ("codeBarre", "CUST-0001"),
        ("telephone2", "+33 1 23 45 67 89"),
        ("lat", "48.848"),
        ("lng", "2.347"),
    ]
    .map(|(name, text)| (name, text.to_owned()));
    for text in
        [WHOLE.to_owned(), WHOLE.replace("\r\n", "\n"), WHOLE.replace("\r\n", "\r"), WHOLE.replace("VCARD", "vCard")]
    {
        assert_eq!(fields(card(&text)), expected, "{text:?}");
    }
}

#[test]
fn each_way_to_write_a_property_is_read() {
    let cases = [
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Durand;Zo=C3=A9;;;", vec![("nom", "Durand"), ("prenom", "Zoé")]),
        ("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Durand;Zo=E9", vec![("nom", "Durand"), ("prenom", "Zoé")]),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=A9 Du=\nrand", vec![("nom", "Zoé Durand")]),
        ("N:Durand", vec![("nom", "Durand")]),
        ("N:;Zoé", vec![("prenom", "Zoé")]),
        ("N:;;;;\nFN:Zoé Durand", vec![("nom", "Zoé Durand")]),
        ("FN:Zoé Durand\nN:Durand;Zoé", vec![("nom", "Durand"), ("prenom", "Zoé")]),
        ("TEL;HOME;VOICE:0123456789", vec![("telephone", "0123456789")]),
        ("TEL;VALUE=uri;TYPE=\"voice,home\":tel:+33-1-23-45;ext=6", vec![("telephone", "+33-1-23-45")]),
        ("TEL:nobody\nTEL:012345", vec![("telephone", "012345")]),
        ("EMAIL:none\nEMAIL;TYPE=work:mailto:a@b.fr", vec![("email", "a@b.fr")]),
        ("FN:A\nGEO:geo:48.8,2.3", vec![("nom", "A"), ("lat", "48.8"), ("lng", "2.3")]),
        ("FN:A\nGEO:geo:48.8,2.3,100;u=35", vec![("nom", "A"), ("lat", "48.8"), ("lng", "2.3")]),
        ("FN:A\nGEO:91.0;2.3", vec![("nom", "A")]),
        ("FN:A\nGEO:48.8", vec![("nom", "A")]),
        ("FN:A\nCOUNTRY:Deutschland", vec![("nom", "A"), ("pays", "DE")]),
        ("FN:A\nADR:;;;;;;\nADR:;;1 rue;Paris", vec![("nom", "A"), ("adresseligne1", "1 rue"), ("ville", "Paris")]),
        ("FN:A\nADR:;;1 rue\nADR:;;;Lyon", vec![("nom", "A"), ("adresseligne1", "1 rue")]),
        ("FN:A\nADR:;;1 rue,bis;Paris", vec![("nom", "A"), ("adresseligne1", "1 rue, bis"), ("ville", "Paris")]),
        ("a line of nothing\nfn:A\n:\n;\n=", vec![("nom", "A")]),
    ];
    for (lines, expected) in cases {
        let expected: Vec<_> = expected.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
        assert_eq!(fields(body(lines)), expected, "{lines}");
    }
}

#[test]
fn a_mecard_fills_the_same_fields() {
    let cases = [
        (
            "MECARD:N:Durand,Zoé;TEL:+33612345678;TEL:0123456789;EMAIL:zoe@example.com;ADR:,Bât. B,10 rue des Écoles,Paris,,75005,FRANCE;NOTE:Sonner\\; puis a\\:b\\\\c;;",
            vec![
                ("nom", "Durand"),
                ("prenom", "Zoé"),
                ("email", "zoe@example.com"),
                ("telephone", "+33612345678"),
                ("adresseligne1", "10 rue des Écoles"),
                ("adresseligne2", "Bât. B"),
                ("commentaireadresse", "Sonner; puis a:b\\c"),
                ("codepostal", "75005"),
                ("ville", "Paris"),
                ("pays", "FR"),
                ("telephone2", "0123456789"),
            ],
        ),
        ("mecard:n:Durand;adr:10 rue, 75005 Paris;", vec![("nom", "Durand"), ("adresseligne1", "10 rue, 75005 Paris")]),
        ("MECARD:N:Du\\,rand\\\\,Zoé;", vec![("nom", "Du,rand\\"), ("prenom", "Zoé")]),
        (
            "MECARD:X-KASH-CODEBARRE:C1;EMAIL:a@b.fr;GEO:48.8,2.3",
            vec![("email", "a@b.fr"), ("codeBarre", "C1"), ("lat", "48.8"), ("lng", "2.3")],
        ),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
        assert_eq!(fields(card(text)), expected, "{text}");
    }
}

#[test]
fn a_card_that_names_nobody_or_was_cut_is_none() {
    for text in [
        "BEGIN:VCARD",
        "BEGIN:VCARD\nEND:VCARD",
        "BEGIN:VCARD\nFN:A",
        "BEGIN:VCARD\nFN:A\nEND:VCAR",
        "BEGIN:VCARDS\nFN:A\nEND:VCARD",
        "BEGIN:VCARD FN:A\nEND:VCARD",
        "BEGIN:VCARD\nNOTE:a\nADR:;;b\nEND:VCARD",
        "MECARD:",
        "MECARD:;;",
        "MECARD:NOTE:a;;",
    ] {
        assert_eq!(card(text), None, "{text}");
    }
    assert_eq!(body(&format!("FN:A\nNOTE:{}", "x".repeat(4_096))), None, "longer than any card");
    for text in ["", "VCARD", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VEVENT", "MECARD", "https://example.com"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn no_calendar_is_reached_through_a_card() {
    for inner in
        ["BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR", "BEGIN:VEVENT\nDTSTART:20200101"]
    {
        // A BEGIN within ends what the reader reads; what stood before it counts.
        assert_eq!(fields(body(&format!("FN:A\n{inner}"))), [("nom", "A".to_owned())], "{inner}");
    }
}

#[test]
fn every_field_of_the_map_is_reached() {
    for detail in Detail::ALL {
        assert!(map().iter().any(|(.., mapped)| *mapped == detail), "{detail:?} is filled by nothing");
    }
}

#[test]
fn a_card_cut_anywhere_is_read_or_refused() {
    for (end, _) in WHOLE.char_indices() {
        assert!(read(&WHOLE[..end]).is_none_or(|read| read.is_err() || end >= WHOLE.len() - 2), "cut at {end}");
    }
}

#[test]
fn a_contact_shows_itself_to_no_debugger() {
    assert_eq!(format!("{:?}", card(WHOLE).expect("a card")), "Contact(16 fields)");
}

/// Every field is within its bounds and one clean line.
fn is_clean(contact: &Contact) -> bool {
    contact.fields().all(|(_, text)| {
        !text.is_empty() && text.chars().count() <= 200 && !text.chars().any(|c| c.is_control() || c == '\u{202e}')
    })
}

const PIECES: &str = "(N|FN|TEL|EMAIL|ADR|NOTE|GEO|BDAY|REV|TZ|PHOTO|KEY|X-KASH-RCS|BEGIN|END|a\\.TEL)\
    ((;(TYPE|VALUE|ENCODING|CHARSET|PREF|CREATED|JSCOMPS|LEVEL)=?(date|time|float|integer|timestamp|uri|base64|b|quoted-printable|utf-7|utf-16|big5|[0-9TZ:+-]{0,20}|\"[^\"]{0,6}\"?)?){0,3})\
    [:;=]?(\\PC{0,30}|[0-9TZ:;,+.-]{0,30}|(=[0-9A-Fx]{0,2}){0,10}=?|[+A-Za-z0-9/=-]{0,30}|data:[a-z;,=0-9]{0,20})[\\\\ \t=]?";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_makes_it_stumble(text in "(BEGIN:VCARD\r?\n|MECARD:)(.|\n|\r){0,200}(\nEND:VCARD)?") {
        prop_assert!(read(&text).and_then(Result::ok).is_none_or(|contact| is_clean(&contact)));
    }

    #[test]
    fn made_up_properties_are_read_or_left(lines in proptest::collection::vec(PIECES, 0..6), end in "\r?\n[ \t]?") {
        let text = format!("BEGIN:VCARD\nFN:A{end}{}\nEND:VCARD", lines.join(&end));
        prop_assert!(read(&text).and_then(Result::ok).is_none_or(|contact| is_clean(&contact)));
    }

    #[test]
    fn a_card_with_wrong_characters_is_read_or_refused(places in proptest::collection::vec((0_usize..1_100, "\\PC|[\\\\;:,=\"\r\n\t ]"), 1..8)) {
        let mut chars: Vec<char> = WHOLE.chars().collect();
        for (place, wrong) in places {
            if let (Some(old), Some(new)) = (chars.get_mut(place), wrong.chars().next()) {
                *old = new;
            }
        }
        let text: String = chars.into_iter().collect();
        prop_assert!(read(&text).and_then(Result::ok).is_none_or(|contact| is_clean(&contact)));
    }
}
