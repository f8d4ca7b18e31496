//! Documents as office programs and publishers write them.

use std::io::{Cursor, Write};

use jiff::civil::date;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::article::{
    BlockKind, Item, ReadError, ReadOptions, Unread, Warning,
    bounds::Layer,
    format,
    name::Name,
    source::Source,
    stream::{Flow, Sink},
    testing::assert_covered,
};

fn item(name: &str, parts: &[(&str, &str)]) -> Item {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let options = if *name == "mimetype" { stored } else { SimpleFileOptions::default() };
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let bytes = Cursor::new(writer.finish().unwrap().into_inner());
    let source = Source::new(Name::path(name), Box::new(bytes), Layer::default()).unwrap();
    let mut items = Vec::new();
    let mut take = |item: Unread| {
        items.push(item.read());
        Flow::Continue(())
    };
    let _ = format::read(source, &ReadOptions::default(), &mut Sink::new(&mut take));
    assert_eq!(items.len(), 1);
    items.remove(0)
}

const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path='OEBPS/book.opf' media-type='x'/></rootfiles></container>";
const PACKAGE: &str = "<package xmlns:dc='x'><metadata><dc:title>On Standards</dc:title><dc:title>A subtitle</dc:title>\
    <dc:language>en</dc:language><dc:date>2023-06-13</dc:date><dc:publisher>House of Books</dc:publisher></metadata>\
    <manifest><item id='nav' href='nav.xhtml' properties='nav'/><item id='b' href='text/two%20.xhtml'/><item id='a' href='text/one.xhtml'/>\
    <item id='c' href='gone.xhtml'/></manifest><spine><itemref idref='nav'/><itemref idref='a'/><itemref idref='b'/><itemref idref='c'/></spine></package>";

fn book() -> Vec<(&'static str, &'static str)> {
    vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/nav.xhtml", "<html><body><nav>Contents</nav></body></html>"),
        ("OEBPS/text/two .xhtml", "<html><body><h1>Two</h1><p>It ended.</p></body></html>"),
        (
            "OEBPS/text/one.xhtml",
            "<html><head><title>x</title></head><body><h1>One</h1><p>It was <i>held</i>.</p></body></html>",
        ),
    ]
}

#[test]
fn a_book_is_one_article_in_reading_order() {
    let reading = item("a.epub", &book()).result.unwrap();
    let article = reading.article;
    assert_eq!(article.clean_text(), "One\n\nIt was held.\n\nTwo\n\nIt ended.");
    assert_covered(&article.text, &article.blocks);
    assert_eq!(article.title.as_deref(), Some("On Standards"));
    assert_eq!(
        (article.published, article.publisher.as_deref()),
        (Some(date(2023, 6, 13)), Some("House of Books"))
    );
    assert_eq!(article.blocks[0].kind, BlockKind::Heading);
    let missing = Warning::PartUnread { part: "OEBPS/gone.xhtml".into(), why: "it is not there".into() };
    assert_eq!(reading.warnings, [missing]);
}

#[test]
fn a_book_that_nobody_can_read_says_so() {
    let mut locked = book();
    locked.push((
        "META-INF/encryption.xml",
        "<encryption><CipherReference URI='OEBPS/text/one.xhtml'/></encryption>",
    ));
    assert!(item("a", &locked).result.unwrap_err().to_string().ends_with("it is encrypted"));
    assert!(matches!(item("a", &book()[..2]).result, Err(ReadError::Damaged { .. })));
    assert!(matches!(item("a", &book()[..3]).result, Err(ReadError::Empty { .. })));
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

fn document(body: &str) -> Item {
    let document = format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>");
    let styles = "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style><w:style w:styleId='a3'><w:name w:val='Title'/></w:style></w:styles>";
    item("a.docx", &[TYPES, ("word/document.xml", &document), ("word/styles.xml", styles)])
}

fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{style}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_document_gives_its_paragraphs_and_what_they_are() {
    let body = [
        paragraph("<w:pStyle w:val='a3'/>", "论坛在大连举行"),
        paragraph("<w:pStyle w:val='1'/>", "概述"),
        "<w:p><w:r><w:t>论坛于5月16日</w:t></w:r><w:del><w:r><w:delText>没有</w:delText><w:t>没有</w:t></w:r></w:del>\
            <w:ins><w:r><w:t>举行</w:t></w:r></w:ins><w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>。&#x4EE3;表到会。</w:t></w:r></w:p>".into(),
        paragraph("<w:numPr/>", "第一项"),
        paragraph("<w:numPr/>", "第二项"),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>名称</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>编号</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".into(),
        "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框中的文字。</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>框中的文字。</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>".into(),
    ]
    .concat();
    let article = document(&body).result.unwrap().article;
    use BlockKind::*;
    let found: Vec<_> = article.blocks.iter().map(|block| (block.kind, article.block_text(block))).collect();
    assert_eq!(
        found,
        [
            (Title, "论坛在大连举行"),
            (Heading, "概述"),
            (Paragraph, "论坛于5月16日举行。代表到会。"),
            (ListItem, "第一项"),
            (ListItem, "第二项"),
            (Table, "名称 | 编号"),
            (Paragraph, "框中的文字。"),
        ]
    );
    assert_covered(&article.text, &article.blocks);
    assert_eq!(article.title.as_deref(), Some("论坛在大连举行"));
    assert!(article.text.contains("第一项\n第二项\n\n"));
}

#[test]
fn a_document_without_text_and_a_table_program_say_so() {
    assert!(matches!(document("<w:p/>").result, Err(ReadError::Empty { .. })));
    let sheet = (
        "_rels/.rels",
        "<Relationships><Relationship Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
    );
    let error = item("a.xlsx", &[TYPES, sheet]).result.unwrap_err().to_string();
    assert!(error.contains("no text document"), "{error}");
    assert!(matches!(item("a.docx", &[TYPES]).result, Err(ReadError::Damaged { .. })));
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>";
    let found =
        item("a.docx", &[TYPES, ("word/document.xml", &format!("{bomb}<w:p><w:t>It was &b;.</w:t></w:p>"))]);
    assert_eq!(found.result.unwrap().article.text, "It was &b;.");
}
