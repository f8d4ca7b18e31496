//! What the headline says, and how much of it each sentence says too.
//!
//! A summary that leaves out the toll, the result or the verdict which its headline names is none to its reader. So the
//! sentences are chosen to cover the headline between them, a weighted set cover taken greedily (Chvátal 1979): each word of
//! the headline that the text has weighs the more the fewer sentences have it, and a figure weighs as much as two.
//! A predicate is rare in the text where the subject is not, and so it counts for most.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use crate::text::{
    Language,
    numerals::{self, Accuracy, Certainty, Kind, Number},
    words,
};

/// A figure weighs as so many words.
const FIGURE: f64 = 2.0;

/// "More than 1,000" and "nearly 1,000" mean figures within this share of it.
const NEAR: f64 = 0.3;

/// A headline is no longer than this, in bytes; of a longer one this much is heard.
const LONGEST: usize = 600;

/// Other wordings of a word, by the word.
static WORDINGS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut wordings: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("wordings.txt").lines().filter(|line| !line.starts_with('#')) {
        for word in line.split(' ') {
            wordings.entry(word).or_default().extend(line.split(' ').filter(|other| *other != word));
        }
    }
    wordings
});

/// The headline as its parts, words and figures, each with the sentences that say it.
#[derive(Debug, Default)]
pub struct Asked {
    /// By sentence: the parts that it says.
    said_by: Vec<Vec<usize>>,
    /// By part: its share of the headline; all together are one.
    weights: Vec<f64>,
}

impl Asked {
    /// What a headline asks of a text, whose sentences have these words; nothing where there is none, and of what the text does
    /// not say.
    pub fn of<'a>(
        headline: Option<&str>,
        sentences: &[&'a str],
        words: &[Vec<&'a str>],
        language: Language,
    ) -> Self {
        let headline = headline.unwrap_or_default();
        let headline = &headline[..headline.floor_char_boundary(LONGEST)];
        let parts = parts(headline, language);
        let mut asked = Self { said_by: vec![Vec::new(); sentences.len()], weights: Vec::new() };
        if parts.is_empty() {
            return asked;
        }
        let mut counts = vec![0.0; parts.len()];
        let mut sayers = Sayers::new(&parts, language);
        for (at, sentence) in sentences.iter().enumerate() {
            asked.said_by[at] = sayers.parts_of(sentence, &words[at]);
            for part in &asked.said_by[at] {
                counts[*part] += 1.0;
            }
        }
        let all = sentences.len() as f64;
        let weight = |part: usize| match counts[part] {
            0.0 => 0.0,
            some => {
                (1.0 + all / some).ln() * if matches!(parts[part], Part::Word(..)) { 1.0 } else { FIGURE }
            }
        };
        asked.weights = (0..parts.len()).map(weight).collect();
        let total: f64 = asked.weights.iter().sum();
        for weight in asked.weights.iter_mut().filter(|_| total > 0.0) {
            *weight /= total;
        }
        asked
    }

    /// The share of the headline that a sentence says and that was not said.
    pub fn adds(&self, sentence: usize, said: &Heard) -> f64 {
        let new = self.said_by[sentence].iter().filter(|part| !said.0.contains(part));
        new.map(|part| self.weights[*part]).sum()
    }

    /// Hears what a sentence says.
    pub fn hear(&self, sentence: usize, said: &mut Heard) {
        said.0.extend(&self.said_by[sentence]);
    }
}

/// The parts of a headline that were said.
#[derive(Debug, Default)]
pub struct Heard(HashSet<usize>);

/// A part of a headline.
#[derive(Debug)]
enum Part {
    /// A word as it is compared, and other wordings of it.
    Word(String, &'static [&'static str]),
    /// A figure.
    Figure(Number),
    /// The result of a match, as it is written: 2-1.
    Result(String),
}

