//! How names sound: the consonants of an English name beside those of its Chinese transliteration.
//!
//! 卡瓦诺 (ka wa nuo) and Kavanaugh share K-V-N. Consonants that transliterations mix (b and p, d and
//! t, l and r) are one class; vowels and the consonants that Chinese drops cost nothing or little.

use std::{collections::HashSet, sync::LazyLock};

use super::super::effort;
use crate::text::hanzi;

/// Characters that mostly stand for sounds when several stand together.
const SOUNDS: &str = "阿埃艾爱安昂奥巴白拜班邦保堡鲍北贝本比彼毕宾波伯勃博卜布采查察茨村达大戴丹当道得德登邓迪蒂\
丁东杜顿多厄恩尔法凡范菲费芬丰冯弗夫福佛盖甘冈高戈哥格葛根古瓜圭哈海汉豪赫黑亨洪胡华怀霍基吉加贾简杰\
金津卡凯坎康考科克肯孔库夸奎昆拉莱赖兰朗劳勒雷蕾黎里理利莉丽力立连廉列林琳留龙卢鲁路伦罗洛吕玛马麦曼芒毛梅\
门蒙孟米密敏明缪莫墨默姆木穆那娜纳乃南内妮尼年涅宁牛纽农努诺欧帕派潘庞培佩彭皮平泼珀普齐奇奇恰钱乔切钦青琼丘\
热日荣茹瑞若撒萨塞赛桑瑟森沙莎山珊尚绍舍申圣施什诗石史士舒朔斯丝司思松苏素孙索所塔泰坦唐陶特滕提田铁汀廷通图\
托瓦万旺威韦维伟卫魏温翁沃乌吾武西希悉锡夏显香肖歇谢辛欣兴匈休修许雪逊雅亚延扬耶叶伊依易因英尤约泽扎詹珍芝治朱兹宗祖佐\
愛奧貝賓達東爾範馮岡漢懷賈傑凱庫萊賴蘭勞連龍盧魯倫羅呂瑪馬麥門緬納內寧紐農諾歐龐齊錢喬瓊榮薩賽聖紹蘇孫湯陶鐵圖萬韋衛溫烏錫顯謝許遜亞揚葉約澤詹";

/// Those of them that hardly stand for anything else.
const ONLY_SOUNDS: &str = "阿埃艾奥巴拜邦贝彬伯勃查茨戴丹德登邓迪蒂杜顿厄恩尔凡菲芬弗夫甘冈戈格葛瓜圭哈汉豪赫亨霍吉贾简杰\
凯坎康科克肯库夸奎昆拉莱赖兰朗劳勒雷蕾莉丽廉琳龙卢鲁伦罗洛吕玛马麦曼芒蒙孟米缪莫默姆穆那娜妮尼涅纽诺欧帕潘庞培佩彭珀普齐琪恰乔琼\
茹瑞若撒萨塞桑瑟森莎珊绍圣施朔斯丝苏索塔泰坦唐陶特滕汀廷托瓦威韦维魏翁沃乌西锡夏香谢辛欣匈雅亚耶伊尤约泽扎詹兹祖佐\
愛奧貝爾範馮岡漢賈傑凱庫萊賴蘭勞龍盧魯倫羅呂瑪馬麥緬納紐諾歐龐齊喬瓊薩賽聖紹蘇陶韋衛烏錫謝亞約澤詹娜";

/// True for a character that hardly stands for anything but a sound.
pub(super) fn is_only_sound(c: char) -> bool {
    static SET: LazyLock<HashSet<char>> = LazyLock::new(|| ONLY_SOUNDS.chars().collect());
    SET.contains(&c)
}

/// The classes of consonants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Lip,
    Mouth,
    Wind,
    Tongue,
    Nose,
    Liquid,
    Throat,
    Hiss,
    Breath,
    /// g before e and i, j: hissed or not.
    Soft,
}

/// The consonants of a name in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skeleton(Vec<Class>);

/// True for a character that mostly stands for a sound.
pub(super) fn is_sound(c: char) -> bool {
    static SET: LazyLock<HashSet<char>> = LazyLock::new(|| SOUNDS.chars().collect());
    SET.contains(&c)
}

