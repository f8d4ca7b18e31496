//! Names in Chinese text.

use std::ops::Range;

use super::is_within;
use crate::{
    checks::is_chinese_name,
    text::{Language, script::is_han, words},
};

/// What ends the names of organisations.
const ORGANISATIONS: [&str; 23] = [
    "委员会",
    "管理局",
    "监督局",
    "总局",
    "标准院",
    "研究院",
    "研究所",
    "科学院",
    "法院",
    "检察院",
    "公安局",
    "协会",
    "学会",
    "联合会",
    "化组织",
    "贸易组织",
    "卫生组织",
    "合作组织",
    "公司",
    "集团",
    "大学",
    "人民政府",
    "工业和信息化部",
];

/// What follows an ending that is none: 大学生, 公司化.
const NOT_BEHIND: [char; 8] = ['医', '生', '化', '员', '制', '章', '城', '附'];

/// What stands around the name of a place that is called by an organisation.
const BEFORE_A_PLACE: [&str; 7] = ["位于", "途经", "路过", "从", "乘坐", "搭乘", "任职于"];
const BEHIND_A_PLACE: [&str; 7] = ["正对面", "对面", "附近", "门口", "旁", "门前", "大门"];

/// What names of organisations begin with, besides names of places.
const BEGINNINGS: [&str; 22] = [
    "国家",
    "国际",
    "中国",
    "中华",
    "全国",
    "世界",
    "亚洲",
    "欧洲",
    "联合国",
    "最高",
    "中央",
    "中共",
    "国务院",
    "教育部",
    "公安部",
    "财政部",
    "商务部",
    "外交部",
    "交通运输部",
    "农业农村部",
    "应急管理部",
    "欧盟",
];

/// Parts of sentences, of which a name has none.
const OF_SENTENCES: [&str; 44] = [
    "同志", "获", "日前", "多个", "受到", "一直", "毕业", "的", "了", "着", "过", "等", "有关", "相关",
    "所属", "所在", "下属", "旗下", "位于", "收到", "提交", "许多", "多家", "各", "该", "本", "这", "其",
    "某", "依法", "一家", "两家", "是", "在", "被", "为", "从", "向", "对", "据", "称", "说", "未", "当时",
];

/// Characters of a name, at least and at most.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=18;

/// What stands behind the place of a meeting, and behind the place of something else.
const OF_A_MEETING: [&str; 6] = ["举行", "召开", "开幕", "举办", "闭幕", "揭幕"];
const OF_AN_EVENT: [&str; 4] = ["发布", "发生", "启动", "成立"];

/// What places end with.
const PLACES: [&str; 20] = [
    "省", "市", "区", "县", "镇", "村", "州", "岛", "港", "湾", "馆", "厅", "堂", "校", "路", "街", "国",
    "中心", "广场", "机场",
];

/// What "在…上" and the like end with: no places.
const NO_PLACES: [&str; 18] = [
    "上", "中", "下", "内", "时", "前", "后", "期间", "间", "官网", "网站", "全国", "全球", "当日", "当天",
    "近日", "日", "天",
];

/// Words in what is no place: 该镇也禁止, 叙多个省市.
const IN_NO_PLACE: [&str; 22] = [
    "与", "和", "当天", "该", "也", "多个", "其", "这", "每", "各", "本", "图为", "爆发", "发生", "受灾",
    "灾区", "事发", "案发", "疫情", "疫区", "现场", "所在",
];

/// What of a place ends with 所: else it is the particle, 在某市所举行.
const OFFICES: [&str; 7] = ["研究所", "派出所", "交易所", "事务所", "看守所", "会所", "诊所"];

/// Words that a name may have characters of, but not as words: 已就公司, 能源.
const NOT_WORDS: [&str; 30] = [
    "已", "已经", "就", "也", "还", "均", "都", "并", "再", "又", "才", "曾", "正", "正在", "不", "没",
    "没有", "会", "能", "可", "让", "使", "给", "把", "将", "因", "以", "任", "联系", "最大",
];

/// What stands behind a name that only says where somebody is from, or who tells the news.
const BEHIND_A_BYSTANDER: [&str; 16] = [
    "原",
    "前",
    "报道",
    "消息",
    "官网",
    "网站",
    "官方",
    "法官",
    "大法官",
    "教授",
    "研究员",
    "专家",
    "数据",
    "统计",
    "学者",
    "发言人办公室",
];

/// What a kind of company is called that a place alone does not name: 德克萨斯州公司.
const BARE: [&str; 3] = ["公司", "集团", "联合会"];

