//! Units that translators convert: miles into kilometres, acres into 亩.

use std::sync::LazyLock;

/// Pairs of units and how many of the second make one of the first.
const CONVERSIONS: [(&str, &str, f64); 22] = [
    ("mile", "km", 1.609),
    ("foot", "m", 0.3048),
    ("inch", "cm", 2.54),
    ("inch", "mm", 25.4),
    ("yard", "m", 0.9144),
    ("acre", "ha", 0.4047),
    ("acre", "mu", 6.07),
    ("acre", "sqm", 4047.0),
    ("ha", "mu", 15.0),
    ("sqmi", "sqkm", 2.59),
    ("sqft", "sqm", 0.0929),
    ("lb", "kg", 0.4536),
    ("kg", "jin", 2.0),
    ("oz", "g", 28.35),
    ("gallon", "l", 3.785),
    ("km", "li", 2.0),
    ("week", "day", 7.0),
    ("year", "month", 12.0),
    ("day", "hour", 24.0),
    ("century", "year", 100.0),
    ("megapixel", "pixel", 1_000_000.0),
    ("hour", "minute", 60.0),
];

/// One of these units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::checks) struct Unit(usize);

/// The names of the units, each once.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut names: Vec<&str> = CONVERSIONS.iter().flat_map(|(large, small, _)| [*large, *small]).collect();
    names.sort_unstable();
    names.dedup();
    names
});

/// How many of the second unit make one of the first, by the numbers of both.
static FACTORS: LazyLock<Vec<Option<f64>>> = LazyLock::new(|| {
    let mut factors = vec![None; NAMES.len() * NAMES.len()];
    for (large, small, factor) in CONVERSIONS {
        if let (Some(large), Some(small)) = (Unit::of(large), Unit::of(small)) {
            factors[large.0 * NAMES.len() + small.0] = Some(factor);
            factors[small.0 * NAMES.len() + large.0] = Some(1.0 / factor);
        }
    }
    factors
});

impl Unit {
    /// The unit of this code, where it is one that people convert.
    pub(in crate::checks) fn of(code: &str) -> Option<Self> {
        NAMES.binary_search(&code).ok().map(Self)
    }

    /// How many of `other` make one of this.
    pub(super) fn factor(self, other: Self) -> Option<f64> {
        FACTORS.get(self.0 * NAMES.len() + other.0).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        let factor = |from, to| Unit::of(from).zip(Unit::of(to)).and_then(|(from, to)| from.factor(to));
        assert_eq!(factor("mile", "km"), Some(1.609));
        assert_eq!(factor("km", "mile"), Some(1.0 / 1.609));
        assert_eq!(factor("km", "kg"), None);
        assert_eq!(Unit::of("people"), None);
    }
}
