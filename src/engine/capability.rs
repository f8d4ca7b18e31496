//! How well an engine can do a task.

/// What an engine says of a task before it is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Capability {
    /// It was made for this.
    Full,
    /// It can, but a reader should know that something better exists.
    Degraded {
        /// What is lacking.
        reason: String,
    },
    /// It cannot.
    Unable {
        /// Why not.
        reason: String,
    },
}

impl Capability {
    /// True unless the engine is unable.
    pub fn can(&self) -> bool {
        !matches!(self, Self::Unable { .. })
    }
}
