//! Reads the items of a CREATE TABLE statement from their tokens.

use std::ops::Range;

use super::{ColumnText, Constraint, ConstraintKind, Item, Term};

use crate::catalog::definition::tokens::{Token, unquoted};

/// Returns the position of the comma or parenthesis that ends the item which begins at `at`.
pub(super) fn end_of_item(tokens: &[Token<'_>], mut at: usize) -> Option<usize> {
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

/// The words that begin a column constraint and cannot be part of a type.
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

/// A reader of one item.
pub(super) struct ItemReader<'a, 'sql> {
    tokens: &'a [Token<'sql>],
    at: usize,
}

impl<'a, 'sql> ItemReader<'a, 'sql> {
    pub(super) fn new(tokens: &'a [Token<'sql>]) -> Self {
        Self { tokens, at: 0 }
    }

    fn is(&self, ahead: usize, word: &str) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| token.is(word))
    }

    /// Returns the end of the text that has been read.
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

    /// Skips a pair of parentheses and returns the range of the tokens between them.
    fn take_parentheses(&mut self) -> Option<Range<usize>> {
        let inner = self.at + 1;
        if !self.take("(") {
            return None;
        }
        loop {
            let end = end_of_item(self.tokens, self.at)?;
            self.at = end + 1;
            if self.tokens[end].is(")") {
                return Some(inner..end);
            }
        }
    }

    pub(super) fn read_item(mut self, comma: Option<Range<usize>>) -> Option<Item> {
        let (first, last) = (self.tokens.first()?, self.tokens.last()?);
        let span = first.start..last.end;
        let of_table =
            ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].iter().any(|word| first.is(word));
        let column = if of_table { None } else { Some(self.read_column()) };
        let mut constraints = Vec::new();
        while self.at < self.tokens.len() {
            let before = self.at;
            constraints.push(self.read_constraint()?);
            if self.at == before {
                return None;
            }
        }
        Some(Item { span, comma, column, constraints })
    }

    fn read_column(&mut self) -> ColumnText {
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

    fn read_constraint(&mut self) -> Option<Constraint> {
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
            autoincrement_at: start,
        };
        found.kind = self.read_constraint_body(&mut found)?;
        found.span.end = self.end();
        Some(found)
    }

    fn read_constraint_body(&mut self, found: &mut Constraint) -> Option<ConstraintKind> {
        if self.take("PRIMARY") {
            self.skip(1);
            self.read_terms(found);
            if !self.take("ASC") {
                self.take("DESC");
            }
            self.read_conflict(found);
            if found.terms.is_empty() {
                found.autoincrement_at = self.end();
            }
            if let Some(token) = self.tokens.get(self.at).filter(|token| token.is("AUTOINCREMENT")) {
                found.autoincrement = Some(token.start..token.end);
                self.skip(1);
            }
            return Some(ConstraintKind::PrimaryKey);
        }
        if self.take("UNIQUE") {
            self.read_terms(found);
            self.read_conflict(found);
            return Some(ConstraintKind::Unique);
        }
        if self.take("CHECK") {
            self.take_parentheses()?;
            self.read_conflict(found);
            return Some(ConstraintKind::Check);
        }
        if self.take("FOREIGN") {
            self.skip(1);
            self.read_terms(found);
        }
        if self.take("REFERENCES") {
            self.skip(1);
            self.take_parentheses();
            self.skip_rules();
            return Some(ConstraintKind::ForeignKey);
        }
        if self.is(0, "NOT") && self.is(1, "NULL") {
            self.skip(2);
            self.read_conflict(found);
            return Some(ConstraintKind::NotNull);
        }
        if self.take("NULL") {
            self.read_conflict(found);
            return Some(ConstraintKind::Null);
        }
        if self.take("DEFAULT") {
            if self.take_parentheses().is_none() {
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
            self.take_parentheses()?;
            if !self.take("STORED") {
                self.take("VIRTUAL");
            }
            return Some(ConstraintKind::Generated);
        }
        // A name without a constraint, or DEFERRABLE without a foreign key; SQLite accepts both.
        self.skip_rules();
        Some(ConstraintKind::Other)
    }

    /// Reads the columns in parentheses.
    fn read_terms(&mut self, found: &mut Constraint) {
        let Some(inner) = self.take_parentheses() else { return };
        for term in self.tokens[inner].split(|token| token.is(",")) {
            let Some(column) = term.first() else { continue };
            found.autoincrement_at = term.last().map_or(column.end, |last| last.end);
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

    fn read_conflict(&mut self, found: &mut Constraint) {
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

    /// Skips the clauses after the columns that a foreign key refers to.
    fn skip_rules(&mut self) {
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
