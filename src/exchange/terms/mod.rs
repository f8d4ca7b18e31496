//! Glossaries: CSV, TSV and TBX read and written, and looked through for what is wrong with them.

mod csv;
mod review;
mod tbx;

use crate::task::TermList;

use super::xml::{BadXml, decoded};

pub use csv::{Several, write_csv};
pub use review::{Remark, review};
pub use tbx::write_tbx;

/// A glossary that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadTerms {
    /// It is not UTF-8, or not CSV.
    #[error("line {line}: {why}")]
    Syntax {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// A line has no second column, or an empty one.
    #[error("line {line} has no translation for {source_term:?}")]
    NoTarget {
        /// The line, counted from 1.
        line: u64,
        /// Its first column.
        source_term: String,
    },
    /// It is no XML that is read.
    #[error(transparent)]
    Xml(#[from] BadXml),
    /// It is XML of another kind.
    #[error("it is XML of another kind (<{0}>), not TBX")]
    Kind(String),
}

/// Reads terms: TBX where the file is XML, else columns.
///
/// # Errors
/// With the line, when one cannot be used.
pub fn read_terms(bytes: &[u8]) -> Result<TermList, BadTerms> {
    // Spreadsheets save "Unicode text" as UTF-16.
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    if !wide && !start.starts_with(b"<") && !start.starts_with(b"\0<") {
        return csv::read(bytes);
    }
    let text = decoded(bytes)?;
    if text.trim_start().starts_with('<') { tbx::read(&text) } else { csv::read(text.as_bytes()) }
}
