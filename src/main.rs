//! scanslip
fn main() {}
