//! The bulletin as one self-contained HTML page, and as a page for e-mail.

use super::{Bulletin, view::view};
use crate::render::{
    plain::clean,
    template::{TemplateError, Templates},
};

/// The bulletin as one self-contained HTML page: no scripts, nothing loaded from elsewhere.
///
/// # Errors
/// When a template of the user's cannot be filled in.
pub fn bulletin_html(bulletin: &Bulletin, templates: &Templates) -> Result<String, TemplateError> {
    Ok(clean(&templates.fill("bulletin.html", view(bulletin))?) + "\n")
}

/// The bulletin as an HTML page for e-mail programs: styles stand in the elements, nothing is loaded, no image is needed.
///
/// # Errors
/// As [`bulletin_html`].
pub fn bulletin_email(bulletin: &Bulletin, templates: &Templates) -> Result<String, TemplateError> {
    Ok(clean(&templates.fill("email.html", view(bulletin))?) + "\n")
}
