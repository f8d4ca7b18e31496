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
    checks::{self, Pair, Remark, Work},
    engine::Watcher,
    outcome::{Finding, Method, Severity},
    render::{Made, Record},
    rules::{
        extract::{Said, leans},
        is_guesswork,
    },
    segment::Source,
    task::{Glossary, Length, Summarize, Task, TermList},
    text::{Language, sentence, words},
};

use super::{Pipeline, plan::plan, standing::standing};

/// Sentences of a story at most.
pub(super) const SENTENCES: usize = 3;

/// A sentence is added only where so much of it is new, and so much of it is known to another article.
const NEW: f32 = 0.72;
const KNOWN: f32 = 0.4;

/// A sentence tells the event again that has so much of its article's headline, when so much of that was said.
const RETOLD: f32 = 0.5;

/// Articles that are heard, the leading ones: what is said in the twentieth report was said before.
pub(super) const HEARD: usize = 12;

impl Pipeline {
    /// The summary of a story in a language; none where none of its articles has one. A gloss with figures that its article does
    /// not bear out, or that is mostly guessed, is no summary: where there is no other, the article's own words stand in its place.
    pub(super) fn told(
        &self,
        articles: &[Record],
        language: Language,
        terms: &TermList,
        watcher: &dyn Watcher,
    ) -> Option<Made> {
        let heard = &articles[..articles.len().min(HEARD)];
        let made: Vec<Option<Made>> = heard.iter().map(|article| usable(article, language)).collect();
        let mut all = made.iter().flatten();
        match (all.next(), all.next()) {
            (None, _) => self.original(articles, language, terms, watcher),
            (Some(only), None) => Some(only.clone()),
            _ => self
                .written(articles, &made, language, terms, watcher)
                .or_else(|| joined(heard, &made, language)),
        }
    }

    /// The story as a model writes it.
    fn written(
        &self,
        articles: &[Record],
        made: &[Option<Made>],
        language: Language,
        terms: &TermList,
        watcher: &dyn Watcher,
    ) -> Option<Made> {
        let length = Length::Sentences(SENTENCES as u8);
        let task = summarizing(language, length, terms);
        let plan = plan(&task, self.choice(), self.loaders());
        if plan.engines.first().is_none_or(|engine| engine.id() == RULES) {
            return None;
        }
        let text = made.iter().flatten().map(|made| made.text.as_str()).collect::<Vec<_>>().join("\n");
        let name = format!("{}#story", articles.first()?.id);
        let done = self.run(&task, &Source::line(&text), &name, watcher).ok()?;
        (done.outcome.provenance.engine != RULES).then(|| Made::of(done.outcome, done.cached))
    }

    /// What the leading article says in its own language; its gloss where even that cannot be made.
    fn original(
        &self,
        articles: &[Record],
        language: Language,
        terms: &TermList,
        watcher: &dyn Watcher,
    ) -> Option<Made> {
        let of = |article: &Record| article.summaries.get(language).cloned();
        let (article, gloss) = articles.iter().find_map(|article| Some((article, of(article)?)))?;
        let Some((own, text)) = article.lang.zip(article.text.as_deref()) else { return Some(gloss) };
        let made = match gloss.via.as_deref() {
            Some(made) => made.clone(),
            None => {
                let name = format!("{}#original", article.id);
                let task = summarizing(own, Length::default(), terms);
                match self.run(&task, &Source::line(text), &name, watcher) {
                    Ok(done) => Made::of(done.outcome, done.cached),
                    Err(_) => return Some(gloss),
                }
            }
        };
        Some(Made { lang: Some(own), ..standing(&made, article, own) })
    }
}

/// The engine that extracts: it knows no more than [`joined`] does.
pub(super) const RULES: &str = "rules";

fn summarizing(language: Language, length: Length, terms: &TermList) -> Task {
    let glossary = Arc::new(terms.glossary(language, language));
    Task::Summarize(Summarize { from: language, to: language, length, glossary })
}

