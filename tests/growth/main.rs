//! A large schema compiles, with a compiler's default settings.
//!
//! The models are those of the benchmark of compile times, which writes the crate.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The crate's target directory: that of this workspace, which has the dependencies compiled already.
const TARGET: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
const LIBRARY: &str = env!("CARGO_MANIFEST_DIR");

#[test]
#[cfg_attr(feature = "evolution", ignore = "once is enough: the schema is proven without optional features")]
fn a_schema_of_500_models_with_3_indexes_each_compiles() -> Result<(), Box<dyn Error>> {
    let folder = write_crate()?;
    // The versions are the same as here, so that nothing else is built or fetched.
    if let Ok(lock) = fs::read(Path::new(LIBRARY).join("Cargo.lock")) {
        fs::write(folder.join("Cargo.lock"), lock)?;
    }
    let root = fs::read_to_string(folder.join("src/lib.rs"))?;
    assert_eq!(root.matches("pub mod ").count(), 500);
    assert!(!root.contains("allow"), "no lint is off");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", TARGET)
        .env_remove("CARGO_INCREMENTAL")
        .output()?;
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !words.contains("warning"), "{words}");
    Ok(())
}

/// Writes the crate. Files that have not changed stay, and are not checked again.
fn write_crate() -> Result<PathBuf, Box<dyn Error>> {
    let manifest = Path::new(LIBRARY).join("bench/compile-time/Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--manifest-path"])
        .arg(manifest)
        .args(["--", "relations", "--models", "500", "--indexes", "3", "--only-write"])
        .env_remove("CARGO_TARGET_DIR")
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().into())
}
