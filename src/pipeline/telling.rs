//! What a story says, put together from all of its articles.
//!
//! Where a model is installed, it writes one text from the articles' summaries, by the pipeline's own course: checked against
//! these, and kept in the cache. Else, and where the model's text does not pass, the story is told in sentences of its
//! articles' summaries, each as it stands there. So every word and number in it is one that was checked already.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use crate::{
    digest::{Difference, Facts, differences, facts},
    engine::Watcher,
    outcome::{Finding, Method},
    render::{Made, Record},
    segment::Source,
    task::{Length, Summarize, Task, TermList},
    text::{Language, sentence, words},
};

use super::{Pipeline, plan::plan};

/// Sentences of a story at most.
const SENTENCES: usize = 3;

/// A sentence is added only where so much of it is new, and so much of it is known to another article.
const NEW: f32 = 0.6;
const KNOWN: f32 = 0.4;

/// Articles that are heard, the leading ones: what is said in the twentieth report was said before.
const HEARD: usize = 12;

impl Pipeline {
    /// The summary of a story in a language; none where none of its articles has one.
    pub(super) fn told(
        &self,
        articles: &[Record],
        language: Language,
        terms: &TermList,
        watcher: &dyn Watcher,
    ) -> Option<Made> {
        if let Some(only) = single(articles, language) {
            return Some(only.clone());
        }
        self.written(articles, language, terms, watcher).or_else(|| joined(articles, language))
    }

    /// The story as a model writes it.
    fn written(
        &self,
        articles: &[Record],
        language: Language,
        terms: &TermList,
        watcher: &dyn Watcher,
    ) -> Option<Made> {
        let glossary = Arc::new(terms.glossary(language, language));
        let length = Length::Sentences(SENTENCES as u8);
        let task = Task::Summarize(Summarize { from: language, to: language, length, glossary });
        let plan = plan(&task, self.choice(), self.loaders());
        if plan.engines.first().is_none_or(|engine| engine.id() == RULES) {
            return None;
        }
        let told = articles.iter().take(HEARD).filter_map(|article| article.summaries.get(language));
        let text = told.map(|made| made.text.as_str()).collect::<Vec<_>>().join("\n");
        let name = format!("{}#story", articles.first()?.id);
        let done = self.run(&task, &Source::line(&text), &name, watcher).ok()?;
        (done.outcome.provenance.engine != RULES).then(|| Made::of(done.outcome, done.cached))
    }
}

/// The engine that extracts: it knows no more than [`joined`] does.
const RULES: &str = "rules";

/// The one summary there is.
fn single(articles: &[Record], language: Language) -> Option<&Made> {
    let mut all = articles.iter().filter_map(|article| article.summaries.get(language));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// A sentence of an article's summary.
struct Sentence<'a> {
    article: usize,
    text: &'a str,
    stems: HashSet<String>,
}

/// The summary of the leading article, and of the others the sentences that say something new which a further article
/// bears out, as many as there is room for.
fn joined(articles: &[Record], language: Language) -> Option<Made> {
    let heard = &articles[..articles.len().min(HEARD)];
    let made: Vec<Option<&Made>> = heard.iter().map(|article| article.summaries.get(language)).collect();
    // A gloss leads only where there is nothing but glosses, and is added only to glosses.
    let glossed = |made: &Made| made.method == Method::Glossed;
    let lead =
        (0..made.len()).filter(|&at| made[at].is_some()).min_by_key(|&at| made[at].is_some_and(glossed))?;
    let leading = made[lead]?;
    let mut chosen = sentences(lead, &leading.text, language);
    let texts: Vec<HashSet<String>> = heard
        .iter()
        .map(|article| stems(article.text.as_deref().unwrap_or_default(), article.lang.unwrap_or(language)))
        .collect();
    let same_language =
        |at: usize| heard[at].lang.is_some_and(|other| other.is_chinese() == language.is_chinese());
    let mut others: Vec<Sentence<'_>> = Vec::new();
    for (at, made) in made.iter().enumerate().filter(|(at, _)| *at != lead) {
        if let Some(made) = made.filter(|made| glossed(leading) || !glossed(made)) {
            others.extend(sentences(at, &made.text, language));
        }
    }
    while chosen.len() < SENTENCES {
        let said: HashSet<&String> = chosen.iter().flat_map(|sentence| &sentence.stems).collect();
        let news = |sentence: &Sentence<'_>| share(&sentence.stems, |stem| !said.contains(stem));
        let borne_out = |sentence: &Sentence<'_>| {
            let by = |at: usize| {
                at != sentence.article
                    && same_language(at)
                    && share(&sentence.stems, |stem| texts[at].contains(stem)) >= KNOWN
            };
            (0..texts.len()).filter(|&at| by(at)).count()
        };
        let best = others
            .iter()
            .enumerate()
            .filter(|(_, sentence)| sentence.stems.len() > 3 && news(sentence) >= NEW)
            .map(|(at, sentence)| (borne_out(sentence), at))
            .filter(|(count, _)| *count > 0)
            .max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)));
        let Some((_, at)) = best else { break };
        chosen.push(others.swap_remove(at));
    }
    let used: Vec<&Made> = chosen.iter().filter_map(|sentence| made[sentence.article]).collect();
    let between = if language.is_chinese() { "" } else { " " };
    let text = chosen.iter().map(|sentence| sentence.text).collect::<Vec<_>>().join(between);
    let findings = findings(&used, &text);
    let cached = used.iter().map(|made| made.cached).reduce(|a, b| a.zip(b).map(|(a, b)| a && b)).flatten();
    let heard: BTreeSet<usize> = chosen.iter().map(|sentence| sentence.article).collect();
    let escalated =
        heard.into_iter().filter_map(|at| made[at]).flat_map(|made| made.escalated.clone()).collect();
    Some(Made { text, findings, escalated, cached, via: None, ..leading.clone() })
}

