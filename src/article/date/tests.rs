//! Dates of every form, and what is none.

use super::*;
use jiff::civil::date;

#[test]
fn the_same_day_in_many_forms() {
    for form in [
        "2023-06-13",
        "2023/6/13",
        "2023.06.13",
        " 2023-06-13 15:31 ",
        "2023-06-13T08:00:00.123+08:00",
        "2023-06-13T08:00:00Z",
        "2023年6月13日",
        "2023 年 06 月 13 日 09:30",
        "二〇二三年六月十三日",
        "June 13, 2023",
        "Jun. 13th, 2023, 3:31 p.m. GMT",
        "Tuesday, June 13, 2023",
        "13 June 2023",
        "13th of June 2023",
        "Tue, 13 Jun 2023 08:00:00 +0800",
        "20230613",
        "13/06/2023",
        "06/13/2023",
        "June 13 2023 at 10:00",
    ] {
        assert_eq!(parse(form), Some(date(2023, 6, 13)), "{form}");
    }
    assert_eq!(parse("二〇二一年十月三十一日"), Some(date(2021, 10, 31)));
    assert_eq!(parse("二〇二一年十二月二十日"), Some(date(2021, 12, 20)));
    assert_eq!(parse("Sept 3, 2021"), Some(date(2021, 9, 3)));
}

#[test]
fn what_is_no_date() {
    for form in [
        "",
        "2023",
        "2023-06",
        "2023-02-30",
        "2023年13月1日",
        "06/07/2023",
        "June 31, 2023",
        "GB/T 2023-06-131",
        "soon",
        "Marching 3, 2021",
        "2023-06-13 and more",
        "十年十月十日",
        "年月日",
    ] {
        assert_eq!(parse(form), None, "{form}");
    }
}

#[test]
fn a_date_at_the_start_says_where_it_ends() {
    let text = "2021-08-11 15:31    Views: 3";
    let found = leading(text).unwrap();
    assert_eq!(&text[..found.end], "2021-08-11 15:31");
    assert_eq!(leading("2021-02-30 and on"), Some(Leading { date: None, end: 10 }));
    assert_eq!(leading("2023-06-13 The forum").unwrap().end, 10);
}

#[test]
fn never_panics() {
    proptest::proptest!(|(text in "[0-9年月日一十〇 TJune,./:-]{0,24}")| { parse(&text); leading(&text); });
}

#[test]
fn instants_have_a_time_and_a_zone() {
    for (text, instant) in [
        ("2023-06-13T08:00:00+08:00", Some("2023-06-13T08:00:00+08:00")),
        ("2023-06-13 08:00:00.5+0800", Some("2023-06-13T08:00:00+08:00")),
        ("2023-06-13T08:00:00Z", Some("2023-06-13T08:00:00+00:00")),
        ("Tue, 13 Jun 2023 08:00:00 +0800", Some("2023-06-13T08:00:00+08:00")),
        ("Tue, 13 Jun 2023 08:00:00 GMT", Some("2023-06-13T08:00:00+00:00")),
        ("Tue, 13 Jun 2023 08:00:00 EST", None),
        ("2023-06-13T08:00:00", None),
        ("2023-06-13", None),
        ("", None),
    ] {
        assert_eq!(super::instant(text).as_deref(), instant, "{text}");
    }
}
