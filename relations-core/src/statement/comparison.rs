//! Key comparisons: conditions that select the children of a parent row by its key.
//!
//! SQLite [compares a child's foreign key with its parent's
//! key](https://sqlite.org/foreignkeys.html#fk_indexes) by the collating sequence and the affinity of the
//! parent's column. The plain form, `t."user_id"=+?1`, compares by those of the child's column instead. It is
//! the fastest form, as it searches the index of the foreign key directly, and it selects the same rows if
//! both columns agree, as they do in all tables that [`create_all`](crate::Schema::create_all) makes. In a
//! database made otherwise they may differ. Then the exact form compares with the parent's own column:
//! `EXISTS(SELECT 1 FROM main."users" sqlite_p0 WHERE sqlite_p0."id"=+?1 AND sqlite_p0."id"=t."user_id")`.
//!
//! Only the database knows how its columns compare; models do not declare it. So statements are rendered with
//! both forms, and `connection::compile` looks the columns up once, before the first run of a compiled
//! statement. A statement whose plain form is wrong is never run, so that they are looked up again the next
//! time. If another connection changes how columns compare, the run that meets the change still uses the old
//! form.

use std::{borrow::Cow, ops::Range};

use crate::{
    base::sql::{column, equal, joined, table},
    schema::metadata::path::{End, Path, Step},
    statement::sql::AliasDepth,
};

/// A condition on children by the key of their parent, in its plain and its exact form.
#[derive(Clone, Debug, Default)]
pub struct KeyComparison {
    plain: String,
    exact: String,
    /// The columns that the condition compares: the plain form is wrong if those of a pair compare differently.
    pub(crate) pairs: Vec<ColumnPair>,
}

impl KeyComparison {
    /// Returns the condition `plain`, or `exact` if the columns of one of these pairs compare differently.
    pub(crate) fn new(plain: String, exact: String, pairs: Vec<ColumnPair>) -> Self {
        Self { plain, exact, pairs }
    }

    /// Returns the condition `plain` on the rows at the end of a path's first step, which have this alias.
    /// The key's parameters are numbered from `first`.
    pub(crate) fn of_first_step(
        plain: String,
        near: &'static str,
        step: Step,
        alias: &str,
        first: usize,
    ) -> Self {
        let pairs = if step.end == End::Children { column_pairs(near, step).collect() } else { Vec::new() };
        Self::new(plain, exact_condition(near, step, alias, Some(first)), pairs)
    }

    /// Returns the condition `plain` on the rows at the end of a path, which have the alias `t`.
    pub(crate) fn of_path(plain: String, near: &'static str, path: &Path) -> Self {
        let mut exact = String::new();
        let mut pairs = Vec::new();
        for at in 0..path.len() {
            let step = path.step(at);
            let alias = if at + 1 == path.len() { "t".to_owned() } else { step_alias(at + 1) };
            let before = if at == 0 { near } else { path.step(at - 1).table };
            if step.end == End::Children {
                pairs.extend(column_pairs(before, step));
            }
            exact = if at == 0 {
                exact_condition(near, step, &alias, Some(1))
            } else {
                let from = step_alias(at);
                let join = join_condition(&step, &alias, &from);
                let before = path.step(at - 1).source(&from);
                format!("EXISTS(SELECT 1 FROM {before} WHERE {join} AND {exact})")
            };
        }
        Self::new(plain, exact, pairs)
    }

    /// Returns the exact form.
    pub(crate) fn exact(&self) -> &str {
        &self.exact
    }

    /// Returns the position of the plain form in the text of a statement; `None` if the two forms cannot differ.
    pub(crate) fn position(&self, text: &str) -> Option<Range<usize>> {
        let start = text.find(&self.plain).filter(|_| !self.pairs.is_empty())?;
        Some(start..start + self.plain.len())
    }
}

/// Returns the alias of a table within a path. SQLite [reserves such
/// names](https://sqlite.org/lang_createtable.html), so that the alias hides no table that a statement names
/// without one.
fn step_alias(at: usize) -> String {
    format!("sqlite_p{at}")
}

