//! Length in proportion to the pair of languages: a translation that is far too short or too long.

use super::{Fault, Finding, Remark, Scope, Work};

/// Shorter sources vary too much: a headline, a name.
const LEAST: usize = 60;

/// Weights of a character: what a Chinese character says takes three to four Latin letters (medians of
/// human translations of news: 0.34 characters a letter into Chinese, 3.0 letters a character into English).
const HAN_WEIGHT: usize = 3;

/// Human translations of news and technical texts lie between these ratios of weighted lengths but for one in 200.
const SHORTEST: f64 = 0.45;
const LONGEST: f64 = 2.6;

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    let (source, target) = (weight(scope.source.text), weight(scope.target.text));
    if scope.work == Work::Summary {
        if target >= source && source > 0 {
            out.push(
                Finding::new(Fault::NotShorter, Remark::NoShorter).in_target(0..scope.target.text.len()),
            );
        }
        return;
    }
    if lines(scope, out) || source < LEAST {
        return;
    }
    let ratio = target as f64 / source as f64;
    let fault = if ratio < SHORTEST {
        Fault::TooShort
    } else if ratio > LONGEST {
        Fault::TooLong
    } else {
        return;
    };
    let message = Remark::Length.of(&[&format_args!("{:.0}", ratio * 100.0)]);
    out.push(
        Finding::new(fault, message)
            .in_source(0..scope.source.text.len())
            .in_target(0..scope.target.text.len()),
    );
}

/// Lines that are far too short beside their counterparts: true if there are any. Of a text of one line the whole is looked at.
fn lines(scope: &Scope, out: &mut Vec<Finding>) -> bool {
    let before = out.len();
    let places = scope.aligned();
    if places.len() < 2 {
        return false;
    }
    for (source, target) in places {
        let weights =
            (weight(&scope.source.text[source.clone()]), weight(&scope.target.text[target.clone()]));
        if weights.0 >= LEAST && (weights.1 as f64) < SHORTEST * weights.0 as f64 {
            out.push(Finding::new(Fault::TooShort, Remark::LineTooShort).in_source(source).in_target(target));
        }
    }
    out.len() > before
}

/// The length in letters: white space and punctuation do not count, a Chinese character counts more.
pub(super) fn weight(text: &str) -> usize {
    text.chars()
        .map(|c| if crate::text::hanzi::is_han(c) { HAN_WEIGHT } else { usize::from(c.is_alphanumeric()) })
        .sum()
}
