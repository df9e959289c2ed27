//! The statements that write a foreign key, and that test and list the children of one parent.

use crate::{
    base::{
        quote::quoted,
        sql::{self, bare_row_value, columns, matching, matching_bare},
    },
    schema::metadata::{foreign_key::ForeignKey, path::Step, table::Table},
    statement::{
        by_key::{delete_pair, update},
        comparison::{FixedSql, KeyComparison},
        model::source,
        reading::RelationSql,
        touch::Touch,
    },
};

/// The statements that write a foreign key. The parameters are the parent's key, then the child's key, as far as a
/// statement has them, and last those of `Touch`.
#[derive(Clone, Debug)]
pub struct OwningSql {
    /// The UPDATE that makes a row a child of the parent.
    pub attach: ByRow,
    /// The UPDATE that sets the foreign key of a row to NULL, whoever its parent is; of the keys, it has only the
    /// child's.
    pub detach: ByRow,
    /// The same, with all foreign keys of a `one_of` that this one is a member of.
    pub detach_set: ByRow,
    /// The statement that takes a child from the parent: an UPDATE of its foreign key to NULL, or a DELETE if no
    /// column of the key can be NULL.
    pub orphan: ByRow,
    /// The statement that takes all children from the parent, as `orphan` does.
    pub orphan_all: String,
    /// The SELECT that tests whether a row is a child of the parent.
    pub contains: String,
    /// The SELECT of the keys of the parent's children.
    pub keys: String,
    /// The condition that a row is a child of the parent, with and without an alias.
    comparisons: Vec<KeyComparison>,
    /// The columns of the children that every UPDATE changes.
    pub(crate) touch: Touch,
    /// Those that taking children from the parent changes: none if it deletes them.
    pub(crate) orphan_touch: Touch,
}

/// A statement about one row.
#[derive(Clone, Debug)]
pub struct ByRow {
    /// The statement about a row of which only the key is known.
    pub by_key: String,
    /// The statement about a row that the program has read, which compares the row's version, if it has one.
    compared: Option<String>,
}

impl ByRow {
    /// Returns the statement about a row that the program has read.
    pub(crate) fn compared(&self) -> &String {
        self.compared.as_ref().unwrap_or(&self.by_key)
    }

    /// Returns the statement about a row that the program has read, or about one of which it has the key alone.
    pub(crate) fn for_row(&self, is_read: bool) -> &String {
        if is_read { self.compared() } else { &self.by_key }
    }

    /// Returns the UPDATE that sets these columns and those of `touch`, whose parameters are numbered from `next`.
    fn update(
        name: &str,
        columns: &[&str],
        value: impl Fn(usize, &str) -> String,
        condition: &str,
        touch: &Touch,
        next: usize,
    ) -> Self {
        let render = |compared: &str| {
            update(name, columns, &value, touch.terms(next), &format!("{condition}{compared}"))
        };
        Self { by_key: render(""), compared: touch.comparison(next).map(|compared| render(&compared)) }
    }
}

impl OwningSql {
    /// Renders the statements of a foreign key of the table `child`.
    pub(crate) fn new(
        foreign_key: &'static ForeignKey,
        child: &'static Table,
        parent: &'static str,
        to_children: Step,
    ) -> Self {
        let (table, key, columns) = (child.name, child.primary_key, foreign_key.columns);
        let nullable = child.orphaned_columns(foreign_key);
        let excluded = child.excluded_columns(foreign_key);
        let set = [child.own_columns(foreign_key), excluded.clone()].concat();
        let touch = Touch::of(child.columns);
        Self {
            attach: attach(table, columns, &excluded, key, &touch),
            detach: orphan(table, &nullable, key, &[], &touch),
            detach_set: orphan(table, &set, key, &[], &touch),
            orphan: orphan(table, &nullable, columns, key, &touch),
            orphan_all: orphan(table, &nullable, columns, &[], &touch).by_key,
            contains: select_existence(table, columns, key),
            keys: select_columns(table, key, columns),
            comparisons: vec![
                KeyComparison::of_first_step(matching("t", columns, 1), parent, to_children, "t", 1),
                KeyComparison::of_first_step(
                    matching_bare(columns, 1),
                    parent,
                    to_children,
                    &quoted(table),
                    1,
                ),
            ],
            touch,
            orphan_touch: if nullable.is_empty() { Touch::default() } else { touch },
        }
    }

