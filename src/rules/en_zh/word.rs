//! The readings of a single word.

use std::borrow::Cow;

use super::{
    lemma::{self, Form},
    lexicon,
    lookup::capitalized,
    unit::{Sense, Tag, Unit},
};

/// Words whose tag is settled by themselves, with their Chinese.
const FIXED: [(&str, Tag, &str); 66] = [
    ("the", Tag::Determiner, ""),
    ("a", Tag::Determiner, "一"),
    ("an", Tag::Determiner, "一"),
    ("this", Tag::Determiner, "这"),
    ("these", Tag::Determiner, "这些"),
    ("those", Tag::Determiner, "那些"),
    ("my", Tag::Determiner, "我的"),
    ("your", Tag::Determiner, "你的"),
    ("his", Tag::Determiner, "他的"),
    ("its", Tag::Determiner, "其"),
    ("our", Tag::Determiner, "我们的"),
    ("their", Tag::Determiner, "他们的"),
    ("whose", Tag::Determiner, "其"),
    ("every", Tag::Determiner, "每个"),
    ("each", Tag::Determiner, "每个"),
    ("any", Tag::Determiner, "任何"),
    ("some", Tag::Determiner, "一些"),
    ("all", Tag::Determiner, "所有"),
    ("both", Tag::Determiner, "两"),
    ("no", Tag::Determiner, "没有"),
    ("another", Tag::Determiner, "另一"),
    ("many", Tag::Quantity, "许多"),
    ("several", Tag::Quantity, "几个"),
    ("various", Tag::Quantity, "各种"),
    ("numerous", Tag::Quantity, "众多"),
    ("be", Tag::Be, "是"),
    ("am", Tag::Be, "是"),
    ("is", Tag::Be, "是"),
    ("are", Tag::Be, "是"),
    ("was", Tag::Be, "是"),
    ("were", Tag::Be, "是"),
    ("been", Tag::Be, "是"),
    ("being", Tag::Be, "是"),
    ("'re", Tag::Be, "是"),
    ("'m", Tag::Be, "是"),
    ("have", Tag::Have, "有"),
    ("has", Tag::Have, "有"),
    ("had", Tag::Have, "有"),
    ("having", Tag::Have, "有"),
    ("'ve", Tag::Have, "有"),
    ("do", Tag::Do, "做"),
    ("does", Tag::Do, "做"),
    ("did", Tag::Do, "做"),
    ("will", Tag::Modal, "将"),
    ("wo", Tag::Modal, "将"),
    ("'ll", Tag::Modal, "将"),
    ("would", Tag::Modal, "将"),
    ("'d", Tag::Modal, "将"),
    ("shall", Tag::Modal, "要"),
    ("should", Tag::Modal, "应"),
    ("can", Tag::Modal, "可以"),
    ("ca", Tag::Modal, "可以"),
    ("could", Tag::Modal, "可以"),
    ("may", Tag::Modal, "可能"),
    ("might", Tag::Modal, "可能"),
    ("must", Tag::Modal, "必须"),
    ("cannot", Tag::Modal, "不能"),
    ("not", Tag::Not, "不"),
    ("n't", Tag::Not, "不"),
    ("'s", Tag::Genitive, "的"),
    ("and", Tag::Coordinator, "和"),
    ("&", Tag::Coordinator, "和"),
    ("or", Tag::Coordinator, "或"),
    ("but", Tag::Coordinator, "但"),
    ("nor", Tag::Coordinator, "也不"),
    ("to", Tag::To, "向"),
];

/// Prefixes that are rendered by themselves before a known word.
const PREFIXES: [(&str, &str); 16] = [
    ("non", "非"),
    ("anti", "反"),
    ("multi", "多"),
    ("inter", "跨"),
    ("super", "超级"),
    ("pre", "前"),
    ("post", "后"),
    ("sub", "次"),
    ("over", "过度"),
    ("mis", "误"),
    ("un", "不"),
    ("re", "重新"),
    ("co", "共同"),
    ("micro", "微"),
    ("mini", "小型"),
    ("pro", "亲"),
];

/// The bases of a word, also of the auxiliaries, which phrases of the lexicon begin with.
pub fn bases(lower: &str) -> Vec<(String, Form)> {
    let base = |base: &str, form| vec![(base.to_owned(), form)];
    match lower {
        "is" | "are" | "am" | "'re" | "'m" => base("be", Form::S),
        "was" | "were" => base("be", Form::Past),
        "been" => base("be", Form::Participle),
        "being" => base("be", Form::Ing),
        "has" | "'ve" => base("have", Form::S),
        "had" => base("have", Form::Past),
        "does" => base("do", Form::S),
        "did" => base("do", Form::Past),
        "having" => base("have", Form::Ing),
        "doing" => base("do", Form::Ing),
        _ => lemma::bases(lower),
    }
}

