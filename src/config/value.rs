//! Values that check themselves while the file is read, so that a wrong one is reported with its line. Knows no
//! section: what a key means is said where the section is.

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;
use std::path::{Path, PathBuf};

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Whole<MIN, MAX> {
    /// `N`; out of bounds, it does not compile.
    pub const fn of<const N: u32>() -> Self {
        const { assert!(MIN <= N && N <= MAX, "the default is within the bounds") };
        Self(N)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<'de, const MIN: u32, const MAX: u32> Deserialize<'de> for Whole<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |number| u32::try_from(number).ok().filter(|number| (MIN..=MAX).contains(number)).map(Self);
        whole(deserializer, format_args!("a whole number from {MIN} to {MAX}"), read)
    }
}

/// A number that Kash gave to something: 1 to 999,999,999,999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(u64);

impl Id {
    const MAX: u64 = 999_999_999_999;

    /// Reads digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|id| digits && (1..=Self::MAX).contains(id)).map(Self)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |number| u64::try_from(number).ok().filter(|id| (1..=Self::MAX).contains(id)).map(Self);
        whole(deserializer, format_args!("a number that Kash gave, 1 to {}", Self::MAX), read)
    }
}

/// A text of 1 to `MAX` characters, none of them a control character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const MAX: usize>(String);

impl<const MAX: usize> Text<MAX> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn to_text(&self) -> String {
        self.0.clone()
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fits = |text: &str| !text.is_empty() && text.chars().count() <= MAX && !text.chars().any(char::is_control);
        let expected = format_args!("a text of 1 to {MAX} characters without control characters");
        text(deserializer, expected, |text| fits(text).then(|| Self(text.to_owned())))
    }
}

/// A name of 1 to 24 of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// `text` as a name, if it is one.
    pub fn new(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        ((1..=24).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// A name that stands in the source, right by inspection.
    pub(super) fn literal(name: &'static str) -> Self {
        debug_assert!(Self::new(name).is_some(), "{name:?} is a name");
        Self(name.to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(deserializer, "1 to 24 characters of a-z, 0-9 and -", Self::new)
    }
}

/// An absolute path, so that it means the same for the service and for whoever runs `check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(PathBuf);

impl Place {
    /// `text` as a place, if it is an absolute path of at most 4,096 bytes without control characters.
    pub fn new(text: &str) -> Option<Self> {
        let fits = text.starts_with('/') && text.len() <= 4_096 && !text.chars().any(char::is_control);
        fits.then(|| Self(PathBuf::from(text)))
    }

    /// A place that stands in the source, right by inspection.
    pub(super) fn literal(path: &'static str) -> Self {
        debug_assert!(Self::new(path).is_some(), "{path:?} is absolute");
        Self(PathBuf::from(path))
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(deserializer, "an absolute path, beginning with /", Self::new)
    }
}

/// Reads a whole number through `read`, which answers `None` for one that is not `expected`.
pub fn whole<'de, D, T>(
    deserializer: D,
    expected: impl fmt::Display,
    read: impl FnOnce(i64) -> Option<T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(Reading { expected, number: Some(read), text: None::<fn(&str) -> Option<T>> })
}

/// Reads a text through `read`, which answers `None` for one that is not `expected`.
pub fn text<'de, D, T>(
    deserializer: D,
    expected: impl fmt::Display,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(Reading { expected, number: None::<fn(i64) -> Option<T>>, text: Some(read) })
}

/// Reads what may be a whole number or a text.
pub fn either<'de, D, T>(
    deserializer: D,
    expected: impl fmt::Display,
    number: impl FnOnce(i64) -> Option<T>,
    text: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(Reading { expected, number: Some(number), text: Some(text) })
}

/// One value: what is expected, and how a number and a text become it.
struct Reading<E, N, S> {
    expected: E,
    number: Option<N>,
    text: Option<S>,
}

impl<T, E, N, S> Visitor<'_> for Reading<E, N, S>
where
    E: fmt::Display,
    N: FnOnce(i64) -> Option<T>,
    S: FnOnce(&str) -> Option<T>,
{
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.expected)
    }

    fn visit_i64<F: Error>(mut self, number: i64) -> Result<T, F> {
        let read = self.number.take();
        let wrong = if read.is_some() { F::invalid_value } else { F::invalid_type };
        read.and_then(|read| read(number)).ok_or_else(|| wrong(Unexpected::Signed(number), &self))
    }

    fn visit_str<F: Error>(mut self, text: &str) -> Result<T, F> {
        let read = self.text.take();
        let wrong = if read.is_some() { F::invalid_value } else { F::invalid_type };
        read.and_then(|read| read(text)).ok_or_else(|| wrong(Unexpected::Str(text), &self))
    }
}
