//! Compiles generated source: one crate for all of it, so that it is built once.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::Result;

/// The directory of the crate. Its target directory is this workspace's, which has SQLite compiled already.
const CRATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/imported");
const TARGET: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A program with modules of models.
pub struct Compiled(PathBuf);

/// Compiles modules of models, each a name and its source.
pub fn compile(modules: &[(String, String)]) -> Result<Compiled> {
    let crate_dir = Path::new(CRATE);
    if crate_dir.exists() {
        fs::remove_dir_all(crate_dir)?;
    }
    fs::create_dir_all(crate_dir.join("src"))?;
    fs::write(crate_dir.join("Cargo.toml"), manifest())?;
    // The same versions as here, so that nothing else is built or fetched.
    if let Ok(lock) = fs::read(Path::new(WORKSPACE).join("Cargo.lock")) {
        fs::write(crate_dir.join("Cargo.lock"), lock)?;
    }
    let mut lib = "#![deny(warnings)]\n#![allow(missing_docs)]\n".to_owned();
    let mut runs = String::new();
    for (name, source) in modules {
        lib += &format!("pub mod {name};\n");
        let models = source.lines().filter_map(|line| line.strip_prefix("pub struct ")?.strip_suffix(" {"));
        let counts: Vec<String> =
            models.map(|model| format!("imported::{name}::{model}::query().all(&db)?.len()")).collect();
        runs += &format!(
            "        (\"ddl\", {name:?}) => print!(\"{{}}\", imported::{name}::SCHEMA.ddl()),\n        \
             (\"verify\", {name:?}) => imported::{name}::SCHEMA.verify(&db)?,\n        \
             (\"rows\", {name:?}) => println!(\"{{}}\", [{}].iter().sum::<usize>()),\n",
            if counts.is_empty() { "0_usize".to_owned() } else { counts.join(", ") }
        );
        fs::write(crate_dir.join(format!("src/{name}.rs")), source)?;
    }
    fs::write(crate_dir.join("src/lib.rs"), lib)?;
    fs::write(crate_dir.join("src/main.rs"), MAIN.replace("RUNS", &runs))?;

    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--target-dir", TARGET, "--manifest-path"])
        .arg(crate_dir.join("Cargo.toml"))
        .output()?;
    if !built.status.success() {
        return Err(String::from_utf8_lossy(&built.stderr).into_owned().into());
    }
    Ok(Compiled(Path::new(TARGET).join(format!("debug/imported{}", std::env::consts::EXE_SUFFIX))))
}

impl Compiled {
    /// Returns `SCHEMA.ddl()` of a module.
    pub fn ddl(&self, module: &str) -> Result<String> {
        self.run("ddl", module, Path::new(":memory:"))
    }

    /// Verifies a database by `SCHEMA.verify(&db)` of a module; the error lists the differences.
    pub fn verify(&self, module: &str, database: &Path) -> Result {
        self.run("verify", module, database).map(drop)
    }

    /// Counts the rows that the models of a module read from a database.
    pub fn rows(&self, module: &str, database: &Path) -> Result<usize> {
        Ok(self.run("rows", module, database)?.trim().parse()?)
    }

    fn run(&self, verb: &str, module: &str, database: &Path) -> Result<String> {
        let output = Command::new(&self.0).args([verb, module]).arg(database).output()?;
        if !output.status.success() {
            return Err(format!("{verb} {module}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

const MAIN: &str = "\
use relations::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let db = match args[3].as_str() {
        \":memory:\" => relations::open_in_memory()?,
        file => relations::open_read_only(file)?,
    };
    match (args[1].as_str(), args[2].as_str()) {
RUNS        _ => return Err(\"nothing to do\".into()),
    }
    Ok(())
}
";

fn manifest() -> String {
    let bundled = if cfg!(feature = "bundled") { "\"bundled\", " } else { "" };
    format!(
        "[package]\nname = \"imported\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         relations = {{ path = {WORKSPACE:?}, default-features = false, \
         features = [{bundled}\"evolution\", \"chrono\", \"jiff\", \"time\"] }}\n\
         chrono = {{ version = \"0.4\", default-features = false }}\n\
         jiff = {{ version = \"0.2\", default-features = false }}\n\
         time = {{ version = \"0.3\", default-features = false }}\n\n[workspace]\n"
    )
}
