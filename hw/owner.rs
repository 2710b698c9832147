//! Work in a folder of somebody else's, done as that somebody: what root puts there they could not change, and a link that
//! they put there must not lead root elsewhere.

use rustix::fs::{Gid, Uid};
use rustix::thread::{set_thread_groups, set_thread_res_gid, set_thread_res_uid};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;

/// Does `work` as the owner of `folder`, if this is root and they are not: on a thread that is theirs, and ends with it. Else
/// does it here.
///
/// # Errors
///
/// The folder cannot be seen, or the thread cannot become theirs; then nothing was done.
pub fn as_owner<T: Send>(folder: &Path, work: impl FnOnce() -> T + Send) -> io::Result<T> {
    let (is, me) = (fs::metadata(folder)?, rustix::process::geteuid());
    if !me.is_root() || is.uid() == 0 {
        return Ok(work());
    }
    let (uid, gid) = (Uid::from_raw(is.uid()), Gid::from_raw(is.gid()));
    thread::scope(|scope| {
        let theirs = move || {
            // Of this thread alone; what root may goes with it.
            set_thread_groups(&[])?;
            set_thread_res_gid(gid, gid, gid)?;
            set_thread_res_uid(uid, uid, uid)?;
            Ok(work())
        };
        scope.spawn(theirs).join().unwrap_or_else(|_| Err(io::Error::other("the work broke off")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::chown;

    #[test]
    fn what_root_writes_into_a_folder_belongs_to_its_owner() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = fs::metadata(folder.path()).expect("seen").uid();
        let write = |name: &str| {
            as_owner(folder.path(), || fs::write(folder.path().join(name), "x")).expect("done").expect("written");
            fs::metadata(folder.path().join(name)).expect("seen").uid()
        };
        assert_eq!(write("mine"), own);
        // Only root can give a folder away.
        if chown(folder.path(), Some(65_534), Some(65_534)).is_ok() {
            assert_eq!(write("theirs"), 65_534);
            let kept = as_owner(folder.path(), || fs::write("/etc/scanslip-owner-test", "x")).expect("done");
            assert!(kept.is_err(), "what root may, they may not");
            assert_eq!(fs::metadata("/proc/self").expect("seen").uid(), 0, "the others are root still");
        }
    }
}
