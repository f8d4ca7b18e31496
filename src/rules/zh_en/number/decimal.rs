//! An exact decimal, and how English writes it.

/// An exact decimal: 12.5 is (125, 1).
#[derive(Clone, Copy)]
pub struct Decimal {
    pub digits: u128,
    pub scale: u32,
}

impl Decimal {
    /// Times a power of ten.
    pub fn times(self, power: u32) -> Option<Self> {
        Some(if power <= self.scale {
            Self { digits: self.digits, scale: self.scale - power }
        } else {
            Self { digits: self.digits.checked_mul(10u128.checked_pow(power - self.scale)?)?, scale: 0 }
        })
    }

    /// Grouped in thousands from five digits on, decimals as they are.
    pub fn plain(self) -> String {
        let unit = 10u128.checked_pow(self.scale).unwrap_or(1);
        let (whole, part) = (self.digits / unit, self.digits % unit);
        let decimals = if self.scale == 0 {
            String::new()
        } else {
            format!(".{part:0width$}", width = self.scale as usize)
        };
        format!("{}{decimals}", grouped(whole))
    }

    /// With "million", "billion", "trillion" where that is shorter.
    pub fn english(self) -> String {
        let unit = 10u128.checked_pow(self.scale).unwrap_or(1);
        let whole = self.digits / unit;
        for (power, name) in [(12, "trillion"), (9, "billion"), (6, "million")] {
            if whole >= 10u128.pow(power) {
                let mut small = Self { digits: self.digits, scale: self.scale + power };
                while small.scale > 0 && small.digits.is_multiple_of(10) {
                    small = Self { digits: small.digits / 10, scale: small.scale - 1 };
                }
                if small.scale <= 4 {
                    return format!("{} {name}", small.plain());
                }
            }
        }
        self.plain()
    }
}

fn grouped(whole: u128) -> String {
    let digits = whole.to_string();
    if digits.len() < 4 {
        return digits;
    }
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
