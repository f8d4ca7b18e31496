//! How results look: records and bulletins as text, Markdown, HTML, JSON, feeds, books and documents.
//!
//! Pure: a record in, a string or the bytes of a file out. Article text is data: every format escapes it.

mod archived;
mod bulletin;
mod exchanged;
mod html;
mod in_place;
mod json;
mod layout;
mod markdown;
mod plain;
mod record;
mod template;
#[cfg(test)]
mod tests;
mod typography;

pub use archived::{html_file, markdown_file, plain_file};
pub use bulletin::{
    Bulletin, Group, LeftOut, Skipped, bulletin_atom, bulletin_docx, bulletin_email, bulletin_epub,
    bulletin_html, bulletin_json, bulletin_json_feed, bulletin_markdown, bulletin_plain,
};
pub use exchanged::{EDITED, document};
pub use html::{html_check, html_foot, html_head, html_record};
pub use in_place::{Placed, placed};
pub use json::{error_json, json_line};
pub use layout::{Layout, UnknownLayout};
pub use markdown::markdown_record;
pub use plain::{PlainStyle, clean, plain_record};
pub use record::{ByLanguage, Made, Record, SegmentSpan};
pub use template::{TemplateError, Templates};
