//! The words by which it is known what a figure counts.

use std::sync::LazyLock;

/// What is counted.
pub struct Noun {
    /// Its plural in English, which is also its name here.
    pub code: &'static str,
    english: Vec<&'static str>,
    chinese: Vec<&'static str>,
}

/// What happens to the counted, or what is done with an amount.
pub struct Role {
    /// Its name here.
    pub code: &'static str,
    english: [Vec<&'static str>; 2],
    chinese: [Vec<&'static str>; 2],
    /// What an amount is called in English and Chinese.
    called: [&'static str; 2],
}

/// The table.
struct Words {
    nouns: Vec<Noun>,
    roles: Vec<Role>,
    amounts: Vec<Role>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { nouns: Vec::new(), roles: Vec::new(), amounts: Vec::new() };
    for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('|').map(str::trim);
        let mut next = || fields.next().unwrap_or_default();
        let (kind, code) = (next(), next());
        let list = |field: &'static str| field.split_whitespace().collect::<Vec<_>>();
        if kind == "noun" {
            let mut english = list(next());
            english.push(code);
            words.nouns.push(Noun { code, english, chinese: list(next()) });
        } else {
            let english = [list(next()), list(next())];
            let chinese = [list(next()), list(next())];
            let role = Role { code, english, chinese, called: [next(), next()] };
            if kind == "role" { &mut words.roles } else { &mut words.amounts }.push(role);
        }
    }
    words
});

/// What people are when nothing more is said of them.
pub const PEOPLE: &str = "people";

/// The noun that an English word is.
pub fn noun(word: &str) -> Option<&'static Noun> {
    WORDS.nouns.iter().find(|noun| noun.english.contains(&word))
}

/// The first Chinese noun in a run of characters, and where it ends; of two at one place the longer.
pub fn chinese_noun(run: &str) -> Option<(&'static Noun, std::ops::Range<usize>)> {
    let found = WORDS.nouns.iter().flat_map(|noun| noun.chinese.iter().map(move |word| (noun, word)));
    let found = found.filter_map(|(noun, word)| run.find(word).map(|at| (noun, at..at + word.len())));
    found.min_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)))
}

impl Noun {
    /// It behind a figure: "guests", 名嘉宾.
    pub fn counted(&self, chinese: bool) -> String {
        match (chinese, self.chinese.first()) {
            (true, Some(&"人")) => "人".to_owned(),
            (true, Some(&"国家")) => "个国家".to_owned(),
            (true, Some(word)) => format!("名{word}"),
            _ => self.code.to_owned(),
        }
    }
}

/// The role that English words before a figure, or behind it, name: the word next to it and the two next to it.
pub fn role(behind: bool, one: &str, two: &str) -> Option<&'static Role> {
    of_english(&WORDS.roles, behind, one, two)
}

/// As [`role`], of an amount.
pub fn amount(behind: bool, one: &str, two: &str) -> Option<&'static Role> {
    of_english(&WORDS.amounts, behind, one, two)
}

/// The role whose name stands before a figure, at the end of this Chinese text.
pub fn chinese_role_before(text: &str) -> Option<&'static Role> {
    WORDS.roles.iter().find(|role| role.chinese[0].iter().any(|word| text.ends_with(word)))
}

/// The role whose name stands behind a figure, at the start of this Chinese text, and the length of the name.
pub fn chinese_role_behind(text: &str) -> Option<(&'static Role, usize)> {
    let found = WORDS.roles.iter().flat_map(|role| role.chinese[1].iter().map(move |word| (role, word)));
    let found = found.filter(|(_, word)| text.starts_with(**word)).map(|(role, word)| (role, word.len()));
    found.max_by_key(|(_, len)| *len)
}

/// The role of an amount between these Chinese texts.
pub fn chinese_amount(before: &str, behind: &str) -> Option<&'static Role> {
    WORDS.amounts.iter().find(|role| {
        let [first, last] = &role.chinese;
        first.iter().any(|word| before.ends_with(word)) || last.iter().any(|word| behind.starts_with(word))
    })
}

fn of_english(roles: &'static [Role], behind: bool, one: &str, two: &str) -> Option<&'static Role> {
    roles.iter().find(|role| {
        let words = &role.english[usize::from(behind)];
        words.contains(&one) || words.contains(&two)
    })
}

impl Role {
    /// What happened to `noun`, behind a figure: "workers killed", 名工人死亡.
    pub fn said(&self, noun: &Noun, chinese: bool) -> String {
        let counted = noun.counted(chinese);
        if self.is_visit() {
            return counted;
        }
        match (chinese, noun.code == PEOPLE) {
            (true, _) => format!("{counted}{}", self.chinese[1].first().unwrap_or(&"")),
            (false, true) => self.code.to_owned(),
            (false, false) => format!("{counted} {}", self.code),
        }
    }

    /// What an amount is called behind it.
    pub fn called(&self, chinese: bool) -> &'static str {
        self.called[usize::from(chinese)]
    }

    /// True where they came to something, false where something happened to them.
    pub fn is_visit(&self) -> bool {
        self.code == "attended"
    }
}
