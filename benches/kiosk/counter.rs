//! The shop's counter: the sandbox shop, and before it a relay that tells when a sale comes in and when its answer goes out.

use crate::Mark;
use scanslip::sandbox::{Settings, Shop};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

/// Opens both; they serve until the process ends. Returns where a kiosk finds the shop.
pub(crate) fn open(marks: Sender<Mark>) -> SocketAddr {
    let shop = listener();
    let behind = shop.local_addr().expect("an address");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let open = Shop::open(Settings::default()).expect("a shop in memory");
        runtime.block_on(open.serve(shop)).expect("it serves");
    });
    let front = listener();
    let address = front.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in front.incoming().map_while(Result::ok) {
            let marks = marks.clone();
            thread::spawn(move || relay(stream, behind, &marks));
        }
    });
    address
}

fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("a free port")
}

/// One connection. The kiosk makes one for each request, and the shop closes it behind its answer.
fn relay(mut kiosk: TcpStream, behind: SocketAddr, marks: &Sender<Mark>) {
    let mut shop = TcpStream::connect(behind).expect("the shop serves");
    let (mut asking, mut asked) = (kiosk.try_clone().expect("a handle"), shop.try_clone().expect("a handle"));
    let (mut block, mut is_sale) = ([0; 16_384], false);
    let Ok(count @ 1..) = asking.read(&mut block) else { return };
    if block[..count].starts_with(b"POST") && block[..count].windows(10).any(|part| part == b"webapp.php") {
        is_sale = true;
        // Nobody may listen any more.
        let _ = marks.send(Mark::Asked(Instant::now()));
    }
    asked.write_all(&block[..count]).expect("the shop listens");
    thread::spawn(move || {
        // The kiosk may be gone.
        let _ = std::io::copy(&mut asking, &mut asked);
        let _ = asked.shutdown(Shutdown::Write);
    });
    let mut answer = Vec::new();
    shop.read_to_end(&mut answer).expect("the shop answers");
    // The instant before: what the kiosk does with it is its own time.
    let answered = Instant::now();
    if kiosk.write_all(&answer).is_ok() && is_sale {
        let _ = marks.send(Mark::Answered(answered));
    }
}
