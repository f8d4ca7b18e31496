//! Makes dictionary glosses into translations: "(bound form) up; to climb [a hill]" is three things to a
//! reader and none of them can stand in a sentence.

/// What a sense is in English. The byte is what the packed lexicon holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A common noun.
    Noun = b'n',
    /// A verb in its base form, without "to".
    Verb = b'v',
    /// An adjective.
    Adjective = b'a',
    /// An adverb.
    Adverb = b'd',
    /// A name: place, person, body.
    Name = b'N',
    /// A surname.
    Surname = b'S',
    /// Says when.
    Time = b't',
    /// The headword counts things; the text says what kind.
    Measure = b'q',
    /// Everything else: the part of speech of the headword decides.
    Other = b'x',
}

/// One translation of a headword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sense {
    /// What it is.
    pub kind: Kind,
    /// The English text.
    pub text: String,
    /// How far it is from everyday use: 0 is plain, 2 and more is bookish or bound.
    pub rarity: u8,
}

/// Glosses that speak about the word and do not translate it.
const NOT_A_TRANSLATION: [&str; 22] = [
    "variant of",
    "old variant",
    "unofficial variant",
    "erroneous variant",
    "Japanese variant",
    "archaic variant",
    "ancient variant",
    "used in",
    "used as",
    "CL:",
    "Taiwan pr.",
    "Beijing pr.",
    "also pr.",
    "also written",
    "also called",
    "old pr.",
    "see ",
    "see also",
    "abbr. ",
    "same as",
    "euphemistic variant",
    "Kangxi radical",
];

/// The translations in one gloss of a headword; `proper` says that its pinyin is capitalised.
pub fn senses(gloss: &str, proper: bool) -> Vec<Sense> {
    if let Some(name) = gloss.strip_prefix("surname ") {
        return vec![sense(Kind::Surname, first_word(name), 0)];
    }
    let rarity = rarity(gloss);
    if gloss.contains("classifier") {
        return vec![sense(Kind::Measure, "", rarity)];
    }
    let plain = without_notes(gloss);
    // "see 山東省" is only "see" once the characters are gone.
    let mut texts = [plain.as_str(), gloss].into_iter();
    if texts.any(|text| NOT_A_TRANSLATION.iter().any(|start| text.starts_with(start))) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut verb = false;
    for part in plain.split(';') {
        let mut text = part.trim();
        let figurative = text.strip_prefix("fig. ");
        text = figurative.unwrap_or(text);
        let literal = text.strip_prefix("lit. ");
        text = literal.unwrap_or(text);
        // "to sell; offer" lists two verbs.
        verb = text.starts_with("to ") || (verb && !text.contains(' '));
        text = text.strip_prefix("to ").unwrap_or(text);
        let short = if proper { name(text) } else { common(text) };
        let short = tidy(short, verb);
        if short.is_empty() || !short.is_ascii_like() {
            continue;
        }
        let kind = match () {
            _ if verb => Kind::Verb,
            _ if proper && short.starts_with(char::is_uppercase) => Kind::Name,
            _ => shape(&short),
        };
        out.push(sense(kind, &short, rarity + if literal.is_some() { 3 } else { 0 }));
    }
    out
}

/// The headword that a gloss sends the reader to ("see 山東省|山东省[...]", "abbr. for ...", "variant of ...").
pub fn reference(gloss: &str) -> Option<String> {
    let plain = gloss.trim_start_matches('(');
    ["see ", "abbr. for ", "abbr. of ", "variant of ", "same as ", "old variant of ", "also written "]
        .iter()
        .find_map(|start| plain.strip_prefix(start))
        .and_then(|rest| {
            let word: String =
                rest.trim_start_matches("also ").chars().take_while(|c| is_han(*c) || *c == '|').collect();
            let simplified = word.rsplit('|').next()?;
            (!simplified.is_empty()).then(|| simplified.to_owned())
        })
}

fn sense(kind: Kind, text: &str, rarity: u8) -> Sense {
    Sense { kind, text: text.to_owned(), rarity }
}

