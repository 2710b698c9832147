//! The log-in by a one-time code, as an owner without a key goes through it.

use super::client::with_shop;
use scanslip::sandbox::{Mail, Settings};
use serde_json::json;
use tokio::sync::mpsc;

fn with_mail() -> (Settings, mpsc::Receiver<Mail>) {
    let (mailbox, mails) = mpsc::channel(16);
    (Settings { mailbox: Some(mailbox), name: "Chez Zoé".to_owned(), ..Settings::default() }, mails)
}

/// A form with the owner's address and this.
fn owner(more: &str) -> String {
    format!("email=owner%40example.com{more}")
}

#[test]
fn an_owner_gets_id_and_key_by_a_code() {
    let (settings, mut mails) = with_mail();
    with_shop(settings, async |client| {
        let sent = client.post("getOTPForAccount", &owner("&accountID=12345")).await.json();
        let link = format!("http://{}/workers/getAuthTokenWithOTP.php", client.address);
        assert_eq!(sent, json!({"success": true, "result": "OTP sent", "consumeOTPlink": link}));
        let Mail { to, code } = mails.try_recv().expect("a mail");
        assert_eq!((to.as_str(), code.len()), ("owner@example.com", 6));
        assert!(!sent.to_string().contains(&code), "the code goes by mail only");
        let opened = client.post("getAuthTokenWithOTP", &owner(&format!("&otp={code}"))).await.json();
        assert_eq!(opened, json!({"success": true, "result": "OK", "APIKEY": "sandbox-key", "SHOPID": "12345"}));
        let again = client.post("getAuthTokenWithOTP", &owner(&format!("&otp={code}"))).await.refusal();
        assert_eq!(again, "OTP not found", "one time");
        assert!(mails.try_recv().is_err(), "one mail");
    });
}

#[test]
fn a_wrong_code_is_not_found_and_five_end_it() {
    let (settings, mut mails) = with_mail();
    with_shop(settings, async |client| {
        let none = client.post("getAuthTokenWithOTP", &owner("&otp=123456")).await.refusal();
        assert_eq!(none, "OTP not found", "none was asked for");
        client.post("getOTPForAccount", &owner("")).await.json();
        let Mail { code, .. } = mails.try_recv().expect("a mail");
        let stranger = format!("email=thief%40example.com&otp={code}");
        assert_eq!(client.post("getAuthTokenWithOTP", &stranger).await.refusal(), "OTP not found");
        for wrong in ["", "x", "1234567", "-1", " "] {
            let form = owner(&format!("&otp={wrong}"));
            assert_eq!(client.post("getAuthTokenWithOTP", &form).await.refusal(), "OTP not found", "{wrong:?}");
        }
        let late = client.post("getAuthTokenWithOTP", &owner(&format!("&otp={code}"))).await.refusal();
        assert_eq!(late, "OTP not found", "after five wrong tries");
        client.post("getOTPForAccount", &owner("")).await.json();
        let Mail { code, .. } = mails.try_recv().expect("another mail");
        client.post("getAuthTokenWithOTP", &owner(&format!("&otp={code}"))).await.json();
    });
}

#[test]
fn nobody_else_is_sent_a_code() {
    let (settings, mut mails) = with_mail();
    with_shop(settings, async |client| {
        let bad = [
            ("getOTPForAccount", "email=thief%40example.com".to_owned(), "not found"),
            ("getOTPForAccount", owner("&accountID=9"), "not found"),
            ("getOTPForAccount", String::new(), "email"),
            ("getOTPForAccount", owner("&x=1"), "known field"),
            ("getOTPForAccount", owner("&email=a%40b"), "twice"),
            ("getAuthTokenWithOTP", owner(""), "otp"),
            ("listShops", "accountTitle=Chez".to_owned(), "email"),
        ];
        for (script, form, named) in bad {
            let why = client.post(script, &form).await.refusal();
            assert!(why.contains(named), "{script} {form}: {why}");
        }
        for query in ["", "?accountID=12345", "?accountID=12345&code=x", "?accountID=9&code=x"] {
            client.get(&format!("/workers/getOTPForAccount.php{query}")).await.refusal();
        }
        assert!(mails.try_recv().is_err());
    });
}

#[test]
fn the_shops_of_an_address_are_listed_with_a_link_that_sends_a_code() {
    let (settings, mut mails) = with_mail();
    with_shop(settings, async |client| {
        for form in ["email=thief%40example.com".to_owned(), owner("&accountTitle=Bistro")] {
            assert_eq!(client.post("listShops", &form).await.json(), json!([]), "{form}");
        }
        for form in [owner(""), owner("&accountTitle=chez")] {
            let listed = client.post("listShops", &form).await.json();
            assert_eq!((&listed[0]["accountTitle"], &listed[0]["accountID"]), (&json!("Chez Zoé"), &json!("12345")));
            let link = client.path(&listed[0]["getOPTForAccount"]).to_owned();
            assert_eq!(client.get(&link).await.json()["success"], true);
            let Mail { code, .. } = mails.try_recv().expect("a mail");
            client.post("getAuthTokenWithOTP", &owner(&format!("&otp={code}"))).await.json();
        }
    });
}

#[test]
fn a_mailbox_that_nobody_empties_stops_nothing() {
    let (settings, mails) = with_mail();
    with_shop(settings, async |client| {
        for _ in 0..20 {
            client.post("getOTPForAccount", &owner("")).await.json();
        }
        drop(mails);
        client.post("getOTPForAccount", &owner("")).await.json();
    });
}
