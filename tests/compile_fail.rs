//! Programs that must not compile, by topic: one mistake in each file, beside the output of the compiler.
//!
//! Compilers differ in their wording, and list the column types of every enabled feature. The output is therefore
//! compared only with one minor version of Rust and without those features; otherwise, each mistake only has to
//! fail. `TRYBUILD=overwrite cargo test --test compile_fail` rewrites the output, to be read in review.

use std::{error::Error, fs, path::Path, process::Command};

/// The version of Rust whose output is in `tests/ui`.
const WORDED_BY: &str = "rustc 1.95.";

/// Set if the compiler lists more column types than the files.
const MORE_COLUMN_TYPES: bool = cfg!(any(
    feature = "chrono",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "serde_json",
    feature = "time",
    feature = "uuid"
));

#[test]
fn mistakes_do_not_compile() -> Result<(), Box<dyn Error>> {
    if compiler()?.starts_with(WORDED_BY) && !MORE_COLUMN_TYPES {
        trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
        return Ok(());
    }
    copy_cases()?;
    let status = Command::new(std::env::current_exe()?)
        .args(["--ignored", "--exact", "copies_do_not_compile"])
        .env("TRYBUILD", "overwrite")
        .status()?;
    assert!(status.success(), "a mistake compiles");
    Ok(())
}

/// Runs as a process of the test above, without output to compare.
#[test]
#[ignore = "part of `mistakes_do_not_compile`"]
fn copies_do_not_compile() {
    trybuild::TestCases::new().compile_fail(format!("{COPIES}/*/*.rs"));
}

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ui");
const COPIES: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/ui");

fn compiler() -> Result<String, Box<dyn Error>> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(String::from_utf8(Command::new(rustc).arg("--version").output()?.stdout)?)
}

/// Copies the cases without the expected output.
fn copy_cases() -> std::io::Result<()> {
    for topic in fs::read_dir(CASES)? {
        let topic = topic?;
        let copies = Path::new(COPIES).join(topic.file_name());
        fs::create_dir_all(&copies)?;
        for case in fs::read_dir(topic.path())? {
            let case = case?.path();
            if let (Some("rs"), Some(name)) = (case.extension().and_then(|it| it.to_str()), case.file_name())
            {
                fs::copy(&case, copies.join(name))?;
            }
        }
    }
    Ok(())
}
