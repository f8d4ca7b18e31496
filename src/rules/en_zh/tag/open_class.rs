//! Words that are noun, verb, adjective or adverb: told apart by their neighbours.

use super::{Clause, before};
use crate::rules::en_zh::{
    lemma::{Form, unmarked_past},
    unit::{Tag, Unit},
};

/// Noun, verb, adjective, adverb, preposition: by context.
pub(super) fn open_class(units: &[Unit<'_>], at: usize, clause: &Clause) -> Tag {
    let unit = &units[at];
    let previous = before(units, at);
    let next = units.get(at + 1);
    let subject = units[..at].iter().rev().take(4).find(|unit| unit.tag != Tag::Adverb);
    let first = unit.senses.first().map_or(unit.tag, |sense| sense.tag);
    let before_tag = previous.map(|unit| unit.tag);
    let noun = if unit.can_be(Tag::Noun) { Some(Tag::Noun) } else { None };
    let (verb, adjective) = (unit.can_be(Tag::Verb), unit.can_be(Tag::Adjective));
    let noun_next = next.is_some_and(|unit| {
        unit.can_be(Tag::Noun) && !matches!(unit.word.as_str(), "like")
            || unit.can_be(Tag::Name) && unit.tag != Tag::Verb
    });
    let verb_form = unit.sense(Tag::Verb).map(|sense| sense.form);
    if matches!(
        first,
        Tag::Name
            | Tag::Title
            | Tag::Time
            | Tag::Quantity
            | Tag::Pronoun
            | Tag::Preposition
            | Tag::Subordinator
    ) {
        return first;
    }
    if verb
        && matches!(verb_form, Some(Form::Ed | Form::Participle))
        && next.is_some_and(|unit| unit.word == "by")
    {
        return Tag::Verb;
    }
    // "Forum 2024 closed in Dalian": a number behind a name counts nothing that is closed.
    let behind_number = before_tag.is_some_and(|tag| matches!(tag, Tag::Number | Tag::Verbatim))
        && at > 1
        && matches!(units[at - 2].tag, Tag::Noun | Tag::Name);
    if verb
        && behind_number
        && !clause.verb
        && matches!(verb_form, Some(Form::Ed | Form::Past))
        && next.is_some_and(|unit| matches!(unit.tag, Tag::Preposition | Tag::Time))
    {
        return Tag::Verb;
    }
    let participle = matches!(verb_form, Some(Form::Ed | Form::Participle | Form::Ing));
    let own_adjective = unit.sense(Tag::Adjective).is_some_and(|sense| sense.own);
    let opens = matches!(
        before_tag,
        None | Some(Tag::Mark | Tag::Coordinator | Tag::Preposition | Tag::Determiner | Tag::Verb)
    );
    if participle && own_adjective && noun_next && opens {
        return Tag::Adjective;
    }
    match before_tag {
        Some(Tag::To) if unit.can_be(Tag::Adverb) && next.is_some_and(|unit| unit.can_be(Tag::Verb)) => {
            return Tag::Adverb;
        }
        Some(Tag::To | Tag::Modal | Tag::Not | Tag::Do) if verb => return Tag::Verb,
        Some(Tag::Adverb)
            if verb
                && at > 1
                && matches!(
                    units[at - 2].tag,
                    Tag::Modal | Tag::To | Tag::Have | Tag::Be | Tag::Do | Tag::Not
                ) =>
        {
            return Tag::Verb;
        }
        Some(Tag::Pronoun)
            if verb
                && (previous.is_some_and(|unit| unit.word != "it") || verb_form != Some(Form::Base))
                && !clause.verb =>
        {
            return Tag::Verb;
        }
        Some(Tag::Be | Tag::Have)
            if verb && matches!(verb_form, Some(Form::Ed | Form::Participle | Form::Ing)) =>
        {
            let adjectival = adjective
                && unit.sense(Tag::Adjective).is_some_and(|sense| sense.own)
                && before_tag == Some(Tag::Be);
            return if adjectival { Tag::Adjective } else { Tag::Verb };
        }
        Some(Tag::Be | Tag::Have) if verb && verb_form == Some(Form::Base) && unmarked_past(&unit.word) => {
            return Tag::Verb;
        }
        Some(Tag::Be) if adjective => return Tag::Adjective,
        Some(Tag::Determiner | Tag::Genitive | Tag::Adjective | Tag::Quantity | Tag::Number) => {
            // "the official currency": a noun that is nothing else follows.
            let plain_next = next.is_some_and(|unit| {
                unit.can_be(Tag::Noun) && !unit.can_be(Tag::Verb) || unit.tag == Tag::Name
            });
            let both = own_adjective && unit.sense(Tag::Noun).is_some_and(|sense| sense.form == Form::Base);
            if adjective && noun_next && (first == Tag::Adjective || noun.is_none() || both && plain_next) {
                return Tag::Adjective;
            }
            if let Some(noun) = noun {
                return noun;
            }
            if adjective {
                let derived = !own_adjective && !noun_next && before_tag != Some(Tag::Determiner);
                return if derived && verb { Tag::Verb } else { Tag::Adjective };
            }
        }
        Some(Tag::Preposition) => {
            let derived = unit.sense(Tag::Noun).is_some_and(|sense| sense.form == Form::Ing);
            if verb_form == Some(Form::Ing) && derived && noun_next {
                return Tag::Verb;
            }
            if verb_form == Some(Form::Ing)
                && (noun.is_none()
                    || next.is_some_and(|unit| matches!(unit.tag, Tag::Determiner | Tag::Pronoun)))
            {
                return Tag::Verb;
            }
            if adjective && noun_next && first != Tag::Noun {
                return Tag::Adjective;
            }
            if let Some(noun) = noun {
                return noun;
            }
        }
        _ => {}
    }
    if verb
        && !clause.verb
        && clause.subject
        && matches!(
            before_tag,
            Some(
                Tag::Noun
                    | Tag::Name
                    | Tag::Pronoun
                    | Tag::Adverb
                    | Tag::Title
                    | Tag::Relative
                    | Tag::Mark
                    | Tag::Number
            )
        )
    {
        let object = next.is_none_or(|unit| {
            unit.senses.is_empty()
                && unit.tag == Tag::Noun
                && unit.chinese.starts_with(|c: char| c.is_ascii_digit())
                || matches!(
                    unit.tag,
                    Tag::Determiner
                        | Tag::Pronoun
                        | Tag::Preposition
                        | Tag::To
                        | Tag::Number
                        | Tag::Adverb
                        | Tag::Subordinator
                        | Tag::Mark
                        | Tag::Quantity
                        | Tag::Time
                )
                || unit.can_be(Tag::Adjective)
                || unit.can_be(Tag::Preposition)
                || unit.word == "that"
                || matches!(unit.tag, Tag::Name) && verb_form != Some(Form::Base)
        });
        match verb_form {
            Some(Form::Past | Form::Ed | Form::Participle) => return Tag::Verb,
            Some(Form::S) if object || noun.is_none() => return Tag::Verb,
            Some(Form::Base) if object && (plural(subject) || unmarked_past(&unit.word)) => {
                return Tag::Verb;
            }
            Some(Form::Base) if noun.is_none() && !adjective => return Tag::Verb,
            Some(Form::Ing) => return Tag::Verb,
            _ => {}
        }
    }
    match verb_form {
        Some(Form::Past) => return Tag::Verb,
        Some(Form::Ed | Form::Participle)
            if noun_next && !clause.subject && adjective && before_tag != Some(Tag::Mark) =>
        {
            return Tag::Adjective;
        }
        Some(Form::Ed | Form::Participle) => {
            return if before_tag.is_none_or(|tag| matches!(tag, Tag::Coordinator)) && noun_next && adjective {
                Tag::Adjective
            } else {
                Tag::Verb
            };
        }
        Some(Form::Ing) if noun.is_none() || !unit.sense(Tag::Noun).is_some_and(|sense| sense.own) => {
            return Tag::Verb;
        }
        _ => {}
    }
    if matches!(before_tag, Some(Tag::Relative)) && verb {
        return Tag::Verb;
    }
    if verb && noun.is_some() && clause.verb && !matches!(before_tag, Some(Tag::Coordinator)) {
        return if first == Tag::Verb && adjective && noun_next { Tag::Adjective } else { Tag::Noun };
    }
    if adjective
        && first == Tag::Noun
        && noun_next
        && unit.sense(Tag::Adjective).is_some_and(|sense| sense.own)
        && unit.sense(Tag::Noun).is_some_and(|sense| !sense.own)
    {
        return Tag::Adjective;
    }
    if first == Tag::Verb
        && noun.is_some()
        && matches!(before_tag, Some(Tag::Noun | Tag::Name))
        && verb_form == Some(Form::Base)
    {
        return Tag::Noun;
    }
    let verb_next = next
        .and_then(|unit| unit.sense(Tag::Verb).filter(|_| !unit.can_be(Tag::Noun)))
        .is_some_and(|sense| matches!(sense.form, Form::Past | Form::S));
    if first == Tag::Verb && noun.is_some() && verb_form == Some(Form::Base) && verb_next {
        return Tag::Noun;
    }
    if first == Tag::Verb
        && noun.is_some()
        && before_tag.is_none()
        && next.is_none_or(|unit| {
            !matches!(unit.tag, Tag::Determiner | Tag::Pronoun | Tag::Name | Tag::Verbatim)
        })
    {
        return Tag::Noun;
    }
    first
}

/// Plural nouns, plural pronouns and coordinations take a verb without -s.
fn plural(unit: Option<&Unit<'_>>) -> bool {
    unit.is_some_and(|unit| {
        unit.form == Form::S
            || matches!(
                unit.word.as_str(),
                "people"
                    | "police"
                    | "they"
                    | "we"
                    | "i"
                    | "you"
                    | "who"
                    | "that"
                    | "which"
                    | "media"
                    | "men"
                    | "women"
                    | "children"
            )
            || unit.tag == Tag::Name && unit.class == 'b'
    })
}
