//! How fast articles are put into stories, and how that grows: seconds for 500 to 4,000 articles, medians of five rounds
//! taken in turn, and each beside what n log n would make of the smallest.
//!
//! `cargo bench --bench grouping`; with `--no-default-features` it builds in a few minutes. The articles are made from the
//! samples of the project: each event has a place, people, figures and words of its own, one to five reports in two
//! languages, and sentences that others have too. So two articles are neither all alike nor all strange, and the more
//! there are the more words they have, as in the news.

use std::time::Instant;

use zhaiyi::{
    digest::{Candidate, English, group},
    text::Language,
};

const SIZES: [usize; 4] = [500, 1_000, 2_000, 4_000];
const ROUNDS: usize = 5;

const ENGLISH: [&str; 4] = [
    include_str!("../samples/harbour-forum-2022.txt"),
    include_str!("../samples/harbour-forum-2024.txt"),
    include_str!("../samples/harbour-forum-report.txt"),
    include_str!("../samples/work-conference.md"),
];
const CHINESE: [&str; 2] =
    [include_str!("../samples/港口论坛.txt"), include_str!("../samples/老年用品标准.md")];

/// Syllables of the names and words that are made up.
const SYLLABLES: [&str; 24] = [
    "ba", "den", "fi", "gor", "hal", "in", "jo", "kel", "lu", "mar", "nes", "ol", "pra", "qui", "ros", "sta",
    "ter", "ul", "ven", "wick", "xan", "yor", "zem", "bridge",
];
const CHARACTERS: &str = "安宝昌达恩丰冠海佳凯乐茂宁欧平清荣盛泰旺熙雅泽卓川岭沙溪桥岩塘坪";

/// Each second word longer than this is one of the event's own.
const LONG: usize = 6;

/// Of so many words an event has these, the first ones more often, as words are distributed in the news.
const VOCABULARY: u64 = 30_000;

/// SplitMix64 (Steele, Lea & Flood 2014): the same articles in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    /// A rank, small ones more often: its logarithm is evenly distributed.
    fn rank(&mut self) -> u64 {
        let even = self.below(1 << 20) as f64 / (1u64 << 20) as f64;
        (VOCABULARY as f64).powf(even) as u64
    }
}

/// The word of a rank: always the same.
fn word(rank: u64) -> String {
    let mut random = Random(rank);
    (0..2 + rank % 3).map(|_| random.of(&SYLLABLES)).collect()
}

/// What the reports of one event have in common.
struct Event {
    words: Vec<String>,
    place: String,
    place_in_chinese: String,
    figure: u64,
}

impl Event {
    fn new(random: &mut Random) -> Self {
        let characters: Vec<char> = CHARACTERS.chars().collect();
        let name = word(VOCABULARY + random.below(VOCABULARY));
        Self {
            words: (0..40).map(|_| word(random.rank())).collect(),
            place: name[..1].to_uppercase() + &name[1..],
            place_in_chinese: (0..2).map(|_| random.of(&characters)).collect(),
            figure: 2 + random.below(900),
        }
    }

    /// A sample as a report of this event: its longer words, its names and its numbers are replaced by the event's, as each
    /// report chooses.
    fn report(&self, sample: &str, random: &mut Random) -> String {
        let mut out = String::new();
        for word in sample.split_inclusive([' ', '\n']) {
            let bare = word.trim_end();
            let space = &word[bare.len()..];
            let letters = bare.chars().all(|c| c.is_ascii_alphabetic());
            match bare {
                _ if letters && bare.starts_with(char::is_uppercase) && random.below(3) == 0 => {
                    out += &self.place
                }
                _ if letters && bare.len() > LONG && random.below(2) == 0 => {
                    let own = random.below(self.words.len() as u64) as usize;
                    out += &self.words[own];
                }
                _ if bare.parse::<u64>().is_ok() => out += &(self.figure + random.below(3)).to_string(),
                _ => out += bare,
            }
            out += space;
        }
        out
    }

    fn in_chinese(&self, sample: &str) -> String {
        sample
            .replace("大连", &self.place_in_chinese)
            .replace("厦门", &self.place_in_chinese)
            .replace("420", &self.figure.to_string())
    }
}

/// So many articles.
fn articles(count: usize) -> Vec<Candidate> {
    let mut random = Random(1);
    let mut out = Vec::with_capacity(count);
    while out.len() < count {
        let event = Event::new(&mut random);
        let day =
            jiff::civil::date(2024, 1, 1).saturating_add(jiff::Span::new().days(random.below(60) as i64));
        for _ in 0..=random.below(4).min(random.below(5)) {
            let sample = random.of(&ENGLISH);
            let text = event.report(sample, &mut random);
            let title = format!("{} in {}", event.words[..3].join(" "), event.place);
            let chinese = random.below(3) == 0;
            let english = chinese.then(|| English { title: title.clone(), text: text.clone() });
            let (title, text) = match chinese {
                true => (
                    format!("{}标准化论坛举行", event.place_in_chinese),
                    event.in_chinese(random.of(&CHINESE)),
                ),
                false => (title, text),
            };
            let language = if chinese { Language::Chinese } else { Language::English };
            out.push(Candidate {
                id: out.len().to_string(),
                language,
                title,
                text,
                published: Some(day),
                source: None,
                english,
            });
        }
    }
    out.truncate(count);
    out
}

fn main() {
    let all = articles(SIZES[SIZES.len() - 1]);
    let mut seconds: [Vec<f64>; SIZES.len()] = Default::default();
    let mut stories = [0; SIZES.len()];
    for _ in 0..ROUNDS {
        for (at, size) in SIZES.into_iter().enumerate() {
            let start = Instant::now();
            stories[at] = group(&all[..size]).len();
            seconds[at].push(start.elapsed().as_secs_f64());
        }
    }
    let medians = seconds.map(|mut rounds| {
        rounds.sort_by(f64::total_cmp);
        rounds[ROUNDS / 2]
    });
    println!("{:>8} {:>8} {:>8} {:>10}", "articles", "stories", "seconds", "of n log n");
    let n_log_n = |size: usize| size as f64 * (size as f64).ln();
    for (at, size) in SIZES.into_iter().enumerate() {
        let expected = medians[0] * n_log_n(size) / n_log_n(SIZES[0]);
        println!("{size:>8} {:>8} {:>8.3} {:>10.2}", stories[at], medians[at], medians[at] / expected);
    }
}
