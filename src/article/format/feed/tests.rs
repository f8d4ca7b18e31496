//! Feeds as sites write them.

use std::io::Cursor;

use jiff::civil::date;

use crate::article::{
    Article, Id, Item, ReadError, ReadOptions, Unread,
    bounds::Layer,
    format,
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

fn items(feed: impl Into<Vec<u8>>) -> Vec<Item> {
    let source =
        Source::new(Name::path("feed"), Box::new(Cursor::new(feed.into())), Layer::default()).unwrap();
    let mut items = Vec::new();
    let mut take = |item: Unread| {
        items.push(item.read());
        Flow::Continue(())
    };
    let _ = format::read(source, &ReadOptions::default(), &mut Sink::new(&mut take));
    items
}

fn articles(feed: impl Into<Vec<u8>>) -> Vec<Article> {
    items(feed).into_iter().map(|item| item.result.unwrap().article).collect()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Standards Daily</title><link>https://example.org/</link><language>en-gb</language>
<item><title>Safety signs &amp;amp; colours revised</title><link>https://example.org/signs</link>
<guid isPermaLink="false">signs-1</guid><pubDate>Tue, 13 Jun 2023 08:00:00 GMT</pubDate>
<media:title>A picture</media:title><media:content url="a.jpg"><media:description>Not the text.</media:description></media:content>
<description>The short form.</description>
<content:encoded><![CDATA[<p>The committee approved the <b>revised</b> standard.</p><p>It applies from October.</p>]]></content:encoded>
<category>signs</category></item>
<item><title>Short</title><description>&lt;p&gt;Only a summary &amp;mdash; no more.&lt;/p&gt;</description><guid>https://example.org/2</guid></item>
<item><title>论坛在大连开幕</title></item>
<item></item>
</channel></rss>"#;

#[test]
fn rss_gives_the_full_text_else_the_summary_else_the_title() {
    let items = items(RSS);
    assert_eq!(items.len(), 4);
    let article = |at: usize| &items[at].result.as_ref().unwrap().article;
    let first = article(0);
    assert_eq!(first.id, Id::Text("https://example.org/signs".into()));
    assert_eq!(first.source.as_deref(), Some("https://example.org/signs"));
    assert_eq!(first.title.as_deref(), Some("Safety signs & colours revised"));
    assert_eq!(
        first.clean_text(),
        "The committee approved the revised standard.\n\nIt applies from October."
    );
    assert_eq!(
        (first.published, first.publisher.as_deref()),
        (Some(date(2023, 6, 13)), Some("Standards Daily"))
    );
    assert_eq!(first.extra["tags"], serde_json::json!(["signs"]));
    assert_eq!(article(1).clean_text(), "Only a summary \u{2014} no more.");
    assert_eq!(article(1).id, Id::Text("https://example.org/2".into()));
    assert_eq!(article(2).clean_text(), "论坛在大连开幕");
    assert_eq!(article(2).id, Id::Text("feed:3".into()));
    assert_eq!(article(2).language.unwrap().tag(), "zh");
    assert!(matches!(&items[3].result, Err(ReadError::Empty { place }) if place == "feed, entry 4"));
}

#[test]
fn atom_gives_its_texts_in_each_of_its_forms() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Standards</title>
        <entry><id>urn:uuid:1</id><title type="html">Signs &lt;i&gt;revised&lt;/i&gt;</title>
          <link rel="self" href="https://example.org/1.xml"/><link href="https://example.org/1"/>
          <updated>2023-06-13T08:00:00Z</updated><author><name>A. Writer</name><uri>https://example.org</uri></author>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; <em>two</em>.</p><p>Three.</p></div></content></entry>
        <entry><id>tag:example.org,2023:2</id><title>Plain</title><content type="text">a &lt; b
          holds.</content></entry>
        <entry><title>Escaped</title><summary type="html">&lt;p&gt;It was held.&lt;/p&gt;</summary>
          <source><title>Elsewhere</title></source></entry></feed>"#;
    let articles = articles(atom);
    assert_eq!(articles[0].id, Id::Text("urn:uuid:1".into()));
    assert_eq!(articles[0].source.as_deref(), Some("https://example.org/1"));
    assert_eq!(articles[0].title.as_deref(), Some("Signs revised"));
    assert_eq!(articles[0].clean_text(), "One & two.\n\nThree.");
    assert_eq!(articles[0].published, Some(date(2023, 6, 13)));
    assert_eq!(articles[0].extra["authors"], serde_json::json!(["A. Writer"]));
    assert!(articles[1].text.starts_with("a < b"));
    assert_eq!(
        (articles[2].clean_text().as_ref(), articles[2].publisher.as_deref()),
        ("It was held.", Some("Elsewhere"))
    );
}

#[test]
fn rdf_and_json_are_feeds_too() {
    let rdf = "<?xml version='1.0' encoding='gb2312'?><rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:dc='x'>\
        <channel><title>标准日报</title><items><rdf:Seq><rdf:li resource='x'/></rdf:Seq></items></channel>\
        <item><title>论坛</title><link>https://example.cn/1</link><description>论坛在大连开幕，代表到会。</description><dc:date>2023-06-13</dc:date></item></rdf:RDF>";
    let found = articles(encoding_rs::GBK.encode(rdf).0.into_owned());
    assert_eq!(found[0].text, "论坛在大连开幕，代表到会。");
    assert_eq!(found[0].published, Some(date(2023, 6, 13)));
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Standards","items":[
        {"id":"1","url":"https://example.org/1","title":"Signs","content_html":"<p>It was <b>held</b>.</p>","date_published":"2023-06-13T08:00:00Z","authors":[{"name":"A"}],"tags":["x"]},
        {"id":"https://example.org/2","content_text":"Plain text."},7]}"#;
    for json in [json.to_owned(), json.replace('\n', " ")] {
        let items = items(json);
        let first = &items[0].result.as_ref().unwrap().article;
        assert_eq!(
            (first.clean_text().as_ref(), &first.id),
            ("It was held.", &Id::Text("https://example.org/1".into()))
        );
        assert_eq!(items[1].id, Id::Text("https://example.org/2".into()));
        assert!(matches!(items[2].result, Err(ReadError::BadRecord { .. })));
    }
}

#[test]
fn what_stands_before_damage_is_read() {
    let cut = &RSS[..RSS.find("Only a summary").unwrap()];
    let found = items(cut);
    assert!(found[0].result.is_ok());
    assert!(matches!(found[1].result, Err(ReadError::Damaged { .. })), "{:?}", found[1].result);
    assert!(items("<rss><channel><title>Empty</title></channel></rss>")[0].result.is_err());
    // Markup that nobody escaped.
    let sloppy =
        "<rss><channel><item><description><p>It was <b>held</b>.</p></description></item></channel></rss>";
    assert_eq!(articles(sloppy)[0].clean_text(), "It was held.");
}
