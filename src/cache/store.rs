//! The handle that a run shares: one connection, what is switched off, and the warnings that wait.

use std::{
    mem::{Discriminant, discriminant},
    path::{Path, PathBuf, absolute},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use rusqlite::{Transaction, TransactionBehavior};

use super::{
    CacheError, Clock, SystemClock, aside,
    open::{self, Opened},
};
use crate::lock::lock;

/// Outcomes on disk. A clone is the same cache; threads may share it.
#[derive(Clone)]
pub struct Cache(Arc<Shared>);

struct Shared {
    path: PathBuf,
    clock: Box<dyn Clock>,
    opened: Mutex<Option<Opened>>,
    // After the first failure of its kind a run no longer waits for the file: reading stops when the file as
    // a whole is in doubt, writing when it cannot be written.
    reading: AtomicBool,
    writing: AtomicBool,
    warnings: Mutex<Warnings>,
}

#[derive(Default)]
struct Warnings {
    waiting: Vec<CacheError>,
    known: Vec<Discriminant<CacheError>>,
}

impl Cache {
    /// Opens the file, making it and its folder where needed. A damaged one is moved aside, with a warning.
    pub fn open(path: impl AsRef<Path>, clock: impl Clock + 'static) -> Result<Self, CacheError> {
        let path = path.as_ref();
        let path = absolute(path).map_err(|source| CacheError::Folder { path: path.to_owned(), source })?;
        let (opened, notice) = open::open(&path)?;
        let cache = Self::new(path, Box::new(clock), Some(opened));
        if let Some(notice) = notice {
            cache.warn(notice);
        }
        Ok(cache)
    }

    /// Opens the file for a run: if that fails, the run goes on without a cache and with a warning.
    pub fn open_or_disabled(path: impl AsRef<Path>, clock: impl Clock + 'static) -> Self {
        Self::open(path, clock).unwrap_or_else(|error| {
            let cache = Self::disabled();
            cache.warn(error);
            cache
        })
    }

    /// No cache: every look is a miss, nothing is kept.
    pub fn disabled() -> Self {
        Self::new(PathBuf::new(), Box::new(SystemClock), None)
    }

    fn new(path: PathBuf, clock: Box<dyn Clock>, opened: Option<Opened>) -> Self {
        let is_open = opened.is_some();
        Self(Arc::new(Shared {
            path,
            clock,
            opened: Mutex::new(opened),
            reading: AtomicBool::new(is_open),
            writing: AtomicBool::new(is_open),
            warnings: Mutex::default(),
        }))
    }

    /// True while hits are possible.
    pub fn is_enabled(&self) -> bool {
        self.0.reading.load(Ordering::Relaxed)
    }

    /// The file; empty for a disabled cache.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// The warnings since the last call. Each kind is given once in the life of a cache.
    pub fn warnings(&self) -> Vec<CacheError> {
        std::mem::take(&mut lock(&self.0.warnings).waiting)
    }

    /// Writes the times of use that were collected; the last clone does so by itself when dropped.
    pub fn flush(&self) {
        if self.is_writing() {
            let flushed = self.with("note the use of", |opened| {
                let Opened { connection, touches, .. } = opened;
                touches.flush(connection)
            });
            if let Err(error) = flushed {
                self.stop_writing(error);
            }
        }
    }

    pub(super) fn now(&self) -> i64 {
        self.0.clock.now()
    }

    pub(super) fn is_writing(&self) -> bool {
        self.0.writing.load(Ordering::Relaxed)
    }

    pub(super) fn warn(&self, error: CacheError) {
        let mut warnings = lock(&self.0.warnings);
        let kind = discriminant(&error);
        if !warnings.known.contains(&kind) {
            warnings.known.push(kind);
            warnings.waiting.push(error);
        }
    }

    /// Reads no more in this run.
    pub(super) fn stop(&self, error: CacheError) {
        self.0.reading.store(false, Ordering::Relaxed);
        self.stop_writing(error);
    }

    /// Writes no more in this run; and reads no more, if the file as a whole is in doubt.
    pub(super) fn stop_writing(&self, error: CacheError) {
        self.0.writing.store(false, Ordering::Relaxed);
        if error.is_damage() {
            self.0.reading.store(false, Ordering::Relaxed);
            aside::suspect(&self.0.path);
        }
        self.warn(error);
    }

    /// Does something with the open database.
    pub(super) fn with<T>(
        &self,
        action: &'static str,
        work: impl FnOnce(&mut Opened) -> rusqlite::Result<T>,
    ) -> Result<T, CacheError> {
        let mut opened = lock(&self.0.opened);
        let opened = opened.as_mut().ok_or(CacheError::Disabled)?;
        work(opened).map_err(|error| CacheError::sql(&self.0.path, action, error))
    }

    /// Does something in one transaction that may write: all of it is done, or nothing.
    pub(super) fn transact<T>(
        &self,
        action: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, CacheError> {
        self.with(action, |opened| {
            let transaction = opened.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
    }
}
