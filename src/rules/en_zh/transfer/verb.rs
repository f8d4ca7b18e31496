//! The verb group: auxiliaries, negation, adverbs, tense and aspect.

use super::{Parser, join, passive};
use crate::rules::en_zh::{
    lemma::{Form, unmarked_past},
    unit::Tag,
};

/// A verb group, read.
#[derive(Default)]
pub(super) struct Group {
    /// The base form of the main verb.
    pub word: String,
    /// The Chinese of the main verb.
    chinese: String,
    /// Adverbs inside.
    adverbs: String,
    /// Adverbs behind the modal.
    inner: String,
    /// The Chinese of the modal.
    modal: &'static str,
    negated: bool,
    /// `there is`.
    pub existential: bool,
    perfect: bool,
    progressive: bool,
    past: bool,
    /// `to` stands before it.
    infinitive: bool,
    /// Passive.
    pub passive: bool,
    /// The main verb is `be`.
    pub copula: bool,
    /// The main verb is `have`.
    possession: bool,
    /// A verb that makes a clause, no participle or infinitive.
    pub finite: bool,
}

/// What stands around a group in its clause.
#[derive(Default)]
pub(super) struct Around {
    /// An object or predicate noun follows.
    pub object: bool,
    /// A predicative adjective follows.
    pub predicate: bool,
    /// That adjective is a single character.
    pub short: bool,
    /// The object begins with 没有: "no plan".
    pub none: bool,
    /// `be` with a place only.
    pub located: bool,
    /// `by …` names who acts.
    pub agent: bool,
    /// The passive is told as an active.
    pub active: bool,
    /// The subject is a person.
    pub person: bool,
}

impl Parser<'_, '_> {
    /// Reads a verb group.
    pub(super) fn verb_group(&mut self) -> Option<Group> {
        let mut group = Group::default();
        let start = self.at;
        for _ in 0..12 {
            let Some(unit) = self.peek(0) else { break };
            match unit.tag {
                Tag::Adverb if unit.word == "there" && self.be_follows() => group.existential = true,
                Tag::Adverb => {
                    let adverbs = if group.modal.is_empty() && !group.negated {
                        &mut group.adverbs
                    } else {
                        &mut group.inner
                    };
                    join(adverbs, &unit.chinese.replace('…', ""));
                }
                Tag::Not => group.negated = true,
                Tag::To => group.infinitive = true,
                Tag::Modal => {
                    group.finite = true;
                    group.negated |= unit.word == "cannot";
                    group.modal = modal(&unit.word);
                }
                Tag::Have if self.next_is(&[Form::Ed, Form::Participle], true) => {
                    group.perfect = true;
                    group.finite |= unit.word != "having";
                }
                Tag::Be if self.next_is(&[Form::Ed, Form::Participle], false) => {
                    group.passive = true;
                    group.finite |= !matches!(unit.word.as_str(), "being" | "been");
                    group.past |= matches!(unit.word.as_str(), "was" | "were");
                }
                Tag::Be if self.next_is(&[Form::Ing], false) => {
                    group.progressive = true;
                    group.finite = true;
                }
                Tag::Do if self.next_is(&[Form::Base], false) => {
                    group.finite = true;
                    group.past |= unit.word == "did";
                }
                Tag::Be | Tag::Have | Tag::Do | Tag::Verb => {
                    self.main(&mut group);
                    self.at += 1;
                    return Some(group);
                }
                _ => break,
            }
            self.at += 1;
        }
        if group.modal.is_empty() && group.adverbs.is_empty() && !group.negated && !group.infinitive {
            self.at = start;
            return None;
        }
        Some(group)
    }

    /// A form of `be` follows `there`, maybe after a modal.
    fn be_follows(&self) -> bool {
        (1..4)
            .map_while(|ahead| self.peek(ahead).filter(|unit| unit.tag != Tag::Mark))
            .any(|unit| unit.tag == Tag::Be)
    }

    /// The main verb at the place.
    fn main(&self, group: &mut Group) {
        let Some(unit) = self.peek(0) else { return };
        group.word.clone_from(&unit.word);
        group.chinese = unit.chinese.to_string();
        match unit.tag {
            Tag::Be => {
                group.copula = true;
                group.word = "be".to_owned();
                group.finite |= !matches!(unit.word.as_str(), "being" | "be");
            }
            Tag::Have => {
                group.possession = true;
                group.word = "have".to_owned();
                group.finite |= unit.word != "having";
            }
            Tag::Do => {
                group.word = "do".to_owned();
                group.finite = true;
            }
            _ => {
                if matches!(unit.form, Form::Ed | Form::Participle) && !group.perfect && self.word(1, "by") {
                    group.passive = true;
                }
                let finite = matches!(unit.form, Form::S | Form::Past | Form::Base)
                    || unit.form == Form::Ed && !group.passive && !group.perfect;
                group.finite |= finite && !group.infinitive;
                group.past |= matches!(unit.form, Form::Past | Form::Ed) && !group.passive;
            }
        }
    }

