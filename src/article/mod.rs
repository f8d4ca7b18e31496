//! What comes in: the [`Article`], its blocks, and the readers that make it.
//!
//! [`items`] opens inputs and streams what is in them ([`unread`] leaves the reading to the caller's threads); `format` has a file for each format; `encoding` turns
//! bytes into text; `records` reads JSON records; `boilerplate` tells the article from what is about it.
//! Reading fails on files that cannot be opened or are no text, never on what an article says.

#[allow(clippy::module_inception)]
mod article;
mod block;
mod boilerplate;
mod bounds;
mod date;
mod encoding;
mod error;
mod fetch;
mod format;
mod id;
mod input;
mod language;
mod markup;
mod name;
mod records;
mod single;
mod source;
mod stream;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod walk;
mod warning;

pub use article::Article;
pub use block::{Block, BlockKind};
pub use error::ReadError;
pub use fetch::{Fetch, Fetched, Lead};
pub use id::Id;
pub use input::{Input, Item, ReadOptions, Reading, Unread, items, record, unread};
pub use markup::Markup;
pub use warning::Warning;
