//! What holds a story of several articles together.
//!
//! Reports of one event are alike, or at least their headlines name the same: the place, the firm, the accident. A chain of
//! articles of which each has something of the next, one party's week in an election, has neither.

/// A story of fewer articles needs no core.
const SEVERAL: usize = 3;

/// A story of more articles needs a denser one.
const MANY: usize = 6;

/// Articles that are so alike on average are of one event, whatever their headlines.
///
/// The numbers here were chosen on ECB+, on WikiRef220 and on BBC news of 2004 (see [`super::cohesion`]), none held back: of the stories
/// of the first two, all but one have more than these, of the chains that were seen in the third, none.
const DENSE: f32 = 0.3;

/// The share of pairs of headlines that have a word in common, and the same in a story of many articles.
const HEADLINES: f32 = 0.5;
const HEADLINES_OF_MANY: f32 = 0.6;

/// Fewer pairs of headlines say nothing.
const FEWEST_PAIRS: usize = 3;

/// Pairs of articles with headlines in one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Headlines {
    /// How many there are.
    pub pairs: usize,
    /// How many of them have a word in common.
    pub alike: usize,
}

impl Headlines {
    /// These and others.
    pub fn and(self, other: Self) -> Self {
        Self { pairs: self.pairs + other.pairs, alike: self.alike + other.alike }
    }

    /// One pair more: whether it has a word in common, where it is one.
    pub fn with(self, pair: Option<bool>) -> Self {
        self.and(pair.map_or_else(Self::default, |alike| Self { pairs: 1, alike: usize::from(alike) }))
    }
}

/// True where so many articles that are so alike on average can be one story.
pub fn holds(articles: usize, mean: f32, headlines: Headlines) -> bool {
    let least = if articles > MANY { HEADLINES_OF_MANY } else { HEADLINES };
    articles < SEVERAL
        || mean >= DENSE
        || headlines.pairs < FEWEST_PAIRS
        || headlines.alike as f32 >= least * headlines.pairs as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_articles_need_a_core() {
        let headlines = |alike| Headlines { pairs: 10, alike };
        assert!(holds(5, 0.2, headlines(5)) && !holds(5, 0.2, headlines(4)));
        assert!(holds(9, 0.2, headlines(6)) && !holds(9, 0.2, headlines(5)));
        assert!(holds(9, 0.3, headlines(0)), "alike without their headlines");
        assert!(holds(2, 0.2, Headlines { pairs: 1, alike: 0 }), "two need none");
        assert!(holds(3, 0.2, Headlines { pairs: 1, alike: 0 }), "the third is in another language");
        assert!(holds(9, 0.2, Headlines::default()), "headlines that cannot be compared say nothing");
    }

    #[test]
    fn pairs_are_counted() {
        let counted = Headlines::default().with(Some(true)).with(None).with(Some(false));
        assert_eq!((counted.pairs, counted.alike), (2, 1));
    }
}
