//! The changes for which SQLite has a statement of its own.

use crate::{
    base::quote::{quoted, quoted_list},
    catalog::{
        definition::tokens::tokens,
        info::{Catalog, ColumnInfo, ForeignKeyInfo, TableInfo},
    },
    evolution::{change::ChangeKind, needs::Projection, normal},
};

/// From here on ALTER TABLE changes NOT NULL, and drops a CHECK.
const ALTERS_CONSTRAINTS: i32 = 3_053_000;

/// From here on it adds a CHECK. Before that it refuses one that is NULL for a row, which [passes](
/// https://sqlite.org/lang_createtable.html#check_constraints).
const ADDS_CHECKS: i32 = 3_054_000;

/// What a change of a table that is there can be told by.
pub(super) struct Context<'a> {
    /// Everything in the database, after the renames.
    pub(super) catalog: &'a Catalog,
    pub(super) live: &'a TableInfo,
    pub(super) rows: &'a Projection<'a>,
    /// All that is to be changed in the table.
    pub(super) all: &'a [ChangeKind],
    /// The version of SQLite that will do it.
    pub(super) version: i32,
}

impl Context<'_> {
    /// The statement that does the change, which is empty where that of another change does it too; `None` if
    /// there is none, and the table has to be rebuilt.
    pub(super) fn statement(&self, change: &ChangeKind) -> Option<String> {
        let table = quoted(&self.live.name);
        let by_name = |expression: &str| {
            let wanted = normal::expression(expression);
            let check =
                (self.live.checks.iter()).find(|check| normal::expression(&check.expression) == wanted)?;
            check.name.clone()
        };
        match change {
            ChangeKind::AddColumn { column } => self.add_column(column),
            ChangeKind::DropColumn { column } => {
                self.is_free(column).then(|| format!("ALTER TABLE {table} DROP COLUMN {}", quoted(column)))
            }
            ChangeKind::SetNotNull { column } if self.alters(column) => {
                Some(format!("ALTER TABLE {table} ALTER COLUMN {} SET NOT NULL", quoted(column)))
            }
            ChangeKind::DropNotNull { column } if self.alters(column) => {
                Some(format!("ALTER TABLE {table} ALTER COLUMN {} DROP NOT NULL", quoted(column)))
            }
            ChangeKind::AddCheck { expression } => {
                let wanted = self.rows.wanted;
                let check = wanted.checks.iter().find(|check| check.expression == *expression)?;
                if check.column.as_ref().is_some_and(|column| self.adds(column)) {
                    return Some(String::new());
                }
                let name = check.name.as_ref().map(|name| format!("CONSTRAINT {} ", quoted(name)));
                (self.version >= ADDS_CHECKS).then(|| {
                    format!("ALTER TABLE {table} ADD {}CHECK ({expression})", name.unwrap_or_default())
                })
            }
            ChangeKind::DropCheck { expression } if self.version >= ALTERS_CONSTRAINTS => by_name(expression)
                .map(|name| format!("ALTER TABLE {table} DROP CONSTRAINT {}", quoted(&name))),
            ChangeKind::AddForeignKey { columns, .. } => {
                let covered = matches!(&columns[..], [column] if self.adds(column));
                covered.then(String::new)
            }
            _ => None,
        }
    }

    /// Whether ALTER COLUMN serves: where the values stay as they are.
    fn alters(&self, column: &str) -> bool {
        let in_key = self.live.primary_key.iter().any(|name| name.eq_ignore_ascii_case(column));
        self.version >= ALTERS_CONSTRAINTS && !in_key && !self.rows.is_given(column)
    }

    fn adds(&self, column: &str) -> bool {
        self.all.iter().any(|change| {
            matches!(change, ChangeKind::AddColumn { column: added } if added.eq_ignore_ascii_case(column))
        })
    }

    /// ADD COLUMN, under [its conditions](https://sqlite.org/lang_altertable.html#altertabaddcol).
    fn add_column(&self, name: &str) -> Option<String> {
        let wanted = self.rows.wanted;
        let column = wanted.column(name)?;
        let is = |other: &String| other.eq_ignore_ascii_case(name);
        let mut keys = wanted.foreign_keys.iter().filter(|key| key.columns.iter().any(is));
        let key = keys.next();
        let foreign_keys_fit = keys.next().is_none()
            && key.is_none_or(|key| key.columns.len() == 1 && normal::default(column).is_none());
        let stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
        let unique = wanted.primary_key.iter().any(is)
            || wanted.uniques.iter().any(|terms| super::compare::names_of(terms).iter().any(is));
        let conflict = wanted.conflicts.iter().any(|conflict| conflict.columns.iter().any(is));
        let constant = column.default.as_deref().is_none_or(is_constant);
        if unique || conflict || stored || !constant || !foreign_keys_fit || self.rows.is_given(name) {
            return None;
        }
        let checks =
            (wanted.checks.iter()).filter(|check| check.column.as_ref().is_some_and(is)).map(|check| {
                let name = check.name.as_ref().map(|name| format!(" CONSTRAINT {}", quoted(name)));
                format!("{} CHECK ({})", name.unwrap_or_default(), check.expression)
            });
        Some(format!(
            "ALTER TABLE {} ADD COLUMN {}{}{}",
            quoted(&self.live.name),
            definition(column),
            checks.collect::<String>(),
            key.map(references).unwrap_or_default()
        ))
    }

    /// Whether nothing else mentions a column, so that
    /// [DROP COLUMN](https://sqlite.org/lang_altertable.html#altertabdropcol) accepts it.
    fn is_free(&self, column: &str) -> bool {
        let is = |other: &String| other.eq_ignore_ascii_case(column);
        let live = self.live;
        let dropped = |index: &str| {
            (self.all.iter())
                .any(|change| matches!(change, ChangeKind::DropIndex { index: name } if name == index))
        };
        let checks = (live.checks.iter()).any(|check| {
            !check.column.as_ref().is_some_and(is) && normal::mentions(&check.expression, column)
        });
        let own_check_of_others = (live.checks.iter()).any(|check| {
            check.column.as_ref().is_some_and(is)
                && (live.columns.iter())
                    .any(|other| !is(&other.name) && normal::mentions(&check.expression, &other.name))
        });
        let generated = (live.columns.iter())
            .filter_map(|column| column.generated.as_ref())
            .any(|generated| normal::mentions(&generated.expression, column));
        let elsewhere = self.catalog.tables.iter().any(|table| {
            (table.foreign_keys.iter())
                .any(|key| key.parent.eq_ignore_ascii_case(&live.name) && key.parent_columns.iter().any(is))
        });
        let views = self.catalog.views.iter().map(|view| &view.sql);
        let mut texts = views.chain(self.catalog.triggers.iter().map(|trigger| &trigger.sql));
        !(live.primary_key.iter().any(is)
            || live.uniques.iter().any(|terms| super::compare::names_of(terms).iter().any(is))
            || live.foreign_keys.iter().any(|key| key.columns.iter().any(is))
            || live.indexes.iter().any(|index| !dropped(&index.name) && normal::mentions(&index.sql, column))
            || checks
            || own_check_of_others
            || generated
            || elsewhere
            // `SELECT *` in a view changes with the table, which is its meaning.
            || texts.any(|sql| normal::mentions(sql, column)))
    }
}

