//! Generated documents in both languages, as Markdown and as pages.

use proptest::prelude::*;
use zhaiyi::text::Language;

/// A document as it is generated, to be written in one form or the other.
#[derive(Clone, Debug)]
pub enum Block {
    Heading(usize, Vec<Inline>),
    Paragraph(Vec<Inline>),
    List { ordered: bool, items: Vec<(Vec<Inline>, Vec<Block>)> },
    Quote(Vec<Inline>),
    Code(String),
    Table(Vec<Vec<Vec<Inline>>>),
    Rule,
}

#[derive(Clone, Debug)]
pub enum Inline {
    Words(usize),
    Code(&'static str),
    Link(usize, u8),
    Strong(Vec<Inline>),
    Emphasis(usize),
    Image(usize, u8),
    Address(u8),
}

/// Words of the two languages, number by number.
const WORDS: [(&str, &str); 12] = [
    ("the new standard for ships", "船舶的新标准"),
    ("a committee of experts", "专家委员会"),
    ("was published on May 16, 2024", "于2024年5月16日发布"),
    ("safety", "安全"),
    ("more than 420 people took part", "420多人参加"),
    ("ports", "港口"),
    ("international cooperation", "国际合作"),
    ("the quality of toys", "玩具的质量"),
    ("in Dalian", "在大连"),
    ("and the crews", "和船员"),
    ("GB/T 1.1 is revised", "修订了GB/T 1.1"),
    ("an annual report", "年度报告"),
];

const CODES: [&str; 4] = ["cargo build", "a_b[0]", "x | y", "--to zh"];

fn words(number: usize, language: Language) -> &'static str {
    let (english, chinese) = WORDS[number % WORDS.len()];
    if language == Language::English { english } else { chinese }
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        4 => (0usize..12).prop_map(Inline::Words),
        1 => prop::sample::select(&CODES[..]).prop_map(Inline::Code),
        1 => (0usize..12, any::<u8>()).prop_map(|(words, at)| Inline::Link(words, at)),
        1 => (0usize..12).prop_map(Inline::Emphasis),
        1 => (0usize..12, any::<u8>()).prop_map(|(words, at)| Inline::Image(words, at)),
        1 => any::<u8>().prop_map(Inline::Address),
    ];
    prop_oneof![
        6 => leaf,
        1 => (0usize..12, prop::sample::select(&CODES[..]), any::<u8>()).prop_map(|(words, code, at)| {
            Inline::Strong(vec![Inline::Words(words), Inline::Code(code), Inline::Link(words + 1, at)])
        }),
    ]
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    // There is language in every run, so that every run is translated.
    (0usize..12, prop::collection::vec(inline(), 0..5)).prop_map(|(words, mut rest)| {
        rest.insert(rest.len() / 2, Inline::Words(words));
        rest
    })
}

fn block() -> impl Strategy<Value = Block> {
    let item = || (inlines(), Just(Vec::new()));
    let inner = (any::<bool>(), prop::collection::vec(item(), 1..3))
        .prop_map(|(ordered, items)| Block::List { ordered, items });
    let outer_item = (inlines(), prop::collection::vec(inner, 0..2));
    prop_oneof![
        (1usize..5, inlines()).prop_map(|(level, words)| Block::Heading(level, words)),
        inlines().prop_map(Block::Paragraph),
        (any::<bool>(), prop::collection::vec(outer_item, 1..4))
            .prop_map(|(ordered, items)| Block::List { ordered, items }),
        inlines().prop_map(Block::Quote),
        prop::sample::select(vec!["let a = 1;\n\n# no heading", "<b>not bold</b>", "GET / HTTP/1.1"])
            .prop_map(|code| Block::Code(code.to_owned())),
        prop::collection::vec(prop::collection::vec(inlines(), 3), 2..4).prop_map(Block::Table),
        Just(Block::Rule),
    ]
}

/// Documents.
pub fn document() -> impl Strategy<Value = Vec<Block>> {
    (inlines(), prop::collection::vec(block(), 1..8)).prop_map(|(first, mut blocks)| {
        blocks.insert(0, Block::Paragraph(first));
        blocks
    })
}

