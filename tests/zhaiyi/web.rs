//! Pages and feeds by their addresses: what the site hears, and what comes of it.

use std::time::Duration;

use crate::{
    site_server::{Page, Site},
    stage::Stage,
};

const SENTENCE: &str =
    "The committee approved the revised standard on safety signs, which takes effect in October. ";

fn page(title: &str) -> Page {
    Page::html(format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{}</p><p>{}</p></article></body></html>",
        SENTENCE.repeat(3),
        SENTENCE.repeat(2)
    ))
}

fn feed(site: &Site, links: &[&str]) -> Page {
    let items: String = links
        .iter()
        .map(|link| format!("<item><title>Item {link}</title><link>{}</link><description>In short: {link}.</description></item>", site.at(link)))
        .collect();
    Page::new(
        200,
        format!("<rss version='2.0'><channel><title>Standards Daily</title>{items}</channel></rss>"),
    )
    .header("Content-Type", "application/rss+xml")
}

#[test]
fn a_page_is_fetched_by_the_rules_of_its_site_and_once() {
    let site = Site::new();
    site.put("/robots.txt", Page::new(200, "User-agent: *\nDisallow: /private\n"));
    site.put(
        "/signs.html",
        page("Safety signs revised")
            .header("ETag", "\"v1\"")
            .header("Last-Modified", "Tue, 13 Jun 2023 08:00:00 GMT"),
    );
    let stage = Stage::new();
    let read = format!("read {} --format jsonl", site.at("/signs.html"));
    let first = stage.run(&read).code(0).records();
    assert_eq!(first[0]["title"], "Safety signs revised");
    assert_eq!(
        (&first[0]["id"], &first[0]["source"]),
        (&site.at("/signs.html").into(), &site.at("/signs.html").into())
    );
    let heard = site.heard();
    assert_eq!(
        heard.iter().map(|heard| heard.path.as_str()).collect::<Vec<_>>(),
        ["/robots.txt", "/signs.html"]
    );
    let agent = heard[1].header("user-agent").expect("it says who it is");
    assert!(agent.starts_with("zhaiyi/") && agent.contains("robots.txt"), "{agent}");
    assert!(heard[1].at - heard[0].at >= Duration::from_millis(900), "a pause between two requests");

    // Unchanged: the same article, and not a byte of it again; the rules of the site are known for a day.
    assert_eq!(stage.run(&read).code(0).records(), first);
    let heard = site.heard();
    assert_eq!(heard.len(), 1);
    assert_eq!((heard[0].status, heard[0].header("if-none-match")), (304, Some("\"v1\"")));
    assert_eq!(heard[0].header("if-modified-since"), Some("Tue, 13 Jun 2023 08:00:00 GMT"));

    // Changed: the new one.
    site.put("/signs.html", page("Safety signs revised again").header("ETag", "\"v2\""));
    assert_eq!(stage.run(&read).code(0).records()[0]["title"], "Safety signs revised again");
    assert_eq!(site.told(), ["/signs.html 200"]);
}

#[test]
fn what_the_site_does_not_want_is_not_fetched() {
    let site = Site::new();
    site.put(
        "/robots.txt",
        Page::new(
            200,
            "User-agent: zhaiyi\nDisallow: /private\nCrawl-delay: 0.4\n\nUser-agent: *\nDisallow:\n",
        ),
    );
    site.put("/private/a", page("Private")).put("/b", page("Public"));
    let stage = Stage::new();
    let run = stage.run(&format!("read {} {} --format jsonl", site.at("/private/a"), site.at("/b")));
    let records = run.code(3).says(&["robots.txt", "/private/a"]).records();
    assert!(records[0]["error"].is_string() && records[1]["title"] == "Public", "{records:?}");
    assert_eq!(site.told(), ["/robots.txt 200", "/b 200"]);

    // Without its rules nothing may be fetched.
    let ill = Site::new();
    ill.put("/robots.txt", Page::new(500, "")).put("/a", page("A"));
    stage
        .command_with("ZHAIYI_DELAY", "0", &format!("read {}", ill.at("/a")))
        .code(1)
        .says(&["robots.txt", "500"]);
    assert!(ill.heard().iter().all(|heard| heard.path == "/robots.txt"));
}

