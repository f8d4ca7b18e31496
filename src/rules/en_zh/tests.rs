//! Examples of every rule, and properties over any input.

use proptest::prelude::*;

use super::translate;
use crate::task::{Glossary, Term};

/// The examples: English, tab, Chinese; comments name the rule.
#[test]
fn examples() {
    let mut wrong = Vec::new();
    for line in include_str!("examples.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((english, chinese)) = line.split_once('\t') else {
            continue;
        };
        let got = translate(english, &Glossary::default());
        if got != chinese {
            wrong.push(format!("{english}\n  want {chinese}\n  got  {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_glossary_goes_first() {
    let glossary =
        Glossary::new(vec![Term { source: "working group".to_owned(), target: "工作小组".to_owned() }]);
    assert_eq!(translate("The Working Groups met.", &glossary), "工作小组会见。");
}

#[test]
fn long_input_is_linear() {
    for text in [
        "standard ".repeat(100_000),
        "of the ".repeat(50_000),
        "a, ".repeat(50_000),
        "and ".repeat(50_000),
        "who said that ".repeat(20_000),
        "to be held by ".repeat(20_000),
        "(\"".repeat(50_000),
        "x".repeat(300_000),
        "x-".repeat(100_000),
        "1,".repeat(100_000),
        "'s".repeat(100_000),
        "Zhang ".repeat(50_000),
        "people in China and ".repeat(20_000),
        "such as standards in ".repeat(20_000),
        "Mr. Li, Minister of ".repeat(20_000),
        "a \"b\" (c) ".repeat(20_000),
    ] {
        let start = std::time::Instant::now();
        let _ = translate(&text, &Glossary::default());
        assert!(
            start.elapsed().as_secs() < 20, // a quadratic rule takes minutes; a busy machine takes seconds
            "{:?} took {:?}",
            &text[..20],
            start.elapsed()
        );
    }
}

/// Numbers, marks and words that rules look for, in any order.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "the",
        "a",
        "US",
        "$",
        "3,000",
        "1.2",
        "million",
        "%",
        "July",
        "27",
        "-",
        "28",
        ",",
        "2021",
        "of",
        "to",
        "and",
        "who",
        "that",
        "was",
        "has",
        "been",
        "held",
        "by",
        "standards",
        "Mr.",
        "Zhang",
        "Gong",
        "SAC",
        "(",
        ")",
        "\"",
        "not",
        "there",
        "is",
        "more",
        "than",
        "people",
        "in",
        "China",
        "'s",
        "n't",
        "which",
        "said",
        "10",
        "p.m.",
        "per",
        "cent",
        "one",
        "-year-old",
        "if",
        "as",
        "well",
        "new",
        "quickly",
        "developing",
        "?",
        ".",
        "‘",
        "—",
        "first",
    ]);
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC{0,120}") {
        let _ = translate(&text, &Glossary::default());
    }

    #[test]
    fn no_order_of_words_panics(text in words()) {
        let _ = translate(&text, &Glossary::default());
    }

    #[test]
    fn digits_survive(number in 1u32..10_000, noun in prop::sample::select(vec!["standards", "experts", "per cent", "km"])) {
        let text = format!("The forum adopted {number} {noun} in Qingdao.");
        prop_assert!(translate(&text, &Glossary::default()).contains(&number.to_string()));
    }
}

#[test]
fn texts_without_an_end_take_linear_time() {
    for unit in ["the ", "of ", "the of ", "forum ", "more than ", "July ", "a, ", "x"] {
        let start = std::time::Instant::now();
        translate(&unit.repeat(100_000), &Glossary::default());
        assert!(start.elapsed().as_secs() < 20, "{unit}");
    }
}
