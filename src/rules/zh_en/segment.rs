//! Segmentation: the cheapest way through the lattice of words, numbers, dates, names and terms.

use super::{clock, date, grammar, name, number, official};
use crate::{
    rules::lexicon::{self, Entry, Kind},
    task::Glossary,
};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A word of the lexicon.
    Word(Entry),
    /// A number.
    Number(number::Number),
    /// A date.
    Date(date::Date),
    /// The name of a person, in English letters.
    Person(String),
    /// A foreign name, to be spelled by its sound.
    Foreign,
    /// A term of the user, with its translation.
    Term(String),
    /// Latin letters, an address, code: stays as it is.
    Latin,
    /// A mark or a character that nothing knows.
    Other,
}

/// A token with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Token<'a> {
    /// The source text.
    pub text: &'a str,
    /// What it is.
    pub piece: Piece,
}

// Costs in thousandths of -ln p, the scale of the lexicon; set on development texts.
/// A character that nothing knows.
const UNKNOWN: u32 = 14_000;
/// A number or date: a closed class, always right where it matches.
const FIGURE: u32 = 2_000;
/// A term of the user goes before everything.
const TERM: u32 = 1;
/// An official name goes before what it is made of.
const OFFICIAL: u32 = 100;
/// A person's name: surname and one or two characters.
const PERSON: [u32; 2] = [17_500, 21_500];
/// Less where a title stands before the name or a verb of speech after it.
const PERSON_CLUE: u32 = 5_000;
/// A foreign name, and each of its characters.
const FOREIGN: (u32, u32) = (6_500, 5_300);
/// Figures in a number at most; the largest number that is computed has 38.
const FIGURES: usize = 30;
/// Characters of a foreign name looked at.
const FOREIGN_LONGEST: usize = 24;

struct Arc {
    end: usize,
    piece: Piece,
    cost: u32,
}

/// Cuts `text` (normalised, no line break) into tokens that cover all of it but white space.
pub fn tokens<'a>(text: &'a str, glossary: &Glossary) -> Vec<Token<'a>> {
    let terms: Vec<(&str, &str)> = glossary
        .terms()
        .iter()
        .map(|term| (term.source.as_str(), term.target.as_str()))
        .filter(|(source, _)| !source.is_empty() && text.contains(source))
        .collect();
    // best[i]: the cheapest cost of reaching byte i, and the arc that did it.
    let mut best: Vec<Option<(u32, usize, Piece)>> = vec![None; text.len() + 1];
    best[0] = Some((0, 0, Piece::Other));
    // Where the longest number that began so far ends: none begins within it.
    let mut counted = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let within = at < counted;
        if !within && number::begins(c) {
            counted = at + number::chinese(&text[at..]).map_or(0, |(_, length)| length);
        }
        let negative = c == '-'
            && !before.is_some_and(|c: char| c.is_ascii_alphanumeric() || c == '.')
            && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        before = Some(c);
        let Some(reached) = best[at].as_ref().map(|(cost, ..)| *cost) else {
            continue;
        };
        let signed = if negative {
            below_zero(&text[at..]).map(|(end, piece)| Arc { end: at + end, piece, cost: FIGURE })
        } else {
            None
        };
        for arc in arcs(text, at, c, within, &terms).into_iter().chain(signed) {
            let cost = reached.saturating_add(arc.cost);
            if best[arc.end].as_ref().is_none_or(|(old, ..)| cost < *old) {
                best[arc.end] = Some((cost, at, arc.piece));
            }
        }
    }
    let mut out = Vec::new();
    let mut end = text.len();
    while let Some((_, start, piece)) = best[end].take().filter(|(_, start, _)| *start < end) {
        if !text[start..end].trim().is_empty() {
            out.push(Token { text: &text[start..end], piece });
        }
        end = start;
    }
    out.reverse();
    out
}

/// -0.2%: the sign belongs to the number.
fn below_zero(text: &str) -> Option<(usize, Piece)> {
    let mut number = number::parse(&text[1..])?;
    number.text.insert(0, '-');
    number.length += 1;
    Some((number.length, Piece::Number(number)))
}

