//! A story in the languages of a bulletin, which stand side by side: all of them about the same points.
//!
//! Where there are articles in both languages, the sentences that stand in one column have their counterparts in the other.
//! Where there are none in one of them, its column is a translation of what stands in the other one, headline and all.

use std::{borrow::Cow, sync::Arc};

use crate::{
    digest::Facts,
    engine::Watcher,
    outcome::Method,
    render::{ByLanguage, Made, Record},
    segment::Source,
    task::{Task, TermList, Translate},
    text::{Language, dateline::without_dateline, sentence},
};

use super::{
    Pipeline,
    counterparts::{Point, Points},
    headlines::{self, first_sentence, headline, once, tidy},
    in_script::in_script,
    known::known,
    plan::plan,
    shared_facts::{Told, shared},
    standing::can_stand,
    telling::{HEARD, RULES, SENTENCES, findings, keeps_figures, translates_well, usable},
};

/// Articles of each language in which the points of a story are looked for, and sentences of each: what matters stands early.
const ARTICLES: usize = 4;
const LOOKED_AT: usize = 15;

/// What a story says, by language.
#[derive(Default)]
pub(super) struct Columns {
    pub headline: ByLanguage<String>,
    pub summary: ByLanguage<Made>,
    pub facts: ByLanguage<Facts>,
}

/// One of them.
struct Column {
    language: Language,
    headline: String,
    summary: Option<Made>,
}

/// What the columns of one story are made from.
struct Coverage<'a> {
    articles: &'a [Record],
    terms: &'a TermList,
    watcher: &'a dyn Watcher,
}

impl Pipeline {
    /// A story in these languages.
    pub(super) fn columns(
        &self,
        articles: &[Record],
        languages: &[Language],
        terms: &TermList,
        watcher: &dyn Watcher,
    ) -> Columns {
        let coverage = Coverage { articles, terms, watcher };
        let first = |chinese| languages.iter().copied().find(|language| language.is_chinese() == chinese);
        let mut columns = match first(true).zip(first(false)) {
            Some((chinese, english)) => self.abreast(&coverage, chinese, english),
            None => Vec::new(),
        };
        for &language in languages {
            if columns.iter().all(|column| column.language != language) {
                let column = self.alone(&coverage, language);
                columns.push(column);
            }
        }
        let mut told: Vec<Told<'_>> = languages
            .iter()
            .filter_map(|&language| {
                let column = columns.iter().find(|column| column.language == language)?;
                let summary = column.summary.as_ref();
                let facts = known(articles, summary, language, terms).unwrap_or_default();
                Some(Told { language, summary, facts })
            })
            .collect();
        shared(&mut told, articles, terms);
        let mut out = Columns::default();
        for Told { language, facts, .. } in told {
            if !facts.is_empty() {
                out.facts.insert(language, facts);
            }
        }
        for Column { language, headline, summary } in columns {
            out.headline.insert(language, headline);
            if let Some(made) = summary {
                out.summary.insert(language, made);
            }
        }
        out
    }

    /// A column that has nothing beside it to agree with.
    fn alone(&self, coverage: &Coverage<'_>, language: Language) -> Column {
        let summary = self.told(coverage.articles, language, coverage.terms, coverage.watcher);
        // A text in the original has its own headline.
        let own = summary.as_ref().and_then(|made| made.lang).unwrap_or(language);
        let text = summary.as_ref().map(|made| made.text.as_str());
        let headline = headline(coverage.articles, text, own);
        let summary = summary.map(|made| once(&headline, made, language));
        Column { language, headline, summary }
    }

    /// Two columns, the leading one first: that of the first article.
    fn abreast(&self, coverage: &Coverage<'_>, chinese: Language, english: Language) -> Vec<Column> {
        let leads = coverage.articles.first().and_then(|article| article.lang);
        let (lead, other) =
            if leads.is_some_and(Language::is_chinese) { (chinese, english) } else { (english, chinese) };
        match (coverage.is_in(lead), coverage.is_in(other)) {
            (true, true) => match self.together(coverage, lead, other) {
                Some(both) => both.into(),
                None => vec![self.alone(coverage, lead), self.alone(coverage, other)],
            },
            (true, false) => self.led(coverage, lead, other),
            (false, true) => self.led(coverage, other, lead),
            (false, false) => vec![self.alone(coverage, lead), self.alone(coverage, other)],
        }
    }

