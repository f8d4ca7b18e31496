//! Where the tensors of one file lie, checked: each inside the file, none over another, none with a name twice.

use std::{collections::BTreeMap, path::Path};

use super::{Kind, WeightsError};

/// Where one tensor lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Which of the opened files.
    pub file: usize,
    pub kind: Kind,
    /// Rows first.
    pub shape: Vec<usize>,
    /// Bytes from the start of the file.
    pub start: u64,
    /// Bytes.
    pub length: usize,
}

/// The bytes a tensor of this shape takes, or what is wrong with the shape.
pub(super) fn size(kind: Kind, shape: &[usize]) -> Result<usize, String> {
    let numbers = shape.iter().try_fold(1usize, |product, dimension| product.checked_mul(*dimension));
    let Some(numbers) = numbers.filter(|numbers| *numbers > 0) else {
        return Err(format!("the shape {shape:?} is empty or past counting"));
    };
    let row = shape.last().copied().unwrap_or(1);
    if row % kind.block() != 0 {
        return Err(format!("rows of {row} do not divide into {} blocks of {}", kind.name(), kind.block()));
    }
    let size = (numbers / kind.block()).checked_mul(kind.block_bytes());
    size.ok_or_else(|| format!("the shape {shape:?} is past counting"))
}

/// Collects the places of one file; `length` is that of the file.
pub(super) struct Places<'a> {
    path: &'a Path,
    length: u64,
    found: BTreeMap<String, Place>,
}

impl<'a> Places<'a> {
    pub fn new(path: &'a Path, length: u64) -> Places<'a> {
        Places { path, length, found: BTreeMap::new() }
    }

    fn damaged(&self, what: String) -> WeightsError {
        WeightsError::Damaged { path: self.path.to_owned(), what }
    }

    /// Adds a tensor whose size is known to be right for its shape.
    pub fn add(&mut self, name: String, place: Place) -> Result<(), WeightsError> {
        let end = place.start.checked_add(place.length as u64);
        if end.is_none_or(|end| end > self.length) {
            return Err(self.damaged(format!(
                "the tensor {name} takes {} bytes from {}, the file has {}",
                place.length, place.start, self.length
            )));
        }
        if self.found.contains_key(&name) {
            return Err(self.damaged(format!("the tensor {name} stands twice")));
        }
        self.found.insert(name, place);
        Ok(())
    }

    /// The places by name, when no two of them share bytes.
    pub fn finish(self) -> Result<BTreeMap<String, Place>, WeightsError> {
        let mut order: Vec<(&String, &Place)> = self.found.iter().collect();
        order.sort_by_key(|(_, place)| place.start);
        for pair in order.windows(2) {
            let [(first, before), (second, after)] = pair else { continue };
            if before.start + before.length as u64 > after.start {
                return Err(self.damaged(format!("the tensors {first} and {second} share bytes")));
            }
        }
        Ok(self.found)
    }
}
