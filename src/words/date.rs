//! A wall time as readers of a language write it, to the minute.

use crate::till::moment::Wall;
use crate::till::settings::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Day and time in `zone`: `23/11/2026 21:16`; `None` where the clock says something that no calendar has.
pub fn date_time(wall: Wall, language: Language, zone: &TimeZone) -> Option<String> {
    let local = zone.to_datetime(Timestamp::from_second(wall.0).ok()?);
    let (day, month, year) = (local.day(), local.month(), local.year());
    let date = match language {
        Language::De => format!("{day:02}.{month:02}.{year:04}"),
        Language::Nl => format!("{day:02}-{month:02}-{year:04}"),
        _ => format!("{day:02}/{month:02}/{year:04}"),
    };
    Some(format!("{date} {:02}:{:02}", local.hour(), local.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_of_the_shop() {
        let paris = TimeZone::fixed(jiff::tz::offset(1));
        let wall = Wall(1_795_477_560);
        let slashes = [Language::Fr, Language::En, Language::Es, Language::It, Language::Pt];
        let cases = slashes.map(|language| (language, "24/11/2026 00:46"));
        for (language, wanted) in cases.into_iter().chain([(Language::De, "24.11.2026 00:46")]) {
            assert_eq!(date_time(wall, language, &paris).as_deref(), Some(wanted), "{language:?}");
        }
        assert_eq!(date_time(wall, Language::Nl, &TimeZone::UTC).as_deref(), Some("23-11-2026 23:46"));
        assert_eq!(date_time(Wall(i64::MAX), Language::Fr, &paris), None);
    }
}
