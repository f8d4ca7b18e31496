//! Dates that depend on the day they are said: yesterday, last year, 本周, 去年.

use std::{collections::HashMap, sync::LazyLock};

use super::Date;

/// Code, English and Chinese forms. Each is compared as such, never computed.
const TABLE: [(&str, &[&str], &[&str]); 16] = [
    ("yesterday", &["yesterday"], &["昨天", "昨日", "昨晚"]),
    ("today", &["today", "tonight"], &["今天", "今日", "今晚", "今晨", "今早"]),
    ("tomorrow", &["tomorrow"], &["明天", "明日", "明晚"]),
    ("last-week", &["last week"], &["上周", "上週", "上星期"]),
    ("this-week", &["this week"], &["本周", "本週", "这周", "這週"]),
    ("next-week", &["next week"], &["下周", "下週", "下星期"]),
    ("last-month", &["last month"], &["上月", "上个月", "上個月"]),
    ("this-month", &["this month"], &["本月", "这个月", "這個月"]),
    ("next-month", &["next month"], &["下月", "下个月", "下個月"]),
    ("last-year", &["last year"], &["去年", "上年"]),
    ("this-year", &["this year"], &["今年", "本年"]),
    ("next-year", &["next year"], &["明年"]),
    ("before-last-year", &["year before last"], &["前年"]),
    ("last-quarter", &["last quarter"], &["上季度", "上个季度"]),
    ("weekend", &["weekend"], &["周末", "週末"]),
    ("now", &["currently", "at present"], &["目前", "眼下"]),
];

/// The forms by their first character (lower case): form and code, longest first.
static FORMS: LazyLock<HashMap<char, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut forms: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    for (code, english, chinese) in TABLE {
        for form in english.iter().chain(chinese) {
            forms.entry(form.chars().next().unwrap_or(' ')).or_default().push((form, code));
        }
    }
    for list in forms.values_mut() {
        list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    forms
});

pub(super) fn find(text: &str) -> Vec<Date> {
    let mut dates = Vec::new();
    let mut previous = ' ';
    let mut end = 0;
    for (i, c) in text.char_indices() {
        let in_word = previous.is_ascii_alphabetic();
        previous = c;
        if i < end || (c.is_ascii() && (in_word || !c.is_ascii_alphabetic())) {
            continue;
        }
        let found = FORMS.get(&c.to_ascii_lowercase()).and_then(|list| {
            list.iter().find(|(form, _)| {
                text.get(i..i + form.len()).is_some_and(|s| s.eq_ignore_ascii_case(form))
                    && !(c.is_ascii()
                        && text[i + form.len()..].starts_with(|c: char| c.is_ascii_alphabetic()))
            })
        });
        if let Some((form, code)) = found {
            end = i + form.len();
            dates.push(Date { span: i..end, relative: Some(code), ..Date::default() });
        }
    }
    dates
}
