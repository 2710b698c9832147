//! What the links lead to: the payment page, which lets nothing through, and papers that a reader can open.

use super::client::with_shop;
use scanslip::sandbox::Settings;

const HOSTILE: &str = "<script>alert(1)</script>\"'&' OR 1=1; DROP TABLE sale;--";

#[test]
fn an_order_is_paid_on_its_page() {
    with_shop(Settings::default(), async |client| {
        let reply = client.sell(&[("payment", "-2")]).await.json();
        let path = client.path(&reply["paymentLink"]);
        let page = client.get(path).await;
        assert_eq!(page.status(), "200");
        assert!(page.text().contains("17724460") && page.text().contains("Pay 2.00"), "{}", page.text());
        let paid = client.request("POST", path, "application/x-www-form-urlencoded", "").await.expect("an answer");
        assert_eq!((paid.status(), paid.header("location")), ("303", Some(path)));
        let order = client.orders().pop().expect("an order");
        assert!(order.paid && order.validated && order.paid_amount == order.total);
        let page = client.get(path).await;
        assert!(page.text().contains("Paid.") && !page.text().contains("<form"), "{}", page.text());
        client.request("POST", path, "application/x-www-form-urlencoded", "").await.expect("an answer");
        assert_eq!(client.orders().pop(), Some(order), "paying twice is paying once");
    });
}

#[test]
fn looking_at_the_page_pays_nothing_and_a_wrong_token_finds_nothing() {
    with_shop(Settings::default(), async |client| {
        let reply = client.sell(&[]).await.json();
        let path = client.path(&reply["paymentLink"]);
        client.get(path).await;
        for wrong in ["/pay/", "/pay/17724460", "/pay/%27%20OR%20%271%27=%271", "/invoice/x.pdf", "/quote/x.pdf"] {
            assert_eq!(client.get(wrong).await.status(), "404", "{wrong}");
        }
        let posted = client.request("POST", "/pay/17724460", "text/plain", "").await.expect("an answer");
        assert_eq!(posted.status(), "404");
        assert!(!client.orders()[0].paid);
    });
}

#[test]
fn hostile_text_comes_back_as_text() {
    let settings = Settings { name: HOSTILE.to_owned(), ..Settings::default() };
    with_shop(settings, async |client| {
        let line = format!("Free_1_{HOSTILE}");
        let fields = [("publicComment", HOSTILE), ("privateComment", HOSTILE), ("itemsList[]", &line)];
        let reply = client.sell(&fields).await.json();
        let order = client.orders().pop().expect("an order");
        assert_eq!((order.lines[0].title.as_str(), order.private_comment.as_deref()), (HOSTILE, Some(HOSTILE)));
        let page = client.get(client.path(&reply["paymentLink"])).await;
        let text = page.text();
        assert!(!text.contains("<script") && !text.contains("alert(1)<"), "{text}");
        assert_eq!(text.matches("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&#39;").count(), 3, "{text}");
        assert!(!text.contains("DROP TABLE sale;--\""), "{text}");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        let found = client.list("getOrders", "").await.json();
        assert_eq!(found[0]["privateComment"], HOSTILE);
        let why = client.sell(&[(HOSTILE, "")]).await;
        assert!(why.header("content-type").is_some_and(|kind| kind.starts_with("application/json")));
        why.refusal();
    });
}

#[test]
fn papers_open_in_a_reader() {
    with_shop(Settings::default(), async |client| {
        let many = vec![("itemsList[]", "Free_1.00_Café (à 1 €) \\ 漢"); 60];
        let sold = client.sell(&many).await.json();
        let quoted = client.sell(&[("payment", "-2")]).await.json();
        for (link, says) in [(&sold["invoice"], "(INVOICE 17724460)"), (&quoted["quote"], "(QUOTE)")] {
            let paper = client.get(client.path(link)).await;
            assert_eq!((paper.status(), paper.header("content-type")), ("200", Some("application/pdf")));
            check_pdf(&paper.body, says);
        }
        let invoice = client.get(client.path(&sold["invoice"])).await;
        let text = String::from_utf8_lossy(&invoice.body).into_owned();
        // A text beyond ASCII is written as hexadecimal digits: "Café (à 1 €) \\ ?" in WinAnsi.
        assert_eq!(text.matches("436166E92028E02031208029205C203F").count(), 40, "{text}");
        assert!(text.contains("+20 more lines") && text.contains("60.00"), "{text}");
        let token = client.path(&quoted["quote"]).replace("/quote/", "/invoice/");
        assert_eq!(client.get(&token).await.status(), "404", "a quote has no invoice");
    });
}

/// Header, one page, a cross-reference table whose every offset leads to its object, the text.
fn check_pdf(bytes: &[u8], says: &str) {
    assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    let find = |what: &[u8]| bytes.windows(what.len()).rposition(|window| window == what).expect("a part of a PDF");
    let text = |from: usize| String::from_utf8_lossy(&bytes[from..]).into_owned();
    let start: usize =
        text(find(b"startxref") + 9).split_whitespace().next().and_then(|at| at.parse().ok()).expect("an offset");
    let table = text(start);
    let mut rows = table.lines();
    assert_eq!(rows.next(), Some("xref"));
    assert_eq!(rows.next(), Some("0 6"), "five objects and the free one");
    for (number, row) in rows.take(6).enumerate().skip(1) {
        let offset: usize = row.split(' ').next().and_then(|at| at.parse().ok()).expect("an offset");
        assert!(text(offset).starts_with(&format!("{number} 0 obj")), "object {number} at {offset}");
    }
    assert!(text(0).contains("/Count 1") && text(0).contains("/WinAnsiEncoding") && text(0).contains(says));
}
