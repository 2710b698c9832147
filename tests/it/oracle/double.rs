//! emupos as a process of its own: a printer on loopback and on a pty, with faults that come and go by its HTTP interface.

use super::tools::{Tools, beside};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// How long anything may take before the test gives up; nothing is measured by it.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// Free ports can be taken by somebody else before emupos asks for them; then it is asked again with others.
const ATTEMPTS: u32 = 5;

/// A printer; its paper lies in a folder of its own. It ends with the test.
pub(super) struct Double {
    process: Child,
    told: Receiver<String>,
    folder: TempDir,
    api: SocketAddr,
    /// Where it prints.
    pub(super) printer: SocketAddr,
    /// Where it prints, too.
    pub(super) line: PathBuf,
}

impl Double {
    /// Starts one with paper 80 mm wide and waits until it listens.
    pub(super) fn start(tools: &Tools) -> Self {
        (0..ATTEMPTS).find_map(|_| Self::try_start(tools)).expect("emupos starts")
    }

    fn try_start(tools: &Tools) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        let free = || TcpListener::bind("127.0.0.1:0").expect("a port");
        let (api, printer) = (free(), free());
        let [api, printer] = [api, printer].map(|port| port.local_addr().expect("an address"));
        // A slip ends with its cut and with nothing else: the time after which emupos would end it is an hour.
        let settings = format!(
            "schema: 1\napi: {{ host: 127.0.0.1, port: {} }}\ndevices:\n  - {{ id: front, type: printer, profile: {}, \
             receipts_dir: ./receipts, job_idle_timeout_ms: 3600000, connections: [ {{ tcp: {{ port: {} }} }}, {{ serial: {{ pty: true }} }} ] }}\n",
            api.port(),
            beside("80mm.yaml").display(),
            printer.port(),
        );
        let file = folder.path().join("emupos.yaml");
        fs::write(&file, settings).expect("written");
        let mut process = tools
            .program("emupos")
            .args(["run", "--config"])
            .arg(file)
            .env("TMPDIR", folder.path())
            .envs([("PYTHONUNBUFFERED", "1"), ("COLUMNS", "400"), ("NO_COLOR", "1"), ("TERM", "dumb")])
            .stdout(Stdio::piped())
            .spawn()
            .expect("emupos can be started");
        let said = BufReader::new(process.stdout.take().expect("piped"));
        let (tell, told) = mpsc::channel();
        let listen = move || said.lines().map_while(Result::ok).try_for_each(|line| tell.send(line));
        thread::Builder::new().name("emupos".to_owned()).spawn(listen).expect("a thread");
        let line = folder.path().join("emupos/front");
        let double = Self { process, told, folder, api, printer, line };
        double.says("Showing events").then_some(double)
    }

    /// Waits until it says so; not if it ends before.
    fn says(&self, what: &str) -> bool {
        loop {
            match self.told.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(what) => return true,
                Ok(_) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return false,
                Err(mpsc::RecvTimeoutError::Timeout) => panic!("emupos never said {what:?}"),
            }
        }
    }

    /// Waits until it has printed and cut something.
    pub(super) fn cuts(&self) {
        assert!(self.says("printer.job.completed"), "emupos ended");
    }

    /// `paper-out`, `cover-open`, `offline`: from now on.
    pub(super) fn set(&self, fault: &str) {
        self.ask("PUT", &format!("/faults/{fault}"));
    }

    /// Mends it.
    pub(super) fn clear(&self, fault: &str) {
        self.ask("DELETE", &format!("/faults/{fault}"));
    }

    /// Waits until it has heard all that it was sent before: it looks at all its connections in turn, so an answer to a
    /// later question comes after a look at every byte that stood there.
    pub(super) fn hears(&self) {
        self.ask("GET", "");
    }

    fn ask(&self, verb: &str, path: &str) {
        let mut stream = TcpStream::connect(self.api).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        let request = format!(
            "{verb} /api/v1/devices/front{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Content-Length: 0\r\n\r\n",
            self.api
        );
        stream.write_all(request.as_bytes()).expect("it takes it");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 2"), "{verb} {path}: {answer}");
    }

    /// The texts of what it has cut, and the pictures, oldest first.
    pub(super) fn receipts(&self) -> Vec<(String, PathBuf)> {
        let Ok(folder) = fs::read_dir(self.folder.path().join("receipts")) else { return Vec::new() };
        let files = folder.map(|entry| entry.expect("an entry").path());
        // What describes a receipt is written last.
        let mut whole: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
        whole.sort();
        let read = |path: PathBuf| {
            let text = fs::read_to_string(path.with_extension("txt")).expect("a text");
            (text, path.with_extension("png"))
        };
        whole.into_iter().map(read).collect()
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}
