//! Writing what was answered: key, settings, folder, articles. Each file is the old one or the whole new one.

use super::draft::Draft;
use super::stock;
use crate::cli::Failure;
use crate::cli::mover::{Mover, beside};
use crate::config::Config;
use crate::till::Wall;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

/// Who the service is.
const USER: &str = "scanslip";

/// What was done, a sentence each.
pub(super) fn put(draft: &mut Draft, now: Option<Wall>) -> Result<Vec<String>, Failure> {
    let config = Config::parse_without_shop(&draft.text(), &draft.file)?;
    let mut done = Vec::new();
    done.extend(folder(config.kiosk.state_dir.path()).map_err(|error| failed(config.kiosk.state_dir.path(), &error))?);
    if let Some(parent) = draft.file.parent() {
        fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
    }
    done.extend(files(draft, config.kash.key_path()).map_err(|error| failed(&draft.file, &error))?);
    done.extend(stock::put(draft, now)?);
    Ok(done)
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!(
        "{} could not be written: {error}; start the setup as root: sudo scanslip setup.",
        path.display()
    ))
}

/// Prepares a file that is no more readable than the settings that are there, and whose they are.
fn prepare_like(mover: &mut Mover<'_>, bytes: &[u8], target: &Path, settings: &Path) -> io::Result<PathBuf> {
    let Ok(there) = fs::metadata(settings) else { return mover.prepare(bytes, target, 0o644) };
    let aside = mover.prepare(bytes, target, there.permissions().mode() & 0o644)?;
    // Who is not root owns them already.
    let _ = chown(&aside, Some(there.uid()), Some(there.gid()));
    Ok(aside)
}

/// The key, then the settings; what may fail for want of space comes before the first of them is seen.
fn files(draft: &Draft, key_file: &Path) -> io::Result<Vec<String>> {
    let (mut mover, mut ready, mut done) = (Mover::default(), Vec::<(PathBuf, PathBuf)>::new(), Vec::new());
    let (text, file) = (draft.text(), &draft.file);
    if let Some(key) = &draft.key {
        ready.push((mover.prepare(key.reveal().as_bytes(), key_file, 0o600)?, key_file.to_owned()));
        done.push(format!("The key is in {}, readable by its owner alone.", key_file.display()));
    }
    if draft.before.as_ref() != Some(&text) {
        if let Some(before) = &draft.before {
            let old = beside(file, ".old");
            ready.push((prepare_like(&mut mover, before.as_bytes(), &old, file)?, old.clone()));
            done.push(format!("The settings that were there are in {}.", old.display()));
        }
        ready.push((prepare_like(&mut mover, text.as_bytes(), file, file)?, file.clone()));
        done.push(format!("The settings are in {}.", file.display()));
    }
    ready.iter().try_for_each(|(aside, to)| mover.rename(aside, to))?;
    Ok(done)
}

/// Makes the folder of the orders, the service's own if that has a user here.
fn folder(folder: &Path) -> io::Result<Option<String>> {
    if folder.is_dir() {
        return Ok(None);
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // Who is not root keeps it; `scanslip check` says so.
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    if let Some((user, group)) = ids(&users) {
        let _ = chown(folder, Some(user), Some(group));
    }
    Ok(Some(format!("The folder {} was made.", folder.display())))
}

/// User and group of the service, by the list of users.
fn ids(users: &str) -> Option<(u32, u32)> {
    let line = users.lines().find_map(|line| line.strip_prefix(USER)?.strip_prefix(':'))?;
    let mut parts = line.split(':').skip(1);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kash::Key;

    #[test]
    fn the_service_is_found_among_the_users() {
        assert_eq!(ids("root:x:0:0::/:/bin/sh\nscanslip:x:998:997::/:/usr/sbin/nologin\n"), Some((998, 997)));
        assert_eq!(ids("scanslip2:x:1:2::/:/bin/sh\n"), None);
    }

    #[test]
    fn the_old_settings_stay_beside_the_new_and_the_key_is_nobody_elses() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, key) = (folder.path().join("scanslip.toml"), folder.path().join("kash.key"));
        fs::write(&file, "[kash]\nshop-id = \"7\"\n").expect("written");
        let mut draft = Draft::begin(&file).expect("settings");
        assert_eq!(files(&draft, &key).expect("nothing to do"), Vec::<String>::new());
        draft.set("kash", "shop-id", Some("8".into()), "");
        draft.key = Key::new("s3cret-key");
        let done = files(&draft, &key).expect("written").join(" ");
        assert!(done.contains("scanslip.toml.old") && !done.contains("s3cret"), "{done}");
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it is there");
        assert_eq!(
            (read("scanslip.toml.old").as_str(), read("kash.key").as_str()),
            ("[kash]\nshop-id = \"7\"\n", "s3cret-key")
        );
        assert!(read("scanslip.toml").contains("\"8\""));
        assert_eq!(fs::metadata(&key).expect("seen").permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).expect("seen").count(), 3, "nothing else is left");
    }

    #[test]
    fn neither_new_nor_old_settings_are_more_readable_than_those_that_were_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, key) = (folder.path().join("scanslip.toml"), folder.path().join("kash.key"));
        let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("seen").permissions().mode() & 0o777;
        for (before, after) in [(0o600, 0o600), (0o640, 0o640), (0o644, 0o644), (0o666, 0o644)] {
            fs::write(&file, "[kash]\nshop-id = \"7\"\n").expect("written");
            fs::set_permissions(&file, fs::Permissions::from_mode(before)).expect("ours");
            let mut draft = Draft::begin(&file).expect("settings");
            draft.set("kash", "shop-id", Some("8".into()), "");
            files(&draft, &key).expect("written");
            assert_eq!((mode("scanslip.toml"), mode("scanslip.toml.old")), (after, after), "{before:o}");
        }
    }
}
