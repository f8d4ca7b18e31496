//! Threads that work on one region of code together, and are at hand for the next.
//!
//! A pass is some hundred regions of a tenth of a millisecond each, with a little work of one thread between them. To put a
//! thread to sleep and wake it takes as long as such a region, far longer in virtual machines: so helpers look out for
//! the next region for a moment ([`PATIENCE`]) before they sleep. They never look out longer, so a process that is idle
//! leaves the processor alone; and nobody waits for a helper that does not come, as pieces go to whoever has time.

use std::{
    any::Any,
    cell::{Cell, UnsafeCell},
    hint::spin_loop,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{
            AtomicBool, AtomicU64, AtomicUsize,
            Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst},
        },
    },
    thread,
    time::{Duration, Instant},
};

/// How long helpers look out for work before they sleep: longer than what lies between two regions or two passes.
const PATIENCE: Duration = Duration::from_micros(200);

/// Looks at the state between two looks at the clock.
const LOOKS: u32 = 16;

/// How long the caller looks out for helpers that are still at their piece; then it sleeps in turns, so that the system
/// can give its processor to one that waits for another.
const COURTESY: Duration = Duration::from_micros(50);

/// Of the state: may helpers come in? Below it the helpers inside are counted, above it the regions so far.
const OPEN: u64 = 1 << 16;
const INSIDE: u64 = OPEN - 1;
const REGION: u64 = OPEN << 1;

