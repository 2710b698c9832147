//! Each endpoint of the demo's page, as a script uses it.

use super::browser::code_on;
use super::demo::Demo;
use super::http::{get, post, post_as, request};
use std::fs;
use std::process::Command;
use url::form_urlencoded;

const FORM: &str = "application/x-www-form-urlencoded";
const NUTELLA: &str = "3017620422003";
const COLA: &str = "5449000000996";

#[test]
fn state_and_screen_follow_what_is_scanned_and_pressed() {
    let demo = Demo::start();
    let at = demo.address;
    assert_eq!(get(at, "/api/state").json()["screen"]["view"], "welcome");
    // A form is answered when what it did is to be seen.
    let form = |path: &str, body: &str| {
        let reply = post_as(at, path, FORM, body);
        assert_eq!((reply.status, reply.header("location")), (303, Some("/")), "{body}");
        get(at, "/api/state").json()
    };
    let empty = get(at, "/screen.png");
    let state = form("/api/scan", &format!("code={NUTELLA}"));
    assert_eq!(state["screen"]["lines"][0]["title"], "Nutella 400 g");
    assert_eq!((&state["screen"]["total_cents"], &state["scans"]), (&395.into(), &1.into()));
    let cart = get(at, "/screen.png");
    assert_eq!((cart.status, cart.header("content-type")), (200, Some("image/png")));
    assert!(cart.body.starts_with(b"\x89PNG") && cart.body != empty.body, "another screen");
    form("/api/key", "key=more");
    for key in ["key=3", "key=times"] {
        form("/api/key", key);
    }
    assert_eq!(get(at, "/api/state").json()["screen"]["next_quantity"], 3);
    let state = form("/api/scan", &format!("code={COLA}"));
    assert_eq!(state["screen"]["total_cents"], 2 * 395 + 3 * 95);
    assert!(state["screen"]["text"].to_string().contains("Coca-Cola"), "{state}");
    assert_eq!(form("/api/key", "key=undo")["screen"]["total_cents"], 2 * 395);
    let state = form("/api/scan", "code=4006381333931");
    assert_eq!((&state["screen"]["notice"], &state["scans"]), (&"unknown-code".into(), &3.into()));
    assert_eq!(form("/api/key", "key=cancel")["screen"]["view"], "welcome");
    let metrics = get(at, "/metrics");
    assert!(metrics.header("content-type").is_some_and(|kind| kind.starts_with("text/plain; version=0.0.4")));
    for line in ["scanslip_scans_total 3", "scanslip_unknown_codes_total 1", "scanslip_orders_accepted_total 0"] {
        assert!(metrics.text().lines().any(|told| told == line), "{line}: {}", metrics.text());
    }
}

#[test]
fn an_order_has_its_slip_and_stands_in_every_list() {
    let demo = Demo::start();
    let at = demo.address;
    assert_eq!(get(at, "/slips/latest.png").status, 404, "no slip yet");
    assert_eq!(get(at, "/api/orders").text(), "[]");
    let link = demo.order(&[NUTELLA, "CUST-0001"]);
    let slip = get(at, "/slips/latest.png");
    assert_eq!((slip.status, slip.header("content-type")), (200, Some("image/png")));
    assert_eq!(code_on(&slip.body), link, "what a phone reads");

    let orders = get(at, "/api/orders").json();
    assert_eq!((&orders[0]["state"], &orders[0]["total_cents"]), (&"accepted".into(), &395.into()), "{orders}");
    let state = get(at, "/api/state").json();
    assert_eq!(state["last_slip"]["order"], orders[0]["id"]);
    assert_eq!((&state["screen"]["number"], &state["waiting_orders"]), (&orders[0]["number"], &0.into()));
    assert_eq!(state["screen"]["link"], link.as_str());
    let page = get(at, "/");
    for field in ["itemsList[]", "101_1", "idClient", "9001", "payment", "privateComment", "Nutella 400 g"] {
        assert!(page.text().contains(field), "the shop's side lacks {field}: {}", page.text());
    }
    assert!(!page.text().contains("sandbox-key"), "the key is nobody's to see");
    let metrics = get(at, "/metrics");
    for line in ["scanslip_orders_accepted_total 1", "scanslip_orders_confirmed_total 1", "scanslip_orders_waiting 0"] {
        assert!(metrics.text().lines().any(|told| told == line), "{line}: {}", metrics.text());
    }
}

