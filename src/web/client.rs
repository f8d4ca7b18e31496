//! One request and its answer.

use std::{io::Read, time::Duration};

use ureq::{
    Agent, Body,
    http::Response,
    unversioned::{resolver::DefaultResolver, transport::DefaultConnector},
};

use super::{WebError, address::Address, reach, robots};
use crate::model::pull::{Proxy, why};

/// To set up a connection, with TLS. A server far away takes 2 seconds.
const CONNECT: Duration = Duration::from_secs(15);
/// Until the answer begins, and between two pieces of it.
const SILENCE: Duration = Duration::from_secs(30);
/// For a whole answer: one that comes a byte at a time is none.
const WHOLE: Duration = Duration::from_secs(300);

/// What is wanted: what people read first, then anything.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, \
    text/plain;q=0.9, application/xml;q=0.9, */*;q=0.5";

/// Sends requests.
#[derive(Debug)]
pub(super) struct Client {
    /// For what a user typed.
    anywhere: Agent,
    /// For where pages lead.
    public: Agent,
    has_proxy: bool,
}

/// What is known of a page from the last time (RFC 9110, 13.1).
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub etag: Option<String>,
    pub modified: Option<String>,
}

/// An answer whose body is not read yet.
pub(super) struct Answer {
    response: Response<Body>,
}

impl Client {
    pub fn new(proxy: Option<&Proxy>) -> Result<Self, WebError> {
        let proxy = proxy
            .map(|proxy| proxy.built().map_err(|why| WebError::Proxy(format!("{}: {why}", proxy.shown()))))
            .transpose()?;
        let has_proxy = proxy.is_some();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .timeout_global(Some(WHOLE))
            .user_agent(format!(
                "{}/{} (reads articles; follows robots.txt)",
                robots::NAME,
                env!("CARGO_PKG_VERSION")
            ))
            .accept(ACCEPT)
            .accept_encoding("gzip")
            .proxy(proxy)
            .build();
        Ok(Self {
            anywhere: Agent::with_parts(config.clone(), DefaultConnector::new(), DefaultResolver::default()),
            public: Agent::with_parts(config, DefaultConnector::new(), reach::PublicOnly::default()),
            has_proxy,
        })
    }

    /// Asks for an address. Redirects are answers.
    pub fn get(&self, address: &Address, known: &Known, trusted: bool) -> Result<Answer, WebError> {
        let host = address.place();
        if !trusted && reach::is_private_name(address) {
            return Err(WebError::Private { host });
        }
        // What a proxy may reach is the proxy's business; names are resolved there.
        let agent = if trusted || self.has_proxy { &self.anywhere } else { &self.public };
        let mut request = agent.get(address.as_str());
        if let Some(etag) = &known.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("if-modified-since", modified);
        }
        match request.call() {
            Ok(response) => Ok(Answer { response }),
            Err(ureq::Error::Other(inner)) if inner.to_string() == reach::PRIVATE => {
                Err(WebError::Private { host })
            }
            Err(error) => Err(WebError::Unreachable { host, why: why(&error) }),
        }
    }
}

impl Answer {
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// The value of a header; `None` too when it is no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok().map(str::trim)
    }

    /// Where the answer leads.
    pub fn location(&self) -> Option<&str> {
        self.response.status().is_redirection().then(|| self.header("location")).flatten()
    }

    /// The seconds that the server asks to wait (RFC 9110, 10.2.3). A date is taken for a minute: clocks differ.
    pub fn pause(&self) -> Option<u64> {
        let value = self.header("retry-after")?;
        Some(value.parse().unwrap_or(60))
    }

    /// The first bytes of the content, as they come.
    pub fn start(self, most: u64) -> Result<Vec<u8>, std::io::Error> {
        let packed = self.is_packed();
        let body = self.response.into_body().into_reader();
        let mut start = Vec::new();
        if packed {
            flate2::read::MultiGzDecoder::new(body).take(most).read_to_end(&mut start)?;
        } else {
            body.take(most).read_to_end(&mut start)?;
        }
        Ok(start)
    }

    fn is_packed(&self) -> bool {
        self.header("content-encoding").is_some_and(|encoding| encoding.eq_ignore_ascii_case("gzip"))
    }

    /// The content, of which there may be at most `limit` bytes.
    pub fn content(self, address: &Address, limit: u64) -> Result<Vec<u8>, WebError> {
        let too_large = || WebError::TooLarge { address: address.as_str().to_owned(), limit };
        let length = self.header("content-length").and_then(|length| length.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        match self.start(limit + 1) {
            Err(error) => {
                Err(WebError::Broken { address: address.as_str().to_owned(), why: error.to_string() })
            }
            Ok(content) if content.len() as u64 > limit => Err(too_large()),
            Ok(content) => Ok(content),
        }
    }
}
