//! What elements are to a reader of a page.

use super::super::Role;

/// Elements that do not break a line.
const INLINE: [&str; 42] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "input", "picture",
];

/// Elements without content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements whose content is no language, or not shown, or not the page's own.
const OPAQUE: [&str; 17] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "video", "audio", "canvas",
    "map", "textarea", "xmp", "noembed", "noframes", "rt",
];

/// Elements whose words stay as they are.
const KEPT: [&str; 5] = ["code", "kbd", "samp", "var", "tt"];

/// Elements whose lines stay as they are.
const LINES: [&str; 2] = ["pre", "listing"];

pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || OPAQUE.contains(&name)
}

pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

pub(super) fn is_opaque(name: &str) -> bool {
    OPAQUE.contains(&name)
}

pub(super) fn is_kept(name: &str) -> bool {
    KEPT.contains(&name)
}

pub(super) fn keeps_lines(name: &str) -> bool {
    LINES.contains(&name)
}

pub(super) fn role(name: &str) -> Role {
    match name {
        "a" => Role::Link,
        "b" | "strong" | "i" | "em" | "u" | "mark" | "s" | "del" | "ins" | "cite" => Role::Emphasis,
        "img" | "svg" | "picture" | "video" | "canvas" => Role::Image,
        name if is_kept(name) => Role::Code,
        _ => Role::Other,
    }
}
