//! What was said of the order as a whole: table, pager, place settings, how the goods leave, comments. Each only where
//! it was said; above the lines, where whoever prepares the order looks first.

use super::sheet::Sheet;
use super::wrap::wrap;
use crate::till::order::Service;
use crate::words;
use scanslip_hw::printer::block::{Align, Block, Style};

impl Sheet<'_> {
    /// The block, with a free line below it; nothing where nothing was said.
    pub(super) fn service(&mut self) {
        let (service, words) = (&self.slip.service, self.words);
        if let Some(delivery) = service.delivery {
            self.center(Style::TALL, words::delivery(delivery, self.slip.language));
        }
        let numbers = [
            (words.table, service.table),
            (words.pager, service.pager.map(u64::from)),
            (words.covers, service.covers.map(u64::from)),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                self.sides(Style::BOLD, name, &number.to_string());
            }
        }
        for note in &service.notes {
            let note = words::pair(words.note, note.as_str(), self.slip.language);
            for line in wrap(&note, self.columns, &self.pages) {
                self.push(Block::line(Align::Left, Style::default(), line));
            }
        }
        if *service != Service::default() {
            self.feed();
        }
    }
}
