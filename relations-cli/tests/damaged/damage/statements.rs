//! Damages the schema and the rows by statements, past everything that would refuse it.

use relations::rusqlite::{Connection, Result, types::Value};

use crate::random::Random;

const COLUMNS: [(&str, &[&str]); 5] = [
    ("author", &["id", "name", "email", "rating"]),
    ("book", &["id", "title", "author_id", "prequel_id", "pages", "price", "published", "cover"]),
    ("card", &["code", "author_id"]),
    ("tag", &["name", "weight"]),
    ("tagging", &["book_id", "tag_name", "note"]),
];

/// The number of kinds of damage.
pub const KINDS: usize = 9;

/// An object of the schema: its rowid, its text, and the page that it begins on.
type Object = (i64, String, i64);

/// Does some damage, and returns its description.
pub fn damage(db: &Connection, kind: usize, random: &mut Random) -> Result<String> {
    db.execute_batch(
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON;
         PRAGMA synchronous = OFF",
    )?;
    let objects: Vec<Object> = db
        .prepare("SELECT rowid, coalesce(sql, ''), rootpage FROM sqlite_schema ORDER BY rowid")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_>>()?;
    match kind {
        0 => text_of_schema(db, &objects, random),
        1 => root_of_schema(db, &objects, random),
        2 => row_of_schema(db, &objects, random),
        3 => indexes(db),
        4 | 5 => values(db, &objects, random),
        6 => keys(db, random),
        7 => texts(db, random),
        _ => Ok("nothing".into()),
    }
}

fn text_of_schema(db: &Connection, objects: &[Object], random: &mut Random) -> Result<String> {
    let (row, sql, _) = random.pick(objects);
    let text = mutated(sql, random);
    db.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (&text, row))?;
    Ok(format!("the schema says {text:?}"))
}

fn root_of_schema(db: &Connection, objects: &[Object], random: &mut Random) -> Result<String> {
    let (row, sql, _) = random.pick(objects);
    let any = i64::try_from(random.below(400)).unwrap_or_default() - 2;
    let root = if random.below(2) == 0 { random.pick(objects).2 } else { any };
    db.execute("UPDATE sqlite_schema SET rootpage = ? WHERE rowid = ?", (root, row))?;
    Ok(format!("root {root} for {sql:?}"))
}

fn row_of_schema(db: &Connection, objects: &[Object], random: &mut Random) -> Result<String> {
    let (row, sql, _) = random.pick(objects);
    let change = *random.pick(&[
        "DELETE FROM sqlite_schema WHERE rowid = ?",
        "UPDATE sqlite_schema SET name = 'book' WHERE rowid = ?",
        "UPDATE sqlite_schema SET tbl_name = 'tag' WHERE rowid = ?",
        "UPDATE sqlite_schema SET type = 'view' WHERE rowid = ?",
        "UPDATE sqlite_schema SET type = 7, name = NULL WHERE rowid = ?",
        "UPDATE sqlite_schema SET sql = CAST(x'ff80fe' AS TEXT) WHERE rowid = ?",
        "UPDATE sqlite_schema SET name = CAST(x'ff80fe' AS TEXT) WHERE rowid = ?",
        "UPDATE sqlite_schema SET sql = NULL WHERE rowid = ?",
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE rowid = ?",
    ]);
    db.execute(change, [row])?;
    Ok(format!("{change} with {sql:?}"))
}

/// Changes rows while the schema does not list their indexes; those with a text can be hidden.
fn indexes(db: &Connection) -> Result<String> {
    db.execute_batch(
        "CREATE TEMP TABLE hidden AS SELECT * FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL;
         DELETE FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL;
         PRAGMA writable_schema = RESET;
         UPDATE author SET name = name || id WHERE id % 3 = 1;
         DELETE FROM book WHERE id % 7 = 2;
         UPDATE book SET price = price + 1, prequel_id = NULL WHERE id % 5 = 1;
         PRAGMA writable_schema = ON;
         INSERT INTO main.sqlite_schema SELECT * FROM hidden",
    )?;
    Ok("indexes that the rows disagree with".into())
}

