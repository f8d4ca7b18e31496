//! Documents that are zip archives inside: EPUB and DOCX. Each is one article.

pub(super) mod docx;
pub(super) mod epub;
mod parts;
#[cfg(test)]
mod tests;
