//! Asking the shop for its lists, one request after another, for whoever may block on it: a command, a thread of its own.

use super::reference::{self, List, Reference, Rules, Told, Trouble};
use super::text::told;
use super::{Client, Settings};
use std::io;
use tokio::runtime::Runtime;

/// The longest text of the shop's that is repeated, in characters.
const REPEATED_MAX: usize = 200;

/// The shop, as [`reference::gather`] wants it.
#[derive(Debug)]
struct Asker<'a> {
    client: &'a Client,
    settings: &'a Settings,
    runtime: Runtime,
}

/// Asks for all lists and reads them. Blocks; not for a thread that runs an asynchronous runtime.
///
/// # Errors
///
/// The first list that is in doubt, in one sentence.
pub fn gather(
    client: &Client,
    settings: &Settings,
    rules: &Rules,
    told: &mut dyn FnMut(Told),
) -> Result<Reference, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error: io::Error| Trouble::Unreachable(List::Settings, error.to_string()))?;
    reference::gather(&mut Asker { client, settings, runtime }, rules, told)
}

impl reference::Shop for Asker<'_> {
    fn ask(&mut self, list: List, format: &str) -> Result<(u16, Vec<u8>), String> {
        let asked = async {
            match list {
                List::Settings => self.client.shop_infos(reference::LONGEST).await,
                _ => self.client.get(list.script(), &[("format", format)], reference::LONGEST).await,
            }
        };
        self.runtime.block_on(asked)
    }

    fn clean(&self, text: &str) -> String {
        told(text, &self.settings.key, REPEATED_MAX)
    }
}
