//! The cases: how each field of the page comes about.

use scanslip::barcode::{InStorePattern, Layout, Measure, Scale};
use scanslip::kash::{NotesIn, PaidAmount, Payment, Settings as Shop};
use scanslip::till::Settings;
use scanslip::till::article::DepartmentId;
use scanslip::till::money::Cents;
use scanslip::till::settings::Create;

/// The names in the page's table of parameters.
pub(super) const PAGE: [&str; 15] = [
    "shopID",
    "key",
    "idUser",
    "payment",
    "paymentAmount",
    "idClient",
    "client[...]",
    "idtable",
    "idcaisse",
    "numcouverts",
    "publicComment",
    "privateComment",
    "pagerNum",
    "deliveryMethod",
    "itemsList[]",
];

/// One way for a field to come about.
pub(super) struct Case {
    /// Also the name of its recorded body.
    pub(super) name: &'static str,
    pub(super) till: fn(&mut Settings),
    pub(super) shop: fn(&mut Shop),
    pub(super) scans: &'static [&'static str],
    /// Fields of the form that must be there.
    pub(super) expected: &'static [(&'static str, &'static str)],
}

/// A bag, and the shop as it is.
const PLAIN: Case = Case { name: "", till: |_| (), shop: |_| (), scans: &["BAG"], expected: &[] };

const METHOD: u64 = 482_113;

/// A vCard as a scanner in HID POS mode sends it: one scan.
const VCARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Durand;Zoé;;;\r\nFN:Zoé Durand\r\nEMAIL:zoe.durand@example.com\r\n\
    TEL:+33 6 12 34 56 78\r\nTEL:+33 1 23 45 67 89\r\nADR:;Bât. B;10 rue des Écoles;Paris;;75005;FR\r\nNOTE:Sonner 2 fois\r\n\
    GEO:48.848;2.347\r\nX-KASH-NUMTVA:FRXX999999999\r\nX-KASH-RCS:RCS Paris 123 456 789\r\nX-KASH-CODEBARRE:CUST-0777\r\n\
    END:VCARD";

/// The page's third example.
const ZOE: [(&str, &str); 16] = [
    ("client[nom]", "Durand"),
    ("client[prenom]", "Zoé"),
    ("client[email]", "zoe.durand@example.com"),
    ("client[telephone]", "+33 6 12 34 56 78"),
    ("client[adresseligne1]", "10 rue des Écoles"),
    ("client[adresseligne2]", "Bât. B"),
    ("client[commentaireadresse]", "Sonner 2 fois"),
    ("client[codepostal]", "75005"),
    ("client[ville]", "Paris"),
    ("client[pays]", "FR"),
    ("client[numtva]", "FRXX999999999"),
    ("client[rcs]", "RCS Paris 123 456 789"),
    ("client[codeBarre]", "CUST-0777"),
    ("client[telephone2]", "+33 1 23 45 67 89"),
    ("client[lat]", "48.848"),
    ("client[lng]", "2.347"),
];

fn scale(settings: &mut Settings, layout: &str, measure: Measure, scale: Scale) {
    let layout = Layout::parse(layout).expect("a pattern");
    settings.barcode.in_store = InStorePattern::new(layout, measure, scale).into_iter().collect();
}

/// All of them.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = credentials_and_payment();
    cases.extend(customers());
    cases.extend(service());
    cases.extend(lines().into_iter().chain(linked()));
    cases
}

fn credentials_and_payment() -> Vec<Case> {
    vec![
        Case { name: "credentials", expected: &[("shopID", "12345"), ("key", "sandbox-key")], ..PLAIN },
        Case { name: "user", shop: |shop| shop.user_id = Some(31), expected: &[("idUser", "31")], ..PLAIN },
        Case { name: "validated", expected: &[("payment", "-1")], ..PLAIN },
        Case { name: "quote", shop: |shop| shop.payment = Payment::Quote, expected: &[("payment", "-2")], ..PLAIN },
        Case {
            name: "paid",
            shop: |shop| shop.payment = Payment::Method { id: METHOD, amount: None },
            expected: &[("payment", "482113")],
            ..PLAIN
        },
        Case {
            name: "paid-total",
            shop: |shop| shop.payment = Payment::Method { id: METHOD, amount: Some(PaidAmount::Total) },
            scans: &["3017620422003"],
            expected: &[("payment", "482113"), ("paymentAmount", "4.50")],
            ..PLAIN
        },
        Case {
            name: "paid-amount",
            shop: |shop| {
                let amount = Some(PaidAmount::Fixed(Cents::new(300)));
                shop.payment = Payment::Method { id: METHOD, amount };
            },
            scans: &["3017620422003"],
            expected: &[("paymentAmount", "3")],
            ..PLAIN
        },
    ]
}

fn customers() -> Vec<Case> {
    vec![
        Case { name: "card", scans: &["BAG", "CUST-0001"], expected: &[("idClient", "7")], ..PLAIN },
        Case {
            name: "house-client",
            shop: |shop| shop.client_id = Some(123),
            expected: &[("idClient", "123")],
            ..PLAIN
        },
        Case {
            name: "new-card",
            till: |till| till.create = Create::Card,
            scans: &["BAG", "CUST-4711"],
            expected: &[("client[codeBarre]", "CUST-4711")],
            ..PLAIN
        },
        Case {
            name: "vcard",
            till: |till| till.create = Create::Vcard,
            scans: &["BAG", VCARD],
            expected: &ZOE,
            ..PLAIN
        },
        Case {
            name: "mecard",
            till: |till| till.create = Create::Vcard,
            scans: &["BAG", "MECARD:N:Durand,Zoé;TEL:+33612345678;EMAIL:zoe.durand@example.com;;"],
            expected: &[("client[nom]", "Durand"), ("client[prenom]", "Zoé"), ("client[telephone]", "+33612345678")],
            ..PLAIN
        },
    ]
}

