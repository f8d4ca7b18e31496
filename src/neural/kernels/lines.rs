//! Memory for tiles, filled on all threads, and for keys and values.

use std::{
    alloc::{Layout, alloc, dealloc, handle_alloc_error},
    fmt,
    marker::PhantomData,
    mem::MaybeUninit,
    ops::{Deref, DerefMut},
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

/// Memory that begins with a large page.
struct Chunk {
    start: NonNull<u8>,
    layout: Layout,
}

// SAFETY: it owns its memory and does nothing with it; those who have it write a part that nobody else has, or read what is
// not written any more.
unsafe impl Send for Chunk {}
// SAFETY: the same.
unsafe impl Sync for Chunk {}

impl Chunk {
    /// Room for `count` of some kind, nothing in it yet.
    fn new<T>(count: usize) -> Chunk {
        let array = Layout::array::<T>(count).and_then(|layout| layout.align_to(PAGE));
        let layout = array.expect("what is held in memory has fewer bytes than there are addresses");
        assert!(layout.size() > 0, "room for nothing");
        // SAFETY: the layout has at least one byte.
        let Some(start) = NonNull::new(unsafe { alloc(layout) }) else { handle_alloc_error(layout) };
        // SAFETY: so much was just given to us; nothing is said of what stands in it.
        huge(unsafe { slice::from_raw_parts_mut(start.as_ptr().cast::<MaybeUninit<u8>>(), layout.size()) });
        Chunk { start, layout }
    }
}

impl Drop for Chunk {
    fn drop(&mut self) {
        // SAFETY: it was given by `alloc` for this layout; all who had a part of it held the chunk, and are gone.
        unsafe { dealloc(self.start.as_ptr(), self.layout) };
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
        unsafe { slice::from_raw_parts(self.chunk.start.as_ptr().cast::<Line>().add(self.from), self.count) }
    }
}

/// Reserves lines that nobody else has: in the chunk at hand, or in a new one.
fn reserve(count: usize) -> (Arc<Chunk>, usize) {
    /// The chunk at hand, for as long as somebody has a part of it, and how much of it is taken.
    static OPEN: Mutex<(Weak<Chunk>, usize)> = Mutex::new((Weak::new(), 0));
    if count > CHUNK / 4 {
        return (Arc::new(Chunk::new::<Line>(count)), 0);
    }
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (chunk, taken) = &mut *open;
    let at_hand = chunk.upgrade().filter(|_| *taken + count <= CHUNK);
    let own = at_hand.unwrap_or_else(|| {
        let fresh = Arc::new(Chunk::new::<Line>(CHUNK));
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
        slice::from_raw_parts_mut(chunk.start.as_ptr().cast::<MaybeUninit<Line>>().add(from), count)
    };
    pool::each_piece(spare, size, |number, piece| {
        piece.fill(MaybeUninit::new(Line::ZERO));
        // SAFETY: every line of the piece was just written, and a `MaybeUninit<Line>` lies in memory as a `Line` does.
        let piece = unsafe { &mut *(std::ptr::from_mut(piece) as *mut [Line]) };
        fill(number, piece);
    });
    Lines { chunk, from, count }
}

/// Numbers in memory of their own that begins with a large page.
pub(in crate::neural) struct Large<T> {
    chunk: Chunk,
    count: usize,
    kind: PhantomData<T>,
}

impl<T: Copy> Large<T> {
    /// So many, one at least, all alike.
    pub fn of(value: T, count: usize) -> Large<T> {
        let chunk = Chunk::new::<T>(count);
        // SAFETY: there is room for so many, aligned to much more than they need, and nobody else has it.
        let room = unsafe { slice::from_raw_parts_mut(chunk.start.as_ptr().cast::<MaybeUninit<T>>(), count) };
        room.fill(MaybeUninit::new(value));
        Large { chunk, count, kind: PhantomData }
    }
}

impl<T: Copy> Clone for Large<T> {
    fn clone(&self) -> Large<T> {
        let chunk = Chunk::new::<T>(self.count);
        // SAFETY: there is room for as many as there are here, and it is new, so the two do not overlap.
        unsafe { chunk.start.as_ptr().cast::<T>().copy_from_nonoverlapping(self.as_ptr(), self.count) };
        Large { chunk, count: self.count, kind: PhantomData }
    }
}

impl<T> Deref for Large<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // SAFETY: so many were written when it was made; who has the reference keeps others from changing them.
        unsafe { slice::from_raw_parts(self.chunk.start.as_ptr().cast(), self.count) }
    }
}

impl<T> DerefMut for Large<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: the same; nobody else has a reference.
        unsafe { slice::from_raw_parts_mut(self.chunk.start.as_ptr().cast(), self.count) }
    }
}

impl<T: fmt::Debug> fmt::Debug for Large<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// An empty vector with room for `count` numbers, as fast to read as tiles are.
pub(super) fn room<T>(count: usize) -> Vec<T> {
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

    #[test]
    fn a_copy_of_numbers_is_changed_by_itself() {
        let mut one = Large::of(7_u16, 5_000_000);
        one[1] = 8;
        let mut copy = one.clone();
        copy[4_999_999] = 9;
        assert_eq!((one[0], one[1], one[4_999_999]), (7, 8, 7));
        assert_eq!((copy[0], copy[1], copy[4_999_999], copy.len()), (7, 8, 9, one.len()));
    }
}
