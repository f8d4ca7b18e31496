//! A bulletin: stories in order, each with its articles. The schema `zhaiyi-digest/1`.

mod book;
mod chart;
mod feed;
mod html;
mod labels;
mod markdown;
mod plain;
mod said;
mod view;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::Value;

use super::{
    ByLanguage, Layout, Record,
    html::{is_link, to_mark},
    markdown::escape,
    plain::clean,
    record::Made,
    typography::titled,
};
use crate::{
    digest::{Difference, Facts, Reasons},
    text::{Language, script::is_han},
};

pub use book::{bulletin_docx, bulletin_epub};
pub use feed::{bulletin_atom, bulletin_json_feed};
pub use html::{bulletin_email, bulletin_html};
pub use markdown::bulletin_markdown;
pub use plain::bulletin_plain;

/// A bulletin. Fields are written in this order.
#[derive(Clone, Debug, Serialize)]
pub struct Bulletin {
    schema: &'static str,
    /// Its title.
    pub title: String,
    /// The first and last day of publication among its articles.
    pub span: Option<(Date, Date)>,
    /// The stories, the first one first.
    pub groups: Vec<Group>,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
    /// The languages it is written in.
    #[serde(skip)]
    pub languages: Vec<Language>,
    /// How two languages stand on a page: one below the other where this is [`Layout::Interleaved`], else side by side.
    #[serde(skip)]
    pub layout: Layout,
    /// Articles of stories that an earlier bulletin told, and that are left out for that.
    #[serde(skip)]
    pub told_before: usize,
}

/// One story.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its id. It stays when articles come later: it is made of the first one.
    pub id: String,
    /// Its headline in the languages of the bulletin.
    pub headline: ByLanguage<String>,
    /// What its articles say, in the languages of the bulletin.
    #[serde(skip_serializing_if = "ByLanguage::is_empty")]
    pub summary: ByLanguage<Made>,
    /// Who, when, where, and figures.
    #[serde(skip_serializing_if = "ByLanguage::is_empty")]
    pub facts: ByLanguage<Facts>,
    /// Figures in which its articles differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// The topic that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Its weight in the order.
    pub score: f64,
    /// What the weight is made of.
    pub reasons: Reasons,
    /// How many of its articles, the last ones, were in a bulletin before.
    #[serde(skip_serializing_if = "is_none")]
    pub earlier: usize,
    /// Its articles, the leading one first.
    pub articles: Vec<Record>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// An input that is not in the bulletin.
#[derive(Clone, Debug, Serialize)]
pub struct Skipped {
    /// Its id or the place it was read from.
    pub name: String,
    /// Why it was left out.
    pub reason: String,
}

/// Why an article that can be read is not in a bulletin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Days were asked for, and its own is not known.
    Undated,
    /// It is of an earlier day.
    Older,
    /// It is of a later day.
    Newer,
    /// It is blank.
    Blank,
}

impl LeftOut {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Undated, Self::Older, Self::Newer, Self::Blank];

    /// As it is told.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Undated => "its date is not known",
            Self::Older => "it is older than --since",
            Self::Newer => "it is newer than --until",
            Self::Blank => "there is no text in it",
        }
    }
}

impl Bulletin {
    /// A bulletin of these stories.
    pub fn new(title: String, languages: Vec<Language>, groups: Vec<Group>, skipped: Vec<Skipped>) -> Self {
        let dates =
            || groups.iter().flat_map(|group| &group.articles).filter_map(|article| article.published);
        let span = dates().min().zip(dates().max());
        let layout = Layout::default();
        Self { schema: "zhaiyi-digest/1", title, span, groups, skipped, languages, layout, told_before: 0 }
    }

    /// What is said where there is no story.
    fn nothing(&self) -> Option<&'static str> {
        let word = if self.told_before > 0 { labels::NOTHING_NEW } else { labels::NOTHING };
        self.groups.is_empty().then(|| word.in_language(self.language()))
    }

    /// The language that it speaks itself: the first one.
    fn language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::English)
    }

    /// Its stories by topic, topics in the order in which the first of their stories comes; those without one last. A heading
    /// stands only where there are topics.
    fn sections(&self) -> Vec<(Option<&str>, Vec<&Group>)> {
        let mut names: Vec<Option<&str>> = Vec::new();
        for topic in self.groups.iter().map(|group| group.topic.as_deref()).filter(Option::is_some) {
            if !names.contains(&topic) {
                names.push(topic);
            }
        }
        let other = (!names.is_empty()).then(|| labels::OTHER.in_language(self.language()));
        names.push(None);
        let section = |name: Option<&'_ str>| {
            self.groups.iter().filter(|group| group.topic.as_deref() == name).collect()
        };
        names
            .iter()
            .map(|name| (name.or(other), section(*name)))
            .filter(|(_, groups): &(_, Vec<&Group>)| !groups.is_empty())
            .collect()
    }

    /// All articles.
    fn records(&self) -> impl Iterator<Item = &Record> {
        self.groups.iter().flat_map(|group| &group.articles)
    }

    /// "4 stories from 5 articles".
    pub fn counts(&self) -> String {
        let articles: usize = self.groups.iter().map(|group| group.articles.len()).sum();
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        format!(
            "{} from {}",
            count(self.groups.len(), "story", "stories"),
            count(articles, "article", "articles")
        )
    }

    /// "11–17 July 2023 · 4 stories from 5 articles", in its own language.
    fn about(&self) -> String {
        labels::about(self.span, self.groups.len(), self.records().count(), self.language())
    }
}

