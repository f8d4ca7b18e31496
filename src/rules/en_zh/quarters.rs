//! Quarters of a year: `the first three quarters of 2017` is 2017年前三季度.

use super::token::{Kind, Token};

/// The quarters that begin at `at`: the tokens they take and their Chinese.
pub fn read(tokens: &[Token<'_>], at: usize) -> Option<(usize, String)> {
    let word = |n: usize| tokens.get(at + n).map(|token| token.text.to_ascii_lowercase()).unwrap_or_default();
    let article = usize::from(word(0) == "the");
    (word(article) == "first" && word(article + 2) == "quarters").then_some(())?;
    let count = match word(article + 1).as_str() {
        "two" | "2" => "两个",
        "three" | "3" => "三",
        _ => return None,
    };
    let end = article + 3;
    let (used, year) = match (word(end).as_str(), word(end + 1).as_str(), word(end + 2).as_str()) {
        ("of" | "in", year, _) if is_year(tokens.get(at + end + 1)) => (end + 2, format!("{year}年")),
        ("of", "this", "year") => (end + 3, "今年".to_owned()),
        ("of", "last", "year") => (end + 3, "去年".to_owned()),
        _ => (end, String::new()),
    };
    Some((used, format!("{year}前{count}季度")))
}

/// Four figures from 1900 to 2199.
fn is_year(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|token| {
        let value = token.text.parse::<u32>().ok();
        token.kind == Kind::Number && value.is_some_and(|year| (1900..2200).contains(&year))
    })
}