    /// The next verb, over adverbs and `not`, has one of these forms; `been` counts with `be`.
    fn next_is(&self, forms: &[Form], be: bool) -> bool {
        let mut ahead = 1;
        while matches!(self.tag(ahead), Some(Tag::Adverb | Tag::Not)) && ahead < 5 {
            ahead += 1;
        }
        self.peek(ahead).is_some_and(|unit| match unit.tag {
            Tag::Verb => {
                forms.contains(&unit.form)
                    || forms.contains(&Form::Ed) && unit.form == Form::Base && unmarked_past(&unit.word)
                    || forms.contains(&Form::Participle) && be && unit.word.starts_with("be ")
            }
            Tag::Be => be && unit.word == "been" || unit.word == "being" && forms.contains(&Form::Ing),
            Tag::Have => be && unit.word == "had",
            Tag::Do => forms.contains(&Form::Base) && unit.word == "do",
            _ => false,
        })
    }
}

/// The Chinese of a modal.
fn modal(word: &str) -> &'static str {
    match word {
        "will" | "wo" | "'ll" => "将",
        "would" | "'d" => "会",
        "shall" => "要",
        "should" => "应该",
        "can" | "ca" | "could" => "可以",
        "cannot" => "能",
        "may" | "might" => "可能",
        "must" => "必须",
        _ => "",
    }
}

impl Group {
    /// The Chinese has a place for the object inside.
    pub(super) fn has_slot(&self) -> bool {
        self.chinese.contains('…')
    }

    /// Takes another Chinese verb.
    pub(super) fn render_as(&mut self, chinese: &str) {
        self.chinese = chinese.to_owned();
    }

    /// What stands before the moved phrases, and the verb itself with what follows it.
    pub(super) fn text(&self, around: &Around) -> (String, String) {
        let mut head = self.adverbs.clone();
        if self.negated {
            head.push_str(self.negation());
        } else {
            head.push_str(self.modal);
            if self.perfect && self.modal.is_empty() && !around.predicate {
                head.push('已');
            } else if self.progressive && self.modal.is_empty() {
                head.push_str("正在");
            }
        }
        head.push_str(&self.inner);
        let mut tail = String::new();
        if self.copula {
            match () {
                () if self.existential && around.none => {}
                () if self.existential => tail.push('有'),
                () if around.located && !around.object => {}
                () if around.predicate => {
                    if !self.negated && self.modal.is_empty() && self.adverbs.is_empty() && around.short {
                        tail.push('很');
                    }
                }
                () => tail.push('是'),
            }
            return (head, tail);
        }
        if self.possession {
            if !around.none {
                tail.push('有');
            }
            return (head, tail);
        }
        if self.passive && !around.agent && !around.active {
            tail.push_str(passive::mark(&self.word, around.person));
        }
        tail.push_str(&self.chinese);
        if self.completed(around) {
            match tail.find('…') {
                Some(_) => {}
                None => tail.push('了'),
            }
        }
        (head, tail)
    }

    /// 不, 没有, or with the modal.
    fn negation(&self) -> &'static str {
        match self.modal {
            "将" => "不会",
            "会" => "不会",
            "要" => "不要",
            "应该" => "不应",
            "可以" | "能" => "不能",
            "可能" => "可能不",
            "必须" => "不得",
            _ if self.possession || self.existential => "没",
            _ if self.copula => "不",
            _ if self.perfect || self.past || self.passive => "没有",
            _ => "不",
        }
    }

    /// A past event with an object takes 了.
    fn completed(&self, around: &Around) -> bool {
        self.past
            && self.finite
            && !self.negated
            && around.object
            && !self.perfect
            && !self.progressive
            && self.modal.is_empty()
            && !self
                .chinese
                .ends_with(['于', '自', '在', '到', '为', '出', '向', '成', '入', '是', '了', '着'])
            && self.chinese.chars().count() <= 2
            && !STATES.contains(&self.word.as_str())
    }
}

/// Verbs of saying, thinking and being, which take no 了.
const STATES: [&str; 42] = [
    "say",
    "tell",
    "think",
    "believe",
    "know",
    "want",
    "hope",
    "like",
    "love",
    "become",
    "seem",
    "feel",
    "expect",
    "plan",
    "call",
    "claim",
    "argue",
    "note",
    "stress",
    "emphasize",
    "add",
    "ask",
    "include",
    "consist of",
    "warn",
    "suggest",
    "show",
    "need",
    "try",
    "begin",
    "start",
    "continue",
    "remain",
    "attend",
    "indicate",
    "deny",
    "decide",
    "refuse",
    "announce",
    "call for",
    "call on",
    "require",
];
