//! A database taken apart: each thing that it defines, by what it is known by.

use std::collections::BTreeMap;

use relations::catalog::{Catalog, ColumnInfo, ForeignKeyInfo, IndexTerm, IndexedValue, TableInfo};

/// One thing that a database defines.
pub struct Part {
    /// The table or view that it belongs to.
    pub of: String,
    pub kind: &'static str,
    pub name: String,
    /// How it is defined, in the words of SQL.
    pub definition: String,
}

/// What a part is known by: SQLite does not tell names apart by the case of their letters.
pub type Id = (String, &'static str, String);

impl Part {
    fn id(&self) -> Id {
        (self.of.to_ascii_lowercase(), self.kind, self.name.to_ascii_lowercase())
    }

    /// Whether another database defines it in the same way. What only names columns and tables is the same in
    /// whatever letters, as they are.
    pub fn is_same(&self, other: &Self) -> bool {
        match self.kind {
            "primary key" | "foreign key" => self.definition.eq_ignore_ascii_case(&other.definition),
            _ => self.definition == other.definition,
        }
    }

    /// Whether it is part of a table, and goes with it.
    pub fn is_inner(&self) -> bool {
        !matches!(self.kind, "table" | "view" | "trigger")
    }

    /// The table that it is part of.
    pub fn owner(&self) -> Id {
        let name = self.of.to_ascii_lowercase();
        (name.clone(), "table", name)
    }
}

/// The order in which kinds are told.
pub fn rank(kind: &str) -> usize {
    let order =
        ["table", "view", "column", "primary key", "unique", "check", "foreign key", "index", "trigger"];
    order.iter().position(|known| *known == kind).unwrap_or(order.len())
}

pub fn parts(catalog: &Catalog) -> BTreeMap<Id, Part> {
    let mut parts = Vec::new();
    for table in &catalog.tables {
        of_table(table, &mut parts);
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

fn of_table(table: &TableInfo, parts: &mut Vec<Part>) {
    let of = &table.name;
    let definition = if table.is_virtual || table.unread.is_some() {
        one_line(&table.sql)
    } else {
        table.options().join(", ")
    };
    parts.push(part(of, "table", of, definition));
    parts.extend(table.columns.iter().map(|info| part(of, "column", &info.name, column(info))));
    if !table.primary_key.is_empty() {
        parts.push(part(of, "primary key", "", format!("({})", table.primary_key.join(", "))));
    }
    parts.extend(table.uniques.iter().map(|columns| part(of, "unique", &terms(columns), "")));
    parts.extend(table.checks.iter().map(|check| part(of, "check", &one_line(&check.expression), "")));
    for key in &table.foreign_keys {
        let name = format!("({}) to {}", key.columns.join(", "), key.parent);
        parts.push(part(of, "foreign key", &name, rules(key)));
    }
    for index in &table.indexes {
        let mut definition = if index.unique { "UNIQUE".to_owned() } else { String::new() };
        if let Some(condition) = &index.condition {
            let space = if definition.is_empty() { "" } else { " " };
            definition += &format!("{space}WHERE {}", one_line(condition));
        }
        parts.push(part(of, "index", &terms(&index.terms), definition));
    }
}

fn column(column: &ColumnInfo) -> String {
    let mut words = vec![column.declared_type.to_ascii_uppercase()];
    if column.not_null {
        words.push("NOT NULL".to_owned());
    }
    words.extend(column.default.iter().map(|default| format!("DEFAULT {}", one_line(default))));
    words.extend(column.collation.iter().map(|name| format!("COLLATE {}", name.to_ascii_uppercase())));
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        words.push(format!("AS ({}) {kind}", one_line(&generated.expression)));
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

fn rules(key: &ForeignKeyInfo) -> String {
    let references = format!("REFERENCES {} ({})", key.parent, key.parent_columns.join(", "));
    std::iter::once(references).chain(key.rules()).collect::<Vec<_>>().join(" ")
}

fn terms(terms: &[IndexTerm]) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| {
            let (IndexedValue::Column(of) | IndexedValue::Expression(of)) = &term.of;
            let collation = if term.collation == "BINARY" {
                String::new()
            } else {
                format!(" COLLATE {}", term.collation)
            };
            format!("{}{collation}{}", one_line(of), if term.descending { " DESC" } else { "" })
        })
        .collect();
    format!("({})", terms.join(", "))
}

/// SQL on one line: how it is broken into lines makes no difference.
fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
