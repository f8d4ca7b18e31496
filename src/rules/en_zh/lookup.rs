//! From tokens to units: glossary terms, dates, numbers, the longest phrase of the lexicon, single words.

use std::borrow::Cow;

use super::{
    date, designation,
    lemma::Form,
    letter, lexicon, names, number, product,
    protect::Terms,
    quarters,
    token::{Kind, Token},
    unit::{Tag, Unit},
    word,
};

/// Longest phrase of the lexicon in tokens; the longest official name has fewer.
const LONGEST: usize = 16;

/// The units of a sentence.
pub fn units<'a>(tokens: &[Token<'a>], terms: &Terms<'_>) -> Vec<Unit<'a>> {
    let heading = is_heading(tokens);
    let mut units: Vec<Unit<'a>> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (used, mut unit) = unit_at(tokens, at, terms, heading);
        unit.spaced = token.spaced;
        let lettered = letter::counts_in_letters(token.text) && tokens.get(at + used).is_some_and(is_single);
        if lettered && unit.can_be(Tag::Noun) {
            // "Annex A" is no verb with its object.
            unit.senses.retain(|sense| sense.tag == Tag::Noun);
            unit.settle(Tag::Noun);
        }
        units.push(unit);
        at += used.max(1);
    }
    units
}

/// A capital letter by itself, which numbers what stands before it.
fn is_single(token: &Token<'_>) -> bool {
    token.text.len() == 1 && token.text.as_bytes()[0].is_ascii_uppercase() && token.text != "I"
}

/// Most words have a capital: names cannot be told from words by their capitals.
fn is_heading(tokens: &[Token<'_>]) -> bool {
    let long = |token: &&Token<'_>| token.kind == Kind::Word && token.text.len() > 3;
    let words = tokens.iter().filter(long).count();
    let capitals =
        tokens.iter().filter(long).filter(|token| token.text.starts_with(char::is_uppercase)).count();
    let sentence =
        tokens.last().is_some_and(|token| matches!(token.text, "." | "!" | "?" | "\"" | "”" | "," | ";"));
    !sentence && words > 2 && capitals * 3 > words * 2
}

fn unit_at<'a>(tokens: &[Token<'a>], at: usize, terms: &Terms<'_>, heading: bool) -> (usize, Unit<'a>) {
    let token = tokens[at];
    if let Some((used, chinese)) = terms.at(tokens, at) {
        let mut unit = Unit::settled(token.text, Tag::Name, chinese);
        unit.class = 'b';
        return (used, unit);
    }
    if let Some((used, letters)) = designation::letters(tokens, at) {
        return (used, Unit::settled(token.text, Tag::Verbatim, letters));
    }
    if letter::is_letter(tokens, at) {
        return (1, Unit::settled(token.text, Tag::Verbatim, "A"));
    }
    if let Some((used, chinese)) = quarters::read(tokens, at) {
        return (used, Unit::settled(token.text, Tag::Time, chinese));
    }
    if !heading && product::follows(tokens, at) {
        return (1, named(tokens, at, 1));
    }
    let spelled = match heading {
        true => None,
        false => names::pinyin(tokens, at),
    };
    if let Some(used) = spelled.filter(|_| longest(tokens, at).is_none_or(|(used, ..)| used < 2)) {
        return (used, named(tokens, at, used));
    }
    if !heading && (names::is_given(tokens, at) || names::is_family(tokens, at)) {
        return (1, named(tokens, at, 1));
    }
    if names::addressed(tokens, at).is_some() && (word::is_common(token.text) || names::is_word(token.text)) {
        return (1, named(tokens, at, 1));
    }
    if date::is_surname(tokens, at) {
        return (1, named(tokens, at, 1));
    }
    let phrase = if token.kind == Kind::Word { longest(tokens, at) } else { None };
    let phrase = phrase.filter(|&(used, _, record)| !cuts_a_term(tokens, at, used, record));
    if let Some((used, form, record)) = phrase
        && used > 1
    {
        let source = tokens[at..at + used].iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
        let mut unit = Unit::settled(token.text, Tag::Noun, "");
        unit.word = base_key(&source.to_lowercase(), record);
        unit.source = Cow::Owned(source);
        word::add_senses(&mut unit, record, form);
        word::by_rank(&mut unit);
        return (used, unit);
    }
    if let Some((used, chinese)) = date::read(tokens, at) {
        return (used, Unit::settled(token.text, Tag::Time, chinese));
    }
    if let Some(numeral) = number::read(tokens, at) {
        return (numeral.tokens, Unit::settled(token.text, numeral.tag, numeral.chinese));
    }
    let first = at == 0 || tokens[at - 1].kind == Kind::Mark;
    match token.kind {
        Kind::Mark if token.text == "&" => (1, Unit::settled("&", Tag::Coordinator, "和")),
        Kind::Mark => (1, Unit::settled(token.text, Tag::Mark, "")),
        Kind::Word => (1, word::unit(token.text, (first || heading) && !product::is_written(tokens, at))),
        Kind::Number | Kind::Verbatim => (1, Unit::settled(token.text, Tag::Verbatim, token.text.to_owned())),
    }
}

