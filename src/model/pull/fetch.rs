//! One file, from a source to its place.

use std::{io::Read, path::Path, thread};

use super::{
    Event, PullError, Pulled, Puller, Source, disk,
    disk::Partial,
    http::{Answer, Client},
    metadata::{Metadata, Question},
    patience::{FEW, MANY, Patience},
};
use crate::{
    fingerprint::Fingerprint,
    model::{Manifest, ModelError, ModelFile, Place, hub::is_commit},
};

/// Read from the network at once.
const BLOCK: usize = 1 << 17;

/// Fetches a file, unless it is here and right.
pub(super) fn fetch(
    puller: &Puller<'_>,
    manifest: &Manifest,
    file: &ModelFile,
    source: Source,
) -> Result<Pulled, PullError> {
    if let Some(here) = here(puller, manifest, file)? {
        return Ok(here);
    }
    let network = puller.network;
    if network.offline {
        return Err(PullError::Offline { file: file.path.clone() });
    }
    let address = source.address(network, manifest, file);
    let address = address.ok_or_else(|| PullError::Nowhere { model: manifest.name.clone() })?;
    let token = network.token.as_deref().filter(|_| source == Source::HuggingFace);
    let client = Client::new(&address, token, network.proxy.as_ref())?;
    let question = Question { client: &client, network, source, manifest, file, address: &address };
    let mut patience = Patience::new(FEW);
    let metadata = loop {
        match question.ask() {
            Ok(metadata) => break metadata,
            Err(error) => rest(puller, &mut patience, error, false)?,
        }
    };

    let repository = puller.hub.repository(&manifest.source.repository);
    // Without any name, parts of two versions could not be told apart: such a file is fetched from its beginning.
    let name = metadata
        .name
        .clone()
        .unwrap_or_else(|| format!("unnamed-{}", Fingerprint::of(address.as_bytes()).short()));
    let _lock = disk::lock(&repository.lock(&name), &file.path, puller.watcher)?;
    if let Some(here) = here(puller, manifest, file)? {
        return Ok(here);
    }
    let blob = repository.blob(&name);
    let pointer = repository.pointer(&metadata.snapshot, &file.path);
    let depth = file.path.matches('/').count();
    if !puller.force && is_whole(puller, &blob, &metadata)? {
        disk::point(&pointer, &blob, depth)?;
    } else {
        disk::make_room(&blob)?;
        let mut partial = Partial::open(repository.partial(&name))?;
        if metadata.name.is_none() || metadata.bytes.is_some_and(|bytes| partial.have() > bytes) {
            partial.clear()?;
        }
        puller.watcher.event(Event::Begins { file: &file.path, bytes: metadata.bytes, have: partial.have() });
        if let Err(error) = complete(puller, &question, &metadata, &mut partial) {
            if matches!(error, PullError::Damaged { .. }) {
                partial.discard();
            }
            return Err(error);
        }
        let blob = repository.blob(&metadata.name.clone().unwrap_or_else(|| partial.sha256().to_string()));
        partial.publish(&blob)?;
        disk::point(&pointer, &blob, depth)?;
    }
    if source == Source::HuggingFace && !is_commit(manifest.revision()) {
        disk::write(&repository.ref_file(manifest.revision()), &metadata.snapshot)?;
    }
    let sha256 = puller.hub.sha256(&pointer, &mut |_| ())?;
    let bytes = pointer.metadata().map_or(0, |metadata| metadata.len());
    Ok(Pulled { path: pointer, bytes, sha256, source: Some(source) })
}

/// The file, if it is here and what it should be. One that is damaged is fetched anew.
fn here(puller: &Puller<'_>, manifest: &Manifest, file: &ModelFile) -> Result<Option<Pulled>, PullError> {
    let place = puller.hub.find(manifest, file).filter(|_| !puller.force);
    let Some(Place { path, bytes, stated, named }) = place else { return Ok(None) };
    let sha256 = puller.hub.sha256(&path, &mut |_| ())?;
    let expected = stated.or(named).unwrap_or(sha256);
    if expected == sha256 {
        return Ok(Some(Pulled { path, bytes, sha256, source: None }));
    }
    if puller.network.offline {
        return Err(ModelError::Damaged { path, found: sha256, expected, by: "it should be" }.into());
    }
    puller.watcher.event(Event::Anew { file: &file.path });
    Ok(None)
}

/// True when the blob is all here, for example because another revision has the same file.
fn is_whole(puller: &Puller<'_>, blob: &Path, metadata: &Metadata) -> Result<bool, PullError> {
    let Some(length) = blob.metadata().ok().filter(std::fs::Metadata::is_file).map(|blob| blob.len()) else {
        return Ok(false);
    };
    let right_length = metadata.bytes.is_none_or(|bytes| bytes == length);
    Ok(right_length
        && match metadata.sha256 {
            Some(expected) => puller.hub.sha256(blob, &mut |_| ())? == expected,
            None => true,
        })
}