/// The lexicon knows the word in lower case only.
pub fn is_common(text: &str) -> bool {
    lexicon::get(text).is_none() && lexicon::get(&text.to_lowercase()).is_some()
}

/// The unit of one word. `anywhere`: a capital says nothing here.
pub fn unit(text: &str, anywhere: bool) -> Unit<'_> {
    let lower = text.to_lowercase().replace('’', "'");
    let acronym = text.len() > 1 && text.chars().all(|c| c.is_uppercase() || c == '.');
    if let Some(&(_, tag, chinese)) = FIXED.iter().find(|(word, ..)| *word == lower)
        && !(acronym && lexicon::get(text).is_some())
    {
        return Unit::settled(text, tag, chinese);
    }
    let mut unit = Unit::settled(text, Tag::Noun, "");
    unit.word.clone_from(&lower);
    if text != lower {
        if let Some(record) = lexicon::get(text) {
            add_senses(&mut unit, record, Form::Base);
            // What the general dictionary has for an abbreviation is one of many: GM is a maker of cars.
            if acronym && text.len() < 3 && unit.senses.iter().all(|sense| !sense.own) {
                unit.senses.clear();
            }
        } else if acronym && let Some(record) = lexicon::get(&capitalized(&lower)) {
            add_senses(&mut unit, record, Form::Base);
        }
    }
    let named = unit.senses.iter().any(|sense| sense.own) || acronym && !anywhere;
    if !named {
        common_senses(&mut unit, &lower);
        let own = unit.senses.iter().any(|sense| sense.own);
        let capital = text.starts_with(char::is_uppercase);
        if capital && !anywhere && !own && lexicon::get(text).is_none() {
            unit.senses.clear(); // "Biles" is a name, not the plural of bile
        }
        if text != lower && unit.senses.is_empty() {
            for (base, form) in bases(&lower).into_iter().filter(|(_, form)| *form == Form::S) {
                if let Some(record) = lexicon::get(&capitalized(&base)) {
                    add_senses(&mut unit, record, form);
                }
            }
        }
    }
    if unit.senses.is_empty() {
        unknown(&mut unit, text, &lower);
    }
    by_rank(&mut unit);
    unit
}

/// The readings of a lower-case word: itself, and as a form of its bases.
fn common_senses(unit: &mut Unit<'_>, lower: &str) {
    // "found" is the past of "find" far more often than the base of "founded".
    for (base, form) in lemma::irregular(lower) {
        if let Some(record) = lexicon::get(base) {
            add_senses(unit, record, *form);
        }
    }
    if let Some(record) = lexicon::get(lower) {
        add_senses(unit, record, Form::Base);
    }
    let own = unit.senses.iter().any(|sense| sense.own);
    for (base, form) in bases(lower) {
        if let Some(record) = lexicon::get(&base) {
            if unit.senses.iter().all(|sense| !sense.own) || own {
                unit.word = base;
            }
            add_senses(unit, record, form);
        }
    }
}

/// Adds the readings of a record under a form.
pub fn add_senses(unit: &mut Unit<'_>, record: u64, form: Form) {
    for candidate in lexicon::candidates(record) {
        let tag = match candidate.tag {
            'n' => Tag::Noun,
            'v' => Tag::Verb,
            'a' => Tag::Adjective,
            'd' => Tag::Adverb,
            'p' => Tag::Preposition,
            'c' => Tag::Subordinator,
            'r' => Tag::Pronoun,
            'm' => Tag::Quantity,
            't' => Tag::Time,
            'o' => Tag::Title,
            _ => Tag::Name,
        };
        let fits = match form {
            Form::Base => true,
            Form::S => matches!(tag, Tag::Noun | Tag::Verb | Tag::Name | Tag::Title),
            Form::Past | Form::Participle | Form::Ed | Form::Ing => tag == Tag::Verb,
            Form::Comparative | Form::Superlative => matches!(tag, Tag::Adjective | Tag::Adverb),
        };
        if fits && unit.sense(tag).is_none_or(|sense| sense.form != form || candidate.own && !sense.own) {
            unit.senses.push(Sense {
                tag,
                form,
                chinese: candidate.chinese,
                own: candidate.own,
                class: candidate.tag,
            });
        }
    }
}

