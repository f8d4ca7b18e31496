//! The manifest: what is known of a finished archive, or of a part of one, as a whole.
//!
//! It is the last file to appear: where it is, the archive is complete. It says nothing that differs from run to run, so
//! that the same articles by the same recipes give the same bytes.

use serde::{Deserialize, Serialize};

use super::{OutputFile, Plan, Shard, Totals, Whole};
use crate::fingerprint::Fingerprint;

/// The name and version of the form of manifests.
pub const SCHEMA: &str = "zhaiyi-archive/1";

/// What is known of an archive as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The version of zhaiyi that made it.
    pub version: String,
    /// Which part it is; nothing for the whole.
    #[serde(default = "whole", skip_serializing_if = "Shard::is_whole")]
    pub shard: Shard,
    /// What was asked for, by which recipes.
    #[serde(flatten)]
    pub plan: Plan,
    /// The input of all parts together.
    pub whole: Whole,
    /// Inputs of the whole of which a merge found nothing; where there are any, the archive is not complete.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub missing: u64,
    /// The hash of the inputs of this part: ids and articles, in order.
    pub input: Fingerprint,
    /// What became of them.
    pub totals: Totals,
    /// The files, in the order in which they appear.
    pub outputs: Vec<OutputFile>,
}

fn whole() -> Shard {
    Shard::WHOLE
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Manifest {
    /// As it stands in its file.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("a manifest has string keys and whole numbers only") + "\n"
    }
}
