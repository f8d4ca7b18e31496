//! Cutting an article into segments, packing them into passages, stitching the drafts back.
//!
//! A segment is a sentence or heading, a byte range of the source; white space and whatever must not be
//! touched (code) lies in the gaps between. Gaps plus segments reproduce the source exactly.

mod lines;
mod pack;
mod source;
mod stitch;

pub use lines::{Codes, Known, Lines, Settled};
pub use pack::{Passage, pack};
pub use source::Source;
pub use stitch::{gap, stitch};
