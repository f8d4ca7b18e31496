//! The contract of an engine.
