//! Part-of-speech tagging: the best path over what each word can be, and with it the choice of sense.

use super::{
    deed,
    grammar::{self, Category},
    name,
    node::Node,
    number,
    segment::{Piece, Token},
};
use crate::rules::lexicon::{Entry, Kind};

struct Candidate {
    category: Category,
    english: String,
    cost: u32,
}

// Costs of a reading, in the unit of the table in `step`; set on development texts.
/// A reading that is not the word's usual one.
const UNUSUAL: u32 = 550;
/// An adverb made from an adjective.
const MADE: u32 = 600;
/// A reading that neither the tag nor our own list names first.
const SECOND: u32 = 150;

/// A verb after 进行 is its object: a noun.
const LIGHT: u32 = 2_000;

/// The nodes of `tokens`, one each.
pub fn tag<'a>(tokens: &[Token<'a>]) -> Vec<Node<'a>> {
    let readings: Vec<Vec<Candidate>> = tokens.iter().map(candidates).collect();
    // Viterbi: costs[i][k] is the cheapest way to read token i as its k-th candidate.
    let mut costs: Vec<Vec<(u32, usize)>> = Vec::with_capacity(readings.len());
    for (at, row) in readings.iter().enumerate() {
        let light = deed::follows_light_verb(tokens, at);
        let noun = readings.get(at + 1).is_some_and(|row| row.iter().any(|r| r.category == Category::Noun));
        let counted = deed::counted(tokens, at);
        let reached = row
            .iter()
            .map(|reading| {
                let before = match at.checked_sub(1) {
                    None => (step(Category::Punct, reading.category), 0),
                    Some(before) => readings[before]
                        .iter()
                        .enumerate()
                        .map(|(k, old)| (costs[before][k].0 + step(old.category, reading.category), k))
                        .min()
                        .unwrap_or((0, 0)),
                };
                let light = match reading.category {
                    Category::Verb if light => LIGHT,
                    // 接受了四次采访 counts interviews, 去了四次北京 visits.
                    Category::Adverb if counted == Some(true) && noun => LIGHT,
                    Category::DetPlural if counted.is_some() && !noun => LIGHT,
                    _ => 0,
                };
                (before.0.saturating_add(reading.cost + light), before.1)
            })
            .collect();
        costs.push(reached);
    }
    let mut chosen = Vec::with_capacity(readings.len());
    let end = |k: usize| readings.last().map_or(0, |row| step(row[k].category, Category::Punct));
    let last = costs.last().and_then(|row| (0..row.len()).min_by_key(|k| row[*k].0 + end(*k)));
    let mut k = last.unwrap_or(0);
    for at in (0..readings.len()).rev() {
        chosen.push(k);
        k = costs[at][k].1;
    }
    chosen.reverse();
    let mut end = 0;
    let mut nodes: Vec<Node> = Vec::with_capacity(tokens.len());
    for ((mut row, k), token) in readings.into_iter().zip(chosen).zip(tokens) {
        if k < row.len() {
            let mut node = node(row.swap_remove(k), token);
            node.joined = end == token.text.as_ptr() as usize;
            nodes.push(node);
        }
        end = token.text.as_ptr() as usize + token.text.len();
    }
    nodes
}

fn node<'a>(reading: Candidate, token: &Token<'a>) -> Node<'a> {
    let mut node = Node::new(reading.category, token.text, reading.english);
    if let Piece::Word(entry) = &token.piece {
        node.plural = reading.category == Category::Number && !token.text.starts_with('一');
        node.deed = entry.sense(Kind::Verb).unwrap_or_default();
    }
    match &token.piece {
        Piece::Number(number) => {
            node.plural = number.plural;
            node.definite = number.ordinal;
        }
        Piece::Date(date) => node.post = date.preposition.to_owned(),
        Piece::Word(_)
            if node.category == Category::Time
                && node.english.ends_with("day")
                && node.english.starts_with(char::is_uppercase) =>
        {
            node.post = "on".to_owned();
        }
        Piece::Term(_) => node.inflected = true,
        _ => {}
    }
    node
}

