//! Attributes of tags: which are language, and where their values stand.

use std::ops::Range;

use html5gum::StartTag;

use super::super::unit::{Builder, Place, Unit};

/// Attributes that are shown or read out, of any element.
const SHOWN: [&str; 6] = ["alt", "title", "placeholder", "aria-label", "aria-description", "summary"];

/// Names of `meta` fields that are read by people.
const META: [&str; 16] = [
    "description",
    "title",
    "og:title",
    "og:description",
    "og:image:alt",
    "twitter:title",
    "twitter:description",
    "twitter:image:alt",
    "dc.title",
    "dc.description",
    "dcterms.title",
    "articletitle",
    "subtitle",
    "abstract",
    "apple-mobile-web-app-title",
    "application-name",
];

/// The value of an attribute, if the tag has it.
pub(super) fn value<'t>(tag: &'t StartTag<usize>, name: &str) -> Option<std::borrow::Cow<'t, str>> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value))
}

/// The units in the attributes of a tag.
pub(super) fn units(page: &str, tag: &StartTag<usize>) -> Vec<Unit> {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    let is = |key: &str, values: &[&str]| {
        value(tag, key).is_some_and(|value| values.contains(&value.trim().to_ascii_lowercase().as_str()))
    };
    let mut wanted: Vec<&str> = SHOWN.to_vec();
    match name.as_str() {
        "meta" if ["name", "property", "itemprop"].iter().any(|key| is(key, &META)) => {
            wanted = vec!["content"]
        }
        "meta" | "link" => return Vec::new(),
        "input" if is("type", &["submit", "button", "reset"]) => wanted.push("value"),
        "option" | "optgroup" | "track" => wanted.push("label"),
        _ => {}
    }
    wanted.iter().filter_map(|name| unit(page, tag, name)).collect()
}

fn unit(page: &str, tag: &StartTag<usize>, name: &str) -> Option<Unit> {
    let words = value(tag, name)?;
    let (range, quote) = place(page, tag, name)?;
    let mut builder = Builder::default();
    builder.push(&words.split_whitespace().collect::<Vec<_>>().join(" "), range);
    builder.finish(Place::Attribute(quote)).filter(|unit| unit.words.has_language())
}

/// The bytes of the value of an attribute, and the quotes around it.
pub(super) fn place(page: &str, tag: &StartTag<usize>, name: &str) -> Option<(Range<usize>, Option<char>)> {
    let start = tag.attributes.get(name.as_bytes())?.span.start;
    let rest = page.get(start..tag.span.end)?;
    let after_name = rest.find('=')?;
    let value = &rest[after_name + 1..];
    let blank = value.len() - value.trim_start().len();
    let (at, value) = (start + after_name + 1 + blank, &value[blank..]);
    match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = value[1..].find(quote)?;
            Some((at + 1..at + 1 + end, Some(quote)))
        }
        _ => {
            let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
            Some((at..at + end, None))
        }
    }
}
