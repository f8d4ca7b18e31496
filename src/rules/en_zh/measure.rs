//! Measure words by the Chinese head noun, and what kind of thing a noun names.

use std::{collections::HashMap, sync::LazyLock};

static TABLE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("measure.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(measure, nouns)| nouns.split(' ').map(move |noun| (noun, measure)))
        .collect()
});

/// The measure word for a noun: by the longest ending in the table, 名 for other persons, else 个.
pub fn of(noun: &str, person: bool) -> String {
    let measure = noun.char_indices().find_map(|(at, _)| TABLE.get(&noun[at..]).copied());
    match measure {
        Some("-") => "",
        Some(measure) => measure,
        None if noun.starts_with(|c: char| c.is_ascii()) => "",
        None if person => "名",
        None => "个",
    }
    .to_owned()
}

/// The noun names a place where things happen.
pub fn is_place(noun: &str) -> bool {
    [
        "国", "省", "市", "县", "区", "州", "城", "镇", "村", "岛", "部", "亚洲", "欧洲", "会场", "机场",
        "医院", "学校", "大学", "中心", "酒店", "地", "馆", "世界", "全球", "家", "街", "方", "室", "店",
        "场", "院", "位置", "地点", "场所",
    ]
    .iter()
    .any(|end| noun.ends_with(end))
        && !["国家", "专家", "科学家", "市场", "立场", "买家", "地方"].contains(&noun)
}

/// The noun names a time.
pub fn is_time(noun: &str) -> bool {
    [
        "年", "月", "周", "天", "小时", "分钟", "世纪", "年代", "日", "时期", "时代", "早上", "上午", "下午",
        "晚上", "周末", "夏天", "冬天", "春天", "秋天", "赛季", "季度", "十年", "期间", "今天", "昨天",
        "时间", "秒",
    ]
    .iter()
    .any(|end| noun.ends_with(end))
        && !["节日", "生日"].contains(&noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_head_noun() {
        assert_eq!(of("公司", false), "家");
        assert_eq!(of("国际标准", false), "项");
        assert_eq!(of("专家", true), "名");
        assert_eq!(of("年", false), "");
        assert_eq!(of("论坛", false), "个");
    }
}
