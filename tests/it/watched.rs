//! The real binary under a service manager, which is a datagram socket: what it is told, and when nothing is told any more.

use crate::log;
use serialport::{SerialPort, TTYPort};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{OpenOptionsExt, symlink};
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::Duration;
use tempfile::TempDir;

/// How long anything may take before the test gives up; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);
/// The roll is called twice in this time, in microseconds.
const WATCHDOG_USEC: &str = "400000";
/// More words than it says in any of these tests: five minutes of roll calls, on a machine that is busy with other things.
const WORDS_MAX: usize = 1_500;
/// As Linux has it on x86 and ARM.
const O_NONBLOCK: i32 = 0o4000;
const LATE: &str = "no answer to the roll call";
const STDIN: &str = "[[scanner]]\nkind = \"stdin\"\n";

/// A kiosk, and whoever started it.
struct Service {
    manager: UnixDatagram,
    process: Child,
    input: Option<ChildStdin>,
    log: Receiver<String>,
}

impl Service {
    /// Starts it with these settings besides those that it always needs; `FOLDER` in them is its folder.
    fn start(folder: &Path, settings: &str) -> Self {
        let place = folder.display().to_string();
        let manager = UnixDatagram::bind(folder.join("notify")).expect("a socket");
        manager.set_read_timeout(Some(PATIENCE)).expect("set");
        fs::write(folder.join("kash.key"), "key").expect("written");
        let always = "[kiosk]\nstate-dir = \"FOLDER\"\nclock = \"battery\"\npaper = \"always\"\n[kash]\nurl = \"http://127.0.0.1:9\"\n\
                      shop-id = \"1\"\nkey-file = \"FOLDER/kash.key\"\npayment-link-hosts = []\n";
        fs::write(folder.join("scanslip.toml"), format!("{always}{settings}").replace("FOLDER", &place))
            .expect("written");
        let scanslip = |words: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_scanslip"));
            command.arg("--config").arg(folder.join("scanslip.toml")).args(words);
            command
        };
        fs::write(folder.join("articles.csv"), "id,barcode,title,price\n1,BAG,Sac,0.20\n").expect("written");
        let articles = folder.join("articles.csv").display().to_string();
        assert!(scanslip(&["catalogue", "import", &articles]).output().expect("it starts").status.success());
        let mut process = scanslip(&["run"])
            .env("NO_COLOR", "1")
            .env("NOTIFY_SOCKET", folder.join("notify"))
            .env("WATCHDOG_USEC", WATCHDOG_USEC)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let log = log::lines(process.stderr.take().expect("piped"));
        let input = process.stdin.take();
        Self { manager, process, input, log }
    }

    /// What it says next, one word a line.
    fn hear(&self) -> Vec<String> {
        let mut bytes = [0; 4096];
        let length = self.manager.recv(&mut bytes).expect("it says something");
        String::from_utf8_lossy(&bytes[..length]).lines().map(str::to_owned).collect()
    }

    /// Listens until it says this; answers with everything that it said before and with it.
    fn wait_for(&self, what: &str) -> Vec<String> {
        let mut heard = Vec::new();
        while !heard.iter().any(|word: &String| word.contains(what)) {
            // It goes on for ever.
            assert!(heard.len() < WORDS_MAX, "it never said {what:?}; it said: {heard:?}");
            heard.extend(self.hear());
        }
        heard
    }

    /// What it has said and nobody has heard yet.
    fn pending(&self) -> Vec<String> {
        self.manager.set_nonblocking(true).expect("set");
        let mut bytes = [0; 4096];
        let mut heard = Vec::new();
        while let Ok(length) = self.manager.recv(&mut bytes) {
            heard.extend(String::from_utf8_lossy(&bytes[..length]).lines().map(str::to_owned));
        }
        self.manager.set_nonblocking(false).expect("set");
        heard
    }

    /// Waits until the log says this so many times.
    fn wait_for_log(&self, what: &str, times: usize) {
        let mut seen = Vec::new();
        while seen.iter().filter(|line: &&String| line.contains(what)).count() < times {
            match self.log.recv_timeout(PATIENCE) {
                Ok(line) => seen.push(line),
                Err(error) => panic!("the log never said {what:?} ({error}); it said:\n{}", seen.join("\n")),
            }
        }
    }

    fn scan(&mut self, code: &str) {
        writeln!(self.input.as_ref().expect("it has not ended"), "{code}").expect("it takes it");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

fn count(heard: &[String], word: &str) -> usize {
    heard.iter().filter(|heard| *heard == word).count()
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo is there").success());
}

/// A serial scanner at a link, with nothing behind it yet.
fn scanner_at(folder: &Path) -> (PathBuf, String) {
    let link = folder.join("scanner");
    (link.clone(), format!("[[scanner]]\nkind = \"serial\"\npath = \"{}\"\n", link.display()))
}

#[test]
fn it_is_ready_once_it_can_scan_and_stays_so_without_the_scanner() {
    let folder = TempDir::new().expect("a folder");
    let (link, settings) = scanner_at(folder.path());
    let mut service = Service::start(folder.path(), &settings);
    let mut before = service.wait_for("EXTEND_TIMEOUT_USEC=400000");
    before.extend(service.wait_for("EXTEND_TIMEOUT_USEC=400000"));
    assert_eq!(count(&before, "READY=1") + count(&before, "WATCHDOG=1"), 0, "{before:?}");
    let is_told =
        |word: &String| word.starts_with("STATUS=no scanner can be read: ") && word.contains("scanner is not there;");
    assert!(before.iter().any(is_told), "{before:?}");

    let (scanner, line) = TTYPort::pair().expect("a pty");
    symlink(line.name().expect("a path"), &link).expect("plugged in");
    drop(line);
    let mut ready = service.wait_for("READY=1");
    ready.extend(service.wait_for("WATCHDOG=1"));
    let is_told = |word: &String| word.starts_with("STATUS=ready: 1 scanner, printer") && word.ends_with(", 1 article");
    assert!(ready.iter().any(is_told), "{ready:?}");

    fs::remove_file(&link).expect("unplugged");
    drop(scanner);
    let mut after = service.wait_for("STATUS=no scanner can be read: ");
    after.extend(service.wait_for("WATCHDOG=1"));
    after.extend(service.wait_for("WATCHDOG=1"));
    assert_eq!(count(&after, "READY=1"), 0, "it is said once: {after:?}");

    let pid = service.process.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill is there").success());
    service.wait_for("STOPPING=1");
    assert!(service.process.wait().expect("it ends").success());
}

#[test]
fn a_worker_that_hangs_stops_the_watchdog_until_it_goes_on() {
    let folder = TempDir::new().expect("a folder");
    let display = "[display]\nkind = \"png\"\npath = \"FOLDER/screen.png\"\n";
    let mut service = Service::start(folder.path(), &format!("{STDIN}{display}"));
    service.wait_for("READY=1");
    service.wait_for("WATCHDOG=1");
    // The next picture is written into a pipe that nobody reads: its writer waits in the kernel.
    let part = folder.path().join("screen.png.part");
    fifo(&part);
    service.scan("BAG");
    service.wait_for("STATUS=does not answer: display; ready");
    service.wait_for_log(LATE, 3);
    let heard = service.pending();
    assert_eq!(count(&heard, "WATCHDOG=1"), 0, "{heard:?}");
    let mut reader = fs::File::open(&part).expect("somebody reads");
    std::io::copy(&mut reader, &mut std::io::sink()).expect("all of it");
    let heard = service.wait_for("STATUS=ready");
    assert_eq!(count(&heard, "WATCHDOG=1"), 1, "{heard:?}");
}

#[test]
fn a_journal_that_hangs_stops_the_watchdog_until_it_goes_on() {
    let folder = TempDir::new().expect("a folder");
    let mut service = Service::start(folder.path(), STDIN);
    service.wait_for("WATCHDOG=1");
    // SQLite waits within the journal's thread for a lock that somebody else holds.
    let other = rusqlite::Connection::open(folder.path().join("journal.db")).expect("a journal");
    other.execute_batch("BEGIN IMMEDIATE").expect("another program locks it");
    service.scan("BAG");
    service.scan("SLIP-CONFIRM");
    service.wait_for("STATUS=does not answer: loop; ready");
    // It gives the lock up after some seconds, and nobody has answered until then.
    let heard = service.wait_for("the journal cannot be written");
    assert_eq!(count(&heard, "WATCHDOG=1"), 0, "{heard:?}");
    other.execute_batch("ROLLBACK").expect("and lets it go");
    service.wait_for("STATUS=ready: 1 scanner");
    service.wait_for("WATCHDOG=1");
}

/// The journal is asked by the page, so that nobody waits for its thread but whoever asked.
#[test]
fn a_journal_that_hangs_while_the_loop_turns_is_named_and_stops_the_watchdog() {
    let folder = TempDir::new().expect("a folder");
    let page = TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port");
    let service = Service::start(folder.path(), &format!("{STDIN}[console]\nlisten = \"{page}\"\n"));
    service.wait_for("WATCHDOG=1");
    let other = rusqlite::Connection::open(folder.path().join("journal.db")).expect("a journal");
    other.execute_batch("BEGIN IMMEDIATE").expect("another program locks it");
    let mut asked = TcpStream::connect(page).expect("the page");
    write!(asked, "GET /healthz HTTP/1.1\r\nHost: {page}\r\n\r\n").expect("asked");
    // While the loop has not answered nobody else is named.
    service.wait_for("STATUS=does not answer: journal; ready");
    service.wait_for_log(&format!("{LATE} who=\"journal\""), 1);
    let heard = service.pending();
    assert_eq!(count(&heard, "WATCHDOG=1"), 0, "{heard:?}");
    other.execute_batch("ROLLBACK").expect("and lets it go");
    service.wait_for("STATUS=ready: 1 scanner");
    service.wait_for("WATCHDOG=1");
}

#[test]
fn a_printer_that_is_wedged_gets_nobody_killed() {
    let folder = TempDir::new().expect("a folder");
    let slips = folder.path().join("slips");
    fifo(&slips);
    let mut pipe = OpenOptions::new().read(true).write(true).custom_flags(O_NONBLOCK).open(&slips).expect("a pipe");
    // It is full: what the kiosk prints cannot go anywhere.
    while pipe.write(&[0; 4096]).is_ok() {}
    let printer = "[printer]\nkind = \"file\"\npath = \"FOLDER/slips\"\n";
    let mut service = Service::start(folder.path(), &format!("{STDIN}{printer}"));
    service.wait_for("WATCHDOG=1");
    service.scan("BAG");
    service.scan("SLIP-CONFIRM");
    service.wait_for("slips in trouble");
    // The slip is in flight, and its worker answers all the same.
    for _ in 0..3 {
        service.wait_for("WATCHDOG=1");
    }
}

#[test]
fn standard_input_that_ends_is_a_scanner_that_is_gone_and_everybody_hears_of_it_once() {
    let folder = TempDir::new().expect("a folder");
    let page = TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port");
    let mut service = Service::start(folder.path(), &format!("{STDIN}[console]\nlisten = \"{page}\"\n"));
    let healthz = || {
        let mut asked = TcpStream::connect(page).expect("the page");
        write!(asked, "GET /healthz HTTP/1.1\r\nHost: {page}\r\nConnection: close\r\n\r\n").expect("asked");
        std::io::read_to_string(asked).expect("it answers")
    };
    service.wait_for("READY=1");
    assert!(healthz().starts_with("HTTP/1.1 200 "));
    service.scan("BAG");
    service.input = None;
    service.wait_for(
        "STATUS=no scanner can be read: Standard input is at its end, and no code comes from it any more; start",
    );
    service.wait_for("WATCHDOG=1");
    let reply = healthz();
    assert!(reply.starts_with("HTTP/1.1 503 ") && reply.contains("standard input"), "{reply}");
    assert!(Command::new("kill").arg(service.process.id().to_string()).status().expect("kill is there").success());
    let told = service.log.iter().filter(|line| line.contains("Standard input is at its end")).collect::<Vec<_>>();
    assert!(told.len() == 1 && told[0].contains("WARN"), "{told:?}");
}
