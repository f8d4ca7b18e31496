//! Reading the user's translation memories.

use std::path::PathBuf;

use zhaiyi::{exchange, task::Memory};

use super::{
    exchange_file,
    failure::{Failure, Result},
};

/// Everything in all files; earlier files go first.
pub fn read(files: &[PathBuf]) -> Result<Memory> {
    let mut memory = Memory::default();
    for path in files {
        let wrong = |why: String| {
            Failure::usage(format!("cannot use the memory {}", path.display()))
                .because(why)
                .hint("a TMX file, or an XLIFF file (2.0 or later) that was corrected")
        };
        let bytes = exchange_file::bytes(path).map_err(&wrong)?;
        memory.extend(exchange::read_memory(&bytes).map_err(|error| wrong(error.to_string()))?);
    }
    Ok(memory)
}