/// Marks of style at the start of a gloss, and how far they put it from a news text.
fn rarity(gloss: &str) -> u8 {
    const STYLES: [(&str, u8); 14] = [
        ("(bound form)", 1),
        ("(idiom)", 0),
        ("(literary)", 3),
        ("(archaic)", 4),
        ("(old)", 3),
        ("(dialect)", 4),
        ("(slang)", 3),
        ("(coll.)", 2),
        ("(Tw)", 2),
        ("(loanword)", 2),
        ("(vulgar)", 5),
        ("(Buddhism)", 3),
        ("(math.)", 1),
        ("(chemistry)", 2),
    ];
    STYLES.iter().filter(|(mark, _)| gloss.contains(mark)).map(|(_, rarity)| *rarity).max().unwrap_or(0)
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{20000}'..='\u{3ffff}').contains(&c)
}

/// Without what stands in brackets, Chinese characters and Pinyin.
fn without_notes(gloss: &str) -> String {
    let mut out = String::with_capacity(gloss.len());
    let mut depth = 0u32;
    for c in gloss.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            c if depth > 0 || is_han(c) || c == '|' || c == '·' => {}
            c => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without its explanation: "Qingdao, subprovincial city in Shandong" is Qingdao.
fn name(text: &str) -> &str {
    let cut = [
        ",",
        " in ",
        " (",
        " – ",
        " - ",
        ":",
        " municipality",
        " or ",
        " soccer",
        " football",
        " autonomous region",
    ]
    .iter()
    .filter_map(|mark| text.find(mark))
    .filter(|at| *at > 0)
    .min()
    .unwrap_or(text.len());
    &text[..cut]
}

/// A common word without its explanation.
fn common(text: &str) -> &str {
    let cut = [", esp.", ", i.e.", ", e.g.", " such as", ", as in", " etc", ":", ", usually", ", often"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .unwrap_or(text.len());
    let text = &text[..cut];
    // Long glosses explain; what stands before the comma translates.
    match text.find(", ") {
        Some(comma) if text.split(' ').count() > 4 => &text[..comma],
        _ => text,
    }
}

fn first_word(text: &str) -> &str {
    text.split([' ', ',', ';']).next().unwrap_or(text)
}

/// Dictionary shorthand into words, and off with what only a dictionary needs.
fn tidy(text: &str, verb: bool) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while let Some(last) = words.last() {
        if (verb && matches!(*last, "sb" | "sth" | "sb/sth" | "sth/sb"))
            || matches!(*last, "etc" | "etc." | "or" | "and")
        {
            words.pop();
        } else {
            break;
        }
    }
    if !verb && words.len() > 1 && matches!(words[0], "a" | "an" | "the") {
        words.remove(0);
    }
    let expanded: Vec<&str> = words
        .into_iter()
        .map(|word| match word {
            "sb" => "someone",
            "sb's" => "someone's",
            "sth" => "something",
            other => other,
        })
        .collect();
    expanded
        .join(" ")
        .trim_matches(|c: char| c == ',' || c == '.' && !text.contains(". ") || c == '"' || c == '!')
        .to_owned()
}

/// The part of speech that an English text shows by its form.
fn shape(text: &str) -> Kind {
    const ADJECTIVES: [&str; 8] = ["al", "ic", "ive", "ous", "ful", "less", "able", "ible"];
    const NOUNS: [&str; 8] =
        ["capital", "hospital", "festival", "material", "public", "traffic", "music", "table"];
    let last = text.rsplit(' ').next().unwrap_or(text);
    let long = last.len() > 5;
    match () {
        _ if long && last.ends_with("ly") && !last.ends_with("ily")
            || text.ends_with("ily") && last.len() > 7 =>
        {
            Kind::Adverb
        }
        _ if long && !NOUNS.contains(&last) && ADJECTIVES.iter().any(|end| last.ends_with(end)) => {
            Kind::Adjective
        }
        _ if last.ends_with("tion")
            || last.ends_with("ment")
            || last.ends_with("ness")
            || last.ends_with("ity") =>
        {
            Kind::Noun
        }
        _ => Kind::Other,
    }
}

/// Text that an English sentence can hold.
trait AsciiLike {
    fn is_ascii_like(&self) -> bool;
}

impl AsciiLike for String {
    fn is_ascii_like(&self) -> bool {
        self.chars().all(|c| c < '\u{250}' || matches!(c, '’' | '–' | '—'))
            && self.chars().any(char::is_alphabetic)
    }
}
