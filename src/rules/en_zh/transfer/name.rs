//! Names of persons: known parts joined by a dot, or the whole kept in Latin letters.

use super::Parser;
use crate::rules::en_zh::unit::{Tag, Unit};

impl Parser<'_, '_> {
    /// The name that begins a list of nouns: nouns it takes, its Chinese, whether it is a person's.
    pub(super) fn name(&self, nouns: &[usize]) -> (usize, String, bool) {
        let unit = |n: usize| nouns.get(n).map(|&at| &self.units[at]);
        let personal = |unit: &Unit<'_>| unit.tag == Tag::Name && matches!(unit.class, 'g' | 'h' | ' ');
        let used = (0..nouns.len()).take_while(|&n| unit(n).is_some_and(personal)).count();
        if used == 0 {
            return (1, unit(0).map_or_else(String::new, |unit| unit.chinese.to_string()), false);
        }
        let parts: Vec<&Unit<'_>> = (0..used).filter_map(unit).collect();
        let known = parts.iter().all(|part| part.class != ' ');
        let text = if known {
            parts.iter().map(|part| part.chinese.as_ref()).collect::<Vec<_>>().join("·")
        } else {
            parts.iter().map(|part| part.source.as_ref()).collect::<Vec<_>>().join(" ")
        };
        let full = parts.iter().any(|part| part.source.contains(' '));
        (used, text, known || full || used > 1)
    }
}
