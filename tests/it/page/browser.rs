//! The demo as a person tries it: in a browser, from the first click to the order that is paid.

use super::demo::Demo;
use super::driver::Browser;
use super::http;
use scanslip::sandbox::{self, Shop};
use std::net::SocketAddr;
use url::{Url, form_urlencoded};

/// The QR code on a picture of a slip, read by other software than drew it.
pub(super) fn code_on(slip: &[u8]) -> String {
    let picture = image::load_from_memory(slip).expect("a picture").into_luma8();
    let mut picture = rqrr::PreparedImage::prepare(picture);
    let grids = picture.detect_grids();
    let [grid] = &grids[..] else { panic!("one code, not {}", grids.len()) };
    grid.decode().expect("a QR code that scans").1
}

#[test]
fn products_are_clicked_the_slip_comes_and_the_order_is_paid_in_the_shops_view() {
    let Some(browser) = Browser::start() else { return };
    let demo = Demo::start();
    browser.open(&demo.page());
    for (code, title) in [("3017620422003", "Nutella"), ("5449000000996", "Coca-Cola")] {
        browser.wait_for(&format!("//section[@id='goods']//button[@value='{code}']")).click();
        browser.wait_for(&format!("//section[@id='screen'][@data-view='cart']/pre[contains(., '{title}')]"));
    }
    browser.wait_for("//section[@id='keys']//button[@value='more']").click();
    browser.wait_for("//section[@id='screen']/pre[contains(., '5.85')]");
    assert!(browser.wait_for("//section[@id='screen']/img").property("naturalWidth") == 800, "the screen is drawn");
    browser.wait_for("//section[@id='keys']//button[@value='confirm']").click();

    let slip = browser.wait_for("//section[@id='slip']/img[@data-kind='final']");
    assert!(slip.property("naturalWidth").as_u64().is_some_and(|width| width > 300), "the slip is drawn");
    let link = code_on(&http::get(demo.address, "/slips/latest.png").body);
    assert_eq!(browser.wait_for("//a[@id='pay']").attribute("href"), link, "the code and the link lead to one page");
    let order = browser.wait_for("//section[@id='shop']//article[@data-paid='no']");
    assert!(order.text().contains("101_1") && order.text().contains("102_2"), "{}", order.text());

    browser.open(&link);
    browser.wait_for("//button[contains(., 'Pay 5.85')]").click();
    browser.wait_for("//strong[contains(., 'Paid.')]");
    browser.open(&demo.page());
    let order = browser.wait_for("//section[@id='shop']//article[@data-paid='yes']");
    assert_eq!(browser.count("//section[@id='shop']//article"), 1);
    assert!(order.text().contains("itemsList[]"), "{}", order.text());

    let data = Some(demo.folder.path().join("shop"));
    let shop = Shop::open(sandbox::Settings { data, ..sandbox::Settings::default() }).expect("the demo's shop");
    let orders = shop.orders().expect("its orders");
    assert!(orders.len() == 1 && orders[0].paid && orders[0].paid_amount.get() == 585, "{orders:?}");
    assert_eq!(order.attribute("data-number"), orders[0].number.to_string());
}

#[test]
fn no_script_of_a_code_or_an_order_runs_on_the_page() {
    const HOSTILE: [&str; 4] = [
        "<script>document.title='run'</script>",
        "\"><img src=x onerror=\"document.title='run'\">",
        "</pre><svg onload=alert(document.domain)>",
        "javascript:alert(1)//'\"><a autofocus onfocus=alert(1)>",
    ];
    let Some(browser) = Browser::start() else { return };
    let demo = Demo::start();
    let shop = demo.order(&["3017620422003"]);
    let shop = Url::parse(&shop).expect("a link");
    let shop: SocketAddr = format!("127.0.0.1:{}", shop.port().expect("a port")).parse().expect("an address");
    for text in HOSTILE {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs([("shopID", "12345"), ("key", "sandbox-key"), ("payment", "-1"), ("publicComment", text)]);
        let line = form.append_pair("itemsList[]", &format!("Free_1_{}", text.replace('_', " "))).finish();
        let sold = http::post_as(shop, "/workers/webapp.php", "application/x-www-form-urlencoded", line);
        assert!(sold.json()["orderID"].is_u64(), "{}", sold.text());
    }
    browser.open(&demo.page());
    browser.wait_for(&format!("//section[@id='shop']//article[{}]", HOSTILE.len() + 1));
    for (text, part) in HOSTILE.iter().zip(["<script>", "src=x onerror", "<svg onload", "autofocus onfocus"]) {
        browser.wait_for("//input[@name='code']").write(text);
        browser.wait_for("//section[@id='keys']//button[.='Scan']").click();
        // Put there by the page's own script.
        browser.wait_for(&format!("//section[@id='screen']/pre[contains(., '{part}')]"));
    }
    let shown = browser.wait_for("//section[@id='screen']/pre[contains(., 'autofocus onfocus')]").text();
    assert!(shown.contains("alert(1)"), "it is shown as it is: {shown}");
    browser.open(&demo.page());
    browser.wait_for("//section[@id='screen']/pre[contains(., 'autofocus onfocus')]");
    assert!(!browser.has_dialog());
    assert_eq!(browser.title(), "scanslip");
    for (path, expected) in [("//script", 1), ("//img[@src='x']", 0), ("//*[@onload or @onerror or @onfocus]", 0)] {
        assert_eq!(browser.count(path), expected, "{path}");
    }
}
