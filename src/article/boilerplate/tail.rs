//! The last lines of a text: editors, sources, copyright.

use super::{Facts, dateline, line, text::fits};
use crate::article::{Block, BlockKind};

/// So many blocks may stand after the article.
const LONGEST: usize = 8;

/// How the lines start that end a page, in lower case.
const ENDS: [&str; 12] = [
    "copyright",
    "©",
    "(c) ",
    "all rights reserved",
    "版权所有",
    "版權所有",
    "免责声明",
    "扫一扫",
    "打印本页",
    "关闭窗口",
    "【打印】",
    "[打印",
];
/// A longer line is prose that happens to start so.
const WIDEST: usize = 160;

/// Marks the blocks of the tail; what they say counts where the head is silent.
pub(super) fn mark(text: &str, blocks: &mut [Block], facts: &mut Facts) {
    let prose = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Heading);
    for block in blocks.iter_mut().rev().take(LONGEST) {
        if !prose(block.kind) {
            if block.kind.is_body() || block.kind == BlockKind::Title {
                return;
            }
            continue;
        }
        let content = line(text, block);
        if let Some(said) = dateline::whole(content) {
            facts.add(said);
        } else if !is_end(content) {
            return;
        }
        block.kind = BlockKind::Boilerplate;
    }
}

fn is_end(content: &str) -> bool {
    let lower = content.get(..content.len().min(64)).unwrap_or(content).to_lowercase();
    fits(content, WIDEST) && ENDS.iter().any(|end| lower.starts_with(end))
}