fn candidates(token: &Token) -> Vec<Candidate> {
    let one = |category, english: &str| vec![Candidate { category, english: english.to_owned(), cost: 0 }];
    match &token.piece {
        Piece::Number(number) => one(Category::Number, &number.text),
        Piece::Date(date) => one(Category::Time, &date.text),
        Piece::Person(name) => one(Category::Person, name),
        Piece::Foreign => one(Category::Person, &name::foreign(token.text)),
        Piece::Term(target) => one(Category::Name, target),
        Piece::Latin => one(Category::Name, token.text),
        Piece::Word(entry) => word(token.text, *entry),
        Piece::Other if token.text == "、" => one(Category::And, ","),
        Piece::Other if token.text.chars().all(super::segment::is_han) => one(Category::Name, token.text),
        Piece::Other => one(Category::Punct, token.text),
    }
}

fn word(text: &str, entry: Entry) -> Vec<Candidate> {
    // 驻阿使馆: one of several countries that begin so.
    if text == "阿" {
        return vec![Candidate { category: Category::Name, english: "A".to_owned(), cost: 0 }];
    }
    if let Some((category, english)) = grammar::function(text) {
        return functions(text, category, english);
    }
    if let Some((count, often)) = number::times(text) {
        let reading = |category, english: String, cost| Candidate { category, english, cost };
        let count = count.to_owned();
        return vec![reading(Category::Adverb, often, 0), reading(Category::DetPlural, count, 0)];
    }
    let usual = usual(entry.tag());
    let mut out: Vec<Candidate> = Vec::new();
    for sense in entry.senses().filter(|sense| !is_note(sense.text)) {
        let category = match sense.kind {
            Kind::Noun => Category::Noun,
            Kind::Verb => Category::Verb,
            Kind::Adjective => Category::Adjective,
            Kind::Adverb => Category::Adverb,
            Kind::Name => Category::Name,
            Kind::Time => Category::Time,
            Kind::Measure => Category::Measure,
            Kind::Surname if entry.senses().count() <= 2 => Category::Person,
            Kind::Surname | Kind::Reading => continue,
            Kind::Other => match usual {
                // A name in jieba's tags that English does not write as one is a thing: 恐龙, 体操.
                Some(Category::Verb | Category::Name | Category::Person) | None => Category::Noun,
                Some(category) => category,
            },
        };
        // What jieba calls a time word keeps that, whatever the English is.
        let category =
            if usual == Some(Category::Time) && !matches!(category, Category::Verb | Category::Adjective) {
                Category::Time
            } else {
                category
            };
        let near = usual == Some(category)
            || (matches!(usual, Some(Category::Name | Category::Person)) && category == Category::Noun);
        let cost = match (near, out.is_empty()) {
            (true, _) => 0,
            (false, true) => SECOND,
            (false, false) => UNUSUAL,
        };
        if out.iter().all(|old| old.category != category) {
            out.push(Candidate { category, english: sense.text.to_owned(), cost });
        }
    }
    // 准确把握: an adjective before a verb says how.
    if matches!(usual, Some(Category::Adjective | Category::Adverb))
        && let Some(adjective) =
            out.iter().find(|old| old.category == Category::Adjective).map(|old| old.english.clone())
        && out.iter().all(|old| old.category != Category::Adverb)
        && let Some(english) = adverb(&adjective)
    {
        out.push(Candidate { category: Category::Adverb, english, cost: MADE });
    }
    if out.is_empty() {
        out.push(Candidate { category: usual.unwrap_or(Category::Noun), english: unknown(text), cost: 0 });
    }
    out
}

/// True for a sense that tells of a word, and is not what it says: "verb suffix".
fn is_note(english: &str) -> bool {
    [
        "suffix",
        "prefix",
        "classifier",
        "particle indicating",
        "measure word",
        "interjection",
        "used before",
        "used after",
        "variant of",
    ]
    .iter()
    .any(|note| english.contains(note) && english.len() > note.len() + 1)
}

