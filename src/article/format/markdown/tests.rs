//! Markdown articles as people write them.

use super::*;
use crate::{
    article::{Id, name::Name},
    text::Language,
};

fn article(markdown: &str) -> Article {
    read(Single::whole(Name::path("a.md"), markdown.into()), &ReadOptions::default()).unwrap().article
}

fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
    article.blocks.iter().map(|block| (block.kind, article.block_text(block))).collect()
}

#[test]
fn words_come_without_markup_and_the_text_stays() {
    use BlockKind::*;
    let markdown = "# Safety *signs* revised\n\nThe [committee](https://x.org \"t\") **approved** `ISO 7010`,\n\
        at last.\n\n![A sign](a.png)\n\n- one\n  - two ![x](y)\n- three\n\n> Well done.\n\n---\n\n```sh\nls -l\n```\n\n\
        | Part | Year |\n|---|---|\n| 1 | 2019 |\n\n[ref]: https://x.org\n";
    let article = article(markdown);
    assert_eq!(article.text, markdown);
    assert_eq!(article.id, Id::Text("a.md".into()));
    assert_eq!(article.title.as_deref(), Some("Safety signs revised"));
    assert_eq!(
        blocks(&article),
        [
            (Title, "Safety signs revised"),
            (Paragraph, "The committee approved ISO 7010,\nat last."),
            (Caption, "A sign"),
            (ListItem, "one"),
            (ListItem, "two"),
            (ListItem, "three"),
            (Quote, "Well done."),
            (Code, "---"),
            (Code, "```sh\nls -l\n```"),
            (Table, "Part | Year"),
            (Code, "|---|---|"),
            (Table, "1 | 2019"),
            (Code, "[ref]: https://x.org"),
        ]
    );
    assert_eq!(&article.text[article.blocks[3].range.clone()], "- one");
}

#[test]
fn front_matter_is_metadata() {
    let article = article(
        "---\ntitle: \"绿色低碳标准发布\"\ndate: 2023-06-13\nlang: zh\nsource: 国家标准委\ntags:\n  - a: b\n---\n\n## 背景\n\n标准将于十月实施。\n",
    );
    assert_eq!(article.title.as_deref(), Some("绿色低碳标准发布"));
    assert_eq!(article.published, Some(jiff::civil::date(2023, 6, 13)));
    assert_eq!(article.publisher.as_deref(), Some("国家标准委"));
    assert_eq!(article.language, Some(Language::Chinese));
    assert_eq!(article.clean_text(), "背景\n\n标准将于十月实施。");
}

#[test]
fn blocks_cover_any_text_in_order() {
    proptest::proptest!(|(text in "([-#>|`*_\\[\\]()!+=:a-c标\n ]|\n\n|```\n|- |> |\\| ){0,60}")| {
        let start = front_matter::split(&text).map_or(0, |(_, start)| start);
        crate::article::testing::assert_covered(&text, &blocks::blocks(&text, start));
    });
}
