//! Documents in Markdown and HTML as units of language in a frame that stays as it is.
//!
//! A [`Document`] is read into [`Unit`]s: the words of a paragraph, a heading, a cell, of a picture's `alt`, with
//! the codes among them as [`Marked`] text. Whoever translates gives back a marked text for each unit, and
//! [`Document::write`] puts them where the units were. Everything else stays byte for byte.
//!
//! [`tags`] and [`masks`] say how codes are shown to engines, [`project`] finds their places in a translation that was made
//! without them.

mod document;
mod html;
mod markdown;
mod marked;
pub mod masks;
pub mod project;
mod runs;
pub mod tags;
mod unit;
mod written;

pub use document::{Document, Form};
pub use marked::{Cut, Mark, MarkKind, Marked};
pub use unit::{Code, Role, Unit};