/// Renders
/// `EXISTS(SELECT 1 FROM main."users" sqlite_p0 WHERE sqlite_p0."id"=+?1 AND sqlite_p0."id"=t."user_id")` for
/// a step to children, and `t."id"=+?1` for a step to a parent.
fn exact_condition(near: &str, step: Step, alias: &str, first: Option<usize>) -> String {
    let matching = |alias: &str, columns| {
        joined(columns, " AND ", |at, name| {
            let number = first.map_or_else(String::new, |first| (first + at).to_string());
            format!("{}=+?{number}", column(alias, name))
        })
    };
    if step.end == End::Parent {
        return matching(alias, step.to);
    }
    let from = step_alias(0);
    let join = join_condition(&step, alias, &from);
    format!("EXISTS(SELECT 1 FROM {} {from} WHERE {} AND {join})", table(near), matching(&from, step.from))
}

/// Renders `sqlite_p0."id"=t."user_id"`. SQLite compares by the collating sequence of the column that comes first,
/// which must be the parent's.
fn join_condition(step: &Step, to: &str, from: &str) -> String {
    let (parent, child) = step.parent_first((to, step.to), (from, step.from));
    equal(parent, child)
}

/// A fixed statement, with the conditions in it whose form the database decides.
#[derive(Clone, Copy)]
pub(crate) struct FixedSql<'s> {
    pub text: &'s str,
    pub comparisons: &'s [KeyComparison],
}

impl FixedSql<'_> {
    /// Renders the statement with the exact form of each condition.
    #[cold]
    pub(crate) fn exact(&self) -> String {
        let mut text = self.text.to_owned();
        for comparison in self.comparisons {
            if let Some(position) = comparison.position(&text) {
                text.replace_range(position, &comparison.exact);
            }
        }
        text
    }
}

/// A part of a statement whose form the database decides. The text has its plain form.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// The position of the plain form in the text.
    pub at: Range<usize>,
    pub kind: AlternativeKind,
}

/// The kinds of parts whose form the database decides.
#[derive(Clone, Debug)]
pub(crate) enum AlternativeKind {
    /// A condition of a fixed statement.
    Fixed(&'static KeyComparison),
    /// The condition that a row of this depth refers to a row of `parent`. The parameters of the key are
    /// numbered from `first`, or have no numbers.
    Reference { depth: AliasDepth, parent: &'static str, to_children: Step, first: Option<usize> },
    /// A part with an exact form for a step whose columns compare differently.
    Step(StepAlternative),
    /// A part with an exact form for a step that can find several parents by one key.
    Join(JoinAlternative),
    /// A column of a joined parent, whose exact form is a subquery, as no parents are joined then.
    ParentColumn { step: Step, exact: String },
}

/// A part of a statement that joins the parents of its rows.
#[derive(Clone, Debug)]
pub(crate) struct JoinAlternative {
    /// The step from the rows to their parents.
    pub step: Step,
    /// Renders the exact form, in which no row can occur twice.
    pub exact: fn(&Step) -> String,
}

/// A part of a statement that follows one step of a path.
#[derive(Clone, Debug)]
pub(crate) struct StepAlternative {
    /// The table where the step begins.
    pub near: &'static str,
    pub step: Step,
    /// The alias of the table where the step begins.
    pub from: Cow<'static, str>,
    /// The alias of the table where the step ends.
    pub to: Cow<'static, str>,
    /// Renders the exact form, which is rarely needed.
    pub exact: fn(&Self) -> String,
}

impl AlternativeKind {
    /// Renders the exact form.
    pub(crate) fn exact(&self) -> Cow<'_, str> {
        match self {
            Self::Fixed(comparison) => Cow::Borrowed(&comparison.exact),
            Self::Reference { depth, parent, to_children, first } => {
                Cow::Owned(exact_condition(parent, *to_children, &depth.alias(), *first))
            }
            Self::Step(part) => Cow::Owned((part.exact)(part)),
            Self::Join(JoinAlternative { step, exact }) => Cow::Owned(exact(step)),
            Self::ParentColumn { exact, .. } => Cow::Borrowed(exact),
        }
    }
}

/// Two columns that a foreign key compares, each with the name of its table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnPair {
    pub(crate) parent: (&'static str, &'static str),
    pub(crate) child: (&'static str, &'static str),
}

/// Returns the pairs of columns that `step` compares, which begins at the table `near`.
pub(crate) fn column_pairs(near: &'static str, step: Step) -> impl Iterator<Item = ColumnPair> {
    let (parent, child) = step.parent_first((step.table, step.to), (near, step.from));
    parent
        .1
        .iter()
        .zip(child.1)
        .map(move |(key, column)| ColumnPair { parent: (parent.0, key), child: (child.0, column) })
}
