//! How fast the checks are: pairs of news a second, and seconds a megabyte of the worst texts at three lengths.
//!
//! `cargo bench --bench checks`; a growing time a megabyte is a check that is not linear.

use std::time::{Duration, Instant};

use zhaiyi::{
    checks::{Pair, Work, check},
    task::Glossary,
    text::Language,
};

const ENGLISH: &str =
    "The committee met Baldwin in Geneva on June 9, 2023, with 300 experts and COVID-19 tests, up 15%. ";
const CHINESE: &str = "2023年6月9日，委员会在日内瓦会见了鲍德温和300名专家，进行COVID-19检测，增长15%。";

/// Texts that are compared with themselves, and with others that have nothing of them.
const WORST: [(&str, &str); 16] = [
    (ENGLISH, CHINESE),
    ("9 ", "8 "),
    ("万", "亿"),
    ("．", "9"),
    ("57 ", "6月9日 "),
    ("周一 ", "1999年 "),
    ("12时 ", "three "),
    ("11/12/", "57 "),
    ("5 km ", "8 miles "),
    ("GB/T 1 ", "a-2 "),
    ("3-1 ", "1-3 "),
    ("Kavanaugh ", "卡瓦诺"),
    ("Ananananan ", "安娜"),
    ("{a} ", "%s "),
    ("((", "”“"),
    ("9\n", "8\n"),
];

fn time(task: Work, source: &str, target: &str, languages: (Language, Language)) -> Duration {
    let glossary = Glossary::default();
    let (source_lang, target_lang) = languages;
    let start = Instant::now();
    std::hint::black_box(check(&Pair {
        task,
        source,
        target,
        source_lang,
        target_lang,
        glossary: &glossary,
    }));
    start.elapsed()
}

fn main() {
    let pairs = 20_000;
    let start = Instant::now();
    for _ in 0..pairs {
        time(Work::Translation, ENGLISH, CHINESE, (Language::English, Language::Chinese));
    }
    println!("{:.0} pairs a second", f64::from(pairs) / start.elapsed().as_secs_f64());
    println!("{:>24}  seconds a megabyte of source at 1 KB, 10 KB, 100 KB, 1 MB", "");
    for (source, target) in WORST {
        for (task, name) in [(Work::Translation, "translation"), (Work::Summary, "summary")] {
            let seconds = [1_000, 10_000, 100_000, 1_000_000].map(|bytes| {
                let [source, target] = [source, target].map(|unit| unit.repeat(bytes / unit.len()));
                let took = time(task, &source, &target, (Language::English, Language::Chinese));
                took.as_secs_f64() * 1e6 / bytes as f64
            });
            let unit = format!(
                "{:.10} / {:.10}",
                source.escape_debug().to_string(),
                target.escape_debug().to_string()
            );
            println!("{unit:>24}  {} {name}", seconds.map(|s| format!("{s:8.3}")).join(" "));
        }
    }
}
