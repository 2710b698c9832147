//! SQLite itself on the disk, through power cuts.

use super::{Disk, Image, Trouble, VFS};
use rusqlite::{Connection, OpenFlags};

fn connect(disk: &Disk) -> rusqlite::Result<Connection> {
    disk.mount();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags_and_vfs("a.db", flags, VFS)?;
    for (name, value) in [("locking_mode", "EXCLUSIVE"), ("journal_mode", "WAL"), ("synchronous", "FULL")] {
        connection.pragma_update(None, name, value)?;
    }
    Ok(connection)
}

fn fresh() -> Image {
    let disk = Disk::new(&Image::new());
    let connection = connect(&disk).expect("it opens");
    connection.execute_batch("CREATE TABLE t (n INTEGER PRIMARY KEY, filler BLOB)").expect("it is made");
    drop(connection);
    disk.image()
}

fn add(connection: &Connection, n: i64) -> rusqlite::Result<usize> {
    connection.execute("INSERT INTO t (n, filler) VALUES (?, randomblob(3000))", [n])
}

fn count(disk: &Disk) -> i64 {
    let connection = connect(disk).expect("it opens again");
    let check: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("it is read");
    assert_eq!(check, "ok");
    connection.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).expect("it is read")
}

/// Numbers without a pattern, from a seed.
fn chance(mut seed: u64) -> impl FnMut(u32) -> u32 {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(seed >> 33).expect("31 bits") % below.max(1)
    }
}

#[test]
fn what_was_committed_outlives_a_power_cut_at_every_operation() {
    let image = fresh();
    for operations in 0..120 {
        for seed in 0..8 {
            let disk = Disk::new(&image);
            let connection = connect(&disk).expect("it opens");
            disk.fail_power_after(operations);
            let committed = (1..=12).take_while(|n| add(&connection, *n).is_ok()).count();
            assert!(committed < 12 || !disk.is_dead());
            let disk = disk.after_power_cut(&mut chance(seed * 1_000 + u64::from(operations)));
            drop(connection);
            let found = count(&disk);
            let committed = i64::try_from(committed).expect("few");
            assert!((committed..=committed + 1).contains(&found), "{committed} committed, {found} there");
        }
    }
}

#[test]
fn a_disk_that_lies_about_syncs_loses_what_was_committed() {
    let image = fresh();
    let lost = (0..20).filter(|seed| {
        let disk = Disk::new(&image);
        let connection = connect(&disk).expect("it opens");
        disk.suffer(Trouble::SyncLies);
        add(&connection, 1).expect("it says so");
        let disk = disk.after_power_cut(&mut chance(*seed));
        drop(connection);
        count(&disk) == 0
    });
    assert!(lost.count() > 3);
}

#[test]
fn a_killed_process_loses_nothing_that_it_wrote() {
    let disk = Disk::new(&fresh());
    let connection = connect(&disk).expect("it opens");
    disk.suffer(Trouble::SyncLies);
    add(&connection, 1).expect("it says so");
    let after = disk.after_kill();
    assert!(add(&connection, 2).is_err(), "a dead process writes nothing");
    drop(connection);
    assert_eq!(count(&after), 1);
}

#[test]
fn troubles_are_errors_and_pass() {
    for trouble in [Trouble::Full, Trouble::SyncFails, Trouble::SyncForgets] {
        let disk = Disk::new(&fresh());
        let connection = connect(&disk).expect("it opens");
        add(&connection, 1).expect("it is well");
        disk.suffer(trouble);
        assert!(add(&connection, 2).is_err(), "{trouble:?}");
        disk.suffer(Trouble::None);
        add(&connection, 3).expect("it is well again");
        let disk = disk.after_power_cut(&mut chance(7));
        drop(connection);
        assert_eq!(count(&disk), 2, "{trouble:?}");
    }
}
