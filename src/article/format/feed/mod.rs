//! Feeds: RSS 0.9 to 2.0, Atom, JSON Feed, and OPML, the list of them. Each entry is an article: its full content where the feed has it, else its
//! summary, else its title.

mod entry;
mod json_feed;
mod opml;
mod page;
mod syndication;
#[cfg(test)]
mod tests;

pub(super) use json_feed::FORMAT as JSON_FORMAT;
pub(super) use opml::FORMAT as OPML_FORMAT;
pub(super) use syndication::FORMAT as XML_FORMAT;
