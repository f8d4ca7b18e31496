//! HTML: the main text of a page, with what the page says of it. Nothing is fetched and nothing is run.

mod extract;
mod furniture;
mod page;
mod phrases;
mod render;
mod tags;
#[cfg(test)]
mod tests;
mod title;
mod weight;

pub(super) use title::words;

use super::{Format, Probe, one_article, plain::undecodable};
use crate::article::{
    Article, Block, Markup, ReadError, ReadOptions, Reading, Warning, boilerplate, language, single::Single,
};

/// Web pages.
pub(super) const FORMAT: Format = Format {
    content,
    extensions: &["html", "htm", "xhtml", "shtml"],
    media: &["text/html", "application/xhtml+xml"],
    read: |source, options, sink| one_article(source, options, sink, read),
};

/// Starts with a tag and has one that only whole pages have.
fn content(probe: &Probe) -> bool {
    let text = probe.text.unwrap_or("").trim_start();
    let page =
        |text: &str| ["<!doctype html", "<html", "<head>", "<body"].iter().any(|tag| text.contains(tag));
    text.starts_with('<') && page(&text.to_ascii_lowercase())
}

/// The text that a page has for machines (`articleBody` of schema.org) is taken where it is so many times longer than what
/// was found: the page shows the rest to scripts alone.
const MUCH_MORE: usize = 2;

/// Reads a page.
pub(super) fn read(source: Single, options: &ReadOptions) -> Result<Reading, ReadError> {
    let (id, path, place) = (source.id(), source.name.source(), source.name.to_string());
    let kept = options.pages && !source.name.is_member();
    let declared = page::charset(&source.head);
    let decoded = source.into_text(declared.as_deref())?;
    let mut warnings = undecodable(&decoded);
    let html = decoded.text;
    let page = page::read(&html);
    warnings.extend(page.warnings);
    let rendered = match extract::main(&html) {
        Ok(main) => render::render(&main, render::Scope::Main),
        Err(why) => {
            warnings.extend(why.map(|why| Warning::WholePage { why }));
            render::render(&html, render::Scope::Page)
        }
    };
    let (text, mut blocks) = match page.body.filter(|body| body.len() > rendered.text.len() * MUCH_MORE) {
        Some(body) => {
            let blocks = boilerplate::paragraphs(&body);
            (body, blocks)
        }
        None => furniture::mark(rendered),
    };
    if blocks.is_empty() {
        return Err(ReadError::Empty { place: format!("{place}: the page") });
    }
    let facts = boilerplate::mark(&text, &mut blocks, boilerplate::Known::record(page.title.as_deref()));
    warnings.extend(facts.warnings);
    let markup = if kept { Markup::Page(html.into()) } else { Markup::Plain };
    let mut article = Article {
        id,
        source: path,
        title: page.title.or(facts.title),
        language: None,
        published: page.published.or(facts.published),
        published_at: page.published_at,
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

/// The text of a piece of HTML that is an article's and nothing else, and its blocks.
pub(super) fn fragment(html: &str) -> (String, Vec<Block>) {
    furniture::mark(render::render(html, render::Scope::Main))
}
