//! The headline of a story in each language of a bulletin.

use crate::{
    outcome::Method,
    render::{Made, Record},
    rules::{headline, is_guesswork},
    text::{Language, dateline::without_dateline, headline::fitting, sentence},
};

use super::telling::{keeps_figures, usable};

/// Characters of a headline that is one: what is longer is a sentence that a source without headlines begins with.
const HEADLINE: usize = 100;
const CHINESE_HEADLINE: usize = 40;

/// The characters of a headline in a language at most.
fn most(language: Language) -> usize {
    if language.is_chinese() { CHINESE_HEADLINE } else { HEADLINE }
}

/// The titles of articles written in a language, with their articles; short ones first.
pub(super) fn own(articles: &[Record], language: Language) -> Vec<(usize, &str)> {
    let mut own: Vec<(usize, &str)> = (0..articles.len())
        .filter(|&at| {
            let own = articles[at].lang;
            own.is_some_and(|own| own.is_chinese() == language.is_chinese()) && articles[at].title.is_some()
        })
        .filter_map(|at| Some((at, articles[at].title_in(language)?)))
        .collect();
    own.sort_by_key(|(_, title)| title.chars().count() > most(language));
    own
}

/// The headline in one language: of an article that was written in it; else of the first one that has one in it with the right
/// figures; without any, how a summary begins, of one that was not glossed where there is one; and where there is none
/// either, the leading article's own.
pub(super) fn headline(articles: &[Record], summary: Option<&str>, language: Language) -> String {
    let titled = || articles.iter().find_map(|article| sound(article, language)).map(str::to_owned);
    let lead = || {
        let made = articles.iter().filter_map(|article| usable(article, language));
        let made = made.min_by_key(|made| made.method == Method::Glossed);
        let text = summary.map(str::to_owned).or_else(|| made.map(|made| made.text));
        text.map(|text| first_sentence(&text, language)).filter(|headline| !headline.is_empty())
    };
    let other = || articles.first().map(|article| article.headline.clone()).unwrap_or_default();
    let own = own(articles, language).first().map(|(_, title)| tidy(title, language));
    own.or_else(titled).or_else(lead).unwrap_or_else(other)
}

/// A title as a headline: one of several sentences is none, it is the beginning of the text.
pub(super) fn tidy(title: &str, language: Language) -> String {
    let bare = without_dateline(title);
    match bare.chars().count() > 2 * most(language) || bare.len() < title.len() {
        true => first_sentence(bare, language),
        false => without_stop(bare).to_owned(),
    }
}

/// A headline without the full stop of a sentence.
fn without_stop(headline: &str) -> &str {
    let bare = headline.strip_suffix('。').unwrap_or(headline);
    // "U.S." and "Inc." end in points of their own.
    let word = bare.strip_suffix('.').and_then(|bare| bare.rsplit([' ', '.']).next());
    let is_stop = word.is_some_and(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic));
    if is_stop { &bare[..bare.len() - 1] } else { bare }
}

/// The title of an article in a language, if it has one; a translated one only with the figures of the title itself, and where
/// it is not mostly guessed.
fn sound(article: &Record, language: Language) -> Option<&str> {
    let headline = article.title.as_ref().and_then(|_| article.title_in(language))?;
    let from = article.lang.unwrap_or(language);
    let is_right = || {
        keeps_figures(&article.headline, from, headline, language)
            && !is_guesswork(&article.headline, from, headline, language)
    };
    (from == language || is_right()).then_some(headline)
}

/// How a text begins, as a headline: who did what in its first sentence, or else the clauses of it that can stand.
pub(super) fn first_sentence(text: &str, language: Language) -> String {
    let first = first(text, language);
    match headline::headline(first, language) {
        Some(made) => without_stop(&made).to_owned(),
        None => without_stop(fitting(first, most(language))).to_owned(),
    }
}

fn first(text: &str, language: Language) -> &str {
    sentence::sentences(text, Some(language)).into_iter().next().map_or("", |range| &text[range])
}

/// A summary under its headline: where that says all of the first sentence, the text begins with the next one.
pub(super) fn once(headline: &str, summary: Made, language: Language) -> Made {
    let text = &summary.text;
    let first = first(text, summary.lang.unwrap_or(language));
    let at = text.find(first).unwrap_or_default() + first.len();
    let rest = text[at..].trim_start();
    if first.is_empty() || rest.is_empty() || !is_same(headline, first) {
        return summary;
    }
    let stands = |words: &Option<String>| words.as_ref().is_none_or(|words| rest.contains(words.as_str()));
    let findings = summary.findings.iter().filter(|finding| stands(&finding.target)).cloned().collect();
    Made { text: rest.to_owned(), findings, ..summary }
}

/// True where both have the same words.
fn is_same(headline: &str, sentence: &str) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(headline) == letters(without_dateline(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::sample;

    #[test]
    fn headlines_have_no_full_stop() {
        assert_eq!(without_stop("Forum opens in Dalian."), "Forum opens in Dalian");
        assert_eq!(without_stop("论坛开幕。"), "论坛开幕");
        for headline in ["Rules of the U.S.", "Pumps, Valves Inc.", "Forum opens...", "Is it open?"] {
            assert_eq!(without_stop(headline), headline);
        }
    }

    #[test]
    fn what_the_headline_says_is_not_said_again() {
        let told = |headline: &str, text: &str, language| {
            let (_, made) = sample::told("a", language, text, text, Method::Extracted);
            once(headline, made, language).text
        };
        let both = "The port opened its pump hall. 300 guests came.";
        let english = |headline| told(headline, both, Language::English);
        assert_eq!(english("The port opened its pump hall"), "300 guests came.");
        assert_eq!(english("Pump hall opened"), both);
        let text = "港口泵房启用。300名嘉宾到会。";
        assert_eq!(told("港口泵房启用", text, Language::Chinese), "300名嘉宾到会。");
        assert_eq!(told("港口泵房启用", "港口泵房启用。", Language::Chinese), "港口泵房启用。");
    }

    #[test]
    fn a_short_sentence_is_a_headline_whole() {
        let first = |text| first_sentence(text, Language::English);
        assert_eq!(
            first("A pump hall in Dalian, which opened in May, caught fire on Friday. Nobody was hurt."),
            "A pump hall in Dalian, which opened in May, caught fire on Friday"
        );
        let long = "A pump hall of the port in the north of Dalian caught fire on Friday at six, and the fire brigade said that it \
                    was put out within the hour by three crews.";
        assert_eq!(
            first(long),
            "A pump hall of the port in the north of Dalian caught fire on Friday at six"
        );
        assert_eq!(
            first_sentence("大连一处泵房5月3日起火，无人受伤。消防队赶到。", Language::Chinese),
            "大连一处泵房5月3日起火，无人受伤"
        );
    }
}
