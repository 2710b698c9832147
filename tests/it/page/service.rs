//! The page of the service: the real `scanslip run` with `[console]`.

use super::http::{PATIENCE, get, post, post_as, request};
use crate::log;
use scanslip::journal::Journal;
use scanslip::till::entry::{Entry, Resolution};
use scanslip::till::order::OrderId;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Receiver;
use tempfile::TempDir;

const TOKEN: &str = "correct-horse-battery";

/// A service that runs; it ends with the test.
pub(super) struct Service {
    process: Child,
    log: Receiver<String>,
    folder: TempDir,
}

impl Service {
    fn start(console: &str) -> Self {
        Self::start_with(console, |_| ())
    }

    /// Starts it after its folder was made ready.
    pub(super) fn start_with(console: &str, prepare: impl FnOnce(&Path)) -> Self {
        Self::start_for("127.0.0.1:9", console, prepare)
    }

    /// The same for a shop at this address, whose key is that of the sandbox.
    pub(super) fn start_for(shop: &str, console: &str, prepare: impl FnOnce(&Path)) -> Self {
        let folder = TempDir::new().expect("a folder");
        prepare(folder.path());
        let place = folder.path().display();
        fs::write(folder.path().join("kash.key"), "sandbox-key").expect("written");
        fs::write(folder.path().join("console.token"), TOKEN).expect("written");
        let console = console.replace("FOLDER", &place.to_string());
        let settings = format!(
            "[kiosk]\nstate-dir = \"{place}\"\npaper = \"never\"\n[kash]\nurl = \"http://{shop}\"\nshop-id = \"12345\"\n\
             key-file = \"{place}/kash.key\"\npayment-link-hosts = []\n[[scanner]]\nkind = \"serial\"\n\
             path = \"{place}/none\"\n[console]\n{console}\n"
        );
        fs::write(folder.path().join("scanslip.toml"), settings).expect("written");
        let mut process = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .arg("--config")
            .arg(folder.path().join("scanslip.toml"))
            .arg("run")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let log = log::lines(process.stderr.take().expect("piped"));
        Self { process, log, folder }
    }

    /// Waits until the log says this; answers with the line.
    pub(super) fn wait_for(&self, what: &str) -> String {
        let mut seen = Vec::new();
        loop {
            match self.log.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(what) => return line,
                Ok(line) => seen.push(line),
                Err(error) => panic!("it never said {what:?} ({error}); it said:\n{}", seen.join("\n")),
            }
        }
    }
}

impl Service {
    /// How staff settled an order.
    pub(super) fn resolutions(&self, order: OrderId) -> Vec<Resolution> {
        let journal = Journal::open_to_read(&self.folder.path().join("journal.db")).expect("a journal");
        let entries = journal.entries_of(order).expect("sound rows").into_iter();
        let resolved =
            |(entry, _)| if let Entry::Resolved { resolution, .. } = entry { Some(resolution) } else { None };
        entries.filter_map(resolved).collect()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

pub(super) fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port")
}

#[test]
fn the_service_shows_itself_and_can_not_be_pressed() {
    let address = free();
    let service = Service::start(&format!("listen = \"{address}\""));
    service.wait_for("ready");
    let state = get(address, "/api/state").json();
    assert_eq!((&state["kiosk"], &state["scanners"]["configured"]), (&"kiosk-1".into(), &1.into()), "{state}");
    assert_eq!(get(address, "/healthz").status, 200, "a scanner that is not there does not matter");
    assert_eq!(post(address, "/api/scan", "3017620422003").status, 404);
    let page = get(address, "/");
    assert!(page.status == 200 && !page.text().contains("/api/"), "no keypad, no goods: {}", page.text());
    assert_eq!(get(address, "/api/orders").text(), "[]");
}

#[test]
fn a_port_that_is_taken_stops_no_sale() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let service = Service::start(&format!("listen = \"{}\"", taken.local_addr().expect("its address")));
    let told = service.wait_for("page cannot be served");
    assert!(told.contains("ERROR"), "{told}");
    service.wait_for("ready");
}

#[test]
fn with_a_token_only_the_token_opens_it() {
    let port = free().port();
    let service = Service::start(&format!("listen = \"0.0.0.0:{port}\"\ntoken-file = \"FOLDER/console.token\""));
    service.wait_for("ready");
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let with = |path: &str, header: (&str, &str)| request(address, path, "kiosk.example", &[header], "");
    for path in ["GET /", "GET /api/state", "GET /screen.png", "GET /events", "GET /healthz", "GET /console.js"] {
        let reply = with(path, ("Cookie", "token=wrong-horse-battery"));
        assert_eq!(reply.status, 401, "{path}");
        assert!(!reply.text().contains("data-view"), "{path}");
    }
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(with("GET /api/state", ("Authorization", &bearer)).status, 200);
    let asked = with("GET /", ("Accept", "text/html"));
    assert!(asked.text().contains("action=\"/login\""), "{}", asked.text());
    let wrong = post_as(address, "/login", "application/x-www-form-urlencoded", "token=guess");
    assert_eq!((wrong.status, wrong.header("set-cookie")), (401, None));
    let right = post_as(address, "/login", "application/x-www-form-urlencoded", format!("token={TOKEN}"));
    let cookie = right.header("set-cookie").expect("a cookie");
    assert!(right.status == 303 && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{right:?}");
    let cookie = cookie.split(';').next().expect("its value");
    assert_eq!(with("GET /", ("Cookie", cookie)).status, 200);
}

#[test]
fn whoever_tries_one_token_after_the_other_is_made_to_wait() {
    let port = free().port();
    let service = Service::start(&format!("listen = \"127.0.0.1:{port}\"\ntoken-file = \"FOLDER/console.token\""));
    service.wait_for("ready");
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let with = |token: &str| {
        let bearer = format!("Bearer {token}");
        request(address, "GET /api/state", &address.to_string(), &[("Authorization", &bearer)], "")
    };
    assert_eq!(with(TOKEN).status, 200);
    let tries = (0..500).take_while(|number| with(&format!("wrong-horse-{number}")).status == 401).count();
    assert!((10..500).contains(&tries), "{tries} wrong ones were looked at");
    let reply = with(TOKEN);
    assert!(reply.status == 429 && reply.header("retry-after").is_some(), "not even the right one is: {reply:?}");
    let login = post_as(address, "/login", "application/x-www-form-urlencoded", format!("token={TOKEN}"));
    assert_eq!((login.status, login.header("set-cookie")), (429, None));
    let asked = request(address, "GET /", &address.to_string(), &[], "");
    assert!(asked.status == 401 && asked.text().contains("/login"), "whoever tries nothing is asked for it");
    let told = service.wait_for("a wrong token");
    assert!(told.contains("127.0.0.1") && !told.contains("horse"), "{told}");
}

#[test]
fn a_token_that_cannot_be_read_stops_the_start() {
    let mut service = Service::start("listen = \"127.0.0.1:0\"\ntoken-file = \"FOLDER/no.token\"");
    let told = service.wait_for("no.token");
    assert!(told.contains("console.token-file") && told.ends_with('.'), "{told}");
    assert_eq!(service.process.wait().expect("it ends").code(), Some(2));
    assert!(!service.folder.path().join("journal.db").exists(), "nothing was begun");
}
