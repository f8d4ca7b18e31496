//! Why something could not be fetched.

/// Why an address gave nothing to read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebError {
    /// It is none.
    #[error("{address:?} is no web address: {why}")]
    Address {
        /// What was given.
        address: String,
        /// What is wrong with it.
        why: String,
    },
    /// The site asks programs not to read it.
    #[error("{host} asks programs not to read this page (robots.txt)")]
    Disallowed {
        /// The site.
        host: String,
    },
    /// What the site asks of programs could not be read; then nothing may be (RFC 9309, 2.3.1.4).
    #[error("{host} does not say what programs may read: its robots.txt cannot be fetched ({why})")]
    NoRobots {
        /// The site.
        host: String,
        /// What went wrong.
        why: String,
    },
    /// The site wants longer pauses than anybody would wait for.
    #[error("{host} asks for {seconds} seconds between two requests; that is too long to wait")]
    TooSlow {
        /// The site.
        host: String,
        /// The pause.
        seconds: u64,
    },
    /// The address is on this machine or in its own network, and nobody typed it.
    #[error(
        "{host} is in a private network, where no page may lead (give the address itself if you mean it)"
    )]
    Private {
        /// The host.
        host: String,
    },
    /// No answer came.
    #[error("cannot reach {host}: {why}")]
    Unreachable {
        /// The host.
        host: String,
        /// What went wrong.
        why: String,
    },
    /// The answer is no page.
    #[error("{host} answers {status}{}", reason(*status))]
    Status {
        /// The host.
        host: String,
        /// The status code.
        status: u16,
    },
    /// The host wants to be left alone for a while.
    #[error("{host} asks to try again in {seconds} seconds")]
    Later {
        /// The host.
        host: String,
        /// The pause.
        seconds: u64,
    },
    /// It leads from one address to the next and never to a page.
    #[error("{address} leads nowhere: {why}")]
    Redirects {
        /// The first address.
        address: String,
        /// What is wrong.
        why: String,
    },
    /// There is too much of it.
    #[error("{address} is larger than {} MB", limit / 1_000_000)]
    TooLarge {
        /// The address.
        address: String,
        /// The most that is fetched, in bytes.
        limit: u64,
    },
    /// The connection broke, or what came is damaged.
    #[error("{address} did not come whole: {why}")]
    Broken {
        /// The address.
        address: String,
        /// What went wrong.
        why: String,
    },
    /// The proxy's address is none.
    #[error("cannot use the proxy: {0}")]
    Proxy(String),
}

/// What statuses mean that users meet.
fn reason(status: u16) -> &'static str {
    match status {
        401 => " (it wants a password)",
        403 => " (it does not let us)",
        404 => " (there is no such page)",
        410 => " (the page is gone)",
        429 => " (too many requests)",
        451 => " (it may not, for legal reasons)",
        500..=599 => " (something is wrong there)",
        _ => "",
    }
}
