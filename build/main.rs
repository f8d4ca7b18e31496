//! Build script: compiles the dictionary data that the rule engine embeds.

mod cedict;
mod names;
mod pinyin;

fn main() {
    println!("cargo:rerun-if-changed=build");
    let entries = cedict::entries();
    assert!(entries.len() > 100_000, "CC-CEDICT has {} entries only", entries.len());
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    pinyin::compile(&entries, out.as_ref());
    names::compile(&entries, out.as_ref());
}
