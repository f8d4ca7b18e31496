//! Markdown: its text stays as it is, markup included; the blocks carry the words without markup.

mod blocks;
mod front_matter;
#[cfg(test)]
mod tests;

use super::{Format, Probe, one_article, plain::undecodable};
use crate::article::{
    Article, Block, BlockKind, Markup, ReadError, ReadOptions, Reading, Warning, boilerplate, date, language,
    single::Single,
};
use front_matter::FrontMatter;

/// CommonMark with tables and front matter.
pub(super) const FORMAT: Format = Format {
    content,
    extensions: &["md", "markdown", "mdown", "mkd"],
    media: &["text/markdown"],
    read: |source, options, sink| one_article(source, options, sink, read),
};

/// Front matter, or a heading together with another sign that plain text does not have.
fn content(probe: &Probe) -> bool {
    let text = probe.text.unwrap_or("");
    if front_matter::split(text).is_some_and(|(front, _)| !front.is_empty()) {
        return true;
    }
    let heading = |line: &str| {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
    };
    let headings = text.lines().filter(|line| heading(line)).count();
    headings > 0 && (headings > 2 || text.contains("](") || text.contains("\n```") || text.contains("**"))
}

fn read(source: Single, options: &ReadOptions) -> Result<Reading, ReadError> {
    let (id, path) = (source.id(), source.name.source());
    let decoded = source.into_text(None)?;
    let mut warnings = undecodable(&decoded);
    let text = decoded.text;
    let (front, body_start) = front_matter::split(&text).unwrap_or_default();
    let mut blocks = blocks::blocks(&text, body_start);
    let title = front.get(&["title", "headline"]).or_else(|| first_heading(&text, &mut blocks));
    let facts = boilerplate::mark(&text, &mut blocks, boilerplate::Known::record(title.as_deref()));
    warnings.extend(facts.warnings);
    let published_at = front.get(&DATES).as_deref().and_then(date::instant);
    let published = published(&front, &mut warnings).or(facts.published);
    let mut article = Article {
        id,
        source: path,
        title: title.or(facts.title),
        language: None,
        published,
        published_at,
        publisher: front.get(&["publisher", "source"]).or(facts.publisher),
        text,
        blocks,
        markup: Markup::Markdown,
        extra: serde_json::Map::new(),
    };
    let declared = front.get(&["lang", "language", "locale"]);
    article.language = language::decide(&article, declared.as_deref(), options, &mut warnings);
    Ok(Reading { article, warnings })
}

/// The names under which front matter gives the date.
const DATES: [&str; 6] = ["date", "published", "publishdate", "pubdate", "updated", "lastmod"];

fn published(front: &FrontMatter, warnings: &mut Vec<Warning>) -> Option<jiff::civil::Date> {
    let found = front.get(&DATES)?;
    let date = date::parse(&found);
    if date.is_none() {
        warnings.push(Warning::UnreadableDate { found });
    }
    date
}

/// A heading before all text is the title.
fn first_heading(text: &str, blocks: &mut [Block]) -> Option<String> {
    let first = blocks.iter_mut().find(|block| block.kind.is_body())?;
    if first.kind != BlockKind::Heading {
        return None;
    }
    first.kind = BlockKind::Title;
    let title = first.plain.as_deref().unwrap_or(&text[first.range.clone()]);
    Some(title.split_whitespace().collect::<Vec<_>>().join(" "))
}
