//! The core. An [`Event`] and the time go in, [`Effect`]s come out; nothing else happens.

pub mod article;
pub mod effect;
pub mod entry;
pub mod event;
pub mod moment;
pub mod money;
pub mod order;
pub mod screen;
pub mod settings;
pub mod slip;

pub use effect::Effect;
pub use event::Event;
pub use moment::{Moment, Now, Wall};
pub use settings::Settings;
