//! A table of texts and what the rules make of them.

use jiff::civil::{Date, date};

use super::*;
use crate::article::{BlockKind::*, testing::assert_covered};

const EN: &str =
    "The forum on standards opened in Dalian on Monday, and delegates from forty bodies took part in it.";
const ZH: &str = "论坛于周一在大连开幕，来自四十个机构的代表参加了会议，讨论标准如何服务绿色发展。";

fn marked(text: &str, known: Known) -> (Vec<(BlockKind, String)>, Facts) {
    let mut blocks = paragraphs(text);
    let facts = mark(text, &mut blocks, known);
    assert_covered(text, &blocks);
    (blocks.iter().map(|block| (block.kind, line(text, block).to_owned())).collect(), facts)
}

/// The kinds of the blocks of a file, by their initials.
fn kinds(text: &str) -> String {
    let initial = |kind: &BlockKind| match kind {
        Title => 'T',
        Heading => 'H',
        Paragraph => 'P',
        Caption => 'C',
        Boilerplate => 'b',
        _ => '?',
    };
    marked(text, Known::nothing()).0.iter().map(|(kind, _)| initial(kind)).collect()
}

#[test]
fn heads_and_tails_of_news_pages() {
    for (head, tail, expected) in [
        // Title and dateline.
        ("Forum on Standards Held", "", "TPP"),
        ("Forum on Standards Held\nSource from:SAC    Update on:2022-03-04 09:15\n", "", "TbPP"),
        ("Home > Events > photonew\nForum on Standards Held\n     Update on:2022-03-04 09:15\n", "", "bTbPP"),
        ("Home >  News > Updates\n\nForum on standards held in Dalian\n\nUpdate : 2022-03-04\n", "", "bTbPP"),
        ("Forum on Standards Held\nBy Li Ming | China Daily | Updated: 2022-03-04 09:15\n", "", "TbPP"),
        ("Forum on Standards Held\nMarch 4, 2022\n", "", "TbPP"),
        (
            "首页 > 新闻 > 要闻\n大连标准论坛举行\n发布时间：2022-03-04 来源：国家标准委 浏览：12\n",
            "",
            "bTbPP",
        ),
        ("您的位置：首页 > 新闻\n大连标准论坛举行\n2022-03-04 09:15 国家标准委\n", "", "bTbPP"),
        ("大連標準論壇舉行\n發布日期：2022-03-04\n資料來源：標準檢驗局\n", "", "TbbPP"),
        ("Forum on Standards Held\n\nBy Li Ming and Wang Fang in Dalian\n", "", "TbPP"),
        ("Title: Forum on Standards Held\nDate: 2022-03-04\nSource: SAC\n", "", "TbbPP"),
        ("标题：大连标准论坛举行\n日期：2022-03-04\n", "", "TbPP"),
        // Titles of two lines: broken off, and bilingual.
        ("国家标准化管理委员会关于\n举办标准论坛的通知\n", "", "TTPP"),
        ("Forum on Standards Held\n大连标准论坛举行\n", "", "TTPP"),
        // No title: none is invented.
        ("", "", "PP"),
        ("2022-03-04\n", "", "bPP"),
        // Tails.
        ("Forum on Standards Held\n", "(Editor: Li Ming)", "TPPb"),
        ("大连标准论坛举行\n", "（责任编辑：李明）", "TPPb"),
        ("大连标准论坛举行\n", "来源：标准日报\n责任编辑：李明  审核：王芳", "TPPbb"),
        ("大连标准论坛举行\n", "版权所有 标准日报", "TPPb"),
        // Captions and credits.
        (
            "Forum on Standards Held\n",
            "Delegates at the forum. [Photo provided to standards.example]",
            "TPPC",
        ),
        (
            "Forum on Standards Held\n",
            "Delegates at the forum in Dalian.[Photo/Xinhua]\n\n[Photo by Li Ming]",
            "TPPCb",
        ),
        ("大连标准论坛举行\n", "图为论坛现场。（记者 李明摄）", "TPPC"),
        ("大连标准论坛举行\n", "新华社记者 李明 摄", "TPPb"),
        ("大连标准论坛举行\n", "大连标准馆供图", "TPPb"),
        ("大连标准论坛举行\n", "图片来源：标准日报 请勿转载", "TPPb"),
        // Headings.
        (
            "Forum on Standards Held\n",
            "What comes next\n\nThe next forum will be held in Xiamen in two years' time.",
            "TPPHP",
        ),
    ] {
        for body in [EN, ZH] {
            let text = format!("{head}\n{body}\n\n{body}\n{tail}");
            assert_eq!(kinds(&text), expected, "{text}");
        }
    }
}

#[test]
fn datelines_are_read() {
    let day = date(2022, 3, 4);
    let cases: [(&str, Option<Date>, Option<&str>); 17] = [
        ("Source from:SAC    Update on:2022-03-04 15:31", Some(day), Some("SAC")),
        ("     Update on:2022-03-04 14:08", Some(day), None),
        ("Update : 2022-03-04", Some(day), None),
        ("Published: March 4, 2022 | Source: ISO", Some(day), Some("ISO")),
        ("Updated: 2022-03-04 09:15:30 (China Daily)", Some(day), Some("China Daily")),
        ("China Daily | Updated: 2022-03-04 09:15", Some(day), Some("China Daily")),
        ("By LI MING in Beijing | China Daily | Updated: 2022-03-04 09:15", Some(day), Some("China Daily")),
        ("来源：新华社", None, Some("新华社")),
        ("发布时间：2022-03-04", Some(day), None),
        (
            "发布时间：2022-03-04 15:31　来源：国家标准委　浏览次数：10　字号：[ 大 中 小 ]",
            Some(day),
            Some("国家标准委"),
        ),
        ("时间：2022年3月4日 作者：李明 来源：中国质量报", Some(day), Some("中国质量报")),
        ("2022年03月04日 15:31 来源：新华网", Some(day), Some("新华网")),
        ("2022-03-04", Some(day), None),
        ("二〇二二年三月四日", Some(day), None),
        ("Friday, March 4, 2022", Some(day), None),
        ("[ 2022-03-04 ]", Some(day), None),
        ("Author: Li Ming, Wang Fang", None, None),
    ];
    for (line, published, publisher) in cases {
        let said = dateline::whole(line).expect(line);
        assert_eq!((said.published, said.publisher.as_deref()), (published, publisher), "{line}");
    }
}

