//! What the search makes of listings, whole and broken, alone and together.

use super::*;
use crate::kash::sample;
use crate::till::order::PaymentLink;
use serde_json::json;

fn mark() -> String {
    Mark::of("kiosk-1", &sample::order()).to_string()
}

const NOW: Option<Wall> = Some(Wall(1_761_436_860));

fn search(listings: &[(u16, String)], now: Option<Wall>) -> Finding {
    search_for(Request::Whole, &sample::settings(), listings, now)
}

fn search_for(request: Request, settings: &Settings, listings: &[(u16, String)], now: Option<Wall>) -> Finding {
    let order = Order { confirmed_at: now, ..sample::order() };
    let taken = BTreeSet::from([3]);
    let mut search = Search::new(settings, &order, request, now, &taken);
    let halves = [Half::Validated, Half::Drafts, Half::Drafts];
    for (half, (status, body)) in halves.into_iter().cycle().zip(listings) {
        search.read(half, *status, body.as_bytes());
    }
    search.finding()
}

/// `there 7`, `ambiguous`, `missing`, `unknown`.
fn told(finding: &Finding) -> String {
    match finding {
        Finding::There(acceptance) => format!("there {}", acceptance.number),
        Finding::Draft(number) => format!("draft {number}"),
        Finding::Ambiguous(_) => "ambiguous".to_owned(),
        Finding::Missing => "missing".to_owned(),
        Finding::Unknown(_) => "unknown".to_owned(),
    }
}

fn other(number: u64) -> Value {
    json!({"orderID": number, "privateComment": "kiosk-1:01JZX5N4Q8M0T7V2B3C4D5E6F8:3cf3c892"})
}

#[test]
fn one_listing_means_one_thing() {
    let cut = mark().chars().take(40).collect::<String>();
    let shouted = mark().to_uppercase();
    let long = format!("Borne du hall, {}, merci", mark());
    let cases = [
        (json!([]), "missing"),
        (json!([other(1), other(2)]), "missing"),
        (json!([other(1), {"orderID": 7, "privateComment": mark()}, other(2)]), "there 7"),
        (json!({"orders": [{"orderId": "7", "publicComment": mark()}]}), "there 7"),
        (json!({"data": [{"id": 7, "commentaire": long}]}), "there 7"),
        (
            json!({"success": true, "result": [{"ID": "7", "x": {"y": [null, {"z": mark()}]}, "comment": ""}]}),
            "there 7",
        ),
        (json!({"list": [{"idOrder": 7, "comment": mark()}]}), "there 7"),
        (json!([{"order_id": 7, "comment": mark()}]), "there 7"),
        (json!([{"orderID": "", "id": 7, "comment": mark()}]), "there 7"),
        (json!([{"id": 7, "note": mark()}]), "there 7"),
        (json!([{"id": 7, "comment": mark()}, {"id": 7, "comment": mark()}]), "there 7"),
        (json!([{"id": 7, "comment": mark()}, {"id": 8, "comment": mark()}]), "ambiguous"),
        (json!([{"id": 7, "comment": mark()}, {"id": 8, "comment": cut}]), "ambiguous"),
        (json!([{"id": 7, "comment": cut}]), "ambiguous"),
        (json!([{"id": 7, "comment": shouted}]), "ambiguous"),
        (json!([{"id": 7, "comment": mark().replace("3cf3c892", "3cf3c893")}]), "ambiguous"),
        (json!([{"id": 7, "comment": mark().replace("kiosk-1", "kiosk-2")}]), "ambiguous"),
        (json!([{"reference": 7, "comment": mark()}]), "ambiguous"),
        (json!([{"id": 0, "comment": mark()}]), "ambiguous"),
        (json!([{"id": 1, "total": "12.50"}]), "unknown"),
        (json!({"success": false, "result": "bad key"}), "unknown"),
        (json!({"success": false, "orders": []}), "unknown"),
        (json!({"count": 0}), "unknown"),
        (json!([1, 2]), "unknown"),
        (json!("kiosk-1"), "unknown"),
    ];
    for (listing, expected) in cases {
        let finding = search(&[(200, listing.to_string())], NOW);
        assert_eq!(told(&finding), expected, "{listing}");
    }
}

