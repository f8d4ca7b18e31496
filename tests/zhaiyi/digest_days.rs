//! Digests of some days: what is left out is counted, and is no failure.

use crate::stage::Stage;

/// An article of that day, or of an unknown one.
fn article(day: Option<&str>) -> String {
    let date = day.map_or(String::new(), |day| format!("date: {day}\n"));
    format!(
        "---\ntitle: Forum Held in Dalian\n{date}---\n\nThe forum drew 420 people. It went on for a while.\n"
    )
}

#[test]
fn articles_of_other_days_are_counted() {
    let stage = Stage::new();
    stage.write("in/a.md", article(Some("2024-05-16")));
    stage.write("in/b.md", article(Some("2024-06-16")));
    stage.write("in/c.md", article(None));
    stage
        .run("digest in --to en --since 2030-01-01")
        .code(0)
        .says(&["0 stories from 0 articles", "2 of other days and 1 without a date left out"]);
    stage
        .run("digest in --to en --until 2024-05-31")
        .code(0)
        .says(&["1 story from 1 article", "1 of other days and 1 without a date left out"]);
    stage.run("digest in/a.md --to en --since 2024-01-01").code(0);
    stage.run("digest in/c.md --to en --since 2024-01-01").code(0).says(&["1 without a date left out"]);
    assert!(!stage.run("digest in --to en").code(0).err.contains("left out"));
}

#[test]
fn a_failure_among_articles_of_other_days_is_one_failure() {
    let stage = Stage::new();
    stage.write("in/a.md", article(Some("2024-05-16")));
    stage.write("in/empty.txt", "");
    let ran = stage.run("digest in --to en --since 2030-01-01").code(3).says(&["in/empty.txt is empty"]);
    assert!(!ran.err.contains("every input failed"), "{}", ran.err);
    stage.run("digest in/empty.txt --to en --since 2030-01-01").code(1).says(&["every input failed"]);
}

#[test]
fn days_of_which_there_are_none_are_refused() {
    let stage = Stage::new();
    stage.run("digest in --since 2024-06-01 --until 2024-05-01").code(2).says(&[
        "--since 2024-06-01",
        "--until 2024-05-01",
        "try: ",
    ]);
}
