//! The command-line tool `relations`; everything about it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    relations_cli::tool()
}
