//! What is on a sheet, that nothing on it lies over anything else, and that no text of the settings is more than text.

use super::bars::code128;
use super::mark::{Mark, What};
use super::page::{PAGE, Page, pages};
use super::{Area, Offer, Sheet, blocks};
use crate::barcode::{Control, Meaning, Pass, Scan, Settings, read};
use crate::till::article::{ChoiceId, DepartmentId, Title};
use crate::till::money::Cents;
use crate::till::order::Delivery;
use crate::till::settings::{Language, Person};
use scanslip_hw::printer::{Block, Profile, encode};
use std::collections::BTreeSet;

/// White at each edge that home printers need, in dots: 5 mm.
const EDGE: u32 = 59;

fn offer(notes: &[&str]) -> Offer {
    let notes = notes.iter().filter_map(|note| Title::clean(note)).collect();
    let table = Some(999_999_999_999);
    Offer { language: Language::Fr, notes, table, pager: Some(9_999), covers: true, delivery: true }
}

fn people() -> Vec<Person> {
    let longest = "w".repeat(24);
    let person = |id: &str| Person { id: id.into(), staff_check: "0123456789".into(), age_check: "ABCDEFGHJK".into() };
    ["a", "anna-maria", &longest].map(person).into()
}

fn codes(sheet: &Sheet) -> Vec<&str> {
    sheet.groups.iter().flatten().map(|entry| entry.code.as_str()).collect()
}

/// The control after another one, from [`Control::Confirm`] on through all there are. A new one does not build here until
/// it has a place.
fn after(control: &Control) -> Option<Control> {
    let pass = || Pass { person: "anna-maria".to_owned(), check: "0123456789".to_owned() };
    let age = || Pass { check: "ABCDEFGHJK".to_owned(), ..pass() };
    Some(match control {
        Control::Confirm => Control::Cancel,
        Control::Cancel => Control::Undo,
        Control::Undo => Control::Quantity(9),
        Control::Quantity(_) => Control::PriceCheck,
        Control::PriceCheck => Control::Help,
        Control::Help => Control::Reprint,
        Control::Reprint => Control::Language(Language::Pt),
        Control::Language(_) => Control::Table(999_999_999_999),
        Control::Table(_) => Control::Pager(9_999),
        Control::Pager(_) => Control::Covers(9),
        Control::Covers(_) => Control::Delivery(Delivery::new(6).expect("a method")),
        Control::Delivery(_) => Control::Choose(ChoiceId(8)),
        Control::Choose(_) => Control::Department(DepartmentId(5), Cents::new(99)),
        Control::Department(..) => Control::Free(Cents::new(1)),
        Control::Free(_) => Control::Note(1),
        Control::Note(_) => Control::Staff(pass()),
        Control::Staff(_) => Control::Age(age()),
        Control::Age(_) => return None,
    })
}

#[test]
fn every_control_is_on_the_sheet_that_it_belongs_to_or_has_a_reason() {
    let shoppers = Sheet::of_shoppers(&offer(&["Sans couverts"]), Language::Fr);
    let staff = Sheet::of_staff(&people(), Language::Fr);
    let controls: Vec<Control> = std::iter::successors(Some(Control::Confirm), after).collect();
    assert_eq!(controls.len(), 18);
    for control in controls {
        let text = control.text();
        let (for_shoppers, for_staff) = match control {
            // They belong to an article or have an amount of their own: there is no one code of theirs.
            Control::Choose(_) | Control::Department(..) | Control::Free(_) => (false, false),
            Control::Staff(_) | Control::Age(_) => (false, true),
            _ => (true, false),
        };
        assert_eq!(codes(&shoppers).contains(&text.as_str()), for_shoppers, "{text}");
        assert_eq!(codes(&staff).contains(&text.as_str()), for_staff, "{text}");
    }
}

#[test]
fn the_kiosk_reads_every_code_of_a_sheet_and_none_is_there_twice() {
    for language in Language::ALL {
        for sheet in [Sheet::of_shoppers(&offer(&["a", "b"]), language), Sheet::of_staff(&people(), language)] {
            for code in codes(&sheet) {
                assert!(matches!(read(&Settings::default(), &Scan::split(code)), Meaning::Control(_)), "{code}");
            }
            let alone: BTreeSet<&str> = codes(&sheet).into_iter().collect();
            assert_eq!(alone.len(), codes(&sheet).len());
            assert!(sheet.groups.iter().flatten().all(|entry| !entry.caption.is_empty()));
        }
    }
}

