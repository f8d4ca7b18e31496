//! Who held an office when an article was written: the forum under one president is not that under the next.

use crate::text::script::is_han;

/// Offices of which a country has one, the longer first.
const OFFICES: [&str; 8] = [
    "Prime Minister",
    "Foreign Minister",
    "Defence Minister",
    "Defense Minister",
    "Finance Minister",
    "Interior Minister",
    "President",
    "Chancellor",
];

/// Words before an office that make it another one, or that of somebody who has left it.
const OTHERS: [&str; 12] = [
    "Vice",
    "Deputy",
    "Former",
    "Assistant",
    "Acting",
    "The",
    "Then",
    "Ex",
    "Elect",
    "Outgoing",
    "Incoming",
    "Late",
];

/// The same offices in Chinese, and what stands before them for other ones.
const IN_CHINESE: [&str; 6] = ["总统", "总理", "首相", "外长", "国防部长", "财政部长"];
const OTHERS_IN_CHINESE: [char; 10] = ['副', '前', '原', '任', '代', '时', '届', '理', '选', '新'];

/// What ends the name behind an office in Chinese.
const ENDS: [&str; 24] = [
    "在", "表示", "说", "称", "宣布", "出席", "发表", "致", "当天", "当地", "今", "昨", "周", "于", "对",
    "向", "会见", "强调", "指出", "呼吁", "主持", "访问", "抵达", "将",
];

/// What no foreign name has: 总统府, 总理办公室, 总统候选人, 总统和夫人.
const NO_NAME: [char; 23] = [
    '府', '办', '候', '选', '的', '和', '与', '及', '夫', '人', '顾', '发', '级', '任', '制', '竞', '卫',
    '专', '是', '也', '已', '宫', '职',
];

/// Characters of the shortest and of the longest name in Chinese, and words of one in English.
const SHORTEST: usize = 2;
const LONGEST: usize = 12;
const WORDS: usize = 3;

/// The holders of offices that a text names.
#[derive(Clone, Debug, Default)]
pub struct Holders(Vec<Holder>);

/// Of which country, which office, and who.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Holder {
    office: String,
    /// The last part of the name.
    name: String,
}

impl Holders {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut found: Vec<Holder> = Vec::new();
        let offices = OFFICES.into_iter().flat_map(|office| text.match_indices(office));
        found.extend(
            offices.filter_map(|(at, office)| english(&text[..at], office, &text[at + office.len()..])),
        );
        let offices = IN_CHINESE.into_iter().flat_map(|office| text.match_indices(office));
        found.extend(
            offices.filter_map(|(at, office)| chinese(&text[..at], office, &text[at + office.len()..])),
        );
        Self(found)
    }

    /// True where it names any.
    pub fn is_any(&self) -> bool {
        !self.0.is_empty()
    }

    /// True where both name the holder of one office, each one whom the other's text, in lower case, does not know.
    pub fn are_others(&self, other: &Self, mine: &str, theirs: &str) -> bool {
        self.0.iter().any(|one| {
            let same: Vec<&Holder> = other.0.iter().filter(|other| other.office == one.office).collect();
            !same.is_empty()
                && !knows(theirs, &one.name)
                && same.iter().all(|other| !knows(mine, &other.name) && !may_be_one(&one.name, &other.name))
        })
    }
}

fn knows(text: &str, name: &str) -> bool {
    text.contains(&name.to_lowercase())
}

/// True for two ways to write one name: Gaddafi and Qaddafi, 普京 and 普廷.
fn may_be_one(one: &str, other: &str) -> bool {
    if one.is_ascii() || other.is_ascii() {
        return strsim::normalized_levenshtein(&one.to_lowercase(), &other.to_lowercase()) > 0.5;
    }
    one.chars().any(|c| other.contains(c))
}

fn english(before: &str, office: &str, behind: &str) -> Option<Holder> {
    let country = before.strip_suffix(' ')?.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let is_country =
        country.len() > 2 && country.starts_with(char::is_uppercase) && !OTHERS.contains(&country);
    let is_former = before.trim_end_matches(country.trim()).trim_end_matches(' ');
    let is_former = is_former
        .strip_suffix(country)
        .unwrap_or(is_former)
        .trim_end()
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .is_some_and(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "former" | "ex" | "then" | "outgoing" | "incoming" | "late"
            )
        });
    let name = behind.strip_prefix(' ')?.split(' ').take(WORDS);
    let mut last = None;
    for word in name {
        let bare = word.trim_end_matches("'s").trim_end_matches("’s");
        let bare = bare.trim_matches(|c: char| !c.is_alphabetic());
        if bare.len() < 3 && !word.ends_with('.') || !bare.starts_with(char::is_uppercase) {
            break;
        }
        last = Some(bare);
        if word.ends_with([',', '.', ';']) && bare.len() > 1 {
            break;
        }
    }
    let name = last.filter(|name| name.len() > 2)?;
    (is_country && !is_former)
        .then(|| Holder { office: format!("{country} {office}"), name: name.to_owned() })
}

fn chinese(before: &str, office: &str, behind: &str) -> Option<Holder> {
    let start = before.char_indices().rev().take(SHORTEST).last()?.0;
    let country = &before[start..];
    if country.chars().count() < SHORTEST
        || !country.chars().all(is_han)
        || country.ends_with(OTHERS_IN_CHINESE)
        || country.contains("联邦")
    {
        return None;
    }
    let run = &behind[..behind.find(|c: char| !is_han(c) && c != '·').unwrap_or(behind.len())];
    let end = ENDS.iter().filter_map(|end| run.find(end)).min().unwrap_or(run.len());
    let name = &run[..end];
    let last = name.rsplit('·').next().unwrap_or(name);
    let is_name = (SHORTEST..=LONGEST).contains(&name.chars().count())
        && (SHORTEST..=SHORTEST + 3).contains(&last.chars().count())
        && !name.contains(NO_NAME);
    is_name.then(|| Holder { office: format!("{country}{office}"), name: last.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others(one: &str, other: &str) -> bool {
        let (mine, theirs) = (one.to_lowercase(), other.to_lowercase());
        Holders::of(one).are_others(&Holders::of(other), &mine, &theirs)
    }

    #[test]
    fn two_holders_of_one_office() {
        let one = "The forum opened on Monday. Orvanian Prime Minister Petra Lindqvist spoke.";
        assert!(others(one, "Orvanian Prime Minister Jonas Aalto gave a speech."));
        assert!(!others(one, "Orvanian Prime Minister Lindqvist, at home, spoke."));
        assert!(!others(one, "Lipasayan Prime Minister Jonas Aalto gave a speech."));
        assert!(!others(one, "Former Orvanian Prime Minister Jonas Aalto gave a speech."));
        assert!(!others(one, "Orvanian Deputy Prime Minister Jonas Aalto gave a speech."));
        assert!(!others(one, "Orvanian Prime Minister Jonas Aalto follows Petra Lindqvist."));
        assert!(!others("Orvanian President Qadari spoke.", "Orvanian President Gadari spoke."), "spelling");
    }

    #[test]
    fn in_chinese() {
        let one = "论坛16日开幕，奥尔万总理林奎斯特出席。";
        assert!(others(one, "奥尔万总理约纳斯·阿尔托在开幕式上致辞。"));
        assert!(!others(one, "奥尔万总理佩特拉·林奎斯特在开幕式上致辞。"));
        assert!(!others(one, "奥尔万前总理阿尔托在开幕式上致辞。"));
        assert!(!others(one, "奥尔万总理府表示，论坛将办三天。"));
        assert!(!others(one, "利帕赛总理阿尔托在开幕式上致辞。"));
    }
}
