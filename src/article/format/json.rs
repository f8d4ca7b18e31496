//! JSON: one record, or an array of records.

use serde_json::Value;

use super::{Format, Probe, one};
use crate::article::{
    Id, Item, ReadError, ReadOptions,
    input::Items,
    records::{self, Place},
    source::Source,
};

/// An object or an array of objects.
pub(super) const FORMAT: Format = Format { content, extensions: &["json"], read };

fn content(probe: &Probe) -> bool {
    let mut signs = probe.text.unwrap_or("").chars().filter(|c| !c.is_whitespace());
    matches!((signs.next(), signs.next()), (Some('{'), Some('"')) | (Some('['), Some('{')))
}

fn read(source: Source, options: &ReadOptions) -> Items {
    let (id, path, name) = (source.id(), source.path.clone(), source.place());
    let text = match source.into_text(None) {
        Ok(decoded) => decoded.text,
        Err(error) => return one(Item::failed(id, path, error)),
    };
    let whole = Place { id: id.clone(), name: name.clone(), source: path.clone() };
    match records::parse(&text) {
        Ok((Value::Array(records), warnings)) => {
            let options = options.clone();
            Box::new(records.into_iter().enumerate().map(move |(at, value)| {
                let number = at + 1;
                let id = match &path {
                    Some(path) => Id::Text(format!("{path}:{number}")),
                    None => Id::Number(number.into()),
                };
                let place = Place { id, name: format!("{name}, record {number}"), source: path.clone() };
                records::from_value(value, warnings.clone(), &place, &options).into()
            }))
        }
        Ok((value, warnings)) => one(records::from_value(value, warnings, &whole, options)),
        Err(why) => one(Item::failed(id, path, ReadError::BadRecord { place: name, why })),
    }
}
