//! Tables that the library did not create, with columns of any declaration.

use relations::rusqlite::Connection;

use crate::{numbers::Random, open_encoded};

/// A parent, its children, their children, and a junction of parents with tags.
pub struct Tables {
    encoding: &'static str,
    pub script: String,
}

const TYPES: [&str; 9] =
    ["INTEGER", "BIGINT", "VARCHAR(20)", "TEXT", "NUMERIC", "REAL", "BLOB", "", "DATETIME"];
const STRICT_TYPES: [&str; 5] = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"];
const COLLATIONS: [&str; 4] = ["", "", " COLLATE NOCASE", " COLLATE RTRIM"];

impl Tables {
    /// Returns random tables with keys of these columns, columns that refer to them, and rows of values from
    /// `spellings`.
    pub fn any(random: &mut Random, keys: &[(&str, &str)], spellings: &[&[&str]]) -> Self {
        let strict = random.one_in(4);
        let options = |without_rowid| match (strict, without_rowid) {
            (true, true) => " STRICT, WITHOUT ROWID",
            (true, false) => " STRICT",
            (false, true) => " WITHOUT ROWID",
            (false, false) => "",
        };
        let types: &[&str] = if strict { &STRICT_TYPES } else { &TYPES };
        let column = |random: &mut Random| format!("{}{}", random.pick(types), random.pick(&COLLATIONS));
        let types_of_keys: Vec<String> = keys.iter().map(|_| column(random)).collect();
        // The column is declared like the key, or at random.
        let reference =
            |random: &mut Random, key: &String| if random.one_in(3) { key.clone() } else { column(random) };
        let mut references = || {
            let columns = keys.iter().zip(&types_of_keys);
            columns
                .map(|((_, name), key)| format!("{name} {} NOT NULL, ", reference(random, key)))
                .collect::<Vec<_>>()
                .concat()
        };
        let (of_kid, of_link) = (references(), references());
        let columns = keys.iter().zip(&types_of_keys);
        let key =
            columns.map(|((name, _), key)| format!("{name} {key} NOT NULL, ")).collect::<Vec<_>>().concat();
        let names = keys.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let refers = keys.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        let foreign_key = format!("FOREIGN KEY ({refers}) REFERENCES par ({names})");
        let (of_par, of_links, plain) =
            (options(random.one_in(3)), options(random.one_in(2)), options(false));
        let index = if random.one_in(2) {
            format!("CREATE INDEX ix_kid_{} ON kid ({refers});\n", refers.replace(", ", "_"))
        } else {
            String::new()
        };
        let mut script = format!(
            "CREATE TABLE par ({key}pos INTEGER, PRIMARY KEY ({names})){of_par};
CREATE TABLE kid (id INTEGER PRIMARY KEY, {of_kid}{foreign_key}){plain};
CREATE TABLE toy (id INTEGER PRIMARY KEY, kid_id INTEGER NOT NULL REFERENCES kid (id)){plain};
CREATE TABLE tag (id INTEGER PRIMARY KEY){plain};
CREATE TABLE link ({of_link}tag_id INTEGER NOT NULL REFERENCES tag (id), PRIMARY KEY ({refers}, tag_id), \
             {foreign_key}){of_links};
{index}"
        );
        // Several spellings of a few values, so that rows are related.
        let mut values = Vec::new();
        for _ in 0..2 {
            let one = random.pick(spellings);
            values.extend((0..3).map(|_| random.pick(one)));
        }
        let mut any = || keys.iter().map(|_| random.pick(&values)).collect::<Vec<_>>().join(", ");
        for pos in 0..4 {
            script += &format!("INSERT OR IGNORE INTO par VALUES ({}, {pos});\n", any());
        }
        for id in 1..=5 {
            script += &format!("INSERT OR IGNORE INTO kid VALUES ({id}, {});\n", any());
            script += &format!("INSERT INTO toy SELECT {id}, {id} FROM kid WHERE id = {id};\n");
        }
        script += "INSERT INTO tag VALUES (1), (2);\n";
        for tag in [1, 2, 1] {
            script += &format!("INSERT OR IGNORE INTO link VALUES ({}, {tag});\n", any());
        }
        Self { encoding: random.pick(&["UTF-8", "UTF-16le", "UTF-16be"]), script }
    }

    /// Creates a database with the tables and rows.
    pub fn create(&self) -> relations::Result<Connection> {
        let db = open_encoded(self.encoding)?;
        db.pragma_update(None, "foreign_keys", false)?;
        for statement in self.script.split_inclusive(";\n") {
            // A STRICT table refuses values of other types, which are then missing.
            if let Err(error) = db.execute_batch(statement)
                && !statement.starts_with("INSERT")
            {
                return Err(error.into());
            }
        }
        db.pragma_update(None, "foreign_keys", true)?;
        Ok(db)
    }
}
