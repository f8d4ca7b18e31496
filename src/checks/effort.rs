//! How much is compared, counted in tests: the time it takes is a matter of benchmarks.

/// Counts so many comparisons of figures, names or letters.
#[cfg(not(test))]
#[inline(always)]
pub(super) fn spend(_: usize) {}

/// True for the same text; counted, since a text that is compared with another at every line of it is read as
/// often as it has lines.
pub(super) fn same(a: &str, b: &str) -> bool {
    spend(a.len().min(b.len()));
    a == b
}

#[cfg(test)]
thread_local! {
    static SPENT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts so many comparisons of figures, names or letters.
#[cfg(test)]
pub(super) fn spend(comparisons: usize) {
    SPENT.with(|spent| spent.set(spent.get() + comparisons));
}

/// What was counted while `work` ran.
#[cfg(test)]
pub(super) fn spent(work: impl FnOnce()) -> usize {
    SPENT.with(|spent| spent.set(0));
    work();
    SPENT.with(std::cell::Cell::get)
}

/// So much may be compared for texts of so many bytes together.
#[cfg(test)]
pub(super) fn bound(bytes: usize) -> usize {
    /// What the comparisons of sounds may take in any text.
    const LEAST: usize = 1_000_000;
    /// A figure of two bytes is compared with some hundred others, from either side.
    const A_BYTE: usize = 500;
    LEAST + A_BYTE * bytes
}
