//! `zhaiyi models list`, `show`, `verify`, `remove`, and the manifests they work on.

use std::fs;

use crate::stage::{Stage, project, ran};

/// What stands for weights here.
const WEIGHTS: &str = "GGUF weights";

/// What another program that uses the cache leaves there.
fn fetched_by_another(stage: &Stage, cache: &str) -> String {
    let repository = format!("{cache}/models--openbmb--MiniCPM5-1B-GGUF");
    let commit = "89abcdef0123456789abcdef0123456789abcdef";
    stage.write(&format!("{repository}/refs/main"), commit);
    stage.write(&format!("{repository}/snapshots/{commit}/MiniCPM5-1B-Q8_0.gguf"), WEIGHTS);
    stage.write(&format!("{repository}/snapshots/{commit}/README.md"), "theirs");
    repository
}

#[test]
fn every_built_in_manifest_is_shown_with_its_licence() {
    let stage = Stage::new();
    let list = stage.run("models list").code(0).out;
    let files = fs::read_dir(project().join("models")).expect("the manifests");
    let mut count = 0;
    for file in files {
        let file = file.expect("a file");
        let name = file.file_name().into_string().expect("a name");
        let name = name.trim_end_matches(".toml");
        let text = fs::read_to_string(file.path()).expect("a manifest");
        let licence = if text.contains("licence = \"CC-BY-4.0\"") { "CC-BY-4.0" } else { "Apache-2.0" };
        assert!(list.lines().any(|line| line.starts_with(name) && line.contains(licence)), "{name}\n{list}");
        assert!(stage.run(&format!("models show {name}")).code(0).out.contains("repository"));
        count += 1;
    }
    assert_eq!(list.lines().count(), count);
    let json: serde_json::Value =
        serde_json::from_str(&stage.run("models list --format json").code(0).out).expect("JSON");
    assert_eq!(json["models"].as_array().map(Vec::len), Some(count));
    assert_eq!(stage.run("models list --installed").code(0).out, "none\n");
}

#[test]
fn what_another_program_fetched_is_found_wherever_the_environment_says() {
    for (variable, value, cache) in [
        ("HF_HOME", "there", "there/hub"),
        ("HF_HUB_CACHE", "there", "there"),
        ("XDG_CACHE_HOME", "there", "there/huggingface/hub"),
    ] {
        let stage = Stage::new();
        let repository = fetched_by_another(&stage, cache);
        let run = |args: &str| {
            let mut command = stage.command(args);
            command.env(variable, stage.path(value));
            ran(command)
        };
        assert!(run("models list --installed").code(0).out.starts_with("minicpm5-1b"));
        let doctor = run("doctor").code(0).out;
        assert!(
            doctor.contains(&format!("from {variable}")) && doctor.contains("installed  minicpm5-1b"),
            "{doctor}"
        );
        assert!(run("models verify minicpm5-1b").code(0).out.contains("right, 12 B"));

        // What came as one thing and is another now is told, though nobody had said beforehand what it should be.
        let weights =
            format!("{repository}/snapshots/89abcdef0123456789abcdef0123456789abcdef/MiniCPM5-1B-Q8_0.gguf");
        stage.write(&weights, "GGUF damaged");
        run("models verify").code(1).says(&["it came as", "models pull minicpm5-1b --force"]);
        assert!(run("models remove minicpm5-1b").code(0).out.contains("(12 bytes) free now"));
        assert!(!stage.path(&weights).exists());
        assert!(stage.path(&weights).with_file_name("README.md").exists(), "what others have there stays");
    }
}

#[test]
fn a_file_of_another_length_is_not_taken_for_the_model() {
    let stage = Stage::new();
    let commit = "90862c4b9d2787eaed51d12237eafdfe7c5f6077";
    let place =
        format!("home/huggingface/hub/models--Qwen--Qwen3-1.7B-GGUF/snapshots/{commit}/Qwen3-1.7B-Q8_0.gguf");
    stage.write(&place, "GGUF half of it");
    assert_eq!(stage.run("models list --installed").code(0).out, "none\n");
    stage
        .run("models verify qwen3-1.7b")
        .code(1)
        .says(&["is not installed", "zhaiyi models pull qwen3-1.7b"]);
}

#[test]
fn manifests_of_the_user_stand_beside_the_built_in_ones_and_mistakes_in_them_are_named() {
    let stage = Stage::new();
    let built_in = fs::read_to_string(project().join("models/qwen3-1.7b.toml")).expect("a manifest");
    let mine =
        built_in.replace("\"qwen3-1.7b\"", "\"mine\"").replace("the first choice for summaries", "my own");
    stage.write("home/zhaiyi/models/mine.toml", &mine);
    stage.write("home/zhaiyi/models/qwen3-4b.toml", mine.replace("\"mine\"", "\"qwen3-4b\""));
    let list = stage.run("models list").code(0).out;
    assert_eq!(list.matches("my own").count(), 2, "one beside, one in the place of the built-in\n{list}");
    assert!(stage.run("models show mine").code(0).out.contains("mine.toml"));

    for (text, says) in [
        (mine.replace("title =", "titel ="), "titel"),
        (mine.replace("context = 32768", "context = \"long\""), "context"),
        (mine.replace("\"mine\"", "\"qwen3-0.6b\""), "both describe qwen3-0.6b"),
        (mine.replace("Q8_0\"", "Q2_K\""), "quantization cannot be \"Q2_K\""),
    ] {
        stage.write("home/zhaiyi/models/mine.toml", text);
        stage.run("models list").code(2).says(&[
            "cannot use the manifests of models",
            "mine.toml",
            says,
            "try: ",
        ]);
        let doctor = stage.run("doctor").code(1).out;
        assert!(doctor.contains("trouble") && doctor.contains(says), "{doctor}");
    }
    // Articles do not wait for it.
    stage.feed("summarize", "The forum was held in Dalian on May 16. It dealt with ports.").code(0);
}

#[test]
fn the_nearest_names_are_offered() {
    let stage = Stage::new();
    stage.run("models show qwen3-1.7").code(2).says(&["there is no model \"qwen3-1.7\"", "try: qwen3-1.7b"]);
    stage.run("models pull Hy-MT2").code(2).says(&["hy-mt2-1.8b", "hy-mt2-7b"]);
    stage.run("models remove zzz").code(2).says(&["try: zhaiyi models list"]);
}
