//! Once, whatever is lost: the real till and the real client against the real sandbox, through a line that drops what
//! comes back. Only the time is virtual, so that nobody waits for it.

mod line;
mod week;

use crate::stage::Stage;
use line::Line;
use scanslip::kash::{self, Client, Key};
use scanslip::sandbox::{self, Article, Order, Register, Shop};
use scanslip::till::entry::Entry;
use scanslip::till::event::{Event, PrinterState, Printing};
use scanslip::till::money::{Cents, VatRate};
use scanslip::till::settings::Protocol;
use scanslip::till::{Effect, Wall};
use std::collections::VecDeque;
use std::net::TcpListener;

const NUTELLA: &str = "3017620422003";

fn wall_now() -> Wall {
    scanslip::runtime::clock::wall_now().expect("a clock after 1970")
}

fn shop() -> Shop {
    let vat = VatRate::basis_points(550).expect("a rate");
    let register = |id, open| Register { id, title: format!("Register {id}"), open };
    let settings = sandbox::Settings {
        registers: vec![register(4, true), register(5, false)],
        ..sandbox::Settings::selling(vec![Article::new(101, "Nutella 400 g", Cents::new(450), vat)])
    };
    Shop::open(settings).expect("a shop")
}

fn client(address: std::net::SocketAddr, register: u64) -> Client {
    let url = format!("http://{address}").parse().expect("an address");
    let key = Key::new(sandbox::Settings::KEY).expect("a key");
    Client::new(kash::Settings {
        cash_register_id: Some(register),
        check_total: true,
        timeout_s: 5,
        ..kash::Settings::new(url, sandbox::Settings::SHOP_ID.to_owned(), key)
    })
    .expect("a client")
}

/// Serves the shop behind the line while the test runs.
fn with_line<F: AsyncFnOnce(Client, &Shop)>(line: Line, register: u64, test: F) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let port = || TcpListener::bind("127.0.0.1:0").expect("a port");
    let (behind, before) = (port(), port());
    let addresses = [&behind, &before].map(|port| port.local_addr().expect("an address"));
    let shop = shop();
    runtime.block_on(async {
        tokio::select! {
            served = shop.clone().serve(behind) => panic!("the shop stopped: {served:?}"),
            () = line.carry(before, addresses[0]) => panic!("the line broke"),
            () = test(client(addresses[1], register), &shop) => {}
        }
    });
}

/// One shopper buys one article; whatever the till asks of the shop is done, and time passes as it wants, until there is
/// nothing left to do.
async fn buy(client: &Client, protocol: Protocol) -> Stage {
    let mut stage = Stage::set(scanslip::till::Settings { protocol, ..Stage::settings() });
    stage.began = wall_now();
    let mut effects: VecDeque<Effect> = stage.tell(Event::PrinterChanged(PrinterState::Ready)).into();
    effects.extend(stage.scan(NUTELLA));
    effects.extend(stage.scan("SLIP-CONFIRM"));
    for _ in 0..10_000 {
        let event = match effects.pop_front() {
            Some(Effect::Send { order, request }) => {
                Event::Answered { order: order.id, answer: client.send(&order, request).await }
            }
            Some(Effect::Seek { order, request, taken }) => {
                let finding = client.seek(&order, request, &taken, stage.now().wall).await;
                Event::Sought { order: order.id, finding }
            }
            Some(Effect::Print(slip)) => Event::Printed { slip: slip.id, outcome: Printing::Proven },
            Some(_) => continue,
            None if stage.till.is_at_rest() => return stage,
            None => {
                let deadline = stage.till.deadline().expect("something is due, or all is at rest");
                stage.moment = stage.moment.max(deadline);
                Event::Tick
            }
        };
        effects.extend(stage.tell(event));
    }
    panic!("it never came to rest: {:?}", stage.journal);
}

fn validated(shop: &Shop) -> Vec<Order> {
    shop.orders().expect("its orders").into_iter().filter(|order| order.validated).collect()
}

#[test]
fn one_to_twenty_lost_answers_make_one_validated_order() {
    for protocol in [Protocol::Direct, Protocol::DraftFirst] {
        for comments in [true, false] {
            for lost in 1..=20 {
                let story = format!("{protocol:?}, comments {comments}, {lost} answers lost");
                with_line(Line::losing(lost, comments), 4, async |client: Client, shop: &Shop| {
                    let stage = buy(&client, protocol).await;
                    let order = stage.fresh();
                    assert_eq!(validated(shop).len(), 1, "{story}: {:?}", stage.journal);
                    assert!(!stage.till.is_held(order), "{story}");
                });
            }
        }
    }
}

#[test]
fn the_shop_tells_what_an_order_comes_to() {
    with_line(Line::losing(0, true), 4, async |client: Client, shop: &Shop| {
        let stage = buy(&client, Protocol::Direct).await;
        assert_eq!(validated(shop)[0].total, Cents::new(450));
        let told = |stage: &Stage| {
            stage.journal.iter().find_map(|(entry, _)| match entry {
                Entry::Accepted { acceptance, .. } => Some(acceptance.total),
                _ => None,
            })
        };
        assert_eq!(told(&stage), Some(Some(Cents::new(450))), "as it was shown");
    });
}

#[test]
fn the_register_is_known_to_be_open_or_closed() {
    for (register, open) in [(4, Some(true)), (5, Some(false)), (6, None)] {
        with_line(Line::losing(0, true), register, async |client: Client, _: &Shop| {
            assert_eq!(client.register_is_open().await, open, "register {register}");
        });
    }
}
