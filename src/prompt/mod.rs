//! The prompts: what is said to a language model for a task.

mod message;

pub use message::{Message, Role};
