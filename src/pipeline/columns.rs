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
    headlines::{self, first_sentence, headline, tidy},
    in_script::in_script,
    known::known,
    plan::plan,
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
        let mut out = Columns::default();
        for &language in languages {
            let Some(column) = columns.iter_mut().find(|column| column.language == language) else {
                continue;
            };
            let summary = column.summary.take();
            if let Some(known) = known(articles, summary.as_ref(), language, terms) {
                out.facts.insert(language, known);
            }
            if let Some(made) = summary {
                out.summary.insert(language, made);
            }
            out.headline.insert(language, std::mem::take(&mut column.headline));
        }
        out
    }

    /// A column that has nothing beside it to agree with.
    fn alone(&self, coverage: &Coverage<'_>, language: Language) -> Column {
        let summary = self.told(coverage.articles, language, coverage.terms, coverage.watcher);
        let own = summary.as_ref().filter(|made| made.lang.is_none()).map(|made| made.text.as_str());
        let headline = headline(coverage.articles, own, language);
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
        let headline = self.headline_beside(coverage, &column.headline, lead, other);
        let translated = Column { language: other, headline, summary };
        vec![column, translated]
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

    /// A headline in the other language; the headline itself where its translation is not right.
    fn headline_beside(
        &self,
        coverage: &Coverage<'_>,
        headline: &str,
        from: Language,
        to: Language,
    ) -> String {
        let name =
            format!("{}#headline", coverage.articles.first().map_or_else(String::new, |a| a.id.to_string()));
        let translated =
            self.run(&coverage.translation(from, to), &Source::line(headline), &name, coverage.watcher);
        let translated = translated.map(|done| Made::of(done.outcome, done.cached));
        match translated {
            Ok(made)
                if translates_well(headline, from, &made, to)
                    && keeps_figures(headline, from, &made.text, to) =>
            {
                tidy(&made.text, to)
            }
            _ => headline.to_owned(),
        }
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
            let headline = match own.first() {
                Some((_, title)) => tidy(title, other),
                None => self.headline_beside(coverage, &column.headline, lead, other),
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
mod tests {
    use super::*;
    use crate::{
        cache::Cache,
        pipeline::{Choice, sample},
        rules::Rules,
    };

    const BOTH: [Language; 2] = [Language::Chinese, Language::English];

    fn columns(articles: &[Record], languages: &[Language]) -> Columns {
        let pipeline = Pipeline::new(vec![Arc::new(Rules)], Choice::Auto, Cache::disabled());
        pipeline.columns(articles, languages, &TermList::default(), &())
    }

    fn article(id: &str, language: Language, title: Option<&str>, text: &str, summary: &str) -> Record {
        let (mut record, made) = sample::told(id, language, text, summary, Method::Extracted);
        record.title = title.map(str::to_owned);
        record.headline = title.unwrap_or(summary).to_owned();
        record.summaries.insert(language, made);
        record
    }

    fn text(columns: &Columns, language: Language) -> &str {
        columns.summary.get(language).map_or("", |made| made.text.as_str())
    }

    fn headline(columns: &Columns, language: Language) -> &str {
        columns.headline.get(language).map_or("", String::as_str)
    }

    #[test]
    fn articles_of_both_languages_are_told_by_the_same_points() {
        let opened = "The port forum opened in Dalian on Monday with 300 guests.";
        let signed = "China and Saudi Arabia signed an agreement on the training of engineers.";
        let chinese = "周一，港口论坛在大连开幕，300名嘉宾出席。乐队在门外演奏到午夜。中国与沙特签署了培训工程师的协议。";
        let english = format!("{opened} Tickets for the evening boats were sold out until spring. {signed}");
        let title = Some("Port forum opens in Dalian");
        let mut articles = [
            article("a", Language::English, title, &english, opened),
            article("b", Language::Chinese, Some("大连举行港口论坛"), chinese, "乐队在门外演奏到午夜。"),
        ];
        let told = columns(&articles, &BOTH);
        assert_eq!(text(&told, Language::English), format!("{opened} {signed}"));
        assert_eq!(
            text(&told, Language::Chinese),
            "周一，港口论坛在大连开幕，300名嘉宾出席。中国与沙特签署了培训工程师的协议。"
        );
        assert_eq!(headline(&told, Language::Chinese), "大连举行港口论坛");
        assert_eq!(headline(&told, Language::English), "Port forum opens in Dalian");
        let script = [Language::TraditionalChinese, Language::English];
        let (_, made) =
            sample::told("b", Language::Chinese, chinese, "樂隊在門外演奏到午夜。", Method::Extracted);
        articles[1].summaries.insert(Language::TraditionalChinese, made);
        let traditional = columns(&articles, &script);
        assert!(text(&traditional, Language::TraditionalChinese).starts_with("週一，港口論壇在大連開幕"));
    }

    #[test]
    fn of_one_language_the_other_column_is_its_translation() {
        let opened = "The port forum was held in Dalian on May 16.";
        let title = Some("Port forum held in Dalian");
        let articles = [
            article("a", Language::English, title, opened, opened),
            article("b", Language::English, Some("Forum opens"), opened, opened),
        ];
        let told = columns(&articles, &BOTH);
        let gloss = told.summary.get(Language::Chinese).unwrap();
        assert_eq!(gloss.method, Method::Glossed);
        assert_eq!(gloss.via.as_ref().map(|via| via.text.as_str()), Some(text(&told, Language::English)));
        assert!(gloss.text.contains("大连") && gloss.text.contains("5月16日"), "{}", gloss.text);
        assert_eq!(headline(&told, Language::English), "Port forum held in Dalian");
        assert!(headline(&told, Language::Chinese).contains("大连"));
    }

    #[test]
    fn a_guessed_translation_gives_way_to_the_original() {
        let text_of = "瓦斯爆炸致7死3伤。";
        let told = columns(&[article("a", Language::Chinese, Some("矿难致7死"), text_of, text_of)], &BOTH);
        let made = told.summary.get(Language::English).unwrap();
        assert_eq!((made.text.as_str(), made.lang), (text_of, Some(Language::Chinese)));
        assert_eq!(headline(&told, Language::English), "矿难致7死");
    }

    #[test]
    fn without_a_title_the_best_sentence_heads_the_story() {
        let text_of = "临海网讯 港口的新泵房，建于去年。港口论坛5月16日在大连举行，300名嘉宾出席。";
        let best = "港口论坛5月16日在大连举行，300名嘉宾出席。";
        let told = columns(&[article("a", Language::Chinese, None, text_of, best)], &BOTH);
        assert_eq!(headline(&told, Language::Chinese), "港口论坛5月16日在大连举行，300名嘉宾出席");
        assert!(headline(&told, Language::English).contains("Dalian"));
    }
}
