//! zhaiyi 摘译 reads articles, summarizes them, translates them between Chinese and English and
//! binds them into digests.
//!
//! # Code map
//!
//! One-way flow: a room imports only rooms above it in this list.
//!
//! | row | rooms |
//! |---|---|
//! | 0 | [`text`], [`fingerprint`] |
//! | 1 | [`article`], [`task`] |
//! | 2 | [`segment`], [`checks`] |
//! | 3 | [`outcome`] |
//! | 4 | [`engine`], [`cache`], [`digest`], [`exchange`] |
//! | 5 | [`rules`], [`render`] |
//! | 6 | [`pipeline`] |
//! | binary | `cli` |

pub mod article;
pub mod cache;
pub mod checks;
pub mod digest;
pub mod engine;
pub mod exchange;
pub mod fingerprint;
pub mod outcome;
pub mod pipeline;
pub mod render;
pub mod rules;
pub mod segment;
pub mod task;
pub mod text;
