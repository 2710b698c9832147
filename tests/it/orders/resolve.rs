//! `scanslip orders resolve`: in the journal while no service runs, by the real service while one does.

use super::{Kiosk, confirmed, id};
use scanslip::journal::{Journal, Stamp};
use scanslip::till::entry::{Entry, Resolution};
use scanslip::till::order::{OrderId, Request};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};

/// Four orders: three that are held, one that waits for the shop.
pub(super) fn held() -> Kiosk {
    let kiosk = Kiosk::new();
    let mut journal = Journal::open(&kiosk.journal()).expect("a journal");
    let stamp = Stamp { wall: None, boot: "b".to_owned(), uptime_ms: 1 };
    for number in 1..=4 {
        let order = id(number);
        let sending = Entry::Sending { order, attempt: 1, request: Request::Whole };
        let doubt = Entry::InDoubt { order, why: "no answer".to_owned() };
        journal.append(&stamp, &[confirmed(number), sending, doubt]).expect("it is written");
        if number < 4 {
            journal.append(&stamp, &[Entry::Held { order, why: "two".to_owned() }]).expect("it is written");
        }
    }
    kiosk
}

pub(super) fn steps(kiosk: &Kiosk, order: OrderId) -> Vec<Entry> {
    let journal = Journal::open_to_read(&kiosk.journal()).expect("a journal");
    journal.entries_of(order).expect("sound rows").into_iter().map(|(entry, _)| entry).collect()
}

fn resolve(kiosk: &Kiosk, number: u32, what: &str) -> Result<String, String> {
    // No shop is there to be asked.
    let told = kiosk.orders(&["resolve", id(number).as_str(), "--as", what, "--unchecked"]);
    told.map_err(|failure| failure.to_string())
}

fn unchecked(number: u32, shops: u64) -> String {
    format!("Order {} is settled; whether the shop has it as {shops} was not checked.\n", id(number))
}

fn each_is_settled_once(kiosk: &Kiosk) {
    assert_eq!(resolve(kiosk, 1, "accepted:7001"), Ok(unchecked(1, 7_001)));
    let resolved = |order, resolution| Entry::Resolved { order, resolution };
    assert!(steps(kiosk, id(1)).contains(&resolved(id(1), Resolution::Accepted(7_001))));
    let again = resolve(kiosk, 1, "refused").expect_err("it is settled");
    assert!(again.contains("is not held for staff") && again.ends_with('.'), "{again}");
    let same = resolve(kiosk, 2, "accepted:7001").expect_err("that is the other order");
    assert!(same.contains("7001 is another order of this kiosk"), "{same}");
    assert!(resolve(kiosk, 2, "refused").is_ok());
    assert!(resolve(kiosk, 3, "resend").is_ok());
    assert!(steps(kiosk, id(3)).contains(&resolved(id(3), Resolution::Resend)));
    for number in [4, 9] {
        let waits = resolve(kiosk, number, "resend").expect_err("the kiosk itself looks after it, or nobody knows it");
        assert!(waits.contains("is not held for staff"), "{waits}");
    }
    kiosk.orders(&["verify"]).expect("a sound journal");
}

#[test]
fn without_a_service_the_journal_is_told() {
    let kiosk = held();
    each_is_settled_once(&kiosk);
    let recovered = Journal::open(&kiosk.journal()).expect("a journal").recover().expect("sound rows");
    let open = |order| recovered.entries.iter().any(|(entry, _)| entry.order() == order);
    assert!(open(id(1)) && !open(id(2)) && open(id(3)), "a slip is due, it is over, it is to be sent");
}

/// The real service; it ends with the test.
struct Service(Child);

impl Service {
    fn start(kiosk: &Kiosk) -> Self {
        std::fs::write(kiosk.folder.path().join("key"), "k3y").expect("written");
        let place = kiosk.folder.path().join("scanslip.toml");
        let text = std::fs::read_to_string(&place).expect("settings");
        let more = format!("[[scanner]]\nkind = \"serial\"\npath = \"{}/none\"\n", kiosk.folder.path().display());
        let text = text.replace("[kash]", "paper = \"never\"\n[kash]\nurl = \"http://127.0.0.1:9\"");
        std::fs::write(&place, text + &more).expect("written");
        let mut process = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .arg("--config")
            .arg(&place)
            .arg("run")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut log = BufReader::new(process.stderr.take().expect("piped")).lines().map_while(Result::ok);
        assert!(log.any(|line| line.contains("ready")), "it gets ready");
        // Whoever writes to a pipe that nobody reads ends.
        std::thread::spawn(move || log.for_each(drop));
        Self(process)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill().and_then(|()| self.0.wait());
    }
}

#[test]
fn the_service_that_runs_is_told() {
    let kiosk = held();
    let socket = kiosk.folder.path().join("scanslip.sock");
    std::fs::write(&socket, "left behind").expect("written");
    let service = Service::start(&kiosk);
    let mode = std::fs::metadata(&socket).expect("a socket").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else may speak");
    for nonsense in ["", "x\n", "{}\n", "{\"order\":\"1\",\"resolve\":\"refused\"}\n"] {
        use std::io::Write as _;
        let mut stream = UnixStream::connect(&socket).expect("it listens");
        stream.write_all(nonsense.as_bytes()).expect("it takes it");
        stream.shutdown(std::net::Shutdown::Write).expect("no more");
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).expect("an answer");
        assert!(line.contains("did not understand"), "{nonsense:?}: {line}");
    }
    each_is_settled_once(&kiosk);
    drop(service);
    let gone = kiosk.orders(&["resolve", id(1).as_str(), "--as", "refused"]).expect_err("settled");
    assert!(gone.to_string().contains("is not held"), "and now the journal says so: {gone}");
}
