//! Whole cases: which reports are of one event.

use jiff::civil::{Date, date};

use super::{Candidate, English, group};
use crate::text::Language;

fn english(day: Date, title: &str, text: &str) -> Candidate {
    Candidate {
        title: title.into(),
        text: text.into(),
        published: Some(day),
        ..Candidate::empty(Language::English)
    }
}

fn chinese(day: Date, title: &str, text: &str, in_english: [&str; 2]) -> Candidate {
    let [title_in_english, text_in_english] = in_english.map(str::to_owned);
    Candidate {
        title: title.into(),
        text: text.into(),
        published: Some(day),
        english: Some(English { title: title_in_english, text: text_in_english }),
        ..Candidate::empty(Language::Chinese)
    }
}

/// Other news, so that the words of the events are as rare as they are in the news.
fn other_news() -> Vec<Candidate> {
    let day = date(2024, 3, 6);
    [
        ("Chip makers cut output", "Demand for memory chips fell again in winter, two makers in Seoul said."),
        ("New lock opened near Passau", "The river authority opened a new lock. It cost 12 million euros."),
        (
            "Library budget agreed",
            "The committee agreed on a new budget for the library. It will be 3.5 million euros.",
        ),
        (
            "ISO revises lift standard",
            "Experts in Geneva adopted a revised standard for lifts in public buildings.",
        ),
    ]
    .into_iter()
    .map(|(title, text)| english(day, title, text))
    .chain([
        chinese(
            day,
            "存储芯片降价",
            "冬季存储芯片需求下降，首尔两家厂商减产。",
            ["Memory chips cheaper", "Demand for memory chips fell in winter."],
        ),
        chinese(
            day,
            "电梯标准修订",
            "专家在日内瓦通过电梯标准修订稿。",
            ["Lift standard revised", "Experts in Geneva adopted a revised standard for lifts."],
        ),
    ])
    .collect()
}

/// True where both are one story among other news.
fn together(one: Candidate, other: Candidate) -> bool {
    let mut all = vec![one, other];
    all.extend(other_news());
    group(&all)[0].contains(&1)
}

fn march(day: i8) -> Date {
    date(2024, 3, day)
}

#[test]
fn two_accidents_in_one_week_are_two_stories() {
    let bus = |day, kills, killed, weekday, carried| {
        english(
            march(day),
            &format!("Bus crash near Graz kills {kills}"),
            &format!(
                "A bus crash near Graz, Austria, killed {killed} people on {weekday}, police said. The bus carried {carried}."
            ),
        )
    };
    assert!(!together(
        bus(6, 3, "three", "Tuesday, March 5", "40 pupils"),
        bus(10, 5, "five", "Saturday, March 9", "22 tourists")
    ));
    // By the days of the week alone.
    assert!(!together(
        bus(6, 3, "three", "Tuesday", "40 pupils"),
        bus(10, 5, "five", "Saturday", "22 tourists")
    ));
    // As many victims on another day.
    assert!(!together(
        bus(6, 3, "three", "Tuesday", "40 pupils"),
        bus(10, 3, "three", "Saturday", "22 tourists")
    ));
    let trains = |day, injured| {
        let text = format!(
            "Two local trains collided at Lyon Part-Dieu station on March {day}, injuring {injured} passengers, the operator said."
        );
        english(march(day), &format!("Trains collide in Lyon, {injured} injured"), &text)
    };
    assert!(!together(trains(7, 12), trains(19, 7)));
    let fire = |day, killed| {
        chinese(
            march(day),
            &format!("成都一工厂发生火灾致{killed}人死亡"),
            &format!("3月{day}日，四川成都一家工厂发生火灾，造成{killed}人死亡，火灾原因正在调查。"),
            [
                &format!("Chengdu factory fire causes {killed} dead"),
                &format!(
                    "On March {day}, a factory in Chengdu, Sichuan caught fire, {killed} people died, the cause of the fire is being investigated."
                ),
            ],
        )
    };
    assert!(!together(fire(5, 3), fire(9, 8)));
    let in_english = |day, killed| {
        english(
            march(day),
            &format!("Chengdu factory fire kills {killed}"),
            &format!(
                "A fire at a factory in Chengdu, Sichuan, killed {killed} people on March {day}. The cause of the fire is being investigated."
            ),
        )
    };
    assert!(!together(in_english(5, 3), fire(9, 8)));
    assert!(together(in_english(5, 3), fire(5, 3)));
}

