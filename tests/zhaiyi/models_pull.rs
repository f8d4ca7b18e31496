//! `zhaiyi models pull`, against a hub on this machine: whatever happens, the outcome and the message are right, and no
//! file that is not whole ever looks as if it were.

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    hub_server::{Act, COMMIT, HubServer, hash},
    stage::{Ran, Stage, ran},
};

/// Small, and of no regular pattern.
fn content() -> Vec<u8> {
    (0..97u32).map(|n| (n * n * 31 % 251) as u8).collect()
}

/// A stage with a manifest of the user's; `more` goes into the entry of its file.
fn stage(more: &str) -> Stage {
    let stage = Stage::new();
    describe(&stage, more, "");
    stage
}

fn describe(stage: &Stage, more: &str, source: &str) {
    let manifest = format!(
        "schema = 1\nname = \"tiny\"\ntitle = \"Tiny\"\nfamily = \"tiny\"\narchitecture = \"qwen3\"\n\
         quantization = \"Q8_0\"\ncontext = 128\nlanguages = [\"en\"]\nlicence = \"MIT\"\n\
         [tasks]\nsummarize = 1\n[source]\nrepository = \"org/tiny-GGUF\"\n{source}\n\
         [[files]]\npath = \"sub/tiny.gguf\"\n{more}\n\
         [chat]\ntemplate = \"weights\"\nthinking = \"never\"\nstop = []\n"
    );
    stage.write("home/zhaiyi/models/tiny.toml", manifest);
}

fn command(stage: &Stage, server: &HubServer, args: &str) -> Command {
    let mut command = stage.command(args);
    command.env("HF_ENDPOINT", &server.address);
    command
}

fn pull(stage: &Stage, server: &HubServer, args: &str) -> Ran {
    ran(command(stage, server, &format!("models pull tiny {args}")))
}

const REPOSITORY: &str = "home/huggingface/hub/models--org--tiny-GGUF";

fn pointer(commit: &str) -> String {
    format!("{REPOSITORY}/snapshots/{commit}/sub/tiny.gguf")
}

fn partial(stage: &Stage, server: &HubServer) -> std::path::PathBuf {
    stage.path(&format!("{REPOSITORY}/blobs/{}.incomplete", server.sha256()))
}

#[track_caller]
fn whole(stage: &Stage, server: &HubServer) {
    assert_eq!(fs::read(stage.path(&pointer(COMMIT))).expect("the file"), content());
    assert!(!partial(stage, server).exists(), "an unfinished file is left");
}

/// Nothing has a name that looks like a whole file.
#[track_caller]
fn nothing_to_see(stage: &Stage) {
    assert!(
        !stage.path(&format!("{REPOSITORY}/snapshots")).exists(),
        "a snapshot of a file that is not whole"
    );
    let blobs = stage.path(&format!("{REPOSITORY}/blobs"));
    if blobs.exists() {
        let names = stage.names(&format!("{REPOSITORY}/blobs"));
        assert!(names.iter().all(|name| name.ends_with(".incomplete")), "{names:?}");
    }
    assert!(!stage.run("models list --installed").code(0).out.contains("tiny"));
}

