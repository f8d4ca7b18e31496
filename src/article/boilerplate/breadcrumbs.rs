//! The trail of pages above an article: `Home > Events > photonew`, `您的位置：首页 > 新闻中心`.

use super::text::{ends_sentence, fits};

/// The widest trail, in columns, the article's own title at its end included.
const WIDEST: usize = 200;
/// The widest step that is not the last.
const WIDEST_STEP: usize = 40;

const SEPARATORS: [char; 7] = ['>', '＞', '›', '»', '→', '≫', '/'];

/// How a trail is announced.
const ANNOUNCED: [&str; 9] = [
    "当前位置",
    "您的位置",
    "您所在的位置",
    "您当前的位置",
    "所在位置",
    "當前位置",
    "您的位置",
    "you are here",
    "current location",
];

/// Where a trail starts.
const FIRST: [&str; 12] = [
    "home",
    "homepage",
    "home page",
    "index",
    "首页",
    "首頁",
    "主页",
    "主頁",
    "网站首页",
    "網站首頁",
    "返回首页",
    "main",
];

/// True for a line that is a trail.
pub(super) fn is_trail(line: &str) -> bool {
    let line = line.trim();
    if !fits(line, WIDEST) || !line.contains(SEPARATORS) && !line.contains("位置") {
        return false;
    }
    let lower = line.to_lowercase();
    let announced = ANNOUNCED.iter().find_map(|words| lower.strip_prefix(words));
    let trail = announced.map_or(lower.as_str(), |rest| rest.trim_start_matches([':', '：', ' ']));
    let steps: Vec<&str> = trail.split(SEPARATORS).map(str::trim).filter(|step| !step.is_empty()).collect();
    let Some((last, above)) = steps.split_last() else {
        return announced.is_some();
    };
    let home = FIRST.contains(&steps[0]);
    let short = above.iter().all(|step| fits(step, WIDEST_STEP) && !ends_sentence(step));
    // A slash also stands between alternatives, and one arrow between two figures.
    let arrows = trail.matches(|c| SEPARATORS.contains(&c) && c != '/').count();
    let enough = announced.is_some() || (home && steps.len() > 1) || (arrows >= 2 && steps.len() > 2);
    enough && short && !ends_sentence(last)
}
