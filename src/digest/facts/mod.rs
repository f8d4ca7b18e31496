//! Who, when, where, and the figures of a story, as its text says them: pieces of the text, nothing put into other words.
//!
//! Better to leave a fact out than to name a wrong one: a name counts where the words around it say what it names.

mod capitals;
mod carrying;
mod chinese;
mod days;
mod english;
mod figures;
mod headline;
mod people;
mod plans;
mod sure;
#[cfg(test)]
mod tests;
mod victims;

pub(in crate::digest) use figures::is_counted;

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::text::{
    Language, dates,
    numerals::{self, Value},
};

/// So many names and figures at most, and so many days: of more, most are not of the event.
const MOST: usize = 3;
const MOST_DAYS: usize = 2;

/// The key facts of a text, in its own words. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Organisations and people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
    /// Days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<String>,
    /// Days that were yet to come, as the text says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub planned: Vec<String>,
    /// The place: the first that is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub r#where: Vec<String>,
    /// Figures with what they count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
}

impl Facts {
    /// What at least two of several texts on one event say: a fact that only one of them knows may be of something else. Days
    /// and figures are compared by what they mean, whichever language they are written in; a name must stand in two texts,
    /// in those of the other language as one of its `counterparts`. Fewer than two texts bear out nothing, and deny nothing.
    #[must_use]
    pub fn borne_out(
        mut self,
        language: Language,
        texts: &[Heard<'_>],
        counterparts: &dyn Fn(&str) -> Vec<String>,
    ) -> Self {
        let own = |heard: &&Heard<'_>| heard.language.is_chinese() == language.is_chinese();
        let in_language = texts.iter().filter(own).count();
        let stands = |fact: &str| {
            let others = counterparts(fact);
            let has = |heard: &&Heard<'_>| match own(heard) {
                true => heard.text.contains(fact),
                false => others.iter().any(|other| heard.text.contains(other.as_str())),
            };
            texts.iter().filter(has).count() > 1
        };
        // "Dalian, Liaoning province" is borne out by Dalian, "Mr Luo Wen" by Luo Wen.
        let place = |fact: &String| stands(fact.split(',').next().unwrap_or(fact));
        let name = |fact: &String| {
            let full = fact.split_once(' ').map(|(_, rest)| rest).filter(|rest| rest.contains(' '));
            stands(fact) || full.is_some_and(stands)
        };
        if in_language > 1 {
            self.who.retain(name);
            self.r#where.retain(place);
        }
        if texts.len() > 1 {
            let known: Vec<Known> = texts.iter().map(Known::of).collect();
            // A day without a year is of the year in which it was told.
            let published = texts.iter().find(own).and_then(|heard| heard.published);
            let days = |fact: &String| {
                let days = Known::of(&Heard { language, text: fact, published }).days;
                let has = |known: &&Known| {
                    days.iter().all(|day| known.days.iter().any(|other| days::is_same(*day, *other)))
                };
                !days.is_empty() && known.iter().filter(has).count() > 1
            };
            let figures = |fact: &String| {
                let numbers = values(fact);
                let has = |known: &&Known| numbers.iter().all(|number| known.numbers.contains(number));
                known.iter().filter(has).count() > 1
            };
            self.when.retain(days);
            self.planned.retain(days);
            self.figures.retain(figures);
        }
        self
    }

    /// Of the facts of a translation those that the text it is made from has too: a day and a figure by what they mean, a name
    /// by its `counterparts`. What is planned there is planned.
    #[must_use]
    pub fn also_in(
        self,
        language: Language,
        original: &Self,
        published: Option<Date>,
        counterparts: &dyn Fn(&str) -> Vec<String>,
    ) -> Self {
        let other = if language.is_chinese() { Language::English } else { Language::Chinese };
        let days = |fact: &str, language| Known::of(&Heard { language, text: fact, published }).days;
        let has_day = |facts: &[String], fact: &String| {
            let known: Vec<Date> = facts.iter().flat_map(|fact| days(fact, other)).collect();
            let days = days(fact, language);
            let is_known = |day: &Date| known.iter().any(|other| days::is_same(*day, *other));
            !days.is_empty() && days.iter().all(is_known)
        };
        let has_name = |facts: &[String], fact: &String| {
            counterparts(fact).iter().any(|name| facts.iter().any(|other| other.contains(name.as_str())))
        };
        let has_figure = |fact: &String| {
            let numbers = values(fact);
            original
                .figures
                .iter()
                .map(|other| values(other))
                .any(|known| !numbers.is_empty() && numbers.iter().all(|number| known.contains(number)))
        };
        let named = || self.when.iter().chain(&self.planned);
        Self {
            when: named().filter(|fact| has_day(&original.when, fact)).cloned().collect(),
            planned: named().filter(|fact| has_day(&original.planned, fact)).cloned().collect(),
            who: self.who.iter().filter(|fact| has_name(&original.who, fact)).cloned().collect(),
            r#where: self.r#where.iter().filter(|fact| has_name(&original.r#where, fact)).cloned().collect(),
            figures: self.figures.iter().filter(|fact| has_figure(fact)).cloned().collect(),
        }
    }

