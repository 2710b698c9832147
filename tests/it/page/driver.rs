//! A headless Chromium, driven by WebDriver (W3C Recommendation): every wait is the browser's own, for an element that
//! comes.

use super::http::{self, PATIENCE, Reply};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, ErrorKind};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use tempfile::TempDir;

/// The name of an element in WebDriver's JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// So many drivers are started before the test gives up.
const TRIES: u32 = 10;

/// A browser with one window; it ends with the test.
pub(super) struct Browser {
    driver: Child,
    address: SocketAddr,
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// Starts one. Where there is none, the test says that it is skipped, unless it must not be.
    pub(super) fn start() -> Option<Self> {
        let Some((driver, address)) = start_driver() else {
            let must = crate::environment("SCANSLIP_SKIP").is_some_and(|said| said == "fail");
            assert!(!must, "there is no chromedriver here");
            eprintln!("SKIPPED: there is no chromedriver here (apt install chromium chromium-driver)");
            return None;
        };
        let profile = TempDir::new().expect("a folder");
        let folder = format!("--user-data-dir={}", profile.path().display());
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1280,2000",
            &folder,
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": args },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "implicit": PATIENCE.as_millis(), "script": PATIENCE.as_millis() },
        } } });
        let mut browser = Self { driver, address, session: String::new(), _profile: profile };
        let session = browser.ask("POST /session", &wanted);
        session["sessionId"].as_str().expect("a session").clone_into(&mut browser.session);
        Some(browser)
    }

    fn try_ask(&self, line: &str, body: &Value) -> Reply {
        let kind = [("Content-Type", "application/json")];
        let body = if line.starts_with("POST") { body.to_string() } else { String::new() };
        http::request(self.address, line, &self.address.to_string(), &kind, body)
    }

    fn ask(&self, line: &str, body: &Value) -> Value {
        let reply = self.try_ask(line, body);
        assert_eq!(reply.status, 200, "{line} {body}: {}", reply.text());
        reply.json()["value"].take()
    }

    fn in_session(&self, method: &str, path: &str, body: &Value) -> Value {
        self.ask(&format!("{method} /session/{}/{path}", self.session), body)
    }

    pub(super) fn open(&self, address: &str) {
        self.in_session("POST", "url", &json!({ "url": address }));
    }

    pub(super) fn title(&self) -> String {
        self.in_session("GET", "title", &Value::Null).as_str().expect("a title").to_owned()
    }

    /// Waits for the first element of that path (`XPath` 1.0).
    pub(super) fn wait_for(&self, path: &str) -> Element<'_> {
        let found = self.in_session("POST", "element", &json!({ "using": "xpath", "value": path }));
        Element { browser: self, id: found[ELEMENT].as_str().expect("an element").to_owned() }
    }

    /// How many elements of that path there are. Waits for none: ask only once something else has come.
    pub(super) fn count(&self, path: &str) -> usize {
        self.in_session("POST", "timeouts", &json!({ "implicit": 0 }));
        let found = self.in_session("POST", "elements", &json!({ "using": "xpath", "value": path }));
        self.in_session("POST", "timeouts", &json!({ "implicit": PATIENCE.as_millis() }));
        found.as_array().expect("a list").len()
    }

    /// What a script of the test's own answers: the body of a function. The page's policy does not hold for it.
    pub(super) fn run(&self, script: &str) -> Value {
        self.in_session("POST", "execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Presses and releases a key, wherever the focus is; with Shift if so.
    pub(super) fn press(&self, key: &str, shift: bool) {
        let key = match key {
            "Tab" => "\u{e004}",
            "Enter" => "\u{e007}",
            text => text,
        };
        let act = |kind: &str, value: &str| json!({ "type": kind, "value": value });
        let mut actions = vec![act("keyDown", key), act("keyUp", key)];
        if shift {
            actions.insert(0, act("keyDown", "\u{e008}"));
            actions.push(act("keyUp", "\u{e008}"));
        }
        let keys = json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] });
        self.in_session("POST", "actions", &keys);
    }

    /// A command of the browser's own protocol.
    pub(super) fn command(&self, command: &str, parameters: &Value) -> Value {
        self.in_session("POST", "goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// From now on the page has this size, as on a phone or not, and is looked at in the dark or not.
    pub(super) fn look(&self, width: u32, height: u32, dark: bool) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.command("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.command("Emulation.setEmulatedMedia", &media);
    }

    /// What the page complained of since the last question: errors and warnings of scripts, policy and network.
    pub(super) fn complaints(&self) -> Vec<String> {
        let log = self.in_session("POST", "se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().expect("a list").iter();
        entries
            .filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING")
            .map(|entry| entry["message"].to_string())
            .collect()
    }

    /// Whether a dialog of a script stands over the page.
    pub(super) fn has_dialog(&self) -> bool {
        self.try_ask(&format!("GET /session/{}/alert/text", self.session), &Value::Null).status == 200
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !thread::panicking() {
            self.try_ask(&format!("DELETE /session/{}", self.session), &Value::Null);
        }
        // The driver leads a process group of its own; a browser that is left, of a test that failed, is in it.
        let group = format!("-{}", self.driver.id());
        let asked = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = asked.and_then(|_| self.driver.wait());
    }
}

/// Starts a driver on a free port, if there is one here. It takes a port that is free on 127.0.0.1 and then the same on
/// ::1, which somebody else may have: then it ends, and another one takes another port.
fn start_driver() -> Option<(Child, SocketAddr)> {
    for _ in 0..TRIES {
        let command = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).process_group(0).spawn();
        let mut driver = match command {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            started => started.expect("a driver"),
        };
        match port_of(&mut driver).recv_timeout(PATIENCE) {
            Ok(port) => return Some((driver, ([127, 0, 0, 1], port).into())),
            Err(RecvTimeoutError::Disconnected) => driver.wait().expect("its end"),
            Err(RecvTimeoutError::Timeout) => panic!("chromedriver does not tell its port"),
        };
    }
    panic!("chromedriver ended {TRIES} times before it told its port");
}

/// The port that it tells; nothing if it ends before.
fn port_of(driver: &mut Child) -> mpsc::Receiver<u16> {
    let said = BufReader::new(driver.stdout.take().expect("piped"));
    let (told, port) = mpsc::channel();
    let read = move || {
        for line in said.lines().map_while(Result::ok) {
            let number = line.rsplit_once("on port ").and_then(|(_, port)| port.trim_end_matches('.').parse().ok());
            if let Some(number) = number.filter(|_| line.contains("started successfully")) {
                let _ = told.send(number);
            }
        }
    };
    thread::Builder::new().name("driver".to_owned()).spawn(read).expect("a thread");
    port
}

/// An element of the page.
pub(super) struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Element<'_> {
    fn ask(&self, method: &str, what: &str, body: &Value) -> Value {
        self.browser.in_session(method, &format!("element/{}/{what}", self.id), body)
    }

    pub(super) fn click(&self) {
        self.ask("POST", "click", &json!({}));
    }

    pub(super) fn write(&self, text: &str) {
        self.ask("POST", "value", &json!({ "text": text }));
    }

    pub(super) fn text(&self) -> String {
        self.ask("GET", "text", &Value::Null).as_str().expect("a text").to_owned()
    }

    pub(super) fn attribute(&self, name: &str) -> String {
        self.ask("GET", &format!("attribute/{name}"), &Value::Null).as_str().expect("an attribute").to_owned()
    }

    pub(super) fn property(&self, name: &str) -> Value {
        self.ask("GET", &format!("property/{name}"), &Value::Null)
    }
}
