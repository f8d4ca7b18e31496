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

fn story(title: &str, text: &str, language: Language) -> Vec<String> {
    extract(Some(title), text, language, Length::Story)
}

#[test]
fn a_story_says_what_its_headline_says() {
    let text = "据临海市纪委消息：日前，经市委批准，市纪委对临海市水泵局原局长林华严重违纪违法问题进行了立案审查调查。\n\
        经查，林华违反组织纪律，在水泵局干部选拔任用工作中为他人谋取利益；违反廉洁纪律，收受礼品礼金。\n\
        林华身为党员领导干部，严重违反党的纪律，性质严重，影响恶劣，应予严肃处理。\n\
        经市纪委常委会会议研究并报市委批准，决定给予林华开除党籍处分，由市监委给予其开除公职处分。";
    let told = story("临海市水泵局原局长林华被开除党籍和公职", text, Language::Chinese).join("");
    assert!(told.contains("立案审查调查") && told.contains("开除党籍处分"), "{told}");
    let text = "Harbour Town took an early lead when Lin headed in after four minutes.\n\
        Linhai United drew level through Zhang and pressed forward for the rest of the half.\n\
        Both sides had chances before Zhang scored again, and Linhai United won 2-1 to reach the final of the cup.\n\
        The final will be played in June. Tickets are on sale at the gate from Monday.";
    let told = story("Linhai United beat Harbour Town to reach cup final", text, Language::English).join(" ");
    assert!(told.contains("won 2-1 to reach the final"), "{told}");
}

#[test]
fn what_a_court_does_in_every_case_is_not_the_news() {
    let text = "日前，临海市水泵局原局长林华涉嫌受贿罪一案，由市人民检察院依法向市中级人民法院提起公诉。\n\
        检察机关在审查起诉阶段，依法告知了被告人林华享有的诉讼权利，并依法讯问了被告人，听取了辩护人的意见。\n\
        起诉书指控，被告人林华利用职务上的便利，为他人谋取利益，非法收受他人财物，数额特别巨大。";
    let told = story("检察机关依法对林华提起公诉", text, Language::Chinese);
    assert!(told[0].contains("提起公诉") && told.len() > 1, "{told:?}");
}

#[test]
fn a_story_has_two_or_three_sentences_that_can_be_read_alone() {
    let told = story("Committee adopts pump standard", ENGLISH, Language::English);
    assert!((2..=3).contains(&told.len()), "{told:?}");
    let short = "The Standards Committee of Linhai adopted a new national standard for drinking water pumps on Monday. It applies \
        from June.";
    assert!(!story("Committee adopts pump standard", short, Language::English).is_empty());
    let text = "临海港6月3日开港，首批三艘货轮靠泊。他说，这是一个好的开始。双方将继续合作，共同建设港口。\
        今年前五个月，临海港吞吐量达到120万吨，同比增长8%。港区二期工程将于明年动工，投资约40亿元。";
    for sentence in story("临海港开港", text, Language::Chinese) {
        assert!(!sentence.starts_with("他说") && !sentence.starts_with("双方"), "{sentence}");
    }
}

#[test]
fn what_is_known_to_the_text_alone_does_not_open_a_story() {
    let text = "Faster networks are wanted, makers of phones said at a fair in Linhai on Monday, and they are wanted soon.\n\
        Harbour Radio, which is based in Bremen, showed a network of its own and let visitors try it for an hour.\n\
        The German company said that its fast network carries ten times what phone networks carry now.\n\
        Makers of phones asked for one standard for all networks before new phones are built and sold.";
    let told = story("Phone networks to get faster", text, Language::English);
    assert!(told.iter().all(|sentence| !sentence.starts_with("The German company")), "{told:?}");
}

#[test]
fn a_sentence_with_half_a_quotation_is_not_chosen() {
    let text = "The port opened its third pier on Monday. \"The pier is ours. \"It took us nine years to build the port and its \
        pier. Ships of the port use the pier from June on.";
    let told = extract(Some("Port opens its pier"), text, Language::English, Length::Sentences(2));
    assert_eq!(
        told,
        ["The port opened its third pier on Monday.", "Ships of the port use the pier from June on."]
    );
}

#[test]
fn what_goes_on_with_a_quotation_is_not_told() {
    let text = "Harbour Town lost 3-0 in the cup on Monday. \"We have no regrets. We showed a lack of strength. We lost to the \
        better team,\" said Lin Hua, who trains the team of Harbour Town.";
    let told = story("Harbour Town lost in the cup", text, Language::English);
    assert_eq!(told, ["Harbour Town lost 3-0 in the cup on Monday."]);
}

#[test]
fn what_points_back_does_not_open_a_story() {
    let text = "一名临海商人周一在店里遇到劫匪，商人拿出水泵把劫匪喝住，并打电话报警。谁料，警方赶来之后，把这名商人也一起拘捕。\
        临海市的水泵店有四十家，大多开在港口附近。店主们说，港口的治安近年来好了许多。";
    let told = story("临海商人吓阻劫匪被警方拘捕", text, Language::Chinese);
    assert!(told[0].starts_with("一名临海商人") && told[1].starts_with("谁料"), "{told:?}");
    let text = "A pump maker of Linhai is to open two plants in the north of the country next spring. The firm said that jobs \
        for 300 people will come to Harbour Town. Pumps have been made on the coast for a hundred years. The weather there is mild.";
    let told = story("Jobs for 300 people come to Harbour Town", text, Language::English);
    assert!(told[0].starts_with("A pump maker") && told[1].starts_with("The firm"), "{told:?}");
}

#[test]
fn voices_and_what_was_told_are_not_told() {
    let text = "The port of Linhai opened its third pier for ferries on Monday. I think the pier at Linhai port is too long for \
        any ferry. Ferries use the third pier that the port of Linhai opened. The pier cost nine million and took four years. \
        Lin Hua, who planned the pier, spoke of cranes and of a hall. Pumps keep the hall dry in winter.";
    let told = story("Linhai port opens third pier", text, Language::English);
    assert!(told.len() > 1 && told.iter().all(|sentence| !sentence.starts_with("I think")), "{told:?}");
    assert!(told.iter().all(|sentence| !sentence.starts_with("Ferries use")), "{told:?}");
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
    // Every sentence says again what was said, and none is another.
    let words = ["pump", "valve", "pier", "port", "ship", "crane", "quay", "dock"];
    let word = |n: usize| words[n % words.len()];
    let circles: String = (0..20_000)
        .map(|n| {
            format!(
                "The {} near the {} has a {} and a {}. ",
                word(n),
                word(n / 8),
                word(n / 64),
                word(n / 512)
            )
        })
        .collect();
    assert!(!extract(Some("Pump at the port"), &circles, Language::English, Length::Story).is_empty());
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
