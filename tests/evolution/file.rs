//! Database files of tests.

/// A file of its own for a test, which is gone when the test ends.
pub struct File(pub std::path::PathBuf);

impl File {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("relations-evolution-{}-{name}", std::process::id()));
        let file = Self(path);
        file.remove();
        file
    }

    fn remove(&self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.remove();
    }
}
