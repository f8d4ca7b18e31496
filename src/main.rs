//! The `zhaiyi` command: a thin shell over the library. Everything it does is in `cli`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
