//! Requests and redirects.

use std::time::Duration;

use ureq::{
    Agent, Body,
    http::{Response, Uri},
};

use super::PullError;

/// To set up a connection, with TLS. A server far away takes 2 seconds.
const CONNECT: Duration = Duration::from_secs(15);

/// Until the answer begins, and between two pieces of it. Who is silent for longer is gone.
const SILENCE: Duration = Duration::from_secs(30);

/// Redirects in a row, as browsers follow at most half of what they do (20); hubs have 2.
const REDIRECTS: usize = 10;

/// What stands between here and the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Its address: `http://`, `https://` or `socks5://`, with user and password where it wants them.
    pub address: String,
    /// Hosts that are reached without it, as in `NO_PROXY`.
    pub except: String,
}

/// Sends requests.
pub(super) struct Client<'a> {
    agent: Agent,
    token: Option<&'a str>,
    /// Who may see the token.
    trusted: Uri,
}

/// The beginning of an answer; the rest of it is read from the body.
pub(super) struct Answer {
    pub(super) response: Response<Body>,
    pub(super) host: String,
}

/// How far redirects are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Follow {
    /// To the end.
    All,
    /// On the same host only: an answer that leads elsewhere says what the hub knows of the file.
    Home,
}

impl<'a> Client<'a> {
    /// A client for requests that begin at `address`; the token goes to that host alone.
    pub(super) fn new(
        address: &str,
        token: Option<&'a str>,
        proxy: Option<&Proxy>,
    ) -> Result<Self, PullError> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .user_agent(concat!("zhaiyi/", env!("CARGO_PKG_VERSION")))
            // Bytes as they are: they are counted and hashed.
            .accept_encoding("identity")
            .proxy(proxy.map(resolved).transpose()?)
            .build();
        Ok(Self { agent: config.into(), token, trusted: uri(address)? })
    }

    /// The head of an answer.
    pub(super) fn head(&self, address: &str) -> Result<Answer, PullError> {
        self.request("HEAD", address, 0, Follow::Home)
    }

    /// The answer from byte `from` on.
    pub(super) fn get(&self, address: &str, from: u64) -> Result<Answer, PullError> {
        self.request("GET", address, from, Follow::All)
    }

    fn request(&self, method: &str, address: &str, from: u64, follow: Follow) -> Result<Answer, PullError> {
        let mut address = uri(address)?;
        for _ in 0..REDIRECTS {
            let host = host(&address);
            let mut request = if method == "HEAD" {
                self.agent.head(address.clone())
            } else {
                self.agent.get(address.clone())
            };
            if let Some(token) = self.token.filter(|_| same_origin(&address, &self.trusted)) {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            if from > 0 {
                request = request.header("range", format!("bytes={from}-"));
            }
            let response = request.call().map_err(|error| unreachable(&host, &error))?;
            let Some(next) = location(&response, &address)? else { return Ok(Answer { response, host }) };
            let leaves = !same_origin(&next, &address) || response.headers().contains_key("x-linked-etag");
            if follow == Follow::Home && leaves {
                return Ok(Answer { response, host });
            }
            if address.scheme_str() == Some("https") && next.scheme_str() != Some("https") {
                let why = format!("it leads to {next}, which is not encrypted");
                return Err(PullError::Answer { host, why });
            }
            address = next;
        }
        Err(PullError::Answer { host: host(&address), why: format!("more than {REDIRECTS} redirects") })
    }
}

impl Answer {
    pub(super) fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// A header's value; `None` too when it is no text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok().map(str::trim)
    }

    /// A header's value as a number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.parse().ok()
    }

    /// The pause in seconds that the server asks for: `Retry-After`, or `t` of `RateLimit`, as the hub sends it
    /// (draft-ietf-httpapi-ratelimit-headers).
    pub(super) fn pause(&self) -> Option<u64> {
        let limit = || {
            self.header("ratelimit")?.split(';').find_map(|part| part.trim().strip_prefix("t=")?.parse().ok())
        };
        self.number("retry-after").or_else(limit)
    }

    /// True for an answer that sends one elsewhere.
    pub(super) fn is_redirect(&self) -> bool {
        self.response.status().is_redirection()
    }
}

