//! Words that the dictionary lacks, by jieba's hidden Markov model: each character begins a word, ends one, is
//! inside of one or is one, and the likeliest row of these is taken (Viterbi 1967).

/// How many states a character may be in.
const STATES: usize = 4;

/// The states, as the rows of the tables have them.
const BEGIN: usize = 0;
const END: usize = 1;
const MIDDLE: usize = 2;
const SINGLE: usize = 3;

/// The states that may stand before each one.
const BEFORE: [[usize; 2]; STATES] = [[END, SINGLE], [BEGIN, MIDDLE], [BEGIN, MIDDLE], [END, SINGLE]];

/// The logarithm that stands for "never".
const NEVER: f64 = -3.14e100;

/// The last character that the model is asked about.
const LAST: char = '\u{9fd5}';

/// Logarithms of the first state, then of the next state after each.
static MOVES: &[[u8; 8]] = include_bytes!(concat!(env!("OUT_DIR"), "/unseen.moves")).as_chunks().0;

/// The characters that the model has seen, in order.
static CODES: &[[u8; 2]] = include_bytes!(concat!(env!("OUT_DIR"), "/unseen.codes")).as_chunks().0;

/// Logarithms of each character in each state.
static ROWS: &[[u8; 8]] = include_bytes!(concat!(env!("OUT_DIR"), "/unseen.rows")).as_chunks().0;

/// Calls `word` with the end, in characters, of each word of `text`. What the model does not cover stays together.
pub fn cut(text: &[char], mut word: impl FnMut(usize)) {
    let covered = |c: &char| ('\u{4e00}'..=LAST).contains(c);
    let mut start = 0;
    for run in text.chunk_by(|a, b| covered(a) == covered(b)) {
        if run.len() > 1 && run.first().is_some_and(covered) {
            let states = likeliest(run);
            let ends = states.iter().enumerate().filter(|(_, state)| matches!(**state, END | SINGLE));
            ends.for_each(|(at, _)| word(start + at + 1));
        } else {
            word(start + run.len());
        }
        start += run.len();
    }
}

/// The likeliest state of each character.
fn likeliest(run: &[char]) -> Vec<usize> {
    let mut origins: Vec<[usize; STATES]> = Vec::with_capacity(run.len());
    let mut scores = [0.0; STATES];
    for (at, c) in run.iter().enumerate() {
        let seen = row(*c);
        let mut next = [0.0; STATES];
        let mut origin = [BEGIN; STATES];
        for state in 0..STATES {
            if at == 0 {
                next[state] = log(MOVES, state) + seen[state];
                continue;
            }
            let from =
                |before: usize| scores[before] + log(MOVES, STATES * (before + 1) + state) + seen[state];
            let [a, b] = BEFORE[state];
            (next[state], origin[state]) = if from(a) > from(b) { (from(a), a) } else { (from(b), b) };
        }
        scores = next;
        origins.push(origin);
    }
    let mut state = if scores[END] > scores[SINGLE] { END } else { SINGLE };
    let mut states: Vec<usize> = origins
        .iter()
        .rev()
        .map(|origin| {
            let here = state;
            state = origin[here];
            here
        })
        .collect();
    states.reverse();
    states
}

fn row(c: char) -> [f64; STATES] {
    let code = u16::try_from(u32::from(c)).unwrap_or(0);
    match CODES.binary_search_by_key(&code, |code| u16::from_le_bytes(*code)) {
        Ok(place) => std::array::from_fn(|state| log(ROWS, STATES * place + state)),
        Err(_) => [NEVER; STATES],
    }
}

fn log(table: &[[u8; 8]], place: usize) -> f64 {
    table.get(place).map_or(NEVER, |log| f64::from_le_bytes(*log))
}
