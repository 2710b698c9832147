//! The real demo as a process, with its page on a free port and nothing on standard input.

use super::http::{self, PATIENCE};
use super::stream::Events;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use tempfile::TempDir;

/// A demo that runs; it ends with the test.
pub(super) struct Demo {
    process: Child,
    pub(super) address: SocketAddr,
    pub(super) folder: TempDir,
}

impl Demo {
    /// Starts it and waits until it says where its page is.
    pub(super) fn start() -> Self {
        // Nobody leaves because the machine is slow.
        Self::start_idle_after(3_600)
    }

    /// The same, with a shopper who is thought to be gone after so many seconds.
    pub(super) fn start_idle_after(seconds: u32) -> Self {
        let folder = TempDir::new().expect("a folder");
        let log = File::create(folder.path().join("log")).expect("a file");
        let mut process = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .args(["demo", "--stay", "--language", "en", "--listen", "127.0.0.1:0", "--dir", "."])
            .args(["--idle-s", &seconds.to_string()])
            .current_dir(folder.path())
            .env("SCANSLIP_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the demo starts");
        let said = BufReader::new(process.stdout.take().expect("piped"));
        let (told, address) = mpsc::channel();
        // What it says is read to the end, so that it never waits for a reader.
        let read = move || {
            for line in said.lines().map_while(Result::ok) {
                if let Some((_, rest)) = line.split_once("http://127.0.0.1:")
                    && let Some(port) = rest.split('/').next().and_then(|port| port.parse::<u16>().ok())
                {
                    let _ = told.send(port);
                }
            }
        };
        thread::Builder::new().name("said".to_owned()).spawn(read).expect("a thread");
        let port = address.recv_timeout(PATIENCE).expect("it tells its page's address");
        Self { process, address: ([127, 0, 0, 1], port).into(), folder }
    }

    /// Everything it has logged, down to the smallest thing.
    pub(super) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).expect("text")
    }

    /// The address of the page.
    pub(super) fn page(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Scans these, confirms, and waits until the order is registered; answers with its payment link.
    pub(super) fn order(&self, codes: &[&str]) -> String {
        let mut events = Events::open(self.address);
        for code in codes {
            // As a form it is answered once the till has looked the code up: whoever confirms before what is said of an
            // unknown one is there has not confirmed.
            let form = form_urlencoded::Serializer::new(String::new()).append_pair("code", code).finish();
            assert_eq!(http::post_as(self.address, "/api/scan", "application/x-www-form-urlencoded", form).status, 303);
        }
        assert_eq!(http::post(self.address, "/api/key", "confirm").status, 204);
        events.wait_for(|kind, data| kind == "screen" && data["view"] == "done");
        let state = http::get(self.address, "/api/state").json();
        state["screen"]["link"].as_str().expect("a link").to_owned()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // If it has ended already, the test has seen that.
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}
