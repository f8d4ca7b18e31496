//! Names in Chinese text.

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
const BEFORE_A_PLACE: [&str; 4] = ["位于", "途经", "路过", "从"];
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
const OF_SENTENCES: [&str; 43] = [
    "同志", "获", "日前", "多个", "受到", "一直", "毕业", "的", "了", "着", "过", "等", "有关", "相关",
    "所属", "所在", "下属", "旗下", "位于", "收到", "提交", "许多", "多家", "各", "该", "本", "这", "其",
    "某", "一家", "两家", "是", "在", "被", "为", "从", "向", "对", "据", "称", "说", "未", "当时",
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
const IN_NO_PLACE: [&str; 12] =
    ["与", "和", "当天", "该", "也", "多个", "其", "这", "每", "各", "本", "图为"];

/// Organisations, in order. A name is sure where it begins with a place, or as names of organisations do, and where all
/// from there to the word that ends it may be part of a name.
pub(super) fn names(text: &str) -> Vec<&str> {
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
            if !rest.starts_with(NOT_BEHIND)
                && let Some(name) = name(before).filter(|name| !is_place(name))
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
    let words = &words[from.map_or(0, |at| at + 1)..];
    let at = words.iter().position(|word| begins(word))?;
    let first = words[at];
    if words[at..].iter().any(|word| matches!(*word, "以" | "任" | "将" | "因")) {
        return None;
    }
    let name = &run[first.as_ptr() as usize - run.as_ptr() as usize..];
    // 中共某省人民政府党组 is the party's body.
    let is_of_the_party = name.starts_with("中共") && name.ends_with("人民政府");
    let is_name = LENGTHS.contains(&name.chars().count())
        && !is_of_the_party
        && !OF_SENTENCES.iter().any(|part| name.contains(part))
        && !ORGANISATIONS.contains(&name);
    is_name.then_some(name)
}

/// The place where the first event of the text is.
pub(super) fn place(text: &str) -> Option<&str> {
    text.split(|c| !is_han(c)).filter(|run| !run.contains("图为")).find_map(|run| {
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
        ] {
            assert_eq!(names(none), Vec::<&str>::new(), "{none}");
        }
    }

    #[test]
    fn places() {
        assert_eq!(place("论坛6月9日在青岛国际会议中心举行。"), Some("青岛国际会议中心"));
        assert_eq!(place("代表在会上发布报告，论坛在大连闭幕。"), Some("大连"));
        assert_eq!(place("事故在福建省漳州市发生。"), Some("福建省漳州市"));
        assert_eq!(place("仪式在机场举行。"), None);
        assert_eq!(place("标准在官网发布，会议在开幕式上举行仪式。"), None);
    }
}
