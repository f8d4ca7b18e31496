//! Stories in two columns.

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
    let chinese =
        "周一，港口论坛在大连开幕，300名嘉宾出席。乐队在门外演奏到午夜。中国与沙特签署了培训工程师的协议。";
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
