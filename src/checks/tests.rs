//! Pairs in the manner of standardization news, what must be found in them, and what must hold for any pair.

use proptest::prelude::*;

use super::{Fault, Finding, Pair, Severity, Work, check};
use crate::{
    task::{Glossary, Term},
    text::Language,
};

const EN: Language = Language::English;
const ZH: Language = Language::Chinese;

fn findings(task: Work, source: &str, target: &str, languages: (Language, Language)) -> Vec<Finding> {
    let glossary = Glossary::default();
    let (source_lang, target_lang) = languages;
    check(&Pair { task, source, target, source_lang, target_lang, glossary: &glossary })
}

/// The faults that are errors.
fn errors(task: Work, source: &str, target: &str, languages: (Language, Language)) -> Vec<Fault> {
    let found = findings(task, source, target, languages);
    found.iter().filter(|f| f.severity() == Severity::Error).map(|f| f.fault).collect()
}

fn translated(source: &str, target: &str) -> Vec<Fault> {
    errors(Work::Translation, source, target, (EN, ZH))
}

fn into_english(source: &str, target: &str) -> Vec<Fault> {
    errors(Work::Translation, source, target, (ZH, EN))
}

#[test]
fn faithful_pairs_pass() {
    for (english, chinese) in [
        (
            "More than 300 people from 25 countries met in Geneva on June 9, 2023.",
            "2023年6月9日，来自25个国家的三百多人在日内瓦开会。",
        ),
        ("The market is worth $1.2 billion, up 34.5 percent.", "市场规模为12亿美元，增长34.5%。"),
        (
            "Two-thirds of the 12,000 standards were revised in the 1990s.",
            "1.2万项标准中有三分之二是在20世纪90年代修订的。",
        ),
        ("The meeting begins at 7:30 p.m. on Friday.", "会议于周五19:30开始。"),
        ("GB/T 1234-2025 replaces the edition of 2015.", "GB/T 1234-2025 代替2015年版。"),
        ("Zhang Wei of Xiamen chairs ISO/TC 20.", "厦门的张伟担任 ISO/TC 20 主席。"),
        ("The pipe is about 62 miles long.", "管道长约100公里。"),
        ("Between 30 and 40 percent of firms agreed.", "百分之三十到四十的企业同意。"),
    ] {
        assert_eq!(translated(english, chinese), [], "{english}");
        assert_eq!(into_english(chinese, english), [], "{chinese}");
    }
}

#[test]
fn numbers_and_dates() {
    let source = "The committee published 48 standards for 12 million users on June 9, 2023, up 15%.";
    for (target, want) in [
        ("2023年6月9日，委员会为1200万用户发布了48项标准，增长15%。", &[][..]),
        ("2023年6月9日，委员会为1200万用户发布了43项标准，增长15%。", &[Fault::NumberChanged]),
        ("2023年6月9日，委员会为1200亿用户发布了48项标准，增长15%。", &[Fault::NumberChanged]),
        ("2023年6月9日，委员会为1200万用户发布了标准，增长15%。", &[Fault::NumberMissing]),
        ("2023年6月9日，委员会为1200万用户发布了48项标准，增长15。", &[Fault::PercentLost]),
        (
            "2021年6月9日，委员会为1200万用户发布了48项标准，增长15%。",
            &[Fault::DateChanged, Fault::DateMissing],
        ),
        ("6月9日，委员会为1200万用户发布了48项标准，增长15%。", &[Fault::DateMissing]),
    ] {
        let mut found = translated(source, target);
        found.sort();
        found.dedup();
        assert_eq!(found, want, "{target}");
    }
    assert_eq!(
        translated("It costs 8 dollars and weighs 20 kg.", "它价值20美元，重8公斤。"),
        [Fault::NumbersSwapped]
    );
    assert_eq!(translated("They won 3 - 1 at home.", "他们主场1 - 3获胜。"), [Fault::NumbersSwapped]);
    assert_eq!(
        translated("Linux 6.1 supports COVID-19 apps.", "Linux 6.1 支持 COVID-15 应用。"),
        [Fault::IdentifierChanged]
    );
}

#[test]
fn names() {
    assert_eq!(
        translated("The group met in Italy and elected Baldwin.", "该小组在伊拉克开会，选举了鲍德温。"),
        [Fault::NameReplaced]
    );
    assert_eq!(into_english("该小组在意大利开会。", "The group met in Poland."), [Fault::NameReplaced]);
    assert_eq!(translated("We met Manturov in Vienna.", "我们在维也纳会见了曼图罗夫。"), []);
    let article =
        "The Berlin office of the agency opened a laboratory for batteries. It employs twelve engineers.";
    assert_eq!(
        errors(Work::Summary, article, "The office in Madrid opened a laboratory.", (EN, EN)),
        [Fault::NameInvented]
    );
    assert_eq!(errors(Work::Summary, article, "The Berlin office opened a laboratory.", (EN, EN)), []);
}

