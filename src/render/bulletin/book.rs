//! The bulletin as a book (EPUB 3.3) and as a document of word processors (DOCX: ECMA-376, WordprocessingML). Both are zip
//! archives of XML, which comes of templates as everything else does.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{Bulletin, view::view};
use crate::render::{
    plain::clean,
    template::{TemplateError, Templates},
};

/// What a reader of EPUB looks for first.
const EPUB_CONTAINER: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// The kinds of the parts of a document.
const DOCX_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>
"#;

/// Where the document is.
const DOCX_ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
"#;

/// The bulletin as an EPUB.
///
/// # Errors
/// When a template of the user's cannot be filled in.
pub fn bulletin_epub(bulletin: &Bulletin, templates: &Templates) -> Result<Vec<u8>, TemplateError> {
    let view = view(bulletin);
    let fill = |name: &str| Ok::<_, TemplateError>(clean(&templates.fill(name, view.clone())?));
    archive(&[
        // First and not compressed, so that the file's first bytes say what it is (Open Container Format, 4.2).
        ("mimetype", "application/epub+zip", CompressionMethod::Stored),
        ("META-INF/container.xml", EPUB_CONTAINER, CompressionMethod::Deflated),
        ("EPUB/content.opf", &fill("epub/content.opf")?, CompressionMethod::Deflated),
        ("EPUB/nav.xhtml", &fill("epub/nav.xhtml")?, CompressionMethod::Deflated),
        ("EPUB/bulletin.xhtml", &fill("epub/bulletin.xhtml")?, CompressionMethod::Deflated),
        ("EPUB/style.css", &fill("epub/style.css")?, CompressionMethod::Deflated),
    ])
}

/// The bulletin as a DOCX document.
///
/// # Errors
/// As [`bulletin_epub`].
pub fn bulletin_docx(bulletin: &Bulletin, templates: &Templates) -> Result<Vec<u8>, TemplateError> {
    let view = view(bulletin);
    let fill = |name: &str| Ok::<_, TemplateError>(clean(&templates.fill(name, view.clone())?));
    archive(&[
        ("[Content_Types].xml", DOCX_TYPES, CompressionMethod::Deflated),
        ("_rels/.rels", DOCX_ROOT, CompressionMethod::Deflated),
        ("word/document.xml", &fill("docx/document.xml")?, CompressionMethod::Deflated),
        ("word/_rels/document.xml.rels", &fill("docx/document.xml.rels")?, CompressionMethod::Deflated),
        ("word/styles.xml", &fill("docx/styles.xml")?, CompressionMethod::Deflated),
    ])
}

/// A zip archive of texts. All are dated to the first day that zip knows, so that equal bulletins are equal files.
fn archive(files: &[(&str, &str, CompressionMethod)]) -> Result<Vec<u8>, TemplateError> {
    let wrong = |error: &dyn std::fmt::Display| TemplateError::Container(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text, method) in files {
        let options =
            SimpleFileOptions::default().compression_method(*method).last_modified_time(DateTime::default());
        zip.start_file(*name, options).map_err(|error| wrong(&error))?;
        zip.write_all(text.as_bytes()).map_err(|error| wrong(&error))?;
    }
    Ok(zip.finish().map_err(|error| wrong(&error))?.into_inner())
}
