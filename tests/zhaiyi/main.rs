//! The tests of the whole program, one file an area, in one binary: it links once.
//!
//! Every test works in a [`stage::Stage`]: a temporary folder with a home, a cache and settings of its own.

mod archive;
mod archive_faults;
mod archive_forms;
#[cfg(feature = "neural")]
mod archive_models;
#[cfg(feature = "parquet")]
mod archive_tables;
mod bulletin_slips;
mod bulletins;
mod cache_cli;
#[cfg(feature = "neural")]
mod cascade;
mod contract;
mod digest_days;
mod documents;
#[cfg(feature = "neural")]
mod flaws;
mod folders;
mod golden;
mod hostile;
#[cfg(feature = "network")]
mod hub_server;
mod inputs;
mod kills;
mod models;
#[cfg(feature = "network")]
mod models_pull;
#[cfg(feature = "neural")]
mod neural;
mod precedence;
mod promises;
mod readme;
#[cfg(feature = "network")]
mod site_server;
mod stage;
mod structure;
mod terminal;
mod tidy;
mod transcript;
mod transcripts;
#[cfg(feature = "network")]
mod web;
mod worker;