/// Whether ADD COLUMN takes the default: one literal, with or without a sign.
fn is_constant(default: &str) -> bool {
    let parts = tokens(default);
    let literal = match &parts[..] {
        [sign, literal] if sign.is("-") || sign.is("+") => literal,
        [literal] => literal,
        _ => return false,
    };
    let first = literal.text.chars().next().unwrap_or_default();
    first == '\''
        || first == '.'
        || first.is_ascii_digit()
        || literal.text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x'"))
        || ["null", "true", "false"].iter().any(|word| literal.is(word))
}

/// A column as a definition, its own constraints but CHECK and REFERENCES included.
fn definition(column: &ColumnInfo) -> String {
    let mut sql = quoted(&column.name);
    if !column.declared_type.is_empty() {
        sql += " ";
        sql += &column.declared_type;
    }
    if column.not_null {
        sql += " NOT NULL";
    }
    if let Some(default) = &column.default {
        sql += &format!(" DEFAULT ({default})");
    }
    if let Some(collation) = &column.collation {
        sql += &format!(" COLLATE {}", quoted(collation));
    }
    if let Some(generated) = &column.generated {
        sql += &format!(" AS ({})", generated.expression);
    }
    sql
}

fn references(key: &ForeignKeyInfo) -> String {
    let columns: Vec<&str> = key.parent_columns.iter().map(String::as_str).collect();
    let mut sql = match &key.name {
        Some(name) => format!(" CONSTRAINT {}", quoted(name)),
        None => String::new(),
    };
    sql += &format!(" REFERENCES {}", quoted(&key.parent));
    if !columns.is_empty() {
        sql += &format!(" ({})", quoted_list(&columns));
    }
    for rule in key.rules() {
        sql += &format!(" {rule}");
    }
    sql
}
