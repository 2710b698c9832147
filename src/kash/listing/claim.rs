//! Whether the shop's order of a number is one of ours, as staff say that it is. Pure.
//!
//! It is if it bears the order's name, in a mark that may have been cut or whose lines may have been changed at the till:
//! staff have compared them. One that shows its comments and bears no mark, or another's, is another; one that shows none
//! is, unless what it shows speaks against it ([`super::likeness`]).

use super::likeness::{Alike, Likeness};
use super::{LONGEST, Search, rows, shows_comments, texts, whole};
use crate::kash::Settings;
use crate::kash::fields::Fields;
use crate::kash::mark::{self, Mark, Sighting};
use crate::till::moment::Wall;
use crate::till::order::Order;
use std::collections::BTreeSet;

/// What the shop says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The shop has the order under this number.
    Right,
    /// It has none of this number, or another one; in words that follow "the shop".
    Wrong(String),
    /// It did not say; why not.
    Unknown(String),
}

/// One question, fed with what the shop shows.
#[derive(Debug)]
pub(in crate::kash) struct Claim<'a> {
    number: u64,
    mark: Mark,
    likeness: Likeness<'a>,
    has_period: bool,
    was_drafted: bool,
}

impl<'a> Claim<'a> {
    /// `was_drafted` is whether the order went to the shop as a draft, which is none of its orders until it is validated;
    /// `taken` are the numbers of other orders of this kiosk, `now` is the wall time if the clock is known to be right.
    pub(in crate::kash) fn new(
        settings: &Settings,
        order: &'a Order,
        number: u64,
        was_drafted: bool,
        taken: &'a BTreeSet<u64>,
        now: Option<Wall>,
    ) -> Self {
        Self {
            number,
            mark: Mark::of(&settings.kiosk_id, order),
            likeness: Likeness::new(settings, order, taken),
            has_period: Search::has_period(order, now),
            was_drafted,
        }
    }

    /// What `getOrder.php` answered, if it shows the order of this number.
    pub(in crate::kash) fn of_order(&self, status: u16, body: &[u8]) -> Option<Verdict> {
        Some(self.judge(&whole::read(status, body, self.number)?, false))
    }

    /// What a listing says, if it shows the order of this number; why it is none.
    pub(in crate::kash) fn of_listing(&self, status: u16, body: &[u8]) -> Result<Option<Verdict>, String> {
        if !(200..=299).contains(&status) || body.len() > LONGEST {
            return Err(format!("it answered a listing with status {status} and {} bytes", body.len()));
        }
        let (mut own, mut comments) = (None, false);
        let read = rows::read(body, &mut |row| {
            comments |= shows_comments(&row.0);
            if whole::number_of(row) == Some(self.number) {
                own = Some(Fields(row.0.clone()));
            }
        });
        read.map_err(|_| "its listing could not be read".to_owned())?;
        Ok(own.map(|row| self.judge(&row, comments)))
    }

    /// What it means that the shop was asked for the number and for all its listings, and showed the order nowhere.
    pub(in crate::kash) fn of_nothing(&self) -> Verdict {
        if self.has_period {
            Verdict::Wrong(format!("shows no order {}", self.number))
        } else {
            Verdict::Unknown("the clock is not set, so it cannot be asked for a period".to_owned())
        }
    }

    /// `comments` is whether others beside it show theirs.
    fn judge(&self, row: &Fields, comments: bool) -> Verdict {
        match self.compare(row, comments) {
            Verdict::Right if self.was_drafted && whole::is_validated(row) == Some(false) => Verdict::Wrong(format!(
                "has it under {} as a draft only, which must be validated there first",
                self.number
            )),
            verdict => verdict,
        }
    }

