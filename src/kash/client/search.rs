//! Searching the shop for what came of a request whose answer was lost. Asks lists and never `webapp.php`.

use super::{Client, reason, wire};
use crate::kash::listing::claim::{Claim, Verdict};
use crate::kash::{listing, reply};
use crate::till::event::Finding;
use crate::till::moment::Wall;
use crate::till::money::Cents;
use crate::till::order::{Acceptance, Order, Request};
use std::collections::BTreeSet;
use std::time::Duration;

/// The longest answer on one order that is read, in bytes.
const LONGEST: usize = 256 * 1024;
/// How long the shop may take to say what an order comes to: a slip waits for it.
const TOTAL_WITHIN: Duration = Duration::from_secs(3);

impl Client {
    /// Searches for what came of this request; `taken` are the shop's numbers of this kiosk's other orders, `now` is
    /// the wall time if the clock is known to be right.
    ///
    /// Asks up to four lists, each for at most `timeout_s` seconds.
    pub async fn seek(&self, order: &Order, request: Request, taken: &BTreeSet<u64>, now: Option<Wall>) -> Finding {
        match request {
            Request::Whole | Request::Draft => self.search(order, request, taken, now).await,
            Request::Validation(draft) => match self.is_validated(order, draft).await {
                Some(finding) => finding,
                // The script is in no public page; what the listings say of the order will do.
                None => self.search(order, request, taken, now).await,
            },
        }
    }

    /// Whether a draft is one still, by the shop's account of it; nothing if it gives none.
    async fn is_validated(&self, order: &Order, draft: u64) -> Option<Finding> {
        let number = draft.to_string();
        let (status, body) =
            self.get("getOrder.php", &[("order_id", &number), ("format", "json")], LONGEST).await.ok()?;
        let row = listing::whole::read(status, &body, draft)?;
        let validated = listing::whole::is_validated(&row)?;
        Some(if validated {
            Finding::There(reply::listed(&row, draft, &self.settings, order.total))
        } else {
            Finding::Missing
        })
    }

    /// Whether the shop has this order under this number, as staff say, and not as the draft that it was sent as, if it
    /// was; `taken` and `now` as for [`Client::seek`].
    ///
    /// Asks for the order by its number, and if that shows none, up to three lists, each for at most `timeout_s` seconds.
    pub async fn vouch(
        &self,
        order: &Order,
        number: u64,
        was_drafted: bool,
        taken: &BTreeSet<u64>,
        now: Option<Wall>,
    ) -> Verdict {
        let claim = Claim::new(&self.settings, order, number, was_drafted, taken, now);
        let query = [("order_id", &*number.to_string()), ("format", "json")];
        match self.get("getOrder.php", &query, LONGEST).await {
            Ok((status, body)) => {
                if let Some(verdict) = claim.of_order(status, &body) {
                    return verdict;
                }
            }
            Err(why) => return Verdict::Unknown(why),
        }
        // Which request it was only decides which list comes first.
        for (_, address) in listing::addresses(&self.shop, &self.settings, order, Request::Whole, now) {
            let listed = match self.ask(address, self.timeout(), listing::LONGEST).await {
                Ok((status, body)) => claim.of_listing(status, &body),
                Err(wire::Cut::TooLong) => Err("its listing is too long to be read".to_owned()),
                Err(wire::Cut::Broken(error)) => Err(reason(error, self.timeout(), &self.settings)),
            };
            match listed {
                Ok(Some(verdict)) => return verdict,
                Ok(None) => {}
                Err(why) => return Verdict::Unknown(why),
            }
        }
        claim.of_nothing()
    }

    async fn search(&self, order: &Order, request: Request, taken: &BTreeSet<u64>, now: Option<Wall>) -> Finding {
        let mut search = listing::Search::new(&self.settings, order, request, now, taken);
        for (half, address) in listing::addresses(&self.shop, &self.settings, order, request, now) {
            match self.ask(address, self.timeout(), listing::LONGEST).await {
                Ok((status, body)) => search.read(half, status, &body),
                Err(wire::Cut::TooLong) => search.doubt("the shop's listing is too long to be read".to_owned()),
                Err(wire::Cut::Broken(error)) => {
                    search.doubt(format!(
                        "the shop could not be asked: {}",
                        reason(error, self.timeout(), &self.settings)
                    ));
                }
            }
            if search.is_settled() {
                break;
            }
        }
        search.finding()
    }

    /// The same acceptance with what the order comes to by the shop's account, if the settings want it asked and the shop
    /// says so in time.
    pub(super) async fn with_total(&self, acceptance: Acceptance) -> Acceptance {
        if !self.settings.check_total || acceptance.total.is_some() {
            return acceptance;
        }
        Acceptance { total: self.total(acceptance.number).await, ..acceptance }
    }

    async fn total(&self, number: u64) -> Option<Cents> {
        let query = [("order_id", &*number.to_string()), ("format", "json")];
        let time = self.timeout().min(TOTAL_WITHIN);
        let (status, body) = self.get_within(time, "getOrder.php", &query, LONGEST).await.ok()?;
        listing::whole::total(&listing::whole::read(status, &body, number)?)
    }
}
