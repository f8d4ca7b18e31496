//! Nouns that are told in the plural where nothing counts them, from `many.txt`.

use std::{collections::HashSet, sync::LazyLock};

use super::{grammar::Category, node::Node};

static NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("many.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Puts a bare noun that usually means more than one into the plural.
pub fn settle(noun: &mut Node<'_>) {
    let bare = noun.category == Category::Noun && noun.det.is_empty() && noun.post.is_empty();
    let open = !noun.plural && !noun.inflected && !noun.definite && !noun.held;
    // A new rule is one of them: the next sentence says which.
    let document = matches!(noun.zh, "标准" | "规则" | "条例" | "规定" | "法规");
    let named = document && ["new ", "old "].iter().any(|start| noun.english.starts_with(start));
    if bare && open && !named && NOUNS.contains(noun.zh) && !super::morphology::is_mass(&noun.english) {
        noun.plural = true;
    }
}