#[test]
fn a_broken_listing_shows_nothing_at_any_cut() {
    let whole = json!({"orders": [other(1), {"orderID": 7, "privateComment": mark()}]}).to_string();
    for end in 0..whole.len() {
        let finding = search(&[(200, whole.get(..end).expect("ASCII").to_owned())], NOW);
        assert_eq!(told(&finding), "unknown", "cut after {end} bytes");
    }
    for status in [301, 302, 400, 403, 404, 500, 503] {
        assert_eq!(told(&search(&[(status, whole.clone())], NOW)), "unknown", "status {status}");
    }
    let page = "<html><body>502</body></html>".to_owned();
    assert_eq!(told(&search(&[(200, page)], NOW)), "unknown");
    let endless = format!("[]{}", " ".repeat(LONGEST));
    assert_eq!(told(&search(&[(200, endless)], NOW)), "unknown");
}

#[test]
fn missing_needs_every_listing() {
    let empty = || (200, "[]".to_owned());
    let full = || (200, json!([other(1)]).to_string());
    let broken = || (500, String::new());
    let there = || (200, json!([{"id": 7, "comment": mark()}]).to_string());
    let bare = || (200, json!([{"id": 1}]).to_string());
    let cases = [
        (vec![empty(), empty(), empty()], "missing"),
        (vec![full(), empty(), full()], "missing"),
        (vec![broken(), empty(), empty()], "unknown"),
        (vec![empty(), broken(), empty()], "unknown"),
        (vec![empty(), empty(), broken()], "unknown"),
        (vec![full(), full(), bare()], "unknown"),
        (vec![broken(), there()], "there 7"),
        (vec![empty(), bare(), there()], "there 7"),
        (vec![there(), there()], "there 7"),
    ];
    for (listings, expected) in cases {
        assert_eq!(told(&search(&listings, NOW)), expected, "{listings:?}");
    }
}

#[test]
fn without_a_clock_silence_means_nothing() {
    assert_eq!(told(&search(&[(200, "[]".to_owned())], None)), "unknown");
    let there = json!([{"id": 7, "comment": mark()}]).to_string();
    assert_eq!(told(&search(&[(200, there)], None)), "there 7");
}

#[test]
fn a_found_order_brings_its_addresses_and_an_ambiguous_one_its_numbers() {
    let row = json!({"id": 7, "comment": mark(), "paymentLink": "https://kash.click/pay/7",
        "invoice": "https://kash.click/i/7.pdf", "quote": "javascript:alert(1)"});
    let Finding::There(acceptance) = search(&[(200, json!([row]).to_string())], NOW) else { panic!("not there") };
    assert_eq!(acceptance.payment, PaymentLink::Allowed("https://kash.click/pay/7".to_owned()));
    assert_eq!((acceptance.invoice.as_deref(), acceptance.quote), (Some("https://kash.click/i/7.pdf"), None));

    let rows: Vec<_> = (1..=100_u64).map(|id| json!({"id": id, "comment": mark()})).collect();
    let Finding::Ambiguous(why) = search(&[(200, json!(rows).to_string())], NOW) else { panic!("not ambiguous") };
    let expected = "the shop shows order 1, order 2, order 3, order 4, order 5 and more for kiosk-1:";
    assert!(why.starts_with(expected), "{why}");
}

#[test]
fn a_refused_listing_is_told_without_the_key() {
    let said = json!({"success": false, "result": format!("key {} is wrong", sample::KEY)}).to_string();
    let Finding::Unknown(why) = search(&[(200, said)], NOW) else { panic!("not unknown") };
    assert_eq!(why, "the shop gave no listing: key (key) is wrong");
}

