//! The lines of a stream, with their numbers.

use std::io::{self, BufRead};

/// Lines with their numbers from 1; blank lines are passed over, bytes that are no UTF-8 are replaced. Where the stream
/// cannot be read on, the last item says why.
pub struct Lines<R> {
    input: R,
    number: usize,
    broken: bool,
}

impl<R> Lines<R> {
    /// The lines of `input`.
    pub fn new(input: R) -> Self {
        Self { input, number: 0, broken: false }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = (usize, io::Result<String>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            if self.broken {
                return None;
            }
            match self.input.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => self.number += 1,
                Err(error) => {
                    self.broken = true;
                    return Some((self.number + 1, Err(error)));
                }
            }
            let line = String::from_utf8_lossy(&line);
            if !line.trim().is_empty() {
                return Some((self.number, Ok(line.trim_end_matches(['\n', '\r']).to_owned())));
            }
        }
    }
}
