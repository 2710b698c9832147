//! A till on a stage: virtual time, a catalogue of a few articles, a journal in memory, and every effect noted down.

use jiff::tz::TimeZone;
use scanslip::barcode::{CardPattern, Gtin, Key as CodeKey, Scan};
use scanslip::runtime::clock::day_of;
use scanslip::till::article::{Article, ArticleId, Choice, ChoiceId, CustomerId, DepartmentId, Title, Unit, Variation};
use scanslip::till::effect::Query;
use scanslip::till::entry::Entry;
use scanslip::till::event::{Found, LookUpId};
use scanslip::till::money::{Cents, VatRate};
use scanslip::till::order::OrderId;
use scanslip::till::settings::Person;
use scanslip::till::{Effect, Event, Moment, Now, Settings, Till, Wall};
use std::sync::Arc;

/// The wall time at moment 0 of every story: 2026-11-23 12:00 UTC.
const NOON: i64 = 1_795_435_200;

/// The stage.
#[derive(Clone)]
pub(crate) struct Stage {
    pub(crate) till: Till,
    pub(crate) settings: Settings,
    pub(crate) moment: Moment,
    /// The wall time at moment 0.
    pub(crate) began: Wall,
    pub(crate) clock_is_right: bool,
    pub(crate) catalogue_answers: bool,
    /// What is on disk, and when it was written.
    pub(crate) journal: Vec<(Entry, Moment)>,
    /// What the catalogue was asked while it was silent.
    unanswered: Vec<(LookUpId, Query)>,
    /// The disk refuses to write.
    pub(crate) disk_is_full: bool,
}

impl Stage {
    /// The till as it is switched on for the first time.
    pub(crate) fn set(settings: Settings) -> Self {
        let till = Till::restore(settings.clone(), Now::default(), 0, []);
        Self {
            till,
            settings,
            moment: Moment(0),
            began: Wall(NOON),
            clock_is_right: true,
            catalogue_answers: true,
            journal: Vec::new(),
            unanswered: Vec::new(),
            disk_is_full: false,
        }
    }

    /// The settings of the stories.
    pub(crate) fn settings() -> Settings {
        let mut settings = Settings::default();
        settings.barcode.cards = CardPattern::new("CUST-*").into_iter().collect();
        settings.notes = ["Sans couverts", "Sans oignons"].map(title).into();
        settings.departments = vec![(DepartmentId(5), title("Fruits"))];
        settings.staff =
            vec![Person { id: "anna".into(), staff_check: "7K3M9QX2VB".into(), age_check: "5HZ8W0N4TC".into() }];
        settings
    }

    pub(crate) fn now(&self) -> Now {
        let wall = self.clock_is_right.then_some(Wall(self.began.0 + self.moment.0 / 1_000));
        let today = wall.and_then(|wall| day_of(wall, &TimeZone::UTC));
        Now { moment: self.moment, wall, today }
    }

    /// An order id that nobody has used, and that is the same in every run.
    pub(crate) fn fresh(&self) -> OrderId {
        let confirmed = self.journal.iter().filter(|(entry, _)| matches!(entry, Entry::Confirmed(_))).count();
        OrderId::parse(&format!("{:026}", confirmed + 1)).expect("26 digits are an order id")
    }

    /// One scan, with or without an AIM identifier before it.
    pub(crate) fn scan(&mut self, code: &str) -> Vec<Effect> {
        self.scan_by(None, code)
    }

    /// The same by a scanner, by its place in the settings; without one it was typed.
    pub(crate) fn scan_by(&mut self, scanner: Option<usize>, code: &str) -> Vec<Effect> {
        let fresh = self.fresh();
        self.tell(Event::Scanned { scanner, scan: Scan::split(code), fresh })
    }

    /// One turn as the shell makes it, look-ups answered at once.
    pub(crate) fn tell(&mut self, event: Event) -> Vec<Effect> {
        let before = self.till.clone();
        let mut effects = self.till.handle(self.now(), event);
        check_order(&effects);
        let records: Vec<_> = effects.iter().filter_map(record).collect();
        if self.disk_is_full && !records.is_empty() {
            self.till = before;
            let effects = self.till.handle(self.now(), Event::NotRecorded);
            assert!(
                !effects
                    .iter()
                    .any(|effect| matches!(effect, Effect::Record(_) | Effect::Send { .. } | Effect::Print(_)))
            );
            return effects;
        }
        self.journal.extend(records.into_iter().map(|entry| (entry, self.moment)));
        self.unanswered.extend(effects.iter().filter_map(look_up));
        if self.catalogue_answers {
            effects.extend(self.answer_look_ups());
        }
        effects
    }

