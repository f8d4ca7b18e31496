//! OPML (<https://opml.org/spec2.opml>): a list of feeds, which are fetched where the user asked for it.

use crate::article::{
    Lead, ReadError, ReadOptions,
    format::{
        Format, read_address,
        xml::{self, Node, Xml},
    },
    source::Source,
    stream::{Flow, Sink},
};

/// A document whose outermost element says so.
pub(in crate::article::format) const FORMAT: Format = Format {
    content: |probe| probe.text.and_then(xml::root).is_some_and(|root| root == "opml"),
    extensions: &["opml"],
    media: &["text/x-opml"],
    read,
};

/// Why a list that was come across is not followed: a folder of files should not make us ask strangers for anything.
const NOT_ASKED: &str =
    "it is a list of feeds, which are fetched only if it is given itself, or with --follow";

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let (name, given) = (source.name.clone(), source.given);
    let declared = xml::declared(&source.head);
    let decoded = match source.into_single().and_then(|single| single.into_text(declared.as_deref())) {
        Ok(decoded) => decoded,
        Err(error) => return sink.push(name.failed(error)),
    };
    if !given && !options.follow {
        return sink
            .push(name.failed(ReadError::Refused { place: name.to_string(), why: NOT_ASKED.to_owned() }));
    }
    let page = name.address().map(str::to_owned);
    let lead = match &page {
        Some(page) => Lead::Page(page),
        // A user's own list has the user's own addresses.
        None if given => Lead::User,
        None => Lead::File,
    };
    let mut xml = Xml::new(decoded.text.trim_start_matches('\u{feff}').trim_start());
    let mut any = false;
    loop {
        match xml.next() {
            Ok(Some(Node::Open(element))) => {
                let address = element.attribute("xmlUrl").filter(|address| !address.trim().is_empty());
                if let Some(address) = address {
                    any = true;
                    read_address(&name.join(address.trim()), lead, options, sink)?;
                }
            }
            Ok(Some(_)) => {}
            Ok(None) if any => return Flow::Continue(()),
            Ok(None) => {
                return sink
                    .push(name.failed(ReadError::Empty { place: format!("{name}: the list of feeds") }));
            }
            Err(why) => return sink.push(name.failed(ReadError::Damaged { place: name.to_string(), why })),
        }
    }
}
