//! A bulletin: stories in order, each with its articles. The schema `zhaiyi-digest/1`.

use jiff::civil::Date;
use minijinja::context;
use serde::Serialize;

use super::{
    ByLanguage, Record,
    html::{fill, is_link, tag},
    markdown::escape,
    record::Made,
};
use crate::text::Language;

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

    /// "2021-08-11 to 2023-07-17 · 4 stories from 5 articles".
    fn about(&self) -> String {
        let articles: usize = self.groups.iter().map(|group| group.articles.len()).sum();
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let counts = format!(
            "{} from {}",
            count(self.groups.len(), "story", "stories"),
            count(articles, "article", "articles")
        );
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

fn made_by(language: Language, made: &Made) -> String {
    format!("{language} · {} by {}", made.method.name(), made.engine)
}

/// The bulletin as Markdown.
pub fn bulletin_markdown(bulletin: &Bulletin) -> String {
    let mut out = format!("# {}\n\n*{}*\n", escape(&bulletin.title), bulletin.about());
    for group in &bulletin.groups {
        for (i, &language) in bulletin.languages.iter().enumerate() {
            let level = if i == 0 { "##" } else { "###" };
            out.push_str(&format!("\n{level} {}\n", escape(group.title(language))));
            if let Some(summary) = group.summary(language) {
                let label = escape(&made_by(language, summary));
                out.push_str(&format!("\n{}\n\n<sub>{label}</sub>\n", escape(&summary.text)));
            }
        }
        out.push('\n');
        for article in &group.articles {
            out.push_str(&format!("- {}\n", source_line(article, true)));
        }
    }
    if !bulletin.skipped.is_empty() {
        out.push_str("\n---\n\nNot included:\n\n");
        for skipped in &bulletin.skipped {
            out.push_str(&format!("- {}: {}\n", escape(&skipped.name), escape(&skipped.reason)));
        }
    }
    out
}

/// The bulletin as plain text.
pub fn bulletin_plain(bulletin: &Bulletin) -> String {
    let mut out = format!("{}\n{}\n", bulletin.title, bulletin.about());
    for group in &bulletin.groups {
        for &language in &bulletin.languages {
            out.push_str(&format!("\n{}\n", group.title(language)));
            if let Some(summary) = group.summary(language) {
                out.push_str(&format!("  {}\n  [{}]\n", summary.text, made_by(language, summary)));
            }
        }
        for article in &group.articles {
            out.push_str(&format!("  - {}\n", source_line(article, false)));
        }
    }
    out
}

/// Where one article of a story can be found.
fn source_line(article: &Record, markdown: bool) -> String {
    let text = |text: &str| if markdown { escape(text) } else { text.to_owned() };
    let title = text(&article.headline);
    let named = match article.source.as_deref() {
        Some(link) if markdown && is_link(link) => format!("[{title}](<{}>)", link.replace(['<', '>'], "")),
        Some(source) if article.title.is_some() => format!("{title} · {}", text(source)),
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

/// The bulletin as one self-contained HTML page.
pub fn bulletin_html(bulletin: &Bulletin) -> String {
    let groups = bulletin.groups.iter().map(|group| {
        let texts = bulletin.languages.iter().map(|&language| {
            let summary = group.summary(language);
            context! {
                lang => tag(Some(language)),
                headline => group.title(language),
                summary => summary.map(|made| made.text.as_str()),
                made => summary.map(|made| made_by(language, made)),
            }
        });
        let articles = group.articles.iter().map(|article| {
            context! {
                title => article.headline.as_str(),
                lang => tag(article.lang),
                published => article.published.map(|date| date.to_string()),
                publisher => article.publisher.as_deref(),
                source => article.source.as_deref(),
                link => article.source.as_deref().filter(|source| is_link(source)),
            }
        });
        context! { id => group.id.as_str(), texts => texts.collect::<Vec<_>>(), articles => articles.collect::<Vec<_>>() }
    });
    fill(
        "bulletin.html",
        context! {
            title => bulletin.title.as_str(),
            lang => tag(bulletin.languages.first().copied()),
            span => bulletin.about(),
            groups => groups.collect::<Vec<_>>(),
            skipped => bulletin.skipped.iter().map(|skipped| context! { name => skipped.name.as_str(), reason => skipped.reason.as_str() }).collect::<Vec<_>>(),
        },
    )
}