    /// The catalogue says what it was asked; if the disk is full it says it again later, as the shell has it.
    pub(crate) fn answer_look_ups(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (look_up, query) in std::mem::take(&mut self.unanswered) {
            let told = self.tell(Event::LookedUp { look_up, found: find(&query) });
            if self.disk_is_full && !self.till.is_listening() {
                self.unanswered = vec![(look_up, query)];
            }
            effects.extend(told);
        }
        effects
    }

    /// Lets time pass, waking the till whenever it wants to be woken.
    pub(crate) fn pass(&mut self, ms: i64) -> Vec<Effect> {
        let end = self.moment.after_ms(ms);
        let mut effects = Vec::new();
        let mut turns = 0;
        while let Some(deadline) = self.till.deadline().filter(|deadline| *deadline <= end) {
            self.moment = self.moment.max(deadline);
            effects.extend(self.tell(Event::Tick));
            turns += 1;
            assert!(turns < 100_000, "the till wants to be woken for ever at {deadline:?}");
            if self.disk_is_full && deadline <= self.moment {
                self.moment = end.min(self.moment.after_ms(1_000));
                if self.moment == end {
                    break;
                }
            }
        }
        self.moment = end;
        effects
    }

    /// The process ends and begins anew: only the journal is left, and the ages of what is in it.
    pub(crate) fn restart(&mut self) {
        self.wake_with(Some);
    }

    /// The machine starts without a clock: nobody can say how old what is in the journal is.
    pub(crate) fn reboot(&mut self) {
        self.wake_with(|_| None);
    }

    fn wake_with(&mut self, age: impl Fn(Moment) -> Option<Moment>) {
        let last_number = self.journal.iter().fold(0, |last, (entry, _)| match entry {
            Entry::Confirmed(order) => last.max(order.number),
            _ => last,
        });
        let remembered = self.journal.iter().map(|(entry, at)| (entry, age(*at)));
        self.unanswered.clear();
        self.till = Till::restore(self.settings.clone(), self.now(), last_number, remembered);
    }
}

/// Record comes before act, and nothing is shown twice.
fn check_order(effects: &[Effect]) {
    for (place, effect) in effects.iter().enumerate() {
        let before = &effects[..place];
        let recorded = |test: &dyn Fn(&Entry) -> bool| {
            before.iter().any(|effect| matches!(effect, Effect::Record(entry) if test(entry)))
        };
        match effect {
            Effect::Send { order, .. } => assert!(
                recorded(&|entry| matches!(entry, Entry::Sending { order: sent, .. } if *sent == order.id)),
                "an order is sent only after its sending was recorded"
            ),
            Effect::Print(slip) => assert!(
                recorded(&|entry| matches!(entry, Entry::Printing { slip: begun } if *begun == slip.id)),
                "a slip is printed only after its printing was recorded"
            ),
            _ => {}
        }
    }
    assert!(effects.iter().filter(|effect| matches!(effect, Effect::Show(_))).count() <= 1, "one screen a turn");
}

fn record(effect: &Effect) -> Option<Entry> {
    if let Effect::Record(entry) = effect { Some(entry.clone()) } else { None }
}

fn look_up(effect: &Effect) -> Option<(LookUpId, Query)> {
    if let Effect::LookUp { look_up, query } = effect { Some((*look_up, query.clone())) } else { None }
}

fn title(text: &str) -> Title {
    Title::clean(text).expect("a title")
}

/// Size, which must be chosen, and sugar, which may be.
fn coffee(article: Article) -> Article {
    let choice = |id, name, cents| Choice {
        id: ChoiceId(id),
        title: title(name),
        delta: Cents::new(cents),
        available: true,
        ends: false,
    };
    let large = Choice { available: false, ..choice(33, "Grand", 100) };
    let sizes = vec![choice(31, "Petit", 0), choice(32, "Moyen", 50), large];
    Article {
        variations: vec![
            Variation { title: Some(title("Taille")), required: true, choices: sizes },
            Variation { title: Some(title("Sucre")), required: false, choices: vec![choice(41, "Avec sucre", 0)] },
        ],
        ..article
    }
}

