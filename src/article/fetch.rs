//! What readers want of the network. Who fetches is told in [`ReadOptions::web`](super::ReadOptions::web); nothing in here
//! opens a connection.

use std::{error::Error, fmt};

/// Fetches what is at addresses.
pub trait Fetch: fmt::Debug + Send + Sync {
    /// Fetches one.
    ///
    /// # Errors
    /// Says why there is nothing to read.
    fn fetch(&self, address: &str, lead: Lead) -> Result<Fetched, Box<dyn Error + Send + Sync>>;
}

/// What led to an address, and so how far it is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead<'a> {
    /// A user gave it.
    User,
    /// It stands in what was fetched from this address, and may be relative to it.
    Page(&'a str),
    /// It stands in a file.
    File,
}

/// What was fetched.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The address that it came from in the end.
    pub address: String,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The content.
    pub body: Vec<u8>,
}