#[test]
fn pauses_are_those_that_the_site_asks_for() {
    let site = Site::new();
    site.put("/robots.txt", Page::new(200, "User-agent: *\nCrawl-delay: 0.5\n"));
    site.put("/a", page("A")).script("/b", vec![Page::new(429, "").header("Retry-After", "1"), page("B")]);
    let stage = Stage::new();
    let run = stage.command_with("ZHAIYI_DELAY", "0.1", &format!("read {} {}", site.at("/a"), site.at("/b")));
    run.code(0);
    let heard = site.heard();
    let gaps: Vec<f32> = heard.windows(2).map(|pair| (pair[1].at - pair[0].at).as_secs_f32()).collect();
    assert_eq!(heard.iter().map(|heard| heard.status).collect::<Vec<_>>(), [200, 200, 429, 200]);
    assert!(gaps[0] >= 0.09 && gaps[1] >= 0.45 && gaps[2] >= 0.95, "{gaps:?}");

    // A pause that nobody waits for is told instead.
    site.put("/c", Page::new(503, "").header("Retry-After", "86400"));
    stage
        .command_with("ZHAIYI_DELAY", "0", &format!("read {}", site.at("/c")))
        .code(1)
        .says(&["86400 seconds"]);
}

#[test]
fn an_answer_that_is_fresh_is_not_asked_for_again() {
    let site = Site::new();
    site.put("/a", page("A").header("Cache-Control", "max-age=3600"));
    site.put("/b", page("B").header("Cache-Control", "no-store").header("ETag", "\"x\""));
    let stage = Stage::new();
    let read = format!("read {} {}", site.at("/a"), site.at("/b"));
    let fast = |stage: &Stage, args: &str| stage.command_with("ZHAIYI_DELAY", "0", args);
    fast(&stage, &read).code(0);
    site.heard();
    fast(&stage, &read).code(0);
    let heard = site.heard();
    assert_eq!(heard.iter().map(|heard| heard.path.as_str()).collect::<Vec<_>>(), ["/b"]);
    assert_eq!(heard[0].header("if-none-match"), None, "what may not be kept is not");
    // Without the cache all is asked for anew.
    fast(&stage, &format!("summarize {} --no-cache", site.at("/a"))).code(0);
    assert_eq!(site.told(), ["/robots.txt 404", "/a 200"]);
    // A cache that is noise costs requests, nothing else.
    stage.write("cache.web.sqlite", vec![7; 5000]);
    fast(&stage, &read).code(0);
}

#[test]
fn a_feed_gives_its_entries_and_with_follow_their_pages() {
    let site = Site::new();
    site.put("/feed", feed(&site, &["/1", "/2", "/gone", "/sound"]).header("ETag", "\"f\""));
    site.put("/1", page("One as printed").header("ETag", "\"1\""))
        .put("/2", page("Two as printed").header("ETag", "\"2\""));
    site.put("/sound", Page::new(200, "RIFF").header("Content-Type", "audio/mpeg"));
    let stage = Stage::new();
    let run = |args: &str| stage.command_with("ZHAIYI_DELAY", "0", args);
    let read = format!("read {} --format jsonl", site.at("/feed"));
    let records = run(&read).code(0).records();
    assert_eq!(records.len(), 4);
    assert_eq!(records[0]["text"], "In short: /1.");
    assert_eq!(
        (&records[0]["id"], &records[0]["publisher"]),
        (&site.at("/1").into(), &"Standards Daily".into())
    );
    assert_eq!(site.told(), ["/robots.txt 404", "/feed 200"], "no page is fetched unless it is asked for");

    let followed = run(&format!("{read} --follow")).code(0);
    let records = followed.records();
    assert!(
        records[0]["text"].as_str().expect("a text").starts_with("The committee approved"),
        "{}",
        records[0]
    );
    assert_eq!(records[0]["title"], "Item /1");
    assert_eq!(records[2]["text"], "In short: /gone.");
    assert!(
        records[2]["warnings"].to_string().contains("404")
            && records[3]["warnings"].to_string().contains("audio/mpeg")
    );
    assert_eq!(site.told(), ["/feed 304", "/1 200", "/2 200", "/gone 404", "/sound 200"]);
    run(&format!("{read} --follow")).code(0);
    assert_eq!(site.told()[..3], ["/feed 304", "/1 304", "/2 304"]);
}

