//! Markdown: what of it is language, and how words are written so that it stays the same document.

mod breaks;
mod compose;
mod escape;
mod front_matter;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub(super) use read::units;
pub(super) use write::write;
