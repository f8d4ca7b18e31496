//! The bulletin as plain text.

use super::{Bulletin, made_by, source_line};
use crate::render::plain::clean;

/// The bulletin as plain text, which is for people: control characters are left out.
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
    clean(&out)
}
