//! Whether the shop can be reached and knows the key: asked of its list of cash registers, which sells nothing.

use super::Client;
use crate::kash::name;
use crate::kash::register::{self, Register};
use crate::kash::text::told;
use serde_json::Value;

/// The longest name, in characters: what has room in a line of a slip.
const NAME_MAX: usize = 64;

impl Client {
    /// Whether the settings give the kiosk a cash register.
    pub const fn has_register(&self) -> bool {
        self.settings.cash_register_id.is_some()
    }

    /// Whether the kiosk's cash register is open; `None` if the kiosk has none, or the shop does not tell.
    pub async fn register_is_open(&self) -> Option<bool> {
        let own = self.settings.cash_register_id?;
        let (status, body) = self.get("getCashbox.php", &[("format", "json")], register::LONGEST).await.ok()?;
        register::is_open(status, &body, own)
    }

    /// The shop's cash registers, if it lists them.
    pub async fn registers(&self) -> Option<Vec<Register>> {
        let (status, body) = self.get("getCashbox.php", &[("format", "json")], register::LONGEST).await.ok()?;
        register::list(status, &body)
    }

    /// What the shop is called, on one line, if it says.
    pub async fn shop_name(&self) -> Option<String> {
        let (status, body) = self.shop_infos(register::LONGEST).await.ok()?;
        Some(told(&name::of(status, &body)?, &self.settings.key, NAME_MAX)).filter(|name| !name.is_empty())
    }

    /// One sentence: what the shop said, or why it is not usable. `webapp.php` is never asked, because a GET there
    /// records a sale. What `getCashbox.php` answers is documented nowhere; any JSON that is no refusal will do.
    pub async fn probe(&self) -> Result<String, String> {
        let (status, body) = self
            .get("getCashbox.php", &[], register::LONGEST)
            .await
            .map_err(|why| format!("The key cannot be tried: {why}; check the network and kash.url."))?;
        match serde_json::from_slice::<Value>(&body) {
            Ok(answer) if status < 300 && !is_refusal(&answer) => Ok("The shop answers and knows the key.".to_owned()),
            Ok(_) => Err("The shop refuses: check kash.shop-id, the key, and that its web services are on.".to_owned()),
            Err(_) => Err(format!("No shop of Kash answers there (status {status}); check kash.url.")),
        }
    }
}

fn is_refusal(answer: &Value) -> bool {
    answer.get("success") == Some(&Value::Bool(false))
        || answer.get("result").and_then(Value::as_str).is_some_and(|result| result.eq_ignore_ascii_case("KO"))
}