#[test]
fn a_model_comes_is_here_and_goes() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    let mut first = command(&stage, &server, "models pull tiny");
    first.env("HF_TOKEN", "hf_secret");
    let came = ran(first).code(0);
    assert!(came.out.contains("came from huggingface, 97 B · MIT · sha256"), "{}", came.out);
    assert_eq!(came.err, "", "off a terminal there is no bar");
    whole(&stage, &server);
    assert_eq!(stage.read(&format!("{REPOSITORY}/refs/main")), COMMIT);

    // The token goes to the hub, never to the second host.
    let heard = server.heard();
    let ask = |index: usize| (heard[index].method.as_str(), heard[index].store);
    assert_eq!([ask(0), ask(1), ask(2)], [("HEAD", false), ("GET", false), ("GET", true)]);
    assert_eq!(heard.len(), 3);
    assert_eq!(heard[0].path, "/org/tiny-GGUF/resolve/main/sub/tiny.gguf");
    assert!(heard.iter().all(|heard| heard.authorization.is_none() == heard.store), "{heard:?}");

    // The second time nobody is asked.
    assert!(pull(&stage, &server, "").code(0).out.contains("tiny: was here, 97 B"));
    assert!(pull(&stage, &server, "--offline").code(0).out.contains("was here"));
    assert!(server.heard().is_empty());
    assert!(stage.run("models list --installed").code(0).out.contains("tiny"));
    assert!(stage.run("models verify").code(0).out.contains("tiny: right"));

    // Something else of the repository stays; the model goes.
    let other = stage.write(&format!("{REPOSITORY}/snapshots/{COMMIT}/README.md"), "theirs");
    let removed = stage.run("models remove tiny").code(0);
    assert!(removed.out.contains("tiny: removed, 97 B (97 bytes) free now"), "{}", removed.out);
    assert!(other.exists() && stage.names(REPOSITORY) == ["refs", "snapshots"]);
    assert!(stage.run("models remove tiny").code(0).out.contains("nothing was here"));
    fs::remove_file(other).expect("it was there");
    pull(&stage, &server, "").code(0);
    stage.run("models remove tiny").code(0);
    assert!(!stage.path(REPOSITORY).exists(), "an empty repository is no use");
}

#[test]
fn cut_at_any_byte_it_goes_on_from_there() {
    let server = HubServer::with(&content());
    for cut in 1..content().len() {
        let stage = stage("");
        server.store([Act::Cut(cut)]);
        pull(&stage, &server, "").code(0);
        whole(&stage, &server);
        let heard = server.heard();
        let ranges: Vec<_> =
            heard.iter().filter(|heard| heard.store).map(|heard| heard.range.clone()).collect();
        assert_eq!(ranges, [None, Some(format!("bytes={cut}-"))]);
    }
}

#[test]
fn another_process_goes_on_where_one_was_stopped() {
    let server = HubServer::with(&content());
    for cut in [1, 48, 96] {
        let stage = stage("");
        server.store([Act::Cut(cut), Act::Refuse(404, &[])]);
        pull(&stage, &server, "").code(1);
        nothing_to_see(&stage);
        assert_eq!(fs::read(partial(&stage, &server)).expect("the part"), content()[..cut]);
        server.heard();
        pull(&stage, &server, "").code(0).says(&[&format!("goes on after {cut} B")]);
        whole(&stage, &server);
        assert_eq!(server.heard().pop().and_then(|heard| heard.range), Some(format!("bytes={cut}-")));
    }
}

#[test]
fn killed_in_the_middle_the_part_is_kept() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    server.store([Act::Stall(40)]);
    let mut child = command(&stage, &server, "models pull tiny").spawn().expect("it starts");
    let begun = Instant::now();
    while fs::metadata(partial(&stage, &server)).map_or(0, |part| part.len()) < 40 {
        assert!(begun.elapsed() < Duration::from_secs(20), "the part does not grow");
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it is gone");
    nothing_to_see(&stage);
    pull(&stage, &server, "").code(0).says(&["goes on after 40 B"]);
    whole(&stage, &server);
}

#[test]
fn a_server_that_ignores_ranges_sends_all_of_it_again() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    server.store([Act::Cut(50), Act::IgnoreRange]);
    pull(&stage, &server, "").code(0);
    whole(&stage, &server);
}

