//! SQLite's file system interface onto [`State`]: nothing but the way from C and back.

#![expect(unsafe_code, reason = "SQLite asks for a table of C functions; what they do is in safe code")]

use crate::medium::{Failed, State};
use rusqlite::ffi;
use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::rc::Rc;
use std::sync::Once;

/// The longest name of a file in bytes.
const NAME_MAX: c_int = 256;
/// As SQLite's own file system for Unix tells of itself.
const SECTOR_SIZE: c_int = 4_096;

/// `VFS` for C.
const NAME: &CStr = c"scanslip-simdisk";

type Shared = Rc<RefCell<State>>;

thread_local! {
    static MOUNTED: RefCell<Option<Shared>> = const { RefCell::new(None) };
}

/// SQLite's handle of an open file; `base` must come first.
#[repr(C)]
struct Handle {
    base: ffi::sqlite3_file,
    /// From `Rc::into_raw`; given back by `close`.
    disk: *const RefCell<State>,
    file: usize,
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(lock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// Makes the file system known to SQLite, once in a process.
pub(crate) fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let vfs = Box::new(ffi::sqlite3_vfs {
            iVersion: 1,
            szOsFile: c_int::try_from(size_of::<Handle>()).expect("a handle is a few bytes"),
            mxPathname: NAME_MAX,
            pNext: ptr::null_mut(),
            zName: NAME.as_ptr(),
            pAppData: ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_pathname),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: None,
            xCurrentTimeInt64: None,
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        });
        // SAFETY: the table lives for ever, as SQLite asks.
        let code = unsafe { ffi::sqlite3_vfs_register(Box::into_raw(vfs), 0) };
        assert_eq!(code, ffi::SQLITE_OK, "SQLite takes another file system");
    });
}

pub(crate) fn mount(disk: Shared) {
    MOUNTED.with(|mounted| *mounted.borrow_mut() = Some(disk));
}

fn mounted() -> Option<Shared> {
    MOUNTED.with(|mounted| mounted.borrow().clone())
}

/// # Safety
/// SQLite hands over what `open` filled.
unsafe fn of<'a>(file: *mut ffi::sqlite3_file) -> (&'a RefCell<State>, usize) {
    // SAFETY: `Handle` begins with `sqlite3_file`, and `disk` is given back only by `close`.
    unsafe {
        let handle = &*file.cast::<Handle>();
        (&*handle.disk, handle.file)
    }
}

/// # Safety
/// SQLite's names end with a zero byte.
unsafe fn text<'a>(name: *const c_char) -> Option<&'a str> {
    // SAFETY: see above.
    if name.is_null() { None } else { unsafe { CStr::from_ptr(name) }.to_str().ok() }
}

fn place(offset: ffi::sqlite3_int64) -> usize {
    usize::try_from(offset).unwrap_or_default()
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite hands over room for a `Handle`, a name that ends with a zero byte or none, and perhaps `out_flags`.
    unsafe {
        (*file).pMethods = ptr::null();
        let Some(disk) = mounted() else { return ffi::SQLITE_CANTOPEN };
        let opened = disk.borrow_mut().open(text(name), flags & ffi::SQLITE_OPEN_CREATE != 0);
        let Some(opened) = opened else { return ffi::SQLITE_CANTOPEN };
        let base = ffi::sqlite3_file { pMethods: &raw const METHODS };
        file.cast::<Handle>().write(Handle { base, disk: Rc::into_raw(disk), file: opened });
        if !out_flags.is_null() {
            *out_flags = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file that `open` opened, once.
    unsafe { drop(Rc::from_raw((*file.cast::<Handle>()).disk)) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, count: c_int, offset: i64) -> c_int {
    let count = usize::try_from(count).unwrap_or_default();
    // SAFETY: SQLite hands over an open file and a buffer of `count` bytes.
    let ((disk, file), into) = unsafe { (of(file), std::slice::from_raw_parts_mut(into.cast::<u8>(), count)) };
    match disk.borrow().read(file, place(offset), into) {
        Ok(got) if got < count => ffi::SQLITE_IOERR_SHORT_READ,
        Ok(_) => ffi::SQLITE_OK,
        Err(_) => ffi::SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, count: c_int, offset: i64) -> c_int {
    let count = usize::try_from(count).unwrap_or_default();
    // SAFETY: SQLite hands over an open file and a buffer of `count` bytes.
    let ((disk, file), bytes) = unsafe { (of(file), std::slice::from_raw_parts(bytes.cast::<u8>(), count)) };
    code(disk.borrow_mut().write(file, place(offset), bytes))
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: SQLite hands over an open file.
    let (disk, file) = unsafe { of(file) };
    code(disk.borrow_mut().truncate(file, place(size)))
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite hands over an open file.
    let (disk, file) = unsafe { of(file) };
    code(disk.borrow_mut().sync(file))
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: SQLite hands over an open file.
    let (disk, file) = unsafe { of(file) };
    let found = disk.borrow().size(file);
    code(found.map(|bytes| {
        // SAFETY: SQLite hands over where to put it.
        unsafe { *size = i64::try_from(bytes).unwrap_or(i64::MAX) };
    }))
}

const fn code(outcome: Result<(), Failed>) -> c_int {
    match outcome {
        Ok(()) => ffi::SQLITE_OK,
        Err(Failed::Dead) => ffi::SQLITE_IOERR_WRITE,
        Err(Failed::Full) => ffi::SQLITE_FULL,
        Err(Failed::Sync) => ffi::SQLITE_IOERR_FSYNC,
    }
}

/// One process at a time has the disk.
unsafe extern "C" fn lock(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(_: *mut ffi::sqlite3_file, locked: *mut c_int) -> c_int {
    // SAFETY: SQLite hands over where to put it.
    unsafe { *locked = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    SECTOR_SIZE
}

/// A power cut spoils no byte beside those that were being written.
unsafe extern "C" fn device_characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int) -> c_int {
    // SAFETY: SQLite's names end with a zero byte.
    match (mounted(), unsafe { text(name) }) {
        (Some(disk), Some(name)) if disk.borrow().find(name).is_some() => {
            disk.borrow_mut().delete(name);
            ffi::SQLITE_OK
        }
        _ => ffi::SQLITE_IOERR_DELETE_NOENT,
    }
}

unsafe extern "C" fn access(_: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int, found: *mut c_int) -> c_int {
    // SAFETY: SQLite's names end with a zero byte, and it hands over where to put the answer.
    unsafe {
        let there = mounted().zip(text(name)).is_some_and(|(disk, name)| disk.borrow().find(name).is_some());
        *found = c_int::from(there);
    }
    ffi::SQLITE_OK
}

/// Names are whole as they are.
unsafe extern "C" fn full_pathname(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite's names end with a zero byte; there are `room` bytes behind `out`.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > usize::try_from(room).unwrap_or_default() {
            return ffi::SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(bytes.as_ptr().cast::<c_char>(), out, bytes.len());
    }
    ffi::SQLITE_OK
}

/// SQLite asks its default file system, never this one.
unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, _: c_int, _: *mut c_char) -> c_int {
    0
}

unsafe extern "C" fn sleep(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

/// The day of this in SQLite's count is nobody's business here.
unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, days: *mut f64) -> c_int {
    // SAFETY: SQLite hands over where to put it.
    unsafe { *days = 2_460_000.5 };
    ffi::SQLITE_OK
}
