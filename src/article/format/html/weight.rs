//! Where the running text of a page is: the paragraphs outside of what surrounds articles, and the element that holds most of
//! them. Readability scores candidates, and now and then a box beside the article wins; then this tells.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use crate::text::script::is_han;

/// A paragraph of less is a label or a caption; counted in letters, a Han character for three.
const LEAST: usize = 80;
/// A paragraph with more of it in links than not is a list of them.
const MOST_LINKED: usize = 2;
/// An element that holds so many tenths of the text of another one stands for it.
const NEARLY_ALL: usize = 8;
/// What is called "comments" and holds so many tenths of the page's text is what the page is for.
const MAJORITY: usize = 6;
/// So many letters of a paragraph tell it from all others.
const START: usize = 40;

/// The most paragraphs that are looked for.
const SAMPLE: usize = 200;

/// Elements that surround articles.
const AROUND: [&str; 7] = ["nav", "footer", "aside", "form", "menu", "noscript", "template"];
/// What the classes and ids of such elements are called, in whole words.
const CALLED: [&str; 36] = [
    "comment",
    "comments",
    "disqus",
    "sidebar",
    "related",
    "recommended",
    "recommendation",
    "promo",
    "promotion",
    "newsletter",
    "subscribe",
    "subscription",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "banner",
    "modal",
    "popup",
    "overlay",
    "social",
    "share",
    "sharing",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "footer",
    "widget",
    "advert",
    "advertisement",
    "sponsored",
    "disclosure",
    "disclaimer",
    "trending",
    "bio",
    "copyright",
];
/// Elements whose own text may be a paragraph, where no `p` is.
const HOLDERS: [&str; 8] = ["div", "section", "article", "main", "td", "blockquote", "font", "center"];

/// The running text of a page.
pub(super) struct RunningText<'a> {
    /// The element that holds nearly all of it.
    container: NodeRef<'a>,
    /// How each paragraph starts, without blanks, and its weight.
    paragraphs: Vec<(String, usize)>,
    /// The elements in the container that surround articles.
    around: Vec<NodeRef<'a>>,
    /// What all paragraphs weigh.
    pub weight: usize,
}

impl<'a> RunningText<'a> {
    /// Looks for it; `None` for a page without a paragraph.
    pub fn of(document: &'a Document) -> Option<Self> {
        let body = document.body()?;
        let found: Vec<(NodeRef, String, usize)> = body.descendants_it().filter_map(paragraph).collect();
        let all = weights(&body, found.iter().map(|(node, _, weight)| (*node, *weight)));
        let total = all.get(&body.id).copied().unwrap_or(0);
        let mut around = HashMap::new();
        let mut inside = Vec::new();
        for (node, text, weight) in found {
            let surrounding = node.ancestors_it(None).find(|above| {
                let share = all.get(&above.id).copied().unwrap_or(0);
                share * 10 < total * MAJORITY && is_around(above)
            });
            match surrounding {
                Some(above) => drop(around.insert(above.id, above)),
                None => inside.push((node, text, weight)),
            }
        }
        let weights = weights(&body, inside.iter().map(|(node, _, weight)| (*node, *weight)));
        let weight = weights.get(&body.id).copied()?;
        let mut container = body;
        // Down to the smallest element that still holds nearly all.
        while let Some(child) = container.children_it(false).find(|child| {
            let heavy = |node: &NodeRef| weights.get(&node.id).copied().unwrap_or(0);
            heavy(child) * 10 >= heavy(&container) * NEARLY_ALL && heavy(child) > 0
        }) {
            container = child;
        }
        Some(Self {
            container,
            paragraphs: inside.into_iter().map(|(_, text, weight)| (text, weight)).collect(),
            around: around.into_values().collect(),
            weight,
        })
    }

    /// How many hundredths of it are in this text; of a long page some paragraphs tell.
    pub fn share_in(&self, text: &str) -> usize {
        let text: String = text.split_whitespace().collect();
        let sample = || self.paragraphs.iter().step_by(self.paragraphs.len().div_ceil(SAMPLE).max(1));
        let all: usize = sample().map(|(_, weight)| weight).sum();
        let held = sample().filter(|(start, _)| text.contains(start.as_str()));
        held.map(|(_, weight)| weight).sum::<usize>() * 100 / all.max(1)
    }

