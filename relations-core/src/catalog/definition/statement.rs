//! A CREATE TABLE statement in parts, with the place of each in the text, so that one part can be changed and
//! the rest stays as it is written. `reader` parses the items.

mod reader;

use std::ops::Range;

use self::reader::{ItemReader, end_of_item};
use super::tokens::tokens;

/// The parts of a CREATE TABLE statement, by [SQLite's grammar](https://sqlite.org/lang_createtable.html).
pub(crate) struct Statement {
    /// The columns and the table constraints, separated by commas.
    pub(crate) items: Vec<Item>,
    /// The parenthesis that ends them.
    pub(crate) close: Range<usize>,
    /// The range of the options after it.
    pub(crate) options: Range<usize>,
}

/// The text between two commas.
pub(crate) struct Item {
    pub(crate) span: Range<usize>,
    /// The comma before it.
    pub(crate) comma: Option<Range<usize>>,
    /// Its column; `None` if it is table constraints.
    pub(crate) column: Option<ColumnText>,
    pub(crate) constraints: Vec<Constraint>,
}

pub(crate) struct ColumnText {
    pub(crate) name: String,
    /// The type; an empty range after the name if there is none.
    pub(crate) ty: Range<usize>,
}

/// A constraint with the name that CONSTRAINT gives it.
pub(crate) struct Constraint {
    pub(crate) span: Range<usize>,
    pub(crate) kind: ConstraintKind,
    /// The columns of a key or a UNIQUE constraint of the table; a column constraint has none.
    pub(crate) terms: Vec<Term>,
    /// The ON CONFLICT clause; an empty range where it would be if there is none.
    pub(crate) conflict: Range<usize>,
    /// The action of ON CONFLICT in capitals, unless it is the default.
    pub(crate) action: Option<String>,
    pub(crate) autoincrement: Option<Range<usize>>,
    /// The place where AUTOINCREMENT would be, in a primary key.
    pub(crate) autoincrement_at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConstraintKind {
    PrimaryKey,
    Unique,
    Check,
    ForeignKey,
    NotNull,
    Null,
    Default,
    Collate,
    Generated,
    /// A constraint without effect, such as a name alone.
    Other,
}

/// A column in the list of a key or a UNIQUE constraint.
pub(crate) struct Term {
    pub(crate) column: String,
    pub(crate) collation: Option<String>,
    pub(crate) descending: bool,
}

impl Statement {
    /// Takes a statement apart. Returns `None` if it is not a CREATE TABLE statement with a list of columns.
    pub(crate) fn parse(sql: &str) -> Option<Self> {
        let tokens = tokens(sql);
        let open = tokens.iter().position(|token| token.is("("))?;
        let mut at = open;
        let mut comma = None;
        let mut items = Vec::new();
        loop {
            let first = at + 1;
            at = end_of_item(&tokens, first)?;
            items.push(ItemReader::new(&tokens[first..at]).read_item(comma)?);
            let end = tokens.get(at)?;
            if end.is(")") {
                let close = end.start..end.end;
                let last = tokens.last().map_or(close.end, |token| token.end);
                return Some(Self { items, options: close.end..last, close });
            }
            comma = Some(end.start..end.end);
        }
    }

    /// Returns the item of a column.
    pub(crate) fn column(&self, name: &str) -> Option<&Item> {
        let is = |column: &ColumnText| column.name.eq_ignore_ascii_case(name);
        self.items.iter().find(|item| item.column.as_ref().is_some_and(is))
    }

