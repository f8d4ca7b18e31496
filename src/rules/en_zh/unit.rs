//! The units that rules work on: a word or phrase of the lexicon, a number, a date, a name, a mark.

use std::borrow::Cow;

use super::lemma::Form;

/// What a unit is in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A common noun.
    Noun,
    /// A proper name, or an official term.
    Name,
    /// A title or form of address.
    Title,
    /// A date or a word of time that stands as an adverbial.
    Time,
    /// A number.
    Number,
    /// `a lot of`, `some`: goes before a noun without a measure word.
    Quantity,
    /// `he`, `them`, `this` alone.
    Pronoun,
    /// `the`, `this`, `my`, `every`.
    Determiner,
    /// `'s`.
    Genitive,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// A verb; for its form see [`Unit::form`].
    Verb,
    /// A form of `be`.
    Be,
    /// A form of `have`.
    Have,
    /// A form of `do`.
    Do,
    /// `will`, `can`, `must`.
    Modal,
    /// `to` before a verb.
    To,
    /// `not`, `n't`.
    Not,
    /// A preposition.
    Preposition,
    /// `and`, `or`, `but`.
    Coordinator,
    /// `if`, `when`, `because`.
    Subordinator,
    /// `who`, `which`, `that` of a relative clause.
    Relative,
    /// A mark of punctuation.
    Mark,
    /// Copied as it is.
    Verbatim,
}

/// One reading of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sense {
    /// Part of speech.
    pub tag: Tag,
    /// Form of the English word under this reading.
    pub form: Form,
    /// The Chinese; `…` marks the place of the object.
    pub chinese: &'static str,
    /// From our own tables.
    pub own: bool,
    /// The letter of the lexicon, which tells kinds of names apart.
    pub class: char,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// The first token as it stands in the source, or the whole where the unit has no reading.
    pub source: Cow<'a, str>,
    /// The English in lower case; the base form where one is known.
    pub word: String,
    /// The readings, the best first; empty for marks, numbers and unknown words.
    pub senses: Vec<Sense>,
    /// What it is; settled by [`super::tag`].
    pub tag: Tag,
    /// Its form under the settled reading.
    pub form: Form,
    /// Its Chinese under the settled reading.
    pub chinese: Cow<'static, str>,
    /// The letter of the lexicon under the settled reading; ` ` for none.
    pub class: char,
    /// White space stood before it.
    pub spaced: bool,
}

impl<'a> Unit<'a> {
    /// A unit whose reading is settled from the start.
    pub fn settled(source: &'a str, tag: Tag, chinese: impl Into<Cow<'static, str>>) -> Self {
        Self {
            source: Cow::Borrowed(source),
            word: source.to_lowercase(),
            senses: Vec::new(),
            tag,
            form: Form::Base,
            chinese: chinese.into(),
            class: ' ',
            spaced: true,
        }
    }

    /// The reading with this tag.
    pub fn sense(&self, tag: Tag) -> Option<&Sense> {
        self.senses.iter().find(|sense| sense.tag == tag)
    }

    /// Can be read so.
    pub fn can_be(&self, tag: Tag) -> bool {
        if self.senses.is_empty() { self.tag == tag } else { self.sense(tag).is_some() }
    }

    /// Settles the reading: tag, form and Chinese.
    pub fn settle(&mut self, tag: Tag) {
        if let Some(sense) = self.senses.iter().find(|sense| sense.tag == tag) {
            self.form = sense.form;
            self.class = sense.class;
            self.chinese = Cow::Borrowed(sense.chinese);
        }
        self.tag = tag;
    }

    /// A mark with this text.
    pub fn is_mark(&self, text: &str) -> bool {
        self.tag == Tag::Mark && self.source == text
    }
}
