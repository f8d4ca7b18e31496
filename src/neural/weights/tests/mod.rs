//! Files that are as they should be, and files of hostile people.

mod forge;
mod fuzz;
mod gguf;
mod safetensors;
mod torch;
