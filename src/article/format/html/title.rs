//! The headline of a page, chosen among what its head, its metadata and its headings say.

/// Longer texts are no titles.
pub(super) const LONGEST: usize = 600;

/// What could be the title.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// `<title>`.
    pub page: Option<String>,
    /// `og:title` and its like, in order.
    pub meta: Vec<String>,
    /// `<h1>` and `<h2>`, in order.
    pub headings: Vec<String>,
    /// The name of the site.
    pub site: Option<String>,
}

/// What parts a headline from the name of its site.
const SEPARATORS: [&str; 13] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", "_", "|", " / ", "—", "-"];

/// The best title: a heading that the page's own title contains is the headline as printed, unless it is only
/// the name of the site.
pub(super) fn choose(found: &Candidates) -> Option<String> {
    let titles = || found.meta.iter().chain(&found.page);
    let length = |title: &str| title.chars().count();
    let site = |title: &String| found.site.as_ref().is_some_and(|site| site.eq_ignore_ascii_case(title));
    let headline = |heading: &&String| {
        titles().any(|title| title.contains(&***heading) && length(heading) * 5 >= length(title) * 2)
    };
    let good = |title: &&String| length(title) >= 4 && !site(title);
    if let Some(heading) = found.headings.iter().filter(good).find(headline) {
        return Some(heading.clone());
    }
    // A title much shorter than another one is the name of a section or of the site.
    let longest = titles().map(|title| length(title)).max().unwrap_or(0);
    let title = titles().filter(good).find(|title| length(title) * 4 >= longest);
    let title = title.or_else(|| found.headings.iter().find(good)).or_else(|| titles().next())?;
    Some(without_site(title, found.site.as_deref()))
}

/// The title without the site's name at one of its ends.
fn without_site(title: &str, site: Option<&str>) -> String {
    if let Some(site) = site.filter(|site| !site.is_empty()) {
        let mark = |c: char| c.is_whitespace() || "|-–—:_·»«".contains(c);
        let stripped = title.strip_suffix(site).map(|rest| rest.trim_end_matches(mark));
        if let Some(stripped) =
            stripped.filter(|rest| !rest.is_empty() && rest.len() < title.len() - site.len())
        {
            return stripped.to_owned();
        }
    }
    let cut = SEPARATORS.iter().find_map(|separator| {
        let (headline, _) = title.rsplit_once(separator)?;
        let headline = headline.trim();
        // Bare dashes and low lines part Chinese titles only; in English they join words.
        let han = title.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let spaced = separator.starts_with(' ') || (han && *separator != "-") || *separator == "|";
        // The longer part is the headline: "Site | Headline" is left as it is.
        (spaced && headline.chars().count() * 2 > title.chars().count()).then(|| headline.to_owned())
    });
    cut.unwrap_or_else(|| title.to_owned())
}

/// One line of text; `None` if it is blank or too long.
pub(in crate::article::format) fn words(text: &str) -> Option<String> {
    let text = text.get(..LONGEST).map_or(text, |_| "");
    let text = html_escape::decode_html_entities(text);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
