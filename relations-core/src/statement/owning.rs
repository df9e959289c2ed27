//! Writing a foreign key, and asking for the children of one parent.

use crate::{
    base::{
        quote::quoted,
        sql::{bare_column, columns, joined, matching, matching_bare, table},
    },
    schema::metadata::{foreign_key::ForeignKey, path::Step, table::Table},
    statement::{
        comparison::{FixedSql, KeyComparison},
        model::{delete_pair, source},
    },
};

/// The statements that write a foreign key. Where both are parameters, the parent's key comes first and
/// the child's after it.
#[derive(Clone, Debug)]
pub struct OwningSql {
    /// Makes a row the parent's child.
    pub attach: String,
    /// Makes the key of one child NULL, whosever it is; the only parameter is the child's key.
    pub detach: String,
    /// Ends that one child is the parent's: its key becomes NULL, or it goes where that cannot be.
    pub orphan: String,
    /// The same for all of the parent's children.
    pub orphan_all: String,
    /// Whether a row is the parent's child.
    pub contains: String,
    /// The keys of the parent's children.
    pub keys: String,
    /// The condition that a row is the parent's child, of which the database decides the form.
    compared: [KeyComparison; 2],
}

impl OwningSql {
    /// Renders the statements of the foreign key that rows of `child` have.
    pub(crate) fn new(
        foreign_key: &'static ForeignKey,
        child: &'static Table,
        parent: &'static str,
        to_children: Step,
    ) -> Self {
        let (table, key, columns) = (child.name, child.primary_key, foreign_key.columns);
        let can_be_null =
            |name: &&str| child.columns.iter().any(|column| column.nullable && column.name == *name);
        let nullable: Vec<&str> = columns.iter().copied().filter(can_be_null).collect();
        Self {
            attach: attach(table, columns, key),
            detach: orphan(table, &nullable, key, &[]),
            orphan: orphan(table, &nullable, columns, key),
            orphan_all: orphan(table, &nullable, columns, &[]),
            contains: exists_in(table, columns, key),
            keys: values_of(table, key, columns),
            compared: [
                KeyComparison::first(matching("t", columns, 1), parent, to_children, "t", 1),
                KeyComparison::first(matching_bare(columns, 1), parent, to_children, &quoted(table), 1),
            ],
        }
    }

    /// One of these statements, with what of it the database decides.
    pub(crate) fn fixed<'s>(&'s self, text: &'s str) -> FixedSql<'s> {
        FixedSql { text, compared: &self.compared }
    }
}

/// ``UPDATE main."posts" SET `user_id`=?1 WHERE `id`=+?2``.
fn attach(name: &str, columns: &[&str], key: &[&str]) -> String {
    let set = joined(columns, ",", |at, name| format!("{}=?{}", bare_column(name), at + 1));
    format!("UPDATE {} SET {set} WHERE {}", table(name), matching_bare(key, columns.len() + 1))
}

/// ``UPDATE main."posts" SET `user_id`=NULL WHERE `user_id`=+?1 AND `id`=+?2``, or a DELETE where no column
/// of the foreign key is nullable.
fn orphan(name: &str, nullable: &[&str], columns: &[&str], key: &[&str]) -> String {
    if nullable.is_empty() {
        return delete_pair(name, columns, key);
    }
    let set = joined(nullable, ",", |_, name| format!("{}=NULL", bare_column(name)));
    format!("UPDATE {} SET {set} WHERE {}", table(name), matching_bare(&[columns, key].concat(), 1))
}

/// `SELECT EXISTS(SELECT 1 FROM main."posts" t WHERE t."user_id"=+?1 AND t."id"=+?2)`.
pub(crate) fn exists_in(table: &str, near: &[&str], far: &[&str]) -> String {
    format!("SELECT EXISTS(SELECT 1 {} WHERE {})", source(table), matching("t", &[near, far].concat(), 1))
}

/// `SELECT t."id" FROM main."posts" t WHERE t."user_id"=+?1`.
pub(crate) fn values_of(table: &str, values: &[&str], near: &[&str]) -> String {
    format!("SELECT {} {} WHERE {}", columns("t", values), source(table), matching("t", near, 1))
}
