//! The parts of a schema, each with the key by which it is compared.

use std::collections::BTreeMap;

use relations::catalog::{Catalog, ColumnInfo, IndexTerm, TableInfo};

use crate::sql::{self, references};

/// One part of a schema: a table, a column, a constraint, an index, a view or a trigger.
pub struct Part {
    /// The table or view that it belongs to.
    pub of: String,
    pub kind: &'static str,
    pub name: String,
    /// The definition, as SQL.
    pub definition: String,
}

/// The key of a part. Names are in lower case, since SQLite ignores their case.
pub type Id = (String, &'static str, String);

impl Part {
    fn id(&self) -> Id {
        (self.of.to_ascii_lowercase(), self.kind, self.name.to_ascii_lowercase())
    }

    /// Reports whether another database defines it in the same way. A definition that only names columns and
    /// tables is compared without regard to case.
    pub fn is_same(&self, other: &Self) -> bool {
        match self.kind {
            "primary key" | "foreign key" => self.definition.eq_ignore_ascii_case(&other.definition),
            _ => self.definition == other.definition,
        }
    }

    /// Reports whether it is part of a table, and dropped with it.
    pub fn is_inner(&self) -> bool {
        !matches!(self.kind, "table" | "view" | "trigger")
    }

    /// Returns the key of the table that it is part of.
    pub fn owner(&self) -> Id {
        let name = self.of.to_ascii_lowercase();
        (name.clone(), "table", name)
    }
}

/// Returns the position of a kind in the output.
pub fn kind_rank(kind: &str) -> usize {
    let order =
        ["table", "view", "column", "primary key", "unique", "check", "foreign key", "index", "trigger"];
    order.iter().position(|known| *known == kind).unwrap_or(order.len())
}

pub fn parts(catalog: &Catalog) -> BTreeMap<Id, Part> {
    let mut parts = Vec::new();
    for table in &catalog.tables {
        add_table_parts(table, &mut parts);
    }
    for view in &catalog.views {
        parts.push(part(&view.name, "view", &view.name, one_line(&view.sql)));
    }
    for trigger in &catalog.triggers {
        parts.push(part(&trigger.table, "trigger", &trigger.name, one_line(&trigger.sql)));
    }
    parts.into_iter().map(|part| (part.id(), part)).collect()
}

fn part(of: &str, kind: &'static str, name: &str, definition: impl Into<String>) -> Part {
    Part { of: of.to_owned(), kind, name: name.to_owned(), definition: definition.into() }
}

fn add_table_parts(table: &TableInfo, parts: &mut Vec<Part>) {
    let of = &table.name;
    let definition = if table.is_virtual || table.unread.is_some() {
        one_line(&table.sql)
    } else {
        table.options().join(", ")
    };
    parts.push(part(of, "table", of, definition));
    parts.extend(table.columns.iter().map(|info| part(of, "column", &info.name, column_definition(info))));
    if !table.primary_key.is_empty() {
        parts.push(part(of, "primary key", "", format!("({})", table.primary_key.join(", "))));
    }
    parts.extend(table.uniques.iter().map(|columns| part(of, "unique", &term_list(columns), "")));
    parts.extend(table.checks.iter().map(|check| part(of, "check", &one_line(&check.expression), "")));
    for key in &table.foreign_keys {
        let name = format!("({}) to {}", key.columns.join(", "), key.parent);
        parts.push(part(of, "foreign key", &name, references(key)));
    }
    for index in &table.indexes {
        let mut definition = if index.unique { "UNIQUE".to_owned() } else { String::new() };
        if let Some(condition) = &index.condition {
            let space = if definition.is_empty() { "" } else { " " };
            definition += &format!("{space}WHERE {}", one_line(condition));
        }
        parts.push(part(of, "index", &term_list(&index.terms), definition));
    }
}

fn column_definition(column: &ColumnInfo) -> String {
    let mut words = vec![column.declared_type.to_ascii_uppercase()];
    if column.not_null {
        words.push("NOT NULL".to_owned());
    }
    words.extend(column.default.iter().map(|default| format!("DEFAULT {}", one_line(default))));
    words.extend(column.collation.iter().map(|name| format!("COLLATE {}", name.to_ascii_uppercase())));
    if let Some(generated) = &column.generated {
        words.push(sql::generated(generated, &one_line(&generated.expression)));
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

fn term_list(terms: &[IndexTerm]) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| {
            let collation = if term.collation == "BINARY" {
                String::new()
            } else {
                format!(" COLLATE {}", term.collation)
            };
            format!(
                "{}{collation}{}",
                one_line(sql::text_of(term)),
                if term.descending { " DESC" } else { "" }
            )
        })
        .collect();
    format!("({})", terms.join(", "))
}

/// Puts SQL on one line: line breaks make no difference.
fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
