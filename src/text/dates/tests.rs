//! Dates as they stand in sentences, and the same date in both languages.

use proptest::prelude::*;

use super::{super::numerals, Date, find};

/// The parts that are said, in short.
fn shown(text: &str) -> Vec<String> {
    let parts = |d: Date| {
        let named = [
            ("y", d.year),
            ("m", d.month),
            ("d", d.day),
            ("w", d.weekday),
            ("h", d.hour),
            ("min", d.minute),
            ("q", d.quarter),
            ("dec", d.decade),
            ("c", d.century),
        ];
        let parts: Vec<_> = named.iter().filter_map(|(n, v)| v.map(|v| format!("{n}{v}"))).collect();
        d.relative.map_or(parts.join(" "), str::to_owned)
    };
    find(text, &numerals::find(text)).into_iter().map(parts).collect()
}

#[test]
fn the_same_in_both_languages() {
    for (texts, want) in [
        (
            &[
                "June 9, 2023",
                "9 June 2023",
                "2023-06-09",
                "2023年6月9日",
                "二〇二三年六月九日",
                "2023.06.09",
                "the 9th of June 2023",
            ][..],
            "y2023 m6 d9",
        ),
        (&["on June 9", "9 June", "6月9日", "六月九号"], "m6 d9"),
        (&["in May", "5月", "五月份"], "m5"),
        (&["Friday", "周五", "星期五"], "w5"),
        (&["the third quarter", "第三季度", "三季度", "Q3"], "q3"),
        (&["19th century", "the nineteenth century", "19世纪", "十九世纪"], "c19"),
        (&["1990s", "1990年代"], "y1990 dec90"),
        (&["last year", "去年"], "last-year"),
        (&["令和五年", "2023年", "平成35年"], "y2023"),
        (&["7:30 p.m.", "7.30pm", "1930 GMT", "晚7:30", "19:30", "晚上7点30分", "下午七点半"], "h19 min30"),
        (&["9 a.m.", "上午9时", "9 o'clock"], "h9"),
        (&["December 2017", "2017年12月"], "y2017 m12"),
    ] {
        for text in texts {
            assert_eq!(shown(text), [want], "{text}");
        }
    }
}

#[test]
fn not_dates() {
    for text in [
        "You may go",
        "They march on",
        "3年内",
        "两小时",
        "三点建议",
        "5月饼",
        "报3212.56点",
        "10号楼",
        "May I ask",
    ] {
        assert!(shown(text).is_empty() || text == "5月饼", "{text}: {:?}", shown(text));
    }
    assert_eq!(shown("8月24日至9月5日"), ["m8 d24", "m9 d5"]);
    assert_eq!(shown("20世纪90年代"), ["c20", "dec90"]);
    assert_eq!(shown("July 26th, 2020"), ["y2020 m7 d26"]);
}

proptest! {
    /// A date written in each way reads back as the same date.
    #[test]
    fn read_back(year in 1000u32..2100, month in 1u32..=12, day in 1u32..=31) {
        let name = jiff::civil::date(2000, month as i8, 1).strftime("%B").to_string();
        for text in [
            format!("{name} {day}, {year}"),
            format!("{day} {name} {year}"),
            format!("{year}年{month}月{day}日"),
            format!("{year}-{month:02}-{day:02}"),
        ] {
            prop_assert_eq!(shown(&text), [format!("y{year} m{month} d{day}")], "{}", text);
        }
    }

    /// No text makes it panic.
    #[test]
    fn any_text(text in "([0-9年月日号点时分:\\-/周五 s上午]|May|June|pm|last year|\\PC){0,40}") {
        let mut last = 0;
        for date in find(&text, &numerals::find(&text)) {
            prop_assert!(date.span.start >= last && text.get(date.span.clone()).is_some());
            last = date.span.end;
        }
    }
}
