//! The one table of weights.
//!
//! Fitted to expected ROUGE-1 of the chosen sentence on public development sets (Chinese and English news,
//! guides and reports with decks, abstracts of papers) with five-fold cross-validation, every set counting
//! the same; then rounded. Where a set says nothing (titles of Chinese abstracts) or too little (questions
//! in Chinese) the value stands by analogy. Rows marked "by hand" keep summaries readable and cost no score.

use crate::text::Language;

use super::{
    features::{COUNT, Features},
    kind::Kind,
};

/// The weight of what a sentence shares with one already chosen (cosine), against the scores below.
pub const REDUNDANCY: f64 = 6.0;

/// More than any score.
pub const NEVER: f64 = 1e6;

/// Chinese article, Chinese abstract, English article, English abstract.
type Row = [f64; 4];

/// A row a feature, in the order of [`Features`].
#[rustfmt::skip]
const TABLE: [Row; COUNT] = [
    [ 4.6,  9.0,  6.4,  6.4], // centrality: degree in the graph of sentences, over the mean
    [ 8.5, 14.7, 12.9,  9.1], // frequency: mean frequency of the terms, over the highest
    [27.5, 15.0, 27.0, 15.3], // title: cosine with the headline
    [ 5.0,  4.9, 10.0,  0.8], // early: one over the root of the place, 1 for the first sentence
    [-5.1, -0.8, -3.1, -2.9], // late: the place over the number of sentences
    [ 2.8,  2.0, -2.3, -0.4], // opens a paragraph
    [ 1.3, -2.9,  4.7,  1.5], // length: logarithm of words over 20
    [-2.0, -3.6, -3.0, -2.9], // long: its square above 20 words
    [-2.9, -3.0, -2.8, -0.4], // short: its square below 20 words
    [ 1.7,  0.0,  0.9, -1.5], // has a figure
    [-1.0, -1.0, -1.0, -1.0], // quoted: the share in quotation marks, by hand
    [-2.0, -2.0, -5.2, -7.2], // is a question
    [-0.5, -0.5, -0.5, -0.5], // leans on the sentence before, by hand
    [ 1.9,  3.5,  5.5,  6.2], // says what the article does
    [-2.5, -1.3, -3.0, -0.7], // gives a result
    [ 1.6, -4.5,  0.4, -2.1], // gives background
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