fn sentences(article: usize, text: &str, language: Language) -> Vec<Sentence<'_>> {
    let ranges = sentence::sentences(text, Some(language));
    ranges
        .into_iter()
        .map(|range| Sentence { article, text: &text[range.clone()], stems: stems(&text[range], language) })
        .collect()
}

fn stems(text: &str, language: Language) -> HashSet<String> {
    words::words(text, language).into_iter().filter(|word| !words::is_stop(word)).map(words::stem).collect()
}

fn share(stems: &HashSet<String>, is_one: impl Fn(&String) -> bool) -> f32 {
    stems.iter().filter(|stem| is_one(stem)).count() as f32 / stems.len().max(1) as f32
}

/// What the checks saw in the sentences that were taken.
fn findings(used: &[&Made], text: &str) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for finding in used.iter().flat_map(|made| &made.findings) {
        let stands = finding.target.as_ref().is_none_or(|words| text.contains(words.as_str()));
        if stands && !out.contains(finding) {
            out.push(finding.clone());
        }
    }
    out
}

/// Where the articles differ in a figure.
pub(super) fn differing(articles: &[Record]) -> Vec<Difference> {
    let text = |article: &Record| Some((article.lang?, article.text.clone()?));
    let texts: Vec<(Language, String)> = articles.iter().take(HEARD).filter_map(text).collect();
    let texts: Vec<(Language, &str)> =
        texts.iter().map(|(language, text)| (*language, text.as_str())).collect();
    differences(&texts)
}

/// The key facts of a story in a language: of its summary, and of the beginning of the leading article where that is in this
/// language.
pub(super) fn known(articles: &[Record], summary: Option<&Made>, language: Language) -> Option<Facts> {
    /// Sentences of the article that are looked at.
    const LEAD: usize = 6;
    let mut text = summary.map(|made| made.text.clone()).unwrap_or_default();
    let own = articles
        .iter()
        .find(|article| article.lang == Some(language))
        .and_then(|article| article.text.as_deref());
    if let Some(own) = own {
        for range in sentence::sentences(own, Some(language)).into_iter().take(LEAD) {
            text.push('\n');
            text.push_str(&own[range]);
        }
    }
    let in_language =
        |article: &&Record| article.lang.is_some_and(|own| own.is_chinese() == language.is_chinese());
    let texts = articles.iter().take(HEARD).filter(in_language).filter_map(|article| article.text.as_deref());
    let texts: Vec<&str> = texts.collect();
    Some(facts(&text, language).borne_out(&texts)).filter(|facts| !facts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Id, Markup};

    fn article(id: &str, summary: &str, method: Method, text: &str) -> Record {
        let article = Article {
            id: Id::Text(id.into()),
            source: None,
            title: None,
            language: Some(Language::English),
            published: None,
            publisher: None,
            text: text.into(),
            blocks: Vec::new(),
            markup: Markup::Plain,
            extra: serde_json::Map::new(),
        };
        let mut record = Record::of(&article, article.fingerprint(), Vec::new());
        let made = Made {
            text: summary.into(),
            method,
            engine: "rules".into(),
            findings: Vec::new(),
            escalated: Vec::new(),
            cached: None,
            via: None,
        };
        record.summaries.insert(Language::English, made);
        record.text = Some(text.into());
        record
    }

    #[test]
    fn what_others_add_and_a_further_one_bears_out_is_told() {
        let opened = "The harbour forum opened in Dalian on Monday.";
        let signed = "ISO and the province signed an agreement on training engineers.";
        let alone = "A brass band played sea shanties until midnight outside.";
        let articles = [
            article(
                "a",
                opened,
                Method::Extracted,
                &format!("{opened} The agreement on training engineers was signed by ISO."),
            ),
            article("b", signed, Method::Extracted, &format!("{opened} {signed}")),
            article("c", alone, Method::Extracted, &format!("{opened} {alone}")),
        ];
        let told = joined(&articles, Language::English).unwrap();
        assert_eq!(told.text, format!("{opened} {signed}"));
    }

    #[test]
    fn a_gloss_does_not_lead_and_nothing_is_said_twice() {
        let opened = "The harbour forum opened in Dalian on Monday.";
        let articles = [
            article("a", "The port forum on Monday in Dalian it opened.", Method::Glossed, opened),
            article("b", opened, Method::Extracted, opened),
            article("c", opened, Method::Extracted, opened),
        ];
        let told = joined(&articles, Language::English).unwrap();
        assert_eq!((told.text.as_str(), told.method), (opened, Method::Extracted));
        assert!(joined(&[], Language::English).is_none());
    }
}
