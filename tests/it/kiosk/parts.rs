//! What stands around the kiosk: folder, settings, shop, printer, scanner. All real, all on loopback.

use super::paper::PaperTray;
use scanslip::sandbox::{self, Order, Shop};
use scanslip_hw::printer::paper::Paper;
use serialport::{SerialPort, TTYPort};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take before the test gives up; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);
const SCANSLIP: &str = env!("CARGO_BIN_EXE_scanslip");

/// Everything but the kiosk itself.
pub(crate) struct Parts {
    folder: TempDir,
    shop: Option<Child>,
    shop_port: u16,
    faults: String,
    printer: PaperTray,
    scanner: TTYPort,
    /// The kiosk's end of the scanner's line.
    line: String,
}

impl Parts {
    /// A kiosk's surroundings, with the demo's goods in its catalogue and a shop with these faults.
    pub(crate) fn lay_out(faults: &str) -> Self {
        Self::lay_out_for(faults, "direct")
    }

    /// The same for a kiosk that speaks to the shop by this protocol.
    pub(super) fn lay_out_for(faults: &str, protocol: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        // The kiosk's end is closed here, so that the kiosk can have it for itself.
        let (scanner, line) = TTYPort::pair().expect("a pty");
        let line = line.name().expect("a pty has a name");
        // The port is free again at once, and nobody else on this machine asks for it in between.
        let shop_port = TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port").port();
        let printer = PaperTray::open();
        let mut parts = Self { folder, shop: None, shop_port, faults: faults.to_owned(), printer, scanner, line };
        parts.write_settings(protocol);
        parts.import(include_str!("../../../src/demo/articles.csv"));
        fs::write(parts.path("customers.csv"), include_str!("../../../src/demo/customers.csv")).expect("written");
        parts.scanslip(&["catalogue", "import", "--customers", &parts.path("customers.csv").display().to_string()]);
        parts.open_shop();
        parts
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.path("journal.db")
    }

    fn write_settings(&self, protocol: &str) {
        fs::write(self.path("kash.key"), sandbox::Settings::KEY).expect("the key is written");
        let settings = format!(
            "[kiosk]\nstate-dir = \"{folder}\"\nclock = \"battery\"\n\
             [kash]\nurl = \"http://127.0.0.1:{shop}\"\nshop-id = \"12345\"\nkey-file = \"{folder}/kash.key\"\n\
             payment-link-hosts = []\ntimeout-s = 5\nabsent-after-s = 1\nprotocol = \"{protocol}\"\n\
             [[scanner]]\nkind = \"serial\"\npath = \"{scanner}\"\ndouble-read-ms = 0\n\
             [printer]\nkind = \"tcp\"\naddress = \"127.0.0.1:{printer}\"\n",
            folder = self.folder.path().display(),
            shop = self.shop_port,
            scanner = self.line,
            printer = self.printer.port(),
        );
        fs::write(self.path("scanslip.toml"), settings).expect("the settings are written");
    }

    /// Adds these sections to the settings.
    pub(crate) fn add_settings(&self, sections: &str) {
        let settings = fs::read_to_string(self.path("scanslip.toml")).expect("the settings are there");
        fs::write(self.path("scanslip.toml"), settings + sections).expect("the settings are written");
    }

    fn scanslip(&self, arguments: &[&str]) {
        let done = Command::new(SCANSLIP).arg("--config").arg(self.path("scanslip.toml")).args(arguments).output();
        let done = done.expect("the program starts");
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// Replaces the catalogue, by the command that a shop would use.
    pub(super) fn import(&self, csv: &str) {
        fs::write(self.path("articles.csv"), csv).expect("the catalogue is written");
        self.scanslip(&["catalogue", "import", &self.path("articles.csv").display().to_string()]);
    }

    /// Starts the shop and waits until it answers.
    pub(super) fn open_shop(&mut self) {
        let mut shop = Command::new(SCANSLIP);
        shop.args(["sandbox", "--listen", &format!("127.0.0.1:{}", self.shop_port)]);
        shop.arg("--data").arg(self.path("shop"));
        if !self.faults.is_empty() {
            shop.args(["--faults", &self.faults]);
        }
        let mut shop = shop.stdout(Stdio::piped()).spawn().expect("the shop starts");
        let mut ready = String::new();
        BufReader::new(shop.stdout.take().expect("piped")).read_line(&mut ready).expect("it says that it is ready");
        assert!(ready.starts_with("sandbox shop at"), "{ready}");
        self.shop = Some(shop);
    }

    pub(super) fn close_shop(&mut self) {
        if let Some(mut shop) = self.shop.take() {
            shop.kill().and_then(|()| shop.wait()).expect("the shop ends");
        }
    }

    /// The scanner reads a code; faster than any hand, so every scan is set to count.
    pub(crate) fn scan(&mut self, code: &str) {
        self.scanner.write_all(format!("{code}\r").as_bytes()).expect("the line takes it");
    }

    /// What the shop has, read from its own database once it is closed.
    pub(super) fn orders_at_the_shop(&mut self) -> Vec<Order> {
        self.close_shop();
        let settings = sandbox::Settings { data: Some(self.path("shop")), ..sandbox::Settings::default() };
        Shop::open(settings).and_then(|shop| shop.orders()).expect("the shop's orders can be read")
    }

    /// Every whole slip that came out, in order.
    pub(super) fn slips(&self) -> Vec<Paper> {
        self.printer.slips()
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        self.close_shop();
    }
}

/// The kiosk: the real binary.
pub(crate) struct Kiosk {
    process: Child,
    log: Receiver<String>,
    seen: Vec<String>,
}

impl Kiosk {
    /// Starts it and waits until its scanner is open.
    pub(crate) fn start(parts: &Parts) -> Self {
        let mut process = Command::new(SCANSLIP)
            .arg("--config")
            .arg(parts.path("scanslip.toml"))
            .arg("run")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the kiosk starts");
        let (told, log) = mpsc::channel();
        let stderr = BufReader::new(process.stderr.take().expect("piped"));
        thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || {
                for line in stderr.lines().map_while(Result::ok) {
                    if told.send(line).is_err() {
                        return;
                    }
                }
            })
            .expect("a thread");
        let mut kiosk = Self { process, log, seen: Vec::new() };
        kiosk.wait_for("scanner open");
        kiosk
    }

    /// Waits until the log says this.
    pub(crate) fn wait_for(&mut self, what: &str) {
        loop {
            match self.log.recv_timeout(PATIENCE) {
                Ok(line) => {
                    let found = line.contains(what);
                    self.seen.push(line);
                    if found {
                        return;
                    }
                }
                Err(error) => panic!("the kiosk never said {what:?} ({error}); it said:\n{}", self.seen.join("\n")),
            }
        }
    }

    /// Lets it be for a while, so that a kill comes at some moment of its work.
    pub(super) fn live_for(&mut self, time: Duration) {
        // What it says meanwhile is kept for the case that it must be told.
        let end = Instant::now() + time;
        while let Ok(line) = self.log.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.seen.push(line);
        }
    }

    /// SIGKILL.
    pub(super) fn kill(mut self) {
        self.process.kill().and_then(|()| self.process.wait()).expect("it ends");
    }

    /// The end of a test that went well.
    pub(crate) fn stop(self) {
        self.kill();
    }
}
