//! Files that are moved so that a power cut loses none: each change is on the medium before the next one begins.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// One change, or one wait until changes are on the medium.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// Makes a file of these bytes and this mode, in the place of what another start left.
    Write(&'a Path, &'a [u8], u32),
    /// Waits for what a file or a folder holds.
    Sync(&'a Path),
    /// Within one folder: there is the old file or the whole new one.
    Rename(&'a Path, &'a Path),
    /// Puts zeros in the place of what a file holds.
    Overwrite(&'a Path),
    Remove(&'a Path),
}

impl Step<'_> {
    pub(super) fn take(&self) -> io::Result<()> {
        match *self {
            Self::Write(at, bytes, mode) => {
                let mut file = anew(at, mode)?;
                file.write_all(bytes)?;
                // Whatever the mask takes away, or another start left.
                file.set_permissions(fs::Permissions::from_mode(mode)).or_else(without_modes)
            }
            Self::Sync(at) => File::open(at)?.sync_all(),
            Self::Rename(from, to) => fs::rename(from, to),
            Self::Overwrite(at) => {
                let mut file = OpenOptions::new().write(true).open(at)?;
                let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
                file.write_all(&vec![0; length])
            }
            Self::Remove(at) => fs::remove_file(at),
        }
    }
}

/// Names the files and nothing of what is in them.
impl fmt::Debug for Step<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match *self {
            Self::Write(at, ..) => write!(out, "write {}", name(at)),
            Self::Sync(at) => write!(out, "sync {}", name(at)),
            Self::Rename(from, to) => write!(out, "rename {} {}", name(from), name(to)),
            Self::Overwrite(at) => write!(out, "overwrite {}", name(at)),
            Self::Remove(at) => write!(out, "remove {}", name(at)),
        }
    }
}

/// The path with something behind its name: a file of the same folder.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// An empty file of this mode, in the place of what another start left: that may be open to others, or lead elsewhere.
pub(super) fn anew(path: &Path, mode: u32) -> io::Result<File> {
    if let Err(error) = fs::remove_file(path)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

/// Whoever takes steps instead.
type Instead<'a> = &'a mut dyn FnMut(Step<'_>) -> io::Result<()>;

/// Takes one step after another, or hands each to whoever wants to take them.
#[derive(Default)]
pub(super) struct Mover<'a> {
    pub(super) instead: Option<Instead<'a>>,
}

impl Mover<'_> {
    /// Writes what is to be at `target` beside it; the file, which [`Mover::rename`] puts in place. On the medium then.
    pub(super) fn prepare(&mut self, bytes: &[u8], target: &Path, mode: u32) -> io::Result<PathBuf> {
        let aside = beside(target, ".part");
        self.take(Step::Write(&aside, bytes, mode))?;
        self.take(Step::Sync(&aside))?;
        Ok(aside)
    }

    /// Puts these bytes at `target`: there is the old file or the whole new one.
    pub(super) fn place(&mut self, bytes: &[u8], target: &Path, mode: u32) -> io::Result<()> {
        let aside = self.prepare(bytes, target, mode)?;
        self.rename(&aside, target)
    }

    /// Within one folder.
    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.take(Step::Rename(from, to))?;
        self.sync_folder(to)
    }

    /// Overwrites a file and takes it away. On flash the old bytes may lie in cells that nobody can address any more.
    pub(super) fn wipe(&mut self, path: &Path) -> io::Result<()> {
        self.take(Step::Overwrite(path))?;
        self.take(Step::Sync(path))?;
        self.remove(path)
    }

    /// Takes a file away.
    pub(super) fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.take(Step::Remove(path))?;
        self.sync_folder(path)
    }

    fn sync_folder(&mut self, of: &Path) -> io::Result<()> {
        self.take(Step::Sync(of.parent().unwrap_or(of)))
    }

    fn take(&mut self, step: Step<'_>) -> io::Result<()> {
        match &mut self.instead {
            Some(instead) => instead(step),
            None => step.take(),
        }
    }
}

/// A boot partition (FAT) knows no modes.
fn without_modes(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::PermissionDenied { Ok(()) } else { Err(error) }
}
