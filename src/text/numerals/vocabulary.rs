//! English number words, one by one.

/// What one word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// zero to nineteen, first to nineteenth.
    Small(u32),
    /// twenty to ninety.
    Tens(u32),
    /// hundred, dozen, thousand and up.
    Magnitude(u64),
    /// A part: half, third, quarter.
    Part(u32),
    /// a, an: one, before a magnitude or a part only.
    Article,
    /// Joins the parts of a number.
    And,
    /// A word that says a number by itself: twice, decade.
    Alone(u32),
}

/// Ones with their ordinals; an ordinal past second is a part too (two-fifths).
const SMALL: [(&str, &str); 20] = [
    ("zero", "zeroth"),
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
];

/// Tens with their ordinals.
const TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

/// Magnitudes; their plurals are vague (thousands of), their ordinals end in "th".
const MAGNITUDES: [(&str, u64); 8] = [
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1000),
    ("lakh", 100_000),
    ("crore", 10_000_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// Words that hold a number: how often, or how long.
const ALONE: [(&str, u32); 14] = [
    ("once", 1),
    ("twice", 2),
    ("thrice", 3),
    ("double", 2),
    ("doubled", 2),
    ("triple", 3),
    ("tripled", 3),
    ("quadruple", 4),
    ("both", 2),
    ("pair", 2),
    ("couple", 2),
    ("trio", 3),
    ("decade", 10),
    ("century", 100),
];

/// A word with what its form says beside the number.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What it adds.
    pub word: Word,
    /// An ordinal, or a part (fifth).
    pub ordinal: bool,
    /// A plural.
    pub plural: bool,
}

/// The largest power of ten a magnitude word names; exact arithmetic ends at 10^18.
pub(super) const TRILLION: u64 = 1_000_000_000_000;

/// What a word adds, if it is a number word; the case of its letters does not matter.
pub(super) fn form(word: &str) -> Option<Form> {
    let lower = &mut [0u8; 12];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let word = std::str::from_utf8(lower).ok()?;
    let found = |word| Some(Form { word, ordinal: false, plural: false });
    match word {
        "a" | "an" => return found(Word::Article),
        "and" => return found(Word::And),
        "half" => return found(Word::Part(2)),
        "quarter" => return found(Word::Part(4)),
        "quarters" => {
            return Some(Form { word: Word::Part(4), ordinal: false, plural: true });
        }
        _ => {}
    }
    for (i, (cardinal, ordinal)) in (0u32..).zip(SMALL) {
        if word == cardinal {
            return found(Word::Small(i));
        }
        if let Some(rest) = word.strip_prefix(ordinal)
            && (rest.is_empty() || rest == "s")
        {
            return Some(Form { word: Word::Small(i), ordinal: true, plural: rest == "s" });
        }
    }
    for (i, (cardinal, ordinal)) in (2u32..).zip(TENS) {
        if word == cardinal || word == ordinal {
            return Some(Form { word: Word::Tens(i * 10), ordinal: word == ordinal, plural: false });
        }
    }
    for (name, value) in MAGNITUDES {
        if let Some(rest) = word.strip_prefix(name)
            && matches!(rest, "" | "s" | "th" | "ths")
        {
            let (ordinal, plural) = (rest.starts_with('t'), rest.ends_with('s'));
            return Some(Form { word: Word::Magnitude(value), ordinal, plural });
        }
    }
    ALONE.iter().find(|(name, _)| *name == word).and_then(|(_, n)| found(Word::Alone(*n)))
}
