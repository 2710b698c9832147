//! Whether the machine's wall clock is right. A Raspberry Pi has no clock battery: until a time service has spoken, the
//! clock says whenever the card was last written.

/// Asks the kernel whether a time service keeps the clock (`adjtimex`, state other than `TIME_ERROR`).
pub fn is_synchronised() -> bool {
    // SAFETY: an all-zero `timex` is a valid value of that plain C structure, and with `modes` = 0 the call only reads.
    #[expect(unsafe_code, reason = "no crate in use offers adjtimex with a safe signature")]
    let state = unsafe {
        let mut timex: libc::timex = std::mem::zeroed();
        libc::adjtimex(&raw mut timex)
    };
    state >= 0 && state != libc::TIME_ERROR
}
