//! `scanslip catalogue sync` as it is typed, and the service that renews by itself: the real binary against the real
//! sandbox.

use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use tempfile::TempDir;

const SCANSLIP: &str = env!("CARGO_BIN_EXE_scanslip");

/// A process that is killed at the end.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill().and_then(|()| self.0.wait());
    }
}

fn sandbox() -> (Killed, String) {
    let started = Command::new(SCANSLIP).args(["sandbox", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn();
    let mut process = started.expect("the sandbox starts");
    let mut ready = String::new();
    BufReader::new(process.stdout.take().expect("piped")).read_line(&mut ready).expect("it says where it is");
    let url = ready.split(' ').find(|word| word.starts_with("http://")).expect("an address").to_owned();
    (Killed(process), url)
}

/// A kiosk's folder with its settings.
struct Kiosk(TempDir);

impl Kiosk {
    fn of(url: &str, key: &str, more: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let place = folder.path().display();
        fs::write(folder.path().join("kash.key"), key).expect("written");
        let settings = format!(
            "[kiosk]\nstate-dir = \"{place}\"\npaper = \"never\"\nclock = \"battery\"\n[kash]\nurl = \"{url}\"\n\
             shop-id = \"12345\"\nkey-file = \"{place}/kash.key\"\npayment-link-hosts = []\n[[scanner]]\n\
             kind = \"serial\"\npath = \"{place}/none\"\n{more}\n"
        );
        fs::write(folder.path().join("scanslip.toml"), settings).expect("written");
        Self(folder)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(SCANSLIP);
        command.env("NO_COLOR", "1").arg("--config").arg(self.0.path().join("scanslip.toml"));
        command
    }

    fn catalogue(&self, words: &[&str]) -> Output {
        self.command().arg("catalogue").args(words).output().expect("it runs")
    }

    /// Imports this many rows.
    fn import(&self, words: &[&str], header: &str, rows: u32, row: fn(u32) -> String) {
        let file = self.0.path().join("rows.csv");
        let rows: Vec<String> = (1..=rows).map(row).collect();
        fs::write(&file, format!("{header}\n{}\n", rows.join("\n"))).expect("written");
        let words = [&["import"], words, &[file.to_str().expect("a name")]].concat();
        assert!(self.catalogue(&words).status.success());
    }
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_good_shop_is_exit_code_0_with_its_progress_or_one_object() {
    let (_shop, url) = sandbox();
    let kiosk = Kiosk::of(&url, "sandbox-key", "");
    let (code, out, why) = said(&kiosk.catalogue(&["sync"]));
    assert_eq!((code, why.as_str()), (Some(0), ""), "{out}");
    for list in ["VAT rates ... ", "departments ... ", "variations ... ", "articles ... ", "customers ... "] {
        assert!(out.contains(list), "{list}: {out}");
    }
    let (code, out, _) = said(&kiosk.catalogue(&["sync", "--json"]));
    assert_eq!((code, out.lines().count()), (Some(0), 1), "{out}");
    let told: Value = serde_json::from_str(&out).expect("JSON");
    assert!(told["articles"].as_u64() >= Some(74) && told["cards"].as_u64() >= Some(2), "{told}");
    for name in ["without_code", "invisible", "departments", "variations", "remarks"] {
        assert!(told[name].is_u64(), "{name}: {told}");
    }
    let (code, found, _) = said(&kiosk.catalogue(&["find", "3017620422003"]));
    assert!(code == Some(0) && found.contains("Nutella 400 g"), "{found}");
    let (_, checked, _) = said(&kiosk.command().arg("check").output().expect("it runs"));
    assert!(checked.contains("from the shop, less than a minute old."), "{checked}");
}

#[test]
fn a_list_in_doubt_is_exit_code_1_and_the_catalogue_stays() {
    let (_shop, url) = sandbox();
    let kiosk = Kiosk::of(&url, "sandbox-key", "");
    kiosk.import(&[], "id,barcode,title,price", 500, |id| format!("{id},OWN-{id},Article {id},1.00"));
    let (code, _, why) = said(&kiosk.catalogue(&["sync"]));
    assert!(code == Some(1) && why.contains("shrank from 500 to") && why.contains("--accept-shrunk"), "{why}");
    assert!(kiosk.catalogue(&["find", "OWN-500"]).status.success(), "as it was");
    let (_, checked, _) = said(&kiosk.command().arg("check").output().expect("it runs"));
    assert!(
        checked.contains("from a file") && checked.contains("asked for in vain less than a minute ago"),
        "{checked}"
    );
    assert_eq!(said(&kiosk.catalogue(&["sync", "--accept-shrunk"])).0, Some(0));
    assert!(!kiosk.catalogue(&["find", "OWN-500"]).status.success(), "the shop's list rules now");
}

#[test]
fn a_page_for_people_in_place_of_a_list_is_exit_code_1() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let serve = move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // The whole request, head and body, is less than this and comes at once.
            let mut asked = &stream;
            let _ = asked.read(&mut [0; 4_096]);
            let page = "<html><body>Maintenance</body></html>";
            let _ = write!(asked, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{page}", page.len());
        }
    };
    thread::Builder::new().name("page".to_owned()).spawn(serve).expect("a thread");
    let (code, _, why) = said(&Kiosk::of(&url, "sandbox-key", "").catalogue(&["sync"]));
    assert!(code == Some(1) && why.contains("a page for people"), "{why}");
}

#[test]
fn a_shop_that_is_away_or_refuses_the_key_is_exit_code_3() {
    let (shop, url) = sandbox();
    let refused = Kiosk::of(&url, "s3cret-of-another", "");
    let (code, out, why) = said(&refused.catalogue(&["sync"]));
    assert_eq!(code, Some(3), "{why}");
    assert!(!format!("{out}{why}").contains("s3cret"), "{out}{why}");
    drop(shop);
    let (code, out, why) = said(&Kiosk::of(&url, "sandbox-key", "").catalogue(&["sync", "--json"]));
    assert_eq!(code, Some(3), "{why}");
    assert!(out.is_empty() && !why.contains("sandbox-key"), "{out}{why}");
}

/// The body of an answer, which is waited for.
fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers and closes");
    answer.split_once("\r\n\r\n").expect("a head").1.to_owned()
}

