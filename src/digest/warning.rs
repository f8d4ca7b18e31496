//! Warnings of the weather: of which day, from whom and of what they are. They are all written in the same words.

use jiff::civil::Date;

use crate::text::{dates, numerals};

/// Bytes in which a warning says what it is.
const LEAD: usize = 400;

/// What is warned of, and what else is: the first that is named.
const KINDS: [&str; 17] = [
    "大风",
    "暴雨",
    "暴雪",
    "雷电",
    "雷雨",
    "冰雹",
    "台风",
    "霾",
    "大雾",
    "高温",
    "寒潮",
    "道路结冰",
    "沙尘",
    "霜冻",
    "干旱",
    "森林火险",
    "低温",
];

/// What an office of the weather ends with.
const OFFICES: [&str; 2] = ["气象台", "气象局"];

/// A warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    day: Option<Date>,
    issuer: Option<String>,
    kind: Option<&'static str>,
}

impl Warning {
    /// Reads a headline and a text; none, for most articles.
    pub fn of(title: &str, text: &str, published: Option<Date>) -> Option<Self> {
        let told = format!("{title}\n{}", &text[..text.floor_char_boundary(LEAD)]);
        let at = told.find("预警信号").or_else(|| told.find("防御指南"))?;
        let kind =
            KINDS.into_iter().filter_map(|kind| Some((told.find(kind)?, kind))).min().map(|(_, kind)| kind);
        let office = OFFICES.into_iter().filter_map(|office| told[..at].find(office)).min();
        let issuer = office.map(|end| {
            let start = told[..end]
                .rfind(|c| !crate::text::script::is_han(c))
                .map_or(0, |at| told.ceil_char_boundary(at + 1));
            told[start..end].to_owned()
        });
        Some(Self { day: stamped(&told).or_else(|| written(&told)).or(published), issuer, kind })
    }

    /// True where both are surely not of one weather. An update on the same day is of the same.
    pub fn is_of_another(&self, other: &Self) -> bool {
        fn differ<T: PartialEq>(one: Option<&T>, another: Option<&T>) -> bool {
            one.zip(another).is_some_and(|(one, another)| one != another)
        }
        differ(self.day.as_ref(), other.day.as_ref())
            || differ(self.issuer.as_ref(), other.issuer.as_ref())
            || differ(self.kind.as_ref(), other.kind.as_ref())
    }
}

/// The day in 发布日期:2015-05-1011:40:00, which no space parts from the time.
fn stamped(text: &str) -> Option<Date> {
    let stamp = text.split("发布日期").nth(1)?.trim_start_matches([':', '：', ' ']);
    stamp.get(..10)?.parse().ok()
}

/// The first day that is written with its year.
fn written(text: &str) -> Option<Date> {
    let dates = dates::find(text, &numerals::find(text));
    let part = |number: Option<u32>| number.and_then(|number| i8::try_from(number).ok());
    dates
        .iter()
        .find_map(|date| Date::new(i16::try_from(date.year?).ok()?, part(date.month)?, part(date.day)?).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Warning {
        Warning::of("", text, None).unwrap()
    }

    #[test]
    fn warnings_of_two_days_are_of_two() {
        let april = of("北港市气象台2024年4月2日15时发布大风蓝色预警信号，请注意防范。");
        assert!(april.is_of_another(&of("北港市气象台2024年4月9日15时发布大风蓝色预警信号，请注意防范。")));
        assert!(
            !april.is_of_another(&of("北港市气象台2024年4月2日20时继续发布大风蓝色预警信号，请注意防范。"))
        );
        assert!(april.is_of_another(&of("南岭市气象台2024年4月2日15时发布大风蓝色预警信号。")));
        assert!(april.is_of_another(&of("北港市气象台2024年4月2日15时发布暴雨蓝色预警信号。")));
        let stamped =
            of("发布日期:2024-04-0911:40:00预计未来12小时将有7到8级西北风。防御指南：可能受大风影响。");
        assert!(april.is_of_another(&stamped));
        assert!(Warning::of("", "The forum opened.", None).is_none());
    }
}