    /// Renders the statements of the children of this table to which a relation that leaves only some of them leads.
    ///
    /// The children are found by the relation, and changed by their keys: what the relation leaves may depend on rows that
    /// change. `attach` and `detach` are those of the foreign key, whatever the relation leaves.
    pub(crate) fn of_layered(
        foreign_key: &ForeignKey,
        child: &'static Table,
        relation: &RelationSql,
    ) -> Self {
        let (table, key) = (child.name, child.primary_key);
        let nullable = child.orphaned_columns(foreign_key);
        let excluded = child.excluded_columns(foreign_key);
        let set = [child.own_columns(foreign_key), excluded.clone()].concat();
        let touch = Touch::of(child.columns);
        let columns = foreign_key.columns.len();
        let source = &relation.source;
        let one = format!("{source} AND {}", matching("t", key, columns + 1));
        let (own, selected) = (bare_row_value(key), self::columns("t", key));
        let orphan = |source: &str, next| {
            let condition = format!("{own} IN (SELECT {selected} {source})");
            if nullable.is_empty() {
                let by_key = format!("DELETE FROM {} WHERE {condition}", sql::table(table));
                return ByRow { by_key, compared: None };
            }
            ByRow::update(table, &nullable, |_, _| "NULL".to_owned(), &condition, &touch, next)
        };
        Self {
            attach: attach(table, foreign_key.columns, &excluded, key, &touch),
            detach: self::orphan(table, &nullable, key, &[], &touch),
            detach_set: self::orphan(table, &set, key, &[], &touch),
            orphan: orphan(&one, columns + key.len() + 1),
            orphan_all: orphan(source, columns + 1).by_key,
            contains: format!("SELECT EXISTS(SELECT 1 {one})"),
            keys: format!("SELECT {selected} {source}"),
            comparisons: relation.comparisons().to_vec(),
            touch,
            orphan_touch: if nullable.is_empty() { Touch::default() } else { touch },
        }
    }

    /// Returns one of these statements together with the conditions whose form the database decides.
    pub(crate) fn fixed<'s>(&'s self, text: &'s str) -> FixedSql<'s> {
        FixedSql { text, comparisons: &self.comparisons }
    }
}

/// Renders ``UPDATE main."posts" SET `user_id`=?1 WHERE `id`=+?2``, with the columns that another parent would have as NULL.
fn attach(name: &str, columns: &[&str], excluded: &[&str], key: &[&str], touch: &Touch) -> ByRow {
    let condition = matching_bare(key, columns.len() + 1);
    let next = columns.len() + key.len() + 1;
    let value = |at: usize, _: &str| {
        if at < columns.len() { format!("?{}", at + 1) } else { "NULL".to_owned() }
    };
    ByRow::update(name, &[columns, excluded].concat(), value, &condition, touch, next)
}

/// Renders ``UPDATE main."posts" SET `user_id`=NULL WHERE `user_id`=+?1 AND `id`=+?2``, or a DELETE if no
/// column of the foreign key is nullable.
fn orphan(name: &str, nullable: &[&str], columns: &[&str], key: &[&str], touch: &Touch) -> ByRow {
    if nullable.is_empty() {
        return ByRow { by_key: delete_pair(name, columns, key), compared: None };
    }
    let condition = matching_bare(&[columns, key].concat(), 1);
    let next = columns.len() + key.len() + 1;
    ByRow::update(name, nullable, |_, _| "NULL".to_owned(), &condition, touch, next)
}

/// Renders `SELECT EXISTS(SELECT 1 FROM main."posts" t WHERE t."user_id"=+?1 AND t."id"=+?2)`.
pub(crate) fn select_existence(table: &str, near: &[&str], far: &[&str]) -> String {
    format!("SELECT EXISTS(SELECT 1 {} WHERE {})", source(table), matching("t", &[near, far].concat(), 1))
}

/// Renders `SELECT t."id" FROM main."posts" t WHERE t."user_id"=+?1`.
pub(crate) fn select_columns(table: &str, selected: &[&str], near: &[&str]) -> String {
    format!("SELECT {} {} WHERE {}", columns("t", selected), source(table), matching("t", near, 1))
}