    fn compare(&self, row: &Fields, comments: bool) -> Verdict {
        let texts = texts(&row.0);
        let bears = |text: &&str| self.mark.found_in(text) != Sighting::No;
        if texts.iter().any(bears) {
            return Verdict::Right;
        }
        let number = self.number;
        if let Some(other) = texts.iter().find_map(|text| mark::any_in(text)) {
            return Verdict::Wrong(format!("has another order under {number}: it bears the mark {other}"));
        }
        if comments || shows_comments(&row.0) {
            return Verdict::Wrong(format!(
                "has another order under {number}: it does not bear the mark {}",
                self.mark
            ));
        }
        match self.likeness.of(row, Some(number)) {
            Alike::No => {
                Verdict::Wrong(format!("has another order under {number}: its lines, register or time are others"))
            }
            Alike::Yes | Alike::Unclear => Verdict::Right,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kash::sample;
    use serde_json::{Value, json};

    const NOW: Option<Wall> = Some(Wall(1_761_436_860));

    fn with<T>(settings: &Settings, now: Option<Wall>, ask: impl FnOnce(&Claim<'_>) -> T) -> T {
        let (order, taken) = (Order { confirmed_at: now, ..sample::order() }, BTreeSet::from([3]));
        ask(&Claim::new(settings, &order, 7, false, &taken, now))
    }

    fn told(verdict: &Verdict) -> &str {
        match verdict {
            Verdict::Right => "right",
            Verdict::Wrong(why) => why,
            Verdict::Unknown(_) => "unknown",
        }
    }

    #[test]
    fn a_draft_is_no_order_where_it_was_to_be_validated() {
        let mark = Mark::of("kiosk-1", &sample::order()).to_string();
        let row = |validated: bool| {
            Fields(
                [("privateComment".to_owned(), json!(mark)), ("validated".to_owned(), json!(validated))]
                    .into_iter()
                    .collect(),
            )
        };
        let (order, taken, settings) = (sample::order(), BTreeSet::new(), sample::settings());
        for (was_drafted, validated, is_right) in [(true, true, true), (true, false, false), (false, false, true)] {
            let claim = Claim::new(&settings, &order, 7, was_drafted, &taken, NOW);
            let verdict = claim.judge(&row(validated), false);
            assert_eq!(verdict == Verdict::Right, is_right, "{verdict:?}");
        }
    }

    #[test]
    fn an_order_is_ours_by_its_mark_or_if_nothing_speaks_against_it() {
        let mark = Mark::of("kiosk-1", &sample::order()).to_string();
        let other = mark.replace("F7:", "F8:");
        let register = Settings { cash_register_id: Some(4), ..sample::settings() };
        for (more, expected) in [
            (json!({"privateComment": format!("Borne {mark}")}), "right"),
            (json!({"received": [{"name": "privateComment", "value": mark}], "comment": ""}), "right"),
            // Whoever changed it at the till.
            (json!({"privateComment": mark.replace("3cf3c892", "00000000")}), "right"),
            (json!({"privateComment": other}), "it bears the mark kiosk-1:01JZX5N4Q8M0T7V2B3C4D5E6F8:3cf3c892"),
            (
                json!({"privateComment": other.replace("kiosk-1", "kiosk-22")}),
                "the mark kiosk-22:01JZX5N4Q8M0T7V2B3C4D5E6F8",
            ),
            (json!({"note": other}), "it bears the mark"),
            (json!({"privateComment": "Table 4"}), "it does not bear the mark kiosk-1:"),
            (json!({"privateComment": null}), "it does not bear the mark kiosk-1:"),
            (json!({}), "right"),
            (json!({"total": "999.00"}), "right"),
            (json!({"idcaisse": 5}), "register or time are others"),
            (json!({"items": [{"id": 1, "quantity": 1}]}), "its lines"),
        ] {
            let mut row = json!({"orderID": "7"});
            row.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            with(&register, NOW, |claim| {
                let verdict = claim.of_order(200, row.to_string().as_bytes()).expect("it is shown");
                assert!(told(&verdict).contains(expected), "{row}: {verdict:?}");
                let list = json!([{"id": 1, "total": "1.00"}, row]).to_string();
                assert_eq!(claim.of_listing(200, list.as_bytes()), Ok(Some(verdict)), "{list}");
            });
        }
    }

    #[test]
    fn where_others_show_comments_one_without_any_is_none_of_ours() {
        let list = json!([{"id": 1, "privateComment": "x"}, {"id": 7}]).to_string();
        let verdict = with(&sample::settings(), NOW, |claim| claim.of_listing(200, list.as_bytes()));
        assert!(matches!(verdict, Ok(Some(Verdict::Wrong(_)))), "{verdict:?}");
    }

    #[test]
    fn what_is_no_answer_shows_no_order() {
        let answers: [(u16, Value); 5] = [
            (200, json!({"success": false, "result": "bad key"})),
            (404, json!({"orderID": 7})),
            (200, json!({"orderID": 8})),
            (200, json!([])),
            (200, json!("7")),
        ];
        with(&sample::settings(), NOW, |claim| {
            for (status, body) in answers {
                assert_eq!(claim.of_order(status, body.to_string().as_bytes()), None, "{body}");
            }
            assert_eq!(claim.of_listing(200, br#"[{"id":8}]"#), Ok(None));
            for (status, body) in [(500, "[]"), (200, "<html>"), (200, r#"{"success":false}"#), (200, r#"[{"id":7}"#)] {
                assert!(claim.of_listing(status, body.as_bytes()).is_err(), "{body}");
            }
            assert_eq!(claim.of_nothing(), Verdict::Wrong("shows no order 7".to_owned()));
        });
        with(&sample::settings(), None, |claim| {
            let said = claim.of_nothing();
            assert!(matches!(said, Verdict::Unknown(_)), "what it lists without a period is its own affair");
        });
    }
}
