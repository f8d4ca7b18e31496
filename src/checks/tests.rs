//! Pairs and what must be found in them.
