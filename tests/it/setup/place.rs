//! The owner's place: a folder for the settings, a shop that is served meanwhile and mails its codes, a printer on the
//! network, a pty as scanner.

use crate::kiosk::paper::PaperTray;
use scanslip::kash::Key;
use scanslip::sandbox::{Mail, Settings, Shop};
use serialport::{SerialPort, TTYPort};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;
use tempfile::TempDir;
use tokio::sync::mpsc;

const SCANSLIP: &str = env!("CARGO_BIN_EXE_scanslip");
/// The shop's key.
pub(super) const KEY: &str = "k3y-0123456789abcdef";

pub(super) struct Place {
    folder: TempDir,
    pub(super) tray: PaperTray,
    shop: Shop,
    address: SocketAddr,
    mails: mpsc::Receiver<Mail>,
    scanner: TTYPort,
    line: String,
}

impl Place {
    pub(super) fn new() -> Self {
        let (mailbox, mails) = mpsc::channel(16);
        let key = Key::new(KEY).expect("a key");
        let settings = Settings { mailbox: Some(mailbox), key, ..Settings::sample() };
        let shop = Shop::open(settings).expect("a shop");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        let open = shop.clone();
        let serve = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(open.serve(listener))
        };
        thread::Builder::new().name("shop".to_owned()).spawn(serve).expect("a thread");
        let (scanner, line) = TTYPort::pair().expect("a pty");
        let line = line.name().expect("a pty has a name");
        let folder = TempDir::new().expect("a folder");
        Self { folder, tray: PaperTray::open(), shop, address, mails, scanner, line }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn shown(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it is there")
    }

    pub(super) fn line(&self) -> String {
        self.line.clone()
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The code that came by mail last.
    pub(super) fn mailed_code(&mut self) -> String {
        self.mails.try_recv().expect("a mail").code
    }

    /// Exit code, and all that was said.
    pub(super) fn scanslip(&self, arguments: &[&str]) -> (i32, String) {
        let done = Command::new(SCANSLIP)
            .arg("--config")
            .arg(self.path("scanslip.toml"))
            .args(arguments)
            .stdin(Stdio::null())
            .output();
        let Output { status, stdout, stderr } = done.expect("it starts");
        let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
        (status.code().expect("it ends by itself"), said)
    }

    /// The setup with these answers, from a file outside the folder.
    pub(super) fn set_up(&self, answers: &str) -> (i32, String) {
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), answers).expect("written");
        self.scanslip(&["setup", "--answers", &file.path().display().to_string()])
    }

    /// `check` has nothing against it, and `run` sells.
    pub(super) fn is_right_and_sells(&mut self) {
        let (code, said) = self.scanslip(&["check", "--online"]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("The shop answers and knows the key"), "{said}");
        let mut kiosk = Command::new(SCANSLIP)
            .arg("--config")
            .arg(self.path("scanslip.toml"))
            .arg("run")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut said = BufReader::new(kiosk.stderr.take().expect("piped")).lines().map_while(Result::ok);
        let mut wait_for = |what: &str| assert!(said.any(|line| line.contains(what)), "it never said {what}");
        wait_for("scanner open");
        self.scanner.write_all(b"3017620422003\rSLIP-CONFIRM\r").expect("the line takes it");
        wait_for("slip done");
        kiosk.kill().and_then(|()| kiosk.wait()).expect("it ends");
        let orders = self.shop.orders().expect("orders");
        let [order] = &orders[..] else { panic!("one order, not {}", orders.len()) };
        assert_eq!((order.total.get(), order.validated), (395, true));
        let register = order.fields.iter().find(|(name, _)| name == "idcaisse").map(|(_, value)| value.as_str());
        assert_eq!(register, Some("2"), "on the register that was chosen");
    }
}
