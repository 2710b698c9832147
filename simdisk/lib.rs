//! A disk in memory for SQLite that fails as real ones do: what was not synced may be lost at a power cut, in any order
//! and torn between sectors; a sync can fail; there may be no room left.
//!
//! It knows no journal and no order. It is a crate of its own because SQLite's interface for file systems is C, and
//! scanslip itself forbids unsafe code. Shared memory is not offered: SQLite's WAL mode needs none with
//! `locking_mode=EXCLUSIVE`.

mod medium;
mod vfs;

pub use medium::{Image, Trouble};

use medium::State;
use std::cell::RefCell;
use std::rc::Rc;

/// The name under which SQLite knows this file system.
pub const VFS: &str = "scanslip-simdisk";

/// One disk. SQLite's files on it live as long as their connections; those of a disk that was cut off only fail.
#[derive(Debug)]
pub struct Disk(Rc<RefCell<State>>);

impl Disk {
    /// A disk that holds these files, all of them on the medium.
    ///
    /// # Panics
    /// If SQLite does not take the file system, which it does unless memory is exhausted.
    pub fn new(image: &Image) -> Self {
        vfs::register();
        Self(Rc::new(RefCell::new(State::of(image))))
    }

    /// From now on this thread's connections to [`VFS`] are opened on this disk.
    pub fn mount(&self) {
        vfs::mount(self.0.clone());
    }

    /// What is wrong with it from now on.
    pub fn suffer(&self, trouble: Trouble) {
        self.0.borrow_mut().trouble = trouble;
    }

    /// The power goes during the operation after so many more of them (a write, a truncation or a sync each).
    pub fn fail_power_after(&self, operations: u32) {
        self.0.borrow_mut().power_left = Some(operations);
    }

    /// Takes back [`Disk::fail_power_after`].
    pub fn keep_power(&self) {
        self.0.borrow_mut().power_left = None;
    }

    /// Whether the power is gone: nothing can be read or written any more.
    pub fn is_dead(&self) -> bool {
        self.0.borrow().dead
    }

    /// The files as a process sees them, synced or not.
    pub fn image(&self) -> Image {
        self.0.borrow().image()
    }

    /// The process that used it is gone, and the system lives: what was written is still to be had, what was not synced
    /// is still not on the medium. Whatever is open on `self` only fails from now on.
    #[must_use]
    pub fn after_kill(&self) -> Self {
        Self(Rc::new(RefCell::new(self.0.borrow_mut().take())))
    }

    /// The power is cut: of what was not synced, `chance(n)` (0 to n - 1) decides which sectors are there. Whatever is
    /// open on `self` only fails from now on.
    #[must_use]
    pub fn after_power_cut(&self, chance: &mut dyn FnMut(u32) -> u32) -> Self {
        let mut state = self.0.borrow_mut().take();
        state.settle(chance);
        Self(Rc::new(RefCell::new(state)))
    }
}

#[cfg(test)]
mod tests;
