//! Engines in turn, through the whole program, by the tiny trained models of `tests/models`.

use serde_json::{Value, json};

use crate::{
    neural::{expected, model, of_kind},
    stage::Stage,
};

/// Three sentences: the tiny translation model knows the words of the second.
const TEXT: &str = "国家标准化管理委员会于6月9日在青岛举行论坛。该标准将于12月28日实施。天气很好，三千只白鹭飞过了42号码头。";

fn translated(stage: &Stage, text: &str, engines: &str) -> Value {
    let line = json!({"id": "a", "text": text, "lang": "zh"}).to_string();
    let ran = stage.feed(&format!("translate - --to en --format jsonl -q --engine {engines}"), line).code(0);
    ran.records()[0]["translations"]["en"].take()
}

#[test]
fn sentences_that_a_model_fails_on_go_up_and_the_others_stay() {
    let stage = Stage::new();
    let engines = format!("{},rules", model("marian-zh-en"));
    let made = translated(&stage, TEXT, &engines);
    assert_eq!(
        (&made["engine"], &made["method"]),
        (&json!("marian-zh-en,rules"), &json!("glossed")),
        "{made}"
    );
    let up = made["escalated"].as_array().expect("what went up");
    let sources: Vec<&str> = up.iter().filter_map(|one| one["source"].as_str()).collect();
    assert_eq!(
        sources,
        ["国家标准化管理委员会于6月9日在青岛举行论坛。", "天气很好，三千只白鹭飞过了42号码头。"]
    );
    assert!(up.iter().all(|one| one["engine"] == "rules" && one["reason"] != ""), "{made}");
    let text = made["text"].as_str().expect("a text");
    assert!(text.contains(". The standard will take effect on December 28. "), "{text}");
    assert!(up.iter().all(|one| text.contains(one["target"].as_str().expect("words"))), "{text}");

    let mut again = translated(&stage, TEXT, &engines);
    assert_eq!(again["cached"].take(), true);
    let mut first = made.clone();
    first["cached"].take();
    assert_eq!(again, first, "the cache knows who wrote what");
}

#[test]
fn what_a_model_can_do_stays_with_it() {
    let stage = Stage::new();
    let engines = format!("{},{}", model("marian-zh-en"), model("qwen3"));
    for record in of_kind(&expected("marian-zh-en"), "translate", "zh", "en").iter().take(5) {
        let source = record["source"].as_str().expect("a text");
        let made = translated(&stage, source, &engines);
        assert_eq!(made["text"], record["target"]);
        assert_eq!((&made["engine"], &made["escalated"]), (&json!("marian-zh-en"), &Value::Null), "{made}");
    }
}

#[test]
fn each_engine_of_a_cascade_does_what_it_can_do() {
    // The translation model goes one way only, and writes no summary: then the other is asked alone.
    let stage = Stage::new();
    let engines = format!("{},{}", model("marian-zh-en"), model("qwen3"));
    let record = &of_kind(&expected("qwen3"), "translate", "en", "zh")[0];
    let line = json!({"id": "a", "text": record["source"], "lang": "en"}).to_string();
    let ran = stage.feed(&format!("translate - --to zh --format jsonl -q --engine {engines}"), line).code(0);
    let made = &ran.records()[0]["translations"]["zh"];
    assert_eq!((&made["text"], &made["engine"]), (&record["target"], &json!("tiny-qwen3-q8_0")));
}

#[test]
fn a_cascade_of_nothing_is_a_mistake() {
    let stage = Stage::new();
    let marian = model("marian-zh-en");
    for (engines, why) in [
        (format!("{marian},"), "each engine in turn has a name of its own"),
        (format!("auto,{marian}"), "each engine in turn has a name of its own"),
        (format!("{marian},{marian}"), "marian-zh-en stands there twice"),
    ] {
        let ran = stage.feed(&format!("translate - --to en --engine {engines}"), "论坛。");
        ran.code(2).says(&[why, "try: names with commas between"]);
    }
    let ran = stage.feed(&format!("translate - --to en --engine {marian},nobody"), "论坛。");
    ran.code(4).says(&["cannot use engine nobody"]);
}

#[test]
fn stories_are_found_across_languages_with_any_engine() {
    let stage = Stage::new();
    stage.write(
        "in/zh.md",
        "---\ntitle: 2023青岛国际标准化论坛举行\ndate: 2023-06-10\n---\n\n2023青岛国际标准化论坛于6月9日在青岛举行，300多名专家出席。\n",
    );
    stage.write(
        "in/en.md",
        "---\ntitle: 2023 Qingdao International Standardization Forum Held\ndate: 2023-06-10\n---\n\nThe 2023 Qingdao International Standardization Forum was held in Qingdao on June 9. More than 300 experts attended.\n",
    );
    let groups = |engine: &str| {
        let ran = stage.run(&format!("digest in --to same --format json -q --engine {engine}")).code(0);
        let bulletin: Value = serde_json::from_str(&ran.out).expect("a bulletin");
        bulletin["groups"].as_array().expect("groups").len()
    };
    assert_eq!(groups("rules"), 1);
    assert_eq!(groups(&format!("{},rules", model("qwen3"))), 1);
}
