//! Finding the main text of a page, with `dom_smoothie` (Mozilla's Readability), within bounds that keep any
//! page from costing more than a moment: tree builders take quadratic time and deep stacks on hostile ones.

use dom_smoothie::{Config, Readability};

use super::tags::{Token, tokens};

/// The largest page that is taken apart; the largest of 220 evaluation pages has 2 MB.
const LARGEST: usize = 16_000_000;
/// The deepest nesting; browsers stop at 512, pages of people stay under 60.
const DEEPEST: usize = 256;

/// Tags that need no end tag; an open one is no nesting.
const UNNESTED: [&str; 27] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "html", "body",
];

/// The HTML of the main text; otherwise why the whole page has to do, if that is worth a word.
pub(super) fn main(html: &str) -> Result<String, Option<&'static str>> {
    if html.len() > LARGEST {
        return Err(Some("it is larger than 16 MB"));
    }
    if depth(html) > DEEPEST {
        return Err(Some("its tags are nested more than 256 deep"));
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    // A page without running text: a list, a form, a fragment.
    article.map(|article| article.content.to_string()).map_err(|_| None)
}

/// How deep the tags are nested, by counting.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for token in tokens(html) {
        match token {
            Token::Open { name, .. } if !UNNESTED.iter().any(|tag| name.eq_ignore_ascii_case(tag)) => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Token::Close(name) if !UNNESTED.iter().any(|tag| name.eq_ignore_ascii_case(tag)) => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    deepest
}