fn inline_markdown(inlines: &[Inline], language: Language, in_cell: bool) -> String {
    let code = |code: &str| format!("`{}`", if in_cell { code.replace('|', "\\|") } else { code.to_owned() });
    let one = |inline: &Inline| match inline {
        Inline::Words(number) => words(*number, language).to_owned(),
        Inline::Code(text) => code(text),
        Inline::Link(number, at) => format!("[{}](https://example.org/{at} \"t\")", words(*number, language)),
        Inline::Strong(inner) => format!("**{}**", inline_markdown(inner, language, in_cell)),
        Inline::Emphasis(number) => format!("*{}*", words(*number, language)),
        Inline::Image(number, at) => format!("![{}](p{at}.png)", words(*number, language)),
        Inline::Address(at) => format!("<https://example.org/{at}>"),
    };
    inlines.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A document as Markdown.
pub fn markdown(blocks: &[Block], language: Language, indent: &str) -> String {
    let mut out = String::new();
    for block in blocks {
        let line = |inlines: &[Inline]| inline_markdown(inlines, language, false);
        match block {
            Block::Heading(level, words) => {
                out += &format!("{indent}{} {}\n\n", "#".repeat(*level), line(words))
            }
            Block::Paragraph(words) => out += &format!("{indent}{}.\n\n", line(words)),
            Block::Quote(words) => out += &format!("{indent}> {}\n\n", line(words)),
            Block::Rule => out += &format!("{indent}***\n\n"),
            Block::Code(code) => out += &format!("{indent}```text\n{code}\n```\n\n"),
            Block::List { ordered, items } => {
                for (number, (words, inner)) in items.iter().enumerate() {
                    let sign = if *ordered { format!("{}.", number + 1) } else { "-".to_owned() };
                    out += &format!("{indent}{sign} {}\n", line(words));
                    out += &markdown(inner, language, &format!("{indent}   "));
                }
                out += &format!("\n{indent}<!-- end -->\n\n");
            }
            Block::Table(rows) => {
                for (number, row) in rows.iter().enumerate() {
                    let cells: Vec<String> =
                        row.iter().map(|cell| inline_markdown(cell, language, true)).collect();
                    out += &format!("| {} |\n", cells.join(" | "));
                    if number == 0 {
                        out += &format!("|{}\n", ":--|".repeat(row.len()));
                    }
                }
                out.push('\n');
            }
        }
    }
    out
}

fn inline_html(inlines: &[Inline], language: Language) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let one = |inline: &Inline| match inline {
        Inline::Words(number) => words(*number, language).to_owned(),
        Inline::Code(text) => format!("<code>{}</code>", escaped(text)),
        Inline::Link(number, at) => {
            format!(
                "<a href=\"/{at}?a=1&amp;b=2\" title=\"{}\">{}</a>",
                words(*number + 1, language),
                words(*number, language)
            )
        }
        Inline::Strong(inner) => format!("<strong class='x'>{}</strong>", inline_html(inner, language)),
        Inline::Emphasis(number) => format!("<em>{}</em><!-- c -->", words(*number, language)),
        Inline::Image(number, at) => format!("<img src=p{at}.png alt='{}'>", words(*number, language)),
        Inline::Address(at) => format!("https://example.org/{at}"),
    };
    inlines.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn html(blocks: &[Block], language: Language) -> String {
    let mut out = String::new();
    for block in blocks {
        let line = |inlines: &[Inline]| inline_html(inlines, language);
        out += &match block {
            Block::Heading(level, words) => format!("<h{level}>{}</h{level}>\n", line(words)),
            Block::Paragraph(words) => format!("<p>{}.</p>\n", line(words)),
            Block::Quote(words) => format!("<blockquote>{}</blockquote>\n", line(words)),
            Block::Rule => "<hr>\n<script>if (1 < 2) {}</script>\n".to_owned(),
            Block::Code(code) => format!("<pre>{}</pre>\n", code.replace('&', "&amp;").replace('<', "&lt;")),
            Block::List { ordered, items } => {
                let name = if *ordered { "ol" } else { "ul" };
                let item = |(words, inner): &(Vec<Inline>, Vec<Block>)| {
                    format!("<li>{}\n{}", line(words), html(inner, language))
                };
                format!("<{name}>{}</{name}>\n", items.iter().map(item).collect::<String>())
            }
            Block::Table(rows) => {
                let cells = |row: &Vec<Vec<Inline>>| {
                    row.iter().map(|cell| format!("<td>{}</td>", line(cell))).collect::<String>()
                };
                let rows: String = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
                format!("<table>{rows}</table>\n")
            }
        };
    }
    out
}

/// A document as a page.
pub fn page(blocks: &[Block], language: Language) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title>\n\
         <meta name=\"description\" content=\"{}\"><style>p {{ color: red }}</style></head>\n<body><article>\n{}</article></body></html>\n",
        language.tag(),
        words(0, language),
        words(1, language),
        html(blocks, language)
    )
}
