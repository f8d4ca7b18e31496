//! The words are those of jieba itself.

use std::sync::LazyLock;

use jieba_rs::Jieba;
use proptest::prelude::*;

use super::*;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Pieces of news about standards, names and places that no dictionary has, words that share characters.
const PIECES: [&str; 60] = [
    "国家标准化管理委员会",
    "市场监督管理总局",
    "近日批准发布一批重要国家标准",
    "自发布之日起实施",
    "由全国老年用品标准化技术委员会归口",
    "起草单位包括",
    "研究生命起源",
    "南京市长江大桥",
    "乒乓球拍卖完了",
    "结婚的和尚未结婚的",
    "他来到了网易杭研大厦",
    "欧阳明远",
    "卡瓦诺夫斯基",
    "龙井坳",
    "王小娟说",
    "蔡英珂",
    "司马懿之",
    "工信处女干事每月经过下属科室",
    "二氧化碳捕集利用与封存",
    "新能源汽车动力蓄电池",
    "一带一路",
    "十四五规划纲要",
    "百分之三点五",
    "二〇二五年",
    "三千六百余项",
    "的",
    "了",
    "和",
    "在",
    "是",
    "不",
    "为进一步提高",
    "质量第一",
    "互联互通",
    "人工智能大模型",
    "数据要素",
    "低空经济",
    "养老机构服务安全",
    "儿童用品",
    "食品接触材料",
    "燃气用具",
    "强制性",
    "推荐性",
    "征求意见稿",
    "公告指出",
    "专家介绍",
    "港口",
    "论坛",
    "举行",
    "碳达峰碳中和",
    "鬱鬱蔥蔥",
    "標準",
    "乎矣哉",
    "㐀㐁",
    "𠀀𠀁",
    "\u{f900}",
    "龦龧",
    "\u{9fff}",
    "\u{30000}\u{30001}",
    "氻尒",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    let simplified: String = text.chars().map(script::simplified_form).collect();
    let mut words = Vec::new();
    Cutter::default().cut(&simplified, &mut words);
    let expected: Vec<&str> = JIEBA.cut(&simplified, true).into_iter().map(|token| token.word).collect();
    prop_assert_eq!(words, expected);
    Ok(())
}

/// The runs of Chinese characters of a text.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_han(c)).filter(|run| !run.is_empty())
}

#[test]
fn samples_are_cut_like_jieba() {
    for text in [
        include_str!("../../../../samples/港口论坛.txt"),
        include_str!("../../../../samples/老年用品标准.md"),
    ] {
        for run in runs(text) {
            check(run).unwrap();
        }
    }
}

#[test]
fn no_dictionary_word_is_lost() {
    let words = ["北京", "标准化", "中华人民共和国", "的"];
    for word in words {
        assert!(dictionary::has(&word.chars().collect::<Vec<_>>()), "{word}");
    }
    assert!(!dictionary::has(&['北', '化']) && !dictionary::has(&['a']));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn sentences_are_cut_like_jieba(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..12)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn characters_are_cut_like_jieba(
        common in "[的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里]{0,12}",
        any in "[\u{4e00}-\u{9fff}]{0,12}",
        odd in "[\u{3400}-\u{3410}〇\u{4e00}-\u{9fff}\u{f900}-\u{fa10}\u{20000}-\u{20010}\u{2ebf0}-\u{2ebf5}]{0,12}",
    ) {
        check(&format!("{common}{any}{odd}"))?;
    }
}
