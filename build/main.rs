//! Build script: compiles the dictionary data that the rule engine embeds.

mod cedict;
mod telling;

use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=build");
    let out_dir = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let entries = cedict::entries();
    assert!(entries.len() > 100_000, "CC-CEDICT has {} entries only", entries.len());
    telling::write(&entries, &out_dir);
}
