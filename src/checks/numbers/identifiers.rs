//! Digits that name something: COVID-19, iPhone 7, GB/T 1234-2025, Linux 6.1.

use std::collections::HashSet;

use super::super::{
    Fault, Finding, Remark, Scope, Work,
    figures::Figure,
    place::Place,
    quote::{quoted, shortened},
};

/// Compares the identifiers of two places; those of the source that are not in the target join `missing`.
pub(super) fn check<'a>(
    scope: &Scope,
    place: &Place<'a>,
    missing: &mut Vec<&'a Figure>,
    out: &mut Vec<Finding>,
) {
    let (source, target) = (place.source, place.target);
    let (known, kept) = (
        Names::new(scope.source.text, source, place.source_text),
        Names::new(scope.target.text, target, place.target_text),
    );
    let lost: Vec<&Figure> = source
        .iter()
        .filter(|f| f.is_identifier() && !kept.has(&scope.source.text[f.span.clone()]))
        .collect();
    // Many lost ones are not all compared: the first few tell.
    let first: Vec<(&Figure, String)> =
        lost.iter().take(MOST_LOST).map(|f| (*f, letters(&scope.source.text[f.span.clone()]))).collect();
    // A summary leaves out most: what is gone says nothing.
    let translation = scope.work == Work::Translation;
    let number_gone = missing.iter().any(|f| f.must_survive());
    let mut explained = HashSet::new();
    for figure in target.iter().filter(|f| f.is_identifier()) {
        let text = &scope.target.text[figure.span.clone()];
        if known.has(text) {
            continue;
        }
        // The same name with other digits, or something that has gone: changed. Else a name that the
        // source says in words (新冠 as COVID-19).
        let name = letters(text);
        let named_alike = known.letters.contains(&name);
        let was = first.iter().find(|(_, letters)| *letters == name).or(first.first()).map(|(was, _)| *was);
        let gone = translation && (was.is_some() || number_gone);
        let fault = if named_alike || gone { Fault::IdentifierChanged } else { Fault::IdentifierAdded };
        let text = quoted(text);
        let message = match was {
            Some(was) => Remark::Changed.of(&[&quoted(&scope.source.text[was.span.clone()]), &text]),
            None => Remark::NotInSource.of(&[&text]),
        };
        let finding = Finding::new(fault, message).in_target(figure.span.clone());
        explained.extend(was.map(|was| was.span.start));
        out.push(match was {
            Some(was) => finding.in_source(shortened(scope.source.text, was.span.clone())),
            None => finding,
        });
    }
    for figure in lost.into_iter().filter(|f| !explained.contains(&f.span.start)) {
        let text = &scope.source.text[figure.span.clone()];
        // Its letters are there, its digits are not: deleted. Else it may be said in words.
        let letters = letters(text);
        if !letters.is_empty() && kept.words.contains(&letters) {
            missing.push(figure);
        }
    }
}

/// At most so many identifiers that are gone are looked at.
const MOST_LOST: usize = 50;

/// The identifiers and numbers of a place in the ways they may be written on the other side.
struct Names {
    plain: HashSet<String>,
    digits: HashSet<String>,
    letters: HashSet<String>,
    /// Every word in Latin letters.
    words: HashSet<String>,
}

impl Names {
    fn new(text: &str, figures: &[Figure], piece: &str) -> Self {
        let mut names = Self {
            plain: HashSet::new(),
            digits: HashSet::new(),
            letters: HashSet::new(),
            words: HashSet::new(),
        };
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        names.words.extend(piece.split(|c| !is_part(c)).filter(|w| !w.is_empty()).map(letters));
        for figure in figures {
            let text = &text[figure.span.clone()];
            names.plain.insert(plain(text));
            names.digits.insert(digits(text));
            if figure.is_identifier() {
                names.letters.insert(letters(text));
            }
        }
        names.letters.remove("");
        names
    }

    /// True for the same letters and digits, or the same digits alone ("iPhone7" beside "苹果7").
    fn has(&self, text: &str) -> bool {
        self.plain.contains(&plain(text)) || self.digits.contains(&digits(text))
    }
}

/// The letters and digits alone, in one case: "COVID-19" and "Covid 19" are one name.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The letters alone.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

/// The digits alone, with the points between them.
fn digits(text: &str) -> String {
    let kept: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    kept.trim_matches('.').to_owned()
}
