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
        environment
            .add_template(name, template)
            .expect("the built-in templates are valid: a test renders each");
    }
    environment
});

/// A template filled in.
pub(super) fn fill(template: &str, values: Value) -> String {
    let filled = TEMPLATES.get_template(template).and_then(|template| template.render(values));
    filled.expect("the built-in templates use only values that are given: a test renders each") + "\n"
}

/// The beginning of a page of records.
pub fn html_head(title: &str, language: Option<Language>) -> String {
    fill("head.html", context! { title, lang => tag(language) })
}

/// One record, as an `article` element.
pub fn html_record(record: &Record, layout: Layout) -> String {
    let made = |language: Language, made: &Made| {
        context! {
            lang => language.tag(), text => made.text.as_str(), method => made.method.name(), engine => made.engine.as_str(),
            lines => lines(&record.original, &made.text, layout),
        }
    };
    fill(
        "record.html",
        context! {
            title => record.headline.as_str(),
            lang => tag(record.lang),
            published => record.published.map(|date| date.to_string()),
            publisher => record.publisher.as_deref(),
            source => record.source.as_deref(),
            link => record.source.as_deref().filter(|source| is_link(source)),
            summaries => record.summaries.iter().map(|(l, m)| made(l, m)).collect::<Vec<_>>(),
            translations => record.translations.iter().map(|(l, m)| made(l, m)).collect::<Vec<_>>(),
            paragraphs => paragraphs(record.text.as_deref().unwrap_or_default()),
            layout => match layout { Layout::Target => "target", Layout::Interleaved => "interleaved", Layout::SideBySide => "side-by-side" },
        },
    )
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// The lines of a translation, with those of the source where the layout shows them; blank ones are left out.
fn lines(source: &str, target: &str, layout: Layout) -> Vec<(String, String)> {
    let source = if layout == Layout::Target { "" } else { source };
    let shown = pairs(source, target).filter(|(l, r)| !l.trim().is_empty() || !r.trim().is_empty());
    shown.map(|(left, right)| (left.to_owned(), right.to_owned())).collect()
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
