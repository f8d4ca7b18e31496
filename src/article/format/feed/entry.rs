//! An entry of a feed, whatever the feed is written in.

use serde_json::{Map, Value};

use super::page;
use crate::article::{
    Article, Fetched, Id, Item, Markup, ReadError, ReadOptions, Reading, Unread, Warning, boilerplate, date,
    format::html,
    language,
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

/// What is said of a whole feed.
#[derive(Clone, Debug, Default)]
pub(super) struct Feed {
    pub title: Option<String>,
    pub language: Option<String>,
}

/// A text and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Text {
    Plain(String),
    Html(String),
}

/// An entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// The entry's own id.
    pub id: Option<String>,
    pub link: Option<String>,
    pub title: Option<String>,
    pub content: Option<Text>,
    pub summary: Option<Text>,
    /// When it was published, else when it was last changed.
    pub published: Option<String>,
    pub updated: Option<String>,
    /// Where an aggregator has it from.
    pub source: Option<String>,
    pub language: Option<String>,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
}

impl Text {
    fn is_blank(&self) -> bool {
        let (Self::Plain(text) | Self::Html(text)) = self;
        text.trim().is_empty()
    }

    fn len(&self) -> usize {
        let (Self::Plain(text) | Self::Html(text)) = self;
        text.len()
    }
}

impl Entry {
    /// Hands the entry on. `number` counts the entries of the feed from 1.
    pub fn push(
        self,
        feed: &Feed,
        name: &Name,
        number: usize,
        options: &ReadOptions,
        sink: &mut Sink,
    ) -> Flow {
        let place = Source::numbered(name, number, "entry");
        let link = self.link.as_deref().map(|link| name.join(link)).filter(|link| is_address(link));
        // An id that means something outside of its feed, else the address; numbers count from 1 in every feed.
        let own =
            self.id.clone().filter(|id| is_address(id) || id.starts_with("urn:") || id.starts_with("tag:"));
        let id = own.or_else(|| link.clone()).map_or(place.id.clone(), Id::Text);
        let source = link.clone().or_else(|| place.source.clone());
        let page = link.as_deref().filter(|_| options.follow).map(|link| page::fetch(link, name, options));
        let bytes = [&self.content, &self.summary].into_iter().flatten().map(Text::len).sum();
        let (feed, options) = (feed.clone(), options.clone());
        sink.push(Unread::guarded(bytes, (id.clone(), source.clone()), move || Item {
            result: self.whole(page, &feed, id.clone(), source.clone(), &place.name, &options),
            id,
            source,
        }))
    }

    /// The article on the page behind the entry, with what the feed knows better; else what the feed has of it.
    fn whole(
        self,
        page: Option<Result<Fetched, Warning>>,
        feed: &Feed,
        id: Id,
        source: Option<String>,
        place: &str,
        options: &ReadOptions,
    ) -> Result<Reading, ReadError> {
        let page = page.map(|page| page.and_then(|page| page::read(page, id.clone(), options)));
        let own = self.read(feed, id, source, place, options);
        match (page, own) {
            (Some(Ok(mut page)), Ok(own)) => {
                let (article, own) = (&mut page.article, own.article);
                article.title = own.title.or(article.title.take());
                if own.published.is_some() {
                    (article.published, article.published_at) = (own.published, own.published_at);
                }
                article.publisher = article.publisher.take().or(own.publisher);
                article.extra = own.extra;
                Ok(page)
            }
            (Some(Ok(page)), Err(_)) => Ok(page),
            (Some(Err(warning)), own) => own.map(|mut own| {
                own.warnings.push(warning);
                own
            }),
            (None, own) => own,
        }
    }

    fn read(
        self,
        feed: &Feed,
        id: Id,
        source: Option<String>,
        place: &str,
        options: &ReadOptions,
    ) -> Result<Reading, ReadError> {
        let mut warnings = Vec::new();
        let published = self.date(&mut warnings);
        let said = [&self.published, &self.updated].into_iter().flatten();
        let published_at =
            said.into_iter().find(|text| date::parse(text).is_some()).and_then(|text| date::instant(text));
        let title = self.title.as_deref().and_then(html::words);
        let said = [self.content, self.summary].into_iter().flatten().find(|text| !text.is_blank());
        let (text, mut blocks) = match said {
            Some(Text::Html(html)) => html::fragment(&html),
            Some(Text::Plain(text)) => {
                let blocks = boilerplate::paragraphs(&text);
                (text, blocks)
            }
            None => (String::new(), Vec::new()),
        };
        let (text, mut blocks) = match (blocks.is_empty(), &title) {
            (false, _) => (text, std::mem::take(&mut blocks)),
            // A headline is an article, if a short one; digests are made of such.
            (true, Some(title)) => (title.clone(), boilerplate::paragraphs(title)),
            (true, None) => return Err(ReadError::Empty { place: place.to_owned() }),
        };
        let facts = boilerplate::mark(&text, &mut blocks, boilerplate::Known::record(title.as_deref()));
        warnings.extend(facts.warnings);
        let mut extra = Map::new();
        for (name, values) in [("authors", self.authors), ("tags", self.tags)] {
            if !values.is_empty() {
                extra.insert(name.to_owned(), values.into_iter().map(Value::String).collect());
            }
        }
        let mut article = Article {
            id,
            source,
            title: title.or(facts.title),
            language: None,
            published: published.or(facts.published),
            published_at,
            publisher: self.source.or_else(|| feed.title.clone()).and_then(|name| html::words(&name)),
            text,
            blocks,
            markup: Markup::Plain,
            extra,
        };
        // Feeds declare languages that their entries are not in: the text is believed, without a word.
        let declared = self.language.as_deref().or(feed.language.as_deref());
        article.language = language::decide(&article, declared, options, &mut Vec::new());
        Ok(Reading { article, warnings })
    }

    fn date(&self, warnings: &mut Vec<Warning>) -> Option<jiff::civil::Date> {
        let said = || [&self.published, &self.updated].into_iter().flatten();
        let date = said().find_map(|text| date::parse(text));
        if let (None, Some(found)) = (date, said().next()) {
            warnings.push(Warning::UnreadableDate { found: found.clone() });
        }
        date
    }
}

/// An address of the web.
fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}
