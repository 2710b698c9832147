//! The page of one order, and the one that asks whether an act on it is meant. Neither has a script.

use super::{HEAD, amount, cell};
use crate::console::acts::{Act, Found, Offers};
use crate::console::html::Html;
use crate::kash::listing::claim::Verdict;
use crate::till::entry::Resolution;

/// One order: what was ordered, what has happened, what can be done.
pub(in crate::console) fn order(found: &Found, currency: &str, may_act: bool) -> Html {
    let mut html = head("Order", found.summary["local_number"].as_u64());
    html.raw("<section>\n").add(&facts(found, currency)).raw("</section>\n");
    html.raw("<section id=\"do\">\n<h2>What can be done</h2>\n");
    match found.offers() {
        _ if !may_act => html
            .raw("<p>Nothing by this page: console.read-only is set. Use <code>scanslip orders resolve</code>.</p>\n"),
        Offers::Settling => html.add(&settling(found)),
        Offers::Reprint => {
            html.raw("<form action=\"/orders/").text(found.id).raw("/sure\">\n");
            html.raw("<button name=\"as\" value=\"reprint\">Print its slip once more …</button>\n</form>\n")
        }
        Offers::Nothing => html.raw("<p>Nothing just now.</p>\n"),
    };
    html.raw("</section>\n<section>\n<h2>What was ordered</h2>\n<ul>\n");
    for (line, marks) in &found.life.lines {
        html.raw("<li>").text(line);
        if !marks.is_empty() {
            html.raw(" <span class=\"why\">").text(marks.join(" ")).raw("</span>");
        }
        html.raw("\n");
    }
    html.raw("</ul>\n</section>\n<section>\n<h2>What has happened</h2>\n<ol>\n");
    for (when, step) in &found.life.steps {
        html.raw("<li>").text(when).raw(" · ").text(step).raw("\n");
    }
    html.raw("</ol>\n</section>\n</main>\n</html>\n");
    html
}

/// Asks whether it is meant. Only the button of this page does anything.
pub(in crate::console) fn sure(
    found: &Found,
    act: Act,
    verdict: Option<&Verdict>,
    ticket: &str,
    currency: &str,
) -> Html {
    let mut html = head("Order", found.summary["local_number"].as_u64());
    html.raw("<section>\n")
        .add(&facts(found, currency))
        .raw("</section>\n<section id=\"sure\">\n<h2>Is that so?</h2>\n<p>");
    let yes = match act {
        Act::Settle(Resolution::Accepted(number)) => {
            html.raw("The shop has this order, and its number there is <strong>").text(number);
            html.raw("</strong>. The kiosk will print its slip and not send it again.");
            "Yes, the shop has it"
        }
        Act::Settle(Resolution::Refused) => {
            html.raw("The shop does not have this order <strong>and shall not</strong>. It will never be sent.");
            "Yes, it is off"
        }
        Act::Settle(Resolution::Resend) => {
            html.raw("The shop does not have this order <strong>and shall</strong>. It will be sent again; if the shop has it after all, there will be two.");
            "Yes, send it again"
        }
        Act::Reprint => {
            html.raw("One more slip will come out of the printer. It says that it is a copy if there was one before.");
            "Yes, print it"
        }
    };
    html.raw("</p>\n");
    match verdict {
        None => {}
        Some(Verdict::Right) => {
            html.raw("<p>The shop says so too.</p>\n");
        }
        Some(Verdict::Wrong(why)) => {
            html.raw("<p><strong>The shop ").text(why);
            html.raw(".</strong> Look the number up at the till once more before you say yes.</p>\n");
        }
        Some(Verdict::Unknown(why)) => {
            html.raw("<p>The shop did not say so: ").text(why.trim_end_matches('.'));
            html.raw(". Look the number up at the till before you say yes.</p>\n");
        }
    }
    html.raw("<form method=\"post\" action=\"/orders/")
        .text(found.id)
        .raw("\">\n<input type=\"hidden\" name=\"as\" value=\"");
    html.text(act.word()).raw("\">\n<input type=\"hidden\" name=\"ticket\" value=\"").text(ticket).raw("\">\n");
    html.raw("<button class=\"wide\">").text(yes).raw("</button>\n<a href=\"/orders/").text(found.id);
    html.raw("\">No, go back</a>\n</form>\n</section>\n</main>\n</html>\n");
    html
}

/// Why nothing was done.
pub(in crate::console) fn refused(id: &str, why: &str) -> Html {
    let mut html = head("Not done", None);
    html.raw("<section>\n<p role=\"alert\"><strong>").text(why).raw("</strong></p>\n<p><a href=\"/orders/").text(id);
    html.raw("\">Back to the order</a></p>\n</section>\n</main>\n</html>\n");
    html
}

fn head(title: &'static str, number: Option<u64>) -> Html {
    let mut html = Html::new();
    html.raw(HEAD).raw("<h1>").raw(title);
    if let Some(number) = number {
        html.raw(" ").text(number);
    }
    html.raw("</h1>\n<p><a href=\"/\">Back to the kiosk</a></p>\n<main>\n");
    html
}

fn facts(found: &Found, currency: &str) -> Html {
    let summary = &found.summary;
    let mut html = Html::new();
    html.raw("<dl>\n<dt>Reference<dd>").text(found.id).raw("\n<dt>State<dd id=\"state\">").text(cell(summary, "state"));
    html.raw("\n<dt>Shop’s number<dd>").text(cell(summary, "number"));
    html.raw("\n<dt>Total<dd>").text(amount(summary, currency)).raw("\n<dt>Slip<dd>").text(cell(summary, "slip_told"));
    if summary["why"].is_string() {
        html.raw("\n<dt>Why<dd>").text(cell(summary, "why"));
    }
    html.raw("\n</dl>\n");
    html
}

/// The three ways to settle it.
fn settling(found: &Found) -> Html {
    let mut html = Html::new();
    html.raw("<p>Look in the shop’s own list for an order with this reference in its comment, or with these lines and this total at this time. Then say what you found; you are asked once more.</p>\n");
    let begin = |html: &mut Html| {
        html.raw("<form action=\"/orders/").text(found.id).raw("/sure\">\n");
    };
    begin(&mut html);
    html.raw(
        "<input type=\"hidden\" name=\"as\" value=\"accepted\">\n<label>The shop has it under the number \
         <input name=\"number\" inputmode=\"numeric\" pattern=\"[0-9]{1,19}\" required></label>\n<button>Continue …</button>\n</form>\n",
    );
    begin(&mut html);
    html.raw("<button name=\"as\" value=\"resend\">The shop does not have it and shall …</button>\n");
    html.raw("<button name=\"as\" value=\"refused\">The shop does not have it and shall not …</button>\n</form>\n");
    html
}
