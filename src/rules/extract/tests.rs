//! Which sentences are chosen, and that any text is survived.

use proptest::prelude::*;

use super::*;

const ENGLISH: &str = "Home of standards\n\
    The Standards Committee of Linhai adopted a new national standard for drinking water pumps on Monday. \
    It sets limits for noise, leakage and energy use. \
    Is that too strict?\n\
    ### Reactions\n\
    \"We are ready,\" said Lin Hua, who heads the largest maker of pumps in the province. \
    The makers of pumps have two years to meet the new standard.\n\
    Image by the committee, used with its permission.\n\
    The weather was fine. A lunch was served to all guests in the hall beside the river.\n\
    The following bodies took part in the work:\n\
    The standard for drinking water pumps replaces the one that the committee adopted in 2009. \
    The committee will publish the national standard in June, and it applies to pumps sold from 2027 on. \
    Other countries follow the talks with interest, as pumps are traded across the region in large numbers. \
    Test laboratories in Linhai and three other cities have begun to buy equipment and to train their staff. \
    The talks took four years, in which the members of the committee met in nine cities and heard 120 experts.\n\
    Smaller makers fear the cost of tests, which may reach a tenth of the price of a pump in the first year. \
    A fund of the province pays half of it for firms with fewer than fifty workers, and banks offer loans. \
    The province made every fourth pump of the country last year and sold a third of them abroad. \
    The next meeting deals with valves.";

const CHINESE: &str = "会议动态\n\
    临海市标准化委员会6月3日召开会议，通过了饮用水水泵国家标准。会议开了两天。\
    该标准规定了水泵的噪声、泄漏和能耗限值，自2027年1月1日起实施。你怎么看？\n\
    图为会议现场。\n\
    委员会主任林华表示，新标准将推动水泵行业绿色发展，企业有两年过渡期。午餐后代表们参观了工厂。";

fn english(length: Length) -> Vec<String> {
    extract(Some("Committee adopts pump standard"), ENGLISH, Language::English, length)
}

#[test]
fn the_length_asked_for_is_given() {
    assert_eq!(english(Length::Short).len(), 1);
    assert_eq!(english(Length::Medium).len(), 2);
    assert_eq!(english(Length::Long).len(), 5);
    for count in 1..=12 {
        assert_eq!(english(Length::Sentences(count)).len(), usize::from(count));
    }
    let two = extract(None, "Not yet. So it goes.", Language::English, Length::Sentences(9));
    assert_eq!(two, ["Not yet.", "So it goes."], "fragments fill up where there are no statements");
}

#[test]
fn a_second_sentence_must_not_be_too_much_of_the_text() {
    assert_eq!(extract(None, CHINESE, Language::Chinese, Length::Medium).len(), 1);
}

#[test]
fn the_news_is_chosen_and_nothing_around_it() {
    let summary = english(Length::Short);
    assert!(summary[0].starts_with("The Standards Committee of Linhai adopted"), "{summary:?}");
    let summary = extract(None, CHINESE, Language::Chinese, Length::Short);
    assert!(summary[0].starts_with("临海市标准化委员会"), "{summary:?}");
    for sentence in english(Length::Sentences(12)) {
        assert!(!sentence.contains("Image by") && !sentence.ends_with(':') && sentence.contains(' '));
        assert!(!sentence.contains("Reactions") && !sentence.contains("Home of"), "{sentence}");
    }
}

#[test]
fn nothing_is_said_twice() {
    let text = "The committee adopted the standard for pumps in June.\n".repeat(4)
        + "The fund of the province pays half of the tests.";
    let summary = extract(None, &text, Language::English, Length::Sentences(2));
    assert_eq!(summary.len(), 2);
    assert_ne!(summary[0], summary[1]);
}

#[test]
fn texts_without_statements() {
    assert!(extract(None, "", Language::English, Length::Medium).is_empty());
    assert!(extract(None, " \n\n ", Language::Chinese, Length::Long).is_empty());
    assert_eq!(extract(None, "# One\n# Two", Language::English, Length::Short).len(), 1);
    assert_eq!(extract(None, "一行没有标点", Language::Chinese, Length::Short), ["一行没有标点"]);
}

#[test]
fn long_input_takes_linear_time() {
    let start = std::time::Instant::now();
    let long = "The committee adopted standard number seven. ".repeat(10_000);
    assert_eq!(extract(None, &long, Language::English, Length::Long).len(), 5);
    assert_eq!(extract(None, &"标".repeat(100_000), Language::Chinese, Length::Long).len(), 1);
    // Generous, for a slow machine; a quadratic step takes minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

proptest! {
    /// A summary is sentences of the text in their order, never more than asked for.
    #[test]
    fn sentences_of_the_text_in_order(
        text in "([A-C][a-c ]{0,20}[.!?:\n]|[标准委员会]{1,9}[。，！\n]|\\PC){0,30}", count in 1u8..9,
    ) {
        for language in Language::ALL {
            let summary = extract(Some("标准 abc"), &text, language, Length::Sentences(count));
            prop_assert!(summary.len() <= usize::from(count));
            let mut rest = text.as_str();
            for sentence in summary {
                let at = rest.find(&sentence);
                prop_assert!(at.is_some());
                rest = &rest[at.unwrap_or(0) + sentence.len()..];
            }
        }
    }
}
