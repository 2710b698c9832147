//! Whether the shop can be reached and knows the key: asked of its list of cash registers, which sells nothing.

use super::{Client, reason, wire};
use serde_json::Value;

/// The longest answer that is read, in bytes.
const LONGEST: usize = 64 * 1024;

impl Client {
    /// One sentence: what the shop said, or why it is not usable. `webapp.php` is never asked, because a GET there
    /// records a sale. What `getCashbox.php` answers is documented nowhere; any JSON that is no refusal will do.
    pub async fn probe(&self) -> Result<String, String> {
        let answer = self.ask(self.list("getCashbox.php", &[]), self.timeout(), LONGEST).await;
        let (status, body) = match answer {
            Ok(answer) => answer,
            Err(wire::Cut::TooLong) => {
                return Err("The shop's answer is too long to be one; check kash.url.".to_owned());
            }
            Err(wire::Cut::Broken(error)) => {
                return Err(format!(
                    "The shop cannot be reached: {}; check the network.",
                    reason(error, self.timeout(), &self.settings)
                ));
            }
        };
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
