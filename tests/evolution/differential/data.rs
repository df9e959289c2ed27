//! Rows for random schemas, and other objects in their databases.

use super::model::{Column, Key, Schema, Table, quoted};
use crate::random::Random;

/// Returns the statements for rows of every table, and for views, triggers and a table of another program that
/// depend on the first.
pub fn script(schema: &Schema, random: &mut Random) -> String {
    let mut script = String::from("PRAGMA foreign_keys = OFF;\n");
    for table in &schema.tables {
        let rows = random.below(5);
        for row in 1..=rows {
            script += &insert(schema, table, row, random);
        }
        if table.key == Key::None {
            // The gap would give other rowids if rows were numbered anew.
            script += &format!("DELETE FROM {} WHERE rowid = 1;\n", quoted(&table.name));
        }
        if table.key == Key::Autoincrement && rows > 0 && random.one_in(2) {
            // The greatest key is deleted, and must not be used again.
            script += &format!("DELETE FROM {} WHERE id = {rows};\n", quoted(&table.name));
        }
    }
    // Children without parents are not an obstacle, and are not repaired either.
    if !random.one_in(4) {
        script += &delete_orphans(schema);
    }
    script += &dependents(&schema.tables[0]);
    script + "PRAGMA foreign_keys = ON;\n"
}

fn insert(schema: &Schema, table: &Table, row: usize, random: &mut Random) -> String {
    let mut columns: Vec<String> = table.key_columns().iter().map(|column| quoted(column)).collect();
    let mut values: Vec<String> = match table.key {
        Key::None => vec![],
        Key::Integer | Key::Autoincrement => vec![row.to_string()],
        Key::Text => vec![format!("'c{row}'")],
        Key::Composite => vec!["'c'".into(), row.to_string()],
    };
    for column in table.columns.iter().filter(|column| column.generated.is_none()) {
        columns.push(quoted(&column.name));
        values.push(value(schema, column, row, random));
    }
    if columns.is_empty() {
        return format!("INSERT OR IGNORE INTO {} DEFAULT VALUES;\n", quoted(&table.name));
    }
    let (name, columns) = (quoted(&table.name), columns.join(", "));
    // An index may refuse the row, which is then missing.
    format!("INSERT OR IGNORE INTO {name} ({columns}) VALUES ({});\n", values.join(", "))
}

fn value(schema: &Schema, column: &Column, row: usize, random: &mut Random) -> String {
    if !column.not_null && random.one_in(4) {
        return "NULL".into();
    }
    if column.parent.is_some_and(|(parent, _)| schema.by_identity(parent).is_some()) {
        return (1 + random.below(3)).to_string();
    }
    let number = if column.unique { row } else { random.below(3) };
    match column.ty {
        "INTEGER" => number.to_string(),
        "TEXT" => match random.below(3) {
            0 if !column.unique => format!("'{number}'"),
            1 if !column.unique => "'007'".into(),
            _ => format!("'text {number}'"),
        },
        "REAL" => format!("{number}.25"),
        _ => format!("x'0{number}'"),
    }
}

/// Returns the statements that delete children without parents, until there are none.
fn delete_orphans(schema: &Schema) -> String {
    let mut script = String::new();
    for _ in 0..schema.tables.len() {
        for table in &schema.tables {
            for column in &table.columns {
                if let Some((parent, _)) = column.parent
                    && let Some(parent) = schema.by_identity(parent)
                {
                    let (child, parent, key) =
                        (quoted(&table.name), quoted(&parent.name), quoted(&column.name));
                    script += &format!(
                        "DELETE FROM {child} WHERE {key} IS NOT NULL AND {key} NOT IN (SELECT id FROM {parent});\n"
                    );
                }
            }
        }
    }
    script
}

fn dependents(first: &Table) -> String {
    let name = quoted(&first.name);
    let mut script = format!(
        "CREATE TABLE foreign_log (said TEXT);
         CREATE TABLE foreign_inbox (body TEXT);
         CREATE VIEW first_rows AS SELECT count(*) AS n FROM {name};
         CREATE TRIGGER of_first AFTER DELETE ON {name} BEGIN INSERT INTO foreign_log VALUES ('deleted'); END;
         CREATE TRIGGER of_another AFTER INSERT ON foreign_inbox BEGIN DELETE FROM {name} WHERE 0; END;\n"
    );
    if matches!(first.key, Key::Integer | Key::Autoincrement) {
        script += &format!(
            "CREATE TABLE foreign_child (of INTEGER REFERENCES {name} ON DELETE CASCADE);
             INSERT INTO foreign_child SELECT id FROM {name};\n"
        );
    }
    script
}
