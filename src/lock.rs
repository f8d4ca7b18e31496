//! Taking locks that are held for microseconds, without falling asleep over them.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// Looks before sleeping: some ten microseconds, which is what falling asleep and waking up costs. A hit in the
/// cache holds a lock for half of that.
const LOOKS: usize = 400;

/// Takes the lock. A panic of another thread does not take it away: use it only where what it guards is whole after
/// every statement.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    for _ in 0..LOOKS {
        match mutex.try_lock() {
            Ok(guard) => return guard,
            Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => std::hint::spin_loop(),
        }
    }
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{thread, time::Duration};

    #[test]
    fn a_lock_is_waited_for_as_long_as_it_takes_and_survives_a_panic() {
        let count = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let mut count = lock(&count);
                        thread::sleep(Duration::from_millis(1));
                        *count += 1;
                    }
                });
            }
        });
        let panicked = thread::scope(|scope| {
            let broken = || {
                let _count = lock(&count);
                panic!("told to");
            };
            scope.spawn(broken).join().is_err()
        });
        assert!(panicked && count.is_poisoned());
        assert_eq!(*lock(&count), 20);
    }
}
