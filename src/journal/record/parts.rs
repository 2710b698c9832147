//! How the parts of an order are written: its lines, and what the shopper said of it as a whole.

use super::is_default;
use crate::barcode::Element;
use crate::till::article::{ArticleId, ChoiceId, DepartmentId, Title};
use crate::till::marks::Marks;
use crate::till::money::{Cents, Quantity, VatRate};
use crate::till::order::{AgeCheck, Chosen, Delivery, Goods, Line, PriceRule, Service};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineBody {
    /// None on free lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<(u64, String)>,
    /// Whether title and price are sent.
    #[serde(default, skip_serializing_if = "is_default")]
    shown: bool,
    /// Of a free line in a department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    department: Option<u64>,
    title: String,
    unit_price: i64,
    thousandths: u32,
    total: i64,
    vat: Option<u16>,
    /// What the package's own code said of it, each with its number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<(String, String)>,
    /// Whether it is there because of the line above.
    #[serde(default, skip_serializing_if = "is_default")]
    linked: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgeCheckBody {
    person: String,
    age: u8,
    passed: bool,
}

pub(super) fn age_check_body(check: &AgeCheck) -> AgeCheckBody {
    AgeCheckBody { person: check.person.as_ref().to_owned(), age: check.age, passed: check.passed }
}

pub(super) fn age_check_from(body: AgeCheckBody) -> AgeCheck {
    AgeCheck { person: body.person.into(), age: body.age, passed: body.passed }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ServiceBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pager: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    covers: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

pub(super) fn line_body(line: &Line) -> LineBody {
    let (article, choices, shown, department) = match &line.goods {
        Goods::Article { id, choices, price } => {
            let choices = choices.iter().map(|choice| (choice.id.0, choice.title.as_str().to_owned())).collect();
            (Some(id.0), choices, *price == PriceRule::Shown, None)
        }
        Goods::Department(id) => (None, Vec::new(), false, Some(id.0)),
        Goods::Free => (None, Vec::new(), false, None),
    };
    LineBody {
        article,
        choices,
        shown,
        department,
        title: line.title.as_str().to_owned(),
        unit_price: line.unit_price.get(),
        thousandths: line.quantity.get(),
        total: line.total.get(),
        vat: line.vat.map(VatRate::get),
        marks: line.marks.elements().iter().map(|element| (element.ai.to_string(), element.value.clone())).collect(),
        linked: line.linked,
    }
}

pub(super) fn line_from(body: &LineBody) -> Option<Line> {
    Some(Line {
        goods: goods_from(body)?,
        title: Title::clean(&body.title)?,
        unit_price: Cents::new(body.unit_price),
        quantity: Quantity::thousandths(body.thousandths)?,
        total: Cents::new(body.total),
        vat: match body.vat {
            Some(basis_points) => Some(VatRate::basis_points(basis_points)?),
            None => None,
        },
        marks: Marks::new(body.marks.iter().map(|(ai, value)| Element::kept(ai, value)).collect::<Option<_>>()?),
        linked: body.linked,
    })
}

fn goods_from(body: &LineBody) -> Option<Goods> {
    let chosen = |(id, title): &(u64, String)| Some(Chosen { id: ChoiceId(*id), title: Title::clean(title)? });
    Some(match (body.article, body.department) {
        (Some(id), None) => Goods::Article {
            id: ArticleId(id),
            choices: body.choices.iter().map(chosen).collect::<Option<_>>()?,
            price: if body.shown { PriceRule::Shown } else { PriceRule::Shop },
        },
        (None, Some(id)) => Goods::Department(DepartmentId(id)),
        (None, None) => Goods::Free,
        (Some(_), Some(_)) => return None,
    })
}

pub(super) fn service_body(service: &Service) -> ServiceBody {
    ServiceBody {
        table: service.table,
        pager: service.pager,
        covers: service.covers,
        delivery: service.delivery.map(Delivery::number),
        notes: service.notes.iter().map(|note| note.as_str().to_owned()).collect(),
    }
}

pub(super) fn service_from(body: &ServiceBody) -> Option<Service> {
    Some(Service {
        table: body.table,
        pager: body.pager,
        covers: body.covers,
        delivery: match body.delivery {
            Some(number) => Some(Delivery::new(number)?),
            None => None,
        },
        notes: body.notes.iter().map(|note| Title::clean(note)).collect::<Option<_>>()?,
    })
}
