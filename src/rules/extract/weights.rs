//! The one table of weights.
//!
//! Fitted to expected ROUGE-1 of the chosen sentence on public development sets (Chinese and English news,
//! guides and reports with decks, abstracts of papers) with five-fold cross-validation, every set counting
//! the same; then rounded. The title of Chinese abstracts, of which the sets say nothing, has the value of the
//! English ones. Rows marked "by hand" keep summaries readable and cost no score.

use crate::text::Language;

use super::{
    features::{COUNT, Features},
    kind::Kind,
};

/// The weight of what a sentence shares with one already chosen (cosine), against the scores below.
pub const REDUNDANCY: f64 = 6.0;

/// The weight of a headline that a sentence says whole and those chosen before it do not say at all; its weight in a story
/// of a bulletin, which stands under that headline, and there of what the first sentence has left of it. By coverage of the
/// headlines of development sets: more says no more.
pub const HEADLINE: f64 = 4.0;
pub const HEADLINE_OF_STORY: f64 = 10.0;
pub const HEADLINE_LEFT: f64 = 60.0;

/// What a sentence of a story loses that opens with a thing or person as known, but not named in the story. By hand.
pub const AS_KNOWN: f64 = 6.0;

/// More than any score.
pub const NEVER: f64 = 1e6;

/// Chinese article, Chinese abstract, English article, English abstract.
type Row = [f64; 4];

/// A row a feature, in the order of [`Features`].
#[rustfmt::skip]
const TABLE: [Row; COUNT] = [
    [ 4.7,  8.8,  7.0,  5.8], // centrality: degree in the graph of sentences, over the mean
    [ 8.9, 17.0, 15.0,  5.6], // frequency: mean frequency of the terms, over the highest
    [25.8, 15.0, 24.4, 15.2], // title: cosine with the headline
    [ 5.5,  3.9, 10.8,  0.3], // early: one over the root of the place, 1 for the first sentence
    [-4.7, -0.5, -2.2, -3.6], // late: the place over the number of sentences
    [ 2.6,  2.0, -2.5, -0.9], // opens a paragraph
    [ 1.7, -2.6,  5.0,  1.8], // length: logarithm of words over 20
    [-2.4, -3.0, -5.0, -2.3], // long: its square above 20 words
    [-2.9, -2.7, -3.4, -3.2], // short: its square below 20 words
    [ 2.0,  0.0,  1.5,  0.6], // has a figure
    [-1.0, -1.0, -1.0, -1.0], // quoted: the share in quotation marks, by hand
    [-2.0, -2.0, -6.0, -6.0], // is a question, by hand
    [-0.5, -0.5, -0.5, -0.5], // leans on the sentence before, by hand
    [ 1.7,  3.3,  3.4,  5.9], // says what the article does
    [-1.7, -1.7, -3.7, -2.3], // gives a result
    [ 1.0, -4.0, -0.1, -3.6], // gives background
];

/// The score of a sentence: the features, weighted and added up.
pub fn score(features: &Features, language: Language, kind: Kind) -> f64 {
    let column = match (language.is_chinese(), kind) {
        (true, Kind::Article) => 0,
        (true, Kind::Abstract) => 1,
        (false, Kind::Article) => 2,
        (false, Kind::Abstract) => 3,
    };
    features.iter().zip(&TABLE).map(|(value, row)| value * row[column]).sum()
}
