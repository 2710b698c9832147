//! peers SLIP.json FOLDER: encodes the slip with each library, writes FOLDER/NAME.bin, and prints the time of one slip.
//! peers scans: prints the times of our decoders.

mod scans;

use escpos::driver::Driver;
use escpos::printer::Printer;
use escpos::utils::{JustifyMode, PageCode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};
use papermint::{CodePage, Encoder, PaperWidth, Receipt};
use scanslip_hw::printer::block::{Align, Style};
use scanslip_hw::printer::{Block, Profile, encode};
use std::cell::RefCell;
use std::hint::black_box;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

/// What the slip says.
struct Slip {
    name: String,
    lines: Vec<String>,
    total: String,
    link: String,
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    if words[1] == "scans" {
        return scans::measure();
    }
    let slip = read(&words[1]);
    let folder = Path::new(&words[2]);
    let profile = Profile::named("generic-80mm").expect("a shipped profile");
    write("scanslip", folder, || scanslip(&slip, &profile));
    write("papermint", folder, || by_papermint(&slip));
    write("escpos", folder, || by_escpos(&slip));
}

fn read(path: &str) -> Slip {
    let text = std::fs::read_to_string(path).expect("the slip can be read");
    let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let text = |name: &str| json[name].as_str().expect("a text").to_owned();
    let lines = json["lines"].as_array().expect("lines").iter().map(|line| line.as_str().expect("a text").to_owned());
    Slip { name: text("name"), lines: lines.collect(), total: text("total"), link: text("link") }
}

/// Writes what a library makes, and how long it takes.
fn write(name: &str, folder: &Path, slip: impl Fn() -> Vec<u8>) {
    std::fs::write(folder.join(format!("{name}.bin")), slip()).expect("the folder is there");
    measure(name, slip);
}

/// The median of 51 runs of 1,000 times each.
fn measure<T>(name: &str, mut once: impl FnMut() -> T) {
    let mut runs: Vec<u128> = (0..51)
        .map(|_| {
            let begun = Instant::now();
            (0..1_000).for_each(|_| drop(black_box(once())));
            begun.elapsed().as_nanos() / 1_000
        })
        .collect();
    runs.sort_unstable();
    println!("{}", serde_json::json!({"name": name, "ns": u64::try_from(runs[25]).unwrap_or(u64::MAX)}));
}

fn scanslip(slip: &Slip, profile: &Profile) -> Vec<u8> {
    let mut blocks = vec![Block::line(Align::Center, Style::large(2, 2), &*slip.name), Block::Feed(1)];
    blocks.extend(slip.lines.iter().map(|line| Block::plain(line.clone())));
    blocks.push(Block::line(Align::Left, Style::BOLD, slip.total.clone()));
    blocks.extend([Block::Qr(slip.link.clone()), Block::Cut]);
    encode(&blocks, profile).expect("it can be printed").bytes
}

fn by_papermint(slip: &Slip) -> Vec<u8> {
    let mut receipt = Receipt::new(PaperWidth::Mm80)
        .init()
        .code_page(CodePage::Wpc1252)
        .center()
        .double_size(true)
        .text_ln(&*slip.name)
        .double_size(false)
        .left()
        .feed(1);
    for line in &slip.lines {
        receipt = receipt.text_ln(&**line);
    }
    let receipt = receipt.bold(true).text_ln(&*slip.total).bold(false).center().qr(&*slip.link).feed(3).cut_full();
    Encoder::escpos().encode(receipt.commands()).expect("it can be printed")
}

/// Keeps the bytes.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Driver for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn write(&self, data: &[u8]) -> escpos::errors::Result<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> escpos::errors::Result<usize> {
        Ok(0)
    }

    fn flush(&self) -> escpos::errors::Result<()> {
        Ok(())
    }
}

fn by_escpos(slip: &Slip) -> Vec<u8> {
    let memory = Memory::default();
    printed(&mut Printer::new(memory.clone(), Protocol::default(), None), slip).expect("it can be printed");
    memory.0.take()
}

fn printed(printer: &mut Printer<Memory>, slip: &Slip) -> escpos::errors::Result<()> {
    printer.init()?.page_code(PageCode::PC858)?.justify(JustifyMode::CENTER)?.size(2, 2)?.writeln(&slip.name)?;
    printer.size(1, 1)?.justify(JustifyMode::LEFT)?.feed()?;
    for line in &slip.lines {
        printer.writeln(line)?;
    }
    let code = QRCodeOption::new(QRCodeModel::Model2, 6, QRCodeCorrectionLevel::M);
    printer.bold(true)?.writeln(&slip.total)?.bold(false)?.justify(JustifyMode::CENTER)?;
    printer.qrcode_option(&slip.link, code)?.feeds(3)?.print_cut()?;
    Ok(())
}