/// Organisations of the sentence that tells the story, in order, each once by the longer of its names. A name is sure
/// where it begins with a place, or as names of organisations do, and where all from there to the word that ends it may be
/// part of a name.
pub(super) fn names<'a>(text: &'a str, told: &Range<usize>) -> Vec<&'a str> {
    let mut out: Vec<&'a str> = Vec::new();
    for name in all(text).into_iter().filter(|name| is_within(text, name, told)) {
        match out.iter_mut().find(|other| is_short_for(other, name) || is_short_for(name, other)) {
            Some(other) if other.len() < name.len() => *other = name,
            Some(_) => {}
            None => out.push(name),
        }
    }
    out
}

/// True for who only tells the news: 据某某公司（简称）报道.
fn is_of_a_source(text: &str, name: &str) -> bool {
    let start = name.as_ptr() as usize - text.as_ptr() as usize;
    let ends = ['，', '。', '；', ',', '\n'];
    let before = text[..start].rsplit(ends).next().unwrap_or_default();
    let behind = text[start + name.len()..].split(ends).next().unwrap_or_default();
    let told = ["报道", "消息", "数据", "统计", "介绍", "透露", "报告"];
    before.contains('据') && told.iter().any(|word| behind.contains(word)) || before.ends_with('据')
}

/// True where one name has its characters of the other, in order, and ends as it does: 市场监管总局 of 市场监督管理总局. Not
/// where they are of two levels, a city's and its district's, nor of universities and companies, which are called alike.
fn is_short_for(short: &str, long: &str) -> bool {
    let level = |name: &str| name.chars().rfind(|c| matches!(c, '省' | '市' | '州' | '区' | '县'));
    let mut rest = long.chars();
    short.chars().next_back() == long.chars().next_back()
        && !["大学", "学院", "公司", "集团"].iter().any(|end| short.ends_with(end))
        && level(short).is_none_or(|own| level(long) == Some(own))
        && short.chars().all(|c| rest.any(|other| other == c))
}

fn all(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for mut run in text.split(|c| !is_han(c)) {
        while let Some((at, ending)) = ORGANISATIONS
            .iter()
            .filter_map(|ending| run.find(ending).map(|at| (at, ending)))
            .min_by_key(|(at, ending)| (at + ending.len(), std::cmp::Reverse(ending.len())))
        {
            let (before, rest) = run.split_at(at + ending.len());
            // 某某集团有限公司: the name goes on.
            let goes_on = ["有限公司", "股份有限公司", "有限责任公司", "股份公司"];
            let (before, rest) = match goes_on.iter().find_map(|end| rest.strip_prefix(end)) {
                Some(behind) => run.split_at(run.len() - behind.len()),
                None => (before, rest),
            };
            let is_place = |name: &str| {
                let so_far = &before[..before.len() - name.len()];
                BEFORE_A_PLACE.iter().any(|word| so_far.ends_with(word))
                    || BEHIND_A_PLACE.iter().any(|word| rest.starts_with(word))
            };
            let is_bystander = |name: &str| {
                BEHIND_A_BYSTANDER.iter().any(|word| rest.starts_with(word))
                    || is_of_a_source(text, name)
                    || rest
                        .split(',')
                        .next()
                        .is_some_and(|rest| rest.ends_with("获悉") || rest.ends_with("了解到"))
            };
            if !rest.starts_with(NOT_BEHIND)
                && let Some(name) = name(before).filter(|name| !is_place(name) && !is_bystander(name))
            {
                out.push(name);
            }
            run = rest;
        }
    }
    out
}

/// The name that a run of characters ends with, if it is one for sure.
fn name(run: &str) -> Option<&str> {
    let words = words::words(run, Language::Chinese);
    let begins = |word: &str| {
        let is_region = word.chars().count() > 2
            && ["省", "市", "自治区", "自治州"].iter().any(|end| word.ends_with(end));
        let place = |characters: usize| {
            let end = word.char_indices().nth(characters).map_or(0, |(end, _)| end);
            is_chinese_name(&word[..end])
        };
        BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
            || place(2)
            || place(3)
            || word.chars().count() > 1 && (is_region || is_chinese_name(word))
            || word.starts_with("工业和信息化部")
    };
    // Of two that stand side by side the second: 国家标准委和国际标准化组织.
    let from = words
        .iter()
        .rposition(|word| matches!(*word, "和" | "与" | "及" | "以及" | "向" | "由" | "会同" | "联合"));
    // 红十字会与红新月会国际联合会 is one name.
    let is_joint = from.and_then(|at| words[..at].last()).is_some_and(|word| {
        word.ends_with('会') && !ORGANISATIONS.iter().any(|ending| word.ends_with(ending))
    });
    if is_joint {
        return None;
    }
    let words = &words[from.map_or(0, |at| at + 1)..];
    let at = words.iter().position(|word| begins(word))?;
    let first = words[at];
    if words[at..].iter().any(|word| NOT_WORDS.contains(word)) {
        return None;
    }
    let is_bare = words.len() == at + 2 && BARE.contains(&words[at + 1]);
    let name = &run[first.as_ptr() as usize - run.as_ptr() as usize..];
    // 中共某省人民政府党组 is the party's body.
    let is_of_the_party = name.starts_with("中共") && name.ends_with("人民政府");
    let is_name = LENGTHS.contains(&name.chars().count())
        && !is_of_the_party
        && !is_bare
        && name != "中央委员会"
        && !OF_SENTENCES.iter().any(|part| name.contains(part))
        && !ORGANISATIONS.contains(&name);
    is_name.then_some(name)
}

