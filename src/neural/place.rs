//! Where a model runs: on the processor by our kernels, or on a device by Candle's operations.

use std::str::FromStr;

use candle_core::Device;

use super::Level;

/// Where a model runs.
#[derive(Debug, Clone, Default)]
pub enum Place {
    /// The processor, by our kernels.
    #[default]
    Processor,
    /// A device of Candle's, by its operations. The processor is one too: slower than our kernels, and what tests hold
    /// this path against.
    Candle(Device),
}

/// Why a model cannot run there.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// The word names no place.
    #[error("it is one of auto, cpu, cuda, metal")]
    Unknown,
    /// The program has no code for it.
    #[error(
        "this program was built without the feature {feature}; cargo install --features {feature} builds it in"
    )]
    NotBuilt {
        /// The feature of the crate.
        feature: &'static str,
    },
    /// The device does not answer.
    #[error("there is no such device here: {source}")]
    Absent {
        /// What Candle says.
        source: candle_core::Error,
    },
}

impl Place {
    /// What decides the last bits of what is computed there: a part of recipes. All processors whose instructions fuse
    /// multiplying and adding give the same.
    pub fn arithmetic(&self) -> &'static str {
        match self {
            Place::Processor if Level::current().is_fused() => "fused",
            Place::Processor => "separate",
            Place::Candle(Device::Cpu) => "candle",
            Place::Candle(Device::Cuda(_)) => "cuda",
            Place::Candle(Device::Metal(_)) => "metal",
        }
    }

    fn cuda() -> Result<Place, PlaceError> {
        if !cfg!(feature = "cuda") {
            return Err(PlaceError::NotBuilt { feature: "cuda" });
        }
        Device::new_cuda(0).map(Place::Candle).map_err(|source| PlaceError::Absent { source })
    }

    fn metal() -> Result<Place, PlaceError> {
        if !cfg!(feature = "metal") {
            return Err(PlaceError::NotBuilt { feature: "metal" });
        }
        Device::new_metal(0).map(Place::Candle).map_err(|source| PlaceError::Absent { source })
    }
}

impl FromStr for Place {
    type Err = PlaceError;

    /// `auto` is the first device that the program was built for and that is there, else the processor.
    fn from_str(text: &str) -> Result<Place, PlaceError> {
        match text {
            "auto" => Ok(Place::cuda().or_else(|_| Place::metal()).unwrap_or_default()),
            "cpu" => Ok(Place::Processor),
            "cuda" => Place::cuda(),
            "metal" => Place::metal(),
            _ => Err(PlaceError::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_not_there_says_what_to_do() {
        assert!(matches!("cpu".parse(), Ok(Place::Processor)));
        assert!("auto".parse::<Place>().is_ok());
        assert!(matches!("gpu".parse::<Place>(), Err(PlaceError::Unknown)));
        if !cfg!(feature = "cuda") {
            let error = "cuda".parse::<Place>().unwrap_err().to_string();
            assert!(error.contains("without the feature cuda; cargo install --features cuda"), "{error}");
        }
    }
}