    /// The HTML of the element that holds it, without what surrounds articles.
    pub fn into_html(self) -> String {
        self.around.iter().for_each(NodeRef::remove_from_parent);
        self.container.html().to_string()
    }
}

/// What is in and under each element.
fn weights<'a>(
    body: &NodeRef,
    paragraphs: impl Iterator<Item = (NodeRef<'a>, usize)>,
) -> HashMap<NodeId, usize> {
    let mut weights = HashMap::new();
    for (node, weight) in paragraphs {
        *weights.entry(node.id).or_default() += weight;
        for above in node.ancestors_it(None) {
            *weights.entry(above.id).or_default() += weight;
            if above.id == body.id {
                break;
            }
        }
    }
    weights
}

/// The start of an element's text and its weight, if it is a paragraph.
fn paragraph(node: NodeRef<'_>) -> Option<(NodeRef<'_>, String, usize)> {
    let name = node.node_name()?;
    let is_p = &*name == "p";
    if !is_p && !HOLDERS.contains(&&*name) {
        return None;
    }
    let text = if is_p { node.text() } else { node.immediate_text() };
    let weight = weigh(&text);
    if weight < LEAST {
        return None;
    }
    let linked: usize = node
        .descendants_it()
        .filter(|inner| is_p && inner.has_name("a"))
        .map(|inner| weigh(&inner.text()))
        .sum();
    let start = text.split_whitespace().flat_map(str::chars).take(START).collect();
    (linked * MOST_LINKED <= weight).then_some((node, start, weight))
}

/// Letters, a Han character for three.
pub(super) fn weigh(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if is_han(c) { 3 } else { 1 }).sum()
}

fn is_around(node: &NodeRef) -> bool {
    let Some(name) = node.node_name() else { return false };
    if matches!(&*name, "html" | "body" | "main" | "article") {
        return false;
    }
    let called = |names: Option<String>| {
        names.is_some_and(|names| {
            let words = names.split(|c: char| !c.is_ascii_alphanumeric());
            words
                .filter(|word| word.len() > 2)
                .any(|word| CALLED.iter().any(|known| known.eq_ignore_ascii_case(word)))
        })
    };
    AROUND.contains(&&*name)
        || called(node.class().map(|names| names.to_string()))
        || called(node.id_attr().map(|names| names.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str =
        "The committee approved the revised standard on safety signs, which takes effect in October.";

    #[test]
    fn the_text_is_where_most_paragraphs_are() {
        let html = format!(
            "<body><div class='cookie-consent'><p>{0}</p></div><div id=page><div class=disclosure><p>Disclosed: {0}</p></div>\
            <div class=post><p>One: {0}</p><p>Two: {0}</p><p>Three: {0}</p><div>标准于今年十月一日起实施，各地正在准备，企业可以自愿采用，社会各界反映良好。</div></div>\
            <div class='user comments'><p>First! {0}</p></div></div></body>",
            SENTENCE
        );
        let document = Document::from(html.as_str());
        let text = RunningText::of(&document).unwrap();
        assert_eq!(text.share_in(&format!("Disclosed: {SENTENCE}")), 0);
        assert!(text.share_in(&format!("One: {SENTENCE} and Two: {SENTENCE}")) > 40);
        let html = text.into_html();
        assert!(html.starts_with("<div class=\"post\">") && html.contains("标准于"), "{html}");
        assert!(!html.contains("First!"));
    }

    #[test]
    fn a_page_of_comments_is_a_page_of_text() {
        let html =
            format!("<body><div class=comments><p>One {SENTENCE}</p><p>Two {SENTENCE}</p></div></body>");
        let document = Document::from(html.as_str());
        assert_eq!(RunningText::of(&document).unwrap().share_in(&html), 100);
        assert!(RunningText::of(&Document::from("<body><p>Short.</p></body>")).is_none());
    }
}
