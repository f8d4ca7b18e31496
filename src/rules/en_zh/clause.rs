//! Is a piece of an English sentence a clause that can stand?

use super::{
    lemma::Form,
    lookup, protect, tag, token,
    unit::{Tag, Unit},
};
use crate::task::Glossary;

/// True where a subject and a finite verb stand in the piece, and where it does not break off at a word that wants another.
pub fn is_clause(piece: &str) -> bool {
    let glossary = Glossary::default();
    let tokens = token::tokens(piece);
    let mut units = lookup::units(&tokens, &protect::Terms::new(&glossary));
    tag::settle(&mut units);
    let mut subject = false;
    let mut verb = false;
    for (at, unit) in units.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| units[before].tag);
        match unit.tag {
            Tag::Noun
            | Tag::Name
            | Tag::Pronoun
            | Tag::Number
            | Tag::Title
            | Tag::Quantity
            | Tag::Verbatim => {
                subject = true;
            }
            Tag::Be | Tag::Have | Tag::Do | Tag::Modal => verb |= subject,
            Tag::Verb if matches!(unit.form, Form::Past | Form::S | Form::Ed) => verb |= subject,
            Tag::Verb if unit.form == Form::Base => verb |= subject && before != Some(Tag::To),
            _ => {}
        }
    }
    let last = units.iter().rposition(|unit| unit.tag != Tag::Mark);
    verb && last.is_some_and(|last| ends(&units[last], last.checked_sub(1).map(|before| &units[before])))
}

/// Can a clause end with it? With a participle only where it is done to the subject: has been sold.
fn ends(unit: &Unit<'_>, before: Option<&Unit<'_>>) -> bool {
    match unit.tag {
        Tag::Noun | Tag::Name | Tag::Number | Tag::Time | Tag::Verbatim | Tag::Adverb | Tag::Adjective => {
            true
        }
        Tag::Pronoun => !matches!(unit.word.as_str(), "who" | "which" | "what" | "that"),
        Tag::Verb => {
            let passive = matches!(unit.form, Form::Participle | Form::Ed);
            passive && before.is_some_and(|before| before.tag == Tag::Be) || unit.form == Form::Past
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_clause;

    #[test]
    fn clauses_have_a_subject_and_a_verb() {
        for piece in
            ["The port opened a pump hall", "Two men were held", "It rains in Dalian", "Pumps have been sold"]
        {
            assert!(is_clause(piece), "{piece}");
        }
        for piece in [
            "The pump hall of the port",
            "The port opened the",
            "On Monday in Dalian",
            "Opened in May",
            "The port will",
            "",
        ] {
            assert!(!is_clause(piece), "{piece}");
        }
    }
}
