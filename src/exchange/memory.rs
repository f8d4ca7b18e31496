//! Translation memories out of the files of other tools, and out of our own that a person has corrected.

use crate::{task::Memory, text::Language};

use super::{
    document::mark,
    tmx, xliff,
    xml::{BadXml, Xml, decoded},
};

/// A memory that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadMemory {
    /// It is no XML that is read.
    #[error(transparent)]
    Xml(#[from] BadXml),
    /// It is XML of another kind.
    #[error("it is XML of another kind (<{0}>), neither TMX nor XLIFF")]
    Kind(String),
    /// It is XLIFF of another generation.
    #[error("it is XLIFF {0}; versions 2.0 and later are read")]
    Version(String),
}

/// Reads TMX (1.1 to 1.4b) or XLIFF (2.0 and later). What zhaiyi wrote and nobody touched is left out: it is no person's word.
///
/// # Errors
/// With the line, where the file is not what it should be.
pub fn read_memory(bytes: &[u8]) -> Result<Memory, BadMemory> {
    let text = decoded(bytes)?;
    let mut xml = Xml::new(&text);
    let root = xml.next()?.ok_or_else(|| xml.wrong("there is no element in it"))?;
    match root.name.as_str() {
        "tmx" => tmx::read(&mut xml),
        "xliff" => xliff::read(&mut xml, &root),
        _ => Err(BadMemory::Kind(root.name)),
    }
}

/// A language that zhaiyi works in.
pub(super) fn language(tag: Option<&str>) -> Option<Language> {
    tag?.parse().ok()
}

/// True for a translation that is as zhaiyi wrote it.
pub(super) fn untouched(target: &str, written: Option<&str>) -> bool {
    written.is_some_and(|written| written == mark(target))
}
