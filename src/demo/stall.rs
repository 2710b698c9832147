//! What only the demo's page has: everything that can be scanned, each with its barcode, and the shop's side with every
//! field that reached it.

use super::bars;
use super::goods::Ware;
use crate::console::Stall;
use crate::console::html::Html;
use crate::sandbox::{Order, Shop};
use crate::till::settings::Language;
use crate::words;

/// How many of the shop's orders are shown, the newest.
const ORDERS: usize = 20;
/// The demo's only currency.
const CURRENCY: &str = "EUR";

/// Codes that are no products, and a label of the scale.
const OTHERS: [(&str, &str); 9] = [
    ("2100169012505", "Golden apples, 1.250 kg, from the scale"),
    ("SLIP-LANG-fr", "En français"),
    ("CUST-0001", "Customer card"),
    ("SLIP-CONFIRM", "Confirm"),
    ("SLIP-CANCEL", "Cancel"),
    ("SLIP-UNDO", "Undo"),
    ("SLIP-QTY-3", "Next one three times"),
    ("SLIP-PRICE", "Price of the next"),
    ("SLIP-HELP", "Help"),
];

/// The demo's goods and its shop.
#[derive(Debug)]
pub(super) struct DemoStall {
    goods: Html,
    shop: Shop,
}

impl DemoStall {
    pub(super) fn new(wares: &[Ware], shop: Shop) -> Self {
        let mut goods = Html::new();
        for ware in wares {
            let price = words::amount(ware.price, Language::En, CURRENCY);
            let price = if ware.per_kilogram { format!("{price} / kg") } else { price };
            goods.add(&button(&ware.code, &ware.title, &price));
        }
        for (code, name) in OTHERS {
            goods.add(&button(code, name, code));
        }
        Self { goods, shop }
    }
}

fn button(code: &str, title: &str, below: &str) -> Html {
    let mut html = Html::new();
    let class = if bars::is_wide(code) { " class=\"wide\"" } else { "" };
    html.raw("<button name=\"code\"").raw(class).raw(" value=\"").text(code).raw("\">").add(&bars::draw(code));
    html.raw("<span>").text(title).raw("</span><span class=\"price\">").text(below).raw("</span></button>\n");
    html
}

impl Stall for DemoStall {
    fn goods(&self) -> Html {
        self.goods.clone()
    }

    fn orders(&self) -> Html {
        let mut html = Html::new();
        match self.shop.orders() {
            Err(error) => {
                html.raw("<p><strong>").text(error).raw("</strong></p>\n");
            }
            Ok(orders) if orders.is_empty() => {
                html.raw("<p>The shop has no order yet.</p>\n");
            }
            Ok(orders) => {
                for order in orders.iter().rev().take(ORDERS) {
                    html.add(&shown(order));
                }
            }
        }
        html
    }
}

/// One order: what the shop made of it, and every field as it was received.
fn shown(order: &Order) -> Html {
    let amount = |cents| words::amount(cents, Language::En, CURRENCY);
    let mut html = Html::new();
    html.raw("<article data-number=\"").text(order.number);
    html.raw("\" data-paid=\"").raw(if order.paid { "yes" } else { "no" });
    html.raw("\">\n<h3>Order ").text(order.number).raw(" · ").text(amount(order.total)).raw(" · ");
    html.raw(if order.validated { "validated" } else { "quote" }).raw(" · ");
    html.raw(if order.paid { "paid" } else { "not paid" }).raw("</h3>\n<table>\n");
    for line in &order.lines {
        html.raw("<tr><th>").text(line.quantity).raw(" ×<td>").text(&line.title);
        html.raw(" · ").text(amount(line.total)).raw("\n");
    }
    for (name, value) in &order.fields {
        html.raw("<tr><th>").text(name).raw("<td>").text(value).raw("\n");
    }
    html.raw("</table>\n</article>\n");
    html
}

#[cfg(test)]
mod tests {
    use super::super::goods;
    use super::*;
    use crate::barcode::Control;

    #[test]
    fn everything_on_the_shelf_has_a_button_and_a_barcode() {
        let wares = goods::wares().expect("sound goods");
        let shop = Shop::open(crate::sandbox::Settings::default()).expect("a shop");
        let goods = DemoStall::new(&wares, shop).goods().into_string();
        assert_eq!(goods.matches("<button").count(), wares.len() + OTHERS.len());
        assert_eq!(goods.matches("<svg").count(), wares.len() + OTHERS.len());
        assert!(goods.contains("value=\"3017620422003\"") && goods.contains("€2.49 / kg"), "{goods}");
        for (code, _) in OTHERS.iter().filter(|(code, _)| code.starts_with("SLIP-")) {
            assert!(Control::parse(code).is_some(), "{code}");
        }
    }
}