#[test]
fn reports_of_one_accident_are_one_story() {
    let first = || {
        english(
            march(6),
            "Bus crash near Graz kills 3",
            "A bus crash near Graz, Austria, killed three people on Tuesday, police said. The bus carried 40 pupils.",
        )
    };
    for (day, title, text) in [
        // More victims later.
        (
            6,
            "Bus crash near Graz kills 5",
            "A bus crash near Graz, Austria, killed five people on Tuesday, police said. The bus carried 40 pupils.",
        ),
        (
            9,
            "Toll of bus crash near Graz rises to 5",
            "The toll of the bus crash near Graz, Austria, rose to five people on Friday. The bus carried 40 pupils, police said.",
        ),
        // An aftermath that names its own day too, or only the day on which it was told.
        (
            10,
            "Graz bus crash: driver was tired",
            "The driver of the bus that crashed near Graz, Austria, on Tuesday was tired, police said on Saturday. The bus crash killed five people.",
        ),
        (
            10,
            "Bus crash near Graz: five dead",
            "Five people have died in the bus crash near Graz, Austria, police said on Saturday. The bus carried 40 pupils.",
        ),
        // Another source, told by another figure.
        (
            7,
            "Bus crash near Graz kills 4",
            "Four people died on Tuesday when a bus crashed near Graz, Austria. The bus carried 40 pupils.",
        ),
    ] {
        assert!(together(first(), english(march(day), title, text)), "{title}: {text}");
    }
    assert!(together(first(), first()));
    let fire = |day, title: &str, text: &str| {
        chinese(
            march(day),
            title,
            text,
            ["Chengdu factory fire", "A factory in Chengdu caught fire, people died."],
        )
    };
    let first = fire(
        5,
        "成都一工厂发生火灾致3人死亡",
        "5日凌晨，四川成都一家工厂发生火灾，造成3人死亡，火灾原因正在调查。",
    );
    let later = fire(
        9,
        "成都工厂火灾死亡人数升至8人",
        "四川成都一家工厂3月5日发生的火灾，死亡人数9日升至8人，火灾原因正在调查。",
    );
    assert!(together(first, later));
}

#[test]
fn two_of_a_row_are_two_stories() {
    let published = |day, what: &str, products: &str| {
        let text = format!(
            "国家标准化部门3月{day}日发布六项{what}领域国家标准，将于2024年11月1日起实施，涉及{products}等产品，规定了安全要求和试验方法。"
        );
        let title = format!("六项{what}领域国家标准发布");
        chinese(march(day), &title, &text, ["Six standards", "Six national standards were published."])
    };
    let lamps = || published(4, "照明", "台灯和路灯");
    assert!(!together(lamps(), published(11, "玩具", "积木和童车")));
    assert!(together(lamps(), published(4, "照明", "路灯和手电筒")));
    let rate = |day: Date, weekday: &str, also: &str| {
        let text = format!(
            "The central bank of Marland kept its key interest rate at 4.5 percent on {weekday}, as expected. Governor Ida Berg said the rate would stay there for some time. The crown rose after the decision."
        );
        english(day, &format!("Bank of Marland keeps rate at 4.5%{also}"), &text)
    };
    let march = || rate(date(2024, 3, 7), "Thursday", "");
    assert!(!together(march(), rate(date(2024, 5, 2), "Thursday", ", sees cut next year")));
    assert!(together(march(), rate(date(2024, 3, 8), "Thursday", ", sees cut next year")));
}

