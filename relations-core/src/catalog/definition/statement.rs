//! A CREATE TABLE statement taken apart, with the place of each part, so that one can be changed and the rest stays as
//! it is written.

use std::ops::Range;

use super::tokens::{Token, tokens, unquoted};

/// The parts of a CREATE TABLE statement, by [SQLite's grammar](https://sqlite.org/lang_createtable.html).
pub(crate) struct Statement {
    /// The columns and the constraints of the table, which commas part.
    pub(crate) items: Vec<Item>,
    /// The parenthesis that ends them.
    pub(crate) close: Range<usize>,
    /// What stands behind that.
    pub(crate) options: Range<usize>,
}

/// What stands between two commas.
pub(crate) struct Item {
    pub(crate) span: Range<usize>,
    /// The comma before it.
    pub(crate) comma: Option<Range<usize>>,
    /// Its column; `None` if it is constraints of the table.
    pub(crate) column: Option<ColumnText>,
    pub(crate) constraints: Vec<Constraint>,
}

pub(crate) struct ColumnText {
    pub(crate) name: String,
    /// The type, empty behind the name if there is none.
    pub(crate) ty: Range<usize>,
}

/// A constraint with the name that CONSTRAINT gives it.
pub(crate) struct Constraint {
    pub(crate) span: Range<usize>,
    pub(crate) kind: ConstraintKind,
    /// What a key or a UNIQUE constraint of the table is over; that of a column is over the column.
    pub(crate) terms: Vec<Term>,
    /// ON CONFLICT and its action; where it would be, if it is not there.
    pub(crate) conflict: Range<usize>,
    /// The action of ON CONFLICT in capitals, if it is another than that which holds without.
    pub(crate) action: Option<String>,
    pub(crate) autoincrement: Option<Range<usize>>,
    /// Where AUTOINCREMENT would be, in a primary key.
    pub(crate) counts_at: usize,
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
    /// One that says nothing, as a name that stands alone.
    Other,
}

/// A column in the list of a key or of a UNIQUE constraint.
pub(crate) struct Term {
    pub(crate) column: String,
    pub(crate) collation: Option<String>,
    pub(crate) descending: bool,
}

impl Statement {
    /// `None` if it is no CREATE TABLE statement with a list of columns.
    pub(crate) fn of(sql: &str) -> Option<Self> {
        let tokens = tokens(sql);
        let open = tokens.iter().position(|token| token.is("("))?;
        let mut at = open;
        let mut comma = None;
        let mut items = Vec::new();
        loop {
            let first = at + 1;
            at = end_of_item(&tokens, first)?;
            items.push(Reader { tokens: &tokens[first..at], at: 0 }.item(comma)?);
            let end = tokens.get(at)?;
            if end.is(")") {
                let close = end.start..end.end;
                let last = tokens.last().map_or(close.end, |token| token.end);
                return Some(Self { items, options: close.end..last, close });
            }
            comma = Some(end.start..end.end);
        }
    }

    /// The item of a column.
    pub(crate) fn column(&self, name: &str) -> Option<&Item> {
        let is = |column: &ColumnText| column.name.eq_ignore_ascii_case(name);
        self.items.iter().find(|item| item.column.as_ref().is_some_and(is))
    }

    /// All constraints of a kind, with the item that each stands in, in the order of the text.
    pub(crate) fn constraints(&self, kind: ConstraintKind) -> impl Iterator<Item = (&Item, &Constraint)> {
        self.items
            .iter()
            .flat_map(|item| item.constraints.iter().map(move |constraint| (item, constraint)))
            .filter(move |(_, constraint)| constraint.kind == kind)
    }
}

impl Item {
    /// The columns that a constraint of it is over.
    pub(crate) fn terms(&self, constraint: &Constraint) -> Vec<(String, Option<String>, bool)> {
        match &self.column {
            Some(column) => vec![(column.name.clone(), None, false)],
            None => (constraint.terms.iter())
                .map(|term| (term.column.clone(), term.collation.clone(), term.descending))
                .collect(),
        }
    }
}

