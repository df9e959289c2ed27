//! Writes a contestant's crate, and builds it with the clock running.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use crate::{contestant::Contestant, graph::Model};

const PROFILE: &str = "\n[profile.dev]\n# What the compiler does is of interest, not what the linker does with it.\nincremental = true\n";

/// A crate whose build is measured.
pub struct GeneratedCrate {
    folder: PathBuf,
    /// The path of the module that is touched, and its text as it was first written.
    touched: (PathBuf, String),
}

/// The time of a build.
#[derive(Clone, Copy)]
pub struct BuildTime {
    pub wall: Duration,
    /// The processor time of all its processes.
    pub cpu: Duration,
}

/// The subcommand of cargo that is measured.
#[derive(Clone, Copy)]
pub enum Subcommand {
    Check,
    Build,
}

impl Subcommand {
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}

impl GeneratedCrate {
    /// Writes the crate. Built dependencies stay, and so do files whose text has not changed.
    pub fn write(contestant: &Contestant, models: &[Model]) -> Result<Self, Box<dyn Error>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/crates").join(contestant.name);
        let source = folder.join("src");
        fs::create_dir_all(&source)?;
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"models\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}{PROFILE}",
            (contestant.dependencies)()
        );
        write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
        // The root may begin with an attribute of the crate, so it comes before the modules.
        let mut root = (contestant.root)(models);
        for model in models {
            root += &format!("pub mod {};\n", model.name());
        }
        write_if_changed(&source.join("lib.rs"), &root)?;
        for model in models {
            write_if_changed(&source.join(model.name()).with_extension("rs"), &(contestant.module)(model))?;
        }
        // A model in the middle has relations in both directions.
        let middle = &models[models.len() / 2];
        let touched = source.join(middle.name()).with_extension("rs");
        Ok(Self { folder, touched: (touched, (contestant.module)(middle)) })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Builds the dependencies from nothing, and the crate without a model in it.
    pub fn build_dependencies(&self, subcommand: Subcommand) -> Result<BuildTime, Box<dyn Error>> {
        let root = self.folder.join("src/lib.rs");
        let text = fs::read_to_string(&root)?;
        fs::write(&root, "")?;
        let built = self.folder.join("target");
        if built.exists() {
            fs::remove_dir_all(built)?;
        }
        let took = self.cargo(&[subcommand.name()]);
        fs::write(&root, text)?;
        took
    }

    /// Builds the crate from nothing, with its dependencies built before.
    pub fn build_from_nothing(&self, subcommand: Subcommand) -> Result<BuildTime, Box<dyn Error>> {
        self.cargo(&[subcommand.name()])?;
        self.cargo(&["clean", "--package", "models"])?;
        self.cargo(&[subcommand.name()])
    }

    /// Builds the crate again after a line was added above one model.
    pub fn build_after_touch(
        &self,
        subcommand: Subcommand,
        round: usize,
    ) -> Result<BuildTime, Box<dyn Error>> {
        let (path, text) = &self.touched;
        self.cargo(&[subcommand.name()])?;
        fs::write(path, format!("//! Touched in round {round}.{}\n{text}", "\n//!".repeat(round)))?;
        self.cargo(&[subcommand.name()])
    }

    fn cargo(&self, arguments: &[&str]) -> Result<BuildTime, Box<dyn Error>> {
        let cpu = cpu_time_of_children();
        let start = Instant::now();
        let output = Command::new(env!("CARGO")).args(arguments).current_dir(&self.folder).output()?;
        let wall = start.elapsed();
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
            return Err(format!("cargo {} failed in {}", arguments.join(" "), self.folder.display()).into());
        }
        Ok(BuildTime { wall, cpu: cpu_time_of_children().saturating_sub(cpu) })
    }
}

fn write_if_changed(path: &Path, text: &str) -> std::io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return Ok(());
    }
    fs::write(path, text)
}

/// Returns the processor time of all children so far, which Linux reports in hundredths of a second; on other
/// systems, zero.
fn cpu_time_of_children() -> Duration {
    let status = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name is in parentheses and may contain spaces, so fields are counted behind it.
    let fields = status.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks: u64 =
        fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
