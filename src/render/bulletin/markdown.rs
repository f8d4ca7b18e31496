//! The bulletin as Markdown.

use super::{Bulletin, made_by, source_line};
use crate::render::{markdown::escape, plain::clean};

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
    clean(&out)
}
