//! Whether the shop's key is there, is one, and is nobody else's to read.

use super::Finding;
use crate::config::{Config, KeyError};
use crate::kash;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The permission bits of everybody else.
const OTHERS: u32 = 0o007;

/// Checks the key's file; answers with the shop's settings if there is a key.
pub(super) fn check(
    config: &Config,
    credentials: Option<&Path>,
    online: bool,
    found: &mut Vec<Finding>,
) -> Option<kash::Settings> {
    let file = config.key_place(credentials);
    let shop = config.kash(credentials);
    let needed = online || config.kash.key_file.is_some();
    match &shop {
        Ok(_) if fs::metadata(&file).is_ok_and(|is| is.permissions().mode() & OTHERS != 0) => {
            let shown = file.display();
            found.push(Finding::Warning(format!("The key file {shown} is open to everybody: sudo chmod 600 {shown}.")));
        }
        Ok(_) => found.push(Finding::Fine(format!("The key file {} holds a key.", file.display()))),
        Err(error @ KeyError::NoKey(_)) => found.push(Finding::Settings(error.to_string())),
        // Whatever else is right: the service says the same and ends.
        Err(error @ KeyError::Missing(_)) if !needed => found.push(Finding::Needed(error.to_string())),
        Err(error) => found.push(Finding::if_named(needed, Finding::Settings, error.to_string())),
    }
    shop.ok()
}
