//! zhaiyi 摘译 reads articles, summarizes them, translates them between Chinese and English and
//! binds them into digests.
//!
//! The binary is a thin shell over this library; everything it does can be done from here:
//!
//! ```
//! use zhaiyi::{
//!     article::{ReadOptions, record},
//!     cache::Cache,
//!     pipeline::{Choice, Pipeline, Target, Wishes},
//!     rules::Rules,
//! };
//!
//! let line = r#"{"id": 1, "text": "论坛于6月9日在青岛举行。"}"#;
//! let article = record(line, 1, &ReadOptions::default()).result?.article;
//! let pipeline = Pipeline::new(vec![std::sync::Arc::new(Rules)], Choice::Auto, Cache::disabled());
//! let wishes = Wishes { translations: vec![Target::Language("en".parse()?)], ..Wishes::default() };
//! let told = pipeline.tell(&article, Vec::new(), &wishes, &())?;
//! assert!(told.record.translations.get("en".parse()?).unwrap().text.contains("June 9"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Code map
//!
//! One-way flow: a room imports only rooms in rows above its own; a test reads the `use` lines and holds this table.
//!
//! | row | rooms | what they are for |
//! |---|---|---|
//! | 0 | [`text`], [`fingerprint`], [`assets`], `lock` | pure functions over strings; content hashes; built-in files; locks |
//! | 1 | [`article`], [`markup`], [`task`], [`model`] | what comes in, and its form; what is asked for; models, their files, and how these get here |
//! | 2 | [`segment`], [`checks`], [`prompt`], [`web`] | cutting, packing, stitching; is a text faithful to its source?; what models are told; pages by their addresses |
//! | 3 | [`outcome`] | a text and where it came from |
//! | 4 | [`engine`], [`cache`], [`digest`], [`exchange`] | the contract of engines; what is remembered; stories; TBX, TMX, XLIFF |
//! | 5 | [`rules`], [`render`], [`neural`] | the rule-based engine; how results look; language models through Candle |
//! | 6 | [`pipeline`] | the only place where everything meets |
//! | binary | `cli` | the only room that sees the environment, the home directory and the terminal |
//!
//! # Invariants
//!
//! 1. A result of a lesser engine is stored under its own recipe only: it never hides a better engine.
//! 2. An [`outcome::Outcome`] comes from one engine, or from a cascade that the user named: then it says which segments
//!    went up; and from the user's memory where that has the very words. A failed passage fails the attempt; nothing partial is stored.
//! 3. Reading never fails on what an article says, only on what cannot be read at all.
//! 4. The library takes explicit paths and a clock; it reads no environment and writes to no terminal.
//! 5. Blank text never reaches an engine.
//! 6. A cache failure costs speed, never the result.
//! 7. No outcome depends on which other articles are in the run, nor on the number of threads.
//! 8. Everything that can change an outcome is in its [`engine::Recipe`]: for the rules that is a hash of their code, their
//!    lists and the compiled dictionaries, made by the build script.
//! 9. A file appears whole or not at all.
//! 10. How a text came about stands beside it: [`outcome::Method`].
//! 11. Article text is data: no format lets it become markup, a template or an instruction.

pub mod article;
pub mod assets;
pub mod cache;
pub mod checks;
pub mod digest;
pub mod engine;
pub mod exchange;
pub mod fingerprint;
mod lock;
pub mod markup;
pub mod model;
#[cfg(feature = "neural")]
pub mod neural;
pub mod outcome;
pub mod pipeline;
pub mod prompt;
pub mod render;
pub mod rules;
pub mod segment;
pub mod task;
pub mod text;
#[cfg(feature = "network")]
pub mod web;