impl Group {
    /// The headline in a language, or else in any.
    fn title(&self, language: Language) -> &str {
        let any = || self.headline.iter().next().map(|(_, headline)| headline);
        self.headline.get(language).or_else(any).map_or("", String::as_str)
    }

    /// The language of that headline, by its script: it may be the original's.
    fn title_language(&self, language: Language) -> Language {
        let title = self.title(language);
        match (language.is_chinese(), title.chars().any(is_han)) {
            (true, false) if title.chars().any(|c| c.is_ascii_alphabetic()) => Language::English,
            (false, true) => {
                let own = self.articles.iter().filter_map(|article| article.lang);
                own.into_iter().find(|own| own.is_chinese()).unwrap_or(Language::Chinese)
            }
            _ => language,
        }
    }

    /// The languages in which it is shown: a column that has the original, for want of a good gloss, is not shown beside the
    /// original itself.
    fn shown(&self, languages: &[Language]) -> Vec<Language> {
        let repeats = |language: &Language| {
            let made = self.summary.get(*language).filter(|made| made.lang.is_some())?;
            let same = |other: &&Language| {
                *other != language
                    && self.title(**other) == self.title(*language)
                    && self
                        .summary
                        .get(**other)
                        .is_some_and(|own| own.lang.is_none() && own.text == made.text)
            };
            languages.iter().find(same)
        };
        languages.iter().copied().filter(|language| repeats(language).is_none()).collect()
    }

    /// What stands below the text of a column: how it came about and, where it stands for another one too, that it does.
    fn label(
        &self,
        language: Language,
        languages: &[Language],
        label: impl Fn(Language, &Made) -> String,
    ) -> Option<String> {
        let shown = self.shown(languages);
        let hidden = languages.iter().filter(|other| !shown.contains(other));
        let instead = hidden.map(|other| format!("{other} · {}", labels::INSTEAD.in_language(*other)));
        let own = self.summary.get(language).map(|made| label(language, made))?;
        Some([own].into_iter().chain(instead).collect::<Vec<_>>().join(" · "))
    }

    /// The text of its summary; none where the headline has all of its words.
    fn said(&self, language: Language) -> Option<&Made> {
        let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let made = self.summary.get(language)?;
        (letters(&made.text) != letters(self.title(language))).then_some(made)
    }

    /// The keywords in the script of a language.
    fn keywords_in(&self, language: Language) -> Vec<&str> {
        let is_chinese = |word: &&str| word.chars().all(is_han) == language.is_chinese();
        self.keywords.iter().map(String::as_str).filter(is_chinese).collect()
    }

    /// The differences between articles in a language, said in it.
    fn differences_in(&self, language: Language) -> Vec<String> {
        let same = |difference: &&Difference| difference.language == Some(language);
        self.differences.iter().filter(same).map(|difference| labels::differ(difference, language)).collect()
    }

    /// When its newest article was published (RFC 3339); of an article that names only a day, the beginning of it.
    fn latest(&self) -> Option<String> {
        let instant = |article: &Record| {
            let day = || article.published.map(|day| format!("{day}T00:00:00Z"));
            article.published_at.clone().or_else(day)
        };
        let moment = |text: &String| text.parse::<Timestamp>().ok();
        self.articles.iter().filter_map(instant).max_by_key(moment)
    }

    /// The address of the first article that has one.
    fn link(&self) -> Option<&str> {
        self.articles.iter().filter_map(|article| article.source.as_deref()).find(|source| is_link(source))
    }
}

/// The same and what the checks saw in it, for formats that mark nothing in the text.
fn noted(language: Language, made: &Made) -> String {
    let seen = to_mark(&made.findings).into_iter().map(|finding| said::said(&finding.message, language));
    [labels::made_by(language, made)].into_iter().chain(seen).collect::<Vec<_>>().join(" · ")
}

/// Where an article can be found, unless its headline says that already.
fn place(article: &Record) -> Option<String> {
    Some(article.place()).filter(|place| *place != article.headline)
}

/// One article of a story: when, by whom, what, and where it can be found.
fn source_line(article: &Record, language: Language, markdown: bool) -> String {
    let text = |text: &str| if markdown { escape(text) } else { text.to_owned() };
    let title = text(&titled(&article.headline, language));
    let named = match article.source.as_deref() {
        Some(link) if markdown && is_link(link) => format!("[{title}](<{}>)", link.replace(['<', '>'], "")),
        _ => match place(article) {
            Some(place) => format!("{title} · {}", text(&place)),
            None => title,
        },
    };
    let about =
        [article.published.map(|date| date.to_string()), article.publisher.as_deref().map(text), Some(named)];
    about.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The bulletin as JSON, indented; what other formats leave out of texts is not in it either.
pub fn bulletin_json(bulletin: &Bulletin) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(bulletin)?;
    clean_strings(&mut value);
    serde_json::to_string_pretty(&value)
}

fn clean_strings(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(values) => values.iter_mut().for_each(clean_strings),
        Value::Object(fields) => fields.values_mut().for_each(clean_strings),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
