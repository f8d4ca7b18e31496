//! Photo credits and the captions they stand at the end of: `… opens the forum. [Photo provided to x.cn]`,
//! `图为会议现场。（记者 李明摄）`.

use super::text::{fits, is_han};

/// What a credit makes of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credit {
    /// The line is nothing but a credit.
    Alone,
    /// The line is a caption.
    Caption,
    /// A paragraph with a credit at its end, which starts here.
    After(usize),
}

/// A longer line is a paragraph, and only the credit is taken off: a caption is a sentence or two.
const WIDEST_CAPTION: usize = 320;
/// A longer bracket says more than who took a picture.
const WIDEST_CREDIT: usize = 90;

/// How credits in brackets start, in lower case.
const STARTS: [&str; 15] = [
    "photo",
    "photos",
    "file photo",
    "picture",
    "image",
    "pictures",
    "xinhua/",
    "xinhua photo",
    "reuters/",
    "afp/",
    "getty",
    "illustration",
    "courtesy of",
    "credit",
    "cfp",
];
/// What a Chinese credit ends or starts with.
const HAN_ENDS: [&str; 10] = ["摄", "攝", "供图", "供圖", "图", "圖", "绘", "資料照", "摄影", "制图"];
const HAN_STARTS: [&str; 10] =
    ["图片来源", "图片由", "图源", "摄影", "圖片來源", "圖片由", "圖源", "攝影", "资料图", "資料圖"];
/// How a caption without brackets starts.
const CAPTIONS: [&str; 6] = ["图为", "圖為", "图：", "圖：", "图说：", "圖說："];

/// What credit a line carries, if any.
pub(super) fn find(line: &str) -> Option<Credit> {
    let text = line.trim_end();
    if let Some(open) = bracket(text).filter(|open| is_credit(&text[*open..])) {
        let before = text[..open].trim();
        return Some(if before.is_empty() {
            Credit::Alone
        } else if fits(before, WIDEST_CAPTION) {
            Credit::Caption
        } else {
            Credit::After(open)
        });
    }
    let text = text.trim_start();
    if CAPTIONS.iter().any(|start| text.starts_with(start)) && fits(text, WIDEST_CAPTION) {
        return Some(Credit::Caption);
    }
    (fits(text, WIDEST_CREDIT) && bare(text)).then_some(Credit::Alone)
}

/// `Photo by Li Ming/Xinhua`, `新华社记者 李明 摄`: a credit that is a line without brackets.
fn bare(text: &str) -> bool {
    let lower = text.get(..16).unwrap_or(text).to_lowercase();
    let english = [
        "photo by ",
        "photo: ",
        "photo/",
        "photos by ",
        "photo credit",
        "photo provided",
        "image: ",
        "image credit",
    ];
    let named = english.iter().any(|start| lower.starts_with(start));
    let taken = (text.ends_with(['摄', '攝']) || text.ends_with("供图") || text.ends_with("供圖"))
        && fits(text, 40)
        && !text.contains(['，', '。', ',']);
    let sourced = HAN_STARTS
        .iter()
        .any(|start| text.strip_prefix(start).is_some_and(|rest| rest.starts_with(['：', ':'])));
    (named && !text.ends_with('.')) || taken || (sourced && !text.ends_with('。'))
}

/// Where the bracket opens that ends the text.
fn bracket(text: &str) -> Option<usize> {
    let open = match text.chars().next_back()? {
        ']' => '[',
        ')' => '(',
        '）' => '（',
        '】' => '【',
        '」' => '「',
        _ => return None,
    };
    text.rfind(open).filter(|at| fits(&text[*at..], WIDEST_CREDIT))
}

fn is_credit(bracket: &str) -> bool {
    let inner = bracket.trim_matches(|c: char| "[]()（）【】「」".contains(c) || c.is_whitespace());
    let lower = inner.to_lowercase();
    if inner.chars().any(is_han) {
        return HAN_ENDS.iter().any(|end| inner.ends_with(end))
            || HAN_STARTS.iter().any(|start| inner.starts_with(start));
    }
    // "(photosynthesis)" is no credit: a word ends where the start does, or the start ends in a sign.
    STARTS.iter().any(|start| {
        lower
            .strip_prefix(start)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic) || start.ends_with('/'))
    }) || lower.contains("photo by")
        || lower.contains("photo provided")
}
