//! The statements that create a table and its indexes.

use crate::{
    base::quote::{quoted, quoted_list, text_literal},
    schema::{
        collation,
        column_type::ValueCheck,
        metadata::{
            column::ColumnDef,
            foreign_key::{ForeignKey, ReferentialAction},
            table::Table,
        },
        one_of,
    },
};

/// The database in which a statement creates a table.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The database on which a script runs: names are not qualified.
    Script,
    /// The main database, on which this library runs statements, also where a temporary table has the same name.
    Main,
}

impl Place {
    /// Returns the qualifier of names.
    fn prefix(self) -> &'static str {
        match self {
            Self::Script => "",
            Self::Main => "main.",
        }
    }
}

/// Returns the statements that create `table`, one of `tables`: the table, then its indexes.
pub(crate) fn create(table: &Table, tables: &[&Table], place: Place) -> Vec<String> {
    let place = place.prefix();
    let mut statements = vec![create_table(table, tables, place)];
    statements.extend(table.indexes.iter().map(|index| {
        format!(
            "CREATE INDEX {place}{} ON {} ({})",
            quoted(index.name),
            quoted(table.name),
            quoted_list(index.columns)
        )
    }));
    statements
}

/// Returns the CREATE TABLE statement.
fn create_table(table: &Table, tables: &[&Table], place: &str) -> String {
    let columns = table.columns.iter().map(|column| {
        let mut sql = column_definition(table, column);
        if let Some(collation) = collation::resolve(tables, table, column) {
            sql += &format!(" COLLATE {}", quoted(collation));
        }
        sql
    });
    let primary_key =
        (table.primary_key.len() > 1).then(|| format!("PRIMARY KEY ({})", quoted_list(table.primary_key)));
    let uniques = (table.uniques.iter())
        .filter(|columns| columns.len() > 1)
        .map(|columns| format!("UNIQUE ({})", quoted_list(columns)));
    let checks = table.checks.iter().map(|check| format!("CHECK ({check})"));
    let one_ofs = table.one_ofs.iter().map(|one_of| format!("CHECK ({})", one_of::condition(table, one_of)));
    let foreign_keys = table.foreign_keys.iter().map(foreign_key_constraint);

    let parts: Vec<String> =
        columns.chain(primary_key).chain(uniques).chain(checks).chain(one_ofs).chain(foreign_keys).collect();
    let options: Vec<&str> = [(table.strict, "STRICT"), (table.without_rowid, "WITHOUT ROWID")]
        .into_iter()
        .filter_map(|(set, option)| set.then_some(option))
        .collect();
    let mut sql = format!("CREATE TABLE {place}{} (\n    {}\n)", quoted(table.name), parts.join(",\n    "));
    if !options.is_empty() {
        sql = format!("{sql} {}", options.join(", "));
    }
    sql
}

/// Returns the definition of a column, without its collating sequence.
fn column_definition(table: &Table, column: &ColumnDef) -> String {
    let name = quoted(column.name);
    let mut sql = format!("{name} {}", column.declared_type.unwrap_or(column.sql_type.as_str()));
    if table.primary_key == [column.name] {
        sql += " PRIMARY KEY";
    }
    // Keys have it too: SQLite allows NULL in any primary key but an INTEGER one.
    if !column.nullable {
        sql += " NOT NULL";
    }
    if table.uniques.contains(&[column.name].as_slice()) {
        sql += " UNIQUE";
    }
    if let Some(default) = column.default {
        sql += &format!(" DEFAULT ({default})");
    }
    match column.value_check {
        ValueCheck::Any => {}
        ValueCheck::Bool => sql += &format!(" CHECK ({name} IN (0, 1))"),
        ValueCheck::OneOf(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| text_literal(text)).collect();
            sql += &format!(" CHECK ({name} IN ({}))", texts.join(", "));
        }
    }
    if let Some(check) = column.check {
        sql += &format!(" CHECK ({check})");
    }
    sql
}

/// Returns the constraint of a foreign key.
fn foreign_key_constraint(key: &ForeignKey) -> String {
    let mut sql = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        quoted_list(key.columns),
        quoted(key.parent),
        quoted_list(key.parent_columns)
    );
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        if action != ReferentialAction::NoAction {
            sql += &format!(" ON {event} {}", action.as_sql());
        }
    }
    if key.deferrable {
        sql += " DEFERRABLE INITIALLY DEFERRED";
    }
    sql
}
