//! The bytes of a file to import: format and byte order mark found out, lines counted, nothing read without a limit.

use crate::catalogue::Error;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

/// The largest file in bytes: twice two million long rows.
const FILE_MAX: u64 = 1 << 30;

/// How far a row may reach, in bytes. More means a quotation mark or brace that is never closed, and must not become a
/// gigabyte in memory.
const ROW_MAX: u64 = 1 << 20;

/// How much of the file must show its first line.
const HEAD_MAX: u64 = 64 * 1024;

/// UTF-8's byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Begins with a bracket or brace.
    Json,
    /// Anything else.
    Csv {
        /// Comma or semicolon, whichever is more frequent in the first line.
        separator: u8,
    },
}

/// A file from its first byte after the byte order mark.
pub(super) struct Source<R> {
    pub(super) format: Format,
    pub(super) gauge: Rc<Gauge>,
    file: io::Chain<Cursor<Vec<u8>>, io::Take<BufReader<R>>>,
    after_return: bool,
}

/// What is known of the reading by those who do not hold the reader.
#[derive(Debug)]
pub(super) struct Gauge {
    line: Cell<u64>,
    row_left: Cell<u64>,
    file_left: Cell<u64>,
}

impl Gauge {
    /// The line that the next byte belongs to, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line.get()
    }

    /// A row is done; the next one may again be as long as any.
    pub(super) fn next_row(&self) {
        self.row_left.set(ROW_MAX);
    }
}

impl<R: Read> Source<R> {
    /// Looks at the first line that is not blank.
    pub(super) fn open(file: R) -> Result<Self, Error> {
        // One byte more than allowed, so that the limit is seen to be passed.
        let mut file = BufReader::with_capacity(64 * 1024, file).take(FILE_MAX + 1);
        let mut head = Vec::new();
        while content(&head).is_empty() {
            let room = HEAD_MAX.saturating_sub(head.len() as u64);
            let read = file.by_ref().take(room).read_until(b'\n', &mut head).map_err(|error| unreadable(&error))?;
            if read == 0 {
                break;
            }
        }
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
            return Err(Error::Source("the file is UTF-16; save it as UTF-8".to_owned()));
        }
        let format = match content(&head).first() {
            None => return Err(Error::Source("the file is empty".to_owned())),
            Some(b'[' | b'{') => Format::Json,
            Some(_) => Format::Csv { separator: separator(&head) },
        };
        if head.starts_with(MARK) {
            head.drain(..MARK.len());
        }
        let gauge = Gauge { line: Cell::new(1), row_left: Cell::new(ROW_MAX), file_left: Cell::new(FILE_MAX) };
        Ok(Self { format, gauge: Rc::new(gauge), file: Cursor::new(head).chain(file), after_return: false })
    }
}

/// What is left of the first line without byte order mark and white space.
fn content(head: &[u8]) -> &[u8] {
    head.strip_prefix(MARK).unwrap_or(head).trim_ascii()
}

/// Semicolon if the first line has more of them than commas, quoted or not.
fn separator(head: &[u8]) -> u8 {
    let head = String::from_utf8_lossy(head);
    if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' }
}

/// The file as a whole could not be read.
pub(super) fn unreadable(error: &io::Error) -> Error {
    Error::Source(format!("the file could not be read: {error}"))
}

impl<R: Read> Source<R> {
    /// Reads what the limits allow.
    fn read_bounded(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let gauge = &self.gauge;
        if gauge.row_left.get() == 0 {
            let why = "a row longer than 1 MB; a quotation mark or brace is probably not closed";
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let room = buffer.len().min(usize::try_from(gauge.row_left.get()).unwrap_or(usize::MAX));
        let read = self.file.read(buffer.get_mut(..room).unwrap_or_default())?;
        let taken = read as u64;
        if taken > gauge.file_left.get() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a file larger than 1 GB"));
        }
        gauge.file_left.set(gauge.file_left.get() - taken);
        gauge.row_left.set(gauge.row_left.get() - taken);
        Ok(read)
    }
}

/// Gives the file with every line ended by a line feed alone, however it was saved, so that lines can be counted.
impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.read_bounded(buffer)?;
            let (mut kept, mut lines) = (0, 0);
            for place in 0..read {
                let Some(byte) = buffer.get(place).copied() else { break };
                let second_half = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if second_half {
                    continue;
                }
                let plain = if byte == b'\r' { b'\n' } else { byte };
                lines += u64::from(plain == b'\n');
                if let Some(slot) = buffer.get_mut(kept) {
                    *slot = plain;
                }
                kept += 1;
            }
            self.gauge.line.set(self.gauge.line.get() + lines);
            // Nothing kept of something read is not the end.
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_the_format() {
        let cases: [(&[u8], Format); 6] = [
            (b"id,barcode\n1;2;3;4", Format::Csv { separator: b',' }),
            (b"id;barcode;price\n", Format::Csv { separator: b';' }),
            (b"\xef\xbb\xbfid;barcode\r\n", Format::Csv { separator: b';' }),
            (b"\n\r\n  [{}]", Format::Json),
            (b"\xef\xbb\xbf\n{}", Format::Json),
            (b"id", Format::Csv { separator: b',' }),
        ];
        for (bytes, format) in cases {
            assert_eq!(Source::open(bytes).expect("a source").format, format, "{bytes:?}");
        }
        for empty in [b"".as_slice(), b"\n \n", b"\xef\xbb\xbf", b"\xff\xfei\0d\0"] {
            assert!(Source::open(empty).is_err(), "{empty:?}");
        }
        assert!(Source::open(io::repeat(b'\n')).is_err(), "blank lines for ever");
    }

    #[test]
    fn each_line_end_is_one_line_feed_however_the_file_is_cut() {
        for size in 1..8 {
            let mut source = Source::open(b"a\r\nb\rc\nd\r\r\n\n".as_slice()).expect("a source");
            let (mut text, mut buffer) = (Vec::new(), vec![0; size]);
            while let Ok(read @ 1..) = source.read(&mut buffer) {
                text.extend_from_slice(&buffer[..read]);
            }
            assert_eq!((text.as_slice(), source.gauge.line()), (b"a\nb\nc\nd\n\n\n".as_slice(), 7), "{size} at a time");
        }
    }

    #[test]
    fn a_row_without_end_is_an_error_and_a_row_that_ends_is_not() {
        let mut endless = Source::open(io::repeat(b'x')).expect("a source");
        assert!(io::copy(&mut endless, &mut io::sink()).is_err());
        let mut source = Source::open(io::repeat(b'x')).expect("a source");
        let mut buffer = [0; 4096];
        for _ in 0..1000 {
            source.gauge.next_row();
            source.read_exact(&mut buffer).expect("rows that end");
        }
    }
}
