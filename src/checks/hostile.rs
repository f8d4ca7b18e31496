//! Texts that mean harm, or that nobody meant: no panic, no work beyond what their length allows.
//!
//! `PROPTEST_CASES=100000 cargo test --lib checks::hostile` looks at many more than a usual run of the tests.

use proptest::prelude::*;

use super::{Pair, Work, check, effort};
use crate::{
    task::Glossary,
    text::{Language, dates, language::detect, numerals, sentence, words},
};

/// What makes long texts slow, if anything does: what is compared with much, and what is never closed.
const UNITS: [&str; 98] = [
    "9",
    "0",
    "9 ",
    "57 ",
    "1,",
    "1,111",
    "1.",
    "1.1.",
    ".",
    "．",
    "９",
    "１．２",
    "万",
    "2万",
    "0万",
    "一",
    "一百",
    "十几 ",
    "七八十 ",
    "百分之",
    "千分之三",
    "3 分之 ",
    "数万 ",
    "第三 ",
    "点",
    "三点五",
    "two ",
    "hundred ",
    "one hundred and ",
    "two-thirds ",
    "half a million ",
    "5% ",
    "%",
    "%1",
    "$5 ",
    "US$",
    "5 km ",
    "8 miles ",
    "30–40万 ",
    "3-1 ",
    "11/12/",
    "9·11 ",
    "24/7 ",
    "[12]",
    "2023年6月9日",
    "2023年",
    "6月9日 ",
    "12日 ",
    "12时 ",
    "周一 ",
    "90年代",
    "令和五年",
    "上周",
    "June 9, 2023 ",
    "May ",
    "Friday ",
    "7:30 p.m. ",
    "12 o'clock ",
    "Q3 ",
    "1990s ",
    "19th century ",
    "last year ",
    "2023-06-09 ",
    "2023.06.09 ",
    "GB/T 1 ",
    "GB/T 1234-2025 ",
    "a-1 ",
    "COVID-19 ",
    "A-b",
    "ISO Abc-",
    "A ",
    "Baldwin ",
    "Kavanaugh ",
    "Ananananananananananan ",
    "Grand National of ",
    "卡瓦诺 ",
    "卡",
    "王小",
    "清华大学",
    "日内瓦",
    "{a} ",
    "{",
    "http://",
    "https://a.b/c ",
    "“",
    "\"",
    "(",
    "（a",
    "《",
    "】",
    "\n",
    "1\n",
    "1. a\n",
    "a\n",
    "好\n",
    " ",
    "\u{a0}",
    "-",
];

/// What no table knows: marks that join, other digits and letters, what stands for broken text.
const ODD: [&str; 24] = [
    "\u{200d}",
    "\u{feff}",
    "\u{fffd}",
    "e\u{301}",
    "😀",
    "👩\u{200d}🔬",
    "𝟗",
    "٣",
    "Ⅳ",
    "½",
    "㈱",
    "①",
    "ﬁ",
    "ß",
    "İ",
    "ǆ",
    "ﷺ",
    "\u{202e}",
    "\u{10ffff}",
    "𠀀",
    "〇",
    "\r",
    "\t",
    "\0",
];