/// Writes values of every type into STRICT tables, and NULL into NOT NULL columns, while the schema does not
/// refuse them.
fn values(db: &Connection, objects: &[Object], random: &mut Random) -> Result<String> {
    db.execute_batch(
        "UPDATE sqlite_schema SET sql = replace(replace(replace(sql, 'STRICT, ', ''), 'STRICT', ''), 'NOT NULL', '')
             WHERE type = 'table' AND name NOT LIKE 'sqlite%';
         PRAGMA writable_schema = RESET; PRAGMA writable_schema = ON",
    )?;
    let mut said = String::new();
    for _ in 0..=random.below(5) {
        let (table, columns) = random.pick(&COLUMNS);
        let (key, column, value, some) = (columns[0], random.pick(columns), value(random), random.below(6));
        said += &format!("{table}.{column} = {value:?}; ");
        let is_text = matches!(&value, Value::Blob(_)) && random.below(2) == 0;
        let new = if is_text { "CAST(?1 AS TEXT)" } else { "?1" };
        let place = format!("(SELECT count(*) FROM {table} AS other WHERE other.{key} < {table}.{key})");
        let change = format!("UPDATE OR IGNORE {table} SET {column} = {new} WHERE {place} % 6 = {some}");
        if let Err(error) = db.execute(&change, [value]) {
            said += &format!("({error}) ");
        }
    }
    for (row, sql, _) in objects {
        db.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ? AND sql IS NOT NULL", (sql, row))?;
    }
    Ok(said)
}

/// Makes rows whose foreign keys, trees and pairs lead nowhere, or in circles.
fn keys(db: &Connection, random: &mut Random) -> Result<String> {
    let change = *random.pick(&[
        "DELETE FROM author WHERE id % 5 = 2",
        "UPDATE book SET author_id = 1000 + author_id WHERE id % 6 = 3",
        "UPDATE book SET prequel_id = 1000 WHERE id % 6 = 3",
        "UPDATE book SET prequel_id = id WHERE id = 12",
        "UPDATE book SET prequel_id = 91 - id",
        "UPDATE book SET prequel_id = id - 1",
        "DELETE FROM tag WHERE weight % 3 = 1",
        "DELETE FROM book WHERE id % 3 = 1",
        "UPDATE card SET author_id = -author_id",
        "UPDATE tagging SET tag_name = upper(tag_name) WHERE book_id % 2 = 0",
    ]);
    db.execute_batch(change)?;
    Ok(change.into())
}

/// Writes texts that are not UTF-8, or not UTF-16.
fn texts(db: &Connection, random: &mut Random) -> Result<String> {
    let bytes: Vec<u8> = (0..=random.below(8)).map(|_| random.byte() | 0x80).collect();
    let (table, column) = *random.pick(&[
        ("author", "name"),
        ("author", "email"),
        ("book", "title"),
        ("tag", "name"),
        ("tagging", "note"),
        ("card", "code"),
    ]);
    let change =
        format!("UPDATE OR IGNORE {table} SET {column} = CAST(?1 AS TEXT) WHERE length({column}) % 3 = 1");
    db.execute(&change, [&bytes])?;
    Ok(format!("{table}.{column} holds {bytes:?}"))
}

fn value(random: &mut Random) -> Value {
    let number = i64::try_from(random.below(200)).unwrap_or_default() - 20;
    match random.below(9) {
        0 => Value::Null,
        1 => Value::Integer(number),
        2 => Value::Integer(*random.pick(&[i64::MIN, i64::MAX, 1 << 40])),
        3 => Value::Real(*random.pick(&[0.5, -0.0, 1e300, f64::INFINITY, 9.3e18, 3.0])),
        4 => Value::Text(number.to_string()),
        5 => Value::Text((*random.pick(&["", "x", "1e3", " 7", "true", "nul\0within", "tag 1"])).to_owned()),
        _ => Value::Blob((0..random.below(6)).map(|_| random.byte()).collect()),
    }
}

/// Returns a text with a piece removed, doubled, replaced or cut.
fn mutated(sql: &str, random: &mut Random) -> String {
    let chars: Vec<char> = sql.chars().collect();
    if chars.is_empty() {
        return "CREATE TABLE".into();
    }
    let at = random.below(chars.len());
    let end = (at + 1 + random.below(12)).min(chars.len());
    let piece: String = chars[at..end].iter().collect();
    let (head, tail): (String, String) = (chars[..at].iter().collect(), chars[end..].iter().collect());
    match random.below(6) {
        0 => head + &tail,
        1 => format!("{head}{piece}{piece}{tail}"),
        2 => head,
        3 => format!(
            "{head}{}{tail}",
            random.pick(&[
                "\"",
                "'",
                "(",
                ")",
                ",",
                "--",
                "/*",
                "\u{0}",
                "`",
                "[",
                "CHECK (",
                " AS (1) ",
                " COLLATE nowhere ",
                " REFERENCES no_such (x) ",
                " GENERATED ALWAYS AS (id) "
            ])
        ),
        4 => {
            let other = *random.pick(&["TEXT", "BLOB", "ANY", "", "REAL"]);
            sql.replacen("INTEGER", other, 1 + random.below(3))
        }
        _ => {
            let word =
                *random.pick(&["author", "name", "book", "TEXT", "NOT NULL", "UNIQUE", "STRICT", "id"]);
            let other = *random.pick(&["book", "tag", "x", "", "WITHOUT ROWID"]);
            sql.replace(word, other)
        }
    }
}
