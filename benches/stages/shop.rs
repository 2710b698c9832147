//! From an order to the form that the shop gets.

use crate::catalogue::stocked;
use crate::{Stage, shopper};
use scanslip::kash::request::{Bearer, sale};
use scanslip::kash::{Key, Settings};
use std::hint::black_box;
use url::Url;

pub(crate) fn stages() -> Vec<Stage> {
    vec![Stage::counted("an order of 20 lines: request -> form", form)]
}

fn form() -> Box<dyn FnMut()> {
    let url = Url::parse("https://kash.click").expect("an address");
    let settings = Settings::new(url, "12345".to_owned(), Key::new("k3y+0123456789abcdef/=").expect("a key"));
    let order = shopper::order(&stocked(20), 20);
    Box::new(move || {
        black_box(sale(&settings, black_box(&order), Bearer::of(&order)));
    })
}
