//! The real program as a service: how long until it is ready, what it holds in memory, what it does while nobody is there.

use crate::figures::Figure;
use crate::{goods, process};
use serialport::{SerialPort, TTYPort};
use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// How long nobody is there.
const IDLE: Duration = Duration::from_secs(60);
/// Starts, of which the median counts.
const STARTS: usize = 11;

/// With so many articles: start, memory, and, where `is_watched`, a minute without anybody. `memory_limit` in kB.
pub(crate) fn measure(
    program: &Path,
    articles: u64,
    start_limit: Option<u64>,
    memory_limit: Option<u64>,
    is_watched: bool,
) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let (_scanner, line) = TTYPort::pair().expect("a pseudo terminal");
    let path = line.name().expect("a path");
    drop(line);
    lay_out(program, folder.path(), &path, articles);
    let mut starts: Vec<u64> = (0..STARTS).map(|_| start(program, folder.path()).0).collect();
    starts.sort_unstable();
    let (_, mut kiosk) = start(program, folder.path());
    let name = |what: &str| format!("{what} ({articles} articles)");
    let mut figures = vec![
        Figure::new(&name("start -> ready to scan, median of 11"), starts[STARTS / 2], "us", start_limit),
        Figure::new(
            &name("resident memory, ready"),
            process::kilobytes(&kiosk.0.id().to_string(), "VmRSS"),
            "kB",
            memory_limit,
        ),
    ];
    if is_watched {
        figures.extend(idle(kiosk.0.id()));
    }
    kiosk.0.kill().expect("it runs");
    figures
}

/// A process that does not outlive the measurement.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn lay_out(program: &Path, folder: &Path, scanner: &str, articles: u64) {
    let here = folder.display();
    fs::write(folder.join("kash.key"), "sandbox-key").expect("written");
    let settings = format!(
        "[kiosk]\nstate-dir = \"{here}\"\n[kash]\nurl = \"http://127.0.0.1:9\"\nshop-id = \"12345\"\nkey-file = \"{here}/kash.key\"\n\
         payment-link-hosts = []\n[[scanner]]\nkind = \"serial\"\npath = \"{scanner}\"\n\
         [printer]\nkind = \"file\"\npath = \"{here}/slips\"\n[display]\nkind = \"png\"\n[console]\nlisten = \"127.0.0.1:0\"\n"
    );
    fs::write(folder.join("scanslip.toml"), settings).expect("written");
    fs::write(folder.join("articles.csv"), goods::csv(articles)).expect("written");
    let import = command(program, folder)
        .args(["catalogue", "import"])
        .arg(folder.join("articles.csv"))
        .output()
        .expect("it runs");
    assert!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
}

fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--config").arg(folder.join("scanslip.toml"));
    command
}

/// From the start of the process to its READY, in microseconds.
fn start(program: &Path, folder: &Path) -> (u64, Service) {
    let path = folder.join("notify");
    // Of an earlier start.
    let _ = fs::remove_file(&path);
    let manager = UnixDatagram::bind(&path).expect("a socket");
    let log = fs::File::create(folder.join("log")).expect("a file");
    let begun = Instant::now();
    let process =
        command(program, folder).arg("run").env("NOTIFY_SOCKET", &path).stderr(log).spawn().expect("it starts");
    let service = Service(process);
    let mut word = [0; 4_096];
    loop {
        let length = manager.recv(&mut word).expect("it says something");
        if word[..length].split(|byte| *byte == b'\n').any(|word| word == b"READY=1") {
            return (u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX), service);
        }
    }
}

/// Processor time and wake-ups of all its threads while nobody is there.
fn idle(process: u32) -> Vec<Figure> {
    let before = spent(process);
    thread::sleep(IDLE);
    let after = spent(process);
    let share = (after.0 - before.0) * 1_000_000 / u64::try_from(IDLE.as_nanos()).unwrap_or(u64::MAX);
    vec![
        Figure::new("idle for 60 s: millionths of a core", share, "ppm", Some(2_000)),
        Figure::new("idle for 60 s: times that a thread woke", after.1 - before.1, "times", None),
    ]
}

/// Nanoseconds on a processor (`schedstat`), and how often its threads gave one up of themselves.
fn spent(process: u32) -> (u64, u64) {
    let threads = fs::read_dir(format!("/proc/{process}/task")).expect("it runs");
    threads.map_while(Result::ok).fold((0, 0), |(time, wakes), thread| {
        let schedule = fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
        let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        let number = |text: Option<&str>| text.and_then(|text| text.trim().parse::<u64>().ok()).unwrap_or(0);
        let waits = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        (time + number(schedule.split(' ').next()), wakes + number(waits))
    })
}
