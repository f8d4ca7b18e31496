//! The verb group: modals, negation, adverbs, aspect and the verb, in English order and form.

use super::{
    context::Subject,
    grammar::Category as C,
    morphology::{Form, compare, inflect},
    node::Node,
    verb_class::reports,
};

/// True for what can stand in a verb group.
pub fn is_part(category: C) -> bool {
    is_head(category)
        || matches!(
            category,
            C::Aux | C::NotAux | C::Future | C::Now | C::Neg | C::Adverb | C::Degree | C::More | C::Most
        )
}

/// True for what makes the group complete.
pub fn is_head(category: C) -> bool {
    matches!(category, C::Verb | C::Be | C::BeNot | C::Have | C::HaveNot | C::As)
}

/// What the group is made of.
#[derive(Default)]
struct Group {
    modal: Option<String>,
    negated: Option<String>,
    adverbs: Vec<String>,
    degree: Vec<String>,
    head: Option<(C, String)>,
    adjective: Option<String>,
    passive: bool,
    progressive: bool,
    perfect: bool,
}

fn read(parts: &[Node]) -> Group {
    let mut group = Group::default();
    for part in parts {
        let english = part.english.clone();
        match part.category {
            C::Aux | C::NotAux => match &mut group.modal {
                Some(modal) if !modal.contains(' ') => {
                    let base = plain_modal(&english);
                    *modal = words(&[modal, base]);
                }
                Some(_) => {}
                None => group.modal = Some(english),
            },
            C::Future => group.modal = Some(group.modal.take().unwrap_or_else(|| "will".to_owned())),
            C::Now => group.progressive = true,
            C::Neg => group.negated = Some(english),
            C::Adverb => {
                group.perfect |= english == "already" || english == "once";
                if !english.is_empty() {
                    group.adverbs.push(english);
                }
            }
            C::Degree | C::More | C::Most => group.degree.push(english),
            C::Bei => group.passive = true,
            C::Adjective => group.adjective = Some(english.replace("-year-old", " years old")),
            _ => {
                group.perfect |= part.done;
                let head = if part.category == C::BeNot || part.category == C::HaveNot {
                    group.negated = Some("not".to_owned());
                    if part.category == C::BeNot { "be".to_owned() } else { "have no".to_owned() }
                } else {
                    english
                };
                group.head = Some((part.category, head));
            }
        }
    }
    if let (Some(adjective), None) = (&group.adjective, &group.head)
        && let Some(at) = group.degree.iter().position(|degree| degree == "more" || degree == "most")
    {
        group.adjective = Some(compare(adjective, group.degree[at] == "most"));
        group.degree.remove(at);
    }
    group
}

/// A modal after another one: "will be able to".
fn plain_modal(modal: &str) -> &str {
    match modal {
        "can" => "be able to",
        "must" => "have to",
        "will" | "should" | "may" => "",
        other => other,
    }
}

/// A group with tense and agreement.
pub fn finite(parts: &[Node], subject: Subject, past: bool) -> String {
    let group = read(parts);
    let undergone = group.passive && group.modal.is_none() && parts.iter().any(|part| part.zh == "被");
    let past = past
        || undergone
        || group.perfect
        || group.modal.is_none() && parts.iter().any(|part| reports(part.zh));
    let adverbs = group.adverbs.join(" ");
    let be = be_form(subject, past);
    if let (Some(adjective), None) = (&group.adjective, &group.head) {
        let degree = group.degree.join(" ");
        return match (&group.modal, &group.negated) {
            (Some(modal), _) => words(&[modal, "be", &adverbs, &degree, adjective]),
            (None, Some(negated)) => words(&[be, negated, &adverbs, &degree, adjective]),
            (None, None) => words(&[be, &adverbs, &degree, adjective]),
        };
    }
    let Some((category, verb)) = &group.head else {
        let all = [group.modal.as_deref().unwrap_or(""), group.negated.as_deref().unwrap_or(""), &adverbs];
        return words(&[all[0], all[1], all[2], &group.degree.join(" ")]);
    };
    let degree = group.degree.join(" ");
    let adverbs = words(&[&adverbs, &degree]);
    let base = if group.passive { format!("be {}", inflect(verb, Form::Participle)) } else { verb.clone() };
    if let Some(modal) = &group.modal {
        let not = group.negated.as_deref().unwrap_or("");
        return match modal.split_once(' ') {
            // "need to", "want to", "be able to" are verbs themselves.
            Some((first, _))
                if !matches!(
                    first,
                    "will" | "in" | "cannot" | "could" | "should" | "must" | "can" | "may" | "do"
                ) =>
            {
                let form = finite_verb(modal, subject, past);
                words(&[&form, not, &adverbs, &base])
            }
            _ => words(&[modal, not, &adverbs, &base]),
        };
    }
    if group.progressive {
        return words(&[be, &adverbs, &inflect(&base, Form::Gerund)]);
    }
    match (&group.negated, category) {
        (Some(negated), C::Verb) if negated == "not" && !base.starts_with("be ") => {
            let helper = match (past, subject) {
                (true, _) => "did",
                (false, Subject::One | Subject::None) => "does",
                _ => "do",
            };
            words(&[helper, "not", &adverbs, &base])
        }
        (Some(_), C::HaveNot) if subject == Subject::None => {
            words(&["there", if past { "was" } else { "is" }, &adverbs, "no"])
        }
        (Some(negated), C::HaveNot) => {
            let _ = negated;
            words(&[&adverbs, &finite_verb("have", subject, past), "no"])
        }
        (Some(negated), _) if base.starts_with("be") && (base.len() == 2 || base.starts_with("be ")) => {
            words(&[be, negated, &adverbs, base.strip_prefix("be").unwrap_or("").trim()])
        }
        (Some(negated), _) => words(&[negated, &adverbs, &finite_verb(&base, subject, past)]),
        (None, C::Verb)
            if group.adverbs.iter().any(|adverb| adverb == "already")
                && !parts.iter().any(|p| reports(p.zh)) =>
        {
            let have = if matches!(subject, Subject::One | Subject::None) { "has" } else { "have" };
            words(&[have, &adverbs, &inflect(&base, Form::Participle)])
        }
        (None, _) if base == "be" || base.starts_with("be ") => {
            words(&[be, &adverbs, base.strip_prefix("be").unwrap_or("").trim()])
        }
        (None, C::Have) if subject == Subject::None => {
            words(&["there", if past { "were" } else { "are" }, &adverbs])
        }
        (None, C::As) => words(&[&adverbs, be]),
        (None, _) => words(&[&adverbs, &finite_verb(&base, subject, past)]),
    }
}