/// An article's summary, where it can be shown.
pub(super) fn usable(article: &Record, language: Language) -> Option<Made> {
    let made = article.summaries.get(language)?;
    let from = article.lang.unwrap_or(language);
    let source =
        || made.via.as_deref().map(|via| via.text.as_str()).or(article.text.as_deref()).unwrap_or_default();
    translates_well(beginning(source()), from, made, language).then(|| {
        let mut told = standing(made, article, language);
        // A short item is told whole: that is no news to its reader.
        told.findings.retain(|finding| finding.message != Remark::NoShorter.sentence());
        told
    })
}

/// As much of a text as tells what its words are like.
fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(1_500)]
}

/// True where no figure of a gloss is, or may be, wrong.
fn has_right_figures(made: &Made) -> bool {
    made.method != Method::Glossed
        || !made.findings.iter().any(|finding| is_of_figures(&finding.check, finding.severity))
}

/// True for a translation that can be shown in place of the text it was made from.
pub(super) fn translates_well(text: &str, from: Language, made: &Made, to: Language) -> bool {
    has_right_figures(made) && (made.method != Method::Glossed || !is_guesswork(text, from, &made.text, to))
}

/// True where a translated headline has the figures of the headline itself.
pub(super) fn keeps_figures(headline: &str, from: Language, translated: &str, to: Language) -> bool {
    let glossary = Glossary::default();
    let pair = Pair {
        task: Work::Translation,
        source: headline,
        target: translated,
        source_lang: from,
        target_lang: to,
        glossary: &glossary,
    };
    !checks::check(&pair).iter().any(|finding| is_of_figures(finding.check(), finding.severity()))
}

/// True for a finding of a figure or a day that is, or may be, wrong.
fn is_of_figures(check: &str, severity: Severity) -> bool {
    matches!(check, "numbers" | "dates") && severity > Severity::Note
}

/// A sentence of an article's summary.
struct Sentence<'a> {
    article: usize,
    text: &'a str,
    stems: HashSet<String>,
}