/// The place of the comma or parenthesis that ends the item which begins at `at`.
fn end_of_item(tokens: &[Token<'_>], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        let token = tokens.get(at)?;
        if token.is("(") {
            depth += 1;
        } else if token.is(")") {
            let Some(less) = depth.checked_sub(1) else { return Some(at) };
            depth = less;
        } else if depth == 0 && token.is(",") {
            return Some(at);
        }
        at += 1;
    }
}

/// The words with which a constraint of a column begins, and which cannot be part of its type.
const BEGINNINGS: [&str; 11] = [
    "CONSTRAINT",
    "DEFAULT",
    "NULL",
    "NOT",
    "PRIMARY",
    "UNIQUE",
    "CHECK",
    "REFERENCES",
    "COLLATE",
    "AS",
    "DEFERRABLE",
];

/// Reads one item.
struct Reader<'a, 'sql> {
    tokens: &'a [Token<'sql>],
    at: usize,
}

impl Reader<'_, '_> {
    fn is(&self, ahead: usize, word: &str) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| token.is(word))
    }

    /// Where what has been read ends.
    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.end)
    }

    fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.tokens.len());
    }

    fn take(&mut self, word: &str) -> bool {
        let is = self.is(0, word);
        self.skip(usize::from(is));
        is
    }

    /// Takes what stands in parentheses, with them.
    fn parentheses(&mut self) -> Option<Range<usize>> {
        let inner = self.at + 1;
        if !self.take("(") {
            return None;
        }
        let mut depth = 1_usize;
        while depth > 0 {
            let token = self.tokens.get(self.at)?;
            depth = if token.is("(") {
                depth + 1
            } else if token.is(")") {
                depth - 1
            } else {
                depth
            };
            self.at += 1;
        }
        Some(inner..self.at - 1)
    }

    fn item(mut self, comma: Option<Range<usize>>) -> Option<Item> {
        let (first, last) = (self.tokens.first()?, self.tokens.last()?);
        let span = first.start..last.end;
        let of_table =
            ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].iter().any(|word| first.is(word));
        let column = if of_table { None } else { Some(self.column()) };
        let mut constraints = Vec::new();
        while self.at < self.tokens.len() {
            let before = self.at;
            constraints.push(self.constraint()?);
            if self.at == before {
                return None;
            }
        }
        Some(Item { span, comma, column, constraints })
    }

    fn column(&mut self) -> ColumnText {
        let name = unquoted(self.tokens[0].text);
        self.at = 1;
        let mut ty = self.end()..self.end();
        while let Some(token) = self.tokens.get(self.at) {
            let generated = self.is(0, "GENERATED") && self.is(1, "ALWAYS") && self.is(2, "AS");
            if generated || BEGINNINGS.iter().any(|word| token.is(word)) {
                break;
            }
            if ty.is_empty() {
                ty.start = token.start;
            }
            ty.end = token.end;
            self.at += 1;
        }
        ColumnText { name, ty }
    }

    fn constraint(&mut self) -> Option<Constraint> {
        let start = self.tokens.get(self.at)?.start;
        if self.take("CONSTRAINT") {
            self.skip(1);
        }
        let mut found = Constraint {
            span: start..start,
            kind: ConstraintKind::Other,
            terms: Vec::new(),
            conflict: 0..0,
            action: None,
            autoincrement: None,
            counts_at: start,
        };
        found.kind = self.body(&mut found)?;
        found.span.end = self.end();
        Some(found)
    }

    fn body(&mut self, found: &mut Constraint) -> Option<ConstraintKind> {
        if self.take("PRIMARY") {
            self.skip(1);
            self.terms(found);
            if !self.take("ASC") {
                self.take("DESC");
            }
            self.conflict(found);
            if found.terms.is_empty() {
                found.counts_at = self.end();
            }
            if let Some(token) = self.tokens.get(self.at).filter(|token| token.is("AUTOINCREMENT")) {
                found.autoincrement = Some(token.start..token.end);
                self.skip(1);
            }
            return Some(ConstraintKind::PrimaryKey);
        }
        if self.take("UNIQUE") {
            self.terms(found);
            self.conflict(found);
            return Some(ConstraintKind::Unique);
        }
        if self.take("CHECK") {
            self.parentheses()?;
            self.conflict(found);
            return Some(ConstraintKind::Check);
        }
        if self.take("FOREIGN") {
            self.skip(1);
            self.terms(found);
        }
        if self.take("REFERENCES") {
            self.skip(1);
            self.parentheses();
            self.rules();
            return Some(ConstraintKind::ForeignKey);
        }
        if self.is(0, "NOT") && self.is(1, "NULL") {
            self.skip(2);
            self.conflict(found);
            return Some(ConstraintKind::NotNull);
        }
        if self.take("NULL") {
            self.conflict(found);
            return Some(ConstraintKind::Null);
        }
        if self.take("DEFAULT") {
            if self.parentheses().is_none() {
                if !self.take("+") {
                    self.take("-");
                }
                self.skip(1);
            }
            return Some(ConstraintKind::Default);
        }
        if self.take("COLLATE") {
            self.skip(1);
            return Some(ConstraintKind::Collate);
        }
        if self.is(0, "GENERATED") || self.is(0, "AS") {
            self.skip(if self.is(0, "AS") { 1 } else { 3 });
            self.parentheses()?;
            if !self.take("STORED") {
                self.take("VIRTUAL");
            }
            return Some(ConstraintKind::Generated);
        }
        // A name for nothing, and DEFERRABLE without a foreign key, which SQLite lets pass.
        self.rules();
        Some(ConstraintKind::Other)
    }

    /// The columns in parentheses.
    fn terms(&mut self, found: &mut Constraint) {
        let Some(inner) = self.parentheses() else { return };
        for term in self.tokens[inner].split(|token| token.is(",")) {
            let Some(column) = term.first() else { continue };
            found.counts_at = term.last().map_or(column.end, |last| last.end);
            let collate = term.windows(2).find(|pair| pair[0].is("COLLATE"));
            found.terms.push(Term {
                column: unquoted(column.text),
                collation: collate.map(|pair| unquoted(pair[1].text)),
                descending: term.last().is_some_and(|last| last.is("DESC")),
            });
            // `PRIMARY KEY (id AUTOINCREMENT)`
            if let Some(token) = term.last().filter(|last| last.is("AUTOINCREMENT")) {
                found.autoincrement = Some(token.start..token.end);
            }
        }
    }

    fn conflict(&mut self, found: &mut Constraint) {
        let place = self.end();
        found.conflict = place..place;
        if self.is(0, "ON") && self.is(1, "CONFLICT") {
            let start = self.tokens[self.at].start;
            self.skip(3);
            found.conflict = start..self.end();
            let action = self.tokens[self.at - 1].text.to_ascii_uppercase();
            found.action = Some(action).filter(|action| action != "ABORT");
        }
    }

    /// What follows the columns that a foreign key refers to.
    fn rules(&mut self) {
        loop {
            if self.is(0, "ON") && ["DELETE", "UPDATE", "INSERT"].iter().any(|event| self.is(1, event)) {
                self.skip(2);
                self.skip(if self.is(0, "SET") || self.is(0, "NO") { 2 } else { 1 });
            } else if self.is(0, "MATCH") {
                self.skip(2);
            } else if self.is(0, "DEFERRABLE") || self.is(0, "NOT") && self.is(1, "DEFERRABLE") {
                self.skip(if self.is(0, "NOT") { 2 } else { 1 });
                if self.take("INITIALLY") {
                    self.skip(1);
                }
            } else {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ConstraintKind as Kind, Statement};

    /// The kinds of all constraints, and the text of each.
    fn parts(sql: &str) -> Vec<(Kind, String)> {
        let statement = Statement::of(sql).expect("this is a CREATE TABLE statement");
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
        let statement = Statement::of(sql).expect("it was read above");
        let types: Vec<&str> = (statement.items.iter())
            .filter_map(|item| item.column.as_ref())
            .map(|column| &sql[column.ty.clone()])
            .collect();
        assert_eq!(types, ["INTEGER", "double precision(1, -2)", ""]);
        assert_eq!(sql[statement.options].trim(), "STRICT");
    }
}