#[test]
fn a_kiosk_without_settings_has_one_page_with_all_languages_its_own_before_the_others() {
    for language in Language::ALL {
        let sheet = Sheet::of_shoppers(&Offer { language, ..Offer::default() }, language);
        assert_eq!(codes(&sheet).len(), 6 + 8 + 7);
        assert_eq!(pages(&sheet).len(), 1, "{language:?}");
        let own = codes(&sheet).iter().position(|code| *code == Control::Language(language).text());
        assert_eq!(own, Some(6 + 8), "{language:?}: whoever chose another goes back by it");
        let small = |mark: &Mark| matches!(&mark.what, What::Text(_, letters) if letters.height() < 40);
        let smalls = pages(&sheet)[0].marks.iter().filter(|mark| small(mark)).count();
        assert_eq!(smalls, 21, "{language:?}: only codes are in small letters, and no caption");
    }
}

fn overlap(one: Area, other: Area) -> bool {
    let apart = |a: u32, width: u32, b: u32, other: u32| a + width <= b || b + other <= a;
    !apart(one.left, one.width, other.left, other.width) && !apart(one.top, one.height, other.top, other.height)
}

/// Every pair of boxes that share a dot, and every box that comes too near to an edge.
fn wrong(page: &Page) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, mark) in page.marks.iter().enumerate() {
        let Area { left, top, width, height } = mark.area;
        let inside = left >= EDGE && top >= EDGE && left + width <= PAGE.0 - EDGE && top + height <= PAGE.1 - EDGE;
        if !inside || width == 0 {
            wrong.push(format!("{mark:?} leaves the page"));
        }
        if let What::Black(areas) = &mark.what {
            let within = areas.iter().all(|area| area.left + area.width <= width && area.top + area.height <= height);
            assert!(within, "a code is within its box");
        }
        for other in page.marks.iter().skip(number + 1).filter(|other| overlap(mark.area, other.area)) {
            wrong.push(format!("{mark:?} lies over {other:?}"));
        }
    }
    wrong
}

#[test]
fn nothing_lies_over_anything_else_or_leaves_the_page() {
    let long = "Sans couverts, sans sauce ".repeat(7);
    let many: Vec<&str> = (0..20).map(|number| if number % 2 == 0 { "Oui" } else { &long }).collect();
    let wide = "W".repeat(200);
    let hostile = ["\u{202e}\u{1b}@", "🧀🧀🧀", "</text><script>", wide.as_str(), "a\u{301}", "x"];
    for language in Language::ALL {
        for notes in [&[][..], &many, &hostile] {
            for page in pages(&Sheet::of_shoppers(&offer(notes), language)) {
                assert_eq!(wrong(&page), [""; 0], "{language:?}");
            }
        }
        let crowd: Vec<Person> = people().into_iter().cycle().take(8).collect();
        for page in pages(&Sheet::of_staff(&crowd, language)) {
            assert_eq!(wrong(&page), [""; 0], "{language:?}");
        }
    }
}

