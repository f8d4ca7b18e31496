//! Reading and writing what other tools use.

mod terms;

pub use terms::{BadTerms, read_terms};
