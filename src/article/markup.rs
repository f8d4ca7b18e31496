//! What an article was written in.

use std::sync::Arc;

/// What an article was written in, where its form outlives a translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Lines of text, or something of which only the text was taken.
    #[default]
    Plain,
    /// Markdown: the article's text has all its marks.
    Markdown,
    /// A web page, whole, where [`ReadOptions::pages`](super::ReadOptions::pages) asked for it. The article's text is
    /// what was found in it.
    Page(Arc<str>),
}
