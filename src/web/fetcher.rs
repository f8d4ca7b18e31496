//! Fetching a page: from what was kept, or from its site, by the site's rules.

use std::{
    collections::{HashMap, HashSet},
    error::Error,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::{
    WebError,
    address::{Address, Origin},
    client::{Answer, Client, Known},
    freshness,
    pace::{self, Pace},
    robots::{self, Robots},
    store::{Kept, Store},
};
use crate::{
    article::{Fetch, Fetched, Lead},
    model::pull::Proxy,
};

/// Redirects in a row, as the Fetch standard allows browsers half more.
const REDIRECTS: usize = 10;
/// Redirects that a `robots.txt` may take (RFC 9309, 2.3.1.2).
const ROBOTS_REDIRECTS: usize = 5;
/// The largest page; the same as the largest article.
const LARGEST: u64 = 64_000_000;
/// Tries of one page, where the site says that it is busy or nothing answers.
const TRIES: u32 = 3;
/// The pause after the first try that failed; each one after it is twice as long.
const PAUSE: Duration = Duration::from_secs(1);
/// For how long a site's rules may be used (RFC 9309, 2.4).
const RULES: Duration = Duration::from_secs(24 * 60 * 60);

/// How the web is read.
#[derive(Clone, Debug)]
pub struct WebOptions {
    /// The file in which what was fetched is kept; none is kept where there is no file.
    pub store: Option<PathBuf>,
    /// What stands between here and the network.
    pub proxy: Option<Proxy>,
    /// The pause between two requests to one host, where it does not ask for a longer one.
    pub delay: Duration,
    /// The time.
    pub now: fn() -> SystemTime,
}

impl Default for WebOptions {
    fn default() -> Self {
        Self { store: None, proxy: None, delay: Duration::from_secs(1), now: SystemTime::now }
    }
}

/// Fetches pages.
#[derive(Debug)]
pub struct Web {
    client: Client,
    pace: Pace,
    store: Option<Store>,
    now: fn() -> SystemTime,
    robots: Mutex<HashMap<Origin, Arc<Robots>>>,
    /// Where the user sent us.
    trusted: Mutex<HashSet<Origin>>,
    /// What was asked for in this run, and is not asked for twice.
    asked: Mutex<HashSet<String>>,
}

/// What one request came to.
enum Step {
    Page(Fetched),
    Leads(Address),
}

impl Web {
    /// Nothing is fetched before it is asked for.
    ///
    /// # Errors
    /// When the proxy's address is none.
    pub fn new(options: &WebOptions) -> Result<Self, WebError> {
        let now = seconds((options.now)());
        Ok(Self {
            client: Client::new(options.proxy.as_ref())?,
            pace: Pace::new(options.delay),
            store: options.store.as_deref().and_then(|path| Store::open(path, now)),
            now: options.now,
            robots: Mutex::default(),
            trusted: Mutex::default(),
            asked: Mutex::default(),
        })
    }

    /// Fetches what is at an address.
    ///
    /// # Errors
    /// When there is nothing to read there, or it may not be read.
    pub fn get(&self, address: &str, lead: Lead) -> Result<Fetched, WebError> {
        let start = match lead {
            Lead::Page(page) => Address::parse(page)?.join(address)?,
            Lead::File => Address::parse(address)?,
            Lead::User => {
                let given = Address::parse(address)?;
                lock(&self.trusted).insert(given.origin());
                given
            }
        };
        let mut at = start.clone();
        for _ in 0..=REDIRECTS {
            match self.step(&at)? {
                Step::Page(page) => return Ok(page),
                Step::Leads(next) => at = next,
            }
        }
        let why = format!("more than {REDIRECTS} redirects");
        Err(WebError::Redirects { address: start.as_str().to_owned(), why })
    }

    fn now(&self) -> i64 {
        seconds((self.now)())
    }

    fn step(&self, address: &Address) -> Result<Step, WebError> {
        let kept = self.store.as_ref().and_then(|store| store.get(address.as_str()));
        let asked = !lock(&self.asked).insert(address.as_str().to_owned());
        if let Some(kept) = kept.as_ref().filter(|kept| asked || kept.fresh_until > self.now()) {
            return Ok(Step::Page(page(address, kept.clone())));
        }
        let robots = self.robots(address)?;
        if !robots.allow(&address.path()) {
            return Err(WebError::Disallowed { host: address.place() });
        }
        let known = kept.as_ref().map(|kept| kept.known.clone()).unwrap_or_default();
        let answer = self.ask(address, &known, robots.delay)?;
        match (answer.status(), answer.location(), kept) {
            (304, _, Some(kept)) => {
                if let Some(store) = &self.store {
                    store.renew(address.as_str(), self.fresh_until(&answer), self.now());
                }
                Ok(Step::Page(page(address, kept)))
            }
            (300..400, Some(location), _) => {
                let next = address.join(location)?;
                self.trust_upgrade(address, &next);
                Ok(Step::Leads(next))
            }
            (200..300, ..) => self.take(address, answer).map(Step::Page),
            (status, ..) => Err(WebError::Status { host: address.place(), status }),
        }
    }

    /// A host that is trusted with `http` is with `https` too.
    fn trust_upgrade(&self, from: &Address, to: &Address) {
        let mut trusted = lock(&self.trusted);
        let upgrade =
            from.host() == to.host() && from.as_str().starts_with("http:") && to.place() == to.host();
        if upgrade && trusted.contains(&from.origin()) {
            trusted.insert(to.origin());
        }
    }

    /// Reads an answer, and keeps it where the site lets us.
    fn take(&self, address: &Address, answer: Answer) -> Result<Fetched, WebError> {
        let header = |name| answer.header(name).map(str::to_owned);
        let keeps = freshness::of(answer.header("cache-control"), answer.header("age")).kept;
        let fresh_until = self.fresh_until(&answer);
        let known = Known { etag: header("etag"), modified: header("last-modified") };
        let content_type = header("content-type");
        let body = answer.content(address, LARGEST)?;
        let kept = Kept { known, content_type, body, fresh_until };
        if let Some(store) = &self.store {
            let useful =
                kept.known.etag.is_some() || kept.known.modified.is_some() || fresh_until > self.now();
            if keeps && useful {
                store.put(address.as_str(), &kept, self.now());
            } else {
                store.remove(address.as_str());
            }
        }
        Ok(page(address, kept))
    }

    fn fresh_until(&self, answer: &Answer) -> i64 {
        let fresh = freshness::of(answer.header("cache-control"), answer.header("age")).fresh;
        self.now().saturating_add(i64::try_from(fresh.as_secs()).unwrap_or(0))
    }

    /// Sends a request when its turn has come, and again where that may help.
    fn ask(&self, address: &Address, known: &Known, delay: Option<Duration>) -> Result<Answer, WebError> {
        let host = || address.place();
        let trusted = lock(&self.trusted).contains(&address.origin());
        let mut tries = 0;
        loop {
            tries += 1;
            if let Some(pause) = self.pace.wait(&address.origin(), delay) {
                return Err(WebError::TooSlow { host: host(), seconds: pause.as_secs() });
            }
            let answer = self.client.get(address, known, trusted);
            let (pause, error) = match answer {
                Ok(answer) => match (answer.status(), answer.pause()) {
                    (429 | 503, Some(seconds)) => {
                        (Duration::from_secs(seconds), WebError::Later { host: host(), seconds })
                    }
                    (status @ (429 | 500 | 502 | 503 | 504), _) => {
                        (PAUSE * 2_u32.pow(tries - 1), WebError::Status { host: host(), status })
                    }
                    _ => return Ok(answer),
                },
                Err(error @ WebError::Unreachable { .. }) => (PAUSE * 2_u32.pow(tries - 1), error),
                Err(error) => return Err(error),
            };
            if tries >= TRIES || pause > pace::LONGEST {
                return Err(error);
            }
            thread::sleep(pause);
        }
    }

    /// What the site asks of programs.
    fn robots(&self, page: &Address) -> Result<Arc<Robots>, WebError> {
        if let Some(robots) = lock(&self.robots).get(&page.origin()) {
            return Ok(Arc::clone(robots));
        }
        let robots = Arc::new(Robots::parse(&self.rules(page)?));
        lock(&self.robots).insert(page.origin(), Arc::clone(&robots));
        Ok(robots)
    }

    /// The text of a `robots.txt`; an empty one where there is none.
    fn rules(&self, page: &Address) -> Result<String, WebError> {
        let file = page.join("/robots.txt")?;
        let kept = self.store.as_ref().and_then(|store| store.get(file.as_str()));
        if let Some(kept) = kept.filter(|kept| kept.fresh_until > self.now()) {
            return Ok(String::from_utf8_lossy(&kept.body).into_owned());
        }
        let refused = |why: String| WebError::NoRobots { host: page.place(), why };
        let mut at = file.clone();
        for _ in 0..=ROBOTS_REDIRECTS {
            let answer = match self.ask(&at, &Known::default(), None) {
                Err(WebError::Private { host }) => return Err(WebError::Private { host }),
                Err(WebError::Status { status: 429, .. }) => {
                    return Err(refused("too many requests".to_owned()));
                }
                answer => answer.map_err(|error| refused(error.to_string()))?,
            };
            if let Some(location) = answer.location() {
                let next = at.join(location)?;
                self.trust_upgrade(&at, &next);
                at = next;
                continue;
            }
            let body = match answer.status() {
                // More than has to be read is not.
                200..300 => answer.start(robots::LONGEST).map_err(|error| refused(error.to_string()))?,
                // Without rules everything may be read.
                300..500 => Vec::new(),
                status => return Err(refused(format!("it answers {status}"))),
            };
            if let Some(store) = &self.store {
                let fresh_until = self.now().saturating_add(i64::try_from(RULES.as_secs()).unwrap_or(0));
                let kept =
                    Kept { known: Known::default(), content_type: None, body: body.clone(), fresh_until };
                store.put(file.as_str(), &kept, self.now());
            }
            return Ok(String::from_utf8_lossy(&body).into_owned());
        }
        Ok(String::new())
    }
}

impl Fetch for Web {
    fn fetch(&self, address: &str, lead: Lead) -> Result<Fetched, Box<dyn Error + Send + Sync>> {
        Ok(self.get(address, lead)?)
    }
}

fn page(address: &Address, kept: Kept) -> Fetched {
    Fetched { address: address.as_str().to_owned(), content_type: kept.content_type, body: kept.body }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
