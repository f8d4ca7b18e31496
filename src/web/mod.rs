//! Pages and feeds by their addresses, fetched as a guest: `robots.txt` is followed, hosts are asked one request at a time
//! with a pause in between, nothing that did not change is fetched twice, and no page of the public web leads to the
//! machines behind this one's firewall.
//!
//! [`Web`] fetches; `robots` knows what may be asked for, `pace` when, `reach` whom; `client` sends one request, `store` keeps
//! what was fetched, `freshness` says for how long.

mod address;
mod client;
mod error;
mod fetcher;
mod freshness;
mod pace;
mod reach;
mod robots;
mod store;

pub use error::WebError;
pub use fetcher::{Web, WebOptions};