#[test]
fn a_list_of_feeds_is_followed_where_it_is_given() {
    let site = Site::new();
    site.put("/feed", feed(&site, &["/1"]));
    let stage = Stage::new();
    let list = format!(
        "<opml version='2.0'><body><outline text='a'><outline xmlUrl='{}'/></outline></body></opml>",
        site.at("/feed")
    );
    stage.write("lists/mine.opml", list);
    let run = |args: &str| stage.command_with("ZHAIYI_DELAY", "0", args);
    let records = run("read lists/mine.opml --format jsonl").code(0).records();
    assert_eq!(records[0]["text"], "In short: /1.");
    site.heard();
    run("read lists").code(1).says(&["lists/mine.opml", "--follow"]);
    run("read lists/mine.opml --offline").code(1).says(&["--offline"]);
    assert!(site.heard().is_empty(), "nobody asked for it");
}

#[test]
fn no_page_leads_into_a_private_network() {
    let (site, inner) = (Site::new(), Site::new());
    inner.put("/secret", page("Secret"));
    site.put("/a", Page::new(302, "").header("Location", &inner.at("/secret")));
    let named = inner.at("/secret").replace("127.0.0.1", "localhost");
    site.put("/feed", feed(&site, &["/a"])).put("/b", Page::new(302, "").header("Location", &named));
    let stage = Stage::new();
    let run = |args: &str| stage.command_with("ZHAIYI_DELAY", "0", args);
    run(&format!("read {} {}", site.at("/a"), site.at("/b"))).code(1).says(&["private network"]);
    let followed = run(&format!("read {} --follow --format jsonl", site.at("/feed"))).code(0);
    assert!(followed.records()[0]["warnings"].to_string().contains("private network"));
    // A feed in a file is not a user's word either.
    stage.write(
        "feed.xml",
        format!(
            "<rss><channel><item><title>A</title><link>{}</link></item></channel></rss>",
            inner.at("/secret")
        ),
    );
    run("read feed.xml --follow").code(0).says(&["private network"]);
    assert!(inner.heard().is_empty(), "it was never asked");
    // An address that the user gives is.
    run(&format!("read {}", inner.at("/secret"))).code(0);
}

#[test]
fn redirects_and_troubles_are_told() {
    let site = Site::new();
    site.put("/old", Page::new(301, "").header("Location", "new?x=1#part")).put("/new?x=1", page("New"));
    site.put("/loop", Page::new(302, "").header("Location", "/loop"));
    site.put("/gone", Page::new(410, ""))
        .put("/huge", Page::new(200, "x").header("Content-Length", "99999999999"));
    let zh = "国家标准化管理委员会发布公告，三百余项国家标准将于十月一日起实施。".repeat(8);
    let gbk = encoding_rs::GBK.encode(&format!("<html><body><p>{zh}</p></body></html>")).0.into_owned();
    site.put("/zh", Page::new(200, gbk).header("Content-Type", "text/html; charset=GB2312"));
    let stage = Stage::new();
    let run = |args: &str| stage.command_with("ZHAIYI_DELAY", "0", args);
    let records =
        run(&format!("read {} {} --format jsonl", site.at("/old"), site.at("/zh"))).code(0).records();
    assert_eq!((&records[0]["title"], &records[0]["id"]), (&"New".into(), &site.at("/old").into()));
    assert_eq!(records[0]["source"], site.at("/new?x=1"));
    assert_eq!(records[1]["text"], zh);
    run(&format!("read {}", site.at("/loop"))).code(1).says(&["redirects"]);
    run(&format!("read {}", site.at("/gone"))).code(1).says(&["410", "gone"]);
    run(&format!("read {}", site.at("/huge"))).code(1).says(&["larger than 64 MB"]);
    run("read http://127.0.0.1:9/").code(1).says(&["cannot reach 127.0.0.1:9"]);
    run("read ftp://example.org/x").code(2).says(&["http"]);
    stage.run(&format!("read {} --offline", site.at("/new?x=1"))).code(2).says(&["--offline", "try: "]);
    stage.run(&format!("read {}", site.at("/new?x=1"))).code(0);
}