/// The key of a phrase whose first or last word is inflected: `call for` of `called for`.
fn base_key(source: &str, record: u64) -> String {
    let (first, rest) = source.split_once(' ').unwrap_or((source, ""));
    let (start, last) = source.rsplit_once(' ').unwrap_or(("", source));
    let bases = |word| word::bases(word).into_iter().map(|(base, _)| base);
    bases(first)
        .map(|base| format!("{base} {rest}"))
        .chain(bases(last).map(|base| format!("{start} {base}")))
        .find(|key| lexicon::get(key) == Some(record))
        .unwrap_or_else(|| source.to_owned())
}

/// A name that stays in Latin letters.
fn named<'a>(tokens: &[Token<'a>], at: usize, used: usize) -> Unit<'a> {
    let source = tokens[at..at + used].iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
    let mut unit = Unit::settled(tokens[at].text, Tag::Name, source.clone());
    unit.word = source.to_lowercase();
    unit.source = Cow::Owned(source);
    unit
}

/// A phrase of the general dictionary that ends within one of our own: "Minister of State | Administration for …".
fn cuts_a_term(tokens: &[Token<'_>], at: usize, used: usize, record: u64) -> bool {
    let own = |record| lexicon::candidates(record).next().is_some_and(|candidate| candidate.own);
    !own(record)
        && (1..used).any(|skip| {
            longest(tokens, at + skip).is_some_and(|(length, _, record)| skip + length > used && own(record))
        })
}

/// The longest phrase of two or more tokens from `at`: tokens, form of the word that inflects, record.
fn longest(tokens: &[Token<'_>], at: usize) -> Option<(usize, Form, u64)> {
    let root = lexicon::root()?;
    let mut places: Vec<(lexicon::Place, Form)> = Vec::new();
    for (text, form) in variants(tokens[at].text, true) {
        places.extend(root.step(text.as_bytes()).map(|place| (place, form)));
    }
    let mut best = None;
    for n in 1..LONGEST {
        if places.is_empty() {
            break;
        }
        let Some(token) = tokens.get(at + n).filter(|token| token.kind != Kind::Mark || token.text == ",")
        else {
            break;
        };
        let variants = variants(token.text, false);
        let mut next = Vec::new();
        for (place, form) in places {
            let Some(place) = place.step(b" ") else { continue };
            for (text, inflected) in &variants {
                if let Some(place) = place.step(text.as_bytes()) {
                    let form = if *inflected == Form::Base { form } else { *inflected };
                    next.push((place, form));
                }
            }
        }
        next.truncate(8);
        if let Some((record, form)) = next.iter().find_map(|(place, form)| Some((place.record()?, *form))) {
            best = Some((n + 1, form, record));
        }
        places = next;
    }
    best
}

/// The spellings under which a token may stand in a key: as it is, in lower case, with a capital, its bases.
fn variants(text: &str, first: bool) -> Vec<(String, Form)> {
    let lower = text.to_lowercase().replace('’', "'");
    let mut variants = vec![(text.replace('’', "'"), Form::Base)];
    if lower != variants[0].0 {
        variants.push((lower.clone(), Form::Base));
        if text.chars().all(|c| c.is_uppercase()) && text.len() > 3 {
            variants.push((capitalized(&lower), Form::Base));
        }
    }
    for (base, form) in word::bases(&lower) {
        // Verbs inflect at the start of a phrase, nouns anywhere.
        if (first || form == Form::S) && !variants.iter().any(|(text, _)| *text == base) {
            let capital = text.starts_with(char::is_uppercase).then(|| (capitalized(&base), form));
            variants.extend(capital);
            variants.push((base, form));
        }
    }
    variants
}

/// The word with a first capital.
pub fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
