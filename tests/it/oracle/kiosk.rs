//! The real binary between a shop and a printer; codes are typed into it.

use super::double::PATIENCE;
use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use tempfile::TempDir;

const SCANSLIP: &str = env!("CARGO_BIN_EXE_scanslip");

/// Shop and kiosk; they end with the test.
pub(super) struct Kiosk {
    shop: Child,
    process: Child,
    log: Receiver<String>,
    seen: Vec<String>,
    _folder: TempDir,
}

impl Kiosk {
    /// Starts both, with the demo's goods, and waits until the printer is ready. The printer is what the settings say of it.
    pub(super) fn start(printer: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut shop = Command::new(SCANSLIP);
        shop.args(["sandbox", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path().join("shop"));
        let mut shop = shop.stdout(Stdio::piped()).spawn().expect("the shop starts");
        let mut ready = String::new();
        BufReader::new(shop.stdout.take().expect("piped")).read_line(&mut ready).expect("it says that it is ready");
        let url = ready.split(' ').nth(3).expect("its address");
        let settings = format!(
            "[kiosk]\nstate-dir = \"{folder}\"\nclock = \"battery\"\n\
             [kash]\nurl = \"{url}\"\nshop-id = \"12345\"\nkey-file = \"{folder}/kash.key\"\npayment-link-hosts = []\n\
             [slip]\nheader = [\"First line\"]\nfooter = [\"Last line\"]\n\
             [[scanner]]\nkind = \"stdin\"\n[printer]\n{printer}\n",
            folder = folder.path().display(),
        );
        fs::write(folder.path().join("kash.key"), scanslip::sandbox::Settings::KEY).expect("the key is written");
        let [file, goods] = ["scanslip.toml", "articles.csv"].map(|name| folder.path().join(name));
        fs::write(&file, settings).expect("the settings are written");
        fs::write(&goods, include_str!("../../../src/demo/articles.csv")).expect("the goods are written");
        let imported =
            Command::new(SCANSLIP).arg("--config").arg(&file).args(["catalogue", "import"]).arg(goods).output();
        assert!(imported.expect("it starts").status.success(), "the goods are in the catalogue");
        let mut kiosk = Command::new(SCANSLIP);
        kiosk.arg("--config").arg(file).arg("run").env("NO_COLOR", "1");
        let mut kiosk = kiosk.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the kiosk starts");
        let log = lines(kiosk.stderr.take().expect("piped"));
        let mut kiosk = Self { shop, process: kiosk, log, seen: Vec::new(), _folder: folder };
        kiosk.wait_for("printer ready");
        kiosk
    }

    /// Somebody reads a code.
    pub(super) fn scan(&mut self, code: &str) {
        let keyboard = self.process.stdin.as_mut().expect("piped");
        writeln!(keyboard, "{code}").expect("it takes it");
    }

    /// Waits until the log says this, and gives the line.
    pub(super) fn wait_for(&mut self, what: &str) -> String {
        loop {
            match self.log.recv_timeout(PATIENCE) {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if line.contains(what) {
                        return line;
                    }
                }
                Err(error) => panic!("the kiosk never said {what:?} ({error}); it said:\n{}", self.seen.join("\n")),
            }
        }
    }

    /// The end of the kiosk: SIGKILL.
    pub(super) fn kill(&mut self) {
        self.process.kill().and_then(|()| self.process.wait()).expect("it ends");
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        for process in [&mut self.process, &mut self.shop] {
            let _ = process.kill().and_then(|()| process.wait());
        }
    }
}

/// What is read from there, line by line.
fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (tell, told) = mpsc::channel();
    let read = move || BufReader::new(from).lines().map_while(Result::ok).try_for_each(|line| tell.send(line));
    thread::Builder::new().name("log".to_owned()).spawn(read).expect("a thread");
    told
}
