//! What the kernel says of a process: proc(5).

use std::fs;

/// A size of `/proc/PROCESS/status` in kB: `VmRSS` is what is resident, `VmHWM` what was at most.
pub(crate) fn kilobytes(process: &str, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("Linux tells");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
