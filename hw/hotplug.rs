//! Waiting for a device that is not there: the kernel says when one comes, and nobody looks meanwhile.
//!
//! Two things wake a waiter. Uevents (netlink, `NETLINK_KOBJECT_UEVENT`): the kernel's own, as soon as a device is there,
//! and udev's, once its rules have set the permissions. And, for a device that is known by its path, a change in the
//! folder of that path (inotify): a link, or permissions that somebody sets by hand. Where neither can be had, and for
//! what neither tells (another program lets a device go), it looks again at growing intervals.

mod uevent;

use crate::Presence;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify;
use rustix::io::Errno;
use rustix::net::netlink::{KOBJECT_UEVENT, SocketAddrNetlink};
use rustix::net::{AddressFamily, RecvFlags, SocketFlags, SocketType, bind, recv, socket_with};
use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;
use uevent::Uevent;

/// The kernel's multicast group of uevents, and udev's.
const GROUPS: u32 = 1 | 2;
/// The kernel's messages have at most 2 kB of properties, and udev adds some.
const MESSAGE_BYTES: usize = 8192;
/// A node appears before its permissions, which take up to 200 ms.
const FIRST: Duration = Duration::from_millis(10);
const LONGEST: Duration = Duration::from_secs(30);
/// Who waits so long between two looks has looked for about as long already: whatever udev does is done.
const SETTLED: Duration = Duration::from_secs(1);

/// Waits for devices of some kinds.
#[derive(Debug)]
pub(crate) struct Hotplug {
    subsystems: &'static [&'static str],
    uevents: Option<OwnedFd>,
    folder: Option<Folder>,
    /// Whoever waits answers the roll call.
    presence: Presence,
    next: Duration,
}

/// The folder of a path.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    inotify: OwnedFd,
}

impl Hotplug {
    /// For devices of these subsystems, which may be at `path`.
    pub(crate) fn open(subsystems: &'static [&'static str], path: Option<&Path>) -> Self {
        let uevents = uevents().inspect_err(
            |error| tracing::warn!(%error, "the kernel does not tell when a device is plugged in; it may be found 30 s late"),
        );
        let flags = inotify::CreateFlags::NONBLOCK | inotify::CreateFlags::CLOEXEC;
        let folder = path.and_then(|path| Some(Folder { path: path.to_owned(), inotify: inotify::init(flags).ok()? }));
        let hotplug = Self { folder, ..Self::hearing(subsystems, uevents.ok()) };
        hotplug.look_at_folder();
        hotplug
    }

    /// Hears uevents from this socket.
    pub(crate) fn hearing(subsystems: &'static [&'static str], uevents: Option<OwnedFd>) -> Self {
        Self { subsystems, uevents, folder: None, presence: Presence::default(), next: FIRST }
    }

    /// Hears the bell of the roll call as well.
    pub(crate) fn answering(self, presence: &Presence) -> Self {
        Self { presence: presence.clone(), ..self }
    }

    /// The place in the roll call of whoever waits.
    pub(crate) const fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Whether anything tells of devices.
    pub(crate) const fn is_told(&self) -> bool {
        self.uevents.is_some() || self.folder.is_some()
    }

    /// Looks by itself as seldom as it ever will.
    #[cfg(test)]
    pub(crate) fn with_much_patience(self) -> Self {
        Self { next: LONGEST, ..self }
    }

    /// What tells that a device may have come, and the bell; readable then.
    pub(crate) fn sources(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        let devices = self.uevents.iter().chain(self.folder.iter().map(|folder| &folder.inotify));
        devices.map(AsFd::as_fd).chain(self.presence.bell())
    }

    /// Waits until a device may have come.
    pub(crate) fn wait(&mut self) {
        self.presence.answer();
        self.look_at_folder();
        loop {
            let patience = self.patience();
            let ready = {
                let mut polled: Vec<PollFd<'_>> =
                    self.sources().map(|source| PollFd::from_borrowed_fd(source, PollFlags::IN)).collect();
                poll(&mut polled, Timespec::try_from(patience).ok().as_ref())
            };
            match ready {
                Ok(0) => return self.grow(),
                Ok(_) if !self.has_come() => {}
                Err(Errno::INTR) => {}
                Ok(_) => return,
                // There is no reason for it to fail, and none to spin if it does.
                Err(_) => std::thread::park_timeout(patience),
            }
        }
    }

    /// Takes in what the sources have to say; whether a device may have come.
    pub(crate) fn has_come(&mut self) -> bool {
        self.presence.heard();
        let come = self.heard_uevent() | self.heard_folder();
        if come {
            self.reset();
        }
        come
    }

    /// How long to wait before looking without being told.
    pub(crate) const fn patience(&self) -> Duration {
        self.next
    }

    /// Whether it was looked in vain for more than a second since a device came last.
    pub(crate) fn has_settled(&self) -> bool {
        self.next >= SETTLED
    }

    /// It was looked in vain.
    pub(crate) fn grow(&mut self) {
        self.next = (self.next * 2).min(LONGEST);
    }

    /// The next wait is for something else.
    pub(crate) const fn reset(&mut self) {
        self.next = FIRST;
    }

    fn heard_uevent(&mut self) -> bool {
        let mut heard = false;
        let mut buffer = [0; MESSAGE_BYTES];
        loop {
            let Some(socket) = &self.uevents else { return heard };
            match recv(socket, &mut buffer[..], RecvFlags::DONTWAIT) {
                // The far end of a socket that is none of the kernel's.
                Ok((0, _)) => self.uevents = None,
                Ok((length, _)) => {
                    let message = buffer.get(..length).unwrap_or_default();
                    heard |= Uevent::parse(message).is_some_and(|uevent| uevent.brings(self.subsystems));
                }
                Err(Errno::AGAIN) => return heard,
                Err(Errno::INTR) => {}
                // More came than the kernel keeps.
                Err(Errno::NOBUFS) => heard = true,
                Err(_) => self.uevents = None,
            }
        }
    }

    fn heard_folder(&self) -> bool {
        let Some(Folder { path, inotify }) = &self.folder else { return false };
        let mut heard = false;
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = inotify::Reader::new(inotify, &mut buffer);
        while let Ok(event) = reader.next() {
            let name = event.file_name().map(CStr::to_bytes);
            heard |= name == path.file_name().map(std::ffi::OsStr::as_encoded_bytes)
                || event.events().contains(inotify::ReadFlags::QUEUE_OVERFLOW);
        }
        heard
    }

    /// The folder may be new, as `/dev/serial/by-id` is with the first device in it.
    fn look_at_folder(&self) {
        use inotify::WatchFlags;
        if let Some(Folder { path, inotify }) = &self.folder
            && let Some(folder) = path.parent()
        {
            // Not what opening and closing does: we do that ourselves.
            let _ = inotify::add_watch(
                inotify,
                folder,
                WatchFlags::CREATE | WatchFlags::MOVED_TO | WatchFlags::ATTRIB | WatchFlags::ONLYDIR,
            );
        }
    }
}

fn uevents() -> Result<OwnedFd, Errno> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = socket_with(AddressFamily::NETLINK, SocketType::DGRAM, flags, Some(KOBJECT_UEVENT))?;
    bind(&socket, &SocketAddrNetlink::new(0, GROUPS))?;
    Ok(socket)
}

#[cfg(test)]
mod tests;
