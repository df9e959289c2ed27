//! Reads the first bytes of [the file format](https://sqlite.org/fileformat2.html#the_database_header), which
//! distinguish cases that SQLite itself reports as one error.

use std::{fs::File, io::Read, path::Path};

use relations::rusqlite;

use super::describe_io;

/// The header of a database file.
pub struct Header {
    /// `true` if the database is in WAL mode.
    pub write_ahead: bool,
}

/// Reads the header of the file; the error is the problem with it.
pub fn read(path: &Path) -> Result<Header, String> {
    let found = path.metadata().map_err(|error| describe_io(&error))?;
    if found.is_dir() {
        return Err("is a directory, not a database".into());
    }
    if !found.is_file() {
        return Err("is not a file".into());
    }
    if found.len() == 0 {
        return Err("is an empty file, not a database".into());
    }
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(1024).read_to_end(&mut start))
        .map_err(|error| describe_io(&error))?;
    if !start.starts_with(b"SQLite format 3\0") {
        return Err(if looks_encrypted(&start) {
            "is not a SQLite database: its bytes look random, so it may be an encrypted one, which has to be \
             decrypted first"
                .into()
        } else {
            "is not a SQLite database".into()
        });
    }
    if start.len() < 100 {
        return Err("is damaged: it ends within its header".into());
    }
    let newer = |what: &str, found: u32, known: u32| {
        format!(
            "is in a newer format than this tool reads: {what} {found}, and SQLite {} knows {known}",
            rusqlite::version()
        )
    };
    let schema_format = u32::from_be_bytes([start[44], start[45], start[46], start[47]]);
    if start[19] > 2 {
        return Err(newer("version", start[19].into(), 2));
    }
    if schema_format > 4 {
        return Err(newer("schema format", schema_format, 4));
    }
    Ok(Header { write_ahead: start[19] == 2 })
}

/// Reports whether the bytes look encrypted: most of the 256 values occur.
fn looks_encrypted(bytes: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    // 1,024 random bytes contain about 251 of them, a text hardly more than 100.
    bytes.len() == 1024 && seen.iter().filter(|seen| **seen).count() > 220
}
