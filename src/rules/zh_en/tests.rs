//! Whole sentences by example, and what must hold for any input.

use proptest::prelude::*;

use super::translate;
use crate::task::{Glossary, Term};

#[test]
fn sentences_are_translated_as_in_the_list() {
    let wrong: Vec<String> = include_str!("examples.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(source, expected)| {
            let said = translate(source, &Glossary::default());
            (said != expected).then(|| format!("{source}\n  is       {said}\n  expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_users_terms_go_first() {
    let term = Term { source: "国际标准化论坛".into(), target: "Standards Forum".into() };
    let said = translate("国际标准化论坛在青岛举行。", &Glossary::new(vec![term]));
    assert!(said.contains("Standards Forum"), "{said}");
}

/// Far more than a slow machine needs, far less than quadratic time takes.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

#[test]
fn texts_without_an_end_take_linear_time() {
    for unit in
        ["的", "他后", "比他", "𠀀", "布", "A的", "不", "没有", "第", "一", "十", "张", "万", "1", "标准，"]
    {
        let start = std::time::Instant::now();
        let text = unit.repeat(100_000);
        assert!(!translate(&text, &Glossary::default()).is_empty(), "{unit}");
        assert!(start.elapsed() < PATIENCE, "{unit}");
    }
}

#[test]
fn nothing_becomes_nothing() {
    for text in ["的", "了", "把官兵积极性"] {
        assert!(!translate(text, &Glossary::default()).is_empty(), "{text}");
    }
}

proptest! {
    #[test]
    fn any_input_is_answered(text in "\\PC{0,60}|[一-龥，。的在被把0-9a-z]{0,60}") {
        let _ = translate(&text, &Glossary::default());
    }

    #[test]
    fn figures_survive(number in 11u32..9_999_999, unit in "[家名项吨]") {
        let said = translate(&format!("他们参观了{number}{unit}企业。"), &Glossary::default());
        prop_assert!(said.replace(',', "").contains(&number.to_string()), "{}", said);
    }
}