impl Skeleton {
    /// Of an English name.
    pub(super) fn english(name: &str) -> Self {
        let letters: Vec<char> =
            name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let mut out = Vec::new();
        let mut i = 0;
        while i < letters.len() {
            let next = letters.get(i + 1).copied().unwrap_or(' ');
            let soft = matches!(next, 'e' | 'i' | 'y');
            let (class, taken) = match (letters[i], next) {
                ('p', 'h') => (Some(Class::Wind), 2),
                ('g', 'h') => (None, 2),
                ('c' | 's', 'h') | ('s' | 't', 'c' | 's' | 'z') => (Some(Class::Hiss), 2),
                ('c', 'k') => (Some(Class::Throat), 2),
                ('t', 'h') => (Some(Class::Tongue), 2),
                ('k', 'n') if i == 0 => (None, 1),
                ('b' | 'p', _) => (Some(Class::Lip), 1),
                ('m', _) => (Some(Class::Mouth), 1),
                ('f' | 'v' | 'w', _) => (Some(Class::Wind), 1),
                ('d' | 't', _) => (Some(Class::Tongue), 1),
                ('n' | 'ñ', _) => (Some(Class::Nose), 1),
                ('l' | 'r', _) => (Some(Class::Liquid), 1),
                ('c', _) if soft => (Some(Class::Hiss), 1),
                ('g' | 'j', _) if soft || letters[i] == 'j' => (Some(Class::Soft), 1),
                ('x', _) => {
                    out.push(Class::Throat);
                    (Some(Class::Hiss), 1)
                }
                ('g' | 'k' | 'c' | 'q', _) => (Some(Class::Throat), 1),
                ('s' | 'z' | 'ş' | 'š' | 'ž' | 'č', _) => (Some(Class::Hiss), 1),
                ('h', _) => (Some(Class::Breath), 1),
                _ => (None, 1),
            };
            // A doubled letter is one sound.
            let doubled = i > 0 && letters[i] == letters[i - 1];
            out.extend(class.filter(|_| !doubled));
            i += taken;
        }
        Self(out)
    }

    /// Of Chinese characters by their syllables.
    pub(super) fn chinese(characters: impl Iterator<Item = char>) -> Self {
        Self(characters.flat_map(|c| Voice::of(c).0).flatten().collect())
    }

    /// How many consonants there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// True if one may be the sound of the other: few consonants are left over or differ, up to so many
    /// tenths for each.
    pub(super) fn like(&self, other: &Self, tolerance: usize) -> bool {
        if far_apart(self.len(), other.len()) {
            return false;
        }
        let mut costs = Costs::new(other);
        self.0.iter().for_each(|class| costs.hear(*class));
        costs.are_low(tolerance)
    }

    /// True if a piece of `voices` may be the sound of this name.
    pub(super) fn stands_in(&self, voices: &[Voice], tolerance: usize) -> bool {
        let mut costs = Costs::new(self);
        (0..voices.len()).any(|start| {
            costs.start();
            let piece = voices[start..].iter().take(self.len() + 2).take_while(|voice| !voice.is_pause());
            piece.into_iter().any(|voice| {
                voice.0.iter().flatten().for_each(|class| costs.hear(*class));
                costs.are_low(tolerance)
            })
        })
    }
}

/// True where one name has so many consonants more that they cannot be the same.
fn far_apart(one: usize, other: usize) -> bool {
    one.abs_diff(other) * 2 > one.max(other) + 1
}

/// The consonants of one character: at its start, and a nose at its end; of a pause, none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Voice([Option<Class>; 2], bool);

impl Voice {
    /// What parts two names.
    pub(super) const PAUSE: Voice = Voice([None; 2], true);

    /// Of a Chinese character by its syllable.
    pub(super) fn of(c: char) -> Self {
        let Some(syllable) = hanzi::syllable(c) else { return Self([None; 2], false) };
        let class = match syllable.chars().next().unwrap_or(' ') {
            'b' | 'p' => Some(Class::Lip),
            'm' => Some(Class::Mouth),
            'f' | 'w' => Some(Class::Wind),
            'd' | 't' => Some(Class::Tongue),
            'n' => Some(Class::Nose),
            'l' | 'r' => Some(Class::Liquid),
            'g' | 'k' => Some(Class::Throat),
            'h' => Some(Class::Breath),
            'j' | 'q' => Some(Class::Soft),
            'x' | 's' | 'z' | 'c' => Some(Class::Hiss),
            _ if syllable == "er" => Some(Class::Liquid),
            _ => None,
        };
        // 安, 恩, 伦: a nose at the end of the syllable
        let nose = syllable.len() > 1 && (syllable.ends_with('n') || syllable.ends_with("ng"));
        Self([class, nose.then_some(Class::Nose)], false)
    }

