//! Cutting an article into segments and passages.
