//! Finished outcomes, remembered under the article and the recipe they came from.
//!
//! The promise of this room: **a cache failure costs speed, never the result.** On the way of a run
//! ([`Cache::entry`], [`Vacant::save`]) nothing returns an error: what goes wrong is a miss, or a text not kept,
//! and one warning of each kind waits in [`Cache::warnings`]. The commands over the cache ([`Cache::stats`],
//! [`Cache::verify`], ...) return a [`CacheError`].
//!
//! One SQLite file, used by any number of threads and processes at once:
//!
//! | file | idea |
//! |---|---|
//! | `key`, `entry` | looking up and saving |
//! | `record`, `stored` | the row with its checksum; the versioned form of an outcome in it |
//! | `store` | the shared handle, its switches and warnings |
//! | `open`, `schema`, `lock`, `aside` | opening, creating, and moving a damaged file out of the way |
//! | `touch`, `prune` | when a record was last used, and forgetting |
//! | `explain`, `diff` | why a run missed |
//! | `verify`, `stats`, `transfer` | looking after the file |

mod aside;
mod clock;
mod diff;
mod entry;
mod error;
mod explain;
mod key;
mod lock;
mod open;
mod prune;
mod record;
mod schema;
mod stats;
mod store;
mod stored;
mod touch;
mod transfer;
mod verify;

#[cfg(test)]
mod tests;

pub use aside::files;
pub use clock::{Clock, SystemClock};
pub use diff::{Difference, differences};
pub use entry::{Context, Entry, Vacant};
pub use error::CacheError;
pub use explain::{Explanation, Neighbour, Reason};
pub use key::CacheKey;
pub use prune::{Limits, Pruned};
pub use stats::{Share, Stats};
pub use store::Cache;
pub use transfer::{BadLine, Exported, Imported};
pub use verify::{Problem, Verified};
