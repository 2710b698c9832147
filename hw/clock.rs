//! Whether the machine's wall clock is right. A Raspberry Pi has no clock battery: until a time service has spoken, the
//! clock says whenever the card was last written.

use std::path::Path;

/// What systemd-timesyncd leaves here once it has set the clock; gone with each boot.
const TIMESYNCD: &str = "/run/systemd/timesync/synchronized";

/// Whether a time service keeps the clock. The kernel knows (`adjtimex`, state other than `TIME_ERROR`); a sandbox in which
/// it may not be asked, because the same call sets the clock, leaves the word of systemd-timesyncd.
pub fn is_synchronised() -> bool {
    // SAFETY: an all-zero `timex` is a valid value of that plain C structure, and with `modes` = 0 the call only reads.
    #[expect(unsafe_code, reason = "no crate in use offers adjtimex with a safe signature")]
    let state = unsafe {
        let mut timex: libc::timex = std::mem::zeroed();
        libc::adjtimex(&raw mut timex)
    };
    judge(state, || Path::new(TIMESYNCD).exists())
}

/// A call that is allowed never fails.
fn judge(state: libc::c_int, timesyncd: impl FnOnce() -> bool) -> bool {
    if state < 0 { timesyncd() } else { state != libc::TIME_ERROR }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_is_believed_and_timesyncd_only_where_the_kernel_may_not_be_asked() {
        let cases = [
            (libc::TIME_OK, false, true),
            (libc::TIME_INS, false, true),
            (libc::TIME_ERROR, true, false),
            (-1, true, true),
            (-1, false, false),
        ];
        for (state, timesyncd, expected) in cases {
            assert_eq!(judge(state, || timesyncd), expected, "{state}, {timesyncd}");
        }
    }
}
