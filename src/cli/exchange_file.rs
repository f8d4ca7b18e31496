//! The bytes of a file of terms or translations.

use std::{fs::File, io::Read, path::Path};

use zhaiyi::exchange::LARGEST;

/// The whole file, unless it is larger than any that is read: what is refused anyway is not held in memory before.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    let mut bytes = Vec::new();
    if length <= LARGEST as u64 {
        let mut file = file.take(LARGEST as u64 + 1);
        file.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    }
    if length > LARGEST as u64 || bytes.len() > LARGEST {
        return Err(format!("it is larger than {} MB", LARGEST / 1_000_000));
    }
    Ok(bytes)
}