#[test]
fn the_service_holds_a_list_that_shrank_and_tells_so_until_it_is_accepted() {
    let (_shop, url) = sandbox();
    let address = TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port");
    let more = format!("[console]\nlisten = \"{address}\"\n[catalogue]\nsync-every-h = 24");
    let kiosk = Kiosk::of(&url, "sandbox-key", &more);
    kiosk.import(&["--customers"], "id,barcode", 200, |id| format!("{id},CUST-{id}"));
    let started = kiosk.command().arg("run").stderr(Stdio::piped()).spawn();
    let mut service = Killed(started.expect("it starts"));
    // Read to the end, so that the service never waits for a reader.
    let log = BufReader::new(service.0.stderr.take().expect("piped")).lines().map_while(Result::ok);
    let (told, heard) = std::sync::mpsc::channel();
    let listen = move || log.for_each(|line| drop(told.send(line)));
    thread::Builder::new().name("log".to_owned()).spawn(listen).expect("a thread");
    let (mut ready, mut held) = (false, false);
    while !(ready && held) {
        let line = heard.recv().expect("it says both before it ends");
        ready |= line.ends_with("ready");
        held |= line.contains("customer cards shrank from 200 to");
    }
    let state = || serde_json::from_str::<Value>(&get(address, "/api/state")).expect("JSON")["catalogue"].clone();
    let before = state();
    assert_eq!((&before["sync"], &before["cards"], &before["articles"]), (&"failed".into(), &200.into(), &0.into()));
    assert!(before["failure"].as_str().is_some_and(|why| why.contains("--accept-shrunk")), "{before}");
    assert!(get(address, "/").contains("customer cards shrank from 200"), "the owner sees it");

    assert_eq!(said(&kiosk.catalogue(&["sync", "--accept-shrunk"])).0, Some(0));
    let after = state();
    assert_eq!((&after["sync"], &after["source"], &after["failure"]), (&"ok".into(), &"shop".into(), &Value::Null));
    assert!(after["articles"].as_u64() >= Some(74) && after["age_s"].is_u64(), "{after}");
    assert_eq!(after["good_at"], after["synced_at"]);
    let page = get(address, "/");
    assert!(page.contains("customer cards from the shop, less than a minute old."), "{page}");
    let figures = get(address, "/metrics");
    assert!(
        figures.contains("\nscanslip_catalogue_sync_ok 1\n") && figures.contains("catalogue_age_seconds "),
        "{figures}"
    );
}
