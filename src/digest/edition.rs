//! One of a row of events: the 2023 Qingdao Forum, 第八届中国质量大会.

use std::ops::Range;

use crate::text::{numerals, words};

/// One of a row of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    number: u32,
    /// The words of its name, or the pairs of characters of a Chinese name.
    name: Vec<String>,
}

impl Edition {
    /// True where both are of one row: whether they are the same; none for those of different rows.
    pub fn is(&self, other: &Self) -> Option<bool> {
        shares_name(&self.name, &other.name).then_some(self.number == other.number)
    }
}

/// Half of the words of the shorter name are in the other.
fn shares_name(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().filter(|word| b.contains(word)).count();
    shared * 2 >= a.len().min(b.len()) && shared > 0
}

/// The editions that a text names.
pub fn editions(text: &str) -> Vec<Edition> {
    let mut found = Vec::new();
    for number in numerals::find(text) {
        let Some(value) = number.value.as_whole().and_then(|value| u32::try_from(value).ok()) else {
            continue;
        };
        let written = &text[number.written.clone()];
        let ordinal = number.kind == numerals::Kind::Ordinal;
        let session = text[number.written.end..].trim_start_matches(' ').starts_with(['届', '屆']);
        let year = written.len() == 4
            && written.bytes().all(|b| b.is_ascii_digit())
            && (1900..2100).contains(&value);
        if ordinal || year || session {
            let name = name(text, number.written.end..text.len());
            if name.len() > 1 {
                found.push(Edition { number: value, name });
            }
        }
    }
    found
}

/// The name that follows a number: up to so many words or characters.
const LONGEST: usize = 6;
const LONGEST_CHINESE: usize = 16;

/// Words inside of the English names of events.
const CONNECTORS: [&str; 6] = ["of", "on", "for", "the", "and", "in"];

/// What follows the Chinese name of an event.
const CHINESE_ENDS: [&str; 16] = [
    "在", "于", "将", "举行", "举办", "召开", "开幕", "闭幕", "启动", "落幕", "发布", "公布", "圆满", "成功",
    "今", "的",
];

fn name(text: &str, rest: Range<usize>) -> Vec<String> {
    let rest = text[rest].trim_start_matches(['届', '屆', '年', '度', ' ']);
    let han: Vec<char> =
        rest.chars().take(LONGEST_CHINESE).take_while(|c| crate::text::script::is_han(*c)).collect();
    if !han.is_empty() {
        let name: String = han.into_iter().map(crate::text::script::simplified_form).collect();
        let end = CHINESE_ENDS.iter().filter_map(|end| name.find(end)).min().unwrap_or(name.len());
        let name: Vec<char> = name[..end].chars().collect();
        return name.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    let suffix = ["st", "nd", "rd", "th"].iter().find_map(|suffix| rest.strip_prefix(suffix));
    let mut name = Vec::new();
    for word in suffix.unwrap_or(rest).trim_start().split(' ').take(LONGEST) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        if CONNECTORS.contains(&lower.as_str()) && !name.is_empty() {
            continue;
        }
        if bare.is_empty() || words::is_stop(bare) || !bare.starts_with(char::is_alphabetic) {
            break;
        }
        name.push(words::stem(bare));
        if bare.len() < word.len() {
            break;
        }
    }
    name
}
