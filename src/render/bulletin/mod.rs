//! A bulletin: stories in order, each with its articles. The schema `zhaiyi-digest/1`.

mod html;
mod markdown;
mod plain;

use jiff::civil::Date;
use serde::Serialize;

use super::{ByLanguage, Record, html::is_link, markdown::escape, record::Made};
use crate::text::Language;

pub use html::bulletin_html;
pub use markdown::bulletin_markdown;
pub use plain::bulletin_plain;

/// A bulletin. Fields are written in this order.
#[derive(Clone, Debug, Serialize)]
pub struct Bulletin {
    schema: &'static str,
    /// Its title.
    pub title: String,
    /// The first and last day of publication among its articles.
    pub span: Option<(Date, Date)>,
    /// The stories, the first one first.
    pub groups: Vec<Group>,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
    /// The languages it is written in.
    #[serde(skip)]
    pub languages: Vec<Language>,
}

/// One story.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its id: stable as long as its leading article is.
    pub id: String,
    /// Its headline in the languages of the bulletin.
    pub headline: ByLanguage<String>,
    /// Its weight in the order.
    pub score: f64,
    /// Its articles, the leading one first.
    pub articles: Vec<Record>,
}

/// An input that is not in the bulletin.
#[derive(Clone, Debug, Serialize)]
pub struct Skipped {
    /// Its id or the place it was read from.
    pub name: String,
    /// Why it was left out.
    pub reason: String,
}

impl Bulletin {
    /// A bulletin of these stories.
    pub fn new(title: String, languages: Vec<Language>, groups: Vec<Group>, skipped: Vec<Skipped>) -> Self {
        let dates =
            || groups.iter().flat_map(|group| &group.articles).filter_map(|article| article.published);
        let span = dates().min().zip(dates().max());
        Self { schema: "zhaiyi-digest/1", title, span, groups, skipped, languages }
    }

    /// "4 stories from 5 articles".
    pub fn counts(&self) -> String {
        let articles: usize = self.groups.iter().map(|group| group.articles.len()).sum();
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        format!(
            "{} from {}",
            count(self.groups.len(), "story", "stories"),
            count(articles, "article", "articles")
        )
    }

    /// "2021-08-11 to 2023-07-17 · 4 stories from 5 articles".
    fn about(&self) -> String {
        let counts = self.counts();
        match self.span {
            Some((first, last)) if first == last => format!("{first} · {counts}"),
            Some((first, last)) => format!("{first} to {last} · {counts}"),
            None => counts,
        }
    }
}

impl Group {
    /// The headline in a language, or else in any.
    fn title(&self, language: Language) -> &str {
        let any = || self.headline.iter().next().map(|(_, headline)| headline);
        self.headline.get(language).or_else(any).map_or("", String::as_str)
    }

    /// The summary of the leading article.
    fn summary(&self, language: Language) -> Option<&Made> {
        self.articles.iter().find_map(|article| article.summaries.get(language))
    }
}

/// "en · extracted by rules".
fn made_by(language: Language, made: &Made) -> String {
    format!("{language} · {} by {}", made.method.name(), made.engine)
}

/// Where one article of a story can be found.
fn source_line(article: &Record, markdown: bool) -> String {
    let text = |text: &str| if markdown { escape(text) } else { text.to_owned() };
    let title = text(&article.headline);
    let named = match article.source.as_deref() {
        Some(link) if markdown && is_link(link) => format!("[{title}](<{}>)", link.replace(['<', '>'], "")),
        Some(source) if source != article.headline => format!("{title} · {}", text(source)),
        _ => title,
    };
    let about =
        [article.published.map(|date| date.to_string()), article.publisher.as_deref().map(text), Some(named)];
    about.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The bulletin as JSON, indented.
pub fn bulletin_json(bulletin: &Bulletin) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(bulletin)
}