    /// Returns all constraints of a kind, each with its item, in the order of the text.
    pub(crate) fn constraints(&self, kind: ConstraintKind) -> impl Iterator<Item = (&Item, &Constraint)> {
        self.items
            .iter()
            .flat_map(|item| item.constraints.iter().map(move |constraint| (item, constraint)))
            .filter(move |(_, constraint)| constraint.kind == kind)
    }
}

impl Item {
    /// Returns the columns of one of its constraints, each with its collating sequence and `true` for
    /// descending order.
    pub(crate) fn terms(&self, constraint: &Constraint) -> Vec<(String, Option<String>, bool)> {
        match &self.column {
            Some(column) => vec![(column.name.clone(), None, false)],
            None => (constraint.terms.iter())
                .map(|term| (term.column.clone(), term.collation.clone(), term.descending))
                .collect(),
        }
    }
}

/// Reports for each term of a CREATE INDEX statement whether it names a collating sequence.
pub(crate) fn collated_terms(sql: &str) -> Option<Vec<bool>> {
    let tokens = tokens(sql);
    let mut at = tokens.iter().position(|token| token.is("("))?;
    let mut collated = Vec::new();
    loop {
        let end = end_of_item(&tokens, at + 1)?;
        collated.push(tokens[at + 1..end].iter().any(|token| token.is("COLLATE")));
        if tokens[end].is(")") {
            return Some(collated);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{ConstraintKind as Kind, Statement};

    /// Returns the kinds of all constraints, and the text of each.
    fn parts(sql: &str) -> Vec<(Kind, String)> {
        let statement = Statement::parse(sql).expect("this is a CREATE TABLE statement");
        statement
            .items
            .iter()
            .flat_map(|item| &item.constraints)
            .map(|constraint| (constraint.kind, sql[constraint.span.clone()].to_owned()))
            .collect()
    }

    #[test]
    fn every_constraint_has_its_place() {
        let sql = "CREATE TABLE t (a INTEGER CONSTRAINT k PRIMARY KEY DESC ON CONFLICT FAIL AUTOINCREMENT, -- x, y
            [b c] double precision(1, -2) NOT NULL ON CONFLICT IGNORE DEFAULT -1 COLLATE nocase CHECK (b > (1)) NULL,
            d GENERATED ALWAYS AS (a || ',') STORED UNIQUE REFERENCES o (x) ON DELETE SET NULL MATCH FULL NOT DEFERRABLE
            INITIALLY IMMEDIATE, CONSTRAINT u UNIQUE (a COLLATE nocase DESC, d) ON CONFLICT REPLACE CHECK (1), \
            FOREIGN KEY (a, d) REFERENCES p) STRICT";
        let expected = [
            (Kind::PrimaryKey, "CONSTRAINT k PRIMARY KEY DESC ON CONFLICT FAIL AUTOINCREMENT"),
            (Kind::NotNull, "NOT NULL ON CONFLICT IGNORE"),
            (Kind::Default, "DEFAULT -1"),
            (Kind::Collate, "COLLATE nocase"),
            (Kind::Check, "CHECK (b > (1))"),
            (Kind::Null, "NULL"),
            (Kind::Generated, "GENERATED ALWAYS AS (a || ',') STORED"),
            (Kind::Unique, "UNIQUE"),
            (
                Kind::ForeignKey,
                "REFERENCES o (x) ON DELETE SET NULL MATCH FULL NOT DEFERRABLE\n            INITIALLY IMMEDIATE",
            ),
            (Kind::Unique, "CONSTRAINT u UNIQUE (a COLLATE nocase DESC, d) ON CONFLICT REPLACE"),
            (Kind::Check, "CHECK (1)"),
            (Kind::ForeignKey, "FOREIGN KEY (a, d) REFERENCES p"),
        ];
        assert_eq!(parts(sql), expected.map(|(kind, text)| (kind, text.to_owned())));
        let statement = Statement::parse(sql).expect("it was read above");
        let types: Vec<&str> = (statement.items.iter())
            .filter_map(|item| item.column.as_ref())
            .map(|column| &sql[column.ty.clone()])
            .collect();
        assert_eq!(types, ["INTEGER", "double precision(1, -2)", ""]);
        assert_eq!(sql[statement.options].trim(), "STRICT");
    }
}
