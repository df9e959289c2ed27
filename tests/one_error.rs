//! One mistake is one error: with incremental compilation, as developers compile, and without, as trybuild and many
//! a CI do.
//!
//! Incremental compilation makes the compiler check some things twice, so that it may report them twice. Every case
//! of `tests/ui` therefore becomes a program of one project, which cargo checks in both modes, and its errors are
//! counted. The project and its build stay in the target folder, so that a second run compiles only the cases.

use std::{
    collections::BTreeMap,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// The version of Rust whose errors are counted: others may report more or fewer.
const COUNTED_BY: &str = "rustc 1.95.";

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROJECT: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/one_error");

#[test]
#[cfg_attr(feature = "evolution", ignore = "counts without optional features, which the project has not")]
fn every_mistake_is_one_error_with_incremental_compilation_and_without() -> Result<(), Box<dyn Error>> {
    let cases = cases()?;
    write_project(&cases)?;
    let asserted = compiler()?.starts_with(COUNTED_BY);
    let mut wrong = String::new();
    for incremental in ["1", "0"] {
        let errors = check(incremental)?;
        let mut failed = 0;
        for case in cases.keys() {
            let messages = errors.get(case).map_or(&[] as &[String], Vec::as_slice);
            if messages.len() != 1 {
                failed += 1;
                writeln!(wrong, "CARGO_INCREMENTAL={incremental} {case}: {} errors", messages.len())?;
                for message in messages {
                    writeln!(wrong, "    {message}")?;
                }
            }
        }
        println!("CARGO_INCREMENTAL={incremental}: tried {}, failed {failed}", cases.len());
    }
    assert!(cases.len() > 200, "the cases have not been found");
    assert!(!asserted || wrong.is_empty(), "not one error each:\n{wrong}");
    Ok(())
}

/// Returns each case by the name of its program.
fn cases() -> std::io::Result<BTreeMap<String, PathBuf>> {
    let mut cases = BTreeMap::new();
    for topic in fs::read_dir(Path::new(ROOT).join("tests/ui"))? {
        let topic = topic?;
        for case in fs::read_dir(topic.path())? {
            let case = case?.path();
            if let (Some("rs"), Some(name)) =
                (case.extension().and_then(|it| it.to_str()), case.file_stem().and_then(|it| it.to_str()))
            {
                cases.insert(format!("{}--{name}", topic.file_name().display()), case.clone());
            }
        }
    }
    Ok(cases)
}

/// Writes one project whose programs are the cases.
fn write_project(cases: &BTreeMap<String, PathBuf>) -> std::io::Result<()> {
    let mut manifest = format!(
        "[package]\nname = \"one_error\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         relations = {{ path = {ROOT:?} }}\n"
    );
    for (name, path) in cases {
        manifest += &format!("\n[[bin]]\nname = {name:?}\npath = \"{}\"\n", path.display());
    }
    fs::create_dir_all(PROJECT)?;
    // The versions are the tested ones, if they are known.
    if let Ok(versions) = fs::read(Path::new(ROOT).join("Cargo.lock")) {
        fs::write(Path::new(PROJECT).join("Cargo.lock"), versions)?;
    }
    fs::write(Path::new(PROJECT).join("Cargo.toml"), manifest)
}

/// Returns the errors of each program.
fn check(incremental: &str) -> Result<BTreeMap<String, Vec<String>>, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--bins", "--keep-going", "--message-format=json", "--manifest-path"])
        .arg(Path::new(PROJECT).join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", Path::new(PROJECT).join("target"))
        .env("CARGO_INCREMENTAL", incremental)
        .env_remove("RUSTFLAGS")
        .output()?;
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let message = &line["message"];
        if line["reason"] != "compiler-message" || message["level"] != "error" {
            continue;
        }
        let text = message["message"].as_str().unwrap_or_default();
        // The last line of a failed compilation is not an error of its own.
        if !text.starts_with("aborting due to") {
            let name = line["target"]["name"].as_str().unwrap_or_default();
            errors.entry(name.to_owned()).or_default().push(text.to_owned());
        }
    }
    if errors.is_empty() {
        return Err(format!("nothing was checked: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(errors)
}

fn compiler() -> Result<String, Box<dyn Error>> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(String::from_utf8(Command::new(rustc).arg("--version").output()?.stdout)?)
}
