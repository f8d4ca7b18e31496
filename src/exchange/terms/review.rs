//! What is wrong with a glossary: terms twice, terms with two translations, terms that hide in others, terms in a script
//! that is not that of their language.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::{
    outcome::Severity,
    task::{TermList, TermPair},
    text::{
        Language,
        script::{is_han, is_simplified, is_traditional},
    },
};

/// Characters of the longest term that is looked for in others and has others looked for in it; terms are short.
const LONGEST: usize = 60;

/// Something that was seen in a glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How bad it is.
    pub severity: Severity,
    /// For people, in one sentence.
    pub message: String,
}

/// Looks through a list, term by term.
pub fn review(list: &TermList) -> Vec<Remark> {
    let terms = list.pairs();
    let mut known: HashMap<(Option<(Language, Language)>, String), usize> = HashMap::new();
    let mut out = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        let first = *known.entry((term.languages, key(&term.source))).or_insert(at);
        if first < at {
            out.push(repeated(&terms[first], term));
        }
        script(term, &mut out);
    }
    for term in terms {
        let inner = |part: &str| known.get(&(term.languages, part.to_owned())).map(|&at| &terms[at]);
        if let Some(inner) =
            parts(&key(&term.source)).find_map(|part| inner(&part).filter(|inner| clash(inner, term)))
        {
            let message = format!(
                "“{}” stands in “{}”, but its translation “{}” does not stand in “{}”: the longer term goes first.",
                inner.source, term.source, inner.target, term.target
            );
            out.push(Remark { severity: Severity::Note, message });
        }
    }
    out.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
    out
}

fn key(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

fn repeated(first: &TermPair, term: &TermPair) -> Remark {
    if key(&first.target) == key(&term.target) {
        let message = format!("“{}” is there twice.", term.source);
        return Remark { severity: Severity::Warning, message };
    }
    let message = format!(
        "“{}” is to be both “{}” and “{}”: only the first is used.",
        term.source, first.target, term.target
    );
    Remark { severity: Severity::Error, message }
}

/// The proper parts of a term: any run of characters, whole words where it is Latin; the longest first.
fn parts(term: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = term.chars().take(LONGEST).collect();
    let all = chars.len();
    (1..all).rev().flat_map(move |length| {
        let chars = chars.clone();
        (0..=all - length).filter_map(move |start| {
            let end = start + length;
            let word = |c: char| c.is_ascii_alphanumeric();
            let inside = (start > 0 && word(chars[start - 1]) && word(chars[start]))
                || (end < all && word(chars[end - 1]) && word(chars[end]));
            (!inside).then(|| chars[start..end].iter().collect())
        })
    })
}

/// True where using the shorter term within the longer would make something else of it.
fn clash(inner: &TermPair, outer: &TermPair) -> bool {
    !key(&outer.target).contains(&key(&inner.target))
}

fn script(term: &TermPair, out: &mut Vec<Remark>) {
    let sides = [&term.source, &term.target];
    let Some((from, to)) = term.languages else {
        let chinese = sides.map(|side| side.chars().any(is_han));
        if chinese == [false, false] && term.source != term.target {
            let message = format!("Neither “{}” nor “{}” is Chinese.", term.source, term.target);
            out.push(Remark { severity: Severity::Warning, message });
        }
        return;
    };
    for (language, side) in [from, to].into_iter().zip(sides) {
        let has = |test: fn(char) -> bool| side.chars().any(test);
        let wrong = match language {
            Language::English => has(is_han).then_some((Severity::Error, "is not English")),
            _ if !has(is_han) && term.source != term.target => Some((Severity::Warning, "is not Chinese")),
            Language::Chinese => has(is_traditional).then_some((Severity::Warning, "is not Simplified")),
            Language::TraditionalChinese => {
                has(is_simplified).then_some((Severity::Warning, "is not Traditional"))
            }
        };
        if let Some((severity, what)) = wrong {
            out.push(Remark { severity, message: format!("“{side}” {what}.") });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::read_terms, *};

    fn told(text: &str) -> Vec<String> {
        review(&read_terms(text.as_bytes()).unwrap()).into_iter().map(|remark| remark.message).collect()
    }

    #[test]
    fn what_is_wrong_is_told_the_worst_first() {
        let text = "en,zh\nport,港口\nPort,港口\nstandard,标准\nSTANDARD,规范\nnational standard,国标\nexport,出口\n\
                    ISO,ISO\nharbour,port\n检验,检测\nquality,質量\n";
        assert_eq!(
            told(text),
            [
                "“STANDARD” is to be both “标准” and “规范”: only the first is used.",
                "“检验” is not English.",
                "“Port” is there twice.",
                "“port” is not Chinese.",
                "“質量” is not Simplified.",
                "“standard” stands in “national standard”, but its translation “标准” does not stand in “国标”: the longer term goes first.",
            ]
        );
    }

    #[test]
    fn a_sound_list_has_no_remarks() {
        assert_eq!(told("zh,en\n标准,standard\n国家标准,national standard\n港口,port\n"), [""; 0]);
        assert_eq!(told("port,harbour\n"), ["Neither “port” nor “harbour” is Chinese."]);
        assert_eq!(told("标准,standard\n"), [""; 0]);
    }
}
