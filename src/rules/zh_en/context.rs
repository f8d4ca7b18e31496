//! What the clauses of one sentence share.

/// Who does it; decides the form of the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Nobody yet.
    None,
    /// I
    First,
    /// he, it, a noun
    One,
    /// you, we, they, nouns
    Many,
}

/// What a clause leaves to the next ones of its sentence.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The subject so far and the pronoun for it.
    pub subject: Option<(Subject, &'static str)>,
    /// The last verb had a modal, which holds for the next one too.
    pub modal: bool,
    /// The clause before was subordinate, or a verb of speech opens this one: it needs a subject.
    pub opens: bool,
    /// A clause with a verb stands before this one.
    pub joined: bool,
    /// This clause ends the sentence.
    pub last: bool,
}
