//! Changes for which SQLite has an ALTER TABLE statement; all others need a rebuild.

use super::{change::ChangeKind, normalize, projection::Projection, sql::as_strs};

use crate::{
    base::quote::{quoted, quoted_list},
    catalog::{Catalog, ColumnInfo, ForeignKeyInfo, TableInfo, contains_name, tokens},
};

/// The first version whose ALTER TABLE changes NOT NULL and drops a CHECK.
const ALTERS_CONSTRAINTS: i32 = 3_053_000;

/// The first version whose ALTER TABLE adds a CHECK that is NULL for a row. Earlier ones refuse it, though it
/// [passes](https://sqlite.org/lang_createtable.html#check_constraints).
const ADDS_CHECKS: i32 = 3_054_000;

/// Everything that decides how a table is changed.
pub(super) struct Context<'a> {
    /// The schema of the database after the renames.
    pub(super) catalog: &'a Catalog,
    pub(super) live: &'a TableInfo,
    pub(super) rows: &'a Projection<'a>,
    /// All changes of the table.
    pub(super) all: &'a [ChangeKind],
    /// The version of SQLite that carries out the plan.
    pub(super) version: i32,
}

impl Context<'_> {
    /// Returns the statement that makes the change. It is empty if that of another change makes it too.
    /// Returns `None` if there is no statement, and the table has to be rebuilt.
    pub(super) fn statement(&self, change: &ChangeKind) -> Option<String> {
        let table = quoted(&self.live.name);
        let by_name = |expression: &str| {
            let wanted = normalize::expression(expression);
            let check =
                (self.live.checks.iter()).find(|check| normalize::expression(&check.expression) == wanted)?;
            check.name.clone()
        };
        match change {
            ChangeKind::AddColumn { column } => self.add_column(column),
            ChangeKind::DropColumn { column } => self
                .can_drop_column(column)
                .then(|| format!("ALTER TABLE {table} DROP COLUMN {}", quoted(column))),
            ChangeKind::SetNotNull { column } if self.can_alter_column(column) => {
                Some(format!("ALTER TABLE {table} ALTER COLUMN {} SET NOT NULL", quoted(column)))
            }
            ChangeKind::DropNotNull { column } if self.can_alter_column(column) => {
                Some(format!("ALTER TABLE {table} ALTER COLUMN {} DROP NOT NULL", quoted(column)))
            }
            ChangeKind::AddCheck { expression } => {
                let wanted = self.rows.wanted;
                let check = wanted.checks.iter().find(|check| check.expression == *expression)?;
                if check.column.as_ref().is_some_and(|column| self.adds_column(column)) {
                    return Some(String::new());
                }
                let name = constraint_name(check.name.as_deref());
                (self.version >= ADDS_CHECKS)
                    .then(|| format!("ALTER TABLE {table} ADD{name} CHECK ({expression})"))
            }
            ChangeKind::DropCheck { expression } if self.version >= ALTERS_CONSTRAINTS => by_name(expression)
                .map(|name| format!("ALTER TABLE {table} DROP CONSTRAINT {}", quoted(&name))),
            ChangeKind::AddForeignKey { columns, .. } => {
                let covered = matches!(&columns[..], [column] if self.adds_column(column));
                covered.then(String::new)
            }
            _ => None,
        }
    }

    /// Reports whether ALTER COLUMN can be used: if the values stay as they are.
    fn can_alter_column(&self, column: &str) -> bool {
        let in_key = contains_name(&self.live.primary_key, column);
        self.version >= ALTERS_CONSTRAINTS && !in_key && !self.rows.is_given(column)
    }

    fn adds_column(&self, column: &str) -> bool {
        self.all.iter().any(|change| {
            matches!(change, ChangeKind::AddColumn { column: added } if added.eq_ignore_ascii_case(column))
        })
    }

    /// Returns the ADD COLUMN statement, if [its
    /// conditions](https://sqlite.org/lang_altertable.html#altertabaddcol) are met.
    fn add_column(&self, name: &str) -> Option<String> {
        let wanted = self.rows.wanted;
        let column = wanted.column(name)?;
        let is = |other: &String| other.eq_ignore_ascii_case(name);
        let mut keys = wanted.foreign_keys.iter().filter(|key| key.columns.iter().any(is));
        let key = keys.next();
        let foreign_keys_fit = keys.next().is_none()
            && key.is_none_or(|key| key.columns.len() == 1 && normalize::default(column).is_none());
        let stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
        let unique = wanted.primary_key.iter().any(is)
            || wanted.uniques.iter().any(|terms| super::compare::names_of(terms).iter().any(is));
        let conflict = wanted.conflicts.iter().any(|conflict| conflict.columns.iter().any(is));
        let constant = column.default.as_deref().is_none_or(is_constant);
        if unique || conflict || stored || !constant || !foreign_keys_fit || self.rows.is_given(name) {
            return None;
        }
        let checks = (wanted.checks.iter())
            .filter(|check| check.column.as_ref().is_some_and(is))
            .map(|check| format!("{} CHECK ({})", constraint_name(check.name.as_deref()), check.expression));
        Some(format!(
            "ALTER TABLE {} ADD COLUMN {}{}{}",
            quoted(&self.live.name),
            definition(column),
            checks.collect::<String>(),
            key.map(references).unwrap_or_default()
        ))
    }

    /// Reports whether nothing else mentions a column, so that [DROP
    /// COLUMN](https://sqlite.org/lang_altertable.html#altertabdropcol) accepts it.
    fn can_drop_column(&self, column: &str) -> bool {
        let is = |other: &String| other.eq_ignore_ascii_case(column);
        let live = self.live;
        let dropped = |index: &str| {
            (self.all.iter())
                .any(|change| matches!(change, ChangeKind::DropIndex { index: name } if name == index))
        };
        let checks = (live.checks.iter()).any(|check| {
            !check.column.as_ref().is_some_and(is) && normalize::mentions(&check.expression, column)
        });
        let own_check_of_others = (live.checks.iter()).any(|check| {
            check.column.as_ref().is_some_and(is)
                && (live.columns.iter())
                    .any(|other| !is(&other.name) && normalize::mentions(&check.expression, &other.name))
        });
        let generated = (live.columns.iter())
            .filter_map(|column| column.generated.as_ref())
            .any(|generated| normalize::mentions(&generated.expression, column));
        let elsewhere = self.catalog.tables.iter().any(|table| {
            (table.foreign_keys.iter())
                .any(|key| key.parent.eq_ignore_ascii_case(&live.name) && key.parent_columns.iter().any(is))
        });
        let views = self.catalog.views.iter().map(|view| &view.sql);
        let mut texts = views.chain(self.catalog.triggers.iter().map(|trigger| &trigger.sql));
        !(live.primary_key.iter().any(is)
            || live.uniques.iter().any(|terms| super::compare::names_of(terms).iter().any(is))
            || live.foreign_keys.iter().any(|key| key.columns.iter().any(is))
            || live.indexes.iter().any(|index| !dropped(&index.name) && normalize::mentions(&index.sql, column))
            || checks
            || own_check_of_others
            || generated
            || elsewhere
            // `SELECT *` in a view changes with the table, which is its purpose.
            || texts.any(|sql| normalize::mentions(sql, column)))
    }
}

/// Reports whether ADD COLUMN accepts the default: one literal, with or without a sign.
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

/// Returns the definition of a column with its own constraints, except CHECK and REFERENCES.
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

/// Returns ` CONSTRAINT "name"`, or nothing.
fn constraint_name(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" CONSTRAINT {}", quoted(name)))
}

fn references(key: &ForeignKeyInfo) -> String {
    let columns = as_strs(&key.parent_columns);
    let mut sql = constraint_name(key.name.as_deref());
    sql += &format!(" REFERENCES {}", quoted(&key.parent));
    if !columns.is_empty() {
        sql += &format!(" ({})", quoted_list(&columns));
    }
    for rule in key.rules() {
        sql += &format!(" {rule}");
    }
    sql
}
