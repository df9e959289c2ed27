//! Edits the CREATE TABLE statement of a table: whatever the changes do not concern stays byte for byte.
//! [`edit_statement`] collects removals and insertions for each change, `splice` applies them. `constraint`
//! and `options` edit those parts.

mod constraint;
mod options;
mod splice;

use std::ops::Range;

use super::{
    change::ChangeKind,
    compare::{Difference, TableDiff},
    normalize,
};

use crate::catalog::{Constraint, ConstraintKind, IndexTerm, Item, Statement, TableInfo};

/// Returns the CREATE TABLE statement of `live` with the changes that make it `target`, whose text comes from
/// the statement of `wanted`. Returns `None` if a statement cannot be taken apart.
pub(super) fn edit_statement(
    live: &TableInfo,
    wanted: &TableInfo,
    diff: &TableDiff,
    target: &TableInfo,
) -> Option<String> {
    let (old, new) = (Statement::parse(&live.sql)?, Statement::parse(&wanted.sql)?);
    let mut edit = Edit {
        live,
        wanted,
        old: &old,
        new: &new,
        removals: Vec::new(),
        insertions: Vec::new(),
        dropped: Vec::new(),
        columns: Vec::new(),
        constraints: Vec::new(),
    };
    // Columns first, so that constraints find the new ones.
    let is_column = |difference: &&Difference| matches!(difference.kind, ChangeKind::AddColumn { .. });
    for difference in diff
        .differences
        .iter()
        .filter(is_column)
        .chain(diff.differences.iter().filter(|difference| !is_column(difference)))
    {
        edit.change(difference, target)?;
    }
    let sql = edit.finish();
    if target.autoincrement { options::with_autoincrement(&sql) } else { Some(sql) }
}

struct Edit<'a> {
    live: &'a TableInfo,
    wanted: &'a TableInfo,
    old: &'a Statement,
    new: &'a Statement,
    removals: Vec<Range<usize>>,
    insertions: Vec<(usize, String)>,
    /// The items that are removed as a whole, by their positions.
    dropped: Vec<usize>,
    /// The names and definitions of the new columns.
    columns: Vec<(String, String)>,
    /// The new constraints of the table.
    constraints: Vec<String>,
}

impl Edit<'_> {
    fn change(&mut self, difference: &Difference, target: &TableInfo) -> Option<()> {
        use ChangeKind as Kind;
        match &difference.kind {
            Kind::AddColumn { column } => self.add_column(column)?,
            Kind::DropColumn { column } => {
                let is = |item: &Item| {
                    item.column.as_ref().is_some_and(|own| own.name.eq_ignore_ascii_case(column))
                };
                self.dropped.push(self.old.items.iter().position(is)?);
            }
            Kind::ChangeType { column, to, .. } => {
                let ty = self.old.column(column)?.column.as_ref()?.ty.clone();
                let space = if ty.is_empty() && !to.is_empty() { " " } else { "" };
                self.insertions.push((ty.start, format!("{space}{to}")));
                self.removals.push(ty);
            }
            Kind::ChangeDefault { column, .. } => self.replace(column, ConstraintKind::Default)?,
            Kind::ChangeCollation { column, .. } => self.replace(column, ConstraintKind::Collate)?,
            Kind::ChangeGenerated { column } => self.replace(column, ConstraintKind::Generated)?,
            Kind::SetNotNull { column } => self.set_not_null(column)?,
            Kind::DropNotNull { column } => self.remove_of_column(column, ConstraintKind::NotNull),
            Kind::ChangeKey { .. } => {
                self.remove_all(ConstraintKind::PrimaryKey, |_, _| true);
                if let Some((item, constraint)) = self.new.constraints(ConstraintKind::PrimaryKey).next() {
                    self.add(item, constraint)?;
                }
            }
            Kind::ChangeOptions { .. } => self.change_options(target)?,
            Kind::AddUnique { .. } => {
                let terms = normalize::terms(self.wanted.uniques.get(difference.position)?);
                let wanted = self.wanted;
                let mut all = self.new.constraints(ConstraintKind::Unique);
                let (item, constraint) = all.find(|(item, each)| is_over(wanted, item, each, &terms))?;
                self.add(item, constraint)?;
            }
            Kind::DropUnique { .. } => {
                let terms = normalize::terms(self.live.uniques.get(difference.position)?);
                let live = self.live;
                self.remove_all(ConstraintKind::Unique, |item, each| is_over(live, item, each, &terms));
            }
            Kind::AddCheck { .. } => self.add_nth(ConstraintKind::Check, difference.position)?,
            Kind::DropCheck { .. } => self.remove_nth(ConstraintKind::Check, difference.position)?,
            Kind::AddForeignKey { .. } => self.add_nth(ConstraintKind::ForeignKey, difference.position)?,
            Kind::DropForeignKey { .. } => {
                self.remove_nth(ConstraintKind::ForeignKey, difference.position)?;
            }
            Kind::ChangeConflict { constraint, columns, to, .. } => {
                self.change_conflict(constraint, columns, to.as_deref());
            }
            Kind::CreateTable
            | Kind::DropTable
            | Kind::RenameTable { .. }
            | Kind::RenameColumn { .. }
            | Kind::CreateIndex { .. }
            | Kind::DropIndex { .. } => {}
        }
        Some(())
    }

    /// Adds the definition of a new column, without the constraints that are changes of their own.
    fn add_column(&mut self, name: &str) -> Option<()> {
        const OWN: [ConstraintKind; 4] = [
            ConstraintKind::PrimaryKey,
            ConstraintKind::Unique,
            ConstraintKind::Check,
            ConstraintKind::ForeignKey,
        ];
        let item = self.new.column(name)?;
        let mut sql = String::new();
        let mut written = item.span.start;
        for constraint in item.constraints.iter().filter(|constraint| OWN.contains(&constraint.kind)) {
            sql += self.wanted.sql[written..constraint.span.start].trim_end_matches([' ', '\t']);
            written = constraint.span.end;
        }
        sql += &self.wanted.sql[written..item.span.end];
        self.columns.push((name.to_owned(), sql));
        Some(())
    }
}

/// Reports for each of these terms whether the key or the UNIQUE constraint over them names its collating
/// sequence.
pub(super) fn collated_terms(
    table: &TableInfo,
    kind: ConstraintKind,
    terms: &[IndexTerm],
) -> Option<Vec<bool>> {
    let terms = normalize::terms(terms);
    let statement = Statement::parse(&table.sql)?;
    let (item, constraint) =
        statement.constraints(kind).find(|(item, constraint)| is_over(table, item, constraint, &terms))?;
    Some(item.terms(constraint).iter().map(|(_, collation, _)| collation.is_some()).collect())
}

/// Reports whether a constraint is over these terms, with the collating sequences of the table's columns
/// where it names none.
fn is_over(
    table: &TableInfo,
    item: &Item,
    constraint: &Constraint,
    terms: &[(String, bool, String)],
) -> bool {
    let own: Vec<_> = (item.terms(constraint).into_iter())
        .map(|(column, collation, descending)| {
            let collation = collation.map(|collation| collation.to_ascii_uppercase());
            let collation = collation.or_else(|| table.column(&column).map(normalize::collation));
            (format!("column {}", normalize::name(&column)), descending, collation.unwrap_or_default())
        })
        .collect();
    own == terms
}