#[test]
fn of_drafts_the_first_is_meant_unless_one_is_validated() {
    let row = |number: u64, validated: bool| json!({"id": number, "comment": mark(), "validated": validated});
    let unsaid = |number: u64| json!({"id": number, "comment": mark()});
    let cases = [
        ([json!([]), json!([row(7, false)]), json!([row(7, false)])], "draft 7"),
        ([json!([]), json!([row(8, false), row(7, false)]), json!([])], "draft 7"),
        ([json!([row(8, true)]), json!([row(7, false)]), json!([])], "there 8"),
        ([json!([row(8, true), row(7, true)]), json!([]), json!([])], "ambiguous"),
        ([json!([]), json!([unsaid(7)]), json!([])], "draft 7"),
        ([json!([unsaid(7)]), json!([]), json!([])], "there 7"),
        ([json!([other(1)]), json!([]), json!([other(2)])], "missing"),
    ];
    for (listings, expected) in cases {
        let listings = listings.map(|listing| (200, listing.to_string()));
        let finding = search_for(Request::Draft, &sample::settings(), &listings, NOW);
        assert_eq!(told(&finding), expected, "{listings:?}");
    }
}

#[test]
fn a_draft_to_be_validated_is_known_by_its_number() {
    let row = |validated: bool| json!({"orderID": 7, "validated": validated});
    let cases = [
        ([json!([row(true)]), json!([]), json!([])], "there 7"),
        ([json!([]), json!([row(false)]), json!([row(false)])], "missing"),
        ([json!([{"orderID": 7}]), json!([]), json!([])], "there 7"),
        ([json!([{"orderID": 7}]), json!([{"orderID": 7}]), json!([])], "missing"),
        ([json!([other(1)]), json!([]), json!([])], "unknown"),
    ];
    for (listings, expected) in cases {
        let listings = listings.map(|listing| (200, listing.to_string()));
        let finding = search_for(Request::Validation(7), &sample::settings(), &listings, NOW);
        assert_eq!(told(&finding), expected, "{listings:?}");
    }
}

#[test]
fn where_no_comment_is_shown_an_order_of_the_own_register_is_known_by_what_it_is() {
    let own = Settings { cash_register_id: Some(4), ..sample::settings() };
    let shared = sample::settings();
    let total = sample::order().total.to_string();
    let alike = |number: u64| json!({"orderID": number, "idcaisse": "4", "total": total});
    let case = |rows: Value, settings: &Settings| {
        told(&search_for(
            Request::Whole,
            settings,
            &[(200, rows.to_string()), (200, "[]".into()), (200, "[]".into())],
            NOW,
        ))
    };
    assert_eq!(case(json!([alike(7)]), &own), "there 7");
    assert_eq!(case(json!([alike(7)]), &shared), "ambiguous", "it may be another kiosk's");
    assert_eq!(case(json!([alike(7), alike(8)]), &own), "ambiguous");
    assert_eq!(case(json!([alike(3)]), &own), "missing", "that is another one of ours");
    assert_eq!(case(json!([alike(3), alike(7)]), &own), "there 7");
    let elsewhere = json!({"orderID": 7, "idcaisse": 5, "total": total});
    assert_eq!(case(json!([elsewhere]), &own), "missing");
    assert_eq!(
        case(json!([{"orderID": 7, "idcaisse": 4, "total": "0.01"}]), &own),
        "unknown",
        "the shop may count otherwise"
    );
    let made = |at: &str| json!([{"orderID": 7, "idcaisse": 4, "total": total, "creationDate": at}]);
    assert_eq!(case(made("2025-10-26T00:01:00Z"), &own), "there 7");
    assert_eq!(case(made("2025-10-25T23:00:00Z"), &own), "missing", "made before this one was confirmed");
    assert_eq!(case(json!([{"orderID": 7, "total": total}]), &own), "unknown", "no register is shown");
    assert_eq!(case(json!([{"orderID": 7, "idcaisse": 4}]), &own), "unknown", "no total is shown");
    let lines = |quantity: &str| {
        let line = |line: &crate::till::order::Line| {
            let id = if let crate::till::order::Goods::Article { id, .. } = &line.goods { Some(id.0) } else { None };
            json!({"id": id, "quantity": if line.quantity.as_pieces().is_some() { quantity } else { "0,250" }})
        };
        let items: Vec<Value> = sample::order().lines.iter().map(line).collect();
        json!([{"orderID": 7, "idcaisse": 4, "total": total, "items": items}])
    };
    assert_eq!(case(lines("2.000"), &own), "there 7");
    assert_eq!(case(lines("9"), &own), "missing", "other lines");
    assert_eq!(
        case(json!([alike(7), {"orderID": 8, "comment": ""}]), &own),
        "missing",
        "comments are shown, ours is not"
    );
}
