//! Texts whose language is known, and texts that have none.

use proptest::prelude::*;

use super::*;

fn tag(text: &str) -> Option<&'static str> {
    detect(text).map(Language::tag)
}

#[test]
fn chinese_by_script() {
    assert_eq!(tag("国家标准化管理委员会发布公告。"), Some("zh"));
    assert_eq!(tag("國家標準化管理委員會發布公告。"), Some("zh-Hant"));
    assert_eq!(tag("明天"), Some("zh"), "no character tells the script");
    assert_eq!(tag("ISO/IEC JTC 1/SC 42 人工智能"), Some("zh"));
    assert_eq!(tag("ISO 9001 与 IEC 61508 的最新版本已经发布"), Some("zh"));
}

#[test]
fn english_with_and_without_function_words() {
    assert_eq!(tag("The committee adopted two standards."), Some("en"));
    assert_eq!(tag("draft standard"), Some("en"));
    assert_eq!(tag("SAC and ISO sign agreement"), Some("en"));
    assert_eq!(tag("naïve café"), None, "two words, both accented");
    assert_eq!(tag("The word 标准 means standard in Chinese."), Some("en"));
}

#[test]
fn other_languages_are_not_ours() {
    for text in [
        "規格の改正について審議した。",
        "표준화 위원회가 새로운 표준을 발표했다.",
        "Комитет утвердил новый стандарт.",
        "Le comité a adopté deux normes dans le cadre de la réunion.",
        "Der Ausschuss hat die Norm mit einer Mehrheit angenommen.",
        "El comité aprobó las normas en la reunión de ayer.",
        "Il comitato ha approvato la norma nella riunione di ieri.",
        "O comité aprovou as normas na reunião de ontem.",
        "De commissie heeft de norm op dinsdag aangenomen.",
        "Komitet przyjął normę w dniu wczorajszym.",
        "اعتمدت اللجنة معيارين جديدين.",
        "",
        "2024-05-06 12:30",
        "…!?",
    ] {
        assert_eq!(tag(text), None, "{text}");
    }
}

#[test]
fn a_foreign_head_does_not_decide_a_long_text() {
    let mut text = "Permission is hereby granted to any person. ".repeat(400);
    text.push_str(&"国家标准规定了术语和定义。".repeat(8000));
    assert_eq!(tag(&text), Some("zh"));
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,200}", times in 1usize..600) {
        let _ = detect(&text.repeat(times));
    }
}

#[test]
fn only_text_without_simplified_is_traditional_throughout() {
    assert!(is_traditional_throughout("國家標準化管理委員會發布了標準。"));
    // One character in a longer text is a quotation.
    assert!(is_traditional_throughout("國際標準化組織發布「标」準，專家們認為這項標準對產業發展很重要。"));
    assert!(!is_traditional_throughout("抬头 擡头 抬頭 擡頭"));
    assert!(!is_traditional_throughout("国家标准化管理委员会发布了标准。"));
    assert!(!is_traditional_throughout("The committee published standards."));
}
