//! Comparing as the foreign key does.
//!
//! SQLite [relates a child to its parent](https://sqlite.org/foreignkeys.html#fk_indexes) by the collating sequence and the
//! affinity of the parent's column. A statement that binds the parent's key, as `t."user_id"=+?1`, has those of the child's
//! column. It is the shortest way to the children, by their index, and comes to the same where both columns have the same
//! collating sequence and affinity, as in all tables that [`create_all`](crate::Schema::create_all) makes. In a database
//! that was there already they may differ: the children are then those that the parent's row has by comparison with its
//! own column, `EXISTS(SELECT 1 FROM main."users" sqlite_p0 WHERE sqlite_p0."id"=+?1 AND sqlite_p0."id"=t."user_id")`.
//!
//! Which it is the database says when a statement is compiled, not the models. It is asked before the first run only; a
//! statement that does not hold is never run, so that the database is asked again the next time. Where the schema changes
//! under an open connection so that columns compare differently, the run that meets the change is still as before.

use std::{borrow::Cow, ops::Range};

use crate::{
    base::sql::{column, equal, joined, table},
    schema::metadata::path::{End, Path, Step},
    statement::sql::AliasDepth,
};

/// A condition on children by the key of their parent, and the same as the foreign key compares.
#[derive(Clone, Debug, Default)]
pub struct KeyComparison {
    plain: String,
    exact: String,
    pub(crate) pairs: Vec<Pair>,
}

impl KeyComparison {
    /// `plain`, or `exact` where the columns of one of these pairs differ.
    pub(crate) fn new(plain: String, exact: String, pairs: Vec<Pair>) -> Self {
        Self { plain, exact, pairs }
    }

    /// A condition on the rows at the end of the first step of a path, which have this alias.
    pub(crate) fn first(plain: String, near: &'static str, step: Step, alias: &str, first: usize) -> Self {
        let pairs = if step.end == End::Children { pairs(near, step).collect() } else { Vec::new() };
        Self::new(plain, exactly(near, step, alias, Some(first)), pairs)
    }

    /// A condition on the rows at the end of a path, which have the alias `t`.
    pub(crate) fn along(plain: String, near: &'static str, path: &Path) -> Self {
        let mut exact = String::new();
        let mut all = Vec::new();
        for at in 0..path.len() {
            let step = path.step(at);
            let alias = if at + 1 == path.len() { "t".to_owned() } else { way_alias(at + 1) };
            let before = if at == 0 { near } else { path.step(at - 1).table };
            if step.end == End::Children {
                all.extend(pairs(before, step));
            }
            exact = if at == 0 {
                exactly(near, step, &alias, Some(1))
            } else {
                let there = way_alias(at);
                let related = related(&step, &alias, &there);
                format!("EXISTS(SELECT 1 FROM {} {there} WHERE {related} AND {exact})", table(before))
            };
        }
        Self::new(plain, exact, all)
    }

    pub(crate) fn exact(&self) -> &str {
        &self.exact
    }

    /// Where in a statement's text the plain condition stands.
    pub(crate) fn place(&self, text: &str) -> Option<Range<usize>> {
        let start = text.find(&self.plain).filter(|_| !self.pairs.is_empty())?;
        Some(start..start + self.plain.len())
    }
}

/// The alias of a table on the way. No table can have this name, as SQLite keeps [such
/// names](https://sqlite.org/lang_createtable.html) to itself: it hides none that stands without an alias.
fn way_alias(at: usize) -> String {
    format!("sqlite_p{at}")
}

/// `EXISTS(SELECT 1 FROM main."users" sqlite_p0 WHERE sqlite_p0."id"=+?1 AND sqlite_p0."id"=t."user_id")`, where `step` arrives at children.
fn exactly(near: &str, step: Step, alias: &str, first: Option<usize>) -> String {
    let of = |alias: &str, columns| {
        joined(columns, " AND ", |at, name| {
            let number = first.map_or_else(String::new, |first| (first + at).to_string());
            format!("{}=+?{number}", column(alias, name))
        })
    };
    if step.end == End::Parent {
        return of(alias, step.to);
    }
    let there = way_alias(0);
    let related = related(&step, alias, &there);
    format!("EXISTS(SELECT 1 FROM {} {there} WHERE {} AND {related})", table(near), of(&there, step.from))
}

/// `sqlite_p0."id"=t."user_id"`, the parent's column first.
fn related(step: &Step, to: &str, from: &str) -> String {
    let (parent, child) = step.parent_first((to, step.to), (from, step.from));
    equal(parent, child)
}

/// A fixed statement with conditions that depend on how the database compares.
#[derive(Clone, Copy)]
pub(crate) struct FixedSql<'s> {
    pub text: &'s str,
    pub compared: &'s [KeyComparison],
}

impl FixedSql<'_> {
    #[cold]
    pub(crate) fn exact(&self) -> String {
        let mut text = self.text.to_owned();
        for compared in self.compared {
            if let Some(place) = compared.place(&text) {
                text.replace_range(place, &compared.exact);
            }
        }
        text
    }
}

/// A part of a statement that depends on how the database compares.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    pub at: Range<usize>,
    pub of: AlternativeKind,
}

/// What a part of a statement says.
#[derive(Clone, Debug)]
pub(crate) enum AlternativeKind {
    /// A condition of a fixed statement.
    Fixed(&'static KeyComparison),
    /// That a row of this level refers to a row of `parent`, whose key is the parameters from the `first` on, if they have
    /// numbers.
    Reference { level: AliasDepth, parent: &'static str, to_children: Step, first: Option<usize> },
    /// What is put otherwise where the columns of a step compare differently.
    Instead(Instead),
    /// What is put otherwise where several parents can have one key.
    Joined(Joined),
}

/// A part of a statement that joins the parents of its rows.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    /// The step that arrives at them.
    pub step: Step,
    /// Renders what it says where a join could find a row twice.
    pub exact: fn(&Step) -> String,
}

/// What a part of a statement is put as where the columns of a step compare differently.
#[derive(Clone, Debug)]
pub(crate) struct Instead {
    /// The table where the step begins, …
    pub near: &'static str,
    pub step: Step,
    /// … the alias that it has, and that of the table where it arrives.
    pub from: Cow<'static, str>,
    pub to: Cow<'static, str>,
    /// Renders it, which is seldom needed.
    pub exact: fn(&Self) -> String,
}

impl AlternativeKind {
    pub(crate) fn exact(&self) -> Cow<'_, str> {
        match self {
            Self::Fixed(compared) => Cow::Borrowed(&compared.exact),
            Self::Reference { level, parent, to_children, first } => {
                Cow::Owned(exactly(parent, *to_children, &level.alias(), *first))
            }
            Self::Instead(instead) => Cow::Owned((instead.exact)(instead)),
            Self::Joined(Joined { step, exact }) => Cow::Owned(exact(step)),
        }
    }
}

/// Two columns that a foreign key compares.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) parent: (&'static str, &'static str),
    pub(crate) child: (&'static str, &'static str),
}

/// The pairs of columns that `step` compares, which comes from the table `near`.
pub(crate) fn pairs(near: &'static str, step: Step) -> impl Iterator<Item = Pair> {
    let (parent, child) = step.parent_first((step.table, step.to), (near, step.from));
    parent
        .1
        .iter()
        .zip(child.1)
        .map(move |(key, column)| Pair { parent: (parent.0, key), child: (child.0, column) })
}
