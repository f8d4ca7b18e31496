//! The compiled lexicon, asked; and the gloss cleaning of the build script by example.

use super::*;

#[path = "../../../build/gloss.rs"]
#[allow(dead_code)]
mod gloss;

fn first(word: &str) -> &'static str {
    lookup(word).and_then(|entry| entry.senses().next()).map_or("", |sense| sense.text)
}

#[test]
fn words_have_their_usual_sense_first() {
    assert_eq!(first("标准化"), "standardization");
    assert_eq!(first("青岛"), "Qingdao");
    assert_eq!(first("山东省"), "Shandong Province");
    assert_eq!(first("山东"), "Shandong");
    assert_eq!(lookup("发展").and_then(|e| e.sense(Kind::Verb)), Some("develop"));
    assert_eq!(lookup("张").and_then(|e| e.sense(Kind::Surname)), Some("Zhang"));
    assert_eq!(lookup("没有这个词"), None);
}

#[test]
fn prefixes_come_shortest_first() {
    let lengths: Vec<usize> = prefixes("标准化的事").into_iter().map(|(length, _)| length / 3).collect();
    assert_eq!(lengths, [1, 2, 3]);
    assert!(prefixes("").is_empty());
    assert!(prefixes("abc").len() <= 3);
}

#[test]
fn frequent_words_cost_less() {
    let cost = |word| lookup(word).map_or(u32::MAX, Entry::cost);
    assert!(cost("的") < cost("发展"));
    assert!(cost("发展") < cost("氧化铝"));
}

#[test]
fn characters_have_readings() {
    assert_eq!(reading('工'), Some("gong"));
    assert_eq!(reading('é'), None);
}

#[test]
fn glosses_become_translations() {
    let clean = |text: &str, proper| -> Vec<String> {
        gloss::senses(text, proper)
            .into_iter()
            .map(|sense| format!("{} {}", sense.kind as u8 as char, sense.text))
            .collect()
    };
    let table: &[(&str, bool, &[&str])] = &[
        ("(of sb) to express; to state; to show", false, &["v express", "v state", "v show"]),
        ("to sell; offer", false, &["v sell", "v offer"]),
        ("variant of 個|个[ge4]", false, &[]),
        ("surname Zhang", true, &["S Zhang"]),
        ("Qingdao, subprovincial city in Shandong", true, &["N Qingdao"]),
        ("classifier for flat objects, sheet", false, &["q "]),
        ("to take sth as", false, &["v take something as"]),
        ("abbr. for 聯合國|联合国[Lian2 he2 guo2], United Nations", true, &[]),
        ("a study", false, &["x study"]),
        ("international", false, &["a international"]),
    ];
    for (text, proper, expected) in table {
        assert_eq!(clean(text, *proper), *expected, "{text}");
    }
}
