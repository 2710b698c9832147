//! A slip of a shop that does not exist: for previews, tests and the first print of a new printer.

use super::Dressing;
use crate::till::article::{ArticleId, Title};
use crate::till::marks::Marks;
use crate::till::moment::Wall;
use crate::till::money::{Cents, Quantity, VatRate};
use crate::till::order::{Acceptance, Goods, Line, Order, OrderId, PaymentLink, PriceRule, Service};
use crate::till::settings::Language;
use crate::till::slip::Slip;
use jiff::tz::TimeZone;

/// Title, unit price in cents, thousandths, VAT in hundredths of a percent.
const LINES: [(&str, i64, u32, u16); 7] = [
    ("Baguette de tradition", 130, 2_000, 550),
    ("Bœuf bourguignon, bocal de 750 g préparé à la maison", 1_290, 1_000, 550),
    ("Crème brûlée à l’orange", 450, 3_000, 550),
    ("Comté AOP 18 mois d’affinage", 2_490, 268, 550),
    ("Huîtres Fines de Claire n° 3, la douzaine", 1_480, 1_000, 550),
    ("Cidre brut « Côte d’Ô » 75 cl", 620, 2_000, 2_000),
    ("Sac cabas", 50, 1_000, 2_000),
];

/// A slip with accents, `€`, `œ`, a weighed line and two VAT rates.
pub fn sample() -> Slip {
    Slip::accepted(&order(), &acceptance(), 0)
}

/// What the shop answered.
pub(super) fn acceptance() -> Acceptance {
    Acceptance {
        number: 1_042,
        payment: PaymentLink::Allowed("https://kash.click/pay/1042?k=6f1c9b0e7a5d4f3c8e21".to_owned()),
        paid: false,
        invoice: None,
        total: None,
        quote: None,
    }
}

/// What goes around it.
pub fn sample_dressing() -> Dressing {
    Dressing {
        logo: None,
        buzzes: false,
        opens_drawer: false,
        header: ["L’Épicerie du Port", "12, quai de l’Œuvre", "29900 Concarneau", "SIRET 000 000 000 00000"]
            .map(str::to_owned)
            .into(),
        footer: ["Merci de votre visite !", "À bientôt"].map(str::to_owned).into(),
        currency: "EUR".to_owned(),
        kiosk_id: "kiosk-1".to_owned(),
        zone: TimeZone::fixed(jiff::tz::offset(1)),
    }
}

/// The order behind the sample.
pub(super) fn order() -> Order {
    let lines: Vec<Line> = (1..).zip(LINES).filter_map(|(id, line)| line_of(id, line)).collect();
    let total = lines.iter().fold(Cents::ZERO, |sum, line| sum.checked_add(line.total).unwrap_or(Cents::MAX));
    Order {
        id: OrderId::parse("01KAVXQ0E4M8Z5T7R2W9HC3F7K").expect("the sample has a ULID"),
        number: 17,
        lines,
        total,
        customer: None,
        service: Service::default(),
        staff: None,
        age_checks: Vec::new(),
        confirmed_at: Some(Wall(1_795_464_960)),
        language: Language::Fr,
    }
}

fn line_of(id: u64, (title, cents, thousandths, vat): (&str, i64, u32, u16)) -> Option<Line> {
    let unit_price = Cents::new(cents);
    let quantity = Quantity::thousandths(thousandths)?;
    Some(Line {
        goods: Goods::Article { id: ArticleId(id), choices: Vec::new(), price: PriceRule::Shop },
        title: Title::clean(title)?,
        unit_price,
        quantity,
        total: unit_price.times(quantity)?,
        vat: VatRate::basis_points(vat),
        marks: Marks::default(),
        linked: false,
    })
}
