//! Models that are damaged, no models at all, or wrong in a way that real ones are.

use std::fs;

use serde_json::Value;

use crate::{
    neural::{expected, gguf, of_kind},
    stage::{Stage, project},
};

/// The model with a flaw of `tests/models/flaws.json` in it: one value of its metadata is another.
fn spoiled(name: &str) -> Vec<u8> {
    let flaws = fs::read_to_string(project().join("tests/models/flaws.json")).expect("the flaws");
    let flaws: Value = serde_json::from_str(&flaws).expect("JSON");
    let flaw = &flaws[name];
    let mut bytes = gguf();
    let place = |bytes: &[u8], what: &[u8]| {
        let found: Vec<usize> = bytes
            .windows(what.len())
            .enumerate()
            .filter(|(_, part)| *part == what)
            .map(|(at, _)| at)
            .collect();
        assert_eq!(found.len(), 1, "{name} is there once");
        found[0]
    };
    let (at, new) = if flaw["type"] == "string" {
        let text = |key: &str| flaw[key].as_str().expect("a text").as_bytes().to_vec();
        (place(&bytes, &text("from")), text("to"))
    } else {
        let key = flaw["key"].as_str().expect("a key").replace("{architecture}", "qwen3");
        // The value stands after its key and four bytes for its kind.
        let after = place(&bytes, key.as_bytes()) + key.len() + 4;
        let to = &flaw["to"];
        let new = match to.as_u64() {
            Some(number) => u32::try_from(number).expect("a token").to_le_bytes(),
            None => (to.as_f64().expect("a number") as f32).to_le_bytes(),
        };
        (after, new.to_vec())
    };
    bytes[at..at + new.len()].copy_from_slice(&new);
    bytes
}

/// What goes wrong with real models: an end token that is another, a thought aloud, the same again and again, things forgotten.
#[test]
fn flawed_models_never_pass_off_what_is_no_translation() {
    let known = &of_kind(&expected("qwen3"), "translate", "zh", "en")[..4];
    for (flaw, says) in [
        ("wrong-end", Some("breaks off")),
        ("loops", Some("asked 3 times")),
        ("forgets", Some("asked 3 times")),
        ("thinks", None),
    ] {
        let stage = Stage::new();
        stage.write("flawed.gguf", spoiled(flaw));
        for record in known {
            let source = record["source"].as_str().expect("a text");
            let ran = stage.feed("translate - --to en --from zh --model flawed.gguf", source);
            match says {
                None => {
                    let ran = ran.code(0);
                    assert_eq!(ran.out.trim_end(), record["target"].as_str().expect("a text"));
                }
                Some(says) => {
                    let ran = ran.code(1).says(&["no usable text was made: flawed", says, "(asked 3 times)"]);
                    assert!(ran.out.trim().is_empty(), "{flaw}: {}", ran.out);
                }
            }
        }
    }
}

#[test]
fn files_that_are_no_models_say_what_is_wrong() {
    let stage = Stage::new();
    let whole = gguf();
    stage.write("cut.gguf", &whole[..whole.len() / 2]);
    stage.write("short.gguf", &whole[..40]);
    stage.write("text.gguf", "GGUF is the name of a format.");
    stage.write("not.gguf", "A text.");
    stage.write("hollow/config.json", "{}");
    for (path, says) in [
        ("cut.gguf", "cut.gguf"),
        ("short.gguf", "short.gguf"),
        ("text.gguf", "text.gguf"),
        ("not.gguf", "does not begin with GGUF"),
        ("hollow", "neither a GGUF file nor safetensors"),
        ("absent.gguf", "absent.gguf"),
    ] {
        let ran = stage.feed(&format!("translate - --to en --engine {path}"), "论坛于6月9日举行。");
        ran.code(4).says(&["error: cannot use engine", "because: ", "try: ", says]);
    }
}
