//! What `scanslip setup` asks: the name of each question in an answers file, and its words on a terminal.

/// One question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Language,
    Kiosk,
    StateDir,
    Scanner,
    ScannerPath,
    ScannerBaud,
    Printer,
    PrinterPath,
    PrinterAddress,
    PrinterBaud,
    Profile,
    TestSlip,
    SlipIs,
    Url,
    Login,
    Email,
    Account,
    Code,
    ShopId,
    Key,
    Register,
    RegisterClosed,
    Catalogue,
    SyncEveryH,
    Header,
    Write,
    Service,
}

/// Name, words, and what an answers file may answer, where that is no list on the screen.
const QUESTIONS: [(Question, &str, &str, &str); 27] = [
    (Question::Language, "language", "Language that a shopper meets", ""),
    (Question::Kiosk, "kiosk", "Name of this kiosk; two kiosks of one shop need two", "1 to 24 of a-z, 0-9 and -"),
    (Question::StateDir, "state-dir", "Folder of its orders and articles", "an absolute path"),
    (Question::Scanner, "scanner", "Scanner", "or the path of one that is plugged in"),
    (Question::ScannerPath, "scanner-path", "Path of the serial scanner", "/dev/serial/by-id/... or /dev/ttyACM0"),
    (Question::ScannerBaud, "scanner-baud", "Its speed in bits a second", "300 to 921600"),
    (Question::Printer, "printer", "Printer", "or the path of one that is plugged in"),
    (Question::PrinterPath, "printer-path", "Its path", "an absolute path"),
    (Question::PrinterAddress, "printer-address", "Its address", "host and port, 192.0.2.7:9100"),
    (Question::PrinterBaud, "printer-baud", "Its speed in bits a second", "300 to 921600"),
    (Question::Profile, "profile", "What printer it is", ""),
    (Question::TestSlip, "test-slip", "Print a test slip now", ""),
    (Question::SlipIs, "slip-is", "The ruler fills one line, the letters are right, a phone reads both codes", ""),
    (Question::Url, "url", "Address of the shop's Kash", "https:// and a host"),
    (Question::Login, "login", "The shop and its key", ""),
    (Question::Email, "email", "Your e-mail address at Kash", ""),
    (Question::Account, "account", "Which of your shops", "its number"),
    (Question::Code, "code", "The code that was sent to you", "one from an earlier run; without it one is sent"),
    (Question::ShopId, "shop-id", "Number of the shop (Configuration > Webservices in Kash)", ""),
    (Question::Key, "key", "Key of the shop, which is not shown", ""),
    (Question::Register, "register", "Cash register on which the kiosk sells", "or its number"),
    (
        Question::RegisterClosed,
        "register-closed",
        "It is closed, and the shop takes no order until it is opened in Kash",
        "",
    ),
    (Question::Catalogue, "catalogue", "Articles and customer cards", ""),
    (Question::SyncEveryH, "sync-every-h", "Hours between two looks at them, 0 for none", "0 to 168"),
    (
        Question::Header,
        "header",
        "Heading of each slip: the shop's name and address, | between two lines, none for none",
        "",
    ),
    (Question::Write, "write", "That is all", ""),
    (Question::Service, "service", "The kiosk", ""),
];

impl Question {
    /// Its name in an answers file.
    pub(super) fn name(self) -> &'static str {
        self.row().1
    }

    /// Its words, without a question mark.
    pub(super) fn words(self) -> &'static str {
        self.row().2
    }

    /// What may be answered, in words; empty if that is a list, or anything.
    pub(super) fn form(self) -> &'static str {
        self.row().3
    }

    /// Every name.
    pub(super) fn names() -> Vec<&'static str> {
        QUESTIONS.iter().map(|(_, name, ..)| *name).collect()
    }

    /// Whether its answer is never shown.
    pub(super) const fn is_secret(self) -> bool {
        matches!(self, Self::Key | Self::Code)
    }

    /// Whether it asks how things are just now: what was answered before is no answer.
    pub(super) const fn is_of_the_moment(self) -> bool {
        matches!(self, Self::SlipIs | Self::RegisterClosed | Self::Code)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        QUESTIONS.iter().find(|(question, ..)| *question == self).unwrap_or(&QUESTIONS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_a_name_of_its_own() {
        for (place, (question, name, ..)) in QUESTIONS.iter().enumerate() {
            assert_eq!(*question as usize, place, "{name} stands where its question does");
            assert_eq!(QUESTIONS.iter().filter(|(_, other, ..)| other == name).count(), 1, "{name}");
            assert_eq!(question.name(), *name);
        }
    }
}