    /// The column of a language, and its translation.
    fn led(&self, coverage: &Coverage<'_>, lead: Language, other: Language) -> Vec<Column> {
        let column = self.alone(coverage, lead);
        let Some(made) = &column.summary else { return vec![column] };
        let summary = match self.beside(coverage, made, lead, other) {
            // A model that writes in the other language straight away does better than rules that translate.
            Some(gloss) if gloss.method == Method::Glossed && coverage.is_generated(other) => {
                self.told(coverage.articles, other, coverage.terms, coverage.watcher)
            }
            made => made,
        };
        let (headline, summary) = self.of_one_language(coverage, &column, summary, other);
        let translated = Column { language: other, headline, summary };
        vec![column, translated]
    }

    /// The headline beside a column and the summary under it: both in the other language or, where one of them cannot be glossed
    /// well, both in the original.
    fn of_one_language(
        &self,
        coverage: &Coverage<'_>,
        column: &Column,
        summary: Option<Made>,
        other: Language,
    ) -> (String, Option<Made>) {
        let Column { language: lead, headline, summary: own } = column;
        let Some(made) = summary.filter(|made| made.lang.is_none()) else {
            let own = own.clone().map(|made| Made { lang: made.lang.or(Some(*lead)), ..made });
            return (headline.clone(), own);
        };
        let beside = |headline: &str| self.headline_beside(coverage, headline, *lead, other);
        let of_text = || own.as_ref().and_then(|own| beside(&first_sentence(&own.text, *lead)));
        match beside(headline).or_else(of_text) {
            Some(headline) => (headline, Some(made)),
            None if made.method != Method::Glossed => (first_sentence(&made.text, other), Some(made)),
            None => (headline.clone(), own.clone().map(|made| Made { lang: Some(*lead), ..made })),
        }
    }

    /// A text in the other language; the text itself where its translation is not right.
    fn beside(&self, coverage: &Coverage<'_>, made: &Made, from: Language, to: Language) -> Option<Made> {
        if made.lang.is_some() {
            return Some(made.clone());
        }
        let name = format!("{}#story", coverage.articles.first()?.id);
        let original = || Made { lang: Some(from), ..made.clone() };
        let Ok(done) =
            self.run(&coverage.translation(from, to), &Source::line(&made.text), &name, coverage.watcher)
        else {
            return Some(original());
        };
        let gloss = Made::of(done.outcome, done.cached);
        if !translates_well(&made.text, from, &gloss, to) {
            return Some(original());
        }
        let cached = made.cached.zip(gloss.cached).map(|(first, second)| first && second);
        Some(Made { cached, via: Some(Box::new(made.clone())), ..gloss })
    }

    /// A headline in the other language; none where its translation is not right.
    fn headline_beside(
        &self,
        coverage: &Coverage<'_>,
        headline: &str,
        from: Language,
        to: Language,
    ) -> Option<String> {
        let name =
            format!("{}#headline", coverage.articles.first().map_or_else(String::new, |a| a.id.to_string()));
        let translated =
            self.run(&coverage.translation(from, to), &Source::line(headline), &name, coverage.watcher);
        let made = translated.map(|done| Made::of(done.outcome, done.cached)).ok()?;
        let is_right =
            translates_well(headline, from, &made, to) && keeps_figures(headline, from, &made.text, to);
        is_right.then(|| tidy(&made.text, to))
    }

    /// Both columns from articles of their own languages, of sentences that have counterparts in the other one.
    fn together(&self, coverage: &Coverage<'_>, lead: Language, other: Language) -> Option<[Column; 2]> {
        let extracted = |language| coverage.own(language).all(|(_, made)| made.method == Method::Extracted);
        if !extracted(lead) || !extracted(other) {
            let column = self.alone(coverage, lead);
            let translation = plan(&coverage.translation(lead, other), self.choice(), self.loaders()).engines;
            if translation.first().is_none_or(|engine| engine.id() == RULES) {
                return None;
            }
            let summary = self.beside(coverage, column.summary.as_ref()?, lead, other);
            let own = headlines::own(coverage.articles, other);
            let (headline, summary) = match own.first() {
                Some((_, title)) => (tidy(title, other), summary),
                None => self.of_one_language(coverage, &column, summary, other),
            };
            return Some([column, Column { language: other, headline, summary }]);
        }
        let points = Points::new(coverage.points(lead), coverage.points(other));
        let mut shared = points.shared(SENTENCES);
        if shared.is_empty() {
            shared.extend(points.nearest());
        }
        let ours = coverage.joined(lead, shared.iter().map(|pair| &points.ours[pair.0]).collect())?;
        let theirs = coverage.joined(other, shared.iter().map(|pair| &points.theirs[pair.1]).collect())?;
        let [ours_headline, theirs_headline] = coverage.headlines(lead, &ours.text, other, &theirs.text);
        Some([
            Column { language: lead, headline: ours_headline, summary: Some(ours) },
            Column { language: other, headline: theirs_headline, summary: Some(theirs) },
        ])
    }
}

