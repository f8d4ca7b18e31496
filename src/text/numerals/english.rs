//! Numbers written in English words: twenty-three, two and a half million, a dozen, two-thirds.

use super::{
    value::Value,
    vocabulary::{Form, TRILLION, Word, form},
};

/// What a run of number words says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The exact value; of a vague number (dozens) the value of one.
    pub value: Value,
    /// Bytes read.
    pub len: usize,
    /// Words read.
    pub words: usize,
    /// first, twenty-third.
    pub ordinal: bool,
    /// two-thirds, half.
    pub fraction: bool,
    /// dozens, thousands.
    pub vague: bool,
}

/// The magnitude word at the start of `text`, as after digits: "1.5 million".
pub(super) fn magnitude(text: &str) -> Option<(u64, usize)> {
    let len = word_len(text);
    match form(&text[..len])? {
        Form { word: Word::Magnitude(value), ordinal: false, .. } => Some((value, len)),
        _ => None,
    }
}

/// Reads the number at the start of `text`, which is the start of a word.
pub(super) fn read(text: &str) -> Option<Reading> {
    let mut sum = Sum::default();
    let mut at = 0;
    let mut good: Option<Reading> = None;
    // No number below 10^15 has more words with each "and"; this bounds the work on any text.
    for words in 1..=32 {
        let len = word_len(&text[at..]);
        let Some(form) = form(&text[at..at + len]) else {
            break;
        };
        if !sum.take(form) {
            break;
        }
        at += len;
        if let Some((value, fraction)) = sum.value() {
            let (ordinal, vague) = (sum.ordinal, sum.vague);
            good = Some(Reading { value, len: at, words, ordinal, fraction, vague });
        }
        if sum.ended {
            break;
        }
        // "a third meeting" is the next one, "a third of" is a part
        if let (2, Word::Small(n), true) = (words, form.word, form.ordinal)
            && text.starts_with(['a', 'A'])
            && !text[at..].starts_with(" of ")
        {
            let value = Value::small(n);
            return Some(Reading { value, len: at, words: 1, ordinal: true, fraction: false, vague: false });
        }
        let Some(rest) = text[at..].strip_prefix([' ', '-', '\u{a0}', '‑']) else {
            break;
        };
        at = text.len() - rest.len();
    }
    good.map(|reading| one_in_five(text, reading))
}

/// "one in five", "two out of three": a part, where a number stands behind.
fn one_in_five(text: &str, reading: Reading) -> Reading {
    let rest = &text[reading.len..];
    let joint = [" in ", " out of "].iter().find(|joint| rest.starts_with(**joint));
    let part = joint.filter(|_| reading.words == 1 && !reading.ordinal).and_then(|joint| {
        let at = reading.len + joint.len();
        let len = word_len(&text[at..]);
        let whole = match form(&text[at..at + len])? {
            Form { word: Word::Small(n) | Word::Tens(n), ordinal: false, plural: false } => n,
            _ => return None,
        };
        let value = reading.value.times(Value::ratio(1, i128::from(whole))?)?;
        let len = at + len;
        Some(Reading { value, len, words: 3, fraction: true, ..reading })
    });
    part.filter(|part| part.value < Value::small(1)).unwrap_or(reading)
}

