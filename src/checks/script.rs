//! The language and script that were asked for: zh, zh-Hant or en, and no residue of the others.

use super::{Fault, Finding, Remark, Scope};
use crate::text::{
    Language,
    hanzi::{self, Script},
};

/// A text in the wrong script has more such characters than this share of those that show a script.
const WRONG: f64 = 0.5;

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    let target = &scope.target;
    // In Chinese a letter of a word counts a fifth of a character: names and titles may stay Latin.
    let (han, latin) = (target.han, target.latin / 5);
    let foreign = match target.language {
        Language::English => han > 4 && han > latin,
        // A short Chinese text may be names alone: a source without any Chinese-able words is left.
        _ => latin >= 4 && han < latin / 2,
    };
    // What the source has in the same letters (code, a list of names) may stay.
    if foreign && !target.says_the_same(&scope.source) {
        let message = Remark::WrongLanguage.of(&[&target.language]);
        out.push(Finding::new(Fault::WrongLanguage, message).in_target(0..target.text.len()));
        return;
    }
    if target.language.is_chinese() {
        chinese(scope, out);
    }
}

fn chinese(scope: &Scope, out: &mut Vec<Finding>) {
    let target = &scope.target;
    let wrong = if target.language == Language::Chinese { Script::Traditional } else { Script::Simplified };
    let (mut right, mut other, mut first) = (0usize, 0usize, None);
    for (i, c) in target.text.char_indices() {
        match hanzi::script(c) {
            Some(script) if script == wrong => {
                other += 1;
                first.get_or_insert(i..i + c.len_utf8());
            }
            Some(_) => right += 1,
            None => {}
        }
    }
    let Some(first) = first else { return };
    let share = other as f64 / (right + other) as f64;
    let (asked, given) = match target.language {
        Language::Chinese => ("Simplified", "Traditional"),
        _ => ("Traditional", "Simplified"),
    };
    if share > WRONG {
        let message = Remark::WrongScript.of(&[&given, &asked]);
        out.push(Finding::new(Fault::WrongScript, message).in_target(0..target.text.len()));
    } else {
        let message = Remark::MixedScript.of(&[&other, &given, &asked]);
        out.push(Finding::new(Fault::MixedScript, message).in_target(first));
    }
}
