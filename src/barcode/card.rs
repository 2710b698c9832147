//! How the shop's own customer cards look, where they do not bear Kash's `$3`.

/// A pattern such as `CUST-*`: `*` stands for one or more characters, `?` for one; everything else for itself, upper and
/// lower case apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPattern(String);

impl CardPattern {
    /// The longest pattern in characters.
    pub const MAX: usize = 64;

    /// Takes 1 to 64 printable characters of which one at least stands for itself: a pattern that fits every code would
    /// leave no product to scan. `None` otherwise.
    pub fn new(pattern: &str) -> Option<Self> {
        let fits = pattern.chars().count() <= Self::MAX
            && pattern.chars().any(|c| c != '*' && c != '?')
            && pattern.chars().all(|c| !c.is_control() && !c.is_whitespace());
        fits.then(|| Self(pattern.to_owned()))
    }

    /// Whether `code` is such a card.
    ///
    /// Takes at most the product of both lengths in steps, whatever a hostile code looks like: `reached[n]` says whether
    /// the pattern so far can stand for the first `n` characters.
    pub fn matches(&self, code: &str) -> bool {
        let code: Vec<char> = code.chars().collect();
        let mut reached = vec![false; code.len() + 1];
        reached[0] = true;
        for p in self.0.chars() {
            let mut next = vec![false; code.len() + 1];
            for (n, c) in code.iter().enumerate() {
                next[n + 1] = match p {
                    '*' => reached[n] || next[n],
                    '?' => reached[n],
                    literal => reached[n] && literal == *c,
                };
            }
            reached = next;
        }
        reached[code.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_take_one_or_more_and_question_marks_take_one() {
        let cases = [
            ("CUST-*", "CUST-0001", true),
            ("CUST-*", "CUST-", false),
            ("CUST-*", "cust-0001", false),
            ("CUST-*", "XCUST-0001", false),
            ("29??", "2912", true),
            ("29??", "291", false),
            ("29??", "29123", false),
            ("*-*", "a-b-c", true),
            ("*-*", "-b", false),
            ("**x", "ax", false),
            ("**x", "abx", true),
            ("é?", "éà", true),
            ("CARD", "CARD", true),
            ("CARD", "CARDS", false),
        ];
        for (pattern, code, expected) in cases {
            let fits = CardPattern::new(pattern).expect(pattern).matches(code);
            assert_eq!(fits, expected, "{pattern} on {code}");
        }
    }

    #[test]
    fn a_pattern_for_everything_is_none() {
        for pattern in ["", "*", "?", "*?*", "A B", "A\u{1b}*", &"x".repeat(65)] {
            assert_eq!(CardPattern::new(pattern), None, "{pattern:?}");
        }
    }

    #[test]
    fn a_hostile_code_costs_no_more_than_any_other() {
        let pattern = CardPattern::new(&format!("{}b", "*a".repeat(31))).expect("a pattern");
        assert!(!pattern.matches(&"a".repeat(200)));
    }
}
