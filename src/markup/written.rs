//! Putting written units back into their document.

use std::ops::Range;

use super::unit::Unit;

/// A document whose units are written one after the other.
pub(super) struct Written<'a> {
    source: &'a str,
    units: &'a [Unit],
    /// `None` for those that stay as they are.
    texts: Vec<Option<String>>,
}

impl Written<'_> {
    /// The bytes of the source at `range`, with the units that lie within it as they were written.
    pub(super) fn range(&self, range: Range<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        let first = self.units.partition_point(|unit| unit.range.start < range.start);
        for (unit, text) in self.units.iter().zip(&self.texts).skip(first) {
            if unit.range.start >= range.end {
                break;
            }
            let Some(text) = text else { continue };
            // Units within a unit were written with it.
            if unit.range.start >= at && unit.range.end <= range.end {
                out.push_str(&self.source[at..unit.range.start]);
                out.push_str(text);
                at = unit.range.end;
            }
        }
        out.push_str(&self.source[at..range.end]);
        out
    }
}

/// The document with each unit as `write` writes it, or as it is where it writes nothing. Units that lie within codes of others (the words for a picture) are
/// written before those.
pub(super) fn document(
    source: &str,
    units: &[Unit],
    write: impl Fn(usize, &Written<'_>) -> Option<String>,
) -> String {
    let mut written = Written { source, units, texts: vec![None; units.len()] };
    for number in (0..units.len()).rev() {
        written.texts[number] = write(number, &written);
    }
    written.range(0..source.len())
}
