//! `[sound]`: what is heard beside what is seen. Nothing is told by sound alone.

use super::value::Place;
use scanslip_hw::tone;
use serde::Deserialize;
use serde::de::{self, Deserializer};

/// `[sound]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sound {
    /// Whether scanners that can be told so beep for what became of a scan.
    pub scanner: bool,
    /// Which loudspeaker or buzzer of the machine sounds.
    pub tone: Tone,
}

impl Default for Sound {
    fn default() -> Self {
        Self { scanner: true, tone: Tone::Auto }
    }
}

/// Which loudspeaker or buzzer of the machine sounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// The first that the kernel knows, if there is one.
    #[default]
    Auto,
    /// None.
    None,
    /// The one of this node, or a link to it.
    At(Place),
}

impl<'de> Deserialize<'de> for Tone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match text.as_str() {
            "auto" => Ok(Self::Auto),
            "none" => Ok(Self::None),
            path if path.starts_with('/') => Place::deserialize(de::value::StringDeserializer::new(text)).map(Self::At),
            other => {
                Err(de::Error::custom(format!("tone {other:?} is neither auto, none nor a path that begins with /")))
            }
        }
    }
}

impl Sound {
    /// As the device's worker takes it; none if it shall be silent.
    pub fn loudspeaker(&self) -> Option<tone::Settings> {
        match &self.tone {
            Tone::Auto => Some(tone::Settings::default()),
            Tone::None => None,
            Tone::At(place) => Some(tone::Settings { path: Some(place.path().to_owned()) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn each_sound_can_be_switched() {
        let read = |text| toml::from_str::<Sound>(text);
        let at = |path: Option<&str>| Some(tone::Settings { path: path.map(PathBuf::from) });
        for (text, beeps, loudspeaker) in [
            ("", true, at(None)),
            ("scanner = false", false, at(None)),
            ("tone = \"none\"", true, None),
            ("scanner = true\ntone = \"/dev/input/event7\"", true, at(Some("/dev/input/event7"))),
        ] {
            let sound = read(text).expect("settings");
            assert_eq!((sound.scanner, sound.loudspeaker()), (beeps, loudspeaker), "{text}");
        }
        for wrong in ["tone = \"loud\"", "scanner = \"no\"", "beep = true"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
