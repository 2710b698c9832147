//! What becomes of a file that is written to a folder, as statfs(2) tells. Linux's numbers of its file systems are those of
//! `linux/magic.h`.

use rustix::fs::{StatVfsMountFlags, statfs, statvfs};
use std::io;
use std::path::Path;

/// OVERLAYFS_SUPER_MAGIC.
const OVERLAY: i128 = 0x794c_7630;
/// TMPFS_MAGIC and RAMFS_MAGIC.
const MEMORY: [i128; 2] = [0x0102_1994, 0x8584_58f6];

/// Where a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// On something that keeps what is written to it, as far as the kernel tells.
    Kept,
    /// On something that may not be written to.
    ReadOnly,
    /// On something laid over it that takes what is written: memory, where a system's card is only read.
    Overlay,
    /// In memory.
    Memory,
}

impl Medium {
    /// That of a folder.
    ///
    /// # Errors
    ///
    /// The folder is not there, or cannot be seen.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let kind = Self::of_kind(i128::from(statfs(folder)?.f_type));
        let is_read_only = statvfs(folder)?.f_flag.contains(StatVfsMountFlags::RDONLY);
        Ok(if kind == Self::Kept && is_read_only { Self::ReadOnly } else { kind })
    }

    const fn of_kind(magic: i128) -> Self {
        // The word is of 32 bits on some machines and of 64 on others; where it is short it may come with a sign.
        match magic & 0xffff_ffff {
            OVERLAY => Self::Overlay,
            magic if magic == MEMORY[0] || magic == MEMORY[1] => Self::Memory,
            _ => Self::Kept,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_overlays_are_told_from_what_keeps() {
        // An ext4 and a FAT, as on a Pi.
        let cases = [(0xef53, Medium::Kept), (0x4d44, Medium::Kept), (OVERLAY, Medium::Overlay)];
        let memory = [(MEMORY[0], Medium::Memory), (MEMORY[1], Medium::Memory)];
        let signed = [(i128::from(0x8584_58f6_u32.cast_signed()), Medium::Memory)];
        for (magic, medium) in cases.into_iter().chain(memory).chain(signed) {
            assert_eq!(Medium::of_kind(magic), medium, "{magic:x}");
        }
    }

    #[test]
    fn this_machine_has_folders_of_several_kinds() {
        let mounts = std::fs::read_to_string("/proc/self/mounts").expect("Linux");
        // The last mount at a place is the one that is seen.
        let mut places = std::collections::BTreeMap::new();
        for line in mounts.lines() {
            if let [_, place, kind, flags, ..] = line.split(' ').collect::<Vec<_>>()[..] {
                places.insert(place, (kind, flags.split(',').any(|flag| flag == "ro")));
            }
        }
        for (place, (kind, is_read_only)) in places {
            let Ok(medium) = Medium::of(Path::new(place)) else { continue };
            let expected = match kind {
                "tmpfs" | "ramfs" | "devtmpfs" => Medium::Memory,
                "overlay" => Medium::Overlay,
                _ if is_read_only => Medium::ReadOnly,
                _ => Medium::Kept,
            };
            assert_eq!(medium, expected, "{place} is {kind}");
        }
        assert!(Medium::of(Path::new("/no/such/folder")).is_err());
    }
}
