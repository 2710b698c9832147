//! The log-in by a one-time code: who may have one, and whether it is the right one. Sends nothing anywhere by itself.
//!
//! Sources: Kash's pages "api_auth" (`getOTPForAccount.php`, `getAuthTokenWithOTP.php`) and "api_list_account"
//! (`listShops.php`). They show the answers to what goes well and `OTP not found`; the other refusals, and how long a code
//! lives, are inferred: here it opens once, and dies with the fifth wrong try or with the next code.

use super::fields::Fields;
use super::form::Form;
use super::{Refusal, Settings, excerpt};
use tokio::sync::mpsc;
use ulid::Ulid;

/// How many wrong tries a code survives, and one more.
const TRIES: u8 = 5;

/// A one-time code on its way to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address of mail.
    pub to: String,
    /// Six digits.
    pub code: String,
}

/// Where one-time codes are sent instead of by mail; a full or closed one loses them.
pub type Mailbox = mpsc::Sender<Mail>;

/// The code that is out, if one is.
#[derive(Debug, Default)]
pub(super) struct Codes(Option<(String, u8)>);

impl Codes {
    /// A new code; the one before it is void.
    pub(super) fn draw(&mut self) -> String {
        let code = format!("{:06}", Ulid::generate().random() % 1_000_000);
        self.0 = Some((code.clone(), TRIES));
        code
    }

    /// Whether this is the code; it is used up then.
    pub(super) fn take(&mut self, code: &str) -> bool {
        let Some((right, tries)) = &mut self.0 else { return false };
        let is_right = right == code;
        *tries -= 1;
        if is_right || *tries == 0 {
            self.0 = None;
        }
        is_right
    }
}

/// `getOTPForAccount.php`: the address that a code is for, which is the shop's own.
pub(super) fn wanted(form: &Form, settings: &Settings) -> Result<(), Refusal> {
    let fields = read(form, &["email", "accountID"])?;
    let is_own = fields.required("email")? == settings.email;
    if is_own && fields.get("accountID").is_none_or(|id| id == settings.shop_id) {
        return Ok(());
    }
    Err(Refusal::because("Account not found"))
}

/// The same by the link of `listShops.php`, which holds what only that list tells.
pub(super) fn wanted_by_link(form: &Form, settings: &Settings, secret: &str) -> Result<(), Refusal> {
    let fields = read(form, &["accountID", "code"])?;
    if fields.required("accountID")? == settings.shop_id && fields.required("code")? == secret {
        return Ok(());
    }
    Err(Refusal::because("Account not found"))
}

/// `getAuthTokenWithOTP.php`: whether address and code are right. A wrong address costs no try of the owner's.
pub(super) fn opens(form: &Form, settings: &Settings, codes: &mut Codes) -> Result<(), Refusal> {
    let fields = read(form, &["email", "otp"])?;
    let (email, otp) = (fields.required("email")?, fields.required("otp")?);
    if email == settings.email && codes.take(otp) {
        return Ok(());
    }
    Err(Refusal::because("OTP not found"))
}

/// `listShops.php`: whether the shop is among those of this address, by a part of its name if one is given.
pub(super) fn lists(form: &Form, settings: &Settings) -> Result<bool, Refusal> {
    let fields = read(form, &["email", "accountTitle"])?;
    let title = fields.get("accountTitle").unwrap_or_default().to_lowercase();
    Ok(fields.required("email")? == settings.email && settings.name.to_lowercase().contains(&title))
}

/// These fields and no other.
fn read<'form>(form: &'form Form, names: &[&str]) -> Result<Fields<'form>, Refusal> {
    let mut fields = Fields::default();
    for (name, value) in form.pairs() {
        if !names.contains(&name) {
            return Err(Refusal(format!("{} is not a known field.", excerpt(name))));
        }
        fields.add(name, value)?;
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A code that is not this one.
    fn other(code: &str) -> &'static str {
        if code == "000000" { "000001" } else { "000000" }
    }

    #[test]
    fn a_code_opens_once_and_dies_of_wrong_tries() {
        let mut codes = Codes::default();
        assert!(!codes.take(""), "there is none");
        let code = codes.draw();
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        for _ in 1..TRIES {
            assert!(!codes.take(other(&code)));
        }
        assert!(codes.take(&code), "the fifth try may still be right");
        assert!(!codes.take(&code), "once");
        let code = codes.draw();
        for _ in 0..TRIES {
            assert!(!codes.take(other(&code)));
        }
        assert!(!codes.take(&code), "dead");
    }
}