fn parts(headline: &str, language: Language) -> Vec<Part> {
    let results = results(headline);
    let is_result = |number: &Number| results.iter().any(|result| result.contains(&number.span.start));
    let mut out: Vec<Part> =
        figures(headline).filter(|number| !is_result(number)).map(Part::Figure).collect();
    out.extend(results.iter().map(|result| Part::Result(headline[result.clone()].replace('–', "-"))));
    let mut seen: Vec<String> = Vec::new();
    for word in words::words(headline, language) {
        let is_figure = word.contains(|c: char| c.is_ascii_digit());
        let compared = if language.is_chinese() { word.to_lowercase() } else { words::stem(word) };
        if is_figure || words::is_stop(word) || seen.contains(&compared) {
            continue;
        }
        let wordings = WORDINGS.get(compared.as_str()).map_or(&[][..], Vec::as_slice);
        seen.push(compared.clone());
        out.push(Part::Word(compared, wordings));
    }
    out
}

/// Where the results of matches stand: two figures of up to three digits with a dash or colon between them.
fn results(text: &str) -> Vec<Range<usize>> {
    let goes_on = |rest: &str| {
        rest.starts_with(['-', '–', ':', '%'])
            || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let first = digits(&text[start..]);
        let rest = &text[start + first..];
        let dash =
            ["-", "–", ":", "：", "比"].iter().find_map(|dash| Some((*dash, rest.strip_prefix(*dash)?)));
        let second = dash.map_or(0, |(_, rest)| digits(rest));
        at = start + first;
        if let Some((dash, rest)) = dash
            && (1..=3).contains(&first)
            && (1..=3).contains(&second)
            && !goes_on(&rest[second..])
        {
            at += dash.len() + second;
            out.push(start..at);
        }
    }
    out
}

/// The figures of a text that are meant as such: 逾千人 counts, 一 in 一起 does not.
pub fn figures(text: &str) -> impl Iterator<Item = Number> {
    let counts = |number: &Number| {
        number.certainty > Certainty::Weak || !matches!(number.accuracy, Accuracy::Exact | Accuracy::Vague)
    };
    numerals::find(text).into_iter().filter(move |number| counts(number) && number.kind != Kind::Ordinal)
}

/// Which parts a sentence says; each word of the text is looked at once.
struct Sayers<'a> {
    parts: &'a [Part],
    language: Language,
    has_figures: bool,
    has_results: bool,
    /// The parts that an English word says.
    seen: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Sayers<'a> {
    fn new(parts: &'a [Part], language: Language) -> Self {
        let has_figures = parts.iter().any(|part| matches!(part, Part::Figure(_)));
        let has_results = parts.iter().any(|part| matches!(part, Part::Result(_)));
        Self { parts, language, has_figures, has_results, seen: HashMap::new() }
    }

    fn parts_of(&mut self, sentence: &'a str, words: &[&'a str]) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        if self.has_figures {
            let figures: Vec<Number> = figures(sentence).collect();
            let says = |part: &Part| match part {
                Part::Figure(figure) => figures.iter().any(|other| means(figure, other)),
                Part::Word(..) | Part::Result(_) => false,
            };
            out.extend((0..self.parts.len()).filter(|&at| says(&self.parts[at])));
        }
        if self.has_results {
            let results: Vec<String> =
                results(sentence).into_iter().map(|result| sentence[result].replace('–', "-")).collect();
            let says = |part: &Part| matches!(part, Part::Result(result) if results.contains(result));
            out.extend((0..self.parts.len()).filter(|&at| says(&self.parts[at])));
        }
        if self.language.is_chinese() {
            let says = |part: &Part| match part {
                Part::Word(word, others) => {
                    sentence.contains(word.as_str()) || others.iter().any(|other| sentence.contains(other))
                }
                Part::Figure(_) | Part::Result(_) => false,
            };
            out.extend((0..self.parts.len()).filter(|&at| says(&self.parts[at])));
        } else {
            for word in words {
                let parts = self.parts;
                let said = self.seen.entry(word).or_insert_with(|| said_by(word, parts));
                out.extend(said.iter().copied());
            }
            out.sort_unstable();
            out.dedup();
        }
        out
    }
}

/// The parts that an English word says. A stem begins as its word does, so most words need no stem.
fn said_by(word: &str, parts: &[Part]) -> Vec<usize> {
    let first = word.chars().next().map(|c| c.to_ascii_lowercase());
    let begins = |stem: &str| stem.chars().next() == first;
    let wordings = |part: &Part| match part {
        Part::Word(stem, others) => begins(stem) || others.iter().any(|other| begins(other)),
        Part::Figure(_) | Part::Result(_) => false,
    };
    if !parts.iter().any(wordings) {
        return Vec::new();
    }
    let stem = words::stem(word);
    let says = |part: &Part| match part {
        Part::Word(word, others) => *word == stem || others.contains(&stem.as_str()),
        Part::Figure(_) | Part::Result(_) => false,
    };
    (0..parts.len()).filter(|&at| says(&parts[at])).collect()
}