fn be_form(subject: Subject, past: bool) -> &'static str {
    match (subject, past) {
        (Subject::First, false) => "am",
        (Subject::Many, false) => "are",
        (Subject::Many, true) => "were",
        (_, true) => "was",
        (_, false) => "is",
    }
}

fn finite_verb(verb: &str, subject: Subject, past: bool) -> String {
    if verb == "be" || verb.starts_with("be ") {
        return format!("{}{}", be_form(subject, past), &verb[2..]);
    }
    match (past, subject) {
        (true, _) => inflect(verb, Form::Past),
        (false, Subject::One) => inflect(verb, Form::Third),
        (false, _) => inflect(verb, Form::Base),
    }
}

/// A group without tense: "to develop", "developing", "developed".
/// `bare`: after "make" and "let" there is no "to".
pub fn nonfinite(parts: &[Node], form: Form, chained: bool, bare: bool) -> String {
    let group = read(parts);
    let adverbs = words(&[&group.adverbs.join(" "), &group.degree.join(" ")]);
    let not = group.negated.as_deref().unwrap_or("");
    let verb = match (&group.head, &group.adjective) {
        (Some((C::As, _)), _) => return words(&["as"]),
        (Some((_, verb)), _) if group.passive && !verb.starts_with("be ") => {
            format!("be {}", inflect(verb, Form::Participle))
        }
        (Some((_, verb)), _) => verb.clone(),
        (None, Some(adjective)) if chained => return words(&[not, &adverbs, adjective]),
        (None, Some(adjective)) => format!("be {adjective}"),
        (None, None) => return words(&[group.modal.as_deref().unwrap_or(""), not, &adverbs]),
    };
    match form {
        Form::Base if chained && bare => words(&[not, &adverbs, &verb]),
        Form::Base if chained => match &group.modal {
            Some(modal) => words(&["and", modal, not, &adverbs, &verb]),
            None => words(&[not, "to", &adverbs, &verb]),
        },
        form => words(&[not, &adverbs, &inflect(&verb, form)]),
    }
}

/// A second verb in the form of the first: approved and released.
pub fn again(parts: &[Node], form: Form, subject: Subject, past: bool) -> String {
    match form {
        Form::Third | Form::Past => finite(parts, subject, past),
        form => nonfinite(parts, form, false, true),
    }
}

/// The form of a verb that follows another one: "to" and the base; "there are experts serving".
pub fn chained(before: Option<C>, said: &str, parts: &[Node]) -> Form {
    // be responsible for managing
    let preposition =
        [" for", " in", " of", " on", " with", " from", " about"].iter().any(|end| said.ends_with(end));
    if preposition && said.contains(' ') {
        return Form::Gerund;
    }
    let adverb_only = parts.iter().all(|part| !is_head(part.category));
    match before {
        Some(C::Have) if !adverb_only => Form::Gerund,
        _ => Form::Base,
    }
}

fn words(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}
