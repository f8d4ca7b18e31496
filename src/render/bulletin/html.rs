//! The bulletin as one self-contained HTML page.

use minijinja::context;

use super::{Bulletin, made_by};
use crate::render::{
    html::{fill, is_link, listed, marked, tag, to_mark},
    in_place::placed,
};

/// The bulletin as one self-contained HTML page.
pub fn bulletin_html(bulletin: &Bulletin) -> String {
    let groups = bulletin.groups.iter().map(|group| {
        let texts = bulletin.languages.iter().map(|&language| {
            let summary = group.summary(language);
            let findings = summary.map(|made| to_mark(&made.findings)).unwrap_or_default();
            let text = summary.map_or("", |made| made.text.as_str());
            let findings = placed(&findings, "", text);
            context! {
                lang => tag(Some(language)),
                headline => group.title(language),
                summary => summary.map(|_| marked(text, &findings)),
                findings => listed(&findings),
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
