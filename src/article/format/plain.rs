//! Plain text.

use super::{Format, one_article};
use crate::article::{
    Article, Markup, ReadError, ReadOptions, Reading, Warning, boilerplate, encoding::Decoded, language,
    single::Single,
};

/// What no other format claims.
pub(super) const FORMAT: Format = Format {
    content: |probe| probe.text.is_some(),
    extensions: &["txt", "text"],
    media: &["text/plain"],
    read: |source, options, sink| one_article(source, options, sink, read),
};

fn read(source: Single, options: &ReadOptions) -> Result<Reading, ReadError> {
    let (id, path) = (source.id(), source.name.source());
    let decoded = source.into_text(None)?;
    let mut warnings = undecodable(&decoded);
    let text = decoded.text;
    let mut blocks = boilerplate::paragraphs(&text);
    let facts = boilerplate::mark(&text, &mut blocks, boilerplate::Known::nothing());
    warnings.extend(facts.warnings);
    let mut article = Article {
        id,
        source: path,
        title: facts.title,
        language: None,
        published: facts.published,
        published_at: None,
        publisher: facts.publisher,
        text,
        blocks,
        markup: Markup::Plain,
        extra: serde_json::Map::new(),
    };
    article.language = language::decide(&article, None, options, &mut warnings);
    Ok(Reading { article, warnings })
}

/// The warning about bytes that meant nothing.
pub(super) fn undecodable(decoded: &Decoded) -> Vec<Warning> {
    let Decoded { encoding, replaced: count, .. } = *decoded;
    if count == 0 { Vec::new() } else { vec![Warning::Undecodable { encoding, count }] }
}