#[test]
fn all_codes_are_on_the_pages_once_as_bars_and_once_as_qr() {
    let many = vec!["Oui"; 99];
    let sheet = Sheet::of_shoppers(&offer(&many), Language::De);
    let pages = pages(&sheet);
    assert!(pages.len() > 5, "{}", pages.len());
    let texts: Vec<&str> = pages
        .iter()
        .flat_map(|page| &page.marks)
        .filter_map(|mark| match &mark.what {
            What::Text(text, _) if text.starts_with("SLIP-") => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(texts, codes(&sheet));
    let drawn = pages
        .iter()
        .flat_map(|page| &page.marks)
        .filter(|mark| matches!(&mark.what, What::Black(areas) if areas.len() > 1));
    assert_eq!(drawn.count(), 2 * texts.len());
    let numbers = |page: &Page| {
        page.marks
            .iter()
            .any(|mark| matches!(&mark.what, What::Text(text, _) if text.ends_with(&format!("/{}", pages.len()))))
    };
    assert!(pages.iter().all(numbers), "each page says of how many it is one");
}

/// The widths of bars and gaps in the SVG file are those of the standard, 0.33 mm or more a module.
#[test]
fn the_bars_of_the_svg_file_are_those_of_the_code() {
    let sheet = Sheet::of_shoppers(&Offer::default(), Language::Fr);
    let svg = pages(&sheet)[0].svg();
    let high = "v112h-";
    let paths: Vec<&str> = svg.lines().filter(|line| line.contains(high)).collect();
    assert_eq!(paths.len(), codes(&sheet).len());
    for (path, code) in paths.iter().zip(codes(&sheet)) {
        let mut modules = Vec::new();
        let mut at = None;
        for bar in path.split('M').skip(1) {
            let (x, rest) = bar.split_once(' ').expect("a place");
            let x: usize = x.parse().expect("a number");
            let width: usize = rest.split(['h', 'v']).nth(1).expect("a width").parse().expect("a number");
            let gap = x - *at.get_or_insert(x);
            modules.extend(std::iter::repeat_n(0, gap / 4).chain(std::iter::repeat_n(1, width / 4)));
            assert_eq!((gap % 4, width % 4), (0, 0), "{code}");
            at = Some(x + width);
        }
        assert_eq!(Some(modules), code128(code), "{code}");
    }
    // 2,480 units are 210 mm.
    assert!(svg.contains("width=\"210mm\"") && 4 * 210 * 100 / PAGE.0 >= 33);
}

#[test]
fn texts_of_the_settings_are_only_text_in_the_svg_file() {
    let notes = ["</text><script>alert('1')</script>", "a & b \"c\" &#0; ]]>", "\u{1b}\u{0}\u{fffe}\u{202e}x", "ÂŒ €"];
    let svg: String = pages(&Sheet::of_shoppers(&offer(&notes), Language::It)).iter().map(Page::svg).collect();
    assert!(svg.contains("&lt;script&gt;alert('1')") && svg.contains("a &amp; b &quot;c&quot; &amp;#0; ]]&gt;"));
    assert!(svg.contains(">ÂŒ €</text>"), "text is text");
    assert!(!svg.contains("<script") && !svg.contains("href") && !svg.contains("\u{202e}"));
    assert!(svg.chars().all(|c| c == '\n' || (!c.is_control() && c != '\u{fffe}')));
    let opened = svg.matches('<').count() - svg.matches("</").count();
    let closed = svg.matches("/>").count() + svg.matches("</").count();
    assert_eq!(opened, closed, "every element ends");
}

#[test]
fn the_roll_has_bars_where_they_can_be_read_and_a_qr_code_elsewhere() {
    let sheet = Sheet::of_shoppers(&offer(&["Sans couverts \u{1b}@\u{10}\u{4}\u{1}"]), Language::Fr);
    for (name, has_pictures) in [("generic-80mm", true), ("generic-58mm", true), ("generic-80mm", false)] {
        let profile = Profile { pictures: has_pictures, ..Profile::named(name).expect("it is shipped") };
        let blocks = blocks(&sheet, &profile);
        let qr: Vec<&str> = blocks
            .iter()
            .filter_map(|block| if let Block::Qr(code) = block { Some(code.as_str()) } else { None })
            .collect();
        let bars = blocks.iter().filter(|block| matches!(block, Block::Picture(picture) if picture.height() == 96));
        let wanted = match (name, has_pictures) {
            (_, false) => codes(&sheet),
            ("generic-58mm", _) => codes(&sheet).into_iter().filter(|code| code.len() > 12).collect(),
            // 23 characters are 308 modules: even at two dots each more than the paper has.
            _ => vec!["SLIP-TABLE-999999999999"],
        };
        assert_eq!(qr, wanted, "{name}");
        assert_eq!(bars.count() + qr.len(), codes(&sheet).len(), "{name}");
        let bytes = encode(&blocks, &profile).expect("it can be encoded").bytes;
        assert!(!bytes.windows(3).any(|three| three == [0x10, 0x04, 0x01]), "{name}: a note asks the printer nothing");
    }
}
