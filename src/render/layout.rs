//! Source and translation beside each other, line by line.

/// How a translation is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The translation alone.
    #[default]
    Target,
    /// Each line of the source, then its translation.
    Interleaved,
    /// Two columns.
    SideBySide,
}

/// The lines of source and target in pairs. Where one has fewer lines, the rest are paired with nothing.
pub fn pairs<'a>(source: &'a str, target: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let count = source.lines().count().max(target.lines().count());
    let padded = |text: &'a str| text.lines().chain(std::iter::repeat(""));
    padded(source).zip(padded(target)).take(count)
}

/// Each line of the source, then its translation, an empty line between pairs; empty pairs are left out.
pub fn interleaved(source: &str, target: &str) -> String {
    let mut out = String::new();
    for (left, right) in pairs(source, target).filter(|(l, r)| !l.trim().is_empty() || !r.trim().is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(left);
        out.push('\n');
        out.push_str(right);
    }
    out
}
