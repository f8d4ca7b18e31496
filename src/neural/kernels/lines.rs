//! Memory for tiles, filled on all threads, and for keys and values.

use std::{
    alloc::{Layout, alloc, dealloc, handle_alloc_error},
    mem::MaybeUninit,
    ops::Deref,
    ptr::NonNull,
    slice,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use super::{Line, pool};

/// What large pages of memory have, where there are any.
const PAGE: usize = 2 << 20;

/// Lines of a chunk: 32 MB, so that matrices of a megabyte or two, one behind the other, lie in large pages too. What is not
/// used of it takes no memory.
const CHUNK: usize = (32 << 20) / size_of::<Line>();

/// Memory for lines, handed out from the front on.
struct Chunk {
    start: NonNull<Line>,
    layout: Layout,
}

// SAFETY: it owns its memory, of which each part is written by who reserved it and then only read.
unsafe impl Send for Chunk {}
// SAFETY: the same.
unsafe impl Sync for Chunk {}

impl Chunk {
    fn new(count: usize) -> Arc<Chunk> {
        let array = Layout::array::<Line>(count.max(1)).and_then(|layout| layout.align_to(PAGE));
        let layout = array.expect("lines in memory are fewer than bytes");
        // SAFETY: the layout has at least one line.
        let memory = unsafe { alloc(layout) }.cast::<Line>();
        let Some(start) = NonNull::new(memory) else { handle_alloc_error(layout) };
        // SAFETY: so much was just given to us; nothing is said of what stands in it.
        huge(unsafe { slice::from_raw_parts_mut(memory.cast::<MaybeUninit<Line>>(), count) });
        Arc::new(Chunk { start, layout })
    }
}

impl Drop for Chunk {
    fn drop(&mut self) {
        // SAFETY: it was given by `alloc` for this layout; all who had a part of it held the chunk, and are gone.
        unsafe { dealloc(self.start.as_ptr().cast(), self.layout) };
    }
}

/// Lines that are never changed.
pub(super) struct Lines {
    chunk: Arc<Chunk>,
    from: usize,
    count: usize,
}

impl Deref for Lines {
    type Target = [Line];

    fn deref(&self) -> &[Line] {
        // SAFETY: the part is within the chunk, and [`filled`] has written all of it.
        unsafe { slice::from_raw_parts(self.chunk.start.as_ptr().add(self.from), self.count) }
    }
}

/// Reserves lines that nobody else has: in the chunk at hand, or in a new one.
fn reserve(count: usize) -> (Arc<Chunk>, usize) {
    /// The chunk at hand, for as long as somebody has a part of it, and how much of it is taken.
    static OPEN: Mutex<(Weak<Chunk>, usize)> = Mutex::new((Weak::new(), 0));
    if count > CHUNK / 4 {
        return (Chunk::new(count), 0);
    }
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (chunk, taken) = &mut *open;
    let at_hand = chunk.upgrade().filter(|_| *taken + count <= CHUNK);
    let own = at_hand.unwrap_or_else(|| {
        let fresh = Chunk::new(CHUNK);
        (*chunk, *taken) = (Arc::downgrade(&fresh), 0);
        fresh
    });
    let from = *taken;
    *taken += count;
    (own, from)
}

/// `count` lines, in pieces of `size`; `fill` gets the number of a piece and its lines, zeros. The system makes a page of
/// memory when it is first written, so those who write are those who wait for it.
pub(super) fn filled(count: usize, size: usize, fill: impl Fn(usize, &mut [Line]) + Sync + Send) -> Lines {
    let (chunk, from) = reserve(count);
    // SAFETY: the part is within the chunk, and reserved for this call alone.
    let spare = unsafe {
        slice::from_raw_parts_mut(chunk.start.as_ptr().add(from).cast::<MaybeUninit<Line>>(), count)
    };
    pool::each_piece(spare, size, |number, piece| {
        piece.fill(MaybeUninit::new(Line::ZERO));
        // SAFETY: every line of the piece was just written, and a `MaybeUninit<Line>` lies in memory as a `Line` does.
        let piece = unsafe { &mut *(std::ptr::from_mut(piece) as *mut [Line]) };
        fill(number, piece);
    });
    Lines { chunk, from, count }
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
    let bytes = size_of_val(memory);
    let start = memory.as_mut_ptr().cast::<u8>();
    let skip = start.align_offset(PAGE);
    if skip.saturating_add(PAGE) <= bytes {
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
            assert!(lines.as_ptr().is_aligned());
            let right = |(at, line): (usize, &Line)| {
                line.0[0] == 1 + (at / 7) as u8 % 5 && line.0[1..].iter().all(|byte| *byte == 0)
            };
            assert!(lines.iter().enumerate().all(right));
        }
    }

    #[test]
    fn those_who_share_a_chunk_have_each_their_own() {
        let counts = [1, 1000, CHUNK / 4, 3, CHUNK / 4, CHUNK / 4, CHUNK / 4, CHUNK / 4 + 1, 50];
        let fill =
            |number: usize| move |_: usize, lines: &mut [Line]| lines.fill(Line([number as u8 + 1; 64]));
        let mut all: Vec<Lines> =
            counts.iter().enumerate().map(|(number, count)| filled(*count, 4096, fill(number))).collect();
        // One that is gone leaves the others as they are, and its place empty.
        drop(all.remove(1));
        all.push(filled(1000, 10, fill(99)));
        for lines in all {
            let first = lines[0].0[0];
            assert!(first > 0 && lines.iter().all(|line| line.0 == [first; 64]));
        }
    }
}
