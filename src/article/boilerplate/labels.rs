//! The labels under which news pages say when, where and by whom an article was published.

use std::{collections::BTreeMap, sync::LazyLock};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A date.
    Date,
    /// Who published it.
    Publisher,
    /// People, counters, keywords: about the article, and of no further use.
    Other,
}

/// All labels in lower case, longer ones before those that they start with.
const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Date,
        &[
            "last updated on",
            "last updated",
            "last modified",
            "updated on",
            "updated at",
            "updated",
            "update on",
            "update time",
            "update date",
            "update",
            "published on",
            "published at",
            "published",
            "publish time",
            "publish date",
            "publication date",
            "release date",
            "release time",
            "released on",
            "posted on",
            "posted",
            "issued on",
            "date of issue",
            "pub date",
            "date",
            "time",
            "发布时间",
            "发布日期",
            "发表时间",
            "发文日期",
            "成文日期",
            "更新时间",
            "更新日期",
            "更新于",
            "发布于",
            "日期",
            "时间",
            "發布時間",
            "發佈時間",
            "發布日期",
            "發佈日期",
            "發表時間",
            "更新時間",
            "日期",
            "時間",
        ],
    ),
    (
        Label::Publisher,
        &[
            "source from",
            "sources",
            "source",
            "published by",
            "publisher",
            "issued by",
            "from",
            "信息来源",
            "稿件来源",
            "文章来源",
            "新闻来源",
            "内容来源",
            "来源",
            "发布机构",
            "发布单位",
            "发文机关",
            "转载自",
            "信息來源",
            "文章來源",
            "新聞來源",
            "資料來源",
            "來源",
            "發布機關",
            "發布單位",
            "发布者",
        ],
    ),
    (
        Label::Other,
        &[
            "authors",
            "author",
            "writers",
            "writer",
            "reporters",
            "reporter",
            "edited by",
            "executive editor",
            "editors",
            "editor",
            "contributors",
            "photographer",
            "photo credit",
            "views",
            "hits",
            "clicks",
            "comments",
            "read count",
            "font size",
            "font",
            "keywords",
            "tags",
            "share to",
            "share",
            "column",
            "category",
            "责任编辑",
            "网络编辑",
            "值班编辑",
            "编辑",
            "责编",
            "编审",
            "审核",
            "校对",
            "初审",
            "复审",
            "终审",
            "记者",
            "通讯员",
            "作者",
            "撰稿",
            "摄影",
            "文字",
            "浏览次数",
            "浏览量",
            "浏览",
            "阅读次数",
            "阅读量",
            "阅读",
            "点击数",
            "点击量",
            "点击率",
            "点击",
            "访问量",
            "字号",
            "字体大小",
            "字体",
            "分享到",
            "分享",
            "关键词",
            "标签",
            "所属栏目",
            "栏目",
            "分类",
            "原标题",
            "索引号",
            "文号",
            "責任編輯",
            "編輯",
            "審核",
            "校對",
            "記者",
            "作者",
            "攝影",
            "瀏覽次數",
            "瀏覽量",
            "瀏覽",
            "閱讀量",
            "點擊數",
            "點閱數",
            "字級",
            "字體大小",
            "關鍵詞",
            "分享到",
            "發布者",
            "原標題",
        ],
    ),
];

/// The same labels by their first bytes, of which at most one is that of a line.
static BY_FIRST: LazyLock<BTreeMap<u8, Vec<(Label, &str)>>> = LazyLock::new(|| {
    let mut by_first: BTreeMap<u8, Vec<(Label, &str)>> = BTreeMap::new();
    for (label, names) in LABELS {
        for name in *names {
            by_first.entry(name.as_bytes()[0]).or_default().push((*label, name));
        }
    }
    by_first
});

/// The label that a text starts with, and its length in bytes.
pub(super) fn at_start(text: &str) -> Option<(Label, usize)> {
    let first = text.as_bytes().first()?.to_ascii_lowercase();
    let (label, name) = BY_FIRST
        .get(&first)?
        .iter()
        .filter(|(_, name)| starts_with(text, name))
        .max_by_key(|(_, name)| name.len())?;
    Some((*label, name.len()))
}

/// `label` is in lower case; it must not go on as a longer word.
fn starts_with(text: &str, label: &str) -> bool {
    text.as_bytes().get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label.as_bytes()))
        && !(label.is_ascii() && text[label.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
}
