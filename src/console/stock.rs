//! How the catalogue stands, for the page, for scripts and as figures. Reads the file beside the service, as any reader.

use crate::catalogue::standing::{Source, Standing, age_in_words, age_s};
use crate::till::Wall;
use serde_json::{Value, json};
use std::path::Path;

/// What was found, and when that was, as far as it is known.
#[derive(Debug)]
pub(super) struct Stock {
    standing: Result<Standing, String>,
    now: Option<Wall>,
}

impl Stock {
    /// A catalogue that is not there is an empty one.
    pub(super) fn read(catalogue: &Path, now: Option<Wall>) -> Self {
        let standing = Standing::of(catalogue).map(Option::unwrap_or_default).map_err(|error| error.to_string());
        Self { standing, now }
    }

    fn age_s(&self, at: Option<Wall>) -> Option<u64> {
        age_s(at, self.now)
    }

    /// The member `catalogue` of `/api/state`. Times are seconds since 1970; null is unknown, or never.
    pub(super) fn json(&self) -> Value {
        let (standing, error) = match &self.standing {
            Ok(standing) => (standing, None),
            Err(why) => (&Standing::default(), Some(why)),
        };
        json!({
            "articles": standing.articles,
            "cards": standing.cards,
            "source": standing.source.map(word),
            "good_at": standing.good_at.map(|wall| wall.0),
            "age_s": self.age_s(standing.good_at),
            "synced_at": standing.synced_at.map(|wall| wall.0),
            "tried_at": standing.tried_at.map(|wall| wall.0),
            "sync": sync(standing),
            "failure": standing.failure,
            "error": error,
        })
    }

    /// How much there is and how old it is, for the owner.
    pub(super) fn sentence(&self) -> String {
        let Ok(standing) = &self.standing else { return "cannot be read.".to_owned() };
        let Some(source) = standing.source.filter(|_| standing.articles > 0) else {
            return "empty: every scan is unknown.".to_owned();
        };
        let Standing { articles, cards, good_at, .. } = standing;
        let from = if source == Source::Shop { "the shop" } else { "a file" };
        let age = self.age_s(*good_at).map_or_else(|| "age unknown".to_owned(), |age| age_in_words(age) + " old");
        format!("{articles} articles and {cards} customer cards from {from}, {age}.")
    }

    /// What the owner should do something about.
    pub(super) fn trouble(&self) -> Option<String> {
        let standing = match &self.standing {
            Ok(standing) => standing,
            Err(why) => return Some(why.clone()),
        };
        let why = standing.trouble()?;
        let ago = self.age_s(standing.tried_at).map_or_else(String::new, |age| format!(" {} ago", age_in_words(age)));
        Some(format!("The last renewal{ago} changed nothing: {why}"))
    }

    /// What is known as figures; what is not is left out.
    pub(super) fn gauges(&self) -> Vec<(&'static str, &'static str, u64)> {
        let Ok(standing) = &self.standing else { return Vec::new() };
        let mut gauges = vec![("catalogue_articles", "Articles of the catalogue.", u64::from(standing.articles))];
        if let Some(age) = self.age_s(standing.good_at) {
            gauges.push(("catalogue_age_seconds", "Since when the articles are as they are.", age));
        }
        if standing.was_tried {
            let ok = u64::from(standing.failure.is_none());
            gauges.push(("catalogue_sync_ok", "Whether the last renewal from the shop went well.", ok));
        }
        gauges
    }
}

const fn word(source: Source) -> &'static str {
    match source {
        Source::File => "file",
        Source::Shop => "shop",
    }
}

/// What became of the last renewal from the shop.
const fn sync(standing: &Standing) -> &'static str {
    match (standing.was_tried, &standing.failure) {
        (false, _) => "never",
        (true, None) => "ok",
        (true, Some(_)) => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stock(standing: Standing) -> Stock {
        Stock { standing: Ok(standing), now: Some(Wall(1_000_000)) }
    }

    #[test]
    fn the_names_are_the_same_whatever_there_is() {
        let full = Standing {
            articles: 74,
            cards: 3,
            source: Some(Source::Shop),
            good_at: Some(Wall(1_000_000 - 7_300)),
            synced_at: Some(Wall(1_000_000 - 7_300)),
            tried_at: Some(Wall(1_000_000 - 60)),
            was_tried: true,
            failure: Some("The shop is away.".to_owned()),
        };
        let full = stock(full);
        assert_eq!(full.sentence(), "74 articles and 3 customer cards from the shop, 2 hours old.");
        let trouble = full.trouble().expect("it failed");
        assert_eq!(trouble, "The last renewal 1 minute ago changed nothing: The shop is away.");
        let told = full.json();
        assert_eq!((&told["age_s"], &told["sync"], &told["source"]), (&7_300.into(), &"failed".into(), &"shop".into()));
        let names: Vec<&str> = full.gauges().iter().map(|(name, ..)| *name).collect();
        assert_eq!(names, ["catalogue_articles", "catalogue_age_seconds", "catalogue_sync_ok"]);

        let empty = stock(Standing::default());
        assert!(empty.sentence().contains("empty") && empty.trouble().is_none() && empty.gauges().len() == 1);
        let broken = Stock { standing: Err("It is damaged.".to_owned()), now: None };
        assert_eq!((broken.trouble().as_deref(), broken.gauges().len()), (Some("It is damaged."), 0));
        let keys = |value: &Value| value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>());
        assert_eq!(keys(&empty.json()), keys(&told));
        assert_eq!(keys(&broken.json()), keys(&told));
    }
}
