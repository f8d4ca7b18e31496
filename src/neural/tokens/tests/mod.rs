//! The whole of the room: against other implementations, and against hostile files.

mod outside;