fn word_len(text: &str) -> usize {
    let len = text.bytes().take(13).take_while(u8::is_ascii_alphabetic).count();
    // A letter beyond ASCII goes on with the word: not an English number.
    if text[len..].chars().next().is_some_and(|c| c.is_alphabetic() && !is_han(c)) { 0 } else { len }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The number while its words are read.
#[derive(Default)]
struct Sum {
    total: u64,
    section: u64,
    /// Of "two and a half": the half. Of "two-thirds": nothing, the section is the numerator.
    part: Option<u32>,
    last: Option<Word>,
    /// The least magnitude above a hundred so far: they must fall.
    ceiling: Option<u64>,
    /// "half a million", "two and a half million": the part is of the magnitude.
    magnitude_of_part: u64,
    numerator: bool,
    ordinal: bool,
    vague: bool,
    ended: bool,
}

impl Sum {
    fn take(&mut self, form: Form) -> bool {
        let taken = self.word(form);
        if taken {
            self.last = Some(form.word);
        }
        taken
    }

    fn word(&mut self, form: Form) -> bool {
        use Word::{Alone, And, Article, Magnitude, Part, Small, Tens};
        match (form.word, self.last) {
            // two-thirds, three quarters, one fifth, a third
            (Small(n), Some(Small(_) | Article)) if form.ordinal && n > 2 => self.part_of(n),
            (Tens(n), Some(Small(_) | Article)) if form.ordinal => self.part_of(n),
            (Part(n), Some(Small(_)) | None) => self.part_of(n),
            // a half; two and a half
            (Part(n), Some(Article)) => self.part_of(n),
            (Article, None) => true,
            // half a million
            (Article, Some(Part(_))) => true,
            (Article, Some(And)) => self.section > 0,
            (And, Some(Magnitude(_) | Small(_))) => self.part.is_none(),
            (Small(n), None | Some(Magnitude(_))) => self.ones(n, form),
            (Small(n), Some(And)) if self.total > 0 || self.section >= 100 => self.ones(n, form),
            (Small(n), Some(Tens(_))) if (1..10).contains(&n) => self.ones(n, form),
            (Tens(n), None | Some(Magnitude(_))) => self.ones(n, form),
            (Tens(n), Some(And)) if self.total > 0 || self.section >= 100 => self.ones(n, form),
            (Magnitude(m), None) => {
                // "hundreds of", "the hundredth", "the billion mark"
                self.vague = form.plural;
                self.ordinal = form.ordinal;
                self.section = m;
                self.ended = true;
                true
            }
            (Magnitude(m), Some(_)) => self.magnitude(m, form),
            (Alone(n), None | Some(Article)) if !form.plural => {
                self.section = u64::from(n);
                self.ended = true;
                true
            }
            _ => false,
        }
    }

    fn ones(&mut self, n: u32, form: Form) -> bool {
        // thirds, fourths without a numerator are no number
        if form.plural {
            return false;
        }
        self.section += u64::from(n);
        self.ordinal = form.ordinal;
        self.ended = form.ordinal;
        true
    }

    fn part_of(&mut self, n: u32) -> bool {
        if self.part.is_some() || self.section > 100 || (self.total > 0 && self.section > 0) {
            return false;
        }
        // "two and a half" adds, "two thirds" and "a third" divide
        self.numerator = !self.after_and();
        self.part = Some(n);
        true
    }

    /// True in "two and a half": there is a number before the article.
    fn after_and(&self) -> bool {
        self.section > 0 && self.last == Some(Word::Article)
    }

    fn magnitude(&mut self, m: u64, form: Form) -> bool {
        if self.magnitude_of_part != 0 {
            return false;
        }
        if form.plural && self.last != Some(Word::Article) && !form.ordinal {
            // "two millions" is a number, "hundreds of" is not
            self.vague = self.section == 0;
        }
        self.ordinal = form.ordinal;
        self.ended = form.ordinal;
        if self.part.is_some() {
            self.magnitude_of_part = m;
            self.ended = true;
            return matches!(self.last, Some(Word::Article | Word::Part(_)));
        }
        if m <= 100 {
            let factor = self.section.max(u64::from(self.section == 0));
            if factor >= 100 || (self.section == 0 && self.last != Some(Word::Article)) {
                return false;
            }
            self.section = factor * m;
            return true;
        }
        // "twenty-five hundred thousand" does not occur; magnitudes fall from left to right
        let rises = self.ceiling.is_some_and(|ceiling| m >= ceiling);
        let multiplies_last = rises && m == TRILLION;
        if rises && !multiplies_last {
            return false;
        }
        let Some(section) = self.section.max(u64::from(self.section == 0 && self.total == 0)).checked_mul(m)
        else {
            return false;
        };
        let Some(total) = self.total.checked_add(section) else {
            return false;
        };
        self.total = total;
        self.section = 0;
        self.ceiling = Some(m);
        true
    }

    /// The value so far, and whether it is a fraction; `None` where more words must follow.
    fn value(&self) -> Option<(Value, bool)> {
        match (self.part, self.last?) {
            (_, Word::And | Word::Article) => None,
            (None, _) => Some((Value::whole(self.total.checked_add(self.section)?)?, false)),
            (Some(n), _) => {
                let part = if self.numerator {
                    Value::ratio(i128::from(self.section.max(1)), i128::from(n))?
                } else {
                    Value::ratio(1, i128::from(n))?.plus(Value::whole(self.section)?)?
                };
                let value = part.times(Value::whole(self.magnitude_of_part.max(1))?)?;
                Some((value, self.magnitude_of_part == 0 && self.numerator))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        read(text).map(|r| {
            let mark = match (r.ordinal, r.vague, r.fraction) {
                (true, ..) => "th",
                (_, true, _) => "~",
                (_, _, true) => "/",
                _ => "",
            };
            format!("{}{mark} {}", r.value, &text[..r.len])
        })
    }

    #[test]
    fn words() {
        for (text, want) in [
            ("ten", "10 ten"),
            ("twenty-three people", "23 twenty-three"),
            ("Two hundred and five", "205 Two hundred and five"),
            ("one million two hundred thousand", "1200000 one million two hundred thousand"),
            ("a dozen eggs", "12 a dozen"),
            ("a hundred", "100 a hundred"),
            ("two and a half million", "2500000 two and a half million"),
            ("half a million", "500000 half a million"),
            ("two-thirds of", "2/3/ two-thirds"),
            ("a third of it", "1/3/ a third"),
            ("a third meeting", "3th a third"),
            ("billion mark", "1000000000 billion"),
            ("three quarters", "0.75/ three quarters"),
            ("half of", "0.5/ half"),
            ("twenty-first", "21th twenty-first"),
            ("third", "3th third"),
            ("One in five children", "0.2/ One in five"),
            ("dozens of", "12~ dozens"),
            ("hundreds of thousands", "100~ hundreds"),
            ("ten and five", "10 ten"),
            ("one and a man", "1 one"),
            ("seven trillion", "7000000000000 seven trillion"),
        ] {
            assert_eq!(value(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn other_words() {
        for text in ["a man", "and two", "tender", "onesie", "", "ónes", "oné"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