/// The catalogue of the stories.
pub(crate) fn find(query: &Query) -> Found {
    let article = |id, title: &str, cents, vat| Article {
        vat: VatRate::basis_points(vat),
        ..Article::piece(ArticleId(id), Title::clean(title).expect("a title"), Cents::new(cents))
    };
    let gtin = |code: &str| Gtin::parse(code).expect("a GTIN of the stories");
    let key = match query {
        Query::Article(key) => key,
        Query::Customer(card) if card.0 == "CUST-0001" => return Found::Customer(CustomerId(7)),
        Query::Customer(_) => return Found::Nothing,
        Query::InStore(keys) => {
            let mut known = keys.iter().map(|key| find(&Query::Article(key.clone())));
            return known.find(|found| *found != Found::Nothing).unwrap_or(Found::Nothing);
        }
    };
    let found = match key {
        CodeKey::Gtin(code) if *code == gtin("3017620422003") => article(101, "Nutella 400 g", 450, 550),
        CodeKey::Gtin(code) if *code == gtin("5449000000996") => article(102, "Coca-Cola 33 cl", 120, 550),
        CodeKey::Gtin(code) if *code == gtin("99506000134355") => {
            Article { unit: Unit::Kilogram, ..article(110, "Brie de Meaux", 2_000, 550) }
        }
        CodeKey::Text(text) if text == "BAG" => article(103, "Sac en papier", 20, 2_000),
        CodeKey::Text(text) if text == "BEER" => {
            Article { min_age: 18, ..article(104, "Bière blonde 33 cl", 250, 2_000) }
        }
        CodeKey::Text(text) if text == "CIDER" => {
            let bottle = Arc::new(article(111, "Consigne bouteille", 50, 2_000));
            Article { min_age: 16, linked: vec![bottle], ..article(112, "Cidre brut 75 cl", 400, 2_000) }
        }
        CodeKey::Text(text) if text == "WATER" => {
            let [bottle, crate_of_six] = [("Consigne bouteille", 25), ("Consigne casier", 310)]
                .map(|(name, cents)| article(111, name, cents, 2_000));
            let linked = vec![Arc::new(bottle), Arc::new(Article { id: ArticleId(113), ..crate_of_six })];
            Article { linked, ..article(114, "Eau gazeuse", 500, 550) }
        }
        CodeKey::Text(text) if text == "54321" => {
            let bag = Arc::new(article(103, "Sac en papier", 20, 2_000));
            Article { unit: Unit::Kilogram, linked: vec![bag], ..article(115, "Olives", 1_800, 550) }
        }
        CodeKey::Text(text) if text == "56789" => {
            let bottle = Arc::new(Article { min_age: 18, ..article(111, "Consigne bouteille", 50, 2_000) });
            Article { unit: Unit::Kilogram, linked: vec![bottle], ..article(116, "Vin en vrac", 600, 2_000) }
        }
        CodeKey::Text(text) if text == "APPLES" => Article { unit: Unit::Kilogram, ..article(105, "Pommes", 299, 550) },
        CodeKey::Text(text) if text == "GONE" => Article { active: false, ..article(106, "Glace", 300, 550) },
        CodeKey::Text(text) if text == "COFFEE" => coffee(article(108, "Café", 150, 1_000)),
        CodeKey::Text(text) if text == "12345" => {
            Article { unit: Unit::Kilogram, ..article(109, "Comté AOP", 2_490, 550) }
        }
        CodeKey::Text(text) if text == "GOLD" => article(107, "Lingot", 99_999_999, 2_000),
        CodeKey::Text(text) => match text.strip_prefix("THING-").and_then(|number| number.parse::<u64>().ok()) {
            Some(number) => article(1_000 + number, text, 100, 2_000),
            None => return Found::Nothing,
        },
        CodeKey::Gtin(_) => return Found::Nothing,
    };
    Found::Article(Arc::new(found))
}
