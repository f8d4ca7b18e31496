//! Language models through the whole program, by the tiny trained ones of `tests/models`.

use std::fs;

use serde_json::{Value, json};
use zhaiyi::model::Sha256;

use crate::stage::{Ran, Stage, cached, lasting, project, ran};

/// The model in a family's folder, as it is typed.
pub fn model(family: &str) -> String {
    project().join("tests/models").join(family).display().to_string()
}

/// What a family must be able to say, with what it is said to: texts that it was never trained on.
pub fn expected(family: &str) -> Vec<Value> {
    let path = project().join(format!("tests/models/expected/{family}.jsonl"));
    let text = fs::read_to_string(path).expect("expected answers");
    text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

/// Those of one kind of task.
pub fn of_kind(records: &[Value], task: &str, from: &str, to: &str) -> Vec<Value> {
    let kind = json!([task, from, to]);
    let same =
        |record: &&Value| json!([record["step"], record["source_lang"], record["target_lang"]]) == kind;
    records.iter().filter(same).cloned().collect()
}

/// The records as input lines.
fn lines(records: &[Value]) -> String {
    let line = |record: &Value| {
        json!({"id": record["id"], "text": record["source"], "lang": record["source_lang"]}).to_string()
            + "\n"
    };
    records.iter().map(line).collect()
}

fn work(stage: &Stage, task: &str, to: &str, flags: &str, input: &str) -> Ran {
    stage.feed(&format!("{task} - --to {to} --format jsonl -q {flags}"), input)
}

/// How many of the records were answered as expected.
fn right(ran: &Ran, expected: &[Value]) -> usize {
    let made = ran.records();
    assert_eq!(made.len(), expected.len(), "a record for each input");
    let agrees = |(made, expected): &(&Value, &Value)| {
        let kind = if expected["task"] == "translate" { "translations" } else { "summaries" };
        let to = expected["target_lang"].as_str().expect("a language");
        made[kind][to]["text"] == expected["target"] && made[kind][to]["method"] == "generated"
    };
    made.iter().zip(expected).filter(agrees).count()
}

#[test]
fn trained_models_do_their_task_on_unseen_texts() {
    for family in ["qwen3", "llama", "hunyuan"] {
        let records = expected(family);
        for (task, directions) in [
            ("translate", &[("zh", "en"), ("en", "zh")][..]),
            ("summarize", &[("zh", "zh"), ("en", "en"), ("zh", "en"), ("en", "zh")]),
        ] {
            let (mut all, mut good) = (0, 0);
            for (from, to) in directions {
                let records = of_kind(&records, task, from, to);
                if !records.is_empty() {
                    let stage = Stage::new();
                    let ran = work(&stage, task, to, &format!("--model {}", model(family)), &lines(&records));
                    all += records.len();
                    good += right(&ran, &records);
                }
            }
            println!("{family}: {task}: {good} of {all} right");
            assert!(all >= 60 || (family, task) == ("hunyuan", "summarize"), "{family} has texts to {task}");
            // See tests/models/README.md for what each was measured at.
            assert!(good * 100 >= all * 95, "{family}: {task}: {good} of {all} right");
        }
    }
}

/// The instructions that models use change no text, only time.
#[test]
fn kernels_of_every_level_say_the_same() {
    let records: Vec<Value> =
        of_kind(&expected("qwen3"), "translate", "zh", "en").into_iter().take(12).collect();
    let stage = Stage::new();
    stage.write("input.jsonl", lines(&records));
    let args =
        format!("translate input.jsonl --to en --format jsonl -q --no-cache --model {}", model("qwen3"));
    let said = |kernel: &str| {
        let mut command = stage.command(&args);
        command.env("ZHAIYI_KERNEL", kernel);
        ran(command)
    };
    let auto = said("auto");
    assert_eq!(right(&auto, &records), records.len(), "{}", auto.err);
    for kernel in ["plain", "avx2", "avx512"] {
        let found = said(kernel);
        // A processor that lacks the instructions is told, and nothing runs by others.
        if kernel != "plain" && found.err.contains("this processor runs the kernels up to") {
            assert_eq!(found.code, Some(2), "{}", found.err);
            continue;
        }
        assert_eq!(right(&found, &records), records.len(), "{kernel}: {}", found.err);
    }
    let unknown = said("sse");
    assert_eq!(unknown.code, Some(2), "{}", unknown.err);
    assert!(unknown.err.contains("one of auto, avx512, avx2, plain"), "{}", unknown.err);
}

/// Through the whole program, checks and second tries included. Translation models translate one way each.
#[test]
fn trained_translators_do_their_task_on_unseen_texts() {
    for (family, from, to) in [("marian-zh-en", "zh", "en"), ("marian-en-zh", "en", "zh")] {
        let records = of_kind(&expected(family), "translate", from, to);
        let stage = Stage::new();
        let ran = work(&stage, "translate", to, &format!("--engine {}", model(family)), &lines(&records));
        let good = right(&ran, &records);
        println!("{family}: {good} of {} right", records.len());
        assert!(records.len() >= 60, "{family} has texts to translate");
        // See tests/models/README.md for what each was measured at.
        assert!(good * 100 >= records.len() * 95, "{family}: {good} of {} right", records.len());
    }
}

#[test]
fn a_translator_does_what_it_was_made_for_and_says_so() {
    let stage = Stage::new();
    let engine = model("marian-zh-en");
    let known = &of_kind(&expected("marian-zh-en"), "translate", "zh", "en")[0];
    let text = known["source"].as_str().expect("a text");
    let refused = stage.feed(&format!("summarize - --to zh --engine {engine}"), text);
    refused.code(1).says(&["marian-zh-en", "not made for this task"]);
    let english = "The forum was held on June 9.";
    let refused = stage.feed(&format!("translate - --to zh --engine {engine}"), english);
    refused.code(1).says(&["marian-zh-en", "does not read"]);
    let measured = stage.run(&format!("bench --model {engine} --rounds 1")).code(0);
    assert!(measured.out.contains("sentences together"), "{}", measured.out);
    // What has no letters is no language, and lines stay lines.
    let with_number = format!("{text}\n\n12.5\n");
    let ran = stage.feed(&format!("translate - --to en --from zh --engine {engine}"), &with_number).code(0);
    assert!(ran.out.trim_end().ends_with("\n\n12.5"), "{}", ran.out);
    assert_eq!(ran.out.trim_end().lines().count(), text.lines().count() + 2, "{}", ran.out);
}

/// The same bytes alone, with strangers, one after the other and all at once.
#[test]
fn company_changes_no_translation() {
    let records: Vec<Value> =
        of_kind(&expected("marian-zh-en"), "translate", "zh", "en").into_iter().take(24).collect();
    let stage = Stage::new();
    let run = |threads: usize, input: &str| {
        let flags = format!("--engine {} --no-cache --threads {threads}", model("marian-zh-en"));
        lasting(&work(&stage, "translate", "en", &flags, input).records())
    };
    let together = run(12, &lines(&records));
    assert_eq!(together, run(1, &lines(&records)));
    for (record, made) in records.iter().zip(&together).step_by(7) {
        assert_eq!(made, &run(1, &lines(std::slice::from_ref(record)))[0]);
    }
}

#[test]
fn a_model_can_be_measured() {
    let stage = Stage::new();
    let ran = stage.run(&format!("bench --model {} --rounds 1 --format json", model("hunyuan")));
    let measured: Value = serde_json::from_str(&ran.out).expect("one record");
    for rate in ["prefill", "decode", "decode_together", "decode_ceiling", "prefill_ceiling"] {
        assert!(measured[rate].as_f64().is_some_and(|rate| rate > 0.0), "{rate}: {measured}");
    }
    let told = stage.run(&format!("bench --model {} --rounds 1", model("llama")));
    assert!(told.out.contains("BF16") && told.out.contains("decode together"), "{}", told.out);
    let none = stage.run("bench");
    assert_eq!(none.code, Some(4), "{}", none.err);
    assert!(none.err.contains("zhaiyi models pull"), "{}", none.err);
}

#[test]
fn a_summary_can_be_written_at_home_and_translated() {
    let records: Vec<Value> =
        of_kind(&expected("qwen3"), "summarize", "zh", "en").into_iter().take(10).collect();
    let stage = Stage::new();
    let flags = format!("--model {} --route translated", model("qwen3"));
    let ran = work(&stage, "summarize", "en", &flags, &lines(&records));
    assert!(right(&ran, &records) * 10 >= records.len() * 7, "{}", ran.out);
    for made in ran.records() {
        let via = &made["summaries"]["en"]["via"];
        assert_eq!((&via["method"], &via["cached"]), (&json!("generated"), &json!(false)));
        assert!(via["text"].as_str().is_some_and(|text| text.ends_with('。')), "{via}");
    }
    // Both steps are remembered: the first as the summary that it is.
    let again = work(&stage, "summarize", "en", &flags, &lines(&records));
    assert!(again.records().iter().all(|made| made["summaries"]["en"]["cached"] == true));
    let own = work(&stage, "summarize", "zh", &format!("--model {}", model("qwen3")), &lines(&records));
    assert!(own.records().iter().all(|made| made["summaries"]["zh"]["cached"] == true));
}

/// The same bytes alone, with strangers, one after the other and all at once.
#[test]
fn company_changes_nothing() {
    let records: Vec<Value> =
        of_kind(&expected("qwen3"), "translate", "zh", "en").into_iter().take(12).collect();
    let model = model("qwen3");
    let stage = Stage::new();
    let run = |threads: usize, input: &str| {
        let flags = format!("--model {model} --no-cache --threads {threads}");
        lasting(&work(&stage, "translate", "en", &flags, input).records())
    };
    let together = run(12, &lines(&records));
    assert_eq!(together, run(1, &lines(&records)));
    assert_eq!(together, run(2, &lines(&records)));
    for (record, made) in records.iter().zip(&together).step_by(5) {
        assert_eq!(made, &run(1, &lines(std::slice::from_ref(record)))[0]);
    }
}

/// The file of the tiny model.
pub fn gguf() -> Vec<u8> {
    let folder = fs::read_dir(project().join("tests/models/qwen3")).expect("a folder");
    let mut paths = folder.flatten().map(|entry| entry.path());
    let path = paths.find(|path| path.extension().is_some_and(|end| end == "gguf"));
    fs::read(path.expect("weights")).expect("weights")
}

/// A stage where the tiny model is installed under a manifest of the user's.
fn installed() -> (Stage, std::path::PathBuf) {
    let sha256 = Sha256::of(gguf().as_slice(), &mut |_| ()).expect("a hash");
    let stage = Stage::new();
    let snapshot =
        "home/huggingface/hub/models--test--tiny/snapshots/0123456789abcdef0123456789abcdef01234567";
    let path = stage.write(&format!("{snapshot}/tiny.gguf"), gguf());
    stage.write(
        "home/zhaiyi/models/tiny.toml",
        "schema = 1\nname = \"tiny\"\ntitle = \"Tiny\"\nfamily = \"qwen3\"\narchitecture = \"qwen3\"\n\
         quantization = \"Q8_0\"\ncontext = 512\nlanguages = [\"zh\", \"en\"]\nlicence = \"MIT\"\n\
         [tasks]\nsummarize = 1\ntranslate = 1\n\
         [source]\nrepository = \"test/tiny\"\nrevision = \"0123456789abcdef0123456789abcdef01234567\"\n\
         [[files]]\npath = \"tiny.gguf\"\nsha256 = \"SHA256\"\n\
         [chat]\ntemplate = \"weights\"\nthinking = \"off\"\nstop = [\"<|im_end|>\"]\n[decoding]\n"
            .replace("SHA256", &sha256.to_string()),
    );
    (stage, path)
}

#[test]
fn an_installed_model_goes_first_and_rules_stand_in_for_it() {
    let (stage, _) = installed();
    let known = &of_kind(&expected("qwen3"), "translate", "zh", "en")[0];
    let (text, wanted) =
        (known["source"].as_str().expect("a text"), known["target"].as_str().expect("a text"));
    let ran = stage.feed("translate - --to en --from zh", text).code(0).says(&["en generated by tiny-q8_0"]);
    assert_eq!(ran.out.trim_end(), wanted);
    // It was never taught to say this; the checks see that it does not.
    let strange = "秋天的苹果卖了4871吨，渔船在17号码头等了93天，2019年也是如此。";
    let ran = stage.feed("translate - --to en", strange).code(0);
    let ran = ran.says(&["tiny-q8_0 was passed over", "asked 3 times", "en glossed by rules"]);
    assert!(["4871", "17", "93", "2019"].iter().all(|number| ran.out.contains(number)), "{}", ran.out);
    // Whoever insists on it gets nothing in its place.
    stage
        .feed("translate - --to en --engine tiny", strange)
        .code(1)
        .says(&["no usable text was made: tiny-q8_0"]);
}

#[test]
fn a_hit_touches_no_weights_and_spoiled_weights_are_not_used() {
    let (stage, weights) = installed();
    let records = of_kind(&expected("qwen3"), "translate", "zh", "en");
    let first = work(&stage, "translate", "en", "--engine tiny", &lines(&records[..3])).code(0);
    let bytes = fs::read(&weights).expect("weights").len();
    fs::write(&weights, vec![0; bytes]).expect("spoiled weights");
    let second = work(&stage, "translate", "en", "--engine tiny", &lines(&records[..3])).code(0);
    assert_eq!(lasting(&first.records()), lasting(&second.records()));
    assert!(cached(&second.records()).into_iter().all(|hit| hit));
    let third = stage.feed("translate - --to en --engine tiny", records[3]["source"].as_str().unwrap());
    third.code(1).says(&["tiny-q8_0 cannot be loaded", "sha256"]);
}

/// Texts many times the model's window of 512 tokens. `TEST_CHARACTERS=60000` makes them longer.
#[test]
fn long_articles_lose_nothing() {
    let records = expected("qwen3");
    let characters =
        std::env::var("TEST_CHARACTERS").ok().and_then(|text| text.parse().ok()).unwrap_or(8_000);
    for (from, to) in [("zh", "en"), ("en", "zh")] {
        let known = of_kind(&records, "translate", from, to);
        let lines = |side: &str| -> Vec<String> {
            let lines = known.iter().flat_map(|record| record[side].as_str().expect("a text").lines());
            lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let (sources, targets) = (lines("source"), lines("target"));
        let (mut text, mut wanted) = (String::new(), Vec::new());
        let mut size = 0;
        for (at, (source, target)) in sources.iter().zip(&targets).cycle().enumerate() {
            if size > characters {
                break;
            }
            // Now and then an empty line, so that paragraphs have to stay paragraphs.
            let end = if at % 7 == 6 { "\n\n" } else { "\n" };
            text += &(source.clone() + end);
            wanted.push(target.as_str());
            size += source.chars().count() + 1;
        }
        let stage = Stage::new();
        let path = stage.write("long.txt", &text);
        let ran = stage.run(&format!("translate {} --to {to} --model {} -q", path.display(), model("qwen3")));
        let ran = ran.code(0);
        assert_eq!(ran.out.lines().count(), text.lines().count(), "lines stay lines");
        let made: Vec<&str> = ran.out.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(made.len(), wanted.len());
        let good = made.iter().zip(&wanted).filter(|(made, wanted)| made == wanted).count();
        // The model itself is right on 93 in 100 passages.
        assert!(good * 100 >= made.len() * 90, "{good} of {} lines right", made.len());
    }
}

/// A paragraph longer than the window of 512 tokens has room for: it is cut between its sentences, which are known.
#[test]
fn a_long_paragraph_is_cut_between_sentences() {
    for (from, to, between) in [("en", "zh", ""), ("zh", "en", " ")] {
        let known = of_kind(&expected("llama"), "translate", from, to);
        let single = known.iter().filter(|record| {
            let one = |side: &str| record[side].as_str().expect("a text").matches(['。', '.']).count() == 1;
            one("source") && one("target")
        });
        let single: Vec<&Value> = single.collect();
        assert!(single.len() >= 8, "sentences to {to}");
        let text = |side: &str, between: &str| {
            let texts: Vec<&str> =
                single.iter().map(|record| record[side].as_str().expect("a text")).collect();
            texts.join(between)
        };
        let source = text("source", if from == "en" { " " } else { "" });
        let stage = Stage::new();
        let flags = format!("--to {to} --from {from} --model {}", model("llama"));
        let ran = stage.feed(&format!("translate - {flags}"), &source).code(0);
        assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
        let wanted = text("target", between);
        let (made, wanted) = (ran.out.trim_end(), wanted.as_str());
        let split = |text: &str| -> Vec<String> {
            text.split_inclusive(['。', '.']).map(|part| part.trim().to_owned()).collect()
        };
        let same = split(made).iter().zip(split(wanted)).filter(|(made, wanted)| *made == wanted).count();
        assert!(same + 1 >= single.len(), "{same} of {} sentences\n{made}\n{wanted}", single.len());
    }
}
