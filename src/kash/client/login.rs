//! The log-in by a code that is sent by e-mail, for somebody who has no key yet. Sells nothing, and the service has no part in it.

use super::{reason_of, wire};
use crate::kash::Unusable;
use crate::kash::address::Address;
use crate::kash::login::{self, Account, Opened};
use std::time::Duration;
use url::Url;

/// The time for each request.
const TIME: Duration = Duration::from_secs(15);

/// The shop's door, before which somebody stands without a key.
#[derive(Clone, Debug)]
pub struct Door {
    http: reqwest::Client,
    shop: Address,
}

impl Door {
    /// That of the Kash at this address. Opens no connection.
    ///
    /// # Errors
    ///
    /// As [`super::Client::new`].
    pub fn new(url: &Url) -> Result<Self, Unusable> {
        let shop = Address::new(url)?;
        let http = wire::client(&shop, TIME).map_err(|error| Unusable::Tls(reason_of(error, TIME)))?;
        Ok(Self { http, shop })
    }

    /// The shops of this address; nothing if Kash does not tell.
    pub async fn accounts(&self, email: &str) -> Option<Vec<Account>> {
        let (status, body) = self.post("listShops.php", &[("email", email)]).await.ok()?;
        login::accounts(status, &body)
    }

    /// Has a code sent to this address, for this shop of it if it has several. A code of before is worth nothing then.
    ///
    /// # Errors
    ///
    /// What became of it, without a full stop.
    pub async fn send_code(&self, email: &str, account: Option<&str>) -> Result<(), String> {
        let fields: Vec<_> = [("email", Some(email)), ("accountID", account)]
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| (name, value)))
            .collect();
        let (status, body) = self.post("getOTPForAccount.php", &fields).await?;
        login::sent(status, &body)
    }

    /// The key, for the code.
    ///
    /// # Errors
    ///
    /// What became of it, without a full stop; holds neither code nor key.
    pub async fn open(&self, email: &str, code: &str) -> Result<Opened, String> {
        let (status, body) = self.post("getAuthTokenWithOTP.php", &[("email", email), ("otp", code)]).await?;
        login::opened(status, &body)
    }

    async fn post(&self, script: &str, fields: &[(&str, &str)]) -> Result<(u16, Vec<u8>), String> {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        match wire::post(&self.http, self.shop.script(script), form).await {
            Ok(answer) => {
                let read = wire::read(answer, login::LONGEST).await;
                read.map_err(|_| "the shop's answer was cut or is too long".to_owned())
            }
            Err(error) => Err(format!("the shop could not be asked: {}", reason_of(error, TIME))),
        }
    }
}