fn service() -> Vec<Case> {
    vec![
        Case { name: "table", shop: |shop| shop.table_id = Some(12), expected: &[("idtable", "12")], ..PLAIN },
        Case { name: "table-scanned", scans: &["SLIP-TABLE-9", "BAG"], expected: &[("idtable", "9")], ..PLAIN },
        Case {
            name: "cash-register",
            shop: |shop| shop.cash_register_id = Some(7),
            expected: &[("idcaisse", "7")],
            ..PLAIN
        },
        Case { name: "covers", shop: |shop| shop.covers = Some(4), expected: &[("numcouverts", "4")], ..PLAIN },
        Case { name: "covers-scanned", scans: &["SLIP-COVERS-2", "BAG"], expected: &[("numcouverts", "2")], ..PLAIN },
        Case {
            name: "public-comment",
            shop: |shop| shop.public_comment = Some("Borne du hall".to_owned()),
            expected: &[("publicComment", "Borne du hall")],
            ..PLAIN
        },
        Case {
            name: "note",
            shop: |shop| shop.public_comment = Some("Borne du hall".to_owned()),
            scans: &["BAG", "SLIP-NOTE-2"],
            expected: &[("publicComment", "Borne du hall; Sans oignons")],
            ..PLAIN
        },
        Case {
            name: "private-comment",
            shop: |shop| shop.private_comment = Some("Étage 2".to_owned()),
            expected: &[("privateComment", "Étage 2 kiosk-1:00000000000000000000000001:7c331d43")],
            ..PLAIN
        },
        Case {
            name: "private-note",
            shop: |shop| shop.notes_in = NotesIn::Private,
            scans: &["BAG", "SLIP-NOTE-1"],
            expected: &[("privateComment", "Sans couverts kiosk-1:00000000000000000000000001:7c331d43")],
            ..PLAIN
        },
        Case { name: "pager", shop: |shop| shop.pager = Some(9), expected: &[("pagerNum", "9")], ..PLAIN },
        Case { name: "pager-scanned", scans: &["SLIP-PAGER-17", "BAG"], expected: &[("pagerNum", "17")], ..PLAIN },
        Case {
            name: "delivery",
            shop: |shop| shop.delivery_method = Some(2),
            expected: &[("deliveryMethod", "2")],
            ..PLAIN
        },
        Case {
            name: "delivery-scanned",
            shop: |shop| shop.delivery_method = Some(2),
            scans: &["SLIP-DELIVERY-0", "BAG"],
            expected: &[("deliveryMethod", "0")],
            ..PLAIN
        },
    ]
}

/// What is sold along.
fn linked() -> Vec<Case> {
    vec![Case {
        name: "linked",
        scans: &["SLIP-QTY-2", "WATER"],
        expected: &[("itemsList[]", "114_2"), ("itemsList[]", "111_2"), ("itemsList[]", "113_2")],
        ..PLAIN
    }]
}

fn lines() -> Vec<Case> {
    vec![
        Case {
            name: "quantity",
            scans: &["BAG", "SLIP-QTY-3", "3017620422003"],
            expected: &[("itemsList[]", "103_1"), ("itemsList[]", "101_3")],
            ..PLAIN
        },
        Case {
            name: "weighed",
            till: |till| scale(till, "21.....{NNDDD}", Measure::Weight, Scale::Item),
            scans: &["2112345002507"],
            expected: &[("itemsList[]", "109_0.25")],
            ..PLAIN
        },
        Case {
            name: "label-price",
            till: |till| scale(till, "21.....{NNNDD}", Measure::Price, Scale::Item),
            scans: &["2112345002507"],
            expected: &[("itemsList[]", "109_1_Comté AOP_2.50")],
            ..PLAIN
        },
        Case {
            name: "displayed",
            till: |till| till.shown_prices = true,
            scans: &["SLIP-QTY-2", "3017620422003"],
            expected: &[("itemsList[]", "101_2_Nutella 400 g_4.50")],
            ..PLAIN
        },
        Case {
            name: "variations",
            scans: &["COFFEE", "SLIP-VAR-32", "SLIP-VAR-41"],
            expected: &[("itemsList[]", "108_1___32_41")],
            ..PLAIN
        },
        Case {
            name: "displayed-variations",
            till: |till| till.shown_prices = true,
            scans: &["COFFEE", "SLIP-VAR-32", "SLIP-VAR-41"],
            expected: &[("itemsList[]", "108_1_Café_2.00_32_41")],
            ..PLAIN
        },
        Case {
            name: "department",
            scans: &["SLIP-STAFF-anna-7K3M9QX2VB", "SLIP-DEPT-5-999"],
            expected: &[("itemsList[]", "-5_9.99_Fruits")],
            ..PLAIN
        },
        Case {
            name: "label-department",
            till: |till| scale(till, "21.....{NNNDD}", Measure::Price, Scale::Department(DepartmentId(5))),
            scans: &["2112345002507"],
            expected: &[("itemsList[]", "-5_2.50_Comté AOP")],
            ..PLAIN
        },
        Case {
            name: "free",
            scans: &["SLIP-STAFF-anna-7K3M9QX2VB", "SLIP-QTY-3", "SLIP-FREE-540"],
            expected: &[("itemsList[]", "Free_16.20_3 x Vente libre")],
            ..PLAIN
        },
        Case {
            name: "order-time",
            shop: |shop| shop.send_order_time = true,
            expected: &[("dateValeur", "1795435201")],
            ..PLAIN
        },
    ]
}