thread_local! {
    /// Is this thread at work in a region? What it calls then is done by itself.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Is this thread at work in a region?
pub(super) fn is_busy() -> bool {
    BUSY.get()
}

/// The caller's thread and its helpers. Those who call at the same time take turns.
pub(super) struct Team {
    turn: Mutex<()>,
    common: Arc<Common>,
    helpers: usize,
}

/// What all threads see.
struct Common {
    state: AtomicU64,
    /// Written by the caller while the region is closed and nobody is inside, read by those who came in.
    job: UnsafeCell<Option<Job>>,
    /// The pieces that each thread still has before it, the caller's first.
    ranges: Vec<Own>,
    /// How often somebody announced regions.
    calls: AtomicU64,
    ended: AtomicBool,
    /// Helpers that sleep, or are about to.
    asleep: AtomicUsize,
    bed: Mutex<()>,
    bell: Condvar,
    /// What a helper panicked with.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

/// What there is to do in a region.
#[derive(Clone, Copy)]
struct Job {
    /// In truth it lives as long as the region is open or somebody is inside.
    work: &'static (dyn Fn(usize) + Sync),
}

/// The pieces that a thread still has before it: the number of the first in the upper half, of the one behind the last in
/// the lower. On a cache line of its own, as nearly all changes are the owner's.
#[repr(align(128))]
struct Own(AtomicU64);

/// A range as one number, and back.
fn pack(from: usize, to: usize) -> u64 {
    (from as u64) << 32 | to as u64
}

fn unpack(range: u64) -> (usize, usize) {
    ((range >> 32) as usize, (range & u64::from(u32::MAX)) as usize)
}

impl Own {
    /// Takes the first piece.
    fn first(&self) -> Option<usize> {
        let take = |range| {
            let (from, to) = unpack(range);
            (from < to).then(|| pack(from + 1, to))
        };
        self.0.fetch_update(Relaxed, Relaxed, take).ok().map(|range| unpack(range).0)
    }

    /// How many there are.
    fn left(&self) -> usize {
        let (from, to) = unpack(self.0.load(Relaxed));
        to.saturating_sub(from)
    }

    /// Takes the later half, one piece at least.
    fn later_half(&self) -> Option<(usize, usize)> {
        let middle = |range| {
            let (from, to) = unpack(range);
            (from < to).then(|| (from, from + (to - from) / 2, to))
        };
        let take = |range| middle(range).map(|(from, middle, _)| pack(from, middle));
        let range = self.0.fetch_update(Relaxed, Relaxed, take).ok()?;
        middle(range).map(|(_, middle, to)| (middle, to))
    }
}

// SAFETY: all but `job` may be shared by themselves. `job` is written by who has the turn, while the region is closed and
// nobody inside, and read by those who are inside; opening and leaving order the two.
unsafe impl Sync for Common {}
// SAFETY: a job holds a reference to what may be called from any thread.
unsafe impl Send for Common {}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Team {
    /// Starts up to so many helpers; fewer where the system gives no more threads.
    pub fn start(helpers: usize) -> Team {
        let helpers = helpers.min(INSIDE as usize);
        let common = Arc::new(Common {
            state: AtomicU64::new(0),
            job: UnsafeCell::new(None),
            ranges: (0..=helpers).map(|_| Own(AtomicU64::new(0))).collect(),
            calls: AtomicU64::new(0),
            ended: AtomicBool::new(false),
            asleep: AtomicUsize::new(0),
            bed: Mutex::new(()),
            bell: Condvar::new(),
            panic: Mutex::new(None),
        });
        let start = |number: usize| {
            let common = Arc::clone(&common);
            thread::Builder::new().name(format!("kernel-{number}")).spawn(move || common.help(number)).is_ok()
        };
        let helpers = (1..=helpers).take_while(|number| start(*number)).count();
        Team { turn: Mutex::new(()), common, helpers }
    }

    /// Helpers beside the caller.
    pub fn helpers(&self) -> usize {
        self.helpers
    }

    /// Says that regions will follow at once: who sleeps gets up.
    pub fn announce(&self) {
        self.common.calls.fetch_add(1, SeqCst);
        self.common.wake();
    }

    /// Does `work` for each of 0..count; returns when all is done. Each thread has its own part, which it goes through in
    /// order, as what lies behind can be fetched meanwhile; who is done takes half of what another has still before it, so
    /// that nobody waits long for the last, or for one that does not come.
    ///
    /// # Panics
    /// With what `work` panicked with on any thread; with more pieces than fit 32 bits.
    pub fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        assert!(u32::try_from(count).is_ok(), "{count} pieces");
        let turn = lock(&self.turn);
        let common = &*self.common;
        // SAFETY: only the lifetime changes. The job is read by those inside a region alone, and the guard below, on every
        // way out of here, closes the region and waits until nobody is inside.
        let work =
            unsafe { std::mem::transmute::<&(dyn Fn(usize) + Sync), &'static (dyn Fn(usize) + Sync)>(work) };
        let job = Job { work };
        // SAFETY: this thread has the turn, the region is closed and nobody inside: see `Sync`.
        unsafe { *common.job.get() = Some(job) };
        let threads = self.helpers + 1;
        for (number, own) in common.ranges[..threads].iter().enumerate() {
            own.0.store(pack(count * number / threads, count * (number + 1) / threads), Relaxed);
        }
        common.state.store((common.state.load(Relaxed) + REGION) | OPEN, SeqCst);
        let opened = Opened(common);
        common.wake();
        let own = catch_unwind(AssertUnwindSafe(|| common.pieces(job, 0)));
        drop(opened);
        let others = lock(&common.panic).take();
        drop(turn);
        if let Some(panic) = own.err().or(others) {
            resume_unwind(panic);
        }
    }
}

impl Drop for Team {
    fn drop(&mut self) {
        self.common.ended.store(true, SeqCst);
        self.common.wake();
    }
}

/// An open region: closed in the end, whatever happens, and left by all.
struct Opened<'a>(&'a Common);

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        BUSY.set(false);
        let state = &self.0.state;
        state.fetch_and(!OPEN, AcqRel);
        let mut since = None;
        while state.load(Acquire) & INSIDE != 0 {
            let since: &Instant = since.get_or_insert_with(Instant::now);
            if since.elapsed() < COURTESY {
                (0..LOOKS).for_each(|_| spin_loop());
            } else {
                thread::sleep(COURTESY / 2);
            }
        }
    }
}

impl Common {
    /// Wakes who sleeps. Sleepers count themselves before they look for news the last time, and callers make news before
    /// they look at the count: so no sleeper is missed.
    fn wake(&self) {
        if self.asleep.load(SeqCst) > 0 {
            let _bed = lock(&self.bed);
            self.bell.notify_all();
        }
    }

