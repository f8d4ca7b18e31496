//! Records as one self-contained HTML page: no scripts, nothing loaded from elsewhere.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, Value, context};

use super::{
    Record,
    layout::{Layout, pairs},
    record::Made,
};
use crate::text::Language;

/// The templates; every value in them is escaped.
static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, template) in [
        ("style.css", include_str!("templates/style.css")),
        ("head.html", include_str!("templates/head.html")),
        ("record.html", include_str!("templates/record.html")),
        ("bulletin.html", include_str!("templates/bulletin.html")),
    ] {
        environment.add_template(name, template).expect("the built-in templates are valid: a test renders each");
    }
    environment
});

/// A template filled in.
pub(super) fn fill(template: &str, values: Value) -> String {
    let filled = TEMPLATES.get_template(template).and_then(|template| template.render(values));
    filled.expect("the built-in templates use only values that are given: a test renders each")
}

/// The beginning of a page of records.
pub fn html_head(title: &str, language: Option<Language>) -> String {
    fill("head.html", context! { title, lang => tag(language) })
}

/// One record, as an `article` element.
pub fn html_record(record: &Record, layout: Layout) -> String {
    let translation = |made: &Made| {
        let pairs: Vec<(&str, &str)> = match layout {
            Layout::Target => made.text.lines().map(|line| ("", line)).collect(),
            Layout::Interleaved | Layout::SideBySide => pairs(&record.original, &made.text).collect(),
        };
        pairs.into_iter().filter(|(l, r)| !l.trim().is_empty() || !r.trim().is_empty()).collect::<Vec<_>>()
    };
    let made = |language: Language, made: &Made| {
        context! {
            lang => language.tag(), text => made.text, method => made.method.to_string(), engine => made.engine,
            findings => made.findings, lines => translation(made),
        }
    };
    fill(
        "record.html",
        context! {
            title => record.name(),
            lang => tag(record.lang),
            published => record.published.map(|date| date.to_string()),
            publisher => record.publisher,
            source => record.source,
            link => record.source.as_deref().filter(|source| is_link(source)),
            summaries => record.summaries.iter().map(|(l, m)| made(l, m)).collect::<Vec<_>>(),
            translations => record.translations.iter().map(|(l, m)| made(l, m)).collect::<Vec<_>>(),
            paragraphs => record.text.as_deref().map(|text| text.lines().filter(|l| !l.trim().is_empty()).collect::<Vec<_>>()),
            layout => match layout { Layout::Target => "target", Layout::Interleaved => "interleaved", Layout::SideBySide => "side-by-side" },
        },
    )
}

/// The end of a page of records.
pub fn html_foot() -> String {
    "</main>\n</body>\n</html>\n".to_owned()
}

pub(super) fn tag(language: Option<Language>) -> &'static str {
    match language {
        Some(Language::Chinese) => "zh-Hans",
        Some(other) => other.tag(),
        None => "und",
    }
}

/// True for what may stand in a `href`: no `javascript:` and the like.
pub(super) fn is_link(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}
