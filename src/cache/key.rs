//! What an outcome is remembered under.

use crate::fingerprint::Fingerprint;

/// The recipe and the article: together they determine the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey {
    /// Everything but the article that could change the text.
    pub recipe: Fingerprint,
    /// The article.
    pub source: Fingerprint,
}
