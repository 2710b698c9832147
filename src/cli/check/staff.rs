//! Whether the secret that keys the staff's codes is there and is one.

use super::Finding;
use crate::config::{Config, SecretError};
use std::path::Path;

/// Checks the secret's file if there is anybody who needs it: without it the service does not start.
pub(super) fn check(config: &Config, credentials: Option<&Path>, found: &mut Vec<Finding>) {
    match config.staff(credentials) {
        Ok(people) if people.is_empty() => {}
        Ok(people) => {
            let (file, count) = (config.staff_place(credentials), people.len());
            found.push(Finding::Fine(format!(
                "The staff key file {} holds a secret; {count} of the staff have codes.",
                file.display()
            )));
        }
        Err(error) => {
            let named = config.staff.key_file.is_some();
            if let (false, SecretError::Missing(_)) = (named, &error) {
                return found.push(Finding::Needed(error.to_string()));
            }
            found.push(Finding::if_named(named, Finding::Settings, error.to_string()));
        }
    }
}