/// What may stand at `at`; `within`: inside a number in Chinese characters.
fn arcs(text: &str, at: usize, c: char, within: bool, terms: &[(&str, &str)]) -> Vec<Arc> {
    let rest = &text[at..];
    let mut out = Vec::new();
    let mut arc = |length: usize, piece, cost| out.push(Arc { end: at + length, piece, cost });
    for (source, target) in terms {
        if rest.starts_with(source) {
            arc(source.len(), Piece::Term((*target).to_owned()), TERM);
        }
    }
    // The user's terms go first, also within a name.
    let own = |name: &str| terms.iter().any(|(source, _)| name.contains(source));
    for (length, english) in official::names(rest).filter(|(length, _)| !own(&rest[..*length])) {
        arc(length, Piece::Term(english.to_owned()), OFFICIAL);
    }
    if let Some(length) = double_day(rest) {
        arc(length, Piece::Term(format!("Double {}", double_figure(&rest[..length]))), FIGURE);
    }
    if let Some(length) = latin(rest) {
        arc(length, Piece::Latin, FIGURE);
        return out;
    }
    if let Some((score, length)) = (number::begins(c) && !within).then(|| number::score(rest)).flatten() {
        arc(length, Piece::Term(score), FIGURE);
    }
    arc(c.len_utf8(), Piece::Other, if is_han(c) || c.is_ascii_digit() { UNKNOWN } else { FIGURE });
    if number::begins(c) && !within {
        if let Some(date) = date::parse(rest) {
            arc(date.length, Piece::Date(date), FIGURE);
        }
        if let Some(number) = number::parse(rest) {
            let single = !c.is_ascii_digit() && number.length <= 3;
            arc(number.length, Piece::Number(number), if single { 6 * FIGURE } else { 2 * FIGURE });
        }
    }
    if !is_han(c) {
        return out;
    }
    if let Some(time) = clock::parse(rest) {
        arc(time.length, Piece::Date(time), FIGURE);
    }
    let mut longest = c.len_utf8();
    for (length, entry) in lexicon::prefixes(rest) {
        longest = longest.max(length);
        if counted_word(&rest[..length]) {
            continue;
        }
        // A name that is only a surname, or a sense that cannot be said, is no word.
        let known = entry.senses().any(|sense| !matches!(sense.kind, Kind::Reading | Kind::Surname));
        let cost =
            entry.cost() + if known || grammar::function(&rest[..length]).is_some() { 0 } else { 3_000 };
        arc(length, Piece::Word(entry), cost);
    }
    for (length, english, cost) in persons(text, at) {
        arc(length, Piece::Person(english), cost);
    }
    for (length, cost) in foreign(rest) {
        arc(length, Piece::Foreign, cost);
    }
    out
}

/// 三项, 两名: a number and a measure word, whatever the dictionary says.
fn counted_word(word: &str) -> bool {
    let mut chars = word.chars();
    if let Some(thing) = word.strip_prefix('一') {
        return ["头", "条", "张", "座", "艘", "架", "颗", "辆", "匹", "枚", "封", "名", "位", "幅", "台"]
            .contains(&thing);
    }
    matches!(chars.next(), Some('两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'))
        && matches!(chars.next(), Some('项' | '名' | '位' | '款' | '份' | '倍'))
        && chars.next().is_none()
}

/// True for a Chinese character.
pub fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{20000}'..='\u{3ffff}').contains(&c) || c == '〇'
}

