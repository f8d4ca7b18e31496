//! Reading the user's term files.

use std::path::PathBuf;

use zhaiyi::{exchange, task::TermList};

use super::failure::{Failure, Result};

/// All terms of all files; earlier files go first.
pub fn read(files: &[PathBuf]) -> Result<TermList> {
    let mut terms = TermList::default();
    for path in files {
        let wrong = |why: String| {
            Failure::usage(format!("cannot use the glossary {}", path.display()))
                .because(why)
                .hint("a CSV or TSV file with two columns: source, target")
        };
        let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        terms.extend(exchange::read_terms(&bytes).map_err(|error| wrong(error.to_string()))?);
    }
    Ok(terms)
}
