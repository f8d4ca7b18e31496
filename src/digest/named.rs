//! Whom and which places a Chinese article names where it begins.
//!
//! Names of people and of counties are in no dictionary. So they are read from what stands around them: a place from the
//! word for what it is, somebody from the office before the name, and from what is done to whoever bears it.

use std::collections::BTreeSet;

use crate::text::{
    hanzi,
    script::{is_han, simplified_form},
    words,
};

/// Bytes in which an article says what it knows of.
const LOOKED_AT: usize = 4_000;

/// Bytes of its first sentence, by which an article is read whose headline names no place.
const SENTENCE: usize = 300;

/// What ends the name of a place, the smaller places first, and what makes a common word with it: 城区, 上市.
const PLACES: [(&str, &str); 3] = [
    (
        "区县",
        "地小园灾社山林特景郊牧矿战疫城发治校厂库辖片街军禁时选商能护范假验人民宅济理务业市新老困强全各该本外邻两多个副原任某",
    ),
    ("市", "城超股楼车夜上花菜集闹全外本该此我在各两多个入出邻跨省副原任某"),
    ("省", "全各该本外邻两多个跨入出部节反副原任某"),
];

/// Common surnames.
const SURNAMES: &str = "王李张刘陈杨赵吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧肖曹袁邓傅沈彭吕苏卢蒋蔡贾魏薛阎闫潘杜戴汪姜姚谭廖邹熊郝崔邱秦侯\
邵孟龚庞樊邢岳祁詹靳欧甄裴覃霍翁隋柯阮祝聂何林高黄周马金万陆白任石史江方余田夏钟汤尹段雷龙陶毛贺顾康严温施洪倪莫孔向武黎常\
乔赖殷支";

/// What an office ends with, and what else stands before a name.
const BEFORE: &str = "长记任席员理裁授师手人子对";

/// What follows the name of somebody of whom there is news.
const BEHIND: [&str; 18] = [
    "被",
    "等",
    "涉",
    "案",
    "因",
    "严重违",
    "接受",
    "提起公诉",
    "受贿",
    "一审",
    "二审",
    "获刑",
    "落马",
    "主动投案",
    "当选",
    "辞职",
    "去世",
    "逝世",
];

/// What an article names where it begins, in Simplified characters, and its text, in which others look for their names.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Whom the headline names.
    people: BTreeSet<String>,
    /// Whom the first sentence names.
    people_of_sentence: BTreeSet<String>,
    places: BTreeSet<String>,
    text: String,
}

impl Named {
    /// What a Chinese article names: whom its headline does, and which places that does or else its first sentence.
    pub fn of(title: &str, text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(LOOKED_AT)];
        let sentence = &text[..text.floor_char_boundary(SENTENCE)];
        let sentence = sentence.split(['。', '\n']).next().unwrap_or_default();
        let places = Some(places(title)).filter(|places| !places.is_empty());
        let places = places.unwrap_or_else(|| self::places(sentence));
        let text = [title, text].concat().chars().map(simplified_form).collect();
        Self { people: people(title), people_of_sentence: people(sentence), places, text }
    }

    /// The given names of the people, as they are spelled in English: jianguo for 李建国. One of a single syllable is like too
    /// many words.
    pub fn given_names(&self) -> impl Iterator<Item = String> {
        let given = |name: &String| -> Option<String> {
            let syllables: Option<Vec<&str>> = name.chars().skip(1).map(hanzi::syllable).collect();
            syllables
                .filter(|syllables| syllables.len() > 1)
                .map(|syllables| syllables.concat().replace('v', "u"))
        };
        self.people.iter().filter_map(given)
    }

    /// True where each names a place that the other article knows.
    pub fn is_of_one_place(&self, other: &Self) -> bool {
        let known = |places: &BTreeSet<String>, text: &str| places.iter().any(|place| text.contains(place));
        known(&self.places, &other.text) && known(&other.places, &self.text)
    }

    /// True where each names people, or else each names places, of whom the other article knows nobody, or none.
    pub fn is_of_others(&self, other: &Self) -> bool {
        let places = || self.strangers(other, |named| &named.places);
        self.strangers(other, |named| &named.people).or_else(places).unwrap_or(false)
    }

    /// True where each begins with people of whom the other article knows nobody, whatever their headlines say.
    pub fn begins_with_others(&self, other: &Self) -> bool {
        self.strangers(other, |named| &named.people_of_sentence).unwrap_or(false)
    }

    /// True where neither knows any of the other's names; none where one of them names nobody.
    fn strangers(&self, other: &Self, names: impl Fn(&Self) -> &BTreeSet<String>) -> Option<bool> {
        let known = |names: &BTreeSet<String>, text: &str| names.iter().any(|name| text.contains(name));
        let (mine, theirs) = (names(self), names(other));
        (!mine.is_empty() && !theirs.is_empty())
            .then(|| !known(mine, &other.text) && !known(theirs, &self.text))
    }
}

