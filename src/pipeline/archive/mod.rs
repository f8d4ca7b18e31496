//! Archives: many articles into one folder that is complete and says so.
//!
//! A folder has the records (lines of a file, or a file each), one with the errors, an index with a line for each input, and a manifest. The
//! cache is the journal: a run that was stopped is run again and finds what was finished. [`Writer`] writes in the order
//! of the input, on one thread; [`Row`]s are made on many.

mod articles;
mod entry;
mod files;
mod form;
mod ledger;
mod manifest;
pub mod merge;
mod name;
mod part;
mod plan;
mod shard;
mod staging;
mod stale;
#[cfg(feature = "parquet")]
mod table;
mod writer;

pub use entry::{Entry, Fate, Texts};
pub use form::{FileForm, Form, UnknownForm};
pub use ledger::{Totals, Whole};
pub use manifest::{Manifest, SCHEMA};
pub use part::OutputFile;
pub use plan::{Asked, Plan};
pub use shard::{BadShard, Shard};
pub use writer::{Row, WriteError, Writer};
