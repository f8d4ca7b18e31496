//! Names in Chinese text.

use crate::text::{Language, script::is_han, words};

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

/// Words before a name that are none of it.
const BEFORE_A_NAME: [&str; 29] = [
    "由",
    "在",
    "与",
    "和",
    "经",
    "向",
    "据",
    "日",
    "对",
    "从",
    "到",
    "被",
    "为",
    "是",
    "及",
    "以及",
    "通过",
    "根据",
    "记者",
    "昨天",
    "今天",
    "近日",
    "日前",
    "目前",
    "来自",
    "包括",
    "联合",
    "会同",
    "负责人",
];

/// Words that make a name none: it points to one that was named before, or to many.
const NOT_NAMED: [&str; 9] = ["该", "本", "这", "其", "我", "某", "多家", "各", "一家"];

/// Characters of a name, at least and at most.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=16;

/// What stands behind the place of a meeting, and behind the place of something else.
const OF_A_MEETING: [&str; 6] = ["举行", "召开", "开幕", "举办", "闭幕", "揭幕"];
const OF_AN_EVENT: [&str; 4] = ["发布", "发生", "启动", "成立"];

/// What places end with.
const PLACES: [&str; 20] = [
    "省", "市", "区", "县", "镇", "村", "州", "岛", "港", "湾", "馆", "厅", "堂", "校", "路", "街", "国",
    "中心", "广场", "机场",
];

/// What "在…上" and the like end with: no places.
const NO_PLACES: [&str; 13] =
    ["上", "中", "下", "内", "时", "前", "后", "期间", "间", "官网", "网站", "全国", "全球"];

/// Organisations, in order.
pub(super) fn names(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for mut run in text.split(|c| !is_han(c)) {
        while let Some((at, ending)) = ORGANISATIONS
            .iter()
            .filter_map(|ending| run.find(ending).map(|at| (at, ending)))
            .min_by_key(|(at, ending)| (at + ending.len(), std::cmp::Reverse(ending.len())))
        {
            let (before, rest) = run.split_at(at + ending.len());
            let name = name(before);
            if LENGTHS.contains(&name.chars().count()) && !NOT_NAMED.iter().any(|word| name.starts_with(word))
            {
                out.push(name);
            }
            run = rest;
        }
    }
    out
}

/// The name that a run of characters ends with.
fn name(run: &str) -> &str {
    let mut start = run.len();
    for word in words::words(run, Language::Chinese).into_iter().rev() {
        let is_inside = run[start..].starts_with("信息化部") && word == "和";
        if !is_inside && start < run.len() && BEFORE_A_NAME.contains(&word) {
            break;
        }
        start = word.as_ptr() as usize - run.as_ptr() as usize;
    }
    &run[start..]
}

/// The place where the first event of the text is.
pub(super) fn place(text: &str) -> Option<&str> {
    text.split(|c| !is_han(c)).find_map(|run| {
        let rest = &run[run.rfind('在')? + '在'.len_utf8()..];
        let first = |verbs: &[&str]| verbs.iter().filter_map(|verb| rest.find(verb)).min();
        let meeting = first(&OF_A_MEETING).map(|end| &rest[..end]);
        let event = first(&OF_AN_EVENT)
            .map(|end| &rest[..end])
            .filter(|place| PLACES.iter().any(|ending| place.ends_with(ending)));
        let place = meeting.or(event)?;
        let is_place =
            (2..=14).contains(&place.chars().count()) && !NO_PLACES.iter().any(|end| place.ends_with(end));
        is_place.then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations() {
        let text = "近日国家标准化管理委员会和国际标准化组织签署备忘录，该公司表示欢迎。记者从工业和信息化部获悉，委员会组织专家讨论。";
        assert_eq!(names(text), ["国家标准化管理委员会", "国际标准化组织", "工业和信息化部"]);
    }

    #[test]
    fn places() {
        assert_eq!(place("论坛6月9日在青岛国际会议中心举行。"), Some("青岛国际会议中心"));
        assert_eq!(place("代表在会上发布报告，论坛在大连闭幕。"), Some("大连"));
        assert_eq!(place("事故在福建省漳州市发生。"), Some("福建省漳州市"));
        assert_eq!(place("标准在官网发布，会议在开幕式上举行仪式。"), None);
    }
}