#[test]
fn prose_is_no_dateline() {
    for line in [
        EN,
        ZH,
        "Source: the report says that every second standard is older than ten years.",
        "Date palms grow in the south.",
        "Time: it flies.",
        "From Beijing to Shanghai in four hours",
        "2022年3月4日，论坛在大连开幕。",
        "Update the software",
        "June",
        "Li Ming",
        "来源于生活的标准最有生命力，这是大家的共识。",
        "编辑部的故事",
        "Home",
        "",
    ] {
        assert!(dateline::whole(line).is_none(), "{line}");
    }
}

#[test]
fn a_date_before_the_first_sentence_is_taken_off() {
    for (start, published) in [
        (" date 2022-03-04 ", Some(date(2022, 3, 4))),
        ("2022-03-04 ", Some(date(2022, 3, 4))),
        ("Updated: March 4, 2022 ", Some(date(2022, 3, 4))),
        ("发布时间：2022-03-04 09:15 ", Some(date(2022, 3, 4))),
        ("DALIAN, March 4 (Xinhua) -- ", None),
        ("(Reuters) - ", None),
        ("新华社大连3月4日电（记者李明）", None),
        ("本报讯（记者 李明） ", None),
        ("【記者李明／大連報導】", None),
        ("（中央社記者李明大連4日電）", None),
    ] {
        let body = if start.is_ascii() { EN } else { ZH };
        let text = format!("{start}{body}\n\n{body}");
        let (blocks, facts) = marked(&text, Known::nothing());
        assert_eq!(blocks[0], (Boilerplate, start.trim().to_owned()), "{text}");
        assert_eq!(blocks[1], (Paragraph, body.to_owned()), "{text}");
        assert_eq!((facts.published, facts.title), (published, None));
    }
    for prose in [
        "2022年3月4日 论坛开幕，代表到会。",
        "2022-03-04 was a Friday, and the forum opened.",
        "新华社电视节目很多，观众喜欢。",
    ] {
        assert_eq!(marked(prose, Known::nothing()).0.len(), 1, "{prose}");
    }
}

#[test]
fn a_title_is_not_said_twice() {
    let text = format!("Forum on standards, held\n\n{EN}\n{EN}");
    let (blocks, facts) = marked(&text, Known::record(Some("Forum on Standards Held")));
    assert_eq!((blocks[0].0, facts.title), (Title, None));
}

#[test]
fn the_text_of_a_record_is_left_alone() {
    for text in [
        "Forum on Standards Held",
        "Forum on Standards Held\nHi all",
        "Home / Away",
        "2022-03-04",
        "Thanks\n\nLi Ming",
        "大连",
        &format!("{EN} (see photo)\n{EN}"),
    ] {
        let (blocks, _) = marked(text, Known::record(None));
        assert!(blocks.iter().all(|(kind, _)| kind.is_body()), "{text}: {blocks:?}");
    }
    let text = format!("Forum on Standards Held\n{EN}\n{EN}");
    assert_eq!(marked(&text, Known::record(None)).1.title.as_deref(), Some("Forum on Standards Held"));
}

#[test]
fn lines_wrapped_by_hand_are_one_paragraph() {
    let text = "The forum on standards opened in Dalian on Monday, and\ndelegates from forty bodies took part in it. The\n\
        next one will be held in Xiamen, as the organizers\nsaid on Friday.\n\nA second paragraph stands apart from it.";
    assert_eq!(paragraphs(text).len(), 2);
    let lines = format!("{EN}\n{EN}\n{EN}\n{EN}\n{EN}");
    assert_eq!(paragraphs(&lines).len(), 5);
}

#[test]
fn blocks_cover_any_text_in_order() {
    let piece = "(Home|首页|Source:|来源：|date |2022-03-04| > |\\| |[A-Ca-c标，。. ]{1,12}|\n|\n\n|\\[Photo by |\\]|（|摄）|新华社|电|--)";
    proptest::proptest!(|(pieces in proptest::collection::vec(piece, 0..24))| {
        let text = pieces.concat();
        marked(&text, Known::nothing());
        marked(&text, Known::record(Some("A")));
    });
    proptest::proptest!(|(text: String)| { marked(&text, Known::nothing()); });
}

#[test]
fn long_lines_take_linear_time() {
    for text in [
        "a".repeat(2_000_000),
        "标，".repeat(500_000),
        "> a ".repeat(300_000),
        "来源：".repeat(300_000),
        "\n".repeat(500_000),
        "a\n".repeat(500_000),
        "[Photo".repeat(200_000),
        "2022-03-04 ".repeat(100_000),
    ] {
        let start = std::time::Instant::now();
        marked(&text, Known::nothing());
        assert!(start.elapsed().as_secs() < 4, "{}", &text[..9]);
    }
}
