//! Sentences that can stand by themselves: a bulletin shows them without the article around them.

use crate::{
    outcome::Method,
    render::{Made, Record},
    rules::extract::{closes, leans},
    text::{Language, dateline::without_dateline, sentence},
};

/// Sentences of the article that are looked at where none of the summary can stand.
const LOOKED_AT: usize = 20;

/// Characters of a quotation of several sentences at most.
const LONGEST: usize = 300;

/// A summary of sentences of an article, of which those are left out that speak of something said before them ("He said…",
/// 此外) and those whose quotation marks do not close; a quotation goes on to its end where that is near. Where nothing
/// is left, the first sentence of the article that can stand. Any other text stays as it is, and so does one without better.
pub(super) fn standing(made: &Made, article: &Record, language: Language) -> Made {
    let own = article.lang.is_some_and(|own| own.is_chinese() == language.is_chinese());
    let Some(text) = article.text.as_deref().filter(|_| own && made.method == Method::Extracted) else {
        return made.clone();
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut before: Option<&str> = None;
    for range in sentence::sentences(&made.text, Some(language)) {
        let whole = &made.text[range];
        let said = without_dateline(whole);
        let said = if closes(said) { Some(said) } else { quoted(text, said, language) };
        let follows = before.is_some_and(|before| follows(text, before, whole));
        if let Some(said) = said.filter(|said| follows || !leans(said)) {
            kept.push(said);
            before = Some(whole);
        }
    }
    let between = if language.is_chinese() { "" } else { " " };
    let told = match kept.is_empty() {
        true => first(text, language).map(str::to_owned),
        false => Some(kept.join(between)),
    };
    let text = told.unwrap_or_else(|| made.text.clone());
    let stands = |words: &Option<String>| words.as_ref().is_none_or(|words| text.contains(words.as_str()));
    let findings = made.findings.iter().filter(|finding| stands(&finding.target)).cloned().collect();
    Made { text, findings, ..made.clone() }
}

/// The first sentence that can stand.
fn first(text: &str, language: Language) -> Option<&str> {
    let sentences = sentence::sentences(text, Some(language)).into_iter().take(LOOKED_AT);
    let mut all = sentences.map(|range| without_dateline(&text[range]));
    all.find(|sentence| can_stand(sentence, language))
}

/// True for a whole sentence that is no mere fragment, speaks of nothing said before it and closes what it opens.
pub(super) fn can_stand(sentence: &str, language: Language) -> bool {
    let ends = sentence.trim_end_matches(['"', '”', '’', ')', '）', '」']).ends_with(['.', '。', '！', '!']);
    let words =
        if language.is_chinese() { sentence.chars().count() / 2 } else { sentence.split(' ').count() };
    ends && words >= 5 && closes(sentence) && !leans(sentence)
}

/// The sentence with those behind it that its quotation goes on in.
fn quoted<'a>(text: &'a str, sentence: &str, language: Language) -> Option<&'a str> {
    let start = text.find(sentence)?;
    let line = text[start..].lines().next()?;
    let ends = sentence::sentences(line, Some(language)).into_iter().map(|range| range.end);
    let mut pieces = ends.filter(|end| *end > sentence.len()).map(|end| &line[..end]);
    pieces.find(|piece| closes(piece)).filter(|piece| piece.chars().count() <= LONGEST)
}

/// Does one sentence come right behind the other in the article?
fn follows(text: &str, before: &str, sentence: &str) -> bool {
    let end = text.find(before).map(|at| at + before.len());
    end.is_some_and(|end| text[end..].trim_start().starts_with(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::sample;

    fn told(text: &str, summary: &str, language: Language) -> String {
        let (record, made) = sample::told("a", language, text, summary, Method::Extracted);
        standing(&made, &record, language).text
    }

    #[test]
    fn what_leans_goes_unless_it_follows() {
        let text = "The port opened its new pump hall on Monday. He said it works. However, the valves leak.";
        let told = |summary: &str| told(text, summary, Language::English);
        let both = "The port opened its new pump hall on Monday. He said it works.";
        assert_eq!(told(both), both);
        assert_eq!(
            told("The port opened its new pump hall on Monday. However, the valves leak."),
            &both[..44]
        );
        assert_eq!(told("He said it works."), &both[..44]);
    }

    #[test]
    fn quotations_close_or_go() {
        let text = "临海社4月9日电（记者林华）市长说：“水泵标准今天发布。明年实施。”代表们到会参观了泵房。“阀门漏水。";
        let told = |summary: &str| told(text, summary, Language::Chinese);
        assert_eq!(told("市长说：“水泵标准今天发布。"), "市长说：“水泵标准今天发布。明年实施。”");
        assert_eq!(told("代表们到会参观了泵房。“阀门漏水。"), "代表们到会参观了泵房。");
        assert_eq!(told("此外代表们到会参观了泵房。"), "代表们到会参观了泵房。");
    }
}
