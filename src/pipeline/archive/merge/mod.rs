//! Joining parts into one archive, the same bytes as one run over the whole input.
//!
//! Nothing is taken on trust: the index of each part names every record that must be there, and each is held against its
//! hash. What is missing, altered or strange is named, and the rest is written.

mod lines;
mod piece;
mod problem;
mod set;
mod source;
mod store;

use std::path::{Path, PathBuf};

use super::{Manifest, Plan, WriteError, Writer};
use crate::fingerprint::{Fingerprint, Hasher};

pub use piece::NoPiece;
pub use problem::Problem;

use piece::Piece;
use set::Set;

/// Parts that are to be joined.
pub struct Merge {
    sets: Vec<Set>,
    plan: Plan,
}

/// A joined archive.
pub struct Merged {
    /// What it is.
    pub manifest: Manifest,
    /// What was wrong with its parts; nothing, where the archive is complete.
    pub problems: Vec<Problem>,
    /// Inputs that were in more than one part: the same run of the same shard, twice. Each was taken once.
    pub copies: u64,
}

/// Why nothing can be joined.
#[derive(Debug, thiserror::Error)]
pub enum CannotMerge {
    /// There is no part.
    #[error("there is nothing to merge")]
    Nothing,
    /// The parts are of different kinds.
    #[error("{one} and {other} were asked for different things: {what}")]
    Asked {
        /// A part.
        one: String,
        /// Another one.
        other: String,
        /// What differs.
        what: String,
    },
}

/// What was found to join, and what was found instead.
pub struct Found {
    pieces: Vec<Piece>,
    /// Folders and files without a finished part.
    pub wrong: Vec<NoPiece>,
}

/// Looks for finished parts in some folders. A whole archive among parts in the folder that will be written to is what an
/// earlier merge made of them, and no part.
pub fn find(places: &[PathBuf], output: &Path) -> Found {
    let mut found = Found { pieces: Vec::new(), wrong: Vec::new() };
    for place in places {
        let (mut pieces, wrong) = piece::find(place);
        if is_same(place, output) && pieces.iter().any(|piece| !piece.manifest.shard.is_whole()) {
            pieces.retain(|piece| !piece.manifest.shard.is_whole());
        }
        found.pieces.extend(pieces);
        found.wrong.extend(wrong);
    }
    found
}

/// True for two names of one folder.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

impl Merge {
    /// Sorts out what belongs together: the parts of one run over one input, then the next run.
    ///
    /// # Errors
    /// When there is nothing, or when what is there cannot stand in one archive.
    pub fn new(found: Found) -> Result<Self, CannotMerge> {
        let first = found.pieces.first().ok_or(CannotMerge::Nothing)?;
        let asked = &first.manifest.plan.asked;
        for piece in &found.pieces {
            if let Some(what) = asked.difference(&piece.manifest.plan.asked) {
                return Err(CannotMerge::Asked { one: first.name(), other: piece.name(), what });
            }
        }
        let plan = joined(&found.pieces);
        Ok(Self { sets: Set::sort(found.pieces), plan })
    }

    /// What the joined archive was asked for.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The number of parts.
    pub fn pieces(&self) -> usize {
        self.sets.iter().map(|set| set.pieces.len()).sum()
    }

    /// The number of runs that they are parts of.
    pub fn runs(&self) -> usize {
        self.sets.len()
    }

    /// Writes the joined archive.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(self, mut writer: Writer) -> Result<Merged, WriteError> {
        let (mut problems, mut copies, mut base) = (Vec::new(), 0, 0);
        let mixed = self.sets.iter().any(|set| set.recipe() != self.sets[0].recipe());
        let only = match &self.sets[..] {
            [set] => Some(set.whole().clone()),
            _ => None,
        };
        for set in self.sets {
            let recipe = set.recipe();
            // The same article by another recipe is another record.
            let key = |article: Fingerprint| match mixed {
                true => Hasher::new().field(article.as_bytes()).field(recipe.as_bytes()).finish(),
                false => article,
            };
            let inputs = set.whole().inputs;
            copies += set.write(&mut writer, base, &key, &mut problems)?;
            base += inputs;
            writer.skip_to(base);
        }
        let manifest = writer.finish_as(only)?;
        Ok(Merged { manifest, problems, copies })
    }
}

/// What all pieces together were asked for, by all their recipes.
fn joined(pieces: &[Piece]) -> Plan {
    let mut plan = pieces[0].manifest.plan.clone();
    let mut recipes: Vec<Fingerprint> = pieces.iter().map(|piece| piece.manifest.plan.recipe).collect();
    recipes.sort_unstable();
    recipes.dedup();
    if recipes.len() > 1 {
        for (task, engines) in pieces.iter().flat_map(|piece| &piece.manifest.plan.recipes) {
            let all = plan.recipes.entry(task.clone()).or_default();
            for engine in engines {
                if !all.contains(engine) {
                    all.push(engine.clone());
                }
            }
        }
        let all =
            recipes.iter().fold(Hasher::new().field("archives"), |hash, one| hash.field(one.as_bytes()));
        plan.recipe = all.finish();
    }
    plan
}
