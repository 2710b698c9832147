//! Countries as people's address books write them, and the two letters that Kash wants.

/// The two letters of ISO 3166, from themselves in either case or from the name of one of the commonest countries in its
/// own language, in French or in English; `None` for any other text, since a wrong country is worse than none.
pub(super) fn code(text: &str) -> Option<String> {
    if text.eq_ignore_ascii_case("uk") {
        return Some("GB".to_owned());
    }
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Some(text.to_ascii_uppercase());
    }
    let name = text.to_lowercase();
    let known = KNOWN.iter().find(|(_, names)| names.contains(&name.as_str()));
    known.map(|(code, _)| (*code).to_owned())
}

/// Names in lower case.
const KNOWN: &[(&str, &[&str])] = &[
    ("FR", &["france", "fra", "frankreich", "francia", "frankrijk", "frança"]),
    ("BE", &["belgique", "belgië", "belgie", "belgium", "belgien", "bel"]),
    ("CH", &["suisse", "schweiz", "svizzera", "switzerland", "che"]),
    ("LU", &["luxembourg", "luxemburg", "lëtzebuerg", "lux"]),
    ("MC", &["monaco"]),
    ("DE", &["deutschland", "allemagne", "germany", "alemania", "germania", "duitsland", "alemanha", "deu"]),
    ("AT", &["österreich", "autriche", "austria", "aut"]),
    ("ES", &["españa", "espagne", "spain", "spanien", "spagna", "spanje", "espanha", "esp"]),
    ("IT", &["italia", "italie", "italy", "italien", "italië", "itália", "ita"]),
    ("PT", &["portugal", "portogallo", "prt"]),
    ("NL", &["nederland", "pays-bas", "netherlands", "the netherlands", "niederlande", "nld"]),
    ("GB", &["united kingdom", "royaume-uni", "great britain", "england", "angleterre", "u.k.", "gbr"]),
    ("IE", &["ireland", "irlande", "éire", "irl"]),
    ("DK", &["danmark", "danemark", "denmark", "dnk"]),
    ("SE", &["sverige", "suède", "sweden", "swe"]),
    ("PL", &["polska", "pologne", "poland", "pol"]),
    ("US", &["united states", "united states of america", "états-unis", "usa", "u.s.a."]),
    ("CA", &["canada", "can"]),
    ("MA", &["maroc", "morocco", "mar"]),
    ("DZ", &["algérie", "algeria", "dza"]),
    ("TN", &["tunisie", "tunisia", "tun"]),
    ("SN", &["sénégal", "senegal", "sen"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_and_common_names_are_a_country_and_nothing_else_is() {
        let cases = [
            ("FR", Some("FR")),
            ("de", Some("DE")),
            ("France", Some("FR")),
            ("FRANCE", Some("FR")),
            ("Deutschland", Some("DE")),
            ("ESPAÑA", Some("ES")),
            ("Österreich", Some("AT")),
            ("USA", Some("US")),
            ("F", None),
            ("F1", None),
            ("é", None),
            ("Ruritania", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text).as_deref(), expected, "{text}");
        }
        assert_eq!(code("UK").as_deref(), Some("GB"), "what people write for it");
    }

    #[test]
    fn every_name_is_in_lower_case_and_of_one_country() {
        let names: Vec<&str> = KNOWN.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        for (index, name) in names.iter().enumerate() {
            assert!(*name == name.to_lowercase() && !names[..index].contains(name), "{name}");
        }
    }
}
