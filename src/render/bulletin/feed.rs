//! The bulletin as a feed: Atom (RFC 4287) and JSON Feed 1.1, one entry a story.

use minijinja::{Value, context};
use serde_json::json;

use super::{Bulletin, view::view};
use crate::render::{
    html::tag,
    plain::{clean, unturned},
    template::{TemplateError, Templates},
};

/// The bulletin as an Atom feed.
///
/// # Errors
/// When a template of the user's cannot be filled in.
pub fn bulletin_atom(bulletin: &Bulletin, templates: &Templates) -> Result<String, TemplateError> {
    let view = view(bulletin);
    let with_html = stories(&view, templates)?.into_iter().map(|(story, html)| context! { html, ..story });
    let stories: Vec<Value> = with_html.collect();
    Ok(clean(&templates.fill("atom.xml", context! { stories, ..view })?) + "\n")
}

/// The bulletin as a JSON Feed.
///
/// # Errors
/// As [`bulletin_atom`].
pub fn bulletin_json_feed(bulletin: &Bulletin, templates: &Templates) -> Result<String, TemplateError> {
    let view = view(bulletin);
    let mut items = Vec::new();
    for ((story, html), group) in stories(&view, templates)?.into_iter().zip(&bulletin.groups) {
        let language = bulletin.language();
        let mut item = json!({
            "id": text(&story, "entry"),
            "title": clean(group.title(language)),
            "content_html": html,
            "date_published": text(&story, "updated"),
            "language": tag(Some(language)),
        });
        if let Some(made) = group.said(language) {
            item["summary"] = clean(&made.text).into();
        }
        if let Some(link) = group.link() {
            item["url"] = link.into();
        }
        if !group.keywords_in(language).is_empty() {
            item["tags"] = group.keywords_in(language).into();
        }
        items.push(item);
    }
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(&bulletin.title),
        "description": text(&view, "about"),
        "language": tag(Some(bulletin.language())),
        "items": items,
    });
    Ok(unturned(&format!("{feed:#}\n")).into_owned())
}

/// Each story with its text as HTML.
fn stories(view: &Value, templates: &Templates) -> Result<Vec<(Value, String)>, TemplateError> {
    let stories = view.get_attr("stories").unwrap_or_default();
    let mut out = Vec::new();
    for story in stories.try_iter().into_iter().flatten() {
        let html = clean(templates.fill("story.html", context! { story => story.clone(), labels => view.get_attr("labels").unwrap_or_default() })?.trim());
        out.push((story, html));
    }
    Ok(out)
}

fn text(value: &Value, name: &str) -> String {
    value.get_attr(name).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