/// Is the figure of a headline the one of the text? Headlines round: 逾千人 is 1,118 people.
fn means(headline: &Number, text: &Number) -> bool {
    let (asked, said) = (headline.value.to_f64(), text.value.to_f64());
    match headline.accuracy {
        _ if headline.value == text.value => true,
        Accuracy::Exact => false,
        Accuracy::More => said > asked && said <= asked * (1.0 + NEAR),
        Accuracy::Less => said < asked && said >= asked * (1.0 - NEAR),
        Accuracy::About | Accuracy::Vague => (said - asked).abs() <= asked * NEAR / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::extract::candidates::{Candidate, candidates};

    fn asked(headline: &str, candidates: &[Candidate<'_>], language: Language) -> Asked {
        let texts: Vec<&str> = candidates.iter().map(|candidate| candidate.text).collect();
        let words: Vec<_> = texts.iter().map(|text| words::words(text, language)).collect();
        Asked::of(Some(headline), &texts, &words, language)
    }

    /// What each sentence of a text says of a headline, in percent.
    fn said(headline: &str, text: &str, language: Language) -> Vec<i32> {
        let candidates = candidates(text, language);
        let asked = asked(headline, &candidates, language);
        (0..candidates.len()).map(|at| (asked.adds(at, &Heard::default()) * 100.0).round() as i32).collect()
    }

    #[test]
    fn the_rare_words_of_a_headline_weigh_most() {
        let text = "The port of Linhai closed its old pier on Monday. The port of Linhai is the largest of its coast. \
                    The port of Linhai employs many people.";
        let shares = said("Port of Linhai closes pier", text, Language::English);
        assert!(shares[0] == 100 && shares[1] < 50, "{shares:?}");
    }

    #[test]
    fn other_wordings_and_rounded_figures_are_heard() {
        let text = "临海市水泵厂原厂长林华被立案审查调查。经研究，决定给予林华开除党籍、开除公职处分。";
        let shares = said("临海水泵厂原厂长林华被双开", text, Language::Chinese);
        assert!(shares[1] > 25, "{shares:?}");
        let text = "临海遭遇热浪。热浪已造成1118人丧生。去年有300人丧生。";
        let shares = said("临海热浪致逾千人死亡", text, Language::Chinese);
        assert!(shares[1] > shares[0] && shares[1] > shares[2] + 20, "{shares:?}");
        let text = "Two trains met near Linhai. The crash killed 14 people. Last year 12 were hurt.";
        let shares = said("14 dead in Linhai train crash", text, Language::English);
        assert!(shares[1] > 50 && shares[2] == 0, "{shares:?}");
    }

    #[test]
    fn the_result_of_a_match_is_one_figure() {
        let text = "Linhai went 27-22 ahead. Lin was driven over and levelled the scores at 27-27.";
        let shares = said("Linhai 27-27 Harbour", text, Language::English);
        assert!(shares[1] > shares[0], "{shares:?}");
    }

    #[test]
    fn what_was_said_is_not_asked_again() {
        let candidates = candidates("The pier closed. The pier in Linhai closed.", Language::English);
        let asked_all = asked("Linhai pier closed", &candidates, Language::English);
        let none = Heard::default();
        let (mut first, mut second) = (Heard::default(), Heard::default());
        asked_all.hear(0, &mut first);
        asked_all.hear(1, &mut second);
        assert!(asked_all.adds(1, &first) < asked_all.adds(1, &none) && asked_all.adds(0, &second) == 0.0);
        assert_eq!(asked_all.adds(0, &first), 0.0);
        let nothing = asked("", &candidates, Language::English);
        assert_eq!(nothing.adds(1, &none), 0.0);
    }

    #[test]
    fn every_wording_stands_in_one_column_of_a_line() {
        assert!(WORDINGS["双开"].contains(&"开除公职") && WORDINGS["kill"].contains(&"dead"));
        for (word, others) in WORDINGS.iter() {
            assert!(!others.is_empty() && !others.contains(word), "{word}");
        }
    }
}
