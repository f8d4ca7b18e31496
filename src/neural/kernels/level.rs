//! Which instructions the kernels use: the best that the processor has, or fewer where the user says so.

use std::{
    fmt,
    str::FromStr,
    sync::{LazyLock, OnceLock},
};

use pulp::{Arch, WithSimd};

/// Sets of instructions that kernels are written for, each of which holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What every processor of its kind has; on ARM that is NEON.
    Plain,
    /// AVX2, FMA and F16C: x86 processors since 2013.
    Avx2,
    /// AVX-512 with VNNI: x86 servers since 2019, many others since.
    Avx512,
}

/// The level in force, once something has asked for it.
static CHOSEN: OnceLock<Level> = OnceLock::new();

/// The variable that says what tests run by.
#[cfg(test)]
pub(in crate::neural) const FORCED: &str = "ZHAIYI_TEST_LEVEL";

static BEST: LazyLock<Level> = LazyLock::new(|| {
    #[cfg(target_arch = "x86_64")]
    {
        use pulp::x86::{V3, V4};
        let has_f16c = is_x86_feature_detected!("f16c");
        if V4::try_new().is_some() && has_f16c && is_x86_feature_detected!("avx512vnni") {
            return Level::Avx512;
        }
        if V3::try_new().is_some() && has_f16c {
            return Level::Avx2;
        }
    }
    Level::Plain
});

/// Why a level cannot be chosen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LevelError {
    /// The word names none.
    #[error("it is one of auto, avx512, avx2, plain")]
    Unknown,
    /// The instructions are not there.
    #[error("this processor runs the kernels up to {best} only")]
    Lacking {
        /// The best that it runs.
        best: Level,
    },
    /// The kernels ran already.
    #[error("the kernels run by {chosen} already")]
    Late {
        /// What they run by.
        chosen: Level,
    },
}

impl Level {
    /// All of them, the plainest first.
    pub const ALL: [Level; 3] = [Level::Plain, Level::Avx2, Level::Avx512];

    /// The best that this processor runs.
    pub fn best() -> Level {
        *BEST
    }

    /// The level in force: the one that was chosen, or the best.
    pub fn current() -> Level {
        *CHOSEN.get_or_init(Level::by_itself)
    }

    #[cfg(not(test))]
    fn by_itself() -> Level {
        Level::best()
    }

    /// In tests the environment may say: see `neural::tests`.
    #[cfg(test)]
    fn by_itself() -> Level {
        std::env::var(FORCED).map_or_else(|_| Level::best(), |level| level.parse().expect("a level"))
    }

    /// Makes this the level of all kernels, for as long as the process runs; to be done before any of them does.
    ///
    /// # Errors
    /// When the processor lacks the instructions, or kernels of another level ran already.
    pub fn choose(self) -> Result<(), LevelError> {
        if self > Level::best() {
            return Err(LevelError::Lacking { best: Level::best() });
        }
        let chosen = *CHOSEN.get_or_init(|| self);
        if chosen == self { Ok(()) } else { Err(LevelError::Late { chosen }) }
    }

    /// Are floats multiplied and added in one step, rounded once? It changes bits, so it is a part of recipes.
    pub fn is_fused(self) -> bool {
        self > Level::Plain || super::PLAIN_IS_FUSED
    }

    /// Runs a loop as compiled for this level. For a loop to be compiled so, all it calls must be inlined.
    pub(in crate::neural) fn run<Work: WithSimd>(self, work: Work) -> Work::Output {
        self.arch().dispatch(work)
    }

    fn arch(self) -> Arch {
        #[cfg(target_arch = "x86_64")]
        {
            use pulp::x86::{V3, V4};
            match self {
                Level::Avx512 => V4::try_new().map_or(Arch::Scalar, Arch::V4),
                Level::Avx2 => V3::try_new().map_or(Arch::Scalar, Arch::V3),
                Level::Plain => Arch::Scalar,
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        Arch::new()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Plain if cfg!(target_arch = "aarch64") => "NEON",
            Level::Plain => "plain",
            Level::Avx2 => "AVX2",
            Level::Avx512 => "AVX-512 VNNI",
        })
    }
}

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Level, LevelError> {
        match text {
            "auto" => Ok(Level::best()),
            "avx512" => Ok(Level::Avx512),
            "avx2" => Ok(Level::Avx2),
            "plain" => Ok(Level::Plain),
            _ => Err(LevelError::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_told_by_word_and_those_that_lack_are_refused() {
        assert_eq!("auto".parse(), Ok(Level::best()));
        assert_eq!("avx2".parse(), Ok(Level::Avx2));
        assert_eq!("sse".parse::<Level>(), Err(LevelError::Unknown));
        for level in Level::ALL.into_iter().filter(|level| *level > Level::best()) {
            assert_eq!(level.choose(), Err(LevelError::Lacking { best: Level::best() }));
        }
        // Other tests run by the best; that one may be chosen again and again.
        assert_eq!(Level::current().choose(), Ok(()));
    }
}
