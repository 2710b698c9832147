//! Keeping the console from hearing what a scanner in keyboard mode types.
//!
//! Best is the kernel's `inhibited`, which a udev rule sets as soon as the scanner is there: it holds before this program
//! runs and while it is restarted, and hidraw hears all the same. Where it is not set, the key devices are grabbed for as
//! long as the scanner is served.

use crate::devices::hidraw::{Input, Node};
use crate::grab;
use rustix::io::Errno;
use std::os::fd::OwnedFd;
use std::path::Path;

/// How the console is kept from hearing a scanner, for as long as this lives.
#[derive(Debug)]
pub(super) enum Silence {
    /// By the kernel.
    Inhibited,
    /// By us.
    Grabbed { _nodes: Vec<OwnedFd> },
    /// It is not. One sentence.
    Broken(String),
}

impl Silence {
    /// Keeps the console from hearing this scanner, if it can.
    pub(super) fn of(node: &Node) -> Self {
        Self::by(node, &grab::open)
    }

    fn by(node: &Node, grab: &dyn Fn(&Path) -> Result<OwnedFd, Errno>) -> Self {
        let audible: Vec<&Input> = node.inputs.iter().filter(|input| !input.is_inhibited).collect();
        if audible.is_empty() {
            return Self::Inhibited;
        }
        let nodes = audible.into_iter().filter_map(|input| input.event.as_deref());
        let nodes: Result<Vec<OwnedFd>, String> = nodes
            .map(|path| grab(path).map_err(|error| format!("{} cannot be grabbed ({error})", path.display())))
            .collect();
        match nodes {
            Ok(nodes) => Self::Grabbed { _nodes: nodes },
            Err(why) => Self::Broken(format!(
                "The console hears what {} scans, because {why}; install the udev line that `scanslip devices` prints.",
                node.identity.distinct()
            )),
        }
    }

    /// Says in the log which of them holds.
    pub(super) fn log(&self, node: &Node) {
        let scanner = node.identity.distinct();
        match self {
            Self::Inhibited => tracing::info!(scanner, "the console hears nothing of it: the kernel hands nothing on"),
            Self::Grabbed { .. } => tracing::warn!(
                scanner,
                "the console hears nothing of it while this program runs: its keys are grabbed; the udev line that \
                 `scanslip devices` prints keeps it silent always"
            ),
            Self::Broken(why) => tracing::warn!("{why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::bench::Bench;
    use crate::devices::hidraw;
    use crate::scanner::samples::KEYBOARD_WITH_ID;
    use std::cell::RefCell;
    use std::fs::File;

    /// How a scanner with these key devices is kept silent, and which nodes were grabbed for it.
    fn kept(inputs: &[Option<&str>], may_grab: bool) -> (Silence, Vec<String>) {
        let bench = Bench::new();
        bench.hidraw(0, "1-1.1", (0x05e0, 0x1200), "Wedge", "S1", KEYBOARD_WITH_ID);
        for (inhibited, number) in inputs.iter().zip(3..) {
            bench.input_of(0, number, *inhibited);
        }
        let grabbed = RefCell::new(Vec::new());
        let grab = |path: &Path| {
            grabbed.borrow_mut().push(path.file_name().expect("a name").to_string_lossy().into_owned());
            if may_grab { Ok(File::open(path).expect("a node").into()) } else { Err(Errno::ACCESS) }
        };
        let silence = Silence::by(&hidraw::nodes(&bench.roots)[0], &grab);
        (silence, grabbed.into_inner())
    }

    #[test]
    fn what_the_kernel_hands_on_is_grabbed_and_the_rest_is_left_alone() {
        let cases: [(&[Option<&str>], &[&str]); 4] = [
            (&[Some("1"), Some("1")], &[]),
            (&[], &[]),
            (&[Some("0")], &["event3"]),
            (&[Some("1"), None, Some("0")], &["event4", "event5"]),
        ];
        for (inputs, expected) in cases {
            let (silence, grabbed) = kept(inputs, true);
            assert_eq!(grabbed, expected, "{inputs:?}");
            assert_eq!(matches!(silence, Silence::Inhibited), expected.is_empty(), "{inputs:?}");
            assert_eq!(matches!(silence, Silence::Grabbed { .. }), !expected.is_empty(), "{inputs:?}");
        }
    }

    #[test]
    fn what_cannot_be_grabbed_is_told_with_what_to_do() {
        let (silence, _) = kept(&[Some("0")], false);
        let Silence::Broken(why) = silence else { panic!("{silence:?}") };
        assert!(why.contains("Wedge, serial S1") && why.contains("event3") && why.contains("udev line"), "{why}");
    }
}
