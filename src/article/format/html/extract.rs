//! Finding the main text of a page, with `dom_smoothie` (Mozilla's Readability), within bounds that keep any
//! page from costing more than a moment: tree builders take quadratic time and deep stacks on hostile ones.
//! Where Readability missed most of the page's running text, that is taken instead.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::{
    tags::{Token, tokens},
    weight::{self, RunningText},
};

/// The largest page that is taken apart; the largest of 220 evaluation pages has 2 MB.
const LARGEST: usize = 16_000_000;
/// The deepest nesting; browsers stop at 512, pages of people stay under 60.
const DEEPEST: usize = 256;

/// Tags that need no end tag; an open one is no nesting.
const UNNESTED: [&str; 27] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "html", "body",
];

/// The most bytes times entities of one run of text: writing it out again takes time in proportion to that,
/// about a second for this. Running text has an entity in a hundred bytes and 10 KB between two tags.
const HEAVIEST: usize = 200_000_000_000;

/// Readability missed the article if less than so many hundredths of the running text are in what it found.
const MISSED: usize = 40;
/// What it found is believed if it has so many letters: then what else there is are other articles.
const BELIEVED: usize = 1000;
/// And the running text has to have so many times the letters of what it found.
const MUCH_MORE: usize = 2;
/// A page with less running text, in letters, says too little to know better.
const LEAST: usize = 400;

/// The HTML of the main text; otherwise why the whole page has to do, if that is worth a word.
pub(super) fn main(html: &str) -> Result<String, Option<&'static str>> {
    if html.len() > LARGEST {
        return Err(Some("it is larger than 16 MB"));
    }
    let Load { deepest, heaviest } = Load::of(html);
    if deepest > DEEPEST {
        return Err(Some("its tags are nested more than 256 deep"));
    }
    if heaviest > HEAVIEST {
        return Err(Some("it has millions of entities in one paragraph"));
    }
    let document = Document::from(html);
    unwrap_templates(&document);
    let config = Config { disable_json_ld: true, ..Config::default() };
    let found =
        Readability::with_document(document.clone(), None, Some(config)).and_then(|mut page| page.parse());
    let text = RunningText::of(&document).filter(|text| text.weight >= LEAST);
    match (found, text) {
        (Ok(found), Some(text)) if is_missed(&found.text_content, &text) => Ok(text.into_html()),
        (Ok(found), _) => Ok(found.content.to_string()),
        (Err(_), Some(text)) => Ok(text.into_html()),
        // A page without running text: a list, a form, a fragment.
        (Err(_), None) => Err(None),
    }
}

/// True where a box beside the article was taken for it.
fn is_missed(found: &str, text: &RunningText) -> bool {
    let weight = weight::weigh(found);
    weight < BELIEVED && text.weight >= weight * MUCH_MORE && text.share_in(found) < MISSED
}

/// Some pages keep the article in a template that a script unfolds when they are shown.
fn unwrap_templates(document: &Document) {
    for body in document.select("[itemprop=articleBody]").nodes() {
        for script in body.descendants_it().filter(|node| node.has_name("script")).collect::<Vec<_>>() {
            if script.attr("type").is_some_and(|kind| kind.contains("template")) {
                script.replace_with_html(script.text().to_string());
            }
        }
    }
}

/// What would make a page slow, counted without building its tree.
#[derive(Default)]
struct Load {
    /// The deepest nesting of tags.
    deepest: usize,
    /// The largest product of the length of a run of text and the entities in it.
    heaviest: usize,
}

impl Load {
    fn of(html: &str) -> Self {
        let mut load = Self::default();
        let (mut depth, mut bytes, mut entities) = (0_usize, 0_usize, 0_usize);
        let nests = |name: &str| !UNNESTED.iter().any(|tag| name.eq_ignore_ascii_case(tag));
        for token in tokens(html) {
            match token {
                Token::Text(text) => {
                    bytes += text.len();
                    entities += text.matches(['&', '<', '>', '\u{a0}']).count();
                    continue;
                }
                Token::Open { name, .. } if nests(name) => depth += 1,
                Token::Close(name) if nests(name) => depth = depth.saturating_sub(1),
                _ => {}
            }
            load.deepest = load.deepest.max(depth);
            load.heaviest = load.heaviest.max(bytes.saturating_mul(entities));
            (bytes, entities) = (0, 0);
        }
        load.heaviest = load.heaviest.max(bytes.saturating_mul(entities));
        load
    }
}