/// The adverb of an adjective: accurate → accurately; `None` for those that make none.
fn adverb(adjective: &str) -> Option<String> {
    if adjective.contains(' ')
        || adjective.len() < 4
        || adjective.ends_with("ly")
        || adjective.ends_with("ing")
    {
        return None;
    }
    Some(match () {
        _ if adjective.ends_with("ic") => format!("{adjective}ally"),
        _ if adjective.ends_with("le") => format!("{}y", &adjective[..adjective.len() - 1]),
        _ if adjective.ends_with('y') => format!("{}ily", &adjective[..adjective.len() - 1]),
        _ if [
            "ate", "ive", "ous", "ful", "al", "ent", "ant", "ete", "ict", "ere", "ense", "id", "ick", "ar",
            "ear", "eep", "ial",
        ]
        .iter()
        .any(|end| adjective.ends_with(end)) =>
        {
            format!("{adjective}ly")
        }
        _ => return None,
    })
}

/// A character without a sense of its own keeps visible: its sound.
fn unknown(text: &str) -> String {
    text.to_owned()
}

/// A function word and what else it may be.
fn functions(text: &str, category: Category, english: &'static str) -> Vec<Candidate> {
    // 有关部门 is far more often than 有关标准的规定.
    let cost = if text == "有关" { 400 } else { 0 };
    let mut out = vec![Candidate { category, english: english.to_owned(), cost }];
    let mut also = |category, english: &str, cost| {
        out.push(Candidate { category, english: english.to_owned(), cost });
    };
    match text {
        "个" => also(Category::Det, "a", 300),
        "只" => also(Category::Measure, "", 300),
        "就" => also(Category::Prep, "on", 500),
        "起" => also(Category::Verb, "rise", 900),
        "到" | "至" => also(Category::Verb, "arrive at", 900),
        "在" => also(Category::Verb, "be in", 1500),
        "给" => also(Category::Verb, "give", 700),
        "用" => also(Category::Verb, "use", 500),
        "为" => also(Category::Prep, "for", 200),
        "要" => also(Category::Verb, "want", 500),
        "需要" => {
            also(Category::Verb, "need", 100);
            also(Category::Noun, "need", 600);
        }
        "获" => also(Category::Verb, "win", 300),
        "受" => also(Category::Verb, "receive", 500),
        "遭" => also(Category::Verb, "suffer", 500),
        "过" => also(Category::Verb, "pass", 700),
        "上" => also(Category::Det, "last", 900),
        "下" => also(Category::Det, "next", 900),
        "前" => also(Category::Adjective, "former", 300),
        "后" => also(Category::Adjective, "later", 900),
        "想" => also(Category::Verb, "think", 500),
        "会" => also(Category::Noun, "meeting", 900),
        "可能" => also(Category::Noun, "possibility", 900),
        "多" => also(Category::Adverb, "more", 900),
        "之" | "同" | "跟" => also(Category::Prep, "with", 400),
        "通过" => also(Category::Verb, "pass", 700),
        "有关" => {
            also(Category::Adjective, "relevant", 0);
            also(Category::Verb, "be related", 900);
        }
        "经过" | "随着" => {}
        "主要" => also(Category::Adjective, "main", 0),
        "平均" => also(Category::Adjective, "average", 0),
        "最后" => also(Category::Adjective, "last", 0),
        "最终" => also(Category::Adjective, "final", 0),
        "面对" => also(Category::Verb, "face", 300),
        "近" => also(Category::Adjective, "close", 900),
        "等" => also(Category::Verb, "wait", 1200),
        "全" => also(Category::Adverb, "all", 700),
        "无" => also(Category::HaveNot, "have no", 300),
        "没" => also(Category::HaveNot, "have no", 500),
        "如" => also(Category::Conj, "if", 800),
        "比较" => also(Category::Verb, "compare", 900),
        "对" => also(Category::Adjective, "right", 1200),
        "将" => also(Category::Ba, "", 900),
        _ => {}
    }
    out
}

