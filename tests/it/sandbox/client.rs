//! A shop on a free port, and a client that hides nothing: raw requests out, raw bytes in.

use scanslip::sandbox::{Order, Settings, Shop};
use serde_json::Value;
use std::net::{SocketAddr, TcpListener};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::form_urlencoded::Serializer;

/// Runs a test against a shop that is served meanwhile, on one thread.
pub(super) fn with_shop<F: AsyncFnOnce(Client)>(settings: Settings, test: F) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    let shop = Shop::open(settings).expect("a shop");
    let client = Client { address, shop: shop.clone() };
    runtime.block_on(async {
        tokio::select! {
            served = shop.serve(listener) => panic!("the shop stopped: {served:?}"),
            () = test(client) => {}
        }
    });
}

/// The settings with these faults.
pub(super) fn faulty(spec: &str) -> Settings {
    Settings { faults: spec.parse().expect("a specification of faults"), ..Settings::default() }
}

/// A sale's form: the credentials, `payment` -1, these fields, and the line `12_2` unless there is a line among them.
pub(super) fn form(fields: &[(&str, &str)]) -> String {
    let mut form = Serializer::new(String::new());
    let standard = [("shopID", "12345"), ("key", "sandbox-key"), ("payment", "-1"), ("itemsList[]", "12_2")];
    for (name, value) in standard {
        if !fields.iter().any(|(given, _)| *given == name) {
            form.append_pair(name, value);
        }
    }
    form.extend_pairs(fields).finish()
}

/// What came back: everything the server sent, before it closed the connection.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(super) fn json(&self) -> Value {
        assert_eq!(self.status(), "200", "{self:?}");
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The text of a refusal.
    pub(super) fn refusal(&self) -> String {
        let json = self.json();
        assert_eq!(json["success"], false, "must be refused: {json}");
        assert_eq!(json.as_object().expect("an object").len(), 2, "success and result, nothing else: {json}");
        json["result"].as_str().expect("result is a text").to_owned()
    }
}

/// A client of one shop, and its other side: what the shop kept.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) address: SocketAddr,
    pub(super) shop: Shop,
}

impl Client {
    /// Sends these bytes and reads until the server closes; `None` if it closed without a byte.
    pub(super) async fn raw(&self, request: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        stream.write_all(request).await.expect("the request is taken");
        let mut bytes = Vec::new();
        // A reset after the last byte is an end too.
        let _ = stream.read_to_end(&mut bytes).await;
        if bytes.is_empty() {
            return None;
        }
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("a head of text");
        Some(Reply { head, body: bytes[end + 4..].to_vec() })
    }

    /// A request; `None` if no answer came.
    pub(super) async fn request(&self, method: &str, target: &str, kind: &str, body: &str) -> Option<Reply> {
        let head = format!("{method} {target} HTTP/1.1\r\nHost: {}\r\nContent-Type: {kind}\r\n", self.address);
        self.raw(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await
    }

    /// A sale by POST; `None` if no answer came.
    pub(super) async fn try_sell(&self, form: &str) -> Option<Reply> {
        self.request("POST", "/workers/webapp.php", "application/x-www-form-urlencoded", form).await
    }

    /// A sale by POST that is answered.
    pub(super) async fn sell(&self, fields: &[(&str, &str)]) -> Reply {
        self.try_sell(&form(fields)).await.expect("an answer")
    }

    pub(super) async fn get(&self, target: &str) -> Reply {
        self.request("GET", target, "text/plain", "").await.expect("an answer")
    }

    /// A listing with the right credentials.
    pub(super) async fn list(&self, script: &str, query: &str) -> Reply {
        self.get(&format!("/workers/{script}.php?idboutique=12345&key=sandbox-key{query}")).await
    }

    /// A form to one of the shop's scripts by POST.
    pub(super) async fn post(&self, script: &str, form: &str) -> Reply {
        let (target, kind) = (format!("/workers/{script}.php"), "application/x-www-form-urlencoded");
        self.request("POST", &target, kind, form).await.expect("an answer")
    }

    /// The path of a link, which must lead to this shop.
    pub(super) fn path<'link>(&self, link: &'link Value) -> &'link str {
        let link = link.as_str().expect("a link");
        link.strip_prefix(&format!("http://{}", self.address)).expect("a link to this shop")
    }

    pub(super) fn orders(&self) -> Vec<Order> {
        self.shop.orders().expect("orders are read")
    }
}
