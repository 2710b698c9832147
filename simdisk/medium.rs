//! What is on the medium, what only the system's memory has, and what a power cut leaves. Pure.

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

/// The files of a disk, by name.
pub type Image = Vec<(String, Vec<u8>)>;

/// What is wrong with a disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    #[default]
    None,
    /// No file can grow.
    Full,
    /// No sync succeeds; what was to be synced may still come onto the medium.
    SyncFails,
    /// No sync succeeds, and the system forgets that it has yet to write what was to be synced, as Linux does.
    SyncForgets,
    /// Every sync says that it succeeded, and none does anything.
    SyncLies,
}

/// Why an operation did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failed {
    Dead,
    Full,
    Sync,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    files: Vec<File>,
    pub(crate) trouble: Trouble,
    /// Operations until the power goes.
    pub(crate) power_left: Option<u32>,
    pub(crate) dead: bool,
}

#[derive(Debug, Default)]
struct File {
    /// None once it is deleted.
    name: Option<String>,
    /// As a process sees it.
    now: Vec<u8>,
    /// As the medium has it.
    durable: Vec<u8>,
    /// Whether its name is on the medium.
    listed: bool,
    /// What is yet to come onto the medium, oldest first.
    pending: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Size(usize),
}

impl State {
    pub(crate) fn of(image: &Image) -> Self {
        let file = |(name, bytes): &(String, Vec<u8>)| File {
            name: Some(name.clone()),
            now: bytes.clone(),
            durable: bytes.clone(),
            listed: true,
            pending: Vec::new(),
        };
        Self { files: image.iter().map(file).collect(), ..Self::default() }
    }

    pub(crate) fn image(&self) -> Image {
        let named = self.files.iter().filter_map(|file| Some((file.name.clone()?, file.now.clone())));
        named.collect()
    }

    /// Everything goes over to another state; this one is dead.
    pub(crate) fn take(&mut self) -> Self {
        let files = std::mem::take(&mut self.files);
        self.dead = true;
        Self { files, ..Self::default() }
    }

    /// What a power cut leaves.
    pub(crate) fn settle(&mut self, chance: &mut dyn FnMut(u32) -> u32) {
        for file in &mut self.files {
            file.settle(chance);
        }
        self.files.retain(|file| file.listed && file.name.is_some());
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|file| file.name.as_deref() == Some(name))
    }

    /// A file that is there, or a new one; one without a name is nobody else's.
    pub(crate) fn open(&mut self, name: Option<&str>, create: bool) -> Option<usize> {
        let found = name.and_then(|name| self.find(name));
        if found.is_some() || !create || self.dead {
            return found.filter(|_| !self.dead);
        }
        self.files.push(File { name: name.map(str::to_owned), ..File::default() });
        Some(self.files.len() - 1)
    }

    pub(crate) fn delete(&mut self, name: &str) {
        if let Some(file) = self.find(name).filter(|_| !self.dead) {
            self.files[file] = File::default();
        }
    }

    /// Fills the buffer; what lies beyond the end is zero. Says how many bytes there were.
    pub(crate) fn read(&self, file: usize, offset: usize, into: &mut [u8]) -> Result<usize, Failed> {
        if self.dead {
            return Err(Failed::Dead);
        }
        let rest = self.files[file].now.get(offset..).unwrap_or_default();
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        into[count..].fill(0);
        Ok(count)
    }

    pub(crate) fn size(&self, file: usize) -> Result<usize, Failed> {
        if self.dead { Err(Failed::Dead) } else { Ok(self.files[file].now.len()) }
    }

    pub(crate) fn write(&mut self, file: usize, offset: usize, bytes: &[u8]) -> Result<(), Failed> {
        self.tick(|state| state.files[file].pending.push(Change::Write(offset, bytes.to_vec())))?;
        let full = self.trouble == Trouble::Full;
        let file = &mut self.files[file];
        if full && offset + bytes.len() > file.now.len() {
            return Err(Failed::Full);
        }
        put(&mut file.now, offset, bytes);
        file.pending.push(Change::Write(offset, bytes.to_vec()));
        Ok(())
    }

    pub(crate) fn truncate(&mut self, file: usize, size: usize) -> Result<(), Failed> {
        self.tick(|state| state.files[file].pending.push(Change::Size(size)))?;
        let file = &mut self.files[file];
        file.now.resize(size, 0);
        file.pending.push(Change::Size(size));
        Ok(())
    }

    pub(crate) fn sync(&mut self, file: usize) -> Result<(), Failed> {
        self.tick(|_| {})?;
        let trouble = self.trouble;
        let file = &mut self.files[file];
        match trouble {
            Trouble::SyncFails => Err(Failed::Sync),
            Trouble::SyncForgets => {
                file.pending.clear();
                Err(Failed::Sync)
            }
            Trouble::SyncLies => Ok(()),
            Trouble::None | Trouble::Full => {
                file.listed = true;
                for change in std::mem::take(&mut file.pending) {
                    change.reach(&mut file.durable);
                }
                Ok(())
            }
        }
    }

    /// One operation; if the power goes in the midst of it, `half` is what the medium may or may not get of it.
    fn tick(&mut self, half: impl FnOnce(&mut Self)) -> Result<(), Failed> {
        if self.dead {
            return Err(Failed::Dead);
        }
        match &mut self.power_left {
            None => Ok(()),
            Some(0) => {
                half(self);
                self.dead = true;
                Err(Failed::Dead)
            }
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }
}

impl File {
    /// Some disks lose all that waits, some only the newest of it, some write whatever lies nearest first.
    fn settle(&mut self, chance: &mut dyn FnMut(u32) -> u32) {
        let pending = std::mem::take(&mut self.pending);
        let count = u32::try_from(pending.len()).unwrap_or(u32::MAX);
        match chance(4) {
            0 => {}
            1 => {
                let kept = chance(count.saturating_add(1));
                for change in pending.iter().take(usize::try_from(kept).unwrap_or(usize::MAX)) {
                    change.reach(&mut self.durable);
                }
            }
            one_of => {
                for change in &pending {
                    change.reach_in_part(&mut self.durable, &mut |()| chance(one_of) > 0);
                }
            }
        }
        self.listed |= count > 0 && chance(2) == 0;
        self.now.clone_from(&self.durable);
    }
}

impl Change {
    fn reach(&self, durable: &mut Vec<u8>) {
        match self {
            Self::Write(offset, bytes) => put(durable, *offset, bytes),
            Self::Size(size) => durable.resize(*size, 0),
        }
    }

    /// Each sector, or the new size, gets there or does not.
    fn reach_in_part(&self, durable: &mut Vec<u8>, gets_there: &mut dyn FnMut(()) -> bool) {
        let Self::Write(offset, bytes) = self else {
            if gets_there(()) {
                self.reach(durable);
            }
            return;
        };
        let (mut from, end) = (*offset, offset + bytes.len());
        while from < end {
            let to = ((from / SECTOR + 1) * SECTOR).min(end);
            if gets_there(()) {
                put(durable, from, &bytes[from - offset..to - offset]);
            }
            from = to;
        }
    }
}

fn put(into: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if into.len() < end {
        into.resize(end, 0);
    }
    into[offset..end].copy_from_slice(bytes);
}