/// The category of jieba's tag.
fn usual(tag: [u8; 2]) -> Option<Category> {
    Some(match &tag {
        b"nr" => Category::Person,
        b"ns" | b"nt" | b"nz" => Category::Name,
        b"ad" => Category::Adverb,
        [b'n' | b's' | b'f' | b'l', _] | b"vn" | b"an" => Category::Noun,
        [b'v', _] => Category::Verb,
        [b'a' | b'b' | b'z', _] => Category::Adjective,
        [b'd', _] => Category::Adverb,
        [b't', _] => Category::Time,
        [b'm', _] => Category::Number,
        [b'q', _] => Category::Measure,
        _ => return None,
    })
}

/// The cost of one category after another: what Chinese word order makes unlikely.
fn step(from: Category, to: Category) -> u32 {
    use Category as C;
    let class = |category| match category {
        C::Noun | C::Name | C::Person | C::Pronoun | C::Time => 'n',
        C::Verb | C::Have | C::HaveNot | C::Be | C::BeNot | C::As => 'v',
        C::Adjective => 'a',
        C::Adverb | C::Degree | C::More | C::Most | C::Now => 'd',
        C::Aux | C::NotAux | C::Neg | C::Future => 'x',
        C::Prep | C::Than | C::Ba | C::Bei => 'p',
        C::Number | C::Det | C::DetPlural | C::Whose => 'm',
        C::Measure => 'q',
        C::Local => 'l',
        C::De => 'e',
        C::Di | C::Dec | C::Aspect => 't',
        C::And => 'k',
        C::Conj | C::Punct | C::Particle | C::Phrase => '.',
    };
    match (class(from), class(to)) {
        ('n', 'n') => 300,
        ('n', 'v') => 200,
        ('n', 'a') => 600,
        ('n', 'q') => 1500,
        ('v', 'n') => 100,
        ('v', 'v') => 800,
        ('v', 'a') => 500,
        ('v', 'q') => 1500,
        ('v', 'e') => 400,
        ('a', 'n') => 50,
        ('a', 'v') => 700,
        ('a', 'a') => 400,
        ('a', 'l') => 1500,
        ('d', '.') => 900,
        ('d', 'n') => 1400,
        ('d', 'v') => 0,
        ('d', 'a') => 150,
        ('d', 'e') => 1200,
        ('d', 'l') => 1500,
        ('x', 'n') => 1700,
        ('x', 'v') => 0,
        ('x', 'a') => 400,
        ('x', 'l') => 2000,
        ('p', 'n') => 0,
        ('p', 'v') => 1100,
        ('p', 'a') => 500,
        ('p', 'l' | 'e') => 1500,
        ('m', 'n') => 50,
        ('m', 'v') => 1500,
        ('m', 'a') => 300,
        ('m', 'q') => 0,
        ('m', 'l') => 600,
        ('q', 'n') => 0,
        ('q', 'v') => 900,
        ('q', 'a') => 200,
        ('e', 'n') => 0,
        ('e', 'v') => 1300,
        ('e', 'a') => 150,
        ('e', 'd') => 700,
        ('e', 'x' | 'l') => 1500,
        ('l', 'n' | 'v') => 200,
        ('l', 'a') => 500,
        ('t', 'n') => 100,
        ('t', 'v') => 600,
        ('n' | 'm' | 'k' | '.', 't') => 2200,
        ('k', 'v') => 350,
        ('k', 'a') => 350,
        ('k', 'n') => 150,
        ('k' | '.', 'q') => 1500,
        ('.', 'v') => 400,
        ('.', 'a') => 500,
        ('.', 'n') => 150,
        ('.', 'l') => 1500,
        (_, 'q') => 1200,
        _ => 100,
    }
}
