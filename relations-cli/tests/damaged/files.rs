//! The files before they are damaged: every format that SQLite has, with content in all of its structures.

use std::{fs, path::Path};

use relations::rusqlite::{self, Connection, params};

use crate::{models::SCHEMA, random::Random};

/// A database as it is on the disk.
#[derive(Clone)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
    /// The write-ahead log, if it has content.
    pub wal: Vec<u8>,
    pub page_size: usize,
}

impl File {
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        for suffix in ["-journal", "-shm"] {
            _ = fs::remove_file(beside(path, suffix));
        }
        fs::write(path, &self.bytes)?;
        let wal = beside(path, "-wal");
        if self.wal.is_empty() {
            _ = fs::remove_file(wal);
            return Ok(());
        }
        fs::write(wal, &self.wal)
    }
}

/// Returns the path of a file that SQLite keeps beside a database.
pub fn beside(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A schema as of an older program: rowids that are never used again, types of other databases, a partial and
/// an expression index, a view and a trigger.
const OLDER: &str = "
CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(40) NOT NULL, email VARCHAR(80) UNIQUE,
    rating DOUBLE NOT NULL);
CREATE INDEX ix_author_name ON author (name);
CREATE TABLE book (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES author ON DELETE CASCADE, prequel_id INT REFERENCES book,
    pages INT NOT NULL CHECK (pages >= 0), price NUMERIC, published BOOLEAN NOT NULL, cover BLOB,
    UNIQUE (author_id, title));
CREATE INDEX ix_book_price ON book (price) WHERE price IS NOT NULL;
CREATE INDEX ix_book_prequel_id ON book (prequel_id);
CREATE INDEX ix_book_long ON book (length(title));
CREATE TABLE card (code VARCHAR(20) PRIMARY KEY NOT NULL, author_id INT NOT NULL UNIQUE REFERENCES author) WITHOUT ROWID;
CREATE TABLE tag (name VARCHAR(20) PRIMARY KEY NOT NULL, weight INT NOT NULL);
CREATE TABLE tagging (book_id INT NOT NULL REFERENCES book ON DELETE CASCADE, tag_name TEXT NOT NULL REFERENCES tag,
    note TEXT, PRIMARY KEY (book_id, tag_name)) WITHOUT ROWID;
CREATE INDEX ix_tagging_tag_name ON tagging (tag_name);
CREATE VIEW long_book AS SELECT * FROM book WHERE pages > 100;
CREATE TRIGGER book_deleted AFTER DELETE ON book BEGIN UPDATE author SET rating = rating - 1 WHERE id = old.author_id; END;";

/// A schema without anything that the models promise: no key, no type, no constraint.
const LOOSE: &str = "
CREATE TABLE author (id, name, email, rating);
CREATE INDEX ix_author_name ON author (name);
CREATE TABLE book (id, title, author_id, prequel_id, pages, price, published, cover);
CREATE INDEX ix_book_prequel_id ON book (prequel_id);
CREATE INDEX ix_book_author_id ON book (author_id);
CREATE TABLE card (code, author_id);
CREATE TABLE tag (name, weight);
CREATE TABLE tagging (book_id, tag_name, note);";

