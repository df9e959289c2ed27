//! Migration files: plain SQL, ordered by name, for the migration tool of a program.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{Refusal, plan::Plan, planner::Planner};

use crate::{base::error::Result, catalog::Catalog};

impl Plan {
    /// Writes the script of the plan to a new file in `directory`, which is created if it does not exist, and
    /// returns its path: `V3__add_phone.sql` if two files exist already. [refinery] takes such files as they
    /// are, and so does a program that passes them to [rusqlite_migration] in the order of their numbers.
    ///
    /// Both run migrations in a transaction, where foreign keys cannot be turned off: turn them off before,
    /// for scripts that ask for it. refinery needs `set_grouped(true)`, so that a failed migration is undone.
    /// The project's `examples/migrations` have a program for each.
    ///
    /// [refinery]: https://docs.rs/refinery
    /// [rusqlite_migration]: https://docs.rs/rusqlite_migration
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// # let directory = std::env::temp_dir().join(format!("relations-write-to-{}", std::process::id()));
    /// db.execute_batch("DROP INDEX ix_posts_user_id")?;
    /// let file = SCHEMA.plan(&db)?.write_to(&directory, "index_posts")?;
    /// assert!(file.ends_with("V1__index_posts.sql"));
    /// # std::fs::remove_dir_all(&directory).expect("the directory was made");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Refused`](crate::Error::Refused) if the plan is empty or cannot be carried out, if the name
    /// is not made of letters, digits and `_`, and if the file cannot be written. No file is ever
    /// overwritten.
    pub fn write_to(&self, directory: impl AsRef<Path>, name: &str) -> Result<PathBuf> {
        let directory = directory.as_ref();
        if name.is_empty() || !name.chars().all(|each| each.is_alphanumeric() || each == '_') {
            let problem = format!("`{name}` cannot be part of a file's name: use letters, digits and `_`");
            return Err(Refusal::File { path: directory.to_owned(), problem }.into());
        }
        if self.is_empty() {
            let problem = "the plan is empty: there is nothing to write".to_owned();
            return Err(Refusal::File { path: directory.to_owned(), problem }.into());
        }
        self.permit(super::Consent::Destructive)?;
        std::fs::create_dir_all(directory).map_err(|error| failed(directory, &error))?;
        let last = numbered(directory)?.last().map_or(0, |(number, _)| *number);
        let path = directory.join(format!("V{}__{name}.sql", last + 1));
        write_new(&path, &self.sql()).map_err(|error| failed(&path, &error))?;
        Ok(path)
    }
}

/// Writes a file that must not exist yet; an incomplete one is removed again.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}

impl Planner {
    /// Plans for the schema that the migration files of a directory create in an empty database: the changes
    /// are the drift of a database from them, whatever the models declare.
    ///
    /// The files are those that [`Plan::write_to`] writes, `V…__….sql`, and similar ones, such as
    /// `1_start.sql` or `0002-next.sql`. They run in the order of their numbers, with foreign keys off.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::evolution::Planner;
    ///
    /// # let directory = std::env::temp_dir().join(format!("relations-of-files-{}", std::process::id()));
    /// let empty = relations::open_in_memory()?;
    /// SCHEMA.plan(&empty)?.write_to(&directory, "start")?;
    /// assert!(Planner::of_files(&directory)?.plan(&db)?.is_empty());
    ///
    /// db.execute_batch("ALTER TABLE users ADD COLUMN fax TEXT")?;
    /// let drift = Planner::of_files(&directory)?.plan(&db)?;
    /// assert_eq!(drift.changes().len(), 1);
    /// # std::fs::remove_dir_all(&directory).expect("the directory was made");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Refused`](crate::Error::Refused) if a file cannot be read, or if SQLite refuses a statement
    /// in it.
    pub fn of_files(directory: impl AsRef<Path>) -> Result<Self> {
        let db = Connection::open_in_memory()?;
        db.pragma_update(None, "foreign_keys", false)?;
        for (_, path) in numbered(directory.as_ref())? {
            let script = std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
            db.execute_batch(&script)
                .map_err(|error| Refusal::File { path: path.clone(), problem: error.to_string() })
                .map_err(crate::Error::from)?;
        }
        Ok(Self::to(Catalog::read(&db)?))
    }
}

/// Lists the migration files of a directory by their numbers, in order. Two files with the same number are an
/// error.
fn numbered(directory: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let mut found: Vec<(u64, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(|error| failed(directory, &error))? {
        let path = entry.map_err(|error| failed(directory, &error))?.path();
        let is_sql = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sql"));
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let digits: String =
            stem.trim_start_matches(['V', 'v']).chars().take_while(char::is_ascii_digit).collect();
        if let Some(number) = digits.parse().ok().filter(|_| is_sql) {
            found.push((number, path));
        }
    }
    found.sort();
    for pair in found.windows(2) {
        if let [(one, _), (other, path)] = pair
            && one == other
        {
            let problem = format!("another file has the number {one} too: give each its own");
            return Err(Refusal::File { path: path.clone(), problem }.into());
        }
    }
    Ok(found)
}

fn failed(path: &Path, error: &io::Error) -> crate::Error {
    Refusal::File { path: path.to_owned(), problem: error.to_string() }.into()
}
