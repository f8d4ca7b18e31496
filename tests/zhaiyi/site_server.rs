//! A small site on this machine: pages by their paths, and a log of who asked for what, how, and when.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Instant,
};

/// A page, and how it is answered with.
#[derive(Clone, Debug, Default)]
pub struct Page {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A request, as it was heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The path with its query.
    pub path: String,
    /// When it came.
    pub at: Instant,
    /// The status of the answer.
    pub status: u16,
    headers: HashMap<String, String>,
}

#[derive(Default)]
struct State {
    /// The answers to a path, one after the other; the last one stays.
    pages: HashMap<String, Vec<Page>>,
    heard: Vec<Heard>,
}

/// The site.
pub struct Site {
    /// Where it is: `http://127.0.0.1:…`.
    pub address: String,
    state: Arc<Mutex<State>>,
}

impl Page {
    /// A page of HTML.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, body).header("Content-Type", "text/html; charset=utf-8")
    }

    /// Anything.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    /// With a header; of `ETag` the site knows what it is for.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn says(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl Heard {
    /// A header of the request.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(&name.to_ascii_lowercase()).map(String::as_str)
    }
}

impl Site {
    /// A site without pages: each answer is 404.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let site = Self { address, state: Arc::default() };
        let state = Arc::clone(&site.state);
        // It ends with the process of the tests.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                thread::spawn(move || answer(stream, &state));
            }
        });
        site
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a page where it is found from now on.
    pub fn put(&self, path: &str, page: Page) -> &Self {
        self.state().pages.insert(path.to_owned(), vec![page]);
        self
    }

    /// Answers that come one after the other; the last one stays.
    pub fn script(&self, path: &str, pages: Vec<Page>) -> &Self {
        self.state().pages.insert(path.to_owned(), pages);
        self
    }

    /// The address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// What was heard since the last time.
    pub fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.state().heard)
    }

    /// The paths and statuses of what was heard since the last time.
    pub fn told(&self) -> Vec<String> {
        self.heard().iter().map(|heard| format!("{} {}", heard.path, heard.status)).collect()
    }
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) {
    let Some((path, headers)) = hear(&stream) else { return };
    let page = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut page = match state.pages.get_mut(&path) {
            Some(pages) if pages.len() > 1 => pages.remove(0),
            Some(pages) => pages[0].clone(),
            None => Page::new(404, "nothing"),
        };
        let unchanged = |mine: &str, theirs: &str| {
            page.says(mine).is_some() && page.says(mine) == headers.get(theirs).map(String::as_str)
        };
        if page.status == 200
            && (unchanged("etag", "if-none-match") || unchanged("last-modified", "if-modified-since"))
        {
            page.status = 304;
            page.body.clear();
        }
        state.heard.push(Heard { path, at: Instant::now(), status: page.status, headers });
        page
    };
    let mut head = format!("HTTP/1.1 {} -\r\nConnection: close\r\n", page.status);
    for (name, value) in &page.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if page.says("content-length").is_none() {
        head.push_str(&format!("Content-Length: {}\r\n", page.body.len()));
    }
    // Whoever asked may have gone: that is no matter of the server.
    let _ = stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(&page.body));
}

fn hear(stream: &TcpStream) -> Option<(String, HashMap<String, String>)> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let path = lines.next()?.split_whitespace().nth(1)?.to_owned();
    let headers = lines.take_while(|line| !line.is_empty());
    let pair = |line: String| {
        line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
    };
    Some((path, headers.filter_map(pair).collect()))
}
