//! Names like one that was mistyped.

/// Names less alike than this (Jaro-Winkler, from 0 to 1) are no slip of the finger.
const ALIKE: f64 = 0.75;

/// Those of `known` most like `name`, in capitals or not, the most alike first; at most 3.
pub fn alike<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let name = name.to_lowercase();
    let measured = known.into_iter().map(|known| (strsim::jaro_winkler(&name, known), known));
    let mut alike: Vec<(f64, &str)> = measured.filter(|(alike, _)| *alike >= ALIKE).collect();
    alike.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    alike.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn the_most_alike_comes_first_and_strangers_not_at_all() {
        let known = ["qwen3-0.6b", "qwen3-1.7b", "summarize/en"];
        assert_eq!(alike("QWEN3-1.7", known), ["qwen3-1.7b", "qwen3-0.6b"]);
        assert_eq!(alike("sumarize/en", known), ["summarize/en"]);
        assert!(alike("xyz", known).is_empty());
    }
}