#[test]
fn an_aftermath_is_of_the_accident() {
    let first = || {
        chinese(
            march(4),
            "江东临河一旅馆坍塌 5人被困",
            "3月4日上午9时许，江东省临河市白沙县银色港湾旅馆发生局部坍塌，5人被困。消防人员已赶赴现场，截至11时救出1人。",
            ["Hotel collapses", "A hotel in Linhe collapsed."],
        )
    };
    let later = |day: &str, title: &str| {
        let text = format!(
            "{day}从白沙县政府获悉，旅馆坍塌事故救援结束，被困人员全部救出，其中2人遇难。旅馆业主等4人因涉嫌重大责任事故罪被刑事拘留。"
        );
        chinese(march(7), title, &text, ["Owner detained", "The owner of the hotel was detained."])
    };
    assert!(together(first(), later("记者3月7日", "白沙旅馆坍塌事故：业主等4人被刑拘")));
    // Another one of its kind in the same county.
    let text = "3月8日，江东省临河市白沙县一工地发生塌方，3名工人被埋，消防人员正在救援。";
    let other =
        chinese(march(8), "临河一工地塌方 3人被埋", text, ["Site caves in", "A site in Linhe caved in."]);
    assert!(!together(first(), other));
}

#[test]
fn figures_of_two_months_are_two_stories() {
    let report = |title: &str, text: &str| {
        let reported =
            chinese(march(5), title, text, ["Infectious diseases", "Cases of infectious diseases."]);
        Candidate { published: None, ..reported }
    };
    let june = report(
        "江东6月病毒性肝炎发病居高 25人死亡",
        "江东省卫生厅13日公布6月全省法定报告传染病疫情，共报告23种44886例，乙类传染病共报告12843例，死亡38例。发病数居前五位的病种依次为病毒性肝炎、肺结核、梅毒、痢疾、淋病。",
    );
    let november = report(
        "11月全国共报告法定传染病599559例 死亡1876人",
        "国家卫生部门今日公布11月全国法定传染病疫情，共报告599559例，死亡1876人，乙类传染病共报告280752例。发病数居前五位的病种依次为病毒性肝炎、肺结核、梅毒、淋病、痢疾。",
    );
    assert!(!together(june, november));
}

/// A coach on the motorway of Tongren, as the Chinese article and its English by rules tell it.
fn coach_in_guizhou() -> Candidate {
    chinese(
        march(3),
        "贵州铜仁一客车侧翻致6死",
        "3月2日15时，贵州省铜仁市思南县境内一辆大客车侧翻，造成6人死亡、17人受伤。客车载有31人，由铜仁开往遵义。",
        [
            "Tongren, Guizhou a coach rolls over the fine 6 rigids",
            "On March 2, during 15, Tongren, Guizhou Province Sinan Territory a coach to roll over, and caused 6 people to die, 17 people to be injured. The coach carries 31 people, by Tongren is left for Zunyi.",
        ],
    )
}

#[test]
fn an_accident_is_one_story_in_whichever_language() {
    let same = english(
        march(3),
        "Six dead after vehicle leaves motorway in southwest China",
        "Six people died and 17 were hurt when a tourist bus fell on its side in Sinan county, Guizhou province, on Saturday afternoon.",
    );
    assert!(together(coach_in_guizhou(), same));
}

#[test]
fn a_person_is_one_in_whichever_language() {
    let in_chinese = || {
        chinese(
            march(5),
            "江东省政协原副主席李文康一审被判死缓",
            "3月5日，临河市中级人民法院公开宣判江东省政协原副主席李文康受贿案，判处其死刑，缓期二年执行，没收个人全部财产。",
            [
                "Li Wenkang first trial",
                "A court announced the sentence of originally vice chairman Li Wenkang.",
            ],
        )
    };
    let in_english = |name: &str| {
        english(
            march(5),
            &format!("China jails former official {name} for life"),
            &format!(
                "{name}, who led a provincial assembly, took bribes for two decades, judges in Linhe found on Tuesday."
            ),
        )
    };
    assert!(together(in_chinese(), in_english("Li Wenkang")));
    assert!(!together(in_chinese(), in_english("Zhao Haiyang")));
}