#[test]
fn full_names_of_acronyms() {
    for (source, target) in [
        ("FAO published the report.", "联合国粮食及农业组织发布了这份报告。"),
        ("Experts of CEN and DIN met in Vienna.", "欧洲标准化委员会和德国标准化协会的专家在维也纳开会。"),
    ] {
        let found = findings(Work::Translation, source, target, (EN, ZH));
        assert!(found.iter().all(|f| f.severity() == Severity::Note), "{found:?}");
    }
    let source = "Experts of CEN met in Vienna.";
    let found = translated(source, "欧洲标准化委员会的专家在德国开会。");
    assert_eq!(found, [Fault::NameReplaced]);
}

#[test]
fn names_in_other_forms() {
    let article = "Delegates from Germany and the U.S. visited the Phoenix laboratory of the agency in May. \
                   The laboratory tests batteries for cars and for trains.";
    for (summary, want) in [
        ("A German delegation saw how American batteries are tested.", None),
        ("Delegates visited the Pheonix laboratory.", Some(Fault::NameMisspelled)),
        ("Delegates of the Grand National saw a laboratory.", Some(Fault::NameInvented)),
    ] {
        let found = findings(Work::Summary, article, summary, (EN, EN));
        assert_eq!(found.first().map(|f| f.fault), want, "{summary}");
    }
    let article =
        "大连的一家企业牵头起草了这项电池标准，来自二十家单位的专家参加了会议，讨论了测试方法和实施日期。";
    assert_eq!(errors(Work::Summary, article, "辽宁企业起草电池标准。", (ZH, ZH)), []);
    assert_eq!(errors(Work::Summary, article, "荆州企业起草电池标准。", (ZH, ZH)), [Fault::NameInvented]);
}

#[test]
fn figures_in_other_forms() {
    for (english, chinese) in [
        ("Security was tightened after 9/11.", "911事件之后安保收紧。"),
        ("Rules changed after September 11.", "911事件之后规则改变。"),
        ("The flood of July 19 damaged the laboratory.", "“7·19”洪水损坏了实验室。"),
        ("The help desk answers 24/7.", "服务台全天候答复。"),
        ("The test begins at noon.", "测试于12时开始。"),
        ("One of every 35,000 devices fails.", "设备的故障率为35000分之一。"),
    ] {
        assert_eq!(translated(english, chinese), [], "{english}");
        assert_eq!(into_english(chinese, english), [], "{chinese}");
    }
    assert_eq!(into_english("会议于23日举行。", "The meeting was held on Wednesday."), []);
    assert_eq!(
        translated("They won 3-1 in May and 5-0 in June.", "他们5月以3比0获胜，6月以5比1获胜。"),
        [Fault::NumbersSwapped]
    );
    let (source, target) = ("1. Read it.\n2. Sign it.", "2. 阅读。\n1. 签字。");
    assert_eq!(translated(source, target), [Fault::NumbersSwapped; 2]);
}

#[test]
fn ends() {
    let source = "The committee publishes standards for batteries.\nThe next meeting takes place in autumn in \
                  Geneva. Experts from every country can take part and send their comments to the office.";
    assert_eq!(translated(source, "委员会发布电池标准。\n下次会议秋天举行。"), [Fault::TooShort]);
    assert_eq!(
        errors(
            Work::Translation,
            "该标准今天发布，适用于全国所有新设备。,",
            "该标准今天发布，适用于全国所有新设备。,",
            (ZH, ZH)
        ),
        []
    );
    let list = "* `00-backup`\n* `01-install-packages`";
    assert_eq!(into_english(list, "* 00-backup\n* 01-install-packages"), []);
}

#[test]
fn language_script_and_completeness() {
    let source = "The standard was published today.\nIt applies to all new devices in the country.";
    let good = "该标准今天发布。\n它适用于全国所有新设备。";
    assert_eq!(translated(source, good), []);
    for (target, want) in [
        ("", Fault::Empty),
        (source, Fault::Untranslated),
        ("該標準今天發布。\n它適用於全國所有新設備。", Fault::WrongScript),
        ("该标准今天发布。", Fault::LineMissing),
        ("该标准今天发布。\nIt applies to all new devices in the country.", Fault::LineUntranslated),
        ("该标准今天发布。\n它适用于全", Fault::CutOff),
        (
            "该标准今天发布。\n它适用于全国所有新设备。它适用于全国所有新设备。它适用于全国所有新设备。",
            Fault::Repeated,
        ),
        ("The standard is out now.\nIt is for all of the new devices.", Fault::WrongLanguage),
    ] {
        assert!(translated(source, target).contains(&want), "{target:?}: {:?}", translated(source, target));
    }
    let long = "标准化工作会议在北京召开，会议讨论了未来五年的工作计划。".repeat(4);
    assert!(into_english(&long, "A meeting.").contains(&Fault::TooShort));
}

