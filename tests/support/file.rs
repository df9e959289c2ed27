//! Database files of tests.

use std::path::PathBuf;

/// A database file for one test, which is removed when it is dropped.
pub struct File(pub PathBuf);

impl File {
    pub fn new(name: &str) -> Self {
        let name = format!("relations-{}-{}-{name}", env!("CARGO_CRATE_NAME"), std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        file.remove();
        file
    }

    /// Returns the path of a file that SQLite keeps beside it, such as `-journal`.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        let mut path = self.0.clone().into_os_string();
        path.push(suffix);
        path.into()
    }

    /// Returns the suffixes of the files beside it that exist.
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
