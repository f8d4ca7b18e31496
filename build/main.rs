//! Build script: compiles the dictionary data that the rule engine embeds.

mod cedict;
mod english;
mod english_gloss;
mod english_rank;

fn main() {
    println!("cargo:rerun-if-changed=build");
    let entries = cedict::entries();
    assert!(entries.len() > 100_000, "CC-CEDICT has {} entries only", entries.len());
    english::build(&entries);
}
