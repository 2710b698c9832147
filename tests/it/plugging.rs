//! A scanner that is pulled out and plugged in again a thousand times: the kiosk hears of it, and nothing is left over.

use serialport::{SerialPort, TTYPort};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The real binary with a serial scanner at a link, and nothing else: no shop that answers, no printer.
struct Kiosk {
    process: Child,
    log: Lines<BufReader<ChildStderr>>,
    link: PathBuf,
    _folder: TempDir,
}

impl Kiosk {
    fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        let link = folder.path().join("scanner");
        let settings = format!(
            "[kiosk]\nstate-dir = \"{folder}\"\nclock = \"battery\"\npaper = \"never\"\n\
             [kash]\nurl = \"http://127.0.0.1:9\"\nshop-id = \"12345\"\nkey-file = \"{folder}/kash.key\"\n\
             [[scanner]]\ndouble-read-ms = 0\nkind = \"serial\"\npath = \"{link}\"\n",
            folder = folder.path().display(),
            link = link.display(),
        );
        fs::write(folder.path().join("kash.key"), "key").expect("written");
        let file = folder.path().join("scanslip.toml");
        fs::write(&file, settings).expect("written");
        let mut process = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .arg("--config")
            .arg(&file)
            .arg("run")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the kiosk starts");
        let log = BufReader::new(process.stderr.take().expect("piped")).lines();
        Self { process, log, link, _folder: folder }
    }

    /// Reads the log up to a line that says this; how long that took.
    fn wait_for(&mut self, what: &str) -> Duration {
        let since = Instant::now();
        let mut seen = Vec::new();
        for line in self.log.by_ref().map_while(Result::ok) {
            if line.contains(what) {
                return since.elapsed();
            }
            seen.push(line);
        }
        panic!("the kiosk never said {what:?}; it said:\n{}", seen.join("\n"));
    }

    /// How many files are open and how many threads there are.
    fn held(&self) -> [usize; 2] {
        let process = Path::new("/proc").join(self.process.id().to_string());
        ["fd", "task"].map(|what| fs::read_dir(process.join(what)).expect("a folder").count())
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_thousand_times_out_and_in_leaves_nothing_behind() {
    let mut kiosk = Kiosk::start();
    kiosk.wait_for("scanner lost");
    let mut slowest = [Duration::ZERO; 2];
    let mut held = Vec::new();
    for cycle in 0..1_000 {
        let (mut scanner, line) = TTYPort::pair().expect("a pty");
        symlink(line.name().expect("a path"), &kiosk.link).expect("a link");
        drop(line);
        slowest[0] = slowest[0].max(kiosk.wait_for("scanner open"));
        scanner.write_all(b"3017620422003\r").expect("the line takes it");
        // Nobody has filled the catalogue; the log says which number is not known.
        kiosk.wait_for("3017620422003");
        // The link goes first: the number of a pseudo terminal may be another test's at once.
        fs::remove_file(&kiosk.link).expect("unplugged");
        drop(scanner);
        slowest[1] = slowest[1].max(kiosk.wait_for("scanner lost"));
        if !(100..900).contains(&cycle) {
            held.push(kiosk.held());
        }
    }
    eprintln!("at the most {:?} from plugging in to open, {:?} from pulling out to told", slowest[0], slowest[1]);
    // What is open for a moment when it is looked at is not left over: that is there each time.
    let (first, last) = held.split_at(100);
    let least = |held: &[[usize; 2]]| [0, 1].map(|which| held.iter().map(|held| held[which]).min());
    assert_eq!(least(first), least(last), "open files and threads");
}