    /// Takes pieces until there are none.
    fn pieces(&self, job: Job, number: usize) {
        BUSY.set(true);
        let own = &self.ranges[number];
        loop {
            while let Some(piece) = own.first() {
                (job.work)(piece);
            }
            let Some(richest) = self.ranges.iter().max_by_key(|other| other.left()) else { return };
            let Some((from, to)) = richest.later_half() else {
                // Nobody had any, or the last were just taken.
                if self.ranges.iter().all(|other| other.left() == 0) {
                    return;
                }
                continue;
            };
            // Nobody changes an empty range but its owner.
            own.0.store(pack(from, to), Relaxed);
        }
    }

    /// What a helper does all its life.
    fn help(&self, number: usize) {
        let (mut last, mut heard) = (0, 0);
        while let Some(region) = self.come_in(last, &mut heard) {
            last = region;
            // SAFETY: the job is written only while nobody is inside, and this thread is.
            let job = unsafe { *self.job.get() };
            if let Some(job) = job
                && let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.pieces(job, number)))
            {
                lock(&self.panic).get_or_insert(panic);
            }
            self.state.fetch_sub(1, Release);
        }
    }

    /// Waits for an open region other than the last one and counts itself in; `None` at the end of all.
    fn come_in(&self, last: u64, heard: &mut u64) -> Option<u64> {
        let mut since = Instant::now();
        loop {
            for _ in 0..LOOKS {
                let state = self.state.load(Acquire);
                if state & OPEN != 0 && state / REGION != last {
                    if self.state.compare_exchange_weak(state, state + 1, AcqRel, Relaxed).is_ok() {
                        return Some(state / REGION);
                    }
                } else {
                    spin_loop();
                }
            }
            if self.ended.load(Relaxed) {
                return None;
            }
            if since.elapsed() > PATIENCE {
                self.sleep(last, heard);
                since = Instant::now();
            }
        }
    }

    fn sleep(&self, last: u64, heard: &mut u64) {
        let mut bed = lock(&self.bed);
        self.asleep.fetch_add(1, SeqCst);
        loop {
            let (state, calls) = (self.state.load(SeqCst), self.calls.load(SeqCst));
            let has_work = state & OPEN != 0 && state / REGION != last;
            if has_work || calls != *heard || self.ended.load(SeqCst) {
                *heard = calls;
                break;
            }
            bed = self.bell.wait(bed).unwrap_or_else(PoisonError::into_inner);
        }
        self.asleep.fetch_sub(1, SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often each piece was done.
    fn done(team: &Team, count: usize) -> Vec<usize> {
        let done: Vec<AtomicUsize> = (0..count).map(|_| AtomicUsize::new(0)).collect();
        team.each(count, &|at| {
            done[at].fetch_add(1, Relaxed);
        });
        done.into_iter().map(AtomicUsize::into_inner).collect()
    }

    #[test]
    fn every_piece_is_done_once_by_teams_of_every_size() {
        for helpers in [0, 1, 3, 8] {
            let team = Team::start(helpers);
            assert_eq!(team.helpers(), helpers);
            for round in 0..300 {
                for count in [1, 7, 100, 5, 0] {
                    assert!(done(&team, count).iter().all(|times| *times == 1));
                }
                if round % 100 == 0 {
                    // Long enough that helpers sleep, and have to be woken.
                    thread::sleep(PATIENCE * 3);
                }
                if round % 7 == 0 {
                    team.announce();
                }
            }
        }
    }

    #[test]
    fn callers_from_many_threads_take_turns() {
        let team = Team::start(2);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        assert!(done(&team, 20).iter().all(|times| *times == 1));
                    }
                });
            }
        });
    }

    #[test]
    fn a_panic_on_any_thread_comes_to_the_caller_and_the_team_goes_on() {
        let team = Team::start(2);
        for bad in [0, 13, 99] {
            let panicked = catch_unwind(AssertUnwindSafe(|| {
                team.each(100, &|at| assert!(at != bad, "piece {at}"));
            }));
            let told = *panicked.unwrap_err().downcast::<String>().unwrap();
            assert_eq!(told, format!("piece {bad}"));
            assert!(!is_busy());
            assert!(done(&team, 50).iter().all(|times| *times == 1));
        }
    }
}
