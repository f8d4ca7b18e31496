//! Memory asked for ahead of its use.

/// Has the cache line of a number fetched, where a processor can be told so: what is then read or written is at hand.
#[inline(always)]
pub(in crate::neural) fn fetch<T>(number: &T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: every such processor has the instruction, and fetching ahead neither reads nor writes.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(number).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = number;
}
