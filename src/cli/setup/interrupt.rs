//! Ctrl-C while `scanslip setup` asks: the terminal is left as it was found, and what is being written is written first.

use crate::cli::Failure;
use crate::cli::paste::Paste;
use scanslip_hw::terminal::Terminal;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};
use tokio::signal::unix::{SignalKind, signal};

/// Ends the process at Ctrl-C, or by SIGTERM; not while [`Interrupt::held`] is.
pub(super) struct Interrupt {
    writing: Arc<Mutex<()>>,
}

impl Interrupt {
    /// From here on.
    #[expect(clippy::disallowed_methods, reason = "a question blocks the only other thread")]
    pub(super) fn heed(paste: &Paste) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::Failed(format!("Ctrl-C cannot be heeded: {error}."));
        let before = Terminal::of_standard_input();
        let writing = Arc::new(Mutex::new(()));
        let held = writing.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let (mut stop, mut end) = {
            let _inside = runtime.enter();
            (signal(SignalKind::interrupt()).map_err(failed)?, signal(SignalKind::terminate()).map_err(failed)?)
        };
        let told = paste.text("The setup was stopped; nothing is half written. Start it again: scanslip setup.");
        let heed = move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stop.recv() => {}
                    _ = end.recv() => {}
                }
            });
            let _written = held.lock().unwrap_or_else(PoisonError::into_inner);
            before.restore();
            let _ = writeln!(io::stderr(), "\nscanslip: {told}");
            leave()
        };
        Builder::new().name("interrupt".to_owned()).spawn(heed).map_err(failed)?;
        Ok(Self { writing })
    }

    /// Holds Ctrl-C off until it is dropped.
    pub(super) fn held(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end of the process, which is near where Ctrl-C was told as an error.
    pub(super) fn wait() -> ! {
        loop {
            thread::park();
        }
    }
}

/// A read of the terminal that waits for a line cannot be broken off from here.
#[expect(clippy::disallowed_methods, reason = "main waits in a read of the terminal and cannot return")]
fn leave() -> ! {
    std::process::exit(1)
}