#[test]
fn events_of_one_kind_in_two_countries_are_two_stories() {
    let elsewhere = |day, killed: &str, weekday: &str| {
        english(
            march(day),
            &format!("Coach rolls over in Tyrol, {killed} dead"),
            &format!(
                "A coach rolled over in Tyrol, Austria, on {weekday}. It caused {killed} people to die and 17 people to be injured. The coach carried 31 people from Innsbruck to Lienz."
            ),
        )
    };
    assert!(!together(coach_in_guizhou(), elsewhere(7, "six", "Wednesday")));
    assert!(!together(coach_in_guizhou(), elsewhere(3, "four", "Saturday")));
}

#[test]
fn two_matches_of_the_same_teams_are_two_stories() {
    let at_home = || {
        english(
            march(3),
            "Harbour Town beat River Rovers 2-0 at Quayside",
            "Harbour Town beat River Rovers 2-0 at Quayside on Saturday in the Coast League. Jan Maler scored in the 12th minute. Rovers manager Tom Weber said his side had lacked courage. Town stay top with 51 points.",
        )
    };
    let away = english(
        march(27),
        "River Rovers beat Harbour Town 2-0 at Millfield",
        "River Rovers beat Harbour Town 2-0 at Millfield on Wednesday in the Coast League. Leo Huber scored in the 27th minute. Town manager Max Bauer apologised to the fans. Town stay top with 60 points.",
    );
    assert!(!together(at_home(), away));
    let another_report = english(
        march(4),
        "Maler sends Harbour Town clear",
        "Jan Maler scored in the 12th minute as Harbour Town beat River Rovers 2-0 at Quayside on Saturday to stay top of the Coast League with 51 points.",
    );
    assert!(together(at_home(), another_report));
    let leg = |day, leg: &str, score: &str| {
        let title = format!("海岸杯{leg}：港城队{score}胜江城队");
        let text = format!("3月{day}日，海岸杯半决赛{leg}，港城队{score}战胜江城队，双方各有一人被罚下。");
        chinese(march(day), &title, &text, ["Coast Cup", "Harbour Town beat River Town in the Coast Cup."])
    };
    assert!(!together(leg(6, "首回合", "2比1"), leg(13, "次回合", "2比1")));
    assert!(together(leg(6, "首回合", "2比1"), leg(6, "首回合", "2:1")));
}

#[test]
fn a_large_event_is_one_story() {
    let undated = |title: &str, text: &str| Candidate { published: None, ..english(march(5), title, text) };
    // Headline and text, a line each.
    let ferry = [
        "Ferry sinks off Linhe\nThe ferry Albatross sank off Linhe in a storm on Sunday. Divers search for 40 people.",
        "Divers find wreck of ferry\nDivers found the wreck of the ferry Albatross off Linhe. It sank in a storm on Sunday; 40 people are missing.",
        "Captain of sunken ferry held\nThe captain of the ferry Albatross, which sank off Linhe in a storm on Sunday, was held by police.",
        "Ferry had too many aboard\nThe ferry Albatross, which sank off Linhe on Sunday, had too many aboard, police said. Divers search for 40 people.",
        "Relatives wait for news of ferry\nRelatives of 40 people who were aboard the ferry Albatross wait at Linhe. It sank in a storm on Sunday.",
        "Storm halts search at ferry wreck\nA storm halted the search at the wreck of the ferry Albatross off Linhe, where divers look for 40 people.",
        "Ferry owner promises money\nThe owner of the ferry Albatross, which sank off Linhe on Sunday, promised money to the relatives of 40 people.",
    ];
    let mut all = other_news();
    all.extend(ferry.map(|report| {
        let (title, text) = report.split_once('\n').unwrap();
        undated(title, text)
    }));
    let largest = group(&all).into_iter().map(|story| story.len()).max();
    assert_eq!(largest, Some(7));
}

#[test]
fn headlines_of_no_content_join_nothing() {
    let undated = |title, text| Candidate { published: None, ..english(march(5), title, text) };
    assert!(!together(
        undated(
            "No date at all",
            "The committee agreed on a new budget for the theatre. It will be 4.5 million euros."
        ),
        undated("Bad date", "The port authority opened a new quay near Linz. It cost 11 million euros.")
    ));
}