/// Brings all of the file here, and looks at its hash.
fn complete(
    puller: &Puller<'_>,
    question: &Question<'_>,
    metadata: &Metadata,
    partial: &mut Partial,
) -> Result<(), PullError> {
    let file = &question.file.path;
    let mut patience = Patience::new(MANY);
    let mut resumed = partial.have() > 0;
    loop {
        let before = partial.have();
        if let Err(error) = stream(puller, question, metadata, partial) {
            rest(puller, &mut patience, error, partial.have() > before)?;
            continue;
        }
        let found = partial.sha256();
        let Some(expected) = metadata.sha256.filter(|expected| *expected != found) else { return Ok(()) };
        if !resumed {
            return Err(PullError::Damaged { file: file.clone(), found, expected });
        }
        // What was here from an earlier time may have been the wrong part.
        resumed = false;
        partial.clear()?;
        puller.watcher.event(Event::Anew { file });
    }
}

/// Streams what is missing.
fn stream(
    puller: &Puller<'_>,
    question: &Question<'_>,
    metadata: &Metadata,
    partial: &mut Partial,
) -> Result<(), PullError> {
    if metadata.bytes == Some(partial.have()) {
        return Ok(());
    }
    let answer = question.client.get(question.address, partial.have())?;
    if answer.status() == 416 && partial.have() > 0 {
        partial.clear()?;
        let (host, bytes) = (answer.host, metadata.bytes.unwrap_or(0));
        return Err(PullError::Cut { host, have: 0, bytes });
    }
    question.accept(&answer)?;
    let whole = length(&answer, partial)?;
    let Some(bytes) = metadata.bytes.or(whole) else {
        let why = "it does not say how long the file is".into();
        return Err(PullError::Answer { host: answer.host, why });
    };
    if let Some(found) = whole.filter(|whole| *whole != bytes) {
        let (found, expected) = (format!("{found} bytes"), format!("{bytes} bytes"));
        let file = question.file.path.clone();
        return Err(PullError::Other { host: answer.host, file, found, expected });
    }
    let host = answer.host;
    // One byte more than expected tells that the answer is too long.
    let mut body = answer.response.into_body().into_reader().take(bytes.saturating_sub(partial.have()) + 1);
    let mut block = vec![0; BLOCK];
    loop {
        match body.read(&mut block) {
            Ok(0) if partial.have() == bytes => return Ok(()),
            Ok(read) if read > 0 => {
                let missing = bytes.saturating_sub(partial.have());
                if read as u64 > missing {
                    let why = format!("it sends more than {bytes} bytes");
                    return Err(PullError::Answer { host, why });
                }
                partial.append(&block[..read], missing)?;
                puller.watcher.event(Event::Have(partial.have()));
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Ok(_) | Err(_) => return Err(PullError::Cut { host, have: partial.have(), bytes }),
        }
    }
}

/// The length of the whole file as an answer has it. A server that ignores `Range` sends the file from its beginning.
fn length(answer: &Answer, partial: &mut Partial) -> Result<Option<u64>, PullError> {
    if answer.status() != 206 {
        if partial.have() > 0 {
            partial.clear()?;
        }
        return Ok(answer.number("content-length"));
    }
    let range = answer.header("content-range").unwrap_or_default();
    let parsed = range.strip_prefix("bytes ").and_then(|range| {
        let (span, whole) = range.split_once('/')?;
        let (first, _) = span.split_once('-')?;
        Some((first.trim().parse::<u64>().ok()?, whole.trim().parse::<u64>().ok()))
    });
    match parsed {
        Some((first, whole)) if first == partial.have() => Ok(whole),
        _ => {
            let why = format!("asked for what follows byte {}, it sends {range:?}", partial.have());
            Err(PullError::Answer { host: answer.host.clone(), why })
        }
    }
}

/// Waits before the next try, or fails when another one is of no use, or it is enough. `progress` tells whether the
/// failed try brought something new.
fn rest(
    puller: &Puller<'_>,
    patience: &mut Patience,
    error: PullError,
    progress: bool,
) -> Result<(), PullError> {
    let pause = if error.is_passing() { patience.pause(error.seconds(), progress) } else { None };
    let Some(pause) = pause else { return Err(error) };
    if !pause.is_zero() {
        puller.watcher.event(Event::Waits { why: &error.to_string(), seconds: pause.as_secs_f64() });
        thread::sleep(pause);
    }
    Ok(())
}