/// Runs and mixtures, of some kilobytes at most.
fn text() -> impl Strategy<Value = String> {
    let unit = || prop::sample::select(UNITS.to_vec());
    let odd = || prop::sample::select(ODD.to_vec());
    let run = (unit(), 1usize..400).prop_map(|(unit, times)| unit.repeat(times));
    let two = (unit(), unit(), 1usize..200).prop_map(|(a, b, times)| format!("{a}{b}").repeat(times));
    let mixed =
        prop::collection::vec(prop_oneof![4 => unit(), 1 => odd()], 0..80).prop_map(|all| all.concat());
    let counted = (unit(), 0usize..1000, 1usize..120)
        .prop_map(|(unit, first, times)| (0..times).map(|i| format!("{}{unit}", first + i * 7)).collect());
    let piece = prop_oneof![
        3 => run,
        2 => two,
        4 => mixed,
        2 => counted,
        1 => "\\PC{0,60}",
        1 => "[0-9０-９一二三十百千万亿点分之%年月日.,:$ \\-a-zA-Z（）“”\n]{0,200}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// A text, and another one or the same after some slips.
fn texts() -> impl Strategy<Value = (String, String)> {
    let slip = |text: &str, at: usize| {
        let at = text.floor_char_boundary(at.checked_rem(text.len()).unwrap_or(0));
        let (before, after) = text.split_at(at);
        format!("{}{before}", after.replace('1', "2").replace('万', "亿").replace('B', "D"))
    };
    prop_oneof![
        (text(), text()),
        (text(), any::<prop::sample::Index>()).prop_map(move |(text, at)| {
            let slipped = slip(&text, at.index(1 << 14));
            (text, slipped)
        }),
    ]
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(vec![Language::English, Language::Chinese, Language::TraditionalChinese])
}

/// A few cases, unless the caller wants more.
fn config(few: u32) -> ProptestConfig {
    let many = std::env::var_os("PROPTEST_CASES").is_some();
    let default = ProptestConfig::default();
    ProptestConfig { cases: if many { default.cases } else { few }, ..default }
}

fn compare(task: Work, source: &str, target: &str, languages: (Language, Language)) -> usize {
    let glossary = Glossary::default();
    let (source_lang, target_lang) = languages;
    let pair = Pair { task, source, target, source_lang, target_lang, glossary: &glossary };
    effort::spent(|| {
        for finding in check(&pair) {
            let record = finding.record(&pair);
            assert_eq!(record.source.is_some(), finding.source.is_some(), "{finding:?}");
            assert_eq!(record.target.is_some(), finding.target.is_some(), "{finding:?}");
            assert!(finding.message.len() < 1000, "{finding:?}");
        }
    })
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn any_pair_is_checked(
        (source, target) in texts(), summary in any::<bool>(), from in language(), to in language(),
    ) {
        let task = if summary { Work::Summary } else { Work::Translation };
        let spent = compare(task, &source, &target, (from, to));
        prop_assert!(spent <= effort::bound(source.len() + target.len()), "{}", spent);
    }

    #[test]
    fn any_text_is_read((text, other) in texts(), to in language()) {
        for text in [text, other] {
            let numbers = numerals::find(&text);
            let mut end = 0;
            for number in &numbers {
                prop_assert!(number.span.start >= end && text.get(number.span.clone()).is_some());
                prop_assert!(text.get(number.written.clone()).is_some());
                end = number.span.end;
            }
            let mut end = 0;
            for date in dates::find(&text, &numbers) {
                prop_assert!(date.span.start >= end && text.get(date.span.clone()).is_some());
                end = date.span.end;
            }
            let mut end = 0;
            for span in sentence::sentences(&text, Some(to)) {
                prop_assert!(span.start >= end && text.get(span.clone()).is_some());
                end = span.end;
            }
            detect(&text);
            words::words(&text, to);
        }
    }
}

/// Twice the text is twice the work, whatever it is made of.
#[test]
fn work_is_linear() {
    const BYTES: usize = 12_000;
    let languages = [(Language::English, Language::Chinese), (Language::Chinese, Language::English)];
    for (at, unit) in UNITS.iter().enumerate() {
        let text = unit.repeat(BYTES / unit.len());
        let counted: String = (0..BYTES / 8).map(|i| format!("{}{unit}", i * 7)).collect();
        let next = UNITS[(at + 1) % UNITS.len()].repeat(BYTES / 4);
        for (source, target) in [(&text, &text), (&text, &next), (&counted, &next), (&next, &counted)] {
            for (task, languages) in
                [(Work::Translation, languages[at % 2]), (Work::Summary, languages[1 - at % 2])]
            {
                let spent = compare(task, source, target, languages);
                let bound = effort::bound(source.len() + target.len());
                assert!(spent <= bound, "{unit:?}: {spent} for {} bytes", source.len() + target.len());
            }
        }
    }
}
