//! Input records: the article in a JSON object.

mod fields;
mod repair;

use serde_json::Value;

use super::{
    Article, BlockKind, Id, Item, Markup, ReadError, ReadOptions, Reading, Warning, boilerplate, language,
};
use fields::Fields;
pub(super) use fields::{is_text, is_title, known};

/// How the schema of a bulletin begins that was written as JSON: it has a title and articles, and is none itself.
const BULLETIN: &str = "zhaiyi-digest/";

/// Where a record stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The id of a record that has none of its own.
    pub id: Id,
    /// What to call it in messages.
    pub name: String,
    /// The file it is in.
    pub source: Option<String>,
}

impl Place {
    /// A line of a stream.
    pub fn line(number: usize) -> Self {
        Self { id: Id::Number(number.into()), name: format!("line {number}"), source: None }
    }
}

/// Reads one line.
pub(super) fn read(line: &str, place: &Place, options: &ReadOptions) -> Item {
    let name = || place.name.clone();
    let error = if line.trim().is_empty() {
        ReadError::Empty { place: name() }
    } else {
        match parse(line) {
            Ok((value, warnings)) => return from_value(value, warnings, place, options),
            Err(why) => ReadError::BadRecord { place: name(), why },
        }
    };
    Item::failed(place.id.clone(), place.source.clone(), error)
}

/// Reads JSON, mending what can be mended; otherwise says why it is none.
pub(super) fn parse(text: &str) -> Result<(Value, Vec<Warning>), String> {
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str(text) {
        Ok(value) => Ok((value, Vec::new())),
        Err(error) => match repair::lone_surrogates(text).and_then(|text| serde_json::from_str(&text).ok()) {
            Some(value) => Ok((value, vec![Warning::LoneSurrogates])),
            None => Err(format!("invalid JSON: {error}")),
        },
    }
}

/// Makes the article of a record.
pub(super) fn from_value(value: Value, warnings: Vec<Warning>, place: &Place, options: &ReadOptions) -> Item {
    let Value::Object(object) = value else {
        let why = format!("{} where an object was expected", fields::kind(&value));
        let error = ReadError::BadRecord { place: place.name.clone(), why };
        return Item::failed(place.id.clone(), place.source.clone(), error);
    };
    if let Some(schema) =
        object.get("schema").and_then(Value::as_str).filter(|name| name.starts_with(BULLETIN))
    {
        let why = format!("a bulletin that was made of articles ({schema}), not an article");
        let error = ReadError::BadRecord { place: place.name.clone(), why };
        return Item::failed(place.id.clone(), place.source.clone(), error);
    }
    let mut fields = Fields::new(object, warnings);
    let id = fields.id().unwrap_or_else(|| place.id.clone());
    let source = fields.url().or_else(|| place.source.clone());
    let result = article(fields, id.clone(), source.clone(), place, options);
    Item { id, source, result }
}

fn article(
    mut fields: Fields,
    id: Id,
    source: Option<String>,
    place: &Place,
    options: &ReadOptions,
) -> Result<Reading, ReadError> {
    let mut text = fields.body().map_err(|why| ReadError::BadRecord { place: place.name.clone(), why })?;
    let title = fields.title();
    if text.trim().is_empty() {
        // A headline is an article, if a short one; digests are made of such.
        text = title.clone().unwrap_or_default();
    }
    if text.is_empty() {
        return Err(ReadError::Empty { place: format!("{}: the text of the record", place.name) });
    }
    let declared = fields.language();
    let (published, instant) = fields.published();
    let publisher = fields.publisher();
    let (extra, mut warnings) = fields.rest();
    let mut blocks = boilerplate::paragraphs(&text);
    let facts = boilerplate::mark(&text, &mut blocks, boilerplate::Known::record(title.as_deref()));
    if !blocks.iter().any(|block| block.kind.is_body()) {
        // A record is an article because somebody says so: it is not all boilerplate.
        blocks.iter_mut().for_each(|block| block.kind = BlockKind::Paragraph);
    }
    warnings.extend(facts.warnings);
    let mut article = Article {
        id,
        source,
        title: title.or(facts.title),
        language: None,
        published: published.or(facts.published),
        published_at: instant,
        publisher: publisher.or(facts.publisher),
        text,
        blocks,
        markup: Markup::Plain,
        extra,
    };
    article.language = language::decide(&article, declared.as_deref(), options, &mut warnings);
    Ok(Reading { article, warnings })
}

#[cfg(test)]
mod tests;
