//! Which articles tell the same story, and which story comes first. Pure: articles in, indices out.

mod accident;
mod alike;
mod amounts;
mod circumstances;
mod cohesion;
mod counted;
mod difference;
mod edition;
mod english_names;
mod event_days;
mod facts;
mod fixture;
mod group;
mod headline;
mod holders;
mod interests;
mod keywords;
mod look_alike;
mod month;
mod named;
mod near;
mod offices;
mod outcome;
mod rank;
mod risen;
mod space;
mod story_core;
mod tally;
mod terms;
#[cfg(test)]
mod tests;
mod told_figures;
mod topics;
mod warning;

use jiff::civil::Date;

use crate::text::Language;

pub use difference::{Difference, differences};
pub use facts::{Facts, Heard, Told, facts};
pub use group::group;
pub use interests::{Interest, Interests, NoInterest};
pub use keywords::keywords;
pub use rank::{Reasons, Story, Wanted, choose, rank};
pub use topics::{NoTopic, Topic, Topics};

/// What grouping and ranking look at.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// A name that is the same in every run, for ties.
    pub id: String,
    /// The language of `title` and `text`.
    pub language: Language,
    /// The headline, or nothing.
    pub title: String,
    /// The text.
    pub text: String,
    /// The day it was published.
    pub published: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// How a Chinese candidate reads in English. Without it, it meets no English one.
    pub english: Option<English>,
}

/// The beginning of a Chinese article in English.
#[derive(Clone, Debug)]
pub struct English {
    /// The headline, or nothing.
    pub title: String,
    /// The beginning of the text.
    pub text: String,
}

#[cfg(test)]
impl Candidate {
    /// A candidate of which nothing is known.
    fn empty(language: Language) -> Self {
        let nothing = String::new;
        let (title, text) = (nothing(), nothing());
        Self { id: nothing(), language, title, text, published: None, source: None, english: None }
    }
}