/// Makes one file of each kind.
pub fn files(folder: &Path) -> rusqlite::Result<Vec<File>> {
    let models = SCHEMA.ddl();
    let mut files = Vec::new();
    for (at, (page_size, encoding, vacuum, wal, ddl)) in [
        (512, "UTF-8", 0, false, models.as_str()),
        (1024, "UTF-16le", 1, false, models.as_str()),
        (4096, "UTF-8", 0, true, models.as_str()),
        (65_536, "UTF-16be", 0, true, models.as_str()),
        (512, "UTF-16be", 2, true, OLDER),
        (1024, "UTF-8", 0, false, OLDER),
        (4096, "UTF-16le", 0, false, OLDER),
        (512, "UTF-8", 0, false, LOOSE),
        (1024, "UTF-16le", 0, true, LOOSE),
    ]
    .into_iter()
    .enumerate()
    {
        let path = folder.join(format!("whole{at}.db"));
        for suffix in ["", "-wal", "-shm", "-journal"] {
            _ = fs::remove_file(beside(&path, suffix));
        }
        let kind = match ddl {
            OLDER => "older",
            LOOSE => "loose",
            _ => "models",
        };
        let journal = if wal { "WAL" } else { "DELETE" };
        let db = Connection::open(&path)?;
        db.execute_batch(&format!(
            "PRAGMA page_size = {page_size}; PRAGMA encoding = '{encoding}'; PRAGMA auto_vacuum = {vacuum};
             PRAGMA journal_mode = {journal}; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; {ddl}"
        ))?;
        if wal {
            // Half of the content is in the file, the other half in the log.
            db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        }
        fill(&db, ddl == LOOSE)?;
        let read = |suffix| fs::read(beside(&path, suffix)).unwrap_or_default();
        files.push(File {
            name: format!("{kind}, pages of {page_size}, {encoding}, auto_vacuum {vacuum}, {journal}"),
            bytes: read(""),
            wal: read("-wal"),
            page_size,
        });
    }
    Ok(files)
}

fn fill(db: &Connection, loose: bool) -> rusqlite::Result<()> {
    let mut random = Random(7);
    db.execute_batch("BEGIN")?;
    for id in 1..=24_i64 {
        let email = (id % 3 > 0).then(|| format!("author{id}@example.com"));
        let rating = f64::from(u32::try_from(id).unwrap_or_default()) / 4.0;
        db.execute(
            "INSERT INTO author VALUES (?, ?, ?, ?)",
            params![id, format!("Größe {}", id % 9), email, rating],
        )?;
        if id % 2 == 0 {
            db.execute("INSERT INTO card VALUES (?, ?)", params![format!("C-{id}"), id])?;
        }
    }
    for id in 1..=9_i64 {
        db.execute("INSERT INTO tag VALUES (?, ?)", params![format!("tag {id}"), id])?;
    }
    for id in 1..=90_i64 {
        let prequel = (id % 4 == 0).then_some(id / 2);
        let price = (id % 5 > 0).then(|| f64::from(u32::try_from(id).unwrap_or_default()) * 1.5);
        let cover = (id % 6 == 0).then(|| vec![7_u8; random.below(4_000)]);
        let title = format!("Title {id} {}", "lang ".repeat(random.below(30)));
        let values = params![id, title, 1 + id % 24, prequel, id * 10, price, id % 2, cover];
        db.execute("INSERT INTO book VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)?;
        for tag in 0..id % 4 {
            let values = params![id, format!("tag {}", 1 + (id + tag) % 9), (tag == 1).then_some("noted")];
            db.execute("INSERT INTO tagging VALUES (?, ?, ?)", values)?;
        }
    }
    // Their pages are free afterwards.
    db.execute_batch("DELETE FROM tagging WHERE book_id % 11 = 1; DELETE FROM book WHERE id % 11 = 1 AND id NOT IN (SELECT prequel_id FROM book WHERE prequel_id IS NOT NULL)")?;
    if loose {
        db.execute_batch(
            "INSERT INTO author VALUES (3, 'Twice', 'author4@example.com', 1), (NULL, NULL, NULL, NULL), ('5', 5, 5, '5'), (6.0, x'00', '', 'x');
             INSERT INTO card VALUES ('C-2', 2), ('C-2', 4), (NULL, NULL), ('D', 99);
             INSERT INTO tag VALUES ('tag 1', 100), ('TAG 2', 1), (NULL, NULL), (7, 7);
             INSERT INTO book VALUES (101, 'Own', 1, 101, -5, 'cheap', 7, 'cover'), (102, 'Ring', 2, 103, 1, 1, 1, NULL),
                 (103, 'Ring', 2, 102, 1, 1, 0, 5), (104, 'No author', 999, 998, 1.5, NULL, NULL, NULL), (2, 'Twice', '3', '4', '5', '6', '1', '');
             INSERT INTO tagging VALUES (2, 'tag 1', NULL), (2, 'tag 1', NULL), (999, 'tag 1', 1), (3, 'none', NULL), (NULL, NULL, NULL);",
        )?;
    }
    db.execute_batch("COMMIT")
}
