//! Files that are moved so that a power cut loses none: each change is on the medium before the next one begins.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Does one step after another; `before`, if there is one, is asked before each, by its name.
#[derive(Default)]
pub(super) struct Mover<'a> {
    pub(super) before: Option<&'a mut dyn FnMut(&'static str) -> io::Result<()>>,
}

impl Mover<'_> {
    /// Puts these bytes at `target`: there is the old file or the whole new one.
    pub(super) fn place(&mut self, bytes: &[u8], target: &Path, mode: u32) -> io::Result<()> {
        let mut aside = target.as_os_str().to_owned();
        aside.push(".part");
        let aside = PathBuf::from(aside);
        self.begin("write aside")?;
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(&aside)?;
        file.write_all(bytes)?;
        // Whatever the mask takes away, or another start left.
        file.set_permissions(fs::Permissions::from_mode(mode)).or_else(without_modes)?;
        self.begin("sync aside")?;
        file.sync_all()?;
        self.rename(&aside, target)
    }

    /// Within one folder.
    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin("rename")?;
        fs::rename(from, to)?;
        self.sync_folder(to)
    }

    /// Overwrites a file and takes it away. On flash the old bytes may lie in cells that nobody can address any more.
    pub(super) fn wipe(&mut self, path: &Path) -> io::Result<()> {
        self.begin("overwrite")?;
        let mut file = OpenOptions::new().write(true).open(path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        file.write_all(&vec![0; length])?;
        self.begin("sync overwritten")?;
        file.sync_all()?;
        self.remove(path)
    }

    /// Takes a file away.
    pub(super) fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.begin("remove")?;
        fs::remove_file(path)?;
        self.sync_folder(path)
    }

    fn begin(&mut self, step: &'static str) -> io::Result<()> {
        self.before.as_mut().map_or(Ok(()), |before| before(step))
    }

    fn sync_folder(&mut self, of: &Path) -> io::Result<()> {
        self.begin("sync folder")?;
        File::open(of.parent().unwrap_or(of))?.sync_all()
    }
}

/// A boot partition (FAT) knows no modes.
fn without_modes(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::PermissionDenied { Ok(()) } else { Err(error) }
}
