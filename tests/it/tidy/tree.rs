//! The files of the project, as texts.

use std::fs;
use std::path::Path;

/// One file: its path from the root of the project, with `/`, and its text.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    /// A made-up file.
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub(super) fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }
}

/// Every text file of the project: what `.gitignore` names at the root is left out, so is git's own folder.
pub(super) fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ignored = fs::read_to_string(root.join(".gitignore")).expect("there is a .gitignore");
    let mut skip: Vec<&str> = ignored.lines().filter_map(|line| line.strip_prefix('/')).collect();
    skip.push(".git");
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).expect("a folder can be read") {
            let entry = entry.expect("an entry can be read");
            let name = entry.file_name().into_string().expect("names are UTF-8");
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if skip.contains(&path.as_str()) {
                continue;
            }
            if entry.file_type().expect("it has a kind").is_dir() {
                folders.push(path);
            } else if let Ok(text) = String::from_utf8(fs::read(entry.path()).expect("a file can be read")) {
                files.push(File { path, text });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(files.iter().filter(|file| file.is_rust()).count() > 20, "the sources were not found");
    files
}

/// The Rust sources among them.
pub(super) fn sources() -> Vec<File> {
    files().into_iter().filter(File::is_rust).collect()
}

/// The text of one file.
pub(super) fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}
