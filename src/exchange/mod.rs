//! Reading and writing what other tools use: terms as CSV, TSV and TBX; translations as TMX and XLIFF.

mod terms;
mod xml;

pub use terms::{BadTerms, Remark, Several, read_terms, review, write_csv, write_tbx};
pub use xml::BadXml;
