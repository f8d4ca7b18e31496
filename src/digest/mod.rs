//! Which articles tell the same story, and which story comes first. Pure: articles in, indices out.

mod edition;
mod group;
mod rank;
mod vector;

use jiff::civil::Date;

use crate::text::Language;

pub use group::group;
pub use rank::{Story, rank};

/// What grouping and ranking look at.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// A name that is the same in every run, for ties.
    pub id: String,
    /// The language of `title` and `text`. Candidates in different languages share no words: give all of them in
    /// one language where they are to meet.
    pub language: Language,
    /// The headline, or nothing.
    pub title: String,
    /// The text.
    pub text: String,
    /// The day it was published.
    pub published: Option<Date>,
}
