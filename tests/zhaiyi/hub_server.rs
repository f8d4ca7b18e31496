//! A model hub on this machine, which behaves as the real one does, or misbehaves as told.
//!
//! It has two hosts (two ports of the loopback address): the hub, which knows the file and redirects, and the store,
//! which has its bytes. What each does is told by a script of acts, one a request; when that is at its end, they serve.

use std::{
    collections::VecDeque,
    fmt::Write as _,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use zhaiyi::model::Sha256;

/// The commit that every branch is at.
pub const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// What a host does with one request.
#[derive(Clone, Debug)]
pub enum Act {
    /// What it is there for.
    Serve,
    /// Sends so many bytes of the body, then hangs up.
    Cut(usize),
    /// Sends so many bytes of the body, then nothing.
    Stall(usize),
    /// A few bytes at a time.
    Slowly,
    /// The whole file, whatever was asked for.
    IgnoreRange,
    /// Other bytes of the same length.
    Damaged,
    /// A status with headers.
    Refuse(u16, &'static [(&'static str, &'static str)]),
    /// An answer without what a hub says.
    NoHub,
}

/// A request, as it was heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// True on the store.
    pub store: bool,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The header `Range`.
    pub range: Option<String>,
    /// The header `Authorization`.
    pub authorization: Option<String>,
}

struct State {
    content: Vec<u8>,
    hub: VecDeque<Act>,
    store: VecDeque<Act>,
    heard: Vec<Heard>,
    store_address: String,
}

/// The hub.
pub struct HubServer {
    /// Where it is: `http://127.0.0.1:…`.
    pub address: String,
    state: Arc<Mutex<State>>,
}

impl HubServer {
    /// A hub that has this file, under every name.
    pub fn with(content: &[u8]) -> Self {
        let listen = || TcpListener::bind("127.0.0.1:0").expect("a port");
        let (hub, store) = (listen(), listen());
        let at = |listener: &TcpListener| format!("http://{}", listener.local_addr().expect("an address"));
        let state = State {
            content: content.to_vec(),
            hub: VecDeque::new(),
            store: VecDeque::new(),
            heard: Vec::new(),
            store_address: at(&store),
        };
        let server = Self { address: at(&hub), state: Arc::new(Mutex::new(state)) };
        for (listener, is_store) in [(hub, false), (store, true)] {
            let state = Arc::clone(&server.state);
            // It ends with the process of the tests.
            thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let state = Arc::clone(&state);
                    thread::spawn(move || answer(stream, &state, is_store));
                }
            });
        }
        server
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the hub does with the next requests.
    pub fn hub(&self, acts: impl IntoIterator<Item = Act>) -> &Self {
        self.state().hub.extend(acts);
        self
    }

    /// What the store does with the next requests.
    pub fn store(&self, acts: impl IntoIterator<Item = Act>) -> &Self {
        self.state().store.extend(acts);
        self
    }

    /// What was heard since the last time.
    pub fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.state().heard)
    }

    /// The hash of its file.
    pub fn sha256(&self) -> Sha256 {
        hash(&self.state().content)
    }
}

/// The hash of some bytes.
pub fn hash(bytes: &[u8]) -> Sha256 {
    Sha256::of(bytes, &mut |_| ()).expect("bytes can be read")
}

fn answer(mut stream: TcpStream, state: &Mutex<State>, store: bool) {
    let Some(heard) = hear(&stream, store) else { return };
    let (act, content, store_address) = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.heard.push(heard.clone());
        let script = if store { &mut state.store } else { &mut state.hub };
        let act = script.pop_front().unwrap_or(Act::Serve);
        (act, state.content.clone(), state.store_address.clone())
    };
    // Whoever asked may have gone: that is no matter of the server.
    let _ = match act {
        Act::Refuse(status, headers) => {
            let headers: String =
                headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            head(&mut stream, status, &format!("Content-Length: 0\r\n{headers}"))
        }
        Act::NoHub => head(&mut stream, 200, "Content-Length: 5\r\nContent-Type: text/html\r\n"),
        act if store || heard.path.starts_with("/models/") => send(&mut stream, &heard, &act, &content),
        _ => redirect(&mut stream, &heard, &content, &store_address),
    };
}

fn hear(stream: &TcpStream, store: bool) -> Option<Heard> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let header = |name: &str| {
        let mut pairs = headers.iter().filter_map(|line| line.split_once(": "));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    Some(Heard { store, method, path, range: header("range"), authorization: header("authorization") })
}

fn head(stream: &mut TcpStream, status: u16, headers: &str) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status} -\r\nConnection: close\r\n{headers}\r\n")
}

/// What the hub says of a large file: where it is, its hash and length.
fn redirect(stream: &mut TcpStream, heard: &Heard, content: &[u8], store: &str) -> std::io::Result<()> {
    let (hash, length) = (hash(content), content.len());
    let path = &heard.path;
    head(
        stream,
        302,
        &format!(
            "Content-Length: 0\r\nLocation: {store}{path}?signed=1\r\nX-Repo-Commit: {COMMIT}\r\n\
             X-Linked-Etag: \"{hash}\"\r\nX-Linked-Size: {length}\r\nETag: \"of-the-pointer\"\r\n"
        ),
    )
}

fn send(stream: &mut TcpStream, heard: &Heard, act: &Act, content: &[u8]) -> std::io::Result<()> {
    let mut content = content.to_vec();
    if matches!(act, Act::Damaged) {
        content.iter_mut().for_each(|byte| *byte ^= 1);
    }
    let from = heard.range.as_deref().filter(|_| !matches!(act, Act::IgnoreRange));
    let from = from.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
    let length = content.len();
    if from.is_some_and(|from| from >= length) {
        return head(stream, 416, &format!("Content-Length: 0\r\nContent-Range: bytes */{length}\r\n"));
    }
    let body = &content[from.unwrap_or(0)..];
    let mut headers = format!("Content-Length: {}\r\nETag: \"of-the-store\"\r\n", body.len());
    if let Some(from) = from {
        let _ = write!(headers, "Content-Range: bytes {from}-{}/{length}\r\n", length - 1);
    }
    head(stream, if from.is_some() { 206 } else { 200 }, &headers)?;
    if heard.method == "HEAD" {
        return Ok(());
    }
    match act {
        Act::Cut(bytes) => stream.write_all(&body[..(*bytes).min(body.len())]),
        Act::Stall(bytes) => {
            stream.write_all(&body[..(*bytes).min(body.len())])?;
            thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        Act::Slowly => body.chunks(body.len() / 8 + 1).try_for_each(|piece| {
            thread::sleep(Duration::from_millis(60));
            stream.write_all(piece)
        }),
        _ => stream.write_all(body),
    }
}
