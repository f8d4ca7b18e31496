//! What may be typed behind the flags of `digest`, and what is wrong with anything else.

use jiff::civil::Date;

/// A day.
pub fn day(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| "expected a day as YEAR-MONTH-DAY, such as 2024-05-16".to_owned())
}

/// A number of things, at least one.
pub fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("expected 1 or more: of 0 there would be nothing to read".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err("expected a whole number of 1 or more".to_owned()),
    }
}

/// Something that is not blank: a blank one is a variable of a script that is not set.
pub fn words(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("it is empty; leave the flag out for none".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told() {
        assert_eq!(day("2024-05-16").map(|day| day.to_string()), Ok("2024-05-16".to_owned()));
        assert!(day("tomorrow").is_err() && day("2024-13-01").is_err());
        assert_eq!((count("3"), count("0").is_err(), count("few").is_err()), (Ok(3), true, true));
        assert_eq!((words("lifts=2").as_deref(), words(" ").is_err()), (Ok("lifts=2"), true));
    }
}
