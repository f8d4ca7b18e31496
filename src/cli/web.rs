//! The web, where it is allowed.

use std::sync::Arc;

use zhaiyi::article::Fetch;

use super::{failure::Result, settings::Settings};

#[cfg(feature = "network")]
pub use with_network::proxy;

/// Who fetches addresses; nobody under `--offline`.
pub fn fetcher(settings: &Settings) -> Result<Option<Arc<dyn Fetch>>> {
    if settings.flag("offline")? {
        return Ok(None);
    }
    #[cfg(feature = "network")]
    return with_network::fetcher(settings).map(Some);
    #[cfg(not(feature = "network"))]
    Ok(None)
}

#[cfg(feature = "network")]
mod with_network {
    use std::{
        error::Error,
        path::PathBuf,
        sync::{Arc, OnceLock},
        time::{Duration, SystemTime},
    };

    use zhaiyi::{
        article::{Fetch, Fetched, Lead},
        model::pull::Proxy,
        web::{Web, WebOptions},
    };

    use crate::cli::{
        failure::{Failure, Result},
        hub, session,
        settings::Settings,
    };

    /// The longest pause that anybody may ask for, in seconds.
    const LONGEST_DELAY: f64 = 3600.0;

    /// Sets itself up when the first address is met: most runs meet none.
    #[derive(Debug)]
    struct OnDemand {
        options: WebOptions,
        web: OnceLock<std::result::Result<Web, String>>,
    }

    impl Fetch for OnDemand {
        fn fetch(
            &self,
            address: &str,
            lead: Lead,
        ) -> std::result::Result<Fetched, Box<dyn Error + Send + Sync>> {
            let web = self.web.get_or_init(|| Web::new(&self.options).map_err(|error| error.to_string()));
            web.as_ref().map_err(|why| why.clone())?.fetch(address, lead)
        }
    }

    pub fn fetcher(settings: &Settings) -> Result<Arc<dyn Fetch>> {
        let delay: f64 = settings.parsed("delay")?;
        if !(0.0..=LONGEST_DELAY).contains(&delay) {
            return Err(Failure::usage(format!("delay cannot be {delay}")).hint("seconds, from 0 to 3600"));
        }
        let options = WebOptions {
            store: store(settings)?,
            proxy: proxy(),
            delay: Duration::from_secs_f64(delay),
            now: SystemTime::now,
        };
        Ok(Arc::new(OnDemand { options, web: OnceLock::new() }))
    }

    /// Where pages are kept; nowhere under `--no-cache`.
    fn store(settings: &Settings) -> Result<Option<PathBuf>> {
        Ok(if settings.flag("no-cache")? { None } else { session::web_store(settings) })
    }

    /// The proxy that the environment names, as curl reads it.
    pub fn proxy() -> Option<Proxy> {
        let either = |name: &str| hub::variable(name).or_else(|| hub::variable(&name.to_uppercase()));
        let address =
            either("https_proxy").or_else(|| either("all_proxy")).or_else(|| hub::variable("http_proxy"))?;
        Some(Proxy { address, except: either("no_proxy").unwrap_or_default() })
    }
}