    /// Changes each of them.
    pub fn each(&mut self, change: impl FnMut(&mut String)) {
        let all = [&mut self.who, &mut self.when, &mut self.planned, &mut self.r#where, &mut self.figures];
        all.into_iter().flatten().for_each(change);
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.who.is_empty()
            && self.when.is_empty()
            && self.planned.is_empty()
            && self.r#where.is_empty()
            && self.figures.is_empty()
    }
}

/// A text on the event.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Its language.
    pub language: Language,
    /// The text.
    pub text: &'a str,
    /// The day it was published.
    pub published: Option<Date>,
}

/// The days and numbers of a text.
struct Known {
    days: Vec<Date>,
    numbers: Vec<Value>,
}

impl Known {
    fn of(heard: &Heard<'_>) -> Self {
        let numbers = numerals::find(heard.text);
        let dates = dates::find(heard.text, &numbers);
        let days = days::all(heard.text, &dates, heard.published);
        Self { days, numbers: numbers.into_iter().map(|number| number.value).collect() }
    }
}

fn values(text: &str) -> Vec<Value> {
    numerals::find(text).into_iter().map(|number| number.value).collect()
}

/// What a story is told in, in one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// The headline; may be empty.
    pub headline: &'a str,
    /// The summary; may be empty.
    pub summary: &'a str,
    /// The beginning of the leading article.
    pub beginning: &'a str,
    /// How many articles tell of the event.
    pub articles: usize,
    /// How many of them do in this language.
    pub in_language: usize,
}

/// The facts of a story that was published on a day, if that is known. Those of one article are those of its headline and of the
/// sentences that carry it; of several that will [bear each other out](Facts::borne_out) any sentence's may be. Figures are
/// those of the headline and of the summary, where there is one.
pub fn facts(told: &Told<'_>, language: Language, published: Option<Date>) -> Facts {
    let headline = told.headline;
    let text = &format!("{}\n{}", told.summary, told.beginning);
    let numbers = numerals::find(text);
    let dates = dates::find(text, &numbers);
    let mut carrying = carrying::carrying(headline, text, language);
    // Who, where and when are asked of the first: later ones tell of what was before, and who speaks of it.
    let first = carrying.first().cloned().unwrap_or_default();
    // Of a text that names days of this year without it, those with a year are of what was before.
    let is_of_another_year = |date: &dates::Date| {
        published.is_none()
            && date.year.is_some()
            && dates.iter().any(|other| other.year.is_none() && other.month.is_some() && other.day.is_some())
    };
    let is_told = |date: &&dates::Date| contains(&first, &date.span) && !is_of_another_year(date);
    let dates: Vec<_> = dates.iter().filter(is_told).cloned().collect();
    let days = days::days(text, &dates, published);
    let days = |planned| days.iter().filter(move |day| day.is_planned == planned).map(|day| day.written);
    let all = 0..text.len();
    let reach = if told.in_language > 1 { &all } else { &first };
    let (who, places) = match language {
        Language::English => (english::names(headline, text, reach), english::place(text, reach)),
        Language::Chinese | Language::TraditionalChinese => {
            (chinese::names(text, reach), chinese::place(text, reach))
        }
    };
    // What is shown has its figures in sight; a figure that stands nowhere there would say nothing.
    let shown = 0..told.summary.len();
    if !shown.is_empty() {
        carrying = vec![shown];
    } else if told.articles > 1 {
        carrying = vec![all.clone()];
    }
    Facts {
        who: some(who, MOST),
        when: some(days(false), MOST_DAYS),
        planned: some(days(true), MOST_DAYS),
        r#where: some(places, 1),
        figures: some(figures::figures(headline, text, &carrying, language), MOST),
    }
}

/// True for a span within a sentence.
fn contains(sentence: &Range<usize>, span: &Range<usize>) -> bool {
    sentence.start <= span.start && span.end <= sentence.end
}

/// True for a piece of a text within a sentence of it.
fn is_within(text: &str, piece: &str, sentence: &Range<usize>) -> bool {
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    contains(sentence, &(start..start + piece.len()))
}

/// The first of them, each once: of two that say the same the fuller one.
fn some<'a>(all: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for one in all.into_iter().map(str::trim).filter(|one| !one.is_empty()) {
        if let Some(part) = out.iter_mut().find(|other| one.contains(other.as_str())) {
            one.clone_into(part);
        } else if out.len() < most && !out.iter().any(|other| other.contains(one)) {
            out.push(one.to_owned());
        }
    }
    out
}
