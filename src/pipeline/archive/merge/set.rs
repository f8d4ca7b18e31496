//! The parts of one run over one input: some or all of its shards, some perhaps twice.

use super::{
    super::{Entry, Fate, Whole, WriteError, Writer, writer::Row},
    piece::Piece,
    problem::Problem,
    source::Source,
};
use crate::fingerprint::Fingerprint;

/// The parts of one run.
pub struct Set {
    pub pieces: Vec<Piece>,
}

impl Set {
    /// Puts together what has the same input and the same recipe, in the order in which the first of each came.
    pub fn sort(pieces: Vec<Piece>) -> Vec<Self> {
        let mut sets: Vec<Self> = Vec::new();
        for piece in pieces {
            let run = |piece: &Piece| (piece.manifest.whole.clone(), piece.manifest.plan.recipe);
            match sets.iter_mut().find(|set| run(&set.pieces[0]) == run(&piece)) {
                Some(set) => set.pieces.push(piece),
                None => sets.push(Self { pieces: vec![piece] }),
            }
        }
        sets
    }

    /// The input of all parts.
    pub fn whole(&self) -> &Whole {
        &self.pieces[0].manifest.whole
    }

    /// The hash of what it was asked for and by which recipes.
    pub fn recipe(&self) -> Fingerprint {
        self.pieces[0].manifest.plan.recipe
    }

    /// Writes all records in the order of the input, the first at place `base`. Returns how many inputs were there more
    /// than once.
    pub fn write(
        self,
        writer: &mut Writer,
        base: u64,
        key: &dyn Fn(Fingerprint) -> Fingerprint,
        problems: &mut Vec<Problem>,
    ) -> Result<u64, WriteError> {
        let (inputs, absent) = (self.whole().inputs, self.absent());
        // What is missing may be of any of them.
        let name = self.pieces[0].place.display().to_string();
        let mut sources: Vec<Source> =
            self.pieces.into_iter().map(|piece| Source::open(piece, writer.unfinished(), problems)).collect();
        let (mut found, mut copies) = (0, 0);
        while let Some(n) = sources.iter().filter_map(|source| Some(source.next.as_ref()?.n)).min() {
            writer.skip_to(base + n);
            let entries = due(&mut sources, n);
            found += 1;
            copies += entries.len() as u64 - 1;
            take(writer, &mut sources, entries, key)?;
        }
        sources.into_iter().for_each(|source| source.close(problems));
        if found < inputs {
            problems.push(Problem::Missing { run: name, inputs: inputs - found, shards: absent });
        }
        Ok(copies)
    }

    /// The shards that are not there, where all are shards of the same number.
    fn absent(&self) -> Vec<String> {
        let of = self.pieces[0].manifest.shard.of();
        if self.pieces.iter().any(|piece| piece.manifest.shard.of() != of) {
            return Vec::new();
        }
        let there = |index: &u32| self.pieces.iter().any(|piece| piece.manifest.shard.index() == *index);
        (0..of).filter(|index| !there(index)).map(|index| format!("{index}/{of}")).collect()
    }
}

/// The entries for input `n`, with the sources that have them.
fn due(sources: &mut [Source], n: u64) -> Vec<(usize, Entry)> {
    let mut entries = Vec::new();
    for (at, source) in sources.iter_mut().enumerate() {
        if let Some(entry) = source.next.take_if(|entry| entry.n == n) {
            entries.push((at, entry));
            source.advance();
        }
    }
    // A record goes before an error: perhaps one of two runs met a full disk.
    entries.sort_by_key(|(_, entry)| matches!(entry.fate, Fate::Failed { .. }));
    entries
}

/// Writes the first of some copies that is there, and takes the others out of their files.
fn take(
    writer: &mut Writer,
    sources: &mut [Source],
    entries: Vec<(usize, Entry)>,
    key: &dyn Fn(Fingerprint) -> Fingerprint,
) -> Result<(), WriteError> {
    let mut written = false;
    let mut lost = None;
    for (at, entry) in entries {
        let text = sources[at].take(&entry);
        if written {
            continue;
        }
        written = match (&entry.fate, text) {
            (Fate::Repeated { article, .. }, _) => writer.repeated(&entry.id, *article, key(*article))?,
            (_, None) => false,
            (Fate::Failed { .. }, Some(line)) => {
                writer.failed_as(entry.id.clone(), &line)?;
                true
            }
            (Fate::Written { article, record, texts, .. }, Some(text)) => {
                let row = Row {
                    id: entry.id.clone(),
                    article: *article,
                    key: key(*article),
                    record: *record,
                    text,
                    texts: texts.clone(),
                };
                writer.written(row)?;
                true
            }
        };
        lost = lost.or(Some((at, entry)));
    }
    if let Some((at, entry)) = lost.filter(|_| !written) {
        sources[at].lost(entry);
    }
    Ok(())
}
