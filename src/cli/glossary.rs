//! Reading the user's term files.

use std::path::{Path, PathBuf};

use zhaiyi::{exchange, task::TermList};

use super::{
    exchange_file,
    failure::{Failure, Result},
};

/// All terms of all files; earlier files go first.
pub fn read(files: &[PathBuf]) -> Result<TermList> {
    let mut terms = TermList::default();
    for path in files {
        terms.extend(one(path).map_err(|why| {
            Failure::usage(format!("cannot use the glossary {}", path.display()))
                .because(why)
                .hint("a TBX file, or a CSV or TSV file with two columns: source, target")
        })?);
    }
    Ok(terms)
}

/// The terms of one file, or why there are none.
pub fn one(path: &Path) -> std::result::Result<TermList, String> {
    let bytes = exchange_file::bytes(path)?;
    exchange::read_terms(&bytes).map_err(|error| error.to_string())
}
