//! The tables of script conversion, out of OpenCC's lists (Apache-2.0, see NOTICE) as the crate `opencc-fmmseg`
//! carries them: it is the one crate that keeps up with OpenCC. Reading them in place spares its 40 ms of loading.
//!
//! `NAME.fst` maps what is to be replaced to an offset in `NAME.bin`: length (u8), then the replacement.

use std::{collections::BTreeMap, path::Path};

/// OpenCC's standard forms, where the crate's lists prefer the forms of Taiwan.
const STANDARD: [(char, char); 4] = [('裡', '裏'), ('群', '羣'), ('麵', '麪'), ('吃', '喫')];

/// What the lists cut in the wrong place: 并购 is a merger, and 并 joins what was bought.
const OWN: [(&str, &str); 4] =
    [("并购买", "並購買"), ("并购置", "並購置"), ("并购入", "並購入"), ("并购得", "並購得")];

/// To stutter is not to eat.
const KEPT: &str = "口吃";

/// Writes the tables of both directions.
pub fn build() {
    let lists = crate::cedict::package_dir("opencc-fmmseg").join("dicts");
    let own = OWN.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned()));
    let traditional = read(&lists, &["STCharacters.txt", "STPhrases.txt"])
        .into_iter()
        .chain(own)
        .map(|(from, to)| (from, standard(&to)))
        .collect();
    write("traditional", &traditional);
    write("simplified", &read(&lists, &["TSCharacters.txt", "TSPhrases.txt"]));
}

/// Lines `from<TAB>to other other`; a later file goes before an earlier one.
fn read(lists: &Path, names: &[&str]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for name in names {
        let path = lists.join(name);
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()));
        for (from, to) in
            text.lines().filter_map(|line| line.split_once('\t')).filter(|(from, _)| !from.starts_with('#'))
        {
            let first = to.split(' ').next().unwrap_or(to);
            out.insert(from.to_owned(), first.to_owned());
        }
    }
    out.entry(KEPT.to_owned()).or_insert_with(|| KEPT.to_owned());
    out
}

fn standard(text: &str) -> String {
    let form = |c| STANDARD.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    text.split(KEPT).map(|part| part.chars().map(form).collect()).collect::<Vec<String>>().join(KEPT)
}

fn write(name: &str, table: &BTreeMap<String, String>) {
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let mut keys = fst::MapBuilder::memory();
    let mut texts = Vec::new();
    for (from, to) in table {
        keys.insert(from, texts.len() as u64).expect("the table is ordered");
        texts.push(u8::try_from(to.len()).expect("a phrase is short"));
        texts.extend(to.as_bytes());
    }
    let keys = keys.into_inner().expect("memory does not fail");
    for (suffix, data) in [("fst", keys), ("bin", texts)] {
        let path = Path::new(&out).join(format!("{name}.{suffix}"));
        std::fs::write(&path, data).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
    }
}
