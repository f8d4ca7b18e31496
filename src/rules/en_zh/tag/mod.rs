//! Settles the part of speech of every unit, from left to right, by what stands around it.

mod open_class;

use super::{
    lemma::Form,
    unit::{Tag, Unit},
};

/// What has been seen of the clause so far.
#[derive(Default)]
struct Clause {
    /// A finite verb.
    verb: bool,
    /// Something that can be a subject.
    subject: bool,
}

/// Settles all tags.
pub fn settle(units: &mut [Unit<'_>]) {
    let mut clause = Clause::default();
    for at in 0..units.len() {
        let tag = choose(units, at, &clause);
        units[at].settle(tag);
        repair(units, at);
        match units[at].tag {
            Tag::Mark | Tag::Subordinator | Tag::Relative | Tag::Coordinator => {
                let comma = units[at].is_mark(",") || units[at].tag == Tag::Coordinator;
                clause = Clause { verb: false, subject: comma && clause.subject };
            }
            Tag::Verb if finite(units, at) => clause.verb = true,
            Tag::Do | Tag::Modal | Tag::Have if at == 0 => {} // a question: the verb is still to come
            Tag::Be | Tag::Have | Tag::Do | Tag::Modal => clause.verb = true,
            Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Number | Tag::Title => clause.subject = true,
            _ => {}
        }
    }
}

fn before<'u>(units: &'u [Unit<'_>], at: usize) -> Option<&'u Unit<'u>> {
    at.checked_sub(1).map(|at| &units[at])
}

/// A verb form that makes a clause.
fn finite(units: &[Unit<'_>], at: usize) -> bool {
    match units[at].form {
        Form::Past | Form::S => true,
        Form::Ed => {
            !before(units, at).is_some_and(|unit| matches!(unit.tag, Tag::Noun)) || !by_follows(units, at)
        }
        Form::Base => true,
        _ => false,
    }
}

fn by_follows(units: &[Unit<'_>], at: usize) -> bool {
    units.get(at + 1).is_some_and(|unit| unit.word == "by")
}

/// The tag of a unit.
fn choose(units: &[Unit<'_>], at: usize, clause: &Clause) -> Tag {
    let unit = &units[at];
    let previous = before(units, at);
    let next = units.get(at + 1);
    match unit.word.as_str() {
        // "Gains mean that": a verb.
        "mean" if unit.can_be(Tag::Verb) && next.is_some_and(|next| next.word == "that") => return Tag::Verb,
        "that" if told(&units[..at]) => return Tag::Subordinator,
        "that" => return that(previous, next),
        "to" => return to(next, units.get(at + 2)),
        "who" | "whom" | "which" => {
            let relative = previous.is_some_and(|unit| {
                matches!(
                    unit.tag,
                    Tag::Noun | Tag::Name | Tag::Mark | Tag::Pronoun | Tag::Title | Tag::Preposition
                )
            });
            return if relative { Tag::Relative } else { Tag::Pronoun };
        }
        "her" => {
            let noun = next.is_some_and(|unit| unit.can_be(Tag::Noun) || unit.can_be(Tag::Adjective));
            return if noun { Tag::Determiner } else { Tag::Pronoun };
        }
        "this" | "these" | "those" | "all" | "some" | "any" | "each" | "both" | "another" => {
            let noun = next.is_some_and(|unit| {
                unit.can_be(Tag::Noun)
                    || unit.can_be(Tag::Adjective)
                    || unit.can_be(Tag::Name)
                    || matches!(unit.tag, Tag::Number | Tag::Determiner | Tag::Title | Tag::Quantity)
            });
            return if noun { Tag::Determiner } else { Tag::Pronoun };
        }
        "as" | "since" | "before" | "after" | "until" | "till" | "for" | "while" | "than" | "like"
        | "once"
            if unit.senses.len() > 1 || unit.word == "while" =>
        {
            let clause_follows = clause_follows(units, at);
            return match () {
                () if clause_follows && unit.word != "for" && unit.word != "like" => Tag::Subordinator,
                () if unit.can_be(Tag::Preposition) => Tag::Preposition,
                () => unit.tag,
            };
        }
        "more" | "most" => {
            let graded = next.is_some_and(|unit| {
                let first = unit.senses.first().map(|sense| sense.tag);
                matches!(first, Some(Tag::Adjective | Tag::Adverb)) && !unit.can_be(Tag::Noun)
            });
            let superlative = previous.is_some_and(|unit| unit.word == "the")
                && next.is_some_and(|unit| unit.can_be(Tag::Adjective));
            let opens = previous.is_none_or(|unit| matches!(unit.tag, Tag::Mark | Tag::Subordinator));
            if unit.word == "most" && opens && many_ahead(&units[at + 1..]) {
                return Tag::Quantity; // "Most modern telescopes are large."
            }
            return if graded || superlative { Tag::Adverb } else { Tag::Adjective };
        }
        "so" if unit.can_be(Tag::Subordinator) => {
            let opens = previous.is_none_or(|unit| unit.tag == Tag::Mark);
            let subject = next.is_some_and(|unit| {
                matches!(unit.tag, Tag::Determiner | Tag::Pronoun | Tag::Name | Tag::Noun)
                    || unit.word == "there"
            });
            return if opens && subject { Tag::Subordinator } else { Tag::Adverb };
        }
        "'s" => {
            let verb = next.is_some_and(|unit| {
                matches!(unit.tag, Tag::Determiner | Tag::Not)
                    || unit.senses.iter().all(|s| s.tag == Tag::Verb && s.form == Form::Ing)
                        && !unit.senses.is_empty()
            }) || previous.is_some_and(|unit| matches!(unit.tag, Tag::Pronoun));
            return if verb { Tag::Be } else { Tag::Genitive };
        }
        _ => {}
    }
    if unit.senses.len() < 2 {
        return unit.tag;
    }
    open_class::open_class(units, at, clause)
}

/// A plural noun comes, maybe behind adjectives.
fn many_ahead(units: &[Unit<'_>]) -> bool {
    units
        .iter()
        .take(4)
        .take_while(|unit| [Tag::Adjective, Tag::Noun, Tag::Name].iter().any(|tag| unit.can_be(*tag)))
        .any(|unit| unit.senses.iter().any(|sense| sense.tag == Tag::Noun && sense.form == Form::S))
}

/// Somebody has just been told something: "told the forum that".
fn told(before: &[Unit<'_>]) -> bool {
    const TELLING: [&str; 8] =
        ["tell", "inform", "warn", "remind", "assure", "convince", "notify", "persuade"];
    before
        .iter()
        .rev()
        .take(4)
        .take_while(|unit| unit.tag != Tag::Mark)
        .any(|unit| unit.tag == Tag::Verb && TELLING.contains(&unit.word.as_str()))
}

/// `that`: relative pronoun, conjunction, or demonstrative.
fn that(previous: Option<&Unit<'_>>, next: Option<&Unit<'_>>) -> Tag {
    let after_saying = previous.is_some_and(|unit| matches!(unit.tag, Tag::Verb | Tag::Be | Tag::Adjective));
    let after_noun = previous.is_some_and(|unit| matches!(unit.tag, Tag::Noun | Tag::Name | Tag::Number));
    let verb_next = next.is_some_and(|unit| {
        matches!(unit.tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
            || unit.can_be(Tag::Verb) && !unit.can_be(Tag::Noun)
    });
    match () {
        () if after_saying => Tag::Subordinator,
        () if after_noun => Tag::Relative,
        () if verb_next => Tag::Pronoun,
        () if previous.is_some_and(|unit| {
            matches!(unit.tag, Tag::Adjective | Tag::Adverb | Tag::Verb | Tag::Coordinator)
        }) && next
            .is_some_and(|unit| matches!(unit.tag, Tag::Determiner | Tag::Pronoun | Tag::Name)) =>
        {
            Tag::Subordinator
        }
        () => Tag::Determiner,
    }
}

/// `to` before a verb, or the preposition.
fn to(next: Option<&Unit<'_>>, second: Option<&Unit<'_>>) -> Tag {
    let base =
        |unit: &Unit<'_>| unit.senses.iter().any(|sense| sense.tag == Tag::Verb && sense.form == Form::Base);
    if next.is_some_and(|unit| unit.can_be(Tag::Adverb)) && second.is_some_and(base) {
        return Tag::To;
    }
    let verb = next.is_some_and(|unit| {
        matches!(unit.tag, Tag::Be | Tag::Have | Tag::Do)
            || unit.senses.iter().any(|sense| sense.tag == Tag::Verb && sense.form == Form::Base)
            || unit.tag == Tag::Adverb
            || unit.word.starts_with("be ")
    });
    if verb { Tag::To } else { Tag::Preposition }
}

/// A finite verb with its subject stands before the next mark: a clause, not a noun phrase.
fn clause_follows(units: &[Unit<'_>], at: usize) -> bool {
    let mut subject = false;
    for unit in units[at + 1..].iter().take(9) {
        match unit.tag {
            Tag::Mark | Tag::Coordinator if unit.tag == Tag::Mark || subject && !unit.is_mark(",") => {
                return false;
            }
            Tag::Be | Tag::Modal | Tag::Do | Tag::Have if subject => return true,
            Tag::Verb if subject && unit.form == Form::Past => return true,
            _ if subject
                && unit.can_be(Tag::Verb)
                && !unit.can_be(Tag::Noun)
                && !unit.can_be(Tag::Adjective) =>
            {
                return true;
            }
            _ if subject
                && unit
                    .senses
                    .iter()
                    .any(|s| s.tag == Tag::Verb && matches!(s.form, Form::Past | Form::Ed)) =>
            {
                return true;
            }
            Tag::Pronoun
                if matches!(unit.word.as_str(), "he" | "she" | "they" | "we" | "i" | "you" | "it") =>
            {
                return true;
            }
            Tag::Relative | Tag::Preposition | Tag::To => return false,
            Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Number => subject = true,
            _ => subject |= unit.can_be(Tag::Noun) || unit.can_be(Tag::Name),
        }
    }
    false
}

/// What a later unit says about an earlier one.
fn repair(units: &mut [Unit<'_>], at: usize) {
    // A noun before its verb's object was the verb: "officials plan the event".
    if matches!(units[at].tag, Tag::Determiner) && at > 1 {
        let (object, subject) = (at - 1, at - 2);
        let base_verb =
            units[object].sense(Tag::Verb).is_some_and(|sense| matches!(sense.form, Form::Base | Form::S));
        if units[object].tag == Tag::Noun
            && base_verb
            && matches!(units[subject].tag, Tag::Noun | Tag::Name)
            && units[object].sense(Tag::Verb).is_some_and(|s| s.own)
        {
            units[object].settle(Tag::Verb);
        }
    }
}