/// The place where the first event of this sentence is.
pub(super) fn place<'a>(text: &'a str, told: &Range<usize>) -> Option<&'a str> {
    let runs = text.split(|c| !is_han(c)).filter(|run| is_within(text, run, told));
    runs.filter(|run| !run.contains("图为")).find_map(|run| {
        let rest = &run[run.rfind('在')? + '在'.len_utf8()..];
        // "在南美洲举办的世界杯": any of a kind.
        let first = |verbs: &[&str]| {
            let found = verbs.iter().filter_map(|verb| rest.find(verb).map(|at| (at, at + verb.len())));
            found.min().filter(|(_, end)| !rest[*end..].starts_with('的')).map(|(at, _)| at)
        };
        let meeting = first(&OF_A_MEETING).map(|end| &rest[..end]);
        let event = first(&OF_AN_EVENT)
            .map(|end| &rest[..end])
            .filter(|place| PLACES.iter().any(|ending| place.ends_with(ending)));
        let place = meeting.or(event)?;
        let is_place = (2..=14).contains(&place.chars().count())
            && !NO_PLACES.iter().any(|end| place.ends_with(end))
            // 在机场举行: of which town?
            && !PLACES.contains(&place)
            && (!place.ends_with('所') || OFFICES.iter().any(|office| place.ends_with(office)))
            && !IN_NO_PLACE.iter().any(|word| place.contains(word));
        is_place.then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations() {
        let text = "近日国家标准化管理委员会和国际标准化组织签署备忘录，该公司表示欢迎。记者从工业和信息化部获悉，委员会组织专家讨论。";
        let names = |text| names(text, &(0..usize::MAX));
        assert_eq!(names(text), ["国家标准化管理委员会", "国际标准化组织"]);
        assert_eq!(
            names("攀枝花市西区人民法院判决，海南大学和北京外国语大学表示"),
            ["攀枝花市西区人民法院", "海南大学", "北京外国语大学"]
        );
        assert_eq!(names("今年7月，邯郸建工集团有限公司承建该项目"), ["邯郸建工集团有限公司"]);
        assert_eq!(names("免去王某某同志西宁市人民政府市长职务"), ["西宁市人民政府"]);
        for none in [
            "鲁昂大学医院",
            "中共青海省人民政府党组",
            "张某杀人案日前获最高人民法院指令再审",
            "许多公司",
            "他乘车前往首尔的公司",
            "安徽等有关地区人民政府",
            "南京女大学生",
            "他暂未收到法院传票",
            "周杰伦所属公司",
            "避免公司",
            "至理工大学",
            "上海证监局已就公司更名立案",
            "北京质检局已经联系国家质检总局",
            "据世界交易所联合会数据",
            "红十字会与红新月会国际联合会发布公告",
            "南昌中院依法受理南昌检察院",
            "据美国哥伦比亚广播公司(CBS)报道",
            "他乘坐意大利航空公司航班",
            "四川省公司",
            "中国最大能源公司",
            "安徽中医药大学原校长王某",
        ] {
            assert_eq!(names(none), Vec::<&str>::new(), "{none}");
        }
    }

    #[test]
    fn one_body_is_named_once() {
        let names = |text| names(text, &(0..usize::MAX));
        assert_eq!(
            names("国家市场监管总局发布公告。国家市场监督管理总局要求整改。"),
            ["国家市场监督管理总局"]
        );
        assert_eq!(names("昆明市盘龙区人民法院通报，盘龙法院罚款。"), ["昆明市盘龙区人民法院"]);
        assert!(!is_short_for("青岛市检察院", "青岛市崂山区检察院"));
        assert!(!is_short_for("北京大学", "北京师范大学"));
    }

    #[test]
    fn places() {
        let place = |text| place(text, &(0..usize::MAX));
        assert_eq!(place("论坛6月9日在青岛国际会议中心举行。"), Some("青岛国际会议中心"));
        assert_eq!(place("代表在会上发布报告，论坛在大连闭幕。"), Some("大连"));
        assert_eq!(place("事故在福建省漳州市发生。"), Some("福建省漳州市"));
        assert_eq!(place("仪式在机场举行。"), None);
        assert_eq!(place("疫情在霍乱爆发地区发生。"), None);
        assert_eq!(place("她在俄州图市所发生的事故中受伤。"), None);
        assert_eq!(place("标准在官网发布，会议在开幕式上举行仪式。"), None);
    }
}