/// Where the answer sends one.
fn location(response: &Response<Body>, from: &Uri) -> Result<Option<Uri>, PullError> {
    let Some(location) = response.headers().get("location").filter(|_| response.status().is_redirection())
    else {
        return Ok(None);
    };
    let text = location.to_str().unwrap_or_default();
    let (Some(scheme), Some(authority)) = (from.scheme_str(), from.authority()) else { return Ok(None) };
    let absolute = if text.contains("://") {
        text.to_owned()
    } else if let Some(rest) = text.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if text.starts_with('/') {
        format!("{scheme}://{authority}{text}")
    } else {
        let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{text}")
    };
    let why =
        || PullError::Answer { host: host(from), why: format!("it leads to {text:?}, which is no address") };
    uri(&absolute).map(Some).map_err(|_| why())
}

/// An address of a web server.
fn uri(text: &str) -> Result<Uri, PullError> {
    let wrong = |why: &str| PullError::Address { what: "an address", found: text.into(), why: why.into() };
    let uri: Uri = text.parse().map_err(|_| wrong("it is no address"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(uri),
        _ => Err(wrong("it should begin with https:// and a host")),
    }
}

fn host(uri: &Uri) -> String {
    uri.host().unwrap_or_default().to_owned()
}

fn same_origin(one: &Uri, other: &Uri) -> bool {
    let port =
        |uri: &Uri| uri.port_u16().or(if uri.scheme_str() == Some("https") { Some(443) } else { Some(80) });
    one.scheme() == other.scheme() && one.host() == other.host() && port(one) == port(other)
}

impl Proxy {
    /// The proxy as the HTTP client takes it; otherwise what is wrong with it.
    pub(crate) fn built(&self) -> Result<ureq::Proxy, ureq::Error> {
        let read = ureq::Proxy::new(&self.address)?;
        let mut builder = ureq::Proxy::builder(read.protocol()).host(read.host()).port(read.port());
        if let Some(user) = read.username() {
            builder = builder.username(user);
        }
        if let Some(password) = read.password() {
            builder = builder.password(password);
        }
        for except in self.except.split(',').map(str::trim).filter(|except| !except.is_empty()) {
            builder = builder.no_proxy(except);
        }
        builder.build()
    }

    /// Its address without the password that may be in it.
    pub(crate) fn shown(&self) -> &str {
        self.address.rsplit('@').next().unwrap_or_default()
    }
}

fn resolved(proxy: &Proxy) -> Result<ureq::Proxy, PullError> {
    proxy.built().map_err(|why| PullError::Address {
        what: "a proxy",
        found: proxy.shown().into(),
        why: why.to_string(),
    })
}

fn unreachable(host: &str, error: &ureq::Error) -> PullError {
    PullError::Unreachable { host: host.to_owned(), why: why(error) }
}

/// Why a host does not answer.
pub(crate) fn why(error: &ureq::Error) -> String {
    match error {
        ureq::Error::HostNotFound => "there is no host of that name".into(),
        ureq::Error::Timeout(_) => "it takes too long to answer".into(),
        ureq::Error::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_goes_to_one_origin_only() {
        let same = |one, other| same_origin(&uri(one).unwrap(), &uri(other).unwrap());
        assert!(same("https://huggingface.co/a", "https://huggingface.co:443/b"));
        for other in ["http://huggingface.co", "https://huggingface.co:8443", "https://cdn.huggingface.co"] {
            assert!(!same("https://huggingface.co", other), "{other}");
        }
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for wrong in ["", "huggingface.co", "ftp://x/", "file:///etc/passwd", "https://", "http:// x"] {
            assert!(uri(wrong).is_err(), "{wrong}");
        }
        let proxy = |address: &str| resolved(&Proxy { address: address.into(), except: "a, .b,".into() });
        assert!(proxy("http://user:secret@127.0.0.1:8080").is_ok() && proxy("socks5://localhost").is_ok());
        let told = proxy("gopher://user:secret@x").unwrap_err().to_string();
        assert!(!told.contains("secret"), "{told}");
    }
}
