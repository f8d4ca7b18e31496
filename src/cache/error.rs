//! What can go wrong with a cache, in words for people.

use std::{io, path::Path, path::PathBuf};

use rusqlite::{ErrorCode, ffi};

use super::CacheKey;

/// A failure of the cache: what happened and why; [`CacheError::hint`] says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// There is no cache in this run.
    #[error("the cache is off")]
    Disabled,
    /// The folder for the file cannot be made.
    #[error("cannot make the folder {} for the cache: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file cannot be opened.
    #[error("cannot open the cache {}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// The file is a database of another program.
    #[error("{} is a database, but not a cache of zhaiyi (application id {found:#010x})", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The application id in its header.
        found: i32,
    },
    /// The file is something else, and has not the name of a cache.
    #[error("{} is not a cache: {source}", path.display())]
    NotACache {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A newer zhaiyi made the file.
    #[error("the cache {} has version {found}; this zhaiyi knows versions up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The newest version known here.
        known: i32,
    },
    /// The database is damaged.
    #[error("the cache {} is damaged: {source}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The database was damaged; it was moved aside and a new one begun. A notice: the new one works.
    #[error("the cache {} was damaged; it was kept as {} and a new one begun", path.display(), aside.display())]
    MovedAside {
        /// The file.
        path: PathBuf,
        /// Where the damaged one is now.
        aside: PathBuf,
    },
    /// The damaged file cannot be moved aside.
    #[error("the cache {} is damaged and cannot be moved aside: {source}", path.display())]
    Stuck {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// One record is damaged: it counts as a miss.
    #[error("a record of the cache {} is damaged (recipe {}, article {}): {why}",
        path.display(), key.recipe.short(), key.source.short())]
    Record {
        /// The file.
        path: PathBuf,
        /// Where the record was found.
        key: CacheKey,
        /// What is wrong with it.
        why: String,
    },
    /// Another process holds the file.
    #[error("the cache {} stayed locked by another process: {source}", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file or its folder cannot be written.
    #[error("the cache {} can only be read; new results are not kept", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("no room for the cache {}: {source}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The file was deleted or replaced while it was open.
    #[error("the cache {} was deleted or replaced while it was open", path.display())]
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// Any other failure of the database.
    #[error("cannot {action} the cache {}: {source}", path.display())]
    Query {
        /// The file.
        path: PathBuf,
        /// What was being done: "look into".
        action: &'static str,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// An export could not be written.
    #[error("cannot write the export: {source}")]
    Export {
        /// Why.
        source: io::Error,
    },
    /// An import could not be read.
    #[error("cannot read the import: {source}")]
    Import {
        /// Why.
        source: io::Error,
    },
}

impl CacheError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Disabled => "run without --no-cache",
            Self::Folder { .. } | Self::Open { .. } | Self::ReadOnly { .. } | Self::Stuck { .. } => {
                "check the permissions, or name another place for the cache; results are the same without it"
            }
            Self::Foreign { .. } | Self::NotACache { .. } => {
                "name another file for the cache, or move this one away"
            }
            Self::Newer { .. } => "update zhaiyi, or name another file for the cache",
            Self::Damaged { .. } => {
                "nothing needs doing: the next run that has the file to itself moves it aside and starts anew"
            }
            Self::MovedAside { .. } => "delete the damaged file when you do not need it",
            Self::Record { .. } => {
                "run `zhaiyi cache verify`; the record is made anew when it is next needed"
            }
            Self::Locked { .. } => "end the other process, or wait for it; this run keeps no more results",
            Self::Full { .. } => "make room on the disk, or run `zhaiyi cache prune`",
            Self::Gone { .. } => "nothing needs doing: the next run makes a new cache",
            Self::Query { .. } => "run `zhaiyi cache verify`",
            Self::Export { .. } | Self::Import { .. } => "check the file and the room on the disk",
        }
    }

    /// The right error for what SQLite says about the open file.
    pub(super) fn sql(path: &Path, action: &'static str, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let code = match &source {
            rusqlite::Error::SqlInputError { error, .. } => Some(error.code),
            other => other.sqlite_error_code(),
        };
        match code {
            // Our statements are right: when SQLite cannot make sense of one, the tables are not what they were.
            Some(ErrorCode::Unknown | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => {
                Self::Damaged { path, source }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path, source },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path, source },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Self::Full { path, source },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::Open { path, source },
            _ => Self::Query { path, action, source },
        }
    }

    /// Damage that SQLite itself does not see.
    pub(super) fn damaged(path: &Path, why: &str) -> Self {
        Self::sql(path, "open", failure(ffi::SQLITE_CORRUPT, why))
    }

    /// A lock that SQLite does not know of.
    pub(super) fn locked(path: &Path, why: &str) -> Self {
        Self::sql(path, "open", failure(ffi::SQLITE_BUSY, why))
    }

    /// True when the whole file is in doubt.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. })
    }
}

fn failure(code: std::ffi::c_int, why: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some(why.to_owned()))
}
