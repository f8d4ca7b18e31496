//! Facts of whole stories.

use jiff::civil::date;

use super::*;

/// Of one article without a headline.
fn facts(text: &str, language: Language, published: Option<Date>) -> Facts {
    super::facts(
        &Told { beginning: text, articles: 1, in_language: 1, ..Told::default() },
        language,
        published,
    )
}

#[test]
fn of_several_articles_any_sentence_may_tell() {
    let beginning = "The harbour forum opened in Dalian. More than 300 guests came, said Li Ming, director of the office.";
    let of = |articles| {
        let told = Told {
            headline: "Harbour forum opens",
            beginning,
            articles,
            in_language: articles,
            ..Told::default()
        };
        super::facts(&told, Language::English, None)
    };
    assert!(of(1).who.is_empty() && of(1).figures.is_empty());
    assert_eq!(
        (of(3).who, of(3).figures),
        (vec!["Li Ming".to_owned()], vec!["More than 300 guests".to_owned()])
    );
    let told = Told {
        headline: "Harbour forum opens",
        summary: beginning,
        articles: 1,
        in_language: 1,
        ..Told::default()
    };
    assert_eq!(super::facts(&told, Language::English, None).figures, ["More than 300 guests"]);
}

#[test]
fn english() {
    let text = "The 2024 Harbour Forum was held in Dalian, Liaoning province, on May 16-17, with the theme \"Standards for Clean \
                Shipping\" and more than 300 guests from 20 countries, said Li Ming, director of the Harbour Standards Office. \
                The next forum takes place in Xiamen.";
    let found = facts(text, Language::English, None);
    assert_eq!(found.r#where, ["Dalian, Liaoning province"]);
    assert_eq!(found.when, ["May 16-17"]);
    assert_eq!(found.who, ["Li Ming", "Harbour Standards Office"]);
    assert_eq!(found.figures, ["more than 300 guests", "20 countries"]);
    for piece in [found.who, found.when, found.r#where, found.figures].concat() {
        assert!(text.contains(&piece), "{piece}");
    }
}

#[test]
fn chinese() {
    let text = "国家标准化管理委员会5月16日至17日在辽宁省大连市召开论坛，来自31个国家的300多名代表出席，发布12项绿色港口标准草案。";
    let found = facts(text, Language::Chinese, None);
    assert_eq!(found.who, ["国家标准化管理委员会"]);
    assert_eq!(found.r#where, ["辽宁省大连市"]);
    assert_eq!(found.when, ["5月16日至17日"]);
    assert_eq!(found.figures, ["31个国家", "300多名代表", "12项绿色港口标准草案"]);
}

#[test]
fn days_of_later_sentences_are_of_something_else() {
    let text = "A driver was jailed on May 16 over a crash. His friend was arrested on June 2.";
    assert_eq!(facts(text, Language::English, None).when, ["May 16"]);
    let text = "5月16日，一名司机被判刑。其同伙6月2日落网。";
    assert_eq!(facts(text, Language::Chinese, None).when, ["5月16日"]);
}

#[test]
fn of_several_texts_two_must_say_it() {
    let first = "The forum was held in Dalian, Liaoning province, on May 16, and Li Ming, director of the Harbour Standards Office, \
                 spoke to 300 guests from 20 countries.";
    let second = "Guests met in Dalian, and Li Ming spoke.";
    let third = "5月16日，论坛在大连举行，300名嘉宾出席。";
    let heard = |language, text| Heard { language, text, published: Some(date(2024, 5, 18)) };
    let [first, second] = [first, second].map(|text| heard(Language::English, text));
    let texts = [first, second, heard(Language::Chinese, third)];
    let alone = facts(first.text, Language::English, None);
    let found = alone.clone().borne_out(Language::English, &texts, &|_| Vec::new());
    assert_eq!(found.who, ["Li Ming"]);
    assert_eq!(found.when, ["May 16"]);
    assert_eq!(found.r#where, ["Dalian, Liaoning province"]);
    assert_eq!(found.figures, ["300 guests"]);
    assert_eq!(alone.clone().borne_out(Language::English, &texts[..1], &|_| Vec::new()), alone);
}

#[test]
fn languages_bear_each_other_out_by_meaning() {
    let heard = |language, text| Heard { language, text, published: Some(date(2024, 5, 18)) };
    let texts = [
        heard(Language::Chinese, "论坛5月16日至17日由国家标准化管理委员会在大连召开，420名代表出席。"),
        heard(Language::Chinese, "论坛在大连闭幕。"),
        heard(
            Language::English,
            "SAC held the forum on May 16-17, 2024, for 420 delegates; it met on 18 May too.",
        ),
    ];
    let names = |name: &str| match name {
        "国家标准化管理委员会" => vec!["SAC".to_owned()],
        _ => Vec::new(),
    };
    let found = facts(texts[0].text, Language::Chinese, texts[0].published);
    let found = found.borne_out(Language::Chinese, &texts, &names);
    assert_eq!(found.when, ["5月16日至17日"]);
    assert_eq!(found.who, ["国家标准化管理委员会"]);
    assert_eq!(found.figures, ["420名代表"]);
    let other_day =
        [texts[0], heard(Language::English, "SAC held the forum on June 16-17 for 420 delegates.")];
    let found = facts(texts[0].text, Language::Chinese, None);
    assert!(found.borne_out(Language::Chinese, &other_day, &names).when.is_empty());
}

#[test]
fn a_translation_has_the_facts_of_its_original() {
    let original = facts(
        "国家标准化管理委员会4月10日发布3项国家标准，将于11月1日起实施。",
        Language::Chinese,
        Some(date(2024, 4, 11)),
    );
    let names = |name: &str| match name {
        "Standardization Administration of China" => vec!["国家标准化管理委员会".to_owned()],
        _ => Vec::new(),
    };
    let of = |list: &[&str]| list.iter().map(|&fact| fact.to_owned()).collect::<Vec<_>>();
    let gloss = Facts {
        who: of(&["Standardization Administration of China", "Provincial Bureau"]),
        when: of(&["November 1", "May 4"]),
        planned: of(&["April 10"]),
        r#where: of(&["Red Square"]),
        figures: of(&["3 national standards", "6 schools"]),
    };
    let told = gloss.also_in(Language::English, &original, Some(date(2024, 4, 11)), &names);
    assert_eq!((told.when, told.planned), (of(&["April 10"]), of(&["November 1"])));
    assert_eq!((told.who, told.r#where), (of(&["Standardization Administration of China"]), Vec::new()));
    assert_eq!(told.figures, ["3 national standards"]);
}

#[test]
fn nothing_is_said_of_nothing() {
    assert!(facts("", Language::English, None).is_empty() && facts("。", Language::Chinese, None).is_empty());
}

#[test]
fn the_fuller_of_two_stands() {
    assert_eq!(some(["May 16", "May 16-17", "June 1"], 2), ["May 16-17", "June 1"]);
}
