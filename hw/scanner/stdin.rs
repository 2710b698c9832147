//! Lines as scans: codes typed in a terminal, or a scanner in keyboard mode on the console of a developer.

use super::framing::Framing;
use super::{Report, Suffix, emit_all};
use crate::Listening;
use std::io::BufRead;

/// Reports each line of `input`, and the end, from which nothing leads back; `wait` comes back when there is something to read.
pub(super) fn run(mut input: impl BufRead, wait: impl Fn(), emit: &mut impl FnMut(Report) -> Listening) -> Listening {
    emit(Report::Found { name: "standard input".to_owned() })?;
    let mut framing = Framing::new(Suffix::Newline, 0);
    let mut scans = Vec::new();
    let end = loop {
        wait();
        let length = match input.fill_buf() {
            Ok([]) => break "is at its end",
            Ok(bytes) => {
                // A person may take a minute over a line: only its end ends it.
                framing.take(0, bytes, &mut scans);
                bytes.len()
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => break "cannot be read any more",
        };
        input.consume(length);
        emit_all(emit, scans.drain(..))?;
    };
    framing.finish(&mut scans);
    emit_all(emit, scans)?;
    let why = format!(
        "Standard input {end}, and no code comes from it any more; start this again with one that stays open, or name another \
         scanner in the settings."
    );
    emit(Report::Lost { why })?;
    emit(Report::Ended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;
    use std::ops::ControlFlow;

    #[test]
    fn each_line_is_a_scan_and_the_end_is_told() {
        for capacity in 1..20 {
            let input = BufReader::with_capacity(capacity, &b"4006381333931\r\n\n]C10104\nlast"[..]);
            let mut reports = Vec::new();
            let _ = run(input, || (), &mut |report| {
                reports.push(report);
                ControlFlow::Continue(())
            });
            let scanned =
                |text: &str, aim: Option<&str>| Report::Scanned { text: text.to_owned(), aim: aim.map(str::to_owned) };
            let lost = reports.remove(reports.len() - 2);
            assert!(
                matches!(&lost, Report::Lost { why } if why.starts_with("Standard input is at its end,")),
                "{lost:?}"
            );
            let expected = [
                Report::Found { name: "standard input".to_owned() },
                scanned("4006381333931", None),
                scanned("0104", Some("]C1")),
                scanned("last", None),
                Report::Ended,
            ];
            assert_eq!(reports, expected);
        }
    }

    #[test]
    fn a_listener_that_leaves_ends_it() {
        let mut count = 0;
        let left = run(&b"1\n2\n3\n"[..], || (), &mut |_| {
            count += 1;
            if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((left, count), (ControlFlow::Break(()), 2));
    }
}
