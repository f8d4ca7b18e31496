//! XLIFF 2.1, the format in which translations go to people who correct them, and come back (OASIS Standard, 13 February 2018).
//!
//! A file is an article, a unit is a line of it. What a translation is worth stands in the state of its segment, what the
//! checks saw in notes, who wrote it and a mark of what was written in metadata (module `mda`): so a corrected unit is known by
//! its words even where an editor changes no state. The article itself is the skeleton: lines are found by their source text.

mod read;
mod write;

pub(super) use read::read;
pub use write::{xliff_document, xliff_foot, xliff_head};

/// The metadata with the mark of what zhaiyi wrote.
const WRITTEN: &str = "written";
