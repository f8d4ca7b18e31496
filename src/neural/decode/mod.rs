//! From logits to text: choosing tokens, knowing when to stop, and many requests going through the model together.
//!
//! A request's tokens are a function of the model, its prompt and its own settings. Who else is decoded, in what
//! order, how many at once, and whether the beginning was shared changes none of them: see [`decode`].

mod admission;
pub mod beam;
mod lookup;
mod prefixes;
mod random;
mod request;
mod running;
mod sampling;
mod scheduler;
#[cfg(test)]
mod tests;
mod text;

pub use request::{Completion, Finish, Limits, Request, Spelling, Stops};
pub use sampling::Decoding;
pub use scheduler::{Outcome, Scheduler, decode};