/// The smallest places that a text names, without the word for what they are: 西华 of 河南省周口市西华县.
fn places(text: &str) -> BTreeSet<String> {
    let text: Vec<char> = text.chars().map(simplified_form).collect();
    let of = |(ends, common): (&str, &str)| -> BTreeSet<String> {
        let is_place = |at: usize| {
            let name = &text[at - 2..at];
            let is_name = name.iter().all(|c| is_han(*c) && !"省市县区".contains(*c));
            let is_market = text[at] == '市' && text.get(at + 1).is_some_and(|c| "场值".contains(*c));
            ends.contains(text[at]) && is_name && !common.contains(name[1]) && !is_market
        };
        (2..text.len()).filter(|at| is_place(*at)).map(|at| text[at - 2..at].iter().collect()).collect()
    };
    PLACES.into_iter().map(of).find(|places| !places.is_empty()).unwrap_or_default()
}

/// The people whom a headline or a first sentence names.
fn people(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for run in text.split(|c| !is_han(c)) {
        let run: Vec<char> = run.chars().map(simplified_form).collect();
        for end in 2..=run.len() {
            let behind: String = run[end..].iter().take(4).collect();
            if behind.is_empty() || BEHIND.iter().any(|word| behind.starts_with(word)) {
                found.extend(person(&run[..end], behind.is_empty()));
            }
        }
    }
    found
}

/// The name of somebody that these characters end with. Where nothing follows, something must stand before it.
fn person(run: &[char], nothing_follows: bool) -> Option<String> {
    let is_word = |name: &[char]| words::is_chinese_word(&name.iter().collect::<String>());
    let lengths = [3, 2].into_iter().filter(|len| *len <= run.len());
    let mut names = lengths.map(|len| run.split_at(run.len() - len));
    let (_, name) = names.find(|(before, name)| {
        let follows = before.last().is_some_and(|last| BEFORE.contains(*last));
        // The dictionary has the names of some people too.
        let is_name = SURNAMES.contains(name[0]) && !name.contains(&'某');
        let is_name = is_name && (follows && name.len() == 3 || !is_word(name));
        let opens = before.is_empty() && !nothing_follows && !is_word(&name[..2]);
        is_name && (follows || opens)
    })?;
    Some(name.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &BTreeSet<String>) -> String {
        names.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn people_by_what_stands_around_them() {
        let people = |title: &str| told(&people(title));
        assert_eq!(people("青川县水务局原局长孟小林被开除党籍"), "孟小林");
        assert_eq!(people("某厅原副厅长李建国被开除党籍"), "李建国");
        assert_eq!(people("检察机关依法对卢应山、周映湖涉嫌受贿案提起公诉"), "卢应山 周映湖");
        assert_eq!(people("縣委原書記劉志遠等3人被查"), "刘志远");
        for nobody in ["江苏被列入名单", "高速公路因大雾关闭", "王某被抓", "论坛在大连开幕"]
        {
            assert_eq!(people(nobody), "", "{nobody}");
        }
    }

    #[test]
    fn given_names_are_spelled_in_english() {
        let given = |title| Named::of(title, "").given_names().collect::<Vec<_>>().join(" ");
        assert_eq!(given("某厅原副厅长李建国被开除党籍"), "jianguo");
        assert_eq!(given("某厅原副厅长吕文绿被开除党籍"), "wenlu");
        assert_eq!(given("某厅原副厅长王辉被开除党籍"), "");
    }

    #[test]
    fn places_by_the_word_for_what_they_are() {
        let places = |text: &str| told(&places(text));
        assert_eq!(places("河东省临江市白沙县两名学生溺水"), "白沙");
        assert_eq!(places("河东省临江市两名学生溺水"), "临江");
        assert_eq!(places("杭州市民走进灾区"), "杭州");
        assert_eq!(places("股市上涨，农村地区受灾，城市建设加快"), "");
    }

    #[test]
    fn others_are_those_of_whom_neither_knows() {
        let report = |title: &str| Named::of(title, "经查，其违反纪律，决定给予其开除党籍处分。");
        let one = report("青川县水务局原局长孟小林被开除党籍");
        let other = report("青川县粮食局原局长何大勇被开除党籍");
        assert!(one.is_of_others(&other) && !one.is_of_others(&one));
        assert!(!one.is_of_others(&Named::of("青川一局长被查", "孟小林被开除党籍。")));
        let charged = |text: &str| Named::of("前副縣長遭起訴", text);
        let one = charged("青川地檢署2日偵結，前副縣長孟小林涉收賄300萬元。");
        assert!(one.begins_with_others(&charged("白沙地檢署3日偵結，前副縣長何大勇涉收賄500萬元。")));
        assert!(!one.begins_with_others(&charged("前副縣長何大勇涉收賄500萬元，與孟小林同案。")));
        assert!(!one.begins_with_others(&charged("白沙地檢署3日偵結一案。")));
        let drowned = |text: &str| Named::of("两名学生溺水", text);
        let here = drowned("6月1日，河东省临江市白沙县两名学生溺水。");
        assert!(here.is_of_others(&drowned("6月4日，海西省北岸市红石县两名学生溺水。")));
        assert!(!here.is_of_others(&drowned("6月1日，临江市两名学生溺水。")));
        assert!(!here.is_of_others(&drowned("两名学生溺水。")));
    }
}
