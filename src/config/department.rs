//! `[[department]]`: departments of the shop in which free lines may be made.

use super::value::{Id, Text};
use super::wrong::Wrong;
use crate::till::article::{DepartmentId, Title};
use serde::Deserialize;

/// One department.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Department {
    /// Kash's number.
    pub id: Id,
    /// What the line is called, at most 200 characters.
    pub title: Text<200>,
}

impl Department {
    /// The most departments.
    const MAX: usize = 200;

    pub(super) fn check(all: &[Self]) -> Result<(), Wrong> {
        Wrong::at_most("department", all.len(), Self::MAX)?;
        for (index, department) in all.iter().enumerate() {
            if all[..index].iter().any(|other| other.id == department.id) {
                let why = format!("is {}, which another department has; list each once", department.id.get());
                return Err(Wrong::new(format!("department.{index}.id"), why));
            }
            if department.titled().is_none() {
                return Err(Wrong::new(format!("department.{index}.title"), "has nothing that can be read"));
            }
        }
        Ok(())
    }

    /// Its number, and what its lines are called.
    pub(super) fn titled(&self) -> Option<(DepartmentId, Title)> {
        Title::clean(self.title.as_str()).map(|title| (DepartmentId(self.id.get()), title))
    }
}
