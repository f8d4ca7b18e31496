//! The bulletin as Markdown.

use super::{Bulletin, Group, labels, noted, said, source_line};
use crate::{
    render::{markdown::escape, plain::clean, typography::set},
    text::Language,
};

/// The bulletin as Markdown.
pub fn bulletin_markdown(bulletin: &Bulletin) -> String {
    let mut out = format!("# {}\n\n*{}*\n", escape(&bulletin.title), bulletin.about());
    if let Some(nothing) = bulletin.nothing() {
        out.push_str(&format!("\n{nothing}\n"));
    }
    for (name, groups) in bulletin.sections() {
        if let Some(name) = name {
            out.push_str(&format!("\n## {}\n", escape(name)));
        }
        let level = if name.is_some() { "###" } else { "##" };
        for group in groups {
            story(&mut out, bulletin, group, level);
        }
    }
    if !bulletin.skipped.is_empty() {
        let language = bulletin.language();
        let colon = labels::colon(language);
        out.push_str(&format!("\n---\n\n{}{}\n\n", labels::SKIPPED.in_language(language), colon.trim_end()));
        for skipped in &bulletin.skipped {
            let reason = said::said(&skipped.reason, language);
            out.push_str(&format!("- {}{colon}{}\n", escape(&skipped.name), escape(&reason)));
        }
    }
    clean(&out)
}

/// A story; the headline in the first language of the bulletin is of this level, further ones below it.
fn story(out: &mut String, bulletin: &Bulletin, group: &Group, level: &str) {
    for (i, language) in group.shown(&bulletin.languages).into_iter().enumerate() {
        let below = if i == 0 { "" } else { "#" };
        out.push_str(&format!(
            "\n{level}{below} {}\n",
            escape(&set(group.title(language), group.title_language(language)))
        ));
        out.push_str(&told(group, language, &bulletin.languages));
    }
    out.push('\n');
    let new = group.articles.len() - group.earlier;
    for (at, article) in group.articles.iter().enumerate() {
        let earlier = labels::EARLIER.in_language(bulletin.language());
        let earlier = if at >= new { format!(" · {earlier}") } else { String::new() };
        out.push_str(&format!("- {}{earlier}\n", source_line(article, bulletin.language(), true)));
    }
}

/// A story in one of the languages.
fn told(group: &Group, language: Language, languages: &[Language]) -> String {
    let mut out = String::new();
    if let Some(summary) = group.said(language) {
        out.push_str(&format!("\n{}\n", escape(&set(&summary.text, summary.lang.unwrap_or(language)))));
    }
    for difference in group.differences_in(language) {
        out.push_str(&format!("\n*{}*\n", escape(&difference)));
    }
    let facts = group.facts.get(language).map(|facts| labels::named(facts, language)).unwrap_or_default();
    if !facts.is_empty() {
        out.push('\n');
    }
    for (name, value) in facts {
        out.push_str(&format!("- **{name}** {}\n", escape(&set(&value, language))));
    }
    if let Some(label) = group.label(language, languages, noted) {
        out.push_str(&format!("\n<sub>{}</sub>\n", escape(&label)));
    }
    out
}
