//! HTML: the main text of a page, with what the page says of it. Nothing is fetched and nothing is run.

mod extract;
mod furniture;
mod page;
mod render;
mod tags;
#[cfg(test)]
mod tests;
mod title;

use super::{Format, Probe, one_article, plain::undecodable};
use crate::article::{
    Article, Markup, ReadError, ReadOptions, Reading, Warning, boilerplate, language, source::Source,
};

/// Web pages.
pub(super) const FORMAT: Format = Format {
    content,
    extensions: &["html", "htm", "xhtml", "shtml"],
    read: |source, options| one_article(source, options, read),
};

/// Starts with a tag and has one that only whole pages have.
fn content(probe: &Probe) -> bool {
    let text = probe.text.unwrap_or("").trim_start();
    let page =
        |text: &str| ["<!doctype html", "<html", "<head>", "<body"].iter().any(|tag| text.contains(tag));
    text.starts_with('<') && page(&text.to_ascii_lowercase())
}

fn read(source: Source, options: &ReadOptions) -> Result<Reading, ReadError> {
    let (id, path, place) = (source.id(), source.path.clone(), source.place());
    let declared = page::charset(&source.head);
    let decoded = source.into_text(declared.as_deref())?;
    let mut warnings = undecodable(&decoded);
    let html = decoded.text;
    let page = page::read(&html);
    warnings.extend(page.warnings);
    let (text, mut blocks) = match extract::main(&html) {
        Ok(main) => render::render(&main, render::Scope::Main),
        Err(why) => {
            warnings.extend(why.map(|why| Warning::WholePage { why }));
            render::render(&html, render::Scope::Page)
        }
    };
    furniture::mark(&text, &mut blocks);
    if blocks.is_empty() {
        return Err(ReadError::Empty { place: format!("{place}: the page") });
    }
    let facts = boilerplate::mark(&text, &mut blocks, boilerplate::Known::record(page.title.as_deref()));
    warnings.extend(facts.warnings);
    let markup = if options.pages { Markup::Page(html.into()) } else { Markup::Plain };
    let mut article = Article {
        id,
        source: path,
        title: page.title.or(facts.title),
        language: None,
        published: page.published.or(facts.published),
        publisher: page.publisher.or(facts.publisher),
        text,
        blocks,
        markup,
        extra: serde_json::Map::new(),
    };
    // Templates declare languages that their articles are not in; the text is believed.
    article.language = language::decide(&article, None, options, &mut warnings);
    Ok(Reading { article, warnings })
}