/// The length of a run of Latin letters, an address or an identifier at the start of `text`.
fn latin(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    // A run of figures longer than any number is an identifier.
    let figures = text.bytes().take(FIGURES + 1).take_while(u8::is_ascii_digit).count();
    if figures > FIGURES {
        return Some(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    }
    // 8:30, 3:2
    let clock = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').take(9).count();
    // 4:41.30, 2016/17, 802.11n, 3.5mm
    if let Some(length) = compound(text, figures.max(clock)) {
        return Some(length);
    }
    if (1..=4).contains(&figures) && clock > figures + 1 && clock < 9 {
        return Some(text[..clock].trim_end_matches(':').len());
    }
    // 5G, 4K: a figure with its letter is one word.
    let lettered = figures > 0 && text.as_bytes().get(figures).is_some_and(u8::is_ascii_alphabetic);
    if !lettered && (!first.is_alphabetic() || is_han(first) || first > '\u{24f}') {
        return None;
    }
    let address = text.starts_with("http") || text.starts_with("www.");
    let inside = |c: char| {
        (c.is_alphanumeric() && c <= '\u{24f}')
            || matches!(c, '-' | '_' | '\'' | '’' | '.' | '&' | '/' | '+' | '@' | '#')
            || (address && c.is_ascii() && !c.is_ascii_whitespace())
    };
    let length = text.find(|c: char| !inside(c)).unwrap_or(text.len());
    let kept = text[..length].trim_end_matches(['.', '-', '/', '\'', '’', ',', ';', '&', '@']);
    (!kept.is_empty()).then_some(kept.len())
}

/// Figures with a point or stroke that are no plain number; `from` is the length of the figures before it.
fn compound(text: &str, from: usize) -> Option<usize> {
    let rest = (from > 0).then(|| &text.as_bytes()[from..])?;
    let digits = rest.get(1..)?.iter().take(FIGURES).take_while(|byte| byte.is_ascii_digit()).count();
    let after = rest.get(1 + digits);
    let clock = text[..from].contains(':');
    let letters =
        rest.get(1 + digits..)?.iter().take(4).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let whole = match rest.first()? {
        b'.' if clock => digits > 0,
        b'.' => digits > 0 && (1..4).contains(&letters),
        b'/' => digits > 0 && after.is_none_or(|byte| !matches!(byte, b'/' | b'.')),
        _ => false,
    };
    whole.then_some(from + 1 + digits + letters)
}

/// 双11, 双十二: the shopping days.
fn double_day(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('双')?;
    let day = ["11", "12", "十一", "十二"].iter().find_map(|day| rest.strip_prefix(day))?;
    (!day.starts_with(|c: char| c.is_ascii_digit() || "月日十个".contains(c))).then(|| text.len() - day.len())
}

fn double_figure(day: &str) -> &'static str {
    if day.ends_with(['2', '二']) { "12" } else { "11" }
}

/// Characters that no given name has: function words.
const NOT_GIVEN: &str = "的和在是了为与说等也将称对向从被把曾于以及都就已又还而但或此其这那不没有约会可要到给让由自则使得着过很更最";

/// Readings of `text` from `at` as a Chinese name.
fn persons(text: &str, at: usize) -> Vec<(usize, String, u32)> {
    let rest = &text[at..];
    let Some(surname) = name::surname(rest).or_else(|| name::rare_surname(rest)) else {
        return Vec::new();
    };
    let before = text[..at].chars().next_back();
    let title = before.is_some_and(|c| "长席理授记员家总任士生人官".contains(c));
    // Surnames that are everyday words need a title before them.
    let risky = "和成时路游包单项连全应相沙米党尚满关于方常车水华简东从台何任万明向安田高".contains(surname);
    let mut out = Vec::new();
    if ["先生", "女士", "小姐", "教授", "博士", "主任", "局长"]
        .iter()
        .any(|title| rest[surname.len()..].starts_with(title))
    {
        return vec![(surname.len(), name::pinyin(surname, ""), PERSON_CLUE)];
    }
    // 燕某, 黄某某: somebody whose given name is not told.
    let unsaid = rest[surname.len()..].chars().take(2).take_while(|c| *c == '某').count();
    if unsaid > 0 {
        let surname_only = name::pinyin(surname, "");
        let whole = surname.len() + unsaid * '某'.len_utf8();
        out.push((whole, surname_only, PERSON_CLUE / 2));
        let last = rest[whole..].chars().next().filter(|c| unsaid == 1 && is_given_after(*c, &rest[whole..]));
        if let Some(c) = last {
            let given = c.to_string();
            out.push((whole + c.len_utf8(), name::pinyin(surname, &given), 0));
        }
        return out;
    }
    let mut length = surname.len();
    for (extra, c) in rest[surname.len()..].chars().take(2).enumerate() {
        if !is_han(c) || NOT_GIVEN.contains(c) || risky && !title {
            break;
        }
        length += c.len_utf8();
        let after = &rest[length..];
        let speaks = [
            "表示", "指出", "强调", "介绍", "说", "先生", "女士", "告诉", "认为", "出席", "主持", "称",
            "教授", "同志",
        ]
        .iter()
        .any(|word| after.starts_with(word));
        let clue = if title || speaks { PERSON_CLUE } else { 0 };
        let given = &rest[surname.len()..length];
        // Two-character surnames are rarely anything else.
        let sure = if surname.chars().count() == 2 { 6_000 } else { 0 };
        out.push((length, name::pinyin(surname, given), PERSON[extra].saturating_sub(clue + sure)));
    }
    out
}