    /// True for what parts two names.
    pub(super) fn is_pause(self) -> bool {
        self.1
    }
}

/// What it costs to take the consonants heard so far for those of a name: a row of the table of Wagner and
/// Fischer, in tenths.
struct Costs<'a> {
    name: &'a [Class],
    row: Vec<usize>,
    heard: usize,
}

impl<'a> Costs<'a> {
    fn new(name: &'a Skeleton) -> Self {
        let mut costs = Self { name: &name.0, row: vec![0; name.len() + 1], heard: 0 };
        costs.start();
        costs
    }

    /// Nothing is heard yet.
    fn start(&mut self) {
        self.heard = 0;
        self.row[0] = 0;
        for (j, class) in self.name.iter().enumerate() {
            self.row[j + 1] = self.row[j] + drop_cost(*class);
        }
    }

    /// Hears one consonant more.
    fn hear(&mut self, x: Class) {
        effort::spend(1);
        self.heard += 1;
        let mut diagonal = self.row[0];
        self.row[0] += drop_cost(x);
        for (j, y) in self.name.iter().enumerate() {
            let change = diagonal + change_cost(x, *y);
            diagonal = self.row[j + 1];
            self.row[j + 1] = change.min(self.row[j] + drop_cost(*y)).min(diagonal + drop_cost(x));
        }
    }

    /// True where what was heard may be the name.
    fn are_low(&self, tolerance: usize) -> bool {
        let longest = self.heard.max(self.name.len());
        !far_apart(self.heard, self.name.len())
            && self.row.last().is_some_and(|cost| *cost <= longest * tolerance)
    }
}

/// Tenths of a consonant that may differ for each consonant, where nothing else is known of a name.
pub(super) const LOOSE: usize = 3;

/// The same for a name that the lexicon knows in another form.
pub(super) const STRICT: usize = 1;

/// A consonant that the other language leaves out: h, r and final n often, others seldom.
fn drop_cost(class: Class) -> usize {
    match class {
        Class::Breath => 3,
        Class::Liquid | Class::Nose => 5,
        Class::Tongue | Class::Throat | Class::Wind => 7,
        _ => 9,
    }
}

fn change_cost(a: Class, b: Class) -> usize {
    use Class::{Breath, Hiss, Lip, Mouth, Nose, Soft, Throat, Tongue, Wind};
    match (a, b) {
        _ if a == b => 0,
        (Soft, Hiss | Throat | Tongue) | (Hiss | Throat | Tongue, Soft) => 1,
        (Mouth, Nose) | (Nose, Mouth) | (Breath, Throat | Soft | Hiss) | (Throat | Soft | Hiss, Breath) => 3,
        (Tongue, Hiss) | (Hiss, Tongue) | (Wind, Breath | Lip) | (Breath | Lip, Wind) => 5,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(english: &str, chinese: &str) -> bool {
        Skeleton::english(english).like(&Skeleton::chinese(chinese.chars()), LOOSE)
    }

    #[test]
    fn transliterations() {
        for (english, chinese) in [
            ("Kavanaugh", "卡瓦诺"),
            ("Mickelson", "米克森"),
            ("Willoughby", "威洛比"),
            ("Baldwin", "鲍德温"),
            ("Manturov", "曼图罗夫"),
            ("Birmingham", "伯明翰"),
            ("Balasubramanian", "巴拉蘇布拉曼尼安"),
            ("Joanne", "乔安妮"),
            ("Harris", "哈里斯"),
        ] {
            assert!(like(english, chinese), "{english} {chinese}");
        }
        for (english, chinese) in
            [("Kavanaugh", "特朗普"), ("Baldwin", "米克森"), ("Harris", "卡瓦诺"), ("Geneva", "伦敦")]
        {
            assert!(!like(english, chinese), "{english} {chinese}");
        }
    }
}
