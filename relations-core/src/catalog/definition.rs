//! Parses the CREATE statements that a database stores, for whatever the pragmas do not report. `statement`
//! takes a CREATE TABLE statement apart with the place of each part, `tokens` splits SQL into words. Begin
//! with `parse_table`.

mod statement;
mod tokens;

use std::fmt::Write;

use sqlite3_parser::{
    Bump, FallibleIterator,
    ast::{
        Cmd, ColumnConstraint, CreateTableBody, DeferSubclause, Expr, InitDeferredPred,
        NamedColumnConstraint, NamedTableConstraint, Stmt, TableConstraint,
        fmt::{ToTokens, TokenStream},
    },
    dialect::TokenType,
    lexer::sql::Parser,
};

use super::{CheckInfo, ConflictInfo};

pub(crate) use self::{
    statement::{Constraint, ConstraintKind, Item, Statement, collated_terms},
    tokens::{tokens, unquoted},
};

/// The parts of a table's definition that the pragmas do not report.
#[derive(Default)]
pub(super) struct Definition {
    pub(super) autoincrement: bool,
    pub(super) columns: Vec<DefinedColumn>,
    pub(super) checks: Vec<CheckInfo>,
    pub(super) foreign_keys: Vec<DefinedForeignKey>,
    pub(super) conflicts: Vec<ConflictInfo>,
}

pub(super) struct DefinedColumn {
    name: String,
    pub(super) collation: Option<String>,
    pub(super) generated: Option<String>,
}

#[derive(Default)]
pub(super) struct DefinedForeignKey {
    pub(super) name: Option<String>,
    pub(super) deferred: bool,
}

/// The parts of an index's definition that the pragmas do not report.
#[derive(Default)]
pub(super) struct IndexDefinition {
    pub(super) expressions: Vec<String>,
    pub(super) condition: Option<String>,
}

impl Definition {
    pub(super) fn column(&self, name: &str) -> Option<&DefinedColumn> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    fn add_column_constraint(&mut self, column: &mut DefinedColumn, constraint: &NamedColumnConstraint<'_>) {
        let name = constraint.name.as_ref().map(|name| unquoted(name.0));
        match &constraint.constraint {
            ColumnConstraint::PrimaryKey { auto_increment, .. } => self.autoincrement |= auto_increment,
            ColumnConstraint::Check(expression) => self.checks.push(CheckInfo {
                name,
                column: Some(column.name.clone()),
                expression: render(expression),
            }),
            ColumnConstraint::Collate { collation_name } => {
                column.collation = Some(unquoted(collation_name.0));
            }
            ColumnConstraint::ForeignKey { defer_clause, .. } => {
                self.foreign_keys
                    .push(DefinedForeignKey { name, deferred: is_deferred(defer_clause.as_ref()) });
            }
            // To SQLite this is a separate constraint, about the foreign key before it.
            ColumnConstraint::Defer(clause) => {
                if let Some(key) = self.foreign_keys.last_mut() {
                    key.deferred = is_deferred(Some(clause));
                }
            }
            ColumnConstraint::Generated { expr, .. } => column.generated = Some(render(expr)),
            ColumnConstraint::NotNull { .. } | ColumnConstraint::Unique(_) | ColumnConstraint::Default(_) => {
            }
        }
    }

    fn add_table_constraint(&mut self, constraint: &NamedTableConstraint<'_>) {
        let name = constraint.name.as_ref().map(|name| unquoted(name.0));
        match &constraint.constraint {
            TableConstraint::PrimaryKey { auto_increment, .. } => self.autoincrement |= auto_increment,
            TableConstraint::Check(expression, _) => {
                self.checks.push(CheckInfo { name, column: None, expression: render(expression) });
            }
            TableConstraint::ForeignKey { defer_clause, .. } => {
                self.foreign_keys
                    .push(DefinedForeignKey { name, deferred: is_deferred(defer_clause.as_ref()) });
            }
            TableConstraint::Unique { .. } => {}
        }
    }
}

