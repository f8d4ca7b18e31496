//! The page behind an entry of a feed, where it was asked for.

use crate::article::{
    BlockKind, Fetched, Id, Lead, ReadOptions, Reading, Warning, format::html, name::Name, single::Single,
    source::Said,
};

/// Fetches the page at `link`, which stands in the feed `name`.
pub(super) fn fetch(link: &str, name: &Name, options: &ReadOptions) -> Result<Fetched, Warning> {
    let not = |why: String| Warning::NotFollowed { address: link.to_owned(), why };
    let web = options.web.as_ref().ok_or_else(|| not("the network is not used".to_owned()))?;
    let lead = name.address().map_or(Lead::File, Lead::Page);
    web.fetch(link, lead).map_err(|why| not(why.to_string()))
}

/// The article on a page, which is called as the entry is.
pub(super) fn read(page: Fetched, id: Id, options: &ReadOptions) -> Result<Reading, Warning> {
    let address = page.address.clone();
    let not = |why: String| Warning::NotFollowed { address: address.clone(), why };
    let said = Said::content_type(&page.content_type.unwrap_or_default());
    if let Some(media) =
        said.media.filter(|media| !["text/html", "application/xhtml+xml"].contains(&&**media))
    {
        return Err(not(format!("it is {media}, not a page")));
    }
    let mut single = Single::whole(Name::fetched(&address, address.clone()), page.body);
    single.charset = said.charset;
    // The page of an entry is one of many.
    let options = ReadOptions { pages: false, ..options.clone() };
    let mut reading = html::read(single, &options).map_err(|error| not(error.to_string()))?;
    if !reading
        .article
        .blocks
        .iter()
        .any(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem))
    {
        return Err(not("there is no text on it".to_owned()));
    }
    reading.article.id = id;
    reading.article.source = Some(address);
    Ok(reading)
}