#[test]
fn a_damaged_part_is_fetched_anew_and_a_damaged_file_is_refused() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    stage.write(&format!("{REPOSITORY}/blobs/{}.incomplete", server.sha256()), [7; 30]);
    pull(&stage, &server, "").code(0).says(&["goes on after 30 B", "is damaged; fetches it anew"]);
    whole(&stage, &server);

    // One that was whole once, too; and it is not believed without looking.
    let blob = stage.path(&format!("{REPOSITORY}/blobs/{}", server.sha256()));
    fs::write(&blob, [7; 97]).expect("a file");
    stage.run("models verify").code(1).says(&["the hub named it", "models pull tiny --force"]);
    pull(&stage, &server, "").code(0).says(&["fetches it anew"]);
    whole(&stage, &server);

    let stage = self::stage("");
    server.store([Act::Damaged]);
    let refused = pull(&stage, &server, "").code(1);
    let says = [
        "error: cannot pull model tiny",
        "because: sub/tiny.gguf came with sha256",
        "try: zhaiyi models pull tiny",
    ];
    refused.says(&says);
    nothing_to_see(&stage);
    assert!(!partial(&stage, &server).exists(), "a part that is wrong is no use");
}

#[test]
fn refusals_are_explained() {
    let server = HubServer::with(&content());
    let gated: &[_] = &[("X-Error-Code", "GatedRepo")];
    let no_repository: &[_] = &[("X-Error-Code", "RepoNotFound")];
    let no_revision: &[_] = &[("X-Error-Code", "RevisionNotFound")];
    let cases: [(Act, &[&str]); 8] = [
        (Act::Refuse(401, &[]), &["answers 401", "it wants a token", "set HF_TOKEN"]),
        (Act::Refuse(403, gated), &["org/tiny-GGUF is gated", "accept its terms at http", "HF_TOKEN"]),
        (Act::Refuse(403, &[]), &["answers 403", "rights of the token"]),
        (Act::Refuse(404, &[]), &["no file sub/tiny.gguf in org/tiny-GGUF"]),
        (Act::Refuse(404, no_repository), &["no repository org/tiny-GGUF"]),
        (Act::Refuse(404, no_revision), &["no revision main of org/tiny-GGUF"]),
        (Act::Refuse(429, &[("Retry-After", "3600")]), &["answers 429", "a pause of 3600 s", "later"]),
        (Act::NoHub, &["lacks X-Repo-Commit", "is that a model hub?"]),
    ];
    for (act, says) in cases {
        let stage = stage("");
        server.hub([act]);
        pull(&stage, &server, "")
            .code(1)
            .says(&["error: cannot pull model tiny", "because: ", "try: "])
            .says(says);
        nothing_to_see(&stage);
        assert_eq!(server.heard().len(), 1, "what is no use is not tried again");
    }
    let stage = stage("");
    server.hub([Act::Refuse(401, &[])]);
    let mut with_token = command(&stage, &server, "models pull tiny --format json");
    with_token.env("HF_TOKEN", "hf_old");
    let told = ran(with_token).code(1).says(&["it does not accept the token"]);
    assert!(told.out.contains("\"ok\": false") && !(told.out + &told.err).contains("hf_old"));
}

#[test]
fn troubles_that_pass_are_waited_for() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    server
        .hub([Act::Refuse(500, &[])])
        .store([Act::Refuse(429, &[("Retry-After", "1")]), Act::Refuse(503, &[])]);
    let begun = Instant::now();
    pull(&stage, &server, "").code(0).says(&[
        "answers 500",
        "answers 429",
        "tries again in 1 s",
        "answers 503",
    ]);
    assert!(begun.elapsed() > Duration::from_secs(2), "the pause that was asked for was not kept");
    whole(&stage, &server);

    let stage = self::stage("");
    server.hub([Act::Refuse(502, &[]), Act::Refuse(502, &[]), Act::Refuse(502, &[])]);
    pull(&stage, &server, "").code(1).says(&["answers 502", "later"]);
    nothing_to_see(&stage);
}

#[test]
fn other_weights_than_the_manifest_names_are_refused_before_they_come() {
    let server = HubServer::with(&content());
    let other = hash(b"other");
    for (more, says) in
        [(format!("sha256 = \"{other}\""), "sha256"), ("bytes = 98".to_owned(), "length 97 bytes")]
    {
        let stage = stage(&more);
        pull(&stage, &server, "").code(1).says(&["has another sub/tiny.gguf than the manifest names", says]);
        nothing_to_see(&stage);
        assert!(server.heard().iter().all(|heard| !heard.store));
    }
}