/// Our own readings first; adds the adjective and noun that participles are.
pub fn by_rank(unit: &mut Unit<'_>) {
    unit.senses.sort_by_key(|sense| !sense.own);
    if unit.senses.first().is_some_and(|sense| sense.own) {
        // The general dictionary adds nouns and verbs to our own readings; the rest of it is noise beside them.
        let has = |tag| unit.senses.iter().any(|sense| sense.own && sense.tag == tag);
        let (noun, verb) = (has(Tag::Noun), has(Tag::Verb));
        unit.senses.retain(|sense| {
            sense.own || sense.tag == Tag::Noun && verb && !noun || sense.tag == Tag::Verb && noun && !verb
        });
    }
    let verb = unit.senses.iter().find(|sense| sense.tag == Tag::Verb && sense.form != Form::Base).cloned();
    if let Some(verb) = verb {
        let tags: &[Tag] = match verb.form {
            Form::Ing => &[Tag::Noun, Tag::Adjective],
            Form::Ed | Form::Participle => &[Tag::Adjective],
            _ => &[],
        };
        for &tag in tags {
            if unit.sense(tag).is_none() && !verb.chinese.contains('…') {
                unit.senses.push(Sense { tag, own: false, ..verb.clone() });
            }
        }
    }
    if let Some(first) = unit.senses.first() {
        unit.settle(first.tag);
    }
}

/// A word that the lexicon does not have: by its parts, by its prefix, or as it is.
fn unknown(unit: &mut Unit<'_>, text: &str, lower: &str) {
    let american = american(lower);
    if american != lower {
        common_senses(unit, &american);
        if !unit.senses.is_empty() {
            return;
        }
    }
    if let Some(chinese) = manner(lower) {
        unit.tag = Tag::Adverb;
        unit.chinese = Cow::Owned(chinese);
        return;
    }
    let chinese = in_parts(text).or_else(|| prefixed(lower));
    let capital = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    match chinese {
        Some(chinese) => {
            unit.tag = if text.contains('-') { Tag::Adjective } else { Tag::Noun };
            unit.chinese = Cow::Owned(chinese);
        }
        None => {
            unit.tag = match () {
                () if capital => Tag::Name,
                () if lower.ends_with("ly") => Tag::Adverb,
                () if ["ous", "ful", "ive", "able", "ic", "al"].iter().any(|end| lower.ends_with(end)) => {
                    Tag::Adjective
                }
                () => Tag::Noun,
            };
            unit.chinese = Cow::Owned(text.to_owned());
        }
    }
}

/// The American spelling of a British word.
fn american(lower: &str) -> String {
    [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("our", "or"),
    ]
    .iter()
    .find_map(|(british, american)| Some(format!("{}{american}", lower.strip_suffix(british)?)))
    .unwrap_or_else(|| lower.to_owned())
}

/// `adequately`: the adjective and 地.
fn manner(lower: &str) -> Option<String> {
    let stem = lower.strip_suffix("ly").filter(|stem| stem.len() > 3)?;
    let bases = [
        stem.to_owned(),
        format!("{stem}le"),
        format!("{}y", stem.trim_end_matches('i')),
        stem.replace("ical", "ic"),
    ];
    bases.iter().find_map(|base| {
        let mut candidates = lexicon::candidates(lexicon::get(base)?);
        let adjective = candidates.find(|candidate| candidate.tag == 'a')?;
        Some(format!("{}地", adjective.chinese))
    })
}

/// `government-backed`, `China-US`: each part by itself, where all are known.
fn in_parts(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/']).filter(|part| !part.is_empty()).collect();
    // GNU/Linux: an acronym that the lexicon has not is no animal.
    let acronym = |part: &&str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_uppercase());
    let unknown = |part: &&str| acronym(part) && lexicon::get(part).is_none();
    if parts.len() < 2 || parts.len() > 4 || parts.iter().any(unknown) && !parts.iter().all(acronym) {
        return None;
    }
    parts.iter().map(|part| first_reading(part)).collect()
}

/// The likeliest Chinese of a word by itself.
fn first_reading(part: &str) -> Option<String> {
    if part.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return Some(part.replace(',', ""));
    }
    let lower = part.to_lowercase();
    let mut unit = Unit::settled(part, Tag::Noun, "");
    if let Some(record) = lexicon::get(part).or_else(|| lexicon::get(&capitalized(part))) {
        add_senses(&mut unit, record, Form::Base);
    }
    if unit.senses.is_empty() {
        common_senses(&mut unit, &lower);
    }
    by_rank(&mut unit);
    let chinese = unit.senses.first()?.chinese;
    (!chinese.contains('…')).then(|| chinese.to_owned())
}

/// A known prefix before a known word.
fn prefixed(lower: &str) -> Option<String> {
    PREFIXES.iter().find_map(|(prefix, chinese)| {
        let rest = lower.strip_prefix(prefix)?.trim_start_matches('-');
        (rest.len() > 3).then_some(())?;
        first_reading(rest).map(|word| format!("{chinese}{word}"))
    })
}