/// The summary of the leading article, and of the others the sentences that say something new which a further article
/// bears out, as many as there is room for.
fn joined(heard: &[Record], made: &[Option<Made>], language: Language) -> Option<Made> {
    let made: Vec<Option<&Made>> = made.iter().map(Option::as_ref).collect();
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
    let headlines: Vec<HashSet<String>> =
        heard.iter().map(|article| stems(&article.headline, article.lang.unwrap_or(language))).collect();
    let mut echo = Said::default();
    chosen.iter().for_each(|sentence| echo.say(sentence.text));
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
            .filter(|(_, sentence)| {
                // It says its article's headline, and that was said: the event is told again.
                let headline = &headlines[sentence.article];
                let retells = !headline.is_empty()
                    && share(headline, |stem| said.contains(stem)) >= RETOLD
                    && share(headline, |stem| sentence.stems.contains(stem)) >= RETOLD;
                let is_new = news(sentence) >= NEW && !retells && !echo.echoes(sentence.text);
                sentence.stems.len() > 3 && is_new && !leans(sentence.text)
            })
            .map(|(at, sentence)| (borne_out(sentence), at))
            .filter(|(count, _)| *count > 0)
            .max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)));
        let Some((_, at)) = best else { break };
        echo.say(others[at].text);
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
pub(super) fn findings(used: &[&Made], text: &str) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for finding in used.iter().flat_map(|made| &made.findings) {
        let stands = finding.target.as_ref().is_none_or(|words| text.contains(words.as_str()));
        if stands && !out.contains(finding) {
            out.push(finding.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::sample;

    fn article(id: &str, summary: &str, method: Method, text: &str) -> Record {
        let (mut record, made) = sample::told(id, Language::English, text, summary, method);
        record.summaries.insert(Language::English, made);
        record
    }

    fn joined(articles: &[Record]) -> Option<Made> {
        let made: Vec<_> = articles.iter().map(|article| usable(article, Language::English)).collect();
        super::joined(articles, &made, Language::English)
    }

    #[test]
    fn a_gloss_with_wrong_figures_is_not_shown() {
        let finding = |severity| Finding {
            check: "numbers".into(),
            severity,
            message: "“45” is not in the source.".into(),
            source: None,
            target: Some("45".into()),
        };
        let mut record =
            article("a", "The forum with 45 guests opened.", Method::Glossed, "论坛开幕，54人到会。");
        let mut with = |severity| {
            let mut made = record.summaries.get(Language::English).cloned().unwrap();
            made.findings = vec![finding(severity)];
            record.summaries = crate::render::ByLanguage::default();
            record.summaries.insert(Language::English, made);
            usable(&record, Language::English).is_some()
        };
        assert!(with(Severity::Note) && !with(Severity::Warning) && !with(Severity::Error));
        let kept = |english| keeps_figures("论坛54人到会", Language::Chinese, english, Language::English);
        assert!(kept("54 people at the forum") && !kept("45 people at the forum"));
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
        let told = joined(&articles).unwrap();
        assert_eq!(told.text, format!("{opened} {signed}"));
    }

    #[test]
    fn the_event_told_again_in_other_words_is_not_added() {
        let held = "The 2024 Harbour Forum on International Standardization was held in Dalian on Monday.";
        let again = "A meeting place of ports, the 2024 Harbour Forum on International Standardization drew 400 guests from \
                     nine countries, who heard speeches on shore power, cranes and the training of pilots.";
        let signed = "ISO and the province signed an agreement on training engineers.";
        let articles = [
            article("a", held, Method::Extracted, &format!("{held} {again}")),
            article("b", again, Method::Extracted, &format!("{again} {signed}")),
            article("c", signed, Method::Extracted, &format!("{held} {signed}")),
        ];
        assert_eq!(joined(&articles).unwrap().text, format!("{held} {signed}"));
    }

    #[test]
    fn an_article_that_leads_with_the_same_event_adds_no_lead() {
        let died = "Lin Hua, who built the harbour of Dalian, has died at 75.";
        let again = "Engineer Lin Hua, 75, died of pneumonia in a small hotel by the quay, where she had lived for years with two \
                     parrots, a cat and her drawings of cranes.";
        let given = "Drawings of cranes from her desk go to the museum of the port.";
        let headed = |id: &str, headline: &str, summary: &str, text: &str| {
            let mut record = article(id, summary, Method::Extracted, text);
            record.headline = headline.to_owned();
            record
        };
        let articles = [
            headed("a", "Lin Hua, builder of a harbour, dies", died, &format!("{died} {again}")),
            headed("b", "Lin Hua dies at 75", again, &format!("{again} {given}")),
            headed("c", "Museum gets cranes", given, &format!("{died} {again} {given}")),
        ];
        assert_eq!(joined(&articles).unwrap().text, format!("{died} {given}"));
    }

    #[test]
    fn a_short_item_that_is_told_whole_is_no_finding() {
        let opened = "The harbour forum opened in Dalian on Monday.";
        let mut record = article("a", opened, Method::Extracted, opened);
        let mut made = record.summaries.get(Language::English).cloned().unwrap();
        let finding = |check: &str, message: &str| Finding {
            check: check.into(),
            severity: Severity::Warning,
            message: message.into(),
            source: None,
            target: None,
        };
        made.findings = vec![
            finding("length", Remark::NoShorter.sentence()),
            finding("names", "A name is not in the source."),
        ];
        record.summaries = crate::render::ByLanguage::default();
        record.summaries.insert(Language::English, made);
        let findings = usable(&record, Language::English).unwrap().findings;
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].check, "names");
    }

    #[test]
    fn a_gloss_does_not_lead_and_nothing_is_said_twice() {
        let opened = "The harbour forum opened in Dalian on Monday.";
        let articles = [
            article("a", "The port forum on Monday in Dalian it opened.", Method::Glossed, opened),
            article("b", opened, Method::Extracted, opened),
            article("c", opened, Method::Extracted, opened),
        ];
        let told = joined(&articles).unwrap();
        assert_eq!((told.text.as_str(), told.method), (opened, Method::Extracted));
        assert!(joined(&[]).is_none());
    }
}
