//! The lines of a stream, with their numbers.

use std::io::BufRead;

/// Lines with their numbers from 1; blank lines are passed over, bytes that are no UTF-8 are replaced.
pub struct Lines<R> {
    input: R,
    number: usize,
}

impl<R> Lines<R> {
    /// The lines of `input`.
    pub fn new(input: R) -> Self {
        Self { input, number: 0 }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = (usize, String);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            // A stream that cannot be read on ends like an exhausted one: there is nobody left to answer.
            if self.input.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
                return None;
            }
            self.number += 1;
            let line = String::from_utf8_lossy(&line);
            if !line.trim().is_empty() {
                return Some((self.number, line.trim_end_matches(['\n', '\r']).to_owned()));
            }
        }
    }
}
