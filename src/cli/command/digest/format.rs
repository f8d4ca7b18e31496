//! What a bulletin is written as: what was asked for, or what the name of the output says.

use std::{io::IsTerminal, path::Path};

use zhaiyi::render::{self, Bulletin, Templates};

use crate::cli::failure::{Failure, Result};

/// What a bulletin can be written as.
pub const ALL: [&str; 9] = ["text", "markdown", "html", "email", "atom", "jsonfeed", "docx", "epub", "json"];

/// The format that the name of the output asks for.
pub fn of_output(output: Option<&Path>) -> Result<&'static str> {
    // A device or a pipe is named by its place, not by what is written to it.
    let named = output.filter(|path| path.as_os_str() != "-" && (path.is_file() || !path.exists()));
    let extension = named.and_then(|path| path.extension()).map(|extension| extension.to_string_lossy());
    let Some(extension) = extension else { return Ok("text") };
    let extension = extension.to_ascii_lowercase();
    if let Some(format) = by_extension(&extension) {
        return Ok(format);
    }
    let failure = Failure::usage(format!("no bulletin is written as .{extension}")).because(
        "by its name a file is txt, md, html, json, atom, docx or epub; --format has email and jsonfeed too",
    );
    Err(match extension.as_str() {
        "pdf" => failure.hint(
            "-o bulletin.html and print that from a browser, or -o bulletin.docx and soffice --convert-to pdf bulletin.docx",
        ),
        _ => failure.hint("one of these names, or --format with any name"),
    })
}

/// The format that files of an extension are read as.
fn by_extension(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "html" | "htm" => "html",
        "md" | "markdown" => "markdown",
        "json" => "json",
        "docx" => "docx",
        "epub" => "epub",
        "atom" | "xml" => "atom",
        "txt" | "text" => "text",
        _ => return None,
    })
}

/// The format that was asked for, where the name of the output does not promise another one.
pub fn beside(format: String, output: Option<&Path>) -> Result<String> {
    let extension = output.and_then(|path| path.extension()).map(|extension| extension.to_ascii_lowercase());
    let promised = extension.and_then(|extension| by_extension(&extension.to_string_lossy()));
    let is_kept = match promised {
        None => true,
        Some("html") => matches!(format.as_str(), "html" | "email"),
        Some("json") => matches!(format.as_str(), "json" | "jsonfeed"),
        Some("text") => matches!(format.as_str(), "text" | "markdown"),
        Some(promised) => promised == format,
    };
    if is_kept {
        return Ok(format);
    }
    let name = output.map(|path| path.display().to_string()).unwrap_or_default();
    Err(Failure::usage(format!("{name} is no name for {format}"))
        .because(format!("who opens it expects {}", promised.unwrap_or("text")))
        .hint(format!("leave --format out, or a name that ends in .{format}")))
}

/// True where the output is a screen.
pub fn is_terminal(output: Option<&Path>) -> bool {
    match output.filter(|path| path.as_os_str() != "-") {
        None => std::io::stdout().is_terminal(),
        Some(path) => {
            let is_device = path.metadata().is_ok_and(|place| !place.is_file() && !place.is_dir());
            is_device
                && std::fs::File::options().write(true).open(path).is_ok_and(|device| device.is_terminal())
        }
    }
}

/// The bulletin as bytes.
pub fn rendered(bulletin: &Bulletin, format: &str, templates: &Templates) -> Result<Vec<u8>> {
    let by_template = match format {
        "html" => render::bulletin_html(bulletin, templates).map(String::into_bytes),
        "email" => render::bulletin_email(bulletin, templates).map(String::into_bytes),
        "atom" => render::bulletin_atom(bulletin, templates).map(String::into_bytes),
        "jsonfeed" => render::bulletin_json_feed(bulletin, templates).map(String::into_bytes),
        "docx" => render::bulletin_docx(bulletin, templates),
        "epub" => render::bulletin_epub(bulletin, templates),
        "markdown" => Ok(render::bulletin_markdown(bulletin).into_bytes()),
        "json" => {
            let json = render::bulletin_json(bulletin)
                .map_err(|error| Failure::new("cannot write the bulletin as JSON").because(error))?;
            Ok((json + "\n").into_bytes())
        }
        _ => Ok(render::bulletin_plain(bulletin).into_bytes()),
    };
    by_template
        .map_err(|error| Failure::usage(format!("cannot write the bulletin as {format}")).because(error))
}
