//! Memory for tiles, filled on all threads, and for keys and values.

use std::mem::MaybeUninit;

use super::{Line, pool};

/// `count` lines, in pieces of `size`; `fill` gets the number of a piece and its lines, zeros. The system makes a page of
/// memory when it is first written, so those who write are those who wait for it.
pub(super) fn filled(
    count: usize,
    size: usize,
    fill: impl Fn(usize, &mut [Line]) + Sync + Send,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(count);
    let spare = &mut lines.spare_capacity_mut()[..count];
    huge(spare);
    pool::each_piece(spare, size, |number, piece| {
        piece.fill(MaybeUninit::new(Line::ZERO));
        // SAFETY: every line of the piece was just written, and a `MaybeUninit<Line>` lies in memory as a `Line` does.
        let piece = unsafe { &mut *(std::ptr::from_mut(piece) as *mut [Line]) };
        fill(number, piece);
    });
    // SAFETY: the capacity is at least `count`, and the pieces were all lines up to there.
    unsafe { lines.set_len(count) };
    lines
}

/// An empty vector with room for `count` numbers, as fast to read as tiles are.
pub(in crate::neural) fn room<T>(count: usize) -> Vec<T> {
    let mut room = Vec::with_capacity(count);
    huge(room.spare_capacity_mut());
    room
}

/// Asks for pages of 2 MB where the system leaves that to programs: a pass reads all weights, and small pages take longer
/// to find. What it says does not matter.
#[cfg(target_os = "linux")]
fn huge<T>(memory: &mut [MaybeUninit<T>]) {
    const PAGE: usize = 2 << 20;
    let bytes = size_of_val(memory);
    let start = memory.as_mut_ptr().cast::<u8>();
    let skip = start.align_offset(PAGE);
    if skip.saturating_add(PAGE) < bytes {
        // SAFETY: the range begins and ends within memory that is ours; the advice changes how it is mapped, never what
        // stands in it.
        unsafe { libc::madvise(start.add(skip).cast(), (bytes - skip) / PAGE * PAGE, libc::MADV_HUGEPAGE) };
    }
}

#[cfg(not(target_os = "linux"))]
fn huge<T>(_: &mut [MaybeUninit<T>]) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_filled_once_and_what_nobody_fills_is_zero() {
        for count in [0, 1, 7, 100_000] {
            let lines = filled(count, 7, |number, lines| {
                lines.iter_mut().for_each(|line| line.0[0] += 1 + number as u8 % 5);
            });
            assert_eq!(lines.len(), count);
            let right = |(at, line): (usize, &Line)| {
                line.0[0] == 1 + (at / 7) as u8 % 5 && line.0[1..].iter().all(|byte| *byte == 0)
            };
            assert!(lines.iter().enumerate().all(right));
        }
    }
}
