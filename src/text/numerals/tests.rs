//! Numbers as they stand in sentences, and what must hold for every number and every text.

use proptest::prelude::*;

use super::{Accuracy, Kind, find, write};

/// Value, kind and accuracy of each number, in short.
fn shown(text: &str) -> Vec<String> {
    find(text)
        .iter()
        .map(|n| {
            let kind = match n.kind {
                Kind::Cardinal => String::new(),
                Kind::Ordinal => "th".into(),
                Kind::Percent => "%".into(),
                Kind::Fraction => "/".into(),
                Kind::Money(code) | Kind::Measure(code) => code.into(),
                Kind::Identifier => format!("#{}", &text[n.span.clone()]),
            };
            let accuracy = match n.accuracy {
                Accuracy::Exact => "",
                Accuracy::About => "±",
                Accuracy::More => "+",
                Accuracy::Less => "-",
                Accuracy::Vague => "~",
            };
            format!("{}{kind}{accuracy}", n.value)
        })
        .collect()
}

#[test]
fn in_sentences() {
    for (text, want) in [
        ("全国共有30多家企业参加", "30company+"),
        ("约 1.5 亿元", "150000000CNY±"),
        ("2万4801张", "24801"),
        ("more than 300 people", "300person+"),
        ("US$2.5 billion", "2500000000USD"),
        ("the bank lent $5bn", "5000000000USD"),
        ("百分之四十", "40%"),
        ("三分之二的标准", "0th"),
        ("a 34.2 percent rise", "34.2%"),
        ("提高了3.5个百分点", "3.5%"),
        ("第三次会议", "3th"),
        ("the 19th session", "19th"),
        ("５００名员工", "500person"),
        ("十几个国家", "10country~"),
        ("dozens of standards", "12~"),
        ("数百项", "100item~"),
        ("两岸", "2"),
        ("三点五", "3.5"),
        ("版本 6.1.12", "0#6.1.12"),
        ("COVID-19", "19#COVID-19"),
        ("GB/T 1234", "1234"),
        ("50 kilometres", "50km"),
        ("三成", "30%"),
        ("百分之 30", "30%"),
        ("百分百", "100%"),
        ("5 分之 1 的人", "0.2/"),
        ("五千二百多万名", "52000000person+"),
        ("3万2千人", "32000person"),
        ("一点七万多", "17000+"),
        ("1 萬 7000 多座", "17000building+"),
        ("KRW1.06 million", "1060000KRW"),
        ("up to .08%", "0.08%"),
        ("half a million", "500000"),
        ("数万亿元", "1000000000000CNY~"),
        ("数千亿元", "100000000000CNY~"),
        ("550磅重的钟", "550lb"),
        ("２．４万亿元", "2400000000000CNY"),
    ] {
        if want == "0th" {
            assert_eq!(shown(text), ["2/3/"], "{text}");
        } else {
            assert_eq!(shown(text), [want], "{text}");
        }
    }
    assert_eq!(shown("30-40万人"), ["300000person", "400000person"]);
    assert_eq!(shown("5 to 6 million"), ["5000000", "6000000"]);
    assert_eq!(shown("三到十万元"), ["30000CNY", "100000CNY"]);
    assert_eq!(shown("百分之三十到四十"), ["30%", "40%"]);
    assert_eq!(shown("百分之 30 至 43 的選民"), ["30%", "43%"]);
    assert_eq!(shown("20%至30%"), ["20%", "30%"]);
    assert_eq!(shown("2比1"), ["2", "1"]);
    assert_eq!(shown("33、34和39岁的女子"), ["33age", "34age", "39age"]);
}

proptest! {
    /// Any number up to 10^13 is read back from every way of writing it, alone and in a sentence.
    #[test]
    fn read_back(number in 0u64..=10_000_000_000_000, shift in 0u32..13, style in 0usize..write::Style::ALL.len()) {
        let style = write::Style::ALL[style];
        let number = number / 10u64.pow(shift);
        let text = write::whole(number, style);
        for sentence in [text.clone(), format!("共有 {text} 。"), format!("There are {text}."), format!("共{text}。")] {
            if sentence.starts_with('共') && text.is_ascii() && style == write::Style::Words {
                continue;
            }
            let found: Vec<_> = find(&sentence).iter().map(|n| n.value.to_string()).collect();
            prop_assert_eq!(&found, &[number.to_string()], "{}", sentence);
        }
    }

    /// No text makes the walk panic; spans are in order, inside the text and on its characters.
    #[test]
    fn any_text(text in "([一二三十百千万亿点分之第0-9０-９.,%a-c$ \\-/年月多]|million|two|half|and|third|\\PC){0,40}") {
        let mut last = 0;
        for number in find(&text) {
            prop_assert!(number.span.start >= last && number.span.end > number.span.start);
            prop_assert!(text.get(number.span.clone()).is_some());
            prop_assert!(text.get(number.written.clone()).is_some());
            last = number.span.end;
        }
    }
}

#[test]
fn linear_in_length() {
    for unit in ["一", "9", "万", "a-1", "one ", "二〇", "1,", "$", "百分之", "half and a ", "七八"]
    {
        let start = std::time::Instant::now();
        find(&unit.repeat(1_000_000 / unit.len()));
        assert!(start.elapsed().as_secs() < 5, "{unit}: {:?}", start.elapsed());
    }
}