/// Is a character behind 某 the rest of a given name? Where a clause goes on with a function word behind it: 江某敏因.
fn is_given_after(c: char, rest: &str) -> bool {
    let next = rest[c.len_utf8()..].chars().next();
    is_han(c)
        && !NOT_GIVEN.contains(c)
        && next.is_none_or(|next| !is_han(next) || "因的和与被在将向对等涉犯".contains(next))
}

/// Readings of `text` as a foreign name.
fn foreign(text: &str) -> Vec<(usize, u32)> {
    let mut out = Vec::new();
    let (mut length, mut count, mut dots) = (0, 0, 0);
    for c in text.chars().take(FOREIGN_LONGEST) {
        if matches!(c, '·' | '•' | '・') && count > 0 {
            dots += 1;
        } else if name::letters(c).is_some() {
            count += 1;
        } else {
            break;
        }
        length += c.len_utf8();
        if count >= 2 && !matches!(c, '·' | '•' | '・') {
            // A dot between parts is a sure sign.
            let cost = (FOREIGN.0 + FOREIGN.1 * count).saturating_sub(dots * 14_000);
            out.push((length, cost));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::Term;

    fn cut(text: &str) -> String {
        let tokens = tokens(text, &Glossary::default());
        tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sentences_fall_into_words() {
        let table = [
            ("国际标准化会议在青岛举行", "国际标准化 会议 在 青岛 举行"),
            ("2021年7月27日至28日，论坛召开", "2021年7月27日至28日 ， 论坛 召开"),
            ("局长张工表示", "局长 张工 表示"),
            ("抓获燕某和黄某某", "抓获 燕某 和 黄某某"),
            ("GB/T 19001-2016标准", "GB/T 19001 - 2016 标准"),
            ("投资3000多万元", "投资 3000多万 元"),
            ("国家标准化管理委员会表示", "国家标准化管理委员会 表示"),
            ("成绩为4:41.30分", "成绩 为 4:41.30 分"),
            ("2016/17赛季", "2016/17 赛季"),
            ("增长为-0.2%。", "增长 为 -0.2% 。"),
            ("三项标准", "三 项 标准"),
            ("见https://www.iso.org/a_b。", "见 https://www.iso.org/a_b 。"),
        ];
        for (text, expected) in table {
            assert_eq!(cut(text), expected);
        }
    }

    #[test]
    fn terms_go_first() {
        let term = Term { source: "标准化论坛".into(), target: "Standards Forum".into() };
        let tokens = tokens("国际标准化论坛", &Glossary::new(vec![term]));
        assert_eq!(tokens.last().map(|t| t.piece.clone()), Some(Piece::Term("Standards Forum".into())));
    }

    #[test]
    fn long_runs_take_linear_time() {
        for unit in ["一", "张", "a", "1", "·", "𠀀", "布", "第", "百分之"] {
            let text = unit.repeat(50_000);
            assert!(!tokens(&text, &Glossary::default()).is_empty());
        }
    }
}