/// `/dev/full` takes nothing, as a disk without room.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    let part = partial(&stage, &server);
    fs::create_dir_all(part.parent().expect("a folder")).expect("a folder");
    std::os::unix::fs::symlink("/dev/full", &part).expect("a link");
    let says = ["no room on the disk", "97 bytes are missing", "HF_HOME", "goes on from there"];
    pull(&stage, &server, "").code(1).says(&says);
    nothing_to_see(&stage);
}

#[test]
fn of_two_processes_one_fetches_and_both_have_it() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    server.store([Act::Slowly, Act::Slowly]);
    let start = || command(&stage, &server, "models pull tiny").spawn().expect("it starts");
    let both = [start(), start()];
    let both = both.map(|child| Ran::from(child.wait_with_output().expect("it ends")).code(0));
    whole(&stage, &server);
    assert_eq!(server.heard().iter().filter(|heard| heard.store).count(), 1, "it came once");
    assert!(both.iter().any(|ran| ran.err.contains("another process fetches")), "{both:?}");
}

#[test]
fn offline_nobody_is_asked() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    pull(&stage, &server, "--offline").code(1).says(&["the network is switched off", "without --offline"]);
    for (name, value) in [("HF_HUB_OFFLINE", "1"), ("ZHAIYI_OFFLINE", "true")] {
        let mut offline = command(&stage, &server, "models pull tiny");
        offline.env(name, value);
        ran(offline).code(1).says(&["the network is switched off"]);
    }
    assert!(server.heard().is_empty());
}

#[test]
fn modelscope_stands_in_when_the_hub_cannot_be_reached() {
    let (stage, server) = (Stage::new(), HubServer::with(&content()));
    let sha256 = format!("sha256 = \"{}\"", server.sha256());
    for (more, fetched_at) in [("", "HEAD"), (sha256.as_str(), "GET")] {
        describe(&stage, more, "modelscope = \"other/tiny\"");
        let mut command = stage.command("models pull tiny");
        // Nobody listens on port 1.
        command.env("HF_ENDPOINT", "http://127.0.0.1:1").env("MODELSCOPE_DOMAIN", &server.address);
        command.env("HF_TOKEN", "hf_secret");
        let pulled = ran(command).code(0).says(&["cannot be reached", "tries the next source"]);
        assert!(pulled.out.contains("came from modelscope"), "{}", pulled.out);
        assert_eq!(fs::read(stage.path(&pointer("modelscope-master"))).expect("the file"), content());
        let heard = server.heard();
        assert_eq!(heard[0].path, "/models/other/tiny/resolve/master/sub/tiny.gguf");
        assert_eq!(heard[0].method, fetched_at, "where the manifest knows the hash there is nothing to ask");
        assert!(heard.iter().all(|heard| heard.authorization.is_none()), "the token is for the hub");
        stage.run("models verify tiny").code(0);
        stage.run("models remove tiny").code(0);
    }
    let mut command = stage.command("models pull tiny --source huggingface");
    command.env("HF_ENDPOINT", "http://127.0.0.1:1");
    ran(command).code(1).says(&["127.0.0.1 cannot be reached", "--source modelscope"]);
}

#[test]
fn of_several_models_those_that_can_come_do() {
    let (stage, server) = (stage(""), HubServer::with(&content()));
    let both = ran(command(&stage, &server, "models pull qwen3-0.6b tiny --format json"));
    let both = both.code(3).says(&["has another Qwen3-0.6B-Q8_0.gguf than the manifest names"]);
    let value: serde_json::Value = serde_json::from_str(&both.out).expect("JSON");
    assert_eq!((&value[0]["ok"], &value[1]["ok"]), (&false.into(), &true.into()));
    assert_eq!((&value[1]["licence"], &value[1]["fetched"]), (&"MIT".into(), &97.into()));
}
