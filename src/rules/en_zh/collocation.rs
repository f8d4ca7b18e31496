//! Verbs whose Chinese depends on the object: `raise money` is 筹集, `raise awareness` is 提高.

use std::{collections::HashMap, sync::LazyLock};

static TABLE: LazyLock<HashMap<(&'static str, &'static str), &'static str>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in include_str!("collocations.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        if let (Some(verb), Some(chinese), Some(objects)) = (columns.next(), columns.next(), columns.next()) {
            for object in objects.split(' ') {
                table.entry((verb, object)).or_insert(chinese);
            }
        }
    }
    table
});

/// The Chinese of a verb with this object; both in their base form.
pub fn verb(verb: &str, object: &str) -> Option<&'static str> {
    // A phrase of the lexicon as an object ("memorandum of understanding") counts by its words, the last first.
    object.split(' ').rev().take(8).find_map(|word| {
        let single = word.strip_suffix('s').unwrap_or(word);
        [word, single].iter().find_map(|object| TABLE.get(&(verb, *object)).copied())
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_object_decides() {
        assert_eq!(super::verb("raise", "money"), Some("筹集"));
        assert_eq!(super::verb("raise", "standards"), Some("提高"));
        assert_eq!(super::verb("raise", "flag"), None);
    }
}
