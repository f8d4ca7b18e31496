//! What a page says of its article outside the text: charset, title, date, publisher.

use jiff::civil::Date;
use serde_json::Value;

use super::{
    render::{self, Scope},
    tags::{Token, attribute, tokens},
    title::{self, Candidates},
};
use crate::article::{Warning, boilerplate, date};

/// The facts of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub title: Option<String>,
    pub published: Option<Date>,
    pub published_at: Option<String>,
    pub publisher: Option<String>,
    /// The text that is there for machines.
    pub body: Option<String>,
    pub warnings: Vec<Warning>,
}

/// Names of `meta` fields for the date, better ones first.
const DATES: [&str; 17] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish_date",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "citation_publication_date",
    "weibo: article:create_at",
    "date",
    "article:modified_time",
];
/// Names of `meta` fields for the publisher, better ones first. `contentsource` is that of Chinese government pages.
const PUBLISHERS: [&str; 5] =
    ["contentsource", "og:site_name", "citation_publisher", "dc.publisher", "application-name"];

/// So many texts after a heading may be a dateline.
const NEAR: usize = 12;

/// The encoding that the start of a page declares.
pub(super) fn charset(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    tokens(&head).find_map(|token| match token {
        Token::Open { name, attributes } if name.eq_ignore_ascii_case("meta") => {
            let content = || attribute(attributes, "content").map(|content| content.to_ascii_lowercase());
            let of_type = || Some(content()?.split_once("charset=")?.1.trim().to_owned());
            attribute(attributes, "charset").map(|charset| charset.trim().to_owned()).or_else(of_type)
        }
        _ => None,
    })
}

/// Reads the facts of a page.
pub(super) fn read(html: &str) -> Page {
    let mut found = Found::default();
    for token in tokens(html) {
        found.take(token);
    }
    let mut page = Page {
        title: title::choose(&found.titles),
        publisher: found.publisher.map(|(_, name)| name),
        body: found.body,
        ..Page::default()
    };
    found.dates.sort_by_key(|(rank, _)| *rank);
    let dated = found.dates.iter().find_map(|(_, text)| Some((date::parse(text)?, text)));
    page.published = dated.map(|(date, _)| date);
    page.published_at = dated.and_then(|(_, text)| date::instant(text));
    if let (None, Some((_, text))) = (page.published, found.dates.first()) {
        page.warnings.push(Warning::UnreadableDate { found: text.clone() });
    }
    page
}

#[derive(Default)]
struct Found {
    titles: Candidates,
    /// With their rank: 0 is best.
    dates: Vec<(usize, String)>,
    publisher: Option<(usize, String)>,
    body: Option<String>,
    /// How many texts are still near the heading.
    near: usize,
    in_heading: bool,
    heading: String,
}

impl Found {
    fn take(&mut self, token: Token) {
        match token {
            Token::Raw { name, content, .. } if name.eq_ignore_ascii_case("title") => {
                self.titles.page = self.titles.page.take().or_else(|| title::words(content));
            }
            Token::Raw { name, attributes, content } if name.eq_ignore_ascii_case("script") => {
                let kind = attribute(attributes, "type").unwrap_or_default();
                if kind.eq_ignore_ascii_case("application/ld+json") {
                    self.json_ld(content);
                }
            }
            Token::Open { name, attributes } if name.eq_ignore_ascii_case("meta") => self.meta(attributes),
            Token::Open { name, attributes } if name.eq_ignore_ascii_case("time") => {
                // Times of comments and related articles come after the article's own.
                if let Some(value) = attribute(attributes, "datetime")
                    && date::parse(&value).is_some()
                {
                    self.dates.push((DATES.len() + 1, value.into_owned()));
                }
            }
            Token::Open { name, .. } if is_heading(name) => {
                self.in_heading = true;
                self.heading.clear();
            }
            Token::Close(name) if is_heading(name) => {
                self.in_heading = false;
                self.near = NEAR;
                self.titles.headings.extend(title::words(&self.heading));
            }
            Token::Text(text) if !self.in_heading && self.near > 0 => self.near_heading(text),
            Token::Text(text) if self.in_heading && self.heading.len() < title::LONGEST => {
                self.heading.push_str(text)
            }
            _ => {}
        }
    }

    /// Pages without metadata print date and source under the heading.
    fn near_heading(&mut self, text: &str) {
        let text = html_escape::decode_html_entities(text);
        if text.trim().is_empty() {
            return;
        }
        self.near -= 1;
        let Some(said) = boilerplate::dateline(&text) else { return };
        if let Some(date) = said.published {
            self.dates.push((DATES.len(), date.to_string()));
        }
        if let Some(publisher) = said.publisher {
            self.publish(PUBLISHERS.len() + 1, &publisher);
        }
    }

    fn meta(&mut self, attributes: &str) {
        let Some(content) = attribute(attributes, "content").filter(|content| !content.trim().is_empty())
        else {
            return;
        };
        let name = ["property", "name", "itemprop"].iter().find_map(|key| attribute(attributes, key));
        let Some(name) = name.map(|name| name.trim().to_ascii_lowercase()) else {
            return;
        };
        let rank = |names: &[&str]| names.iter().position(|known| *known == name);
        match &*name {
            "og:title" | "twitter:title" | "articletitle" | "dc.title" | "citation_title" => {
                self.titles.meta.extend(title::words(&content));
            }
            "og:site_name" | "sitename" => self.titles.site = title::words(&content),
            _ => {}
        }
        if let Some(rank) = rank(&DATES) {
            self.dates.push((rank, content.to_string()));
        }
        if let Some(rank) = rank(&PUBLISHERS) {
            self.publish(rank, &content);
        }
    }

    fn publish(&mut self, rank: usize, name: &str) {
        if self.publisher.as_ref().is_none_or(|(best, _)| rank < *best) {
            self.publisher = title::words(name).map(|name| (rank, name)).or(self.publisher.take());
        }
    }

    /// schema.org objects, wherever they are nested.
    fn json_ld(&mut self, content: &str) {
        let Ok(root) = serde_json::from_str::<Value>(content.trim()) else {
            return;
        };
        let mut open = vec![&root];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(object) => {
                    let is_article =
                        object.get("@type").is_some_and(|kind| kind.to_string().contains("Article"));
                    if is_article {
                        let text = |key: &str| object.get(key).and_then(Value::as_str);
                        // After the first meta field, before the vaguer ones.
                        self.dates.extend(text("datePublished").map(|date| (1, date.to_owned())));
                        if let Some(body) = text("articleBody").filter(|_| self.body.is_none()) {
                            self.body = Some(plain(body));
                        }
                        self.titles.meta.extend(text("headline").and_then(title::words));
                        let name = object.get("publisher").and_then(|publisher| publisher.get("name"));
                        if let Some(name) = name.and_then(Value::as_str) {
                            self.publish(PUBLISHERS.len(), name);
                        }
                    }
                    open.extend(object.get("@graph"));
                }
                _ => {}
            }
        }
    }
}

/// A text without the markup that some put into it.
fn plain(text: &str) -> String {
    if text.contains("</") || text.contains("<br") {
        return render::render(text, Scope::Main).text;
    }
    html_escape::decode_html_entities(text).into_owned()
}

fn is_heading(name: &str) -> bool {
    name.eq_ignore_ascii_case("h1") || name.eq_ignore_ascii_case("h2")
}
