//! Where sentences end, by example and by property.

use proptest::prelude::*;

use super::*;

/// Splits a text in which ⏐ stands wherever a sentence must end, and compares.
fn check(marked: &str, language: Language) {
    let text: String = marked.split('⏐').collect();
    let expected: Vec<&str> = marked.split('⏐').map(str::trim).collect();
    let found: Vec<&str> = sentences(&text, Some(language)).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, expected);
}

#[test]
fn english_abbreviations() {
    for marked in [
        "Dr. Lin of the U.S. Mission met Mr. J. K. Rao at 9 a.m. on Jan. 6.⏐ They spoke at length.",
        "The hall opens at 9 a. m. on Monday and closes at 5 p. m.⏐ Mr. Rao has the key.⏐ They spoke at length.",
        "The draft came from Huaxin Ltd. in May.⏐ Huaxin Co. Ltd. paid for it.",
        "She works for Huaxin Inc.⏐ The firm makes valves, pumps, etc.⏐ Others make pipes.",
        "See No. 5, Fig. 2 and pp. 3-9, i.e. the tables.⏐ No.⏐ That is all.",
        "It is sold in the U.K.⏐ We saw it there.",
        "The talks ended at 5 p.m. Monday.⏐ They began at 3 p.m.⏐ Delegates left early.",
    ] {
        check(marked, Language::English);
    }
}

#[test]
fn english_numbers_addresses_and_names() {
    for marked in [
        "It cost $1.50 in 2021.⏐ Version 2.0.1 costs 3,000.⏐ That is more.",
        "Write to lin.hua@example.org.⏐ The page is https://example.org/a.b?c=d.e today.",
        "The Yahoo! group is closed.⏐ Is it?⏐ yes it is",
        "The space is missing.The next sentence follows in 2020.It ends here.",
    ] {
        let marked = marked.replace("missing.The", "missing.⏐The").replace("2020.It", "2020.⏐It");
        check(&marked, Language::English);
    }
}

#[test]
fn english_quotes_brackets_and_dots() {
    for marked in [
        "\"Is it ready?\" he asked.⏐ \"It is.\"⏐ (He had checked.)⏐ All was well.",
        "It was late (he had waited an hour.) and dark.",
        "Well ... it may be ... ready.⏐ We waited...⏐ Nothing came.",
        "It ends here. . . .",
        "The play Who Is There? by Lin Hua is on.⏐ **It is new.**⏐ See it! :-)",
        "Ready?!⏐ Go!!!⏐ Now.",
        "It is -- at last! -- ready.⏐ Is it?⏐ - Surely.",
        "The standard is old.[1] ⏐It is in use.",
        "At 5 a.m. Mr. Lin woke up.⏐ He left the hall at 6 p.m.⏐ Mr. Rao stayed.",
    ] {
        check(marked, Language::English);
    }
}

#[test]
fn items_of_a_list_in_one_line() {
    check("1. Scope⏐ 2. Terms⏐ 3. Tests", Language::English);
    check("a) the first part⏐ b) the second part", Language::English);
    check("### 5. scope of the standard", Language::English);
    check("• Scope⏐ • Terms", Language::English);
    check("1) scope, 2) terms and 3) tests belong to it.", Language::English);
    check("1. 总则⏐ 2. 术语", Language::Chinese);
}

#[test]
fn chinese_marks() {
    for marked in [
        "标准已经发布。⏐自六月起实施！⏐谁来执行？",
        "他问：“什么时候实施？”⏐主任答：“六月。”⏐会议结束。",
        "“准备好了吗？”他问。⏐“好了……”⏐他看了《出发吧！中国》一书。",
        "该标准（见附录。）适用于水泵；阀门除外。⏐（本文有删节。）⏐责任编辑在此。",
        "采用新方法,误差降至0.95.⏐结果表明方法有效.⏐适用于GB/T 1.1的起草.",
        "3.2.方法与材料",
        "进出口总额２．４万亿元，增长５．１％．⏐出口１．３万亿元。",
        "他来自U.S.的公司。",
        "會議通過了「綠色標準。」⏐代表隨後離開。",
    ] {
        check(marked, Language::Chinese);
    }
}

#[test]
fn rulers_stand_alone() {
    check("The end of the report⏐ =====⏐ Sent from my desk", Language::English);
    check("The term is -- or was -- old.", Language::English);
}

#[test]
fn a_line_break_always_ends_a_sentence() {
    check("Heading without a stop⏐\nFirst line⏐\r\n\r\nsecond line", Language::English);
}

#[test]
fn long_input_takes_linear_time() {
    let start = std::time::Instant::now();
    for unit in [
        "a", ".", ". ", " .", "。", "”", "\"", "1. ", "《", "a. ", "(", "\n", "word ", "!) ", "x.Y", "=",
        "= ", "===== ",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        let ranges = sentences(&text, None);
        assert!(ranges.len() <= text.len());
    }
    // Generous: a quadratic pass over one of these takes minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

proptest! {
    /// Sentences and the white space between them make up the text.
    #[test]
    fn gaps_are_white_space(text in "([ \u{3000}\n.!?。！？…;；\"“”'’()（）《》「」a-cA-C0-2•中文]|Dr\\.|U\\.S\\.|\\PC){0,80}") {
        for language in [None, Some(Language::Chinese), Some(Language::English)] {
            let mut end = 0;
            for range in sentences(&text, language) {
                prop_assert!(range.start < range.end && range.start >= end);
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
