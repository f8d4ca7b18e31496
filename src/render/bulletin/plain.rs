//! The bulletin as plain text.

use super::{Bulletin, Group, labels, noted, source_line};
use crate::render::{plain::clean, typography::set};

/// The bulletin as plain text, which is for people: control characters are left out.
pub fn bulletin_plain(bulletin: &Bulletin) -> String {
    let mut out = format!("{}\n{}\n", bulletin.title, bulletin.about());
    if let Some(nothing) = bulletin.nothing() {
        out.push_str(&format!("\n{nothing}\n"));
    }
    for (name, group) in headed(bulletin) {
        if let Some(name) = name {
            out.push_str(&format!("\n== {name} ==\n"));
        }
        for language in group.shown(&bulletin.languages) {
            out.push_str(&format!("\n{}\n", set(group.title(language), group.title_language(language))));
            if let Some(summary) = group.said(language) {
                out.push_str(&format!("  {}\n", set(&summary.text, summary.lang.unwrap_or(language))));
            }
            for difference in group.differences_in(language) {
                out.push_str(&format!("  {difference}\n"));
            }
            for (name, value) in
                group.facts.get(language).map(|facts| labels::named(facts, language)).unwrap_or_default()
            {
                let colon = labels::colon(language);
                out.push_str(&format!("  {name}{colon}{}\n", set(&value, language)));
            }
            if let Some(label) = group.label(language, &bulletin.languages, noted) {
                out.push_str(&format!("  [{label}]\n"));
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

/// All stories, the first of each section with its heading.
fn headed(bulletin: &Bulletin) -> impl Iterator<Item = (Option<&str>, &Group)> {
    bulletin.sections().into_iter().flat_map(|(name, groups)| {
        groups.into_iter().enumerate().map(move |(at, group)| (name.filter(|_| at == 0), group))
    })
}
