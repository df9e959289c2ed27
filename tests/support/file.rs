//! Database files of tests.

use std::path::PathBuf;

/// A file of its own for a test, which is gone when the test ends.
pub struct File(pub PathBuf);

impl File {
    pub fn new(name: &str) -> Self {
        let name = format!("relations-{}-{}-{name}", env!("CARGO_CRATE_NAME"), std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        file.remove();
        file
    }

    /// A file that SQLite keeps beside it, as `-journal`.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        let mut path = self.0.clone().into_os_string();
        path.push(suffix);
        path.into()
    }

    /// The files beside it that are there.
    pub fn left_beside(&self) -> Vec<&'static str> {
        BESIDE.into_iter().filter(|suffix| self.beside(suffix).exists()).collect()
    }

    fn remove(&self) {
        for path in [self.0.clone()].into_iter().chain(BESIDE.map(|suffix| self.beside(suffix))) {
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.remove();
    }
}

const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];
