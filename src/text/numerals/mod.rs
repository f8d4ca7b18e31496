//! Numbers in English and Chinese text: finding each with its exact value, and writing them.
//!
//! [`find`] reads digits (ASCII and full-width, grouped or not), Chinese numerals (plain, formal,
//! digit strings), English words, magnitudes (万, 亿, million, bn), percentages, fractions, ordinals,
//! money and units. [`write`](mod@write) goes the other way.

mod chinese;
mod context;
mod digits;
mod english;
mod identifier;
mod magnitude;
mod scan;
mod unit;
mod value;
mod vocabulary;
pub mod write;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use scan::find;
pub use value::Value;

/// One number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// All that belongs to it: sign of a currency, digits, magnitude, unit.
    pub span: Range<usize>,
    /// The digits, numerals or words alone, without magnitude and unit.
    pub written: Range<usize>,
    /// The exact value with its magnitude; of a percentage the figure before the sign.
    pub value: Value,
    /// What the digits say before the magnitude is applied.
    pub bare: Value,
    /// True where the magnitude stands at the other end of a range: in "30–40万" the 30 may be 30 or 300,000.
    pub shared: bool,
    /// What is counted.
    pub kind: Kind,
    /// How it is written.
    pub form: Form,
    /// How exactly it is meant.
    pub accuracy: Accuracy,
    /// How sure it is that a number is meant at all.
    pub certainty: Certainty,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A plain number.
    Cardinal,
    /// A rank: first, 第三, 19th.
    Ordinal,
    /// 40 %, 40 percent, 百分之四十, 四成.
    Percent,
    /// Two-thirds, 三分之二.
    Fraction,
    /// An amount; the ISO 4217 code.
    Money(&'static str),
    /// A measure or a count of something; the code of the unit in the table.
    Measure(&'static str),
    /// Digits that name something: a standard, a version, a model, a telephone number.
    Identifier,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// In digits, perhaps with a magnitude word.
    Digits,
    /// In Chinese numerals.
    Chinese,
    /// In English words.
    Words,
}

/// How exactly a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Accuracy {
    /// As it stands.
    Exact,
    /// About, 约, 左右.
    About,
    /// More than, 多, 余, 以上.
    More,
    /// Less than, nearly, 近, 不足.
    Less,
    /// Dozens, 十几, 数百: an order of magnitude.
    Vague,
}

/// How sure it is that a number is meant at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Part of many words that count nothing: 一, one, first, half.
    Weak,
    /// Mostly a number: 三, three, 十分.
    Likely,
    /// Digits, and numerals or words of several parts.
    Sure,
}
