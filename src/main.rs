//! The zhaiyi command.
fn main() {}
