//! From the parts of a noun phrase to its Chinese.

use super::{
    Parser, join,
    noun::{Core, Phrase},
};
use crate::rules::en_zh::{lemma::Form, measure, unit::Tag};

impl Parser<'_, '_> {
    /// The phrase that a core makes; nothing where it has neither noun nor number.
    pub(super) fn phrase_of(&self, core: &Core, qualifier: &str) -> Option<Phrase> {
        let mut phrase = Phrase::default();
        if core.nouns.is_empty()
            && core.number.is_empty()
            && core.quantity.is_empty()
            && core.modifiers.is_empty()
        {
            if core.determiner.is_empty() && !core.article {
                return None;
            }
            core.determiner.clone_into(&mut phrase.text);
            return Some(phrase);
        }
        let mut nouns = self.nouns(core, &mut phrase);
        if !core.number.is_empty() && nouns == "人们" {
            nouns = "人".to_owned();
            phrase.head_text.clone_from(&nouns);
        }
        let mut text = core.determiner.to_owned();
        let head = phrase.head_text.clone();
        let plural = core.nouns.last().is_some_and(|&at| self.units[at].form == Form::S);
        text.push_str(qualifier);
        if !core.number.is_empty() {
            text.push_str(&counted(&core.number, &head, phrase.person));
        } else if matches!(core.determiner, "这" | "那" | "每" | "另一" | "两") && !head.is_empty() {
            text.push_str(&measure::of(&head, phrase.person));
        } else if core.article && !plural && wants_article(&head) {
            text.push('一');
            text.push_str(&measure::of(&head, phrase.person));
        }
        join(&mut text, &core.quantity);
        let last = core.modifiers.len().saturating_sub(1);
        for (n, modifier) in core.modifiers.iter().enumerate() {
            join(&mut text, &modifier.text);
            if modifier.text.starts_with('第') && n == last && !head.is_empty() {
                text.push_str(&measure::of(&head, phrase.person));
            } else if modifier.linked && n == last && !nouns.is_empty() {
                text.push('的');
            }
        }
        join(&mut text, &nouns);
        phrase.text = text;
        Some(phrase)
    }

    /// The nouns joined, with titles behind names.
    fn nouns(&self, core: &Core, phrase: &mut Phrase) -> String {
        let mut text = String::new();
        let mut at = 0;
        let mut trailing = String::new();
        while let Some(&index) = core.nouns.get(at) {
            let unit = &self.units[index];
            let (used, piece, person) =
                if unit.tag == Tag::Name { self.name(&core.nouns[at..]) } else { (1, String::new(), false) };
            if used > 0 && unit.tag == Tag::Name {
                join(&mut text, &piece);
                phrase.person = person;
                text.push_str(&std::mem::take(&mut trailing));
                at += used;
            } else {
                let behind = unit.tag == Tag::Title && self.name_after(&core.nouns[at + 1..]);
                if behind && (at == 0 || address(&unit.word)) {
                    trailing = unit.chinese.to_string();
                } else {
                    join(&mut text, &unit.chinese.replace('…', ""));
                }
                phrase.person = unit.tag == Tag::Title
                    || person_noun(&unit.word, &unit.chinese)
                    || unit.tag == Tag::Pronoun && personal(&unit.word);
                at += 1;
            }
        }
        if let Some(&last) = core.nouns.last() {
            let unit = &self.units[last];
            phrase.head.clone_from(&unit.word);
            phrase.head_text = unit.chinese.to_string();
            phrase.place = unit.class == 'l' || measure::is_place(&unit.chinese);
            phrase.title = unit.tag == Tag::Title;
            phrase.body = unit.class == 'b';
            phrase.time = unit.tag == Tag::Time || measure::is_time(&unit.chinese);
        }
        text.push_str(&trailing);
        match text.strip_prefix("中国共产党") {
            // A committee of the party has the short form of its name.
            Some(rest) if rest.ends_with('委') => format!("中共{rest}"),
            _ => text,
        }
    }

    /// A person's name comes next.
    fn name_after(&self, nouns: &[usize]) -> bool {
        nouns.first().is_some_and(|&at| {
            let unit = &self.units[at];
            unit.tag == Tag::Name && matches!(unit.class, 'g' | 'h' | ' ')
        })
    }
}

/// A number with its measure word: 三个, 300名; 3年 needs none.
fn counted(number: &str, head: &str, person: bool) -> String {
    let number = if number == "二" { "两" } else { number };
    if head.is_empty() || number.ends_with('%') || number.contains("分之") {
        return number.to_owned();
    }
    format!("{number}{}", measure::of(head, person))
}

/// Forms of address, which stand behind the name.
pub(super) fn address(word: &str) -> bool {
    matches!(
        word,
        "mr."
            | "mr"
            | "mrs."
            | "mrs"
            | "ms."
            | "ms"
            | "miss"
            | "dr."
            | "dr"
            | "prof."
            | "professor"
            | "sir"
            | "lord"
            | "lady"
    )
}

fn personal(word: &str) -> bool {
    matches!(word, "he" | "she" | "him" | "they" | "we" | "i" | "you" | "them" | "us" | "me" | "who" | "her")
}

/// A noun that names a person: by its Chinese ending.
fn person_noun(word: &str, chinese: &str) -> bool {
    [
        "人", "者", "家", "员", "师", "生", "手", "客", "长", "民", "官", "兵", "士", "迷", "男子", "代表",
        "女子", "孩子", "王子", "友",
    ]
    .iter()
    .any(|end| chinese.ends_with(end))
        && !matches!(word, "country" | "nation" | "home" | "electron" | "growth" | "particle" | "house")
        && !["国家", "机器人", "电子", "原子", "分子", "粒子", "房子", "增长", "孩子们", "样子"]
            .iter()
            .any(|not| chinese.ends_with(not))
}

/// Abstract nouns and stuff take no 一个.
fn wants_article(head: &str) -> bool {
    !head.is_empty() && !head.starts_with(|c: char| c.is_ascii()) && head.chars().count() < 5
}
