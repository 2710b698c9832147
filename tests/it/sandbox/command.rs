//! `scanslip sandbox` as it is typed: the real binary, its line, its options, its one-time codes.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A sandbox that is killed at the end.
struct Sandbox {
    process: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Sandbox {
    fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .args(["sandbox", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox starts");
        let mut out = BufReader::new(process.stdout.take().expect("piped"));
        let mut ready = String::new();
        out.read_line(&mut ready).expect("it says where it is");
        let address = ready.strip_prefix("sandbox shop at http://").and_then(|rest| rest.split(' ').next());
        let address = address.expect("an address").to_owned();
        Self { process, out, address }
    }

    /// One request; the JSON of its answer.
    fn ask(&self, method: &str, target: &str, form: &str) -> Value {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let head = "Content-Type: application/x-www-form-urlencoded";
        let (host, length) = (&self.address, form.len());
        write!(
            stream,
            "{method} /workers/{target} HTTP/1.1\r\nHost: {host}\r\n{head}\r\nContent-Length: {length}\r\n\r\n{form}"
        )
        .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers and closes");
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).expect("a body");
        serde_json::from_str(body).expect("JSON")
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

const OURS: &str = "shopID=12345&key=sandbox-key";

#[test]
fn it_lists_the_demos_goods_and_sells_anything_else_too() {
    let sandbox = Sandbox::start(&[]);
    let articles = sandbox.ask("GET", &format!("getPlus.php?{OURS}"), "");
    assert_eq!((&articles[0]["title"], &articles[0]["price"]), (&"Nutella 400 g".into(), &3.95.into()));
    let sold = sandbox.ask("POST", "webapp.php", &format!("{OURS}&payment=-1&idClient=123&itemsList[]=12_2"));
    assert_eq!(sold["success"], true);
}

#[test]
fn its_dialect_and_its_strictness_are_options() {
    let sandbox = Sandbox::start(&["--dialect", "french,strings,object", "--strict"]);
    let articles = sandbox.ask("GET", &format!("getPlus.php?{OURS}"), "");
    assert_eq!(articles["data"][0]["prix"], "3.95");
    let sold = sandbox.ask("POST", "webapp.php", &format!("{OURS}&payment=-1&itemsList[]=12"));
    assert_eq!(sold["result"], "Article 12 does not exist.");
    let wrong = Command::new(env!("CARGO_BIN_EXE_scanslip")).args(["sandbox", "--dialect", "german"]).output();
    let wrong = wrong.expect("it starts");
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(2) && said.contains("is no dialect"), "{said}");
}

#[test]
fn one_time_codes_are_written_to_standard_output() {
    let mut sandbox = Sandbox::start(&[]);
    let sent = sandbox.ask("POST", "getOTPForAccount.php", "email=owner%40example.com");
    assert_eq!(sent["success"], true);
    let mut line = String::new();
    sandbox.out.read_line(&mut line).expect("a line");
    let code = line.strip_prefix("one-time code ").and_then(|rest| rest.split(' ').next()).expect("a code");
    let opened = sandbox.ask("POST", "getAuthTokenWithOTP.php", &format!("email=owner%40example.com&otp={code}"));
    assert_eq!((&opened["APIKEY"], &opened["SHOPID"]), (&"sandbox-key".into(), &"12345".into()));
}
