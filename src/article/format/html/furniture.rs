//! What pages put between the paragraphs of an article and after them: adverts, newsletters, other stories.

use crate::article::{Block, BlockKind};

/// Longer lines are the article's own; invitations to subscribe are the longest of these, in bytes.
const LONGEST: usize = 260;
/// A line of other stories' headlines; a longer one that ends as a sentence is text again.
const LONGEST_LINK: usize = 130;

/// Lines that are nothing else, in lower case.
const WHOLE: &[&str] = &[
    "ad",
    "advert",
    "advertisement",
    "advertisements",
    "comment",
    "comments",
    "share",
    "share this",
    "share tweet submit",
    "subscribe",
    "sign up",
    "read more",
    "see more",
    "show more",
    "load more",
    "continue reading",
    "print",
    "print article",
    "email",
    "text size",
    "order reprints",
    "enlarge image",
    "close",
    "highlights",
    "view author archive",
    "email the author",
    "follow on twitter",
    "breaking news emails",
    "don't miss",
    "getty",
    "getty images",
    "home",
    "listen",
    "warning",
    "continue reading below",
    "story continues below",
    "story continues below advertisement",
    "广告",
    "分享",
    "评论",
    "打印",
    "分享到",
    "关闭",
    "收藏",
    "展开全文",
    "阅读原文",
    "返回顶部",
    "上一篇",
    "下一篇",
    "廣告",
    "留言",
    "列印",
];
/// How lines of this kind start, in lower case.
const STARTS: &[&str] = &[
    "sign up for",
    "sign up to",
    "subscribe to",
    "subscribe now",
    "get the latest",
    "get breaking news",
    "get the day's",
    "let our news meet",
    "click here",
    "read more:",
    "read also:",
    "read next:",
    "related:",
    "[related",
    "see more:",
    "see also:",
    "also read:",
    "more:",
    "read more on",
    "don't miss:",
    "follow us on",
    "like us on",
    "join us on",
    "download the app",
    "have a tip?",
    "tell us what you think",
    "this slideshow requires",
    "media playback is",
    "image copyright",
    "image caption",
    "this video is",
    "javascript is",
    "please enable javascript",
    "you can unsubscribe",
    "you have been successfully",
    "there was a problem subscribing",
    "get the quiz",
    "published:",
    "posted:",
    "last updated",
    "advertisement:",
    "thank you for subscribing",
    "story highlights",
    "上一篇：",
    "下一篇：",
    "扫码",
    "扫一扫",
    "关注我们",
    "点击下载",
    "更多精彩",
    "欢迎关注",
    "点击查看",
    "上一篇:",
    "下一篇:",
];
/// Headings of lists of other stories, in lower case: what follows is not the article.
const OTHER_STORIES: &[&str] = &[
    "you may also like",
    "you might also like",
    "you may like",
    "more from",
    "trending",
    "top stories",
    "more great",
    "related articles",
    "related stories",
    "related coverage",
    "related news",
    "related posts",
    "related topics",
    "related content",
    "recommended",
    "most read",
    "most popular",
    "more stories",
    "more on this",
    "read next",
    "latest news",
    "相关阅读",
    "相关新闻",
    "相关文章",
    "推荐阅读",
    "延伸阅读",
    "热门文章",
    "更多新闻",
    "猜你喜欢",
    "相關新聞",
    "延伸閱讀",
    "相關文章",
    "推薦閱讀",
];

/// Marks furniture as boilerplate.
pub(super) fn mark(text: &str, blocks: &mut [Block]) {
    let mut others = false;
    for block in blocks.iter_mut().filter(|block| block.kind.is_body()) {
        let line = &text[block.range.clone()];
        let sentence = line.ends_with(['.', '。', '”', '"']) || line.len() > LONGEST_LINK;
        others = (others && !sentence) || starts(line, OTHER_STORIES, 60);
        if others || is_furniture(line) {
            block.kind = BlockKind::Boilerplate;
        }
    }
}

fn is_furniture(line: &str) -> bool {
    let whole = || WHOLE.contains(&line.trim_end_matches([':', '…', '.', '！', '!']).to_lowercase().as_str());
    let picture = || {
        let rest = line.strip_prefix("Image ").or_else(|| line.strip_prefix("Photo "));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && line.len() < 20)
    };
    let minutes = || line.len() < 24 && line.to_lowercase().ends_with("min read");
    line.len() <= LONGEST
        && (starts(line, STARTS, LONGEST) || (line.len() < 48 && whole()) || picture() || minutes())
}

fn starts(line: &str, starts: &[&str], longest: usize) -> bool {
    let head: String = line.chars().take(36).collect::<String>().to_lowercase().replace('\u{2019}', "'");
    line.len() <= longest && starts.iter().any(|start| head.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_stories_end_where_text_goes_on() {
        let lines = [
            ("The standard applies from October.", true),
            ("Advertisement", false),
            ("Sign up for our newsletter", false),
            ("Subscribers to the standard pay a fee.", true),
            ("Related articles", false),
            ("Signs of the times", false),
            ("The committee will meet again in Geneva.", true),
            ("推荐阅读", false),
            ("大连论坛闭幕", false),
        ];
        let text = lines.map(|(line, _)| line).join("\n");
        let mut at = 0;
        let mut blocks = lines.map(|(line, _)| {
            let range = at..at + line.len();
            at += line.len() + 1;
            Block { kind: BlockKind::Paragraph, range, plain: None }
        });
        mark(&text, &mut blocks);
        assert_eq!(blocks.map(|block| block.kind.is_body()), lines.map(|(_, body)| body));
    }
}