impl<'a> Coverage<'a> {
    fn translation(&self, from: Language, to: Language) -> Task {
        Task::Translate(Translate { from, to, glossary: Arc::new(self.terms.glossary(from, to)) })
    }

    /// The articles that are in a language, each with its summary in it.
    fn own(&self, language: Language) -> impl Iterator<Item = (usize, Made)> + '_ {
        let heard = self.articles.iter().take(HEARD).enumerate();
        heard
            .filter(move |(_, article)| {
                article.lang.is_some_and(|own| own.is_chinese() == language.is_chinese())
            })
            .filter_map(move |(at, article)| Some((at, usable(article, language)?)))
    }

    fn is_in(&self, language: Language) -> bool {
        self.own(language).next().is_some()
    }

    /// True where a model wrote the summary of the leading article in this language.
    fn is_generated(&self, language: Language) -> bool {
        let made = self.articles.first().and_then(|article| article.summaries.get(language));
        made.is_some_and(|made| made.method == Method::Generated)
    }

    /// What the articles of a language say first and in their summaries, as far as it can stand alone.
    fn points(&self, language: Language) -> Vec<Point<'a>> {
        let to_english = self.terms.glossary(language, Language::English);
        let point = |text: String, place, is_told| {
            Point::new(Cow::Owned(text), language, place, is_told, &to_english)
        };
        let mut points = Vec::new();
        for (at, made) in self.own(language).take(ARTICLES) {
            let article = &self.articles[at];
            let (text, own) = (article.text.as_deref().unwrap_or_default(), article.lang.unwrap_or(language));
            let mut said: Vec<String> = Vec::new();
            for range in sentence::sentences(text, Some(own)).into_iter().take(LOOKED_AT) {
                said.push(in_script(without_dateline(text[range].trim()), own, language));
            }
            let place = |sentence: &str| said.iter().position(|other| other.contains(sentence));
            for range in sentence::sentences(&made.text, Some(language)) {
                let sentence = made.text[range].trim();
                if can_stand(sentence, language) {
                    let place = place(sentence).unwrap_or(LOOKED_AT);
                    points.push(point(sentence.to_owned(), (at, place), true));
                }
            }
            for (number, sentence) in said.iter().enumerate() {
                if can_stand(sentence, language) && !made.text.contains(sentence.as_str()) {
                    points.push(point(sentence.clone(), (at, number), false));
                }
            }
        }
        points
    }

    /// These points as a summary.
    fn joined(&self, language: Language, points: Vec<&Point<'_>>) -> Option<Made> {
        let between = if language.is_chinese() { "" } else { " " };
        let text = points.iter().map(|point| &*point.text).collect::<Vec<_>>().join(between);
        let own: Vec<(usize, Made)> = self.own(language).collect();
        let used: Vec<&Made> = own
            .iter()
            .filter(|(at, _)| points.iter().any(|point| point.place.0 == *at))
            .map(|(_, made)| made)
            .collect();
        let leading = *used.first()?;
        let cached =
            used.iter().map(|made| made.cached).reduce(|a, b| a.zip(b).map(|(a, b)| a && b)).flatten();
        let findings = findings(&used, &text);
        Some(Made { text, findings, cached, lang: None, via: None, ..leading.clone() })
    }

    /// The titles of two articles that are nearest to each other; the beginning of the summary where no article has one.
    fn headlines(&self, lead: Language, ours: &str, other: Language, theirs: &str) -> [String; 2] {
        let titles = |language: Language| {
            let to_english = self.terms.glossary(language, Language::English);
            let titles = headlines::own(&self.articles[..self.articles.len().min(HEARD)], language);
            let point = |(rank, (_, title)): (usize, (usize, &'a str))| {
                Point::new(Cow::Borrowed(title), language, (rank, 0), false, &to_english)
            };
            titles.into_iter().enumerate().map(point).collect::<Vec<_>>()
        };
        let points = Points::new(titles(lead), titles(other));
        let nearest = points.nearest();
        let title = |points: &[Point<'_>], at: Option<usize>, language, summary: &str| {
            let title = points.get(at.unwrap_or(0)).map(|point| tidy(&point.text, language));
            title.unwrap_or_else(|| first_sentence(summary, language))
        };
        [
            title(&points.ours, nearest.map(|pair| pair.0), lead, ours),
            title(&points.theirs, nearest.map(|pair| pair.1), other, theirs),
        ]
    }
}

#[cfg(test)]
mod tests;
