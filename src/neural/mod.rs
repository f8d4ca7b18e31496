//! The engines that load open language models through Candle.

pub mod tokens;
