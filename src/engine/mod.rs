//! The contract between the pipeline and whatever writes text. A leaf: implementations look no further.
//!
//! A [`Loader`] is cheap and known in advance: what it is called, what it can do, and its [`Recipe`], all
//! without touching weights or dictionaries, so that a cache hit never loads them. An [`Engine`] is loaded and
//! stateful, and turns passages into drafts.

mod capability;
mod contract;
mod recipe;

pub use capability::Capability;
pub use contract::{Draft, Engine, LoadError, Loader, ROUNDS, RunError, Stop, Watcher};
pub use recipe::Recipe;