#[test]
fn terms_and_placeholders() {
    let glossary =
        Glossary::new(vec![Term { source: "technical committee".into(), target: "技术委员会".into() }]);
    let pair = |target| Pair {
        task: Work::Translation,
        source: "The Technical Committee uses {name}, see https://www.iso.org.",
        target,
        source_lang: EN,
        target_lang: ZH,
        glossary: &glossary,
    };
    let faults = |target| check(&pair(target)).iter().map(|f| f.fault).collect::<Vec<_>>();
    assert_eq!(faults("技术委员会使用 {name}，见 https://www.iso.org。"), []);
    assert_eq!(faults("技委会使用 {name}，见 https://www.iso.org。"), [Fault::TermMissing]);
    assert_eq!(faults("技术委员会使用 {名称}，见 https://www.iso.org。"), [Fault::PlaceholderLost]);
}

#[test]
fn records_quote_both_places() -> Result<(), serde_json::Error> {
    let glossary = Glossary::default();
    let pair = Pair {
        task: Work::Translation,
        source: "More than 300 people came.",
        target: "３８０多人到场。",
        source_lang: EN,
        target_lang: ZH,
        glossary: &glossary,
    };
    let found = check(&pair);
    let records: Vec<_> = found.iter().map(|f| f.record(&pair)).collect();
    let json = serde_json::to_string(&records)?;
    assert_eq!(
        json,
        r#"[{"check":"numbers","severity":"error","message":"“300 people” seems to have become “380多人”.","source":"300 people","target":"３８０多人"}]"#
    );
    Ok(())
}

/// Sentences to build texts from.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("全国标准化技术委员会发布了 48 项国家标准。".to_owned()),
        Just("2023年6月9日，来自25个国家的三百多人在日内瓦开会，增长34.5%。\n".to_owned()),
        Just("The committee met in Geneva on June 9, 2023, with 300 experts from 25 countries. ".to_owned()),
        Just("GB/T 1234-2025 costs $1.2 billion (up 15%).\n".to_owned()),
        Just("Two-thirds of them agreed at 7:30 p.m. on Friday. ".to_owned()),
        Just("特朗普与马克龙通话，讨论COVID-19疫情。".to_owned()),
        "\\PC{0,12}",
        "[0-9一二三十百千万亿%年月日点.,:$ \\-a-zA-Z]{0,12}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just(EN), Just(ZH), Just(Language::TraditionalChinese)]
}

fn work() -> impl Strategy<Value = Work> {
    prop_oneof![Just(Work::Translation), Just(Work::Summary)]
}

#[test]
fn the_same_text_has_nothing_swapped() {
    let text = "6 0 2023年6月9日，来自25个国家的三百多人在日内瓦开会。";
    let same = findings(Work::Translation, text, text, (Language::English, Language::English));
    assert!(same.iter().all(|finding| finding.fault != Fault::NumbersSwapped));
}

/// Full-width letters and digits, and more white space.
fn widened(text: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '%' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(wide).collect::<String>().replace(' ', " \u{3000} ").replace('\n', "\n\n")
}

proptest! {
    /// No pair makes a check panic; places lie within the texts.
    #[test]
    fn any_pair(task in work(), source in text(), target in text(), from in language(), to in language()) {
        for finding in findings(task, &source, &target, (from, to)) {
            prop_assert!(finding.source.is_none_or(|s| source.get(s).is_some()));
            prop_assert!(finding.target.is_none_or(|s| target.get(s).is_some()));
        }
    }

    /// A text is faithful to itself.
    #[test]
    fn itself(text in text(), language in language()) {
        let found = findings(Work::Translation, &text, &text, (language, language));
        // What it is written in is another question: the text may be in any language.
        let about = found.iter().filter(|f| !["script", "length"].contains(&f.check()));
        prop_assert_eq!(about.map(|f| (f.fault, f.message.clone())).collect::<Vec<_>>(), []);
    }

    /// White space and width change nothing.
    #[test]
    fn width(task in work(), source in text(), target in text(), to in language()) {
        let faults = |source: &str, target: &str| {
            let mut faults: Vec<_> = findings(task, source, target, (EN, to)).iter().map(|f| f.fault).collect();
            faults.sort();
            faults
        };
        let plain = faults(&source, &target);
        prop_assert_eq!(&faults(&widened(&source), &target), &plain);
        prop_assert_eq!(&faults(&source, &widened(&target)), &plain);
    }
}
