//! Flag, environment, project file, user file, default: in this order, and `doctor` shows it.

use crate::stage::{Ran, Stage, ran};

/// The line of `doctor` about a setting.
fn line(doctor: &Ran, key: &str) -> String {
    let line = doctor.out.lines().find(|line| line.trim_start().starts_with(&format!("{key} ")));
    line.unwrap_or_else(|| panic!("no {key} in\n{}", doctor.out))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_nearer_word_counts() {
    let stage = Stage::with_samples();
    assert_eq!(line(&stage.run("doctor").code(0), "length"), "length medium");

    stage.write("home/zhaiyi/config.toml", "length = \"short\"\nto = \"zh\"\nthreads = 1\n");
    let doctor = stage.run("doctor").code(0);
    let user = line(&doctor, "length");
    assert!(user.starts_with("length short from") && user.ends_with("config.toml"), "{user}");

    stage.write("zhaiyi.toml", "length = \"long\"\nto = \"en\"\n");
    let doctor = stage.run("doctor").code(0);
    let project = line(&doctor, "length");
    assert!(project.starts_with("length long from") && project.ends_with("zhaiyi.toml"), "{project}");
    assert!(
        line(&doctor, "threads").starts_with("threads 1 from"),
        "the user file counts where the project is silent"
    );

    let mut command = stage.command("doctor");
    command.env("ZHAIYI_LENGTH", "short").env("ZHAIYI_NO_CACHE", "true");
    let doctor = ran(command).code(0);
    assert_eq!(line(&doctor, "length"), "length short from ZHAIYI_LENGTH");
    assert_eq!(line(&doctor, "no-cache"), "no-cache true from ZHAIYI_NO_CACHE");
}

#[test]
fn results_follow_it_too() {
    let stage = Stage::with_samples();
    let languages = |args: &str, variable: Option<&str>| {
        let mut command =
            stage.command(&format!("summarize samples/work-conference.md --format jsonl {args}"));
        if let Some(value) = variable {
            command.env("ZHAIYI_TO", value);
        }
        let records = ran(command).code(0).records();
        let summaries = records[0]["summaries"].as_object().expect("summaries").clone();
        summaries.keys().cloned().collect::<Vec<_>>().join(",")
    };
    assert_eq!(languages("", None), "en", "by default the article's own language");
    stage.write("home/zhaiyi/config.toml", "to = \"zh-Hant\"\n");
    assert_eq!(languages("", None), "zh-Hant");
    stage.write("zhaiyi.toml", "to = \"zh\"\n");
    assert_eq!(languages("", None), "zh");
    assert_eq!(languages("", Some("en,zh")), "en,zh");
    assert_eq!(languages("--to zh-Hant,en", Some("en,zh")), "zh-Hant,en");
}

#[test]
fn a_project_file_counts_in_folders_below_it_and_config_replaces_both() {
    let stage = Stage::new();
    stage.write("zhaiyi.toml", "length = \"long\"\n");
    stage.write("below/deep/other.toml", "layout = \"interleaved\"\n");
    let mut command = stage.command("doctor");
    command.current_dir(stage.path("below/deep"));
    assert!(line(&ran(command).code(0), "length").starts_with("length long from"));

    let mut command = stage.command("doctor --config other.toml");
    command.current_dir(stage.path("below/deep"));
    let doctor = ran(command).code(0);
    assert_eq!(line(&doctor, "length"), "length medium");
    assert_eq!(line(&doctor, "layout"), "layout interleaved from other.toml");
}

#[test]
fn a_wrong_value_is_named_with_its_origin() {
    let stage = Stage::with_samples();
    let mut command = stage.command("summarize samples");
    command.env("ZHAIYI_LENGTH", "endless");
    ran(command).code(2).says(&["endless", "ZHAIYI_LENGTH", "short, medium, long"]);

    stage.write("zhaiyi.toml", "lenght = \"short\"\n");
    stage.run("summarize samples").code(2).says(&["zhaiyi.toml", "lenght", "there are engine"]);
    stage.write("zhaiyi.toml", "length = 2.5\n");
    stage.run("summarize samples").code(2).says(&["zhaiyi.toml", "length"]);
    stage.run("summarize samples --config missing.toml").code(2).says(&["missing.toml"]);
}

#[test]
fn a_variable_that_is_no_setting_is_told_with_the_nearest_one() {
    let stage = Stage::with_samples();
    let mut command = stage.command("summarize samples --to zh");
    command.env("ZHAIYI_LENGHT", "short").env("ZHAIYI_NOCACHE", "1");
    let ran = ran(command).code(0).says(&[
        "ZHAIYI_LENGHT: ",
        "ZHAIYI_LENGTH",
        "ZHAIYI_NOCACHE: ",
        "ZHAIYI_NO_CACHE",
    ]);
    assert_eq!(ran.err.matches("no such setting").count(), 2, "{}", ran.err);
}

#[test]
fn a_flag_that_names_no_language_is_a_slip() {
    let stage = Stage::with_samples();
    for command in ["summarize samples", "translate samples", "digest samples", "worker"] {
        for value in ["", " ", ","] {
            let mut command = stage.command(command);
            command.args(["--to", value]);
            ran(command).code(2).says(&["--to names no language", "try: --to zh"]);
        }
    }
    let mut command = stage.command("summarize samples");
    command.env("ZHAIYI_TO", "");
    ran(command).code(0);
}
