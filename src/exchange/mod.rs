//! Reading and writing what other tools use: terms as CSV, TSV and TBX, translations as TMX and XLIFF.

mod document;
mod memory;
mod terms;
#[cfg(test)]
mod testing;
mod tmx;
mod xliff;
mod xml;

pub use document::{Document, Unit};
pub use memory::{BadMemory, read_memory};
pub use terms::{BadTerms, Remark, Several, read_terms, review, write_csv, write_tbx};
pub use tmx::{tmx_foot, tmx_head, tmx_units};
pub use xliff::{xliff_document, xliff_foot, xliff_head};
pub use xml::{BadXml, LARGEST};
