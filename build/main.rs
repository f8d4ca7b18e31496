//! Build script: compiles the dictionary data that the rule engine embeds.

mod cedict;
mod digest;
mod english;
mod english_gloss;
mod english_rank;
mod gloss;
mod lexicon;
mod names;
mod pack;
mod pinyin;
mod script;
mod segmenter;
mod telling;
mod words;

use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=build");
    let out_dir = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    if !digest::is_fresh(&out_dir) {
        let entries = cedict::entries();
        assert!(entries.len() > 100_000, "CC-CEDICT has {} entries only", entries.len());
        telling::write(&entries, &out_dir);
        pinyin::compile(&entries, &out_dir);
        names::compile(&entries, &out_dir);
        lexicon::build(&entries);
        script::build();
        segmenter::build(&out_dir);
        english::build(&entries);
        digest::mark_fresh(&out_dir);
    }
    println!("cargo:rustc-env=ZHAIYI_RULES_DIGEST={}", digest::rules(&out_dir));
}
