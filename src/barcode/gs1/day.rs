//! Days of the calendar, and the two digits that GS1 leaves of a year.
//!
//! Source: GS1 General Specifications, section 7.12 (the century of a year: at most 49 years back, at most 50 ahead).

use std::fmt;

/// A day of the calendar, of whoever looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// This day, years 1 to 9,999; `None` where the calendar has none.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let fits = year >= 1 && year <= 9_999 && month >= 1 && month <= 12;
        if fits && day >= 1 && day <= days_of(year, month) { Some(Self { year, month, of_month: day }) } else { None }
    }

    /// What `YYMMDD` means today. Day 00 is the last of its month.
    pub(super) fn of_six(digits: &str, today: Self) -> Option<Self> {
        let year = full_year(two(digits, 0)?, today.year)?;
        let (month, day) = (two(digits, 2)?, two(digits, 4)?);
        if day > 0 { Self::new(year, month, day) } else { Self::new(year, month, days_of(year, month)) }
    }
}

/// `2026-11-30`.
impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

/// The year that two digits leave open, seen from another year.
fn full_year(digits: u8, now: u16) -> Option<u16> {
    let earliest = now.checked_sub(49)?;
    let of_this_century = earliest - earliest % 100 + u16::from(digits);
    Some(if of_this_century < earliest { of_this_century + 100 } else { of_this_century })
}

/// The days of a month; 0 for what is no month.
const fn days_of(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// Two ASCII digits.
pub(super) fn two(digits: &str, at: usize) -> Option<u8> {
    digits.get(at..at + 2).filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

/// Whether `YYMMDD` can be a day at all, whatever the century: in the years that two digits can mean by 2049 a fourth
/// year is a leap year.
pub(super) fn may_be_day(digits: &str, day_may_be_00: bool) -> bool {
    let (Some(year), Some(month), Some(day)) = (two(digits, 0), two(digits, 2), two(digits, 4)) else { return false };
    digits.len() == 6
        && (1..=12).contains(&month)
        && day <= days_of(2_000 + u16::from(year), month)
        && (day > 0 || day_may_be_00)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).expect("a day")
    }

    #[test]
    fn two_digits_are_at_most_49_years_back_and_50_ahead() {
        let today = day(2026, 11, 23);
        for (digits, meant) in [
            ("261123", "2026-11-23"),
            ("761231", "2076-12-31"),
            ("770101", "1977-01-01"),
            ("991231", "1999-12-31"),
            ("000229", "2000-02-29"),
            ("260200", "2026-02-28"),
            ("280200", "2028-02-29"),
            ("261100", "2026-11-30"),
        ] {
            assert_eq!(Day::of_six(digits, today).map(|day| day.to_string()).as_deref(), Some(meant), "{digits}");
        }
        assert_eq!(Day::of_six("490101", day(1999, 1, 1)), Some(day(2049, 1, 1)));
        assert_eq!(Day::of_six("500101", day(1999, 1, 1)), Some(day(1950, 1, 1)));
    }

    #[test]
    fn what_no_calendar_has_is_no_day() {
        for digits in ["260229", "261301", "260001", "261132", "26113", "", "26113٣"] {
            assert_eq!(Day::of_six(digits, day(2026, 1, 1)), None, "{digits:?}");
        }
        assert!(Day::new(2026, 2, 29).is_none() && Day::new(0, 1, 1).is_none() && Day::new(2026, 1, 0).is_none());
        assert!(may_be_day("280229", false) && !may_be_day("270229", false) && !may_be_day("2802290", false));
        assert!(may_be_day("280200", true) && !may_be_day("280200", false));
    }
}
