//! Addresses of the web.

use url::Url;

use super::WebError;

/// An `http` or `https` address (<https://url.spec.whatwg.org>).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Address(Url);

/// What answers: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Origin(String);

impl Address {
    pub fn parse(text: &str) -> Result<Self, WebError> {
        let wrong = |why: &str| WebError::Address { address: text.to_owned(), why: why.to_owned() };
        let url = Url::parse(text.trim()).map_err(|error| wrong(&error.to_string()))?;
        Self::of(url).ok_or_else(|| wrong("it should begin with http:// or https://"))
    }

    /// Where a reference in this page leads.
    pub fn join(&self, reference: &str) -> Result<Self, WebError> {
        let wrong = |why: String| WebError::Address { address: reference.to_owned(), why };
        let url = self.0.join(reference.trim()).map_err(|error| wrong(error.to_string()))?;
        Self::of(url).ok_or_else(|| wrong("it leads away from the web".to_owned()))
    }

    fn of(mut url: Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return None;
        }
        // A place in the page is the page's own business.
        url.set_fragment(None);
        Some(Self(url))
    }

    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The host, and the port where it is not the usual one.
    pub fn place(&self) -> String {
        self.0.port().map_or_else(|| self.host().to_owned(), |port| format!("{}:{port}", self.host()))
    }

    /// The host as a number, if it is one, in whatever form it was written.
    pub fn ip(&self) -> Option<std::net::IpAddr> {
        match self.0.host()? {
            url::Host::Ipv4(ip) => Some(ip.into()),
            url::Host::Ipv6(ip) => Some(ip.into()),
            url::Host::Domain(_) => None,
        }
    }

    pub fn origin(&self) -> Origin {
        Origin(self.0.origin().ascii_serialization())
    }

    /// What `robots.txt` speaks of: path and query.
    pub fn path(&self) -> String {
        let query = self.0.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", self.0.path())
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_browsers_read_them() {
        let page = Address::parse(" https://Example.org:443/a/b?c#d ").unwrap();
        assert_eq!(page.as_str(), "https://example.org/a/b?c");
        assert_eq!((page.path(), page.place()), ("/a/b?c".into(), "example.org".into()));
        for (reference, address) in [
            ("../x", "https://example.org/x"),
            ("//other.org/y", "https://other.org/y"),
            ("/标准.html", "https://example.org/%E6%A0%87%E5%87%86.html"),
            ("https://例子.中国/", "https://xn--fsqu00a.xn--fiqs8s/"),
        ] {
            assert_eq!(page.join(reference).unwrap().as_str(), address);
        }
        for wrong in
            ["", "example.org", "ftp://x/", "file:///etc/passwd", "https://", "http:// x", "javascript:x"]
        {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
        assert!(page.join("mailto:a@b.c").is_err());
        for (text, ip) in
            [("http://0x7f.1/", "127.0.0.1"), ("http://2130706433", "127.0.0.1"), ("http://[::1]", "::1")]
        {
            assert_eq!(Address::parse(text).unwrap().ip(), Some(ip.parse().unwrap()));
        }
    }
}
