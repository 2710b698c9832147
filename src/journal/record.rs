//! How an entry is written: the journal's own format, apart from the till's types, so that these may change while old
//! journals stay readable.

mod parts;

use crate::till::Wall;
use crate::till::article::CustomerId;
use crate::till::entry::{Entry, Resolution, Withheld};
use crate::till::event::Printing;
use crate::till::money::Cents;
use crate::till::order::{Acceptance, Customer, Order, OrderId, PaymentLink, Request};
use crate::till::settings::Language;
use crate::till::slip::{Kind, SlipId};
use parts::{
    AgeCheckBody, LineBody, ServiceBody, age_check_body, age_check_from, line_body, line_from, service_body,
    service_from,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The body of one row, by its kind.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Body {
    Confirmed(ConfirmedBody),
    Sending {
        attempt: u32,
        #[serde(default, skip_serializing_if = "is_default")]
        request: RequestBody,
    },
    Drafted {
        number: u64,
    },
    Resolved {
        resolution: ResolutionBody,
    },
    Accepted {
        number: u64,
        payment: PaymentBody,
        #[serde(default, skip_serializing_if = "is_default")]
        paid: bool,
        invoice: Option<String>,
        quote: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<i64>,
    },
    Refused {
        why: String,
    },
    NotSent {
        why: String,
    },
    InDoubt {
        why: String,
    },
    Absent {},
    Held {
        why: String,
    },
    Printing {
        provisional: bool,
        copy: u16,
    },
    Printed {
        provisional: bool,
        copy: u16,
        outcome: OutcomeBody,
    },
    SlipWithheld {
        why: WithheldBody,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfirmedBody {
    number: u32,
    lines: Vec<LineBody>,
    total: i64,
    customer: Option<u64>,
    #[serde(default, skip_serializing_if = "is_default")]
    new_customer: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    service: ServiceBody,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    staff: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    age_checks: Vec<AgeCheckBody>,
    confirmed_at: Option<i64>,
    language: String,
}

#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RequestBody {
    #[default]
    Whole,
    Draft,
    Validation(u64),
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ResolutionBody {
    Accepted(u64),
    Refused,
    Resend,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PaymentBody {
    Allowed(String),
    Forbidden,
    Absent,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OutcomeBody {
    Proven,
    Sent,
    Nothing(String),
    Broken(String),
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WithheldBody {
    NotWanted,
    TooLate,
    NoPrinter,
    BrokeOff,
}

/// The entry as JSON; its kind is the field `kind`.
pub(super) fn write(entry: &Entry) -> Result<String, serde_json::Error> {
    serde_json::to_string(&body_of(entry))
}

fn order_from(id: OrderId, body: ConfirmedBody) -> Option<Order> {
    Some(Order {
        id,
        number: body.number,
        lines: body.lines.iter().map(line_from).collect::<Option<Vec<_>>>()?,
        total: Cents::new(body.total),
        customer: match body.customer {
            Some(id) => Some(Customer::Known(CustomerId(id))),
            None => body.new_customer.then(|| Customer::New(Arc::default())),
        },
        service: service_from(&body.service)?,
        staff: body.staff.map(Arc::from),
        age_checks: body.age_checks.into_iter().map(age_check_from).collect(),
        confirmed_at: body.confirmed_at.map(Wall),
        language: Language::from_code(&body.language)?,
    })
}

/// The entry back from its order's name and its JSON; `None` where either is not what this version writes.
pub(super) fn read(order_id: &str, json: &str) -> Option<Entry> {
    let order = OrderId::parse(order_id)?;
    Some(match serde_json::from_str(json).ok()? {
        Body::Confirmed(body) => Entry::Confirmed(Arc::new(order_from(order, body)?)),
        Body::Sending { attempt, request } => Entry::Sending {
            order,
            attempt,
            request: match request {
                RequestBody::Whole => Request::Whole,
                RequestBody::Draft => Request::Draft,
                RequestBody::Validation(number) => Request::Validation(number),
            },
        },
        Body::Drafted { number } => Entry::Drafted { order, number },
        Body::Resolved { resolution } => Entry::Resolved {
            order,
            resolution: match resolution {
                ResolutionBody::Accepted(number) => Resolution::Accepted(number),
                ResolutionBody::Refused => Resolution::Refused,
                ResolutionBody::Resend => Resolution::Resend,
            },
        },
        Body::Accepted { number, payment, paid, invoice, quote, total } => {
            let payment = match payment {
                PaymentBody::Allowed(link) => PaymentLink::Allowed(link),
                PaymentBody::Forbidden => PaymentLink::Forbidden,
                PaymentBody::Absent => PaymentLink::Absent,
            };
            let total = total.map(Cents::new);
            Entry::Accepted { order, acceptance: Acceptance { number, payment, paid, invoice, quote, total } }
        }
        Body::Refused { why } => Entry::Refused { order, why },
        Body::NotSent { why } => Entry::NotSent { order, why },
        Body::InDoubt { why } => Entry::InDoubt { order, why },
        Body::Absent {} => Entry::Absent { order },
        Body::Held { why } => Entry::Held { order, why },
        Body::Printing { provisional, copy } => Entry::Printing { slip: slip_from(order, provisional, copy) },
        Body::Printed { provisional, copy, outcome } => {
            let outcome = match outcome {
                OutcomeBody::Proven => Printing::Proven,
                OutcomeBody::Sent => Printing::Sent,
                OutcomeBody::Nothing(why) => Printing::Nothing(why),
                OutcomeBody::Broken(why) => Printing::Broken(why),
            };
            Entry::Printed { slip: slip_from(order, provisional, copy), outcome }
        }
        Body::SlipWithheld { why } => Entry::SlipWithheld { order, why: withheld_from(why) },
    })
}

const fn withheld_from(body: WithheldBody) -> Withheld {
    match body {
        WithheldBody::NotWanted => Withheld::NotWanted,
        WithheldBody::TooLate => Withheld::TooLate,
        WithheldBody::NoPrinter => Withheld::NoPrinter,
        WithheldBody::BrokeOff => Withheld::BrokeOff,
    }
}

fn body_of(entry: &Entry) -> Body {
    match entry {
        Entry::Confirmed(order) => Body::Confirmed(ConfirmedBody {
            number: order.number,
            lines: order.lines.iter().map(line_body).collect(),
            total: order.total.get(),
            customer: match order.customer {
                Some(Customer::Known(customer)) => Some(customer.0),
                Some(Customer::New(_)) | None => None,
            },
            new_customer: matches!(order.customer, Some(Customer::New(_))),
            service: service_body(&order.service),
            staff: order.staff.as_deref().map(str::to_owned),
            age_checks: order.age_checks.iter().map(age_check_body).collect(),
            confirmed_at: order.confirmed_at.map(|wall| wall.0),
            language: order.language.code().to_owned(),
        }),
        Entry::Sending { attempt, request, .. } => Body::Sending {
            attempt: *attempt,
            request: match request {
                Request::Whole => RequestBody::Whole,
                Request::Draft => RequestBody::Draft,
                Request::Validation(number) => RequestBody::Validation(*number),
            },
        },
        Entry::Drafted { number, .. } => Body::Drafted { number: *number },
        Entry::Resolved { resolution, .. } => Body::Resolved {
            resolution: match resolution {
                Resolution::Accepted(number) => ResolutionBody::Accepted(*number),
                Resolution::Refused => ResolutionBody::Refused,
                Resolution::Resend => ResolutionBody::Resend,
            },
        },
        Entry::Accepted { acceptance, .. } => Body::Accepted {
            number: acceptance.number,
            payment: match &acceptance.payment {
                PaymentLink::Allowed(link) => PaymentBody::Allowed(link.clone()),
                PaymentLink::Forbidden => PaymentBody::Forbidden,
                PaymentLink::Absent => PaymentBody::Absent,
            },
            paid: acceptance.paid,
            invoice: acceptance.invoice.clone(),
            quote: acceptance.quote.clone(),
            total: acceptance.total.map(Cents::get),
        },
        Entry::Refused { why, .. } => Body::Refused { why: why.clone() },
        Entry::NotSent { why, .. } => Body::NotSent { why: why.clone() },
        Entry::InDoubt { why, .. } => Body::InDoubt { why: why.clone() },
        Entry::Absent { .. } => Body::Absent {},
        Entry::Held { why, .. } => Body::Held { why: why.clone() },
        Entry::Printing { slip } => Body::Printing { provisional: slip.kind == Kind::Provisional, copy: slip.copy },
        Entry::Printed { slip, outcome } => Body::Printed {
            provisional: slip.kind == Kind::Provisional,
            copy: slip.copy,
            outcome: match outcome {
                Printing::Proven => OutcomeBody::Proven,
                Printing::Sent => OutcomeBody::Sent,
                Printing::Nothing(why) => OutcomeBody::Nothing(why.clone()),
                Printing::Broken(why) => OutcomeBody::Broken(why.clone()),
            },
        },
        Entry::SlipWithheld { why, .. } => Body::SlipWithheld {
            why: match why {
                Withheld::NotWanted => WithheldBody::NotWanted,
                Withheld::TooLate => WithheldBody::TooLate,
                Withheld::NoPrinter => WithheldBody::NoPrinter,
                Withheld::BrokeOff => WithheldBody::BrokeOff,
            },
        },
    }
}

/// What is as it was in the first journals is not written, so that they and new ones read alike.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn slip_from(order: OrderId, provisional: bool, copy: u16) -> SlipId {
    SlipId { order, kind: if provisional { Kind::Provisional } else { Kind::Final }, copy }
}
