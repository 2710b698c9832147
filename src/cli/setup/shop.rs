//! Which shop it sells for: its number and its key, by a code that is sent by e-mail or by hand; and its cash register.

use super::asker::{Asker, Choice, Halt};
use super::draft::Draft;
use super::question::Question;
use crate::cli::Failure;
use crate::config;
use crate::config::kash::Address;
use crate::kash::register::Register;
use crate::kash::{self, Client, Door, Key};
use toml_edit::Value;
use url::Url;

/// Kash's own page names the place where both stand.
const WHERE: &str = "Configuration > Webservices in Kash";

pub(super) fn ask(asker: &mut dyn Asker, draft: &mut Draft) -> Result<(), Halt> {
    let now = draft.config()?.kash;
    let fits = |text: &str| {
        let why = "it must be https:// and a host without a path (plain http:// only to this machine itself)";
        Address::new(text).map(drop).ok_or_else(|| why.to_owned())
    };
    let url = asker.text(Question::Url, Some(now.url.0.as_str()), &fits)?;
    let Some(url) = Address::new(&url).map(|address| address.0) else { return Ok(()) };
    let usual = config::kash::Kash::default();
    let other = (url != usual.url.0).then(|| Value::from(url.as_str()));
    draft.set("kash", "url", other, "The address of the shop's Kash.");
    // Links to pay lead there as well; the default names Kash's own host.
    if url != now.url.0 {
        let host = url.host_str().filter(|_| url != usual.url.0);
        let hosts = host.map(|host| Value::from_iter([host]));
        draft.set("kash", "payment-link-hosts", hosts, "Where a payment link may lead.");
    }
    match log_in(asker, draft, &url)? {
        Some(mend) => register(asker, draft, mend),
        None => Ok(()),
    }
}

/// Number and key. Which answers may be wrong if the shop does not know them; none if it is left for now.
fn log_in(asker: &mut dyn Asker, draft: &mut Draft, url: &Url) -> Result<Option<&'static [Question]>, Halt> {
    let mut choices = vec![
        Choice::new("code", "log in by a code that Kash sends by e-mail"),
        Choice::new("key", format!("type number and key ({WHERE})")),
        Choice::new("skip", "leave it for now"),
    ];
    let has_key = draft.key.is_some() || config::read_key(draft.config()?.kash.key_path().to_owned()).is_ok();
    let mut preset = 0;
    if has_key && !draft.config()?.kash.shop_id.as_str().is_empty() {
        preset = choices.len();
        choices.push(Choice::new("keep", "use the number and the key that are there"));
    }
    let (shop_id, key, mend): (_, _, &[Question]) =
        match choices[asker.choose(Question::Login, &choices, preset)?].answer.as_str() {
            "code" => {
                let (shop_id, key) = by_code(asker, url)?;
                (shop_id, key, &[Question::Login])
            }
            "key" => {
                let now = draft.config()?.kash.shop_id.as_str().to_owned();
                let file = draft.file.clone();
                let fits = |text: &str| super::fits("kash", "shop-id", text, &file);
                let shop_id = asker.text(Question::ShopId, Some(now.as_str()).filter(|now| !now.is_empty()), &fits)?;
                let no_key = || Failure::Usage(format!("That is no key: it has no spaces; copy it from {WHERE}."));
                let none = || Failure::Usage(format!("No key was given; it stands beside the number in {WHERE}."));
                let said = asker.secret(Question::Key)?;
                let wrong = || Halt::Trouble(if said.trim().is_empty() { none() } else { no_key() }, &[Question::Key]);
                (shop_id, Key::new(&said).ok_or_else(wrong)?, &[Question::ShopId, Question::Key])
            }
            "keep" => return Ok(Some(&[Question::Login])),
            _ => return Ok(None),
        };
    draft.set(
        "kash",
        "shop-id",
        Some(shop_id.into()),
        "The number of your shop. Its key is in kash.key, for root alone.",
    );
    draft.key = Some(key);
    Ok(Some(mend))
}

