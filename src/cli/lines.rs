//! The lines of a stream, with their numbers.

use std::io::{self, BufRead, Read};

/// Bytes of the longest line; longer ones are passed over. So much of an article is read from files too.
pub const LONGEST: u64 = 64_000_000;

/// A line that cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum BadLine {
    /// It is too long.
    #[error("the line is larger than {} MB: split it first", LONGEST / 1_000_000)]
    TooLong,
    /// The stream cannot be read on.
    #[error(transparent)]
    Io(#[from] io::Error),
}

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
    type Item = (usize, Result<String, BadLine>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            if self.broken {
                return None;
            }
            let mut bounded = self.input.by_ref().take(LONGEST);
            let read = bounded.read_until(b'\n', &mut line).and_then(|count| {
                let too_long = count as u64 == LONGEST && line.last() != Some(&b'\n');
                // Where it is the last line of all, it may be just as long as it may be.
                Ok((count, too_long && self.input.skip_until(b'\n')? > 0))
            });
            match read {
                Ok((0, _)) => return None,
                Ok((_, too_long)) => {
                    self.number += 1;
                    if too_long {
                        return Some((self.number, Err(BadLine::TooLong)));
                    }
                }
                Err(error) => {
                    self.broken = true;
                    return Some((self.number + 1, Err(error.into())));
                }
            }
            let line = String::from_utf8_lossy(&line);
            if !line.trim().is_empty() {
                return Some((self.number, Ok(line.trim_end_matches(['\n', '\r']).to_owned())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_an_end_costs_no_memory_and_no_other_line() {
        let endless = io::repeat(b'x').take(LONGEST + 5_000_000);
        let input = io::BufReader::new(b"one\n\n".chain(endless).chain(&b"\r\nlast\xff\r\n"[..]));
        let told: Vec<(usize, String)> = Lines::new(input)
            .map(|(number, line)| (number, line.unwrap_or_else(|error| error.to_string())))
            .collect();
        let told: Vec<(usize, &str)> = told.iter().map(|(number, line)| (*number, line.as_str())).collect();
        let long = "the line is larger than 64 MB: split it first";
        assert_eq!(told, [(1, "one"), (3, long), (4, "last\u{fffd}")]);
    }
}
