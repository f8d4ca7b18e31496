//! The bulletin as plain text.

use super::{Bulletin, labels, made_by, source_line};
use crate::render::{plain::clean, typography::set};

/// The bulletin as plain text, which is for people: control characters are left out.
pub fn bulletin_plain(bulletin: &Bulletin) -> String {
    let mut out = format!("{}\n{}\n", bulletin.title, bulletin.about());
    for group in &bulletin.groups {
        for &language in &bulletin.languages {
            out.push_str(&format!("\n{}\n", set(group.title(language), language)));
            if let Some(summary) = group.summary.get(language) {
                out.push_str(&format!("  {}\n", set(&summary.text, language)));
            }
            for difference in group.differences_in(language) {
                out.push_str(&format!("  {difference}\n"));
            }
            for (name, value) in
                group.facts.get(language).map(|facts| labels::named(facts, language)).unwrap_or_default()
            {
                out.push_str(&format!("  {name}: {}\n", set(&value, language)));
            }
            if let Some(summary) = group.summary.get(language) {
                out.push_str(&format!("  [{}]\n", made_by(language, summary)));
            }
        }
        let new = group.articles.len() - group.earlier;
        for (at, article) in group.articles.iter().enumerate() {
            let earlier = labels::EARLIER.in_language(bulletin.language());
            let earlier = if at >= new { format!(" · {earlier}") } else { String::new() };
            out.push_str(&format!("  - {}{earlier}\n", source_line(article, bulletin.language(), false)));
        }
    }
    clean(&out)
}
