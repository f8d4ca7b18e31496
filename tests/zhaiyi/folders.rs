//! A folder that the program both reads and writes: what it wrote is no article.

use crate::stage::Stage;

const ENGLISH: &str = "Forum Held in Dalian\n\nThe forum was held in Dalian on May 16. It drew 420 people.\n";

#[test]
fn what_it_wrote_is_not_read_again() {
    let stage = Stage::new();
    stage.write("in/a.txt", ENGLISH);
    stage.write("in/sub/b.txt", ENGLISH);
    let here = stage.path("in");
    for (args, output) in [
        ("summarize . --to en -o sum.txt", "sum.txt"),
        ("translate . --to zh -o sub/zh.md", "sub/zh.md"),
        ("read . --format jsonl -o ../in/all.jsonl", "all.jsonl"),
        ("digest . --to en -o bulletin.html", "bulletin.html"),
    ] {
        let run = || {
            let mut command = stage.command(&format!("{args} --quiet"));
            if !args.starts_with("read") {
                command.args(["--cache", "c.sqlite"]);
            }
            let ran = crate::stage::ran({
                command.current_dir(&here);
                command
            });
            assert_eq!((ran.code(0).err.as_str(), ""), ("", ""), "{args}");
            std::fs::read(here.join(output)).expect("an output")
        };
        let (first, second) = (run(), run());
        assert!(first == second, "{args}: another text when its own output lies there");
        std::fs::remove_file(here.join(output)).expect("an output");
        // The cache lies among the articles, but `read` was not told of it.
        for part in ["", "-wal", "-shm", ".lock"] {
            std::fs::remove_file(here.join(format!("c.sqlite{part}"))).ok();
        }
    }
    stage.run("summarize in --to en --cache in/c.sqlite").code(0);
    assert!(stage.names("in").contains(&"c.sqlite".to_owned()));
    stage.run("read in/c.sqlite").code(1).says(&["in/c.sqlite", "SQLite"]);
}

#[test]
fn an_article_is_never_replaced_by_its_results() {
    let stage = Stage::new();
    stage.write("a.txt", ENGLISH);
    for command in ["summarize a.txt", "translate --to zh a.txt", "read a.txt", "digest a.txt"] {
        stage
            .run(&format!("{command} -o ./a.txt"))
            .code(2)
            .says(&["a.txt is an input and the output", "try: -o"]);
        assert_eq!(stage.read("a.txt"), ENGLISH, "{command}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_that_may_not_be_read_is_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let stage = Stage::new();
    stage.write("in/good.txt", ENGLISH);
    stage.write("in/locked/other.txt", ENGLISH);
    symlink("locked", stage.path("in/way")).expect("a link");
    let mode = |mode| std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(stage.path("in/locked"), mode(0o000)).expect("a mode");
    let open = std::fs::read_dir(stage.path("in/locked")).is_ok();
    let ran = stage.run("summarize in");
    std::fs::set_permissions(stage.path("in/locked"), mode(0o700)).expect("a mode");
    if open {
        eprintln!("skipped: this user may read anything");
        return;
    }
    ran.code(3).says(&["cannot read in/way"]);
}
