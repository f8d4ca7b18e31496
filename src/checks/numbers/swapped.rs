//! Two numbers that have changed places: each is still there, but beside the other one's unit or words.

use std::ops::Range;

use super::super::{Finding, Scope, figures::Figure};

pub(super) fn check(
    _scope: &Scope,
    _source: (Range<usize>, &[Figure]),
    _target: (Range<usize>, &[Figure]),
    _out: &mut Vec<Finding>,
) {
}
