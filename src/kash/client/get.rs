//! Reading the shop's lists: one GET, one answer, bounded. Knows no list; who asks reads the body.
//!
//! Source: Kash's page "api_data" (`idboutique`, `key`). Newer pages name the shop's number `shopID`; which one a list
//! wants depends on its age, so both are sent. The key stands in such an address, because Kash's pages know no other way
//! for a GET: the address is never shown, logged or put into an error.

use super::{Client, reason, wire};
use reqwest::header::{CACHE_CONTROL, CONNECTION, HeaderValue};
use std::time::Duration;
use url::Url;

impl Client {
    /// Asks a list of the shop's, `getPlus.php` say, with these further parameters. Answers with the status and the whole
    /// body, at most `longest` bytes of it, within `timeout_s` seconds.
    ///
    /// # Errors
    ///
    /// What became of it, without the key: the shop out of reach, an answer that is cut, late or too long. A script that
    /// is no list is not asked: a GET on `webapp.php` would record a sale.
    pub(crate) async fn get(
        &self,
        script: &str,
        query: &[(&str, &str)],
        longest: usize,
    ) -> Result<(u16, Vec<u8>), String> {
        self.get_within(self.timeout(), script, query, longest).await
    }

    /// [`Client::get`] with a time of its own.
    pub(super) async fn get_within(
        &self,
        time: Duration,
        script: &str,
        query: &[(&str, &str)],
        longest: usize,
    ) -> Result<(u16, Vec<u8>), String> {
        if !script.starts_with("get") {
            return Err(format!("{script} is no list of the shop's, so it is not asked"));
        }
        match self.ask(self.list(script, query), time, longest).await {
            Ok(answer) => Ok(answer),
            Err(wire::Cut::TooLong) => Err(format!("the shop's answer is longer than {longest} bytes")),
            Err(wire::Cut::Broken(error)) => {
                Err(format!("the shop could not be asked: {}", reason(error, time, &self.settings)))
            }
        }
    }

    /// What the shop tells of itself: `getShopInfos.php`, which takes a POST (only the vendor's own client shows that).
    ///
    /// # Errors
    ///
    /// As [`Client::get`].
    pub(crate) async fn shop_infos(&self, longest: usize) -> Result<(u16, Vec<u8>), String> {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("shopID", &self.settings.shop_id)
            .append_pair("key", self.settings.key.reveal())
            .finish();
        match wire::post(&self.http, self.shop.script("getShopInfos.php"), form).await {
            Ok(answer) => wire::read(answer, longest).await.map_err(|_| "the answer was cut or too long".to_owned()),
            Err(error) => {
                Err(format!("the shop could not be asked: {}", reason(error, self.timeout(), &self.settings)))
            }
        }
    }

    /// The address of a list: who asks, then what for.
    pub(super) fn list(&self, script: &str, query: &[(&str, &str)]) -> Url {
        let mut url = self.shop.script(script);
        url.query_pairs_mut()
            .append_pair("idboutique", &self.settings.shop_id)
            .append_pair("shopID", &self.settings.shop_id)
            .append_pair("key", self.settings.key.reveal())
            .extend_pairs(query);
        url
    }

    /// One GET on a connection of its own.
    pub(super) async fn ask(&self, url: Url, time: Duration, longest: usize) -> Result<(u16, Vec<u8>), wire::Cut> {
        let answer = self
            .http
            .get(url)
            .header(CACHE_CONTROL, HeaderValue::from_static("no-cache"))
            .header(CONNECTION, HeaderValue::from_static("close"))
            .timeout(time)
            .send()
            .await;
        match answer {
            Ok(answer) => self.read(answer, longest).await,
            Err(error) => Err(wire::Cut::Broken(error)),
        }
    }
}