/// By a one-time code.
fn by_code(asker: &mut dyn Asker, url: &Url) -> Result<(String, Key), Halt> {
    let unusable = |what: &str, why: String, mend| {
        Halt::Trouble(Failure::Unusable(format!("{what}: {why}; or type number and key by hand ({WHERE}).")), mend)
    };
    let door = Door::new(url).map_err(|error| Failure::Usage(format!("{error}.")))?;
    let runtime = super::runtime()?;
    let from_file = asker.is_file();
    let fits = |text: &str| {
        let is_address = text.contains('@') && text.len() <= 254 && !text.contains(char::is_whitespace);
        // Nothing is the way back of whoever cannot be logged in so.
        let is_way_back = text.is_empty() && !from_file;
        if is_address || is_way_back {
            Ok(())
        } else {
            Err("it must be an address such as anna@example.com".to_owned())
        }
    };
    let email = asker.text(Question::Email, None, &fits)?;
    if email.is_empty() {
        let why = Failure::Usage("No address was given, so no code can be sent.".to_owned());
        return Err(Halt::Trouble(why, &[Question::Login, Question::Email]));
    }
    if !asker.has(Question::Code) {
        // Kash may not tell; then it knows by the address alone.
        let accounts = runtime.block_on(door.accounts(&email)).unwrap_or_default();
        let account = if accounts.len() > 1 {
            let choices: Vec<Choice> =
                accounts.iter().map(|one| Choice::new(&*one.id, format!("{} ({})", one.title, one.id))).collect();
            // In a file somebody must say which.
            let preset = if asker.is_file() { choices.len() } else { 0 };
            Some(accounts[asker.choose(Question::Account, &choices, preset)?].id.clone())
        } else {
            None
        };
        let sent = runtime.block_on(door.send_code(&email, account.as_deref()));
        sent.map_err(|why| unusable("No code was sent", why, &[Question::Email]))?;
        asker.say(&format!("  A code is on its way to {email}."))?;
    }
    let code = asker.secret(Question::Code)?;
    if code.trim().is_empty() {
        let why = Failure::Usage("No code was given; whoever tries again is sent another.".to_owned());
        return Err(Halt::Trouble(why, &[Question::Code]));
    }
    let opened = runtime.block_on(door.open(&email, code.trim()));
    let opened = opened.map_err(|why| unusable("The code opens nothing", why, &[Question::Code]))?;
    asker.say(&format!("  The shop is number {}; its key is here, and is not shown.", opened.shop_id))?;
    Ok((opened.shop_id, opened.key))
}

/// The shop as the answers have it, if there is a key.
pub(super) fn settings(draft: &Draft) -> Result<Option<kash::Settings>, Failure> {
    let config = draft.config()?;
    if config.kash.shop_id.as_str().is_empty() {
        return Ok(None);
    }
    let there = || config::read_key(config.kash.key_path().to_owned()).ok();
    Ok(draft.key.clone().or_else(there).map(|key| config.kash_by(key)))
}

/// Whether the shop knows the key, and on which of its registers the kiosk sells.
/// If it does not, other answers to `mend` may help.
fn register(asker: &mut dyn Asker, draft: &mut Draft, mend: &'static [Question]) -> Result<(), Halt> {
    let Some(shop) = settings(draft)? else { return Ok(()) };
    let client = Client::new(shop.clone()).map_err(|error| Failure::Usage(format!("{error}.")))?;
    let runtime = super::runtime()?;
    let said = runtime.block_on(client.probe()).map_err(|why| Halt::Trouble(Failure::Unusable(why), mend))?;
    asker.say(&format!("  {said}"))?;
    let registers = runtime.block_on(client.registers()).unwrap_or_default();
    if registers.is_empty() {
        return asker.say("  It tells nothing of its cash registers; see that the right one is open in Kash.");
    }
    let mut choices = vec![Choice::new("none", "none in particular")];
    choices.extend(registers.iter().map(|register| Choice::new(register.number.to_string(), shown(register))));
    let own = |number: u64| registers.iter().position(|register| register.number == number);
    let preset = shop.cash_register_id.and_then(own).map_or(0, |place| place.saturating_add(1));
    let place = asker.choose(Question::Register, &choices, preset)?;
    let chosen = place.checked_sub(1).and_then(|place| registers.get(place));
    let number = chosen.and_then(|register| i64::try_from(register.number).ok()).map(Value::from);
    draft.set(
        "kash",
        "cash-register-id",
        number,
        "The cash register on which it sells; while that is closed it takes no order.",
    );
    match chosen {
        Some(register) => see_open(asker, &client, register),
        None => Ok(()),
    }
}

/// A closed register is told, and looked at again for as long as somebody wants.
fn see_open(asker: &mut dyn Asker, client: &Client, register: &Register) -> Result<(), Halt> {
    let mut is_open = register.is_open;
    while is_open == Some(false) {
        let ways = [Choice::new("go-on", "go on, it will be opened"), Choice::new("again", "look again")];
        let ways = if asker.is_file() { &ways[..1] } else { &ways[..] };
        if asker.choose(Question::RegisterClosed, ways, 0)? == 0 {
            return Ok(());
        }
        let listed = super::runtime()?.block_on(client.registers()).unwrap_or_default();
        is_open = listed.iter().find(|one| one.number == register.number).and_then(|one| one.is_open);
    }
    if is_open == Some(true) {
        asker.say(&format!("  The cash register {} is open.", register.number))?;
    }
    Ok(())
}

fn shown(register: &Register) -> String {
    let title = register.title.as_deref().map_or_else(String::new, |title| format!("{title}, "));
    let state = match register.is_open {
        Some(true) => "open",
        Some(false) => "closed",
        None => "not said whether open",
    };
    format!("{title}number {}, {state}", register.number)
}