#[test]
fn the_orders_are_those_that_the_command_lists() {
    let demo = Demo::start();
    demo.order(&[NUTELLA]);
    let folder = demo.folder.path();
    let settings = folder.join("scanslip.toml");
    let text = format!("[kiosk]\nstate-dir = \"{}\"\n[kash]\nshop-id = \"77\"\nkey-file = \"/k\"\n", folder.display());
    fs::write(&settings, text).expect("written");
    // The slip's last step may come between the two.
    let listed = || {
        let command = Command::new(env!("CARGO_BIN_EXE_scanslip"))
            .arg("--config")
            .arg(&settings)
            .args(["orders", "list", "--json"])
            .output()
            .expect("it runs");
        assert!(command.status.success(), "{}", String::from_utf8_lossy(&command.stderr));
        serde_json::from_slice::<serde_json::Value>(&command.stdout).expect("JSON")
    };
    let (before, told, after) = (listed(), get(demo.address, "/api/orders").json(), listed());
    assert!(told == before || told == after, "{told} is neither {before} nor {after}");
}

#[test]
fn what_is_no_code_and_no_key_is_refused_and_changes_nothing() {
    let demo = Demo::start();
    let at = demo.address;
    let cases: [(&str, &str, Vec<u8>, u16); 12] = [
        ("/api/scan", "text/plain", b"".to_vec(), 400),
        ("/api/scan", "text/plain", b" \r\n".to_vec(), 400),
        ("/api/scan", "text/plain", b"\xff\xfe".to_vec(), 400),
        ("/api/scan", FORM, b"key=1".to_vec(), 400),
        ("/api/scan", "application/json", b"\"1\"".to_vec(), 415),
        ("/api/scan", "", b"1".to_vec(), 415),
        ("/api/scan", "multipart/form-data; boundary=a", b"--a--".to_vec(), 415),
        ("/api/scan", "text/plain", vec![b'1'; (8 << 10) + 1], 413),
        ("/api/scan", "text/plain", vec![b'1'; 600 << 10], 413),
        ("/api/key", "text/plain", b"launch".to_vec(), 400),
        ("/api/key", FORM, b"key=10".to_vec(), 400),
        ("/api/nothing", "text/plain", b"1".to_vec(), 404),
    ];
    for (path, kind, body, status) in cases {
        let length = body.len();
        assert_eq!(post_as(at, path, kind, body).status, status, "{path} {kind} {length} bytes");
    }
    for path in ["/api/scan", "/api/key"] {
        assert_eq!(get(at, path).status, 405, "looking at {path} does nothing");
    }
    assert_eq!(post(at, "/api/state", "").status, 405);
    let state = get(at, "/api/state").json();
    assert_eq!((&state["screen"]["view"], &state["scans"]), (&"welcome".into(), &0.into()));
    assert_eq!(post(at, "/api/scan", vec![b'1'; 8 << 10]).status, 204, "the longest that is taken");
}

#[test]
fn nothing_is_loaded_from_elsewhere_and_no_script_stands_in_the_page() {
    let demo = Demo::start();
    let at = demo.address;
    for path in ["/", "/live", "/console.css", "/console.js", "/screen.png", "/api/state", "/healthz", "/none"] {
        let reply = get(at, path);
        let policy = reply.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self'"), "{path}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("same-origin"), "{path}");
    }
    let page = get(at, "/");
    let text = page.text();
    assert_eq!(text.matches("<script").count(), 1, "one script");
    assert!(text.contains("<script src=\"/console.js\" defer></script>"), "{text}");
    for never in ["style=", " onclick", " onload", "javascript:", "<style", "https://", "src=\"http"] {
        assert!(!text.contains(never), "{never}");
    }
}

#[test]
fn hostile_codes_are_escaped_on_the_wire() {
    let demo = Demo::start();
    for code in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "&lt;b&gt;"] {
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("code", code).finish();
        assert_eq!(post_as(demo.address, "/api/scan", FORM, form).status, 303);
        let page = get(demo.address, "/");
        assert!(page.text().contains("data-view=\"cart\""), "{}", page.text());
        assert!(!page.text().contains(code), "{code}");
        assert_eq!(page.text().matches("<script").count(), 1, "{code}");
    }
    let live = request(demo.address, "GET /live", &demo.address.to_string(), &[], "");
    assert!(live.text().contains("&amp;lt;b&amp;gt;"), "{}", live.text());
}

/// What a script or a monitor reads tells neither the key nor who bought. (The shop's side on the demo's page is the shop's.)
#[test]
fn no_endpoint_tells_the_key_or_the_customer() {
    let demo = Demo::start();
    let vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Durand;Zoé;;;\r\nFN:Zoé Durand\r\nEMAIL:zoe@example.com\r\nEND:VCARD";
    demo.order(&[NUTELLA, vcard, "CUST-0001"]);
    for path in ["/api/state", "/api/orders", "/metrics", "/healthz"] {
        let told = get(demo.address, path);
        let text = told.text();
        assert!(told.status == 200 && !text.is_empty(), "{path}");
        for secret in [scanslip::sandbox::Settings::KEY, "CUST-0001", "9001", "Durand", "zoe@example.com"] {
            assert!(!text.contains(secret), "{path} tells {secret}: {text}");
        }
    }
}