fn is_deferred(clause: Option<&DeferSubclause>) -> bool {
    clause.is_some_and(|clause| {
        clause.deferrable && clause.init_deferred == Some(InitDeferredPred::InitiallyDeferred)
    })
}

/// Parses a CREATE TABLE statement; the error names the place where parsing ended.
pub(super) fn parse_table(sql: &str) -> Result<Definition, String> {
    parse(sql, |statement| {
        let Stmt::CreateTable {
            body: CreateTableBody::ColumnsAndConstraints { columns, constraints, .. },
            ..
        } = statement
        else {
            return None;
        };
        let mut definition = Definition::default();
        for column in columns {
            let mut defined =
                DefinedColumn { name: unquoted(column.col_name.0), collation: None, generated: None };
            for constraint in column.constraints {
                definition.add_column_constraint(&mut defined, constraint);
            }
            definition.columns.push(defined);
        }
        for constraint in constraints.unwrap_or_default() {
            definition.add_table_constraint(constraint);
        }
        definition.conflicts = conflicts(sql);
        Some(definition)
    })
}

/// Returns the ON CONFLICT clauses that have an effect. Those of CHECK [have
/// none](https://sqlite.org/lang_conflict.html).
fn conflicts(sql: &str) -> Vec<ConflictInfo> {
    let Some(statement) = Statement::parse(sql) else { return Vec::new() };
    let kinds = [
        (ConstraintKind::PrimaryKey, "PRIMARY KEY"),
        (ConstraintKind::NotNull, "NOT NULL"),
        (ConstraintKind::Unique, "UNIQUE"),
    ];
    let mut found = Vec::new();
    for (kind, constraint) in kinds {
        for (item, part) in statement.constraints(kind) {
            if let Some(action) = &part.action {
                let columns = item.terms(part).into_iter().map(|(column, _, _)| column).collect();
                found.push(ConflictInfo { constraint, columns, action: action.clone() });
            }
        }
    }
    found
}

/// Parses a CREATE INDEX statement; the error names the place where parsing ended.
pub(super) fn parse_index(sql: &str) -> Result<IndexDefinition, String> {
    parse(sql, |statement| {
        let Stmt::CreateIndex { columns, where_clause, .. } = statement else { return None };
        Some(IndexDefinition {
            expressions: columns.iter().map(|term| render(&term.expr)).collect(),
            condition: where_clause.as_ref().map(render),
        })
    })
}

fn parse<T>(sql: &str, take: impl FnOnce(&Stmt<'_>) -> Option<T>) -> Result<T, String> {
    let memory = Bump::new();
    let command = Parser::new(&memory, sql.as_bytes()).next().map_err(|error| error.to_string())?;
    let taken = match &command {
        Some(Cmd::Stmt(statement)) => take(statement),
        _ => None,
    };
    taken.ok_or_else(|| format!("`{sql}` is another statement"))
}

/// Renders an expression as text, independent of its original spacing and comments.
fn render(expression: &Expr<'_>) -> String {
    let mut text = Rendered::default();
    // Appending to a string cannot fail.
    let _ = expression.to_tokens(&mut text);
    text.sql
}

/// Tokens rendered as text, with single spaces where they read well.
#[derive(Default)]
struct Rendered {
    sql: String,
    before: Option<TokenType>,
}

impl TokenStream for Rendered {
    type Error = std::fmt::Error;

    fn append(&mut self, token: TokenType, value: Option<&str>) -> std::fmt::Result {
        use TokenType::{TK_BLOB, TK_COMMA, TK_DOT, TK_ID, TK_LP, TK_RP};

        let joined = match self.before {
            None | Some(TK_LP | TK_DOT) => true,
            // A name before a parenthesis is a function's.
            Some(TK_ID) if token == TK_LP => true,
            Some(_) => matches!(token, TK_COMMA | TK_RP | TK_DOT),
        };
        if !joined {
            self.sql.push(' ');
        }
        self.before = Some(token);
        if token == TK_BLOB {
            return write!(self.sql, "X'{}'", value.unwrap_or_default());
        }
        self.sql += token.as_str().unwrap_or_default();
        self.sql += value.unwrap_or_default();
        Ok(())
    }
}
