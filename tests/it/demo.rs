//! The demo, as a first-time user runs it: the real binary, fed by standard input, with nothing else on the machine.

mod purchase;

use crate::log;
use crate::setup::person::Person;
use image::GrayImage;
use scanslip::journal::Journal;
use scanslip::sandbox::{self, Shop};
use scanslip::till::entry::Entry;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn demo(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut demo = Command::new(env!("CARGO_BIN_EXE_scanslip"))
        .args(["demo", "--dir"])
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the demo starts");
    demo.stdin.take().expect("piped").write_all(typed.as_bytes()).expect("it reads");
    demo.wait_with_output().expect("it ends by itself")
}

/// The demo's shop, once the demo has ended.
fn shop_of(folder: &Path) -> Shop {
    let data = Some(folder.join("shop"));
    Shop::open(sandbox::Settings { data, ..sandbox::Settings::default() }).expect("the demo's shop")
}

fn links_on(picture: &Path) -> Vec<String> {
    let picture: GrayImage = image::open(picture).expect("a picture").into_luma8();
    let mut picture = rqrr::PreparedImage::prepare(picture);
    picture.detect_grids().iter().map(|grid| grid.decode().expect("a QR code that scans").1).collect()
}

#[test]
fn a_first_time_user_gets_a_slip_whose_code_is_the_link_of_the_shop() {
    let folder = TempDir::new().expect("a folder");
    let done = demo(folder.path(), &[], "3017620422003\n5449000000996\n+\ncard\nok\n");
    let said = String::from_utf8(done.stdout).expect("text");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(said.contains("slip-0001.png"), "the path of the slip is told: {said}");

    let journal = Journal::open_to_read(&folder.path().join("journal.db")).expect("a journal");
    let link = journal.newest(1).expect("sound").into_iter().find_map(|(entry, _)| match entry {
        Entry::Accepted { acceptance, .. } => acceptance.payment.allowed().map(str::to_owned),
        _ => None,
    });
    let link = link.expect("the shop gave a link");
    assert_eq!(links_on(&folder.path().join("slip-0001.png")), std::slice::from_ref(&link), "what the phone reads");

    let orders = shop_of(folder.path()).orders().expect("its orders");
    assert_eq!(orders.len(), 1);
    assert!(link.ends_with(&orders[0].token), "the link is the shop's own");
    assert_eq!(orders[0].total.get(), 395 + 2 * 95, "the shop's total is the slip's");
    assert_eq!(orders[0].client_id, Some(9_001), "the card");
}

#[test]
fn an_unknown_code_a_misread_and_an_empty_cart_order_nothing() {
    let folder = TempDir::new().expect("a folder");
    let done = demo(folder.path(), &["--language", "en"], "4006381333931\n3017620422004\nok\nundo\nbeer\n");
    let said = String::from_utf8(done.stdout).expect("text");
    assert!(done.status.success() && said.contains("4006381333931"), "{said}");
    let slips = fs::read_dir(folder.path()).expect("the folder").filter_map(Result::ok);
    assert!(slips.map(|file| file.file_name()).all(|name| !name.to_string_lossy().starts_with("slip-")), "no slip");
}

#[test]
fn two_purchases_in_a_row_and_a_second_run_go_on_counting() {
    let folder = TempDir::new().expect("a folder");
    for (run, slips) in [(1, ["slip-0001.png", "slip-0002.png"]), (2, ["slip-0003.png", "slip-0004.png"])] {
        let done = demo(folder.path(), &["--profile", "generic-58mm"], "3017620422003\nok\n5449000000996\nok\n");
        assert!(done.status.success(), "run {run}: {}", String::from_utf8_lossy(&done.stderr));
        for slip in slips {
            assert_eq!(links_on(&folder.path().join(slip)).len(), 1, "run {run}: {slip}");
        }
    }
}

#[test]
fn a_page_that_is_open_to_others_or_whose_port_is_taken_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr().map(|at| (port, at.to_string())));
    let (_port, taken) = taken.expect("a port");
    for (listen, code, why) in [("0.0.0.0:0", 2, "this machine only"), (&taken, 1, "page cannot listen")] {
        let done = demo(folder.path(), &["--listen", listen], "");
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{listen}: {said}");
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn the_end_of_a_pipe_ends_the_demo_though_its_page_is_open() {
    let folder = TempDir::new().expect("a folder");
    let done = demo(folder.path(), &["--listen", "127.0.0.1:0"], "3017620422003\nok\n");
    let said = String::from_utf8(done.stdout).expect("text");
    assert!(done.status.success() && said.contains("http://127.0.0.1:") && said.contains("slip-0001.png"), "{said}");
}

#[test]
fn ctrl_d_at_a_terminal_ends_the_demo_once_nothing_is_under_way() {
    let folder = TempDir::new().expect("a folder");
    let place = folder.path().display().to_string();
    let mut person = Person::at(&["demo", "--language", "en", "--listen", "127.0.0.1:0", "--dir", &place]);
    person.sees("Ctrl-D or Ctrl-C ends it.");
    person.keys("3017620422003\rok\r\x04");
    person.sees("the demo ends once nothing is under way");
    let (status, seen) = person.leaves();
    assert!(status.success(), "{seen}");
    assert_eq!(links_on(&folder.path().join("slip-0001.png")).len(), 1, "{seen}");
}

#[test]
fn a_demo_that_stays_says_where_codes_come_from_now() {
    let folder = TempDir::new().expect("a folder");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_scanslip"))
        .args(["demo", "--stay", "--listen", "127.0.0.1:0", "--dir"])
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the demo starts");
    let said = log::lines(demo.stdout.take().expect("piped"));
    let told = said.iter().any(|line| line.contains("codes and keys come from http://127.0.0.1:"));
    assert!(told, "it ended instead");
    demo.kill().and_then(|()| demo.wait()).expect("it ends");
}

#[test]
fn a_line_of_another_character_set_is_an_unknown_code_and_no_end() {
    let folder = TempDir::new().expect("a folder");
    let typed = folder.path().join("typed");
    fs::write(&typed, b"caf\xe9\n3017620422003\nok\n").expect("written");
    let done = Command::new(env!("CARGO_BIN_EXE_scanslip"))
        .args(["demo", "--listen", "127.0.0.1:0", "--dir"])
        .arg(folder.path())
        .stdin(fs::File::open(&typed).expect("it is there"))
        .output()
        .expect("the demo starts");
    assert!(String::from_utf8_lossy(&done.stdout).contains("slip-0001.png"), "{done:?}");
}

#[test]
fn the_examples_of_codes_that_act_work_in_the_demo() {
    let codes = ["SLIP-TABLE-12", "SLIP-PAGER-9", "SLIP-COVERS-4", "SLIP-DELIVERY-0"];
    let readme = include_str!("../../README.md");
    assert!(codes.iter().all(|code| readme.contains(&format!("`{code}`"))), "they are those of the README");
    let folder = TempDir::new().expect("a folder");
    let typed = format!("3017620422003\n{}\nok\n", codes.join("\n"));
    let done = demo(folder.path(), &["--language", "en"], &typed);
    let said = String::from_utf8(done.stdout).expect("text");
    let orders = shop_of(folder.path()).orders().expect("its orders");
    let [order] = &orders[..] else { panic!("one order, but: {said}") };
    assert_eq!((order.table_id, order.pager, order.covers), (Some(12), Some(9), Some(4)), "{said}");
}
