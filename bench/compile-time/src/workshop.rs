//! Writing a contestant's crate and building it, with the clock running.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use crate::{contestant::Contestant, graph::Model};

const PROFILE: &str = "\n[profile.dev]\n# What the compiler does is of interest, not what the linker does with it.\nincremental = true\n";

/// A crate that is there to be built.
pub struct Workshop {
    folder: PathBuf,
    /// The module that is touched, with its text as it was written.
    touched: (PathBuf, String),
}

/// What a build took.
#[derive(Clone, Copy)]
pub struct Took {
    pub wall: Duration,
    /// The processor time of all processes.
    pub work: Duration,
}

#[derive(Clone, Copy)]
pub enum Goal {
    Check,
    Build,
}

impl Goal {
    fn command(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}

impl Workshop {
    /// Writes the crate; what was built of its dependencies stays, and so do files that are the same.
    pub fn write(contestant: &Contestant, models: &[Model]) -> Result<Self, Box<dyn Error>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/crates").join(contestant.name);
        let source = folder.join("src");
        fs::create_dir_all(&source)?;
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"models\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}{PROFILE}",
            (contestant.dependencies)()
        );
        write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
        // What it holds may be an attribute of the crate, so it comes first.
        let mut root = (contestant.root)(models);
        for model in models {
            root += &format!("pub mod {};\n", model.name());
        }
        write_if_changed(&source.join("lib.rs"), &root)?;
        for model in models {
            write_if_changed(&source.join(model.name()).with_extension("rs"), &(contestant.module)(model))?;
        }
        // One in the middle, with relations in both directions.
        let middle = &models[models.len() / 2];
        let touched = source.join(middle.name()).with_extension("rs");
        Ok(Self { folder, touched: (touched, (contestant.module)(middle)) })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Builds the dependencies from nothing, and the crate without a model in it.
    pub fn dependencies(&self, goal: Goal) -> Result<Took, Box<dyn Error>> {
        let root = self.folder.join("src/lib.rs");
        let text = fs::read_to_string(&root)?;
        fs::write(&root, "")?;
        let built = self.folder.join("target");
        if built.exists() {
            fs::remove_dir_all(built)?;
        }
        let took = self.cargo(&[goal.command()]);
        fs::write(&root, text)?;
        took
    }

    /// Builds the crate from nothing, its dependencies being there.
    pub fn anew(&self, goal: Goal) -> Result<Took, Box<dyn Error>> {
        self.cargo(&[goal.command()])?;
        self.cargo(&["clean", "--package", "models"])?;
        self.cargo(&[goal.command()])
    }

    /// Builds the crate again after a line was put above one model.
    pub fn after_a_touch(&self, goal: Goal, round: usize) -> Result<Took, Box<dyn Error>> {
        let (path, text) = &self.touched;
        self.cargo(&[goal.command()])?;
        fs::write(path, format!("//! Touched in round {round}.{}\n{text}", "\n//!".repeat(round)))?;
        self.cargo(&[goal.command()])
    }

    fn cargo(&self, arguments: &[&str]) -> Result<Took, Box<dyn Error>> {
        let worked = work_of_children();
        let start = Instant::now();
        let output = Command::new(env!("CARGO")).args(arguments).current_dir(&self.folder).output()?;
        let wall = start.elapsed();
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
            return Err(format!("cargo {} failed in {}", arguments.join(" "), self.folder.display()).into());
        }
        Ok(Took { wall, work: work_of_children().saturating_sub(worked) })
    }
}

fn write_if_changed(path: &Path, text: &str) -> std::io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return Ok(());
    }
    fs::write(path, text)
}

/// The processor time of all children so far, as Linux tells it in hundredths of a second; elsewhere none.
fn work_of_children() -> Duration {
    let status = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name stands in parentheses, and may hold spaces: the fields after it are counted.
    let fields = status.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks: u64 =
        fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
