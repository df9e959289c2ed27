//! SQL that is put together at run time, together with its values.

use std::{borrow::Cow, mem};

use rusqlite::types::Value;
use smallvec::SmallVec;

use crate::{
    base::{
        error::Result,
        quote::push_number,
        sql::{push_column, push_columns},
    },
    row::bind::{Bind, Binding, Values},
    schema::metadata::path::{Path, Step},
    statement::comparison::{Alternative, AlternativeKind},
};

/// A statement, or a part of one, with the values of its parameters so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    pub text: String,
    pub values: Values,
    /// Set if parameters are written with their numbers. They must be if the text that follows has numbered
    /// parameters, as the FROM clause of a relation does: a parameter without a number is the next after the
    /// greatest so far.
    pub numbered: bool,
    /// The parts of the text whose form the database decides.
    pub alternatives: SmallVec<[Alternative; 2]>,
    /// The rows that the next condition is tested on.
    pub candidates: Candidates,
    /// The parents that the statement joins for its order.
    pub parents: SmallVec<[JoinedParent; 1]>,
}

/// The parents of rows, as a statement joins them for its order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JoinedParent {
    /// The step to the parents.
    pub step: Step,
    /// Set if each row has a parent, since its foreign key cannot be NULL. Otherwise a row without a parent stays.
    pub inner: bool,
}

/// The facts about the rows that a condition is tested on, apart from the condition itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Candidates {
    /// Set if there are few of them.
    pub few: bool,
    /// Set if something else finds them, so that the condition only tests them.
    pub tested: bool,
}

/// The depth of a condition: 0 for the rows of the query itself, 1 for those of a relation within its
/// condition, and so on.
///
/// Each depth has aliases of its own, so that a condition on a relation of a table to itself compares two
/// rows rather than one row with itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AliasDepth(usize);

impl AliasDepth {
    /// The depth of a condition on the rows of a junction table beside those that it leads to.
    pub(crate) const JUNCTION: Self = Self(usize::MAX);

    /// Returns the depth of a condition within one of this depth.
    pub(crate) const fn below(self) -> Self {
        Self(self.0.wrapping_add(1))
    }

    /// Returns the alias of the table whose rows the conditions of this depth are about: `t`, or `t1`.
    pub(crate) fn alias(self) -> Cow<'static, str> {
        match self.0 {
            0 => Cow::Borrowed("t"),
            1 => Cow::Borrowed("t1"),
            2 => Cow::Borrowed("t2"),
            usize::MAX => Cow::Borrowed("j"),
            depth => Cow::Owned(format!("t{depth}")),
        }
    }

    /// Returns the alias of the table after so many steps of the path to the rows of this depth: `j1`, or `j1_1`.
    fn step_alias(self, step: usize) -> Cow<'static, str> {
        match (self.0, step) {
            (1, 0) => Cow::Borrowed("j1"),
            (2, 0) => Cow::Borrowed("j2"),
            (depth, 0) => Cow::Owned(format!("j{depth}")),
            (depth, step) => Cow::Owned(format!("j{depth}_{step}")),
        }
    }

    /// Returns the alias of the table where this step of the path to the rows of this depth ends.
    pub(crate) fn alias_on(self, path: &Path, step: usize) -> Cow<'static, str> {
        if step + 1 == path.len() { self.alias() } else { self.step_alias(step) }
    }
}

impl Sql {
    /// Returns an empty statement with room for so many bytes of text.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Returns a statement without text, whose first parameters have these values.
    #[inline]
    pub(crate) fn with_values(values: Values) -> Self {
        Self { text: String::with_capacity(256), values, ..Self::default() }
    }

    /// Returns the statement without this prefix; `None` if it does not begin with it.
    pub(crate) fn strip_prefix(mut self, prefix: &str) -> Option<Self> {
        self.text = self.text.strip_prefix(prefix)?.to_owned();
        for part in &mut self.alternatives {
            part.at = part.at.start - prefix.len()..part.at.end - prefix.len();
        }
        Some(self)
    }

    /// Returns what `render` appends, as a part of its own. The values of its parameters are added to those
    /// of this statement.
    pub(crate) fn render_part(&mut self, render: impl FnOnce(&mut Self) -> Result<()>) -> Result<Self> {
        let values = mem::take(&mut self.values);
        let mut part = Self { values, numbered: self.numbered, ..Self::default() };
        let rendered = render(&mut part);
        self.values = mem::take(&mut part.values);
        rendered.map(|()| part)
    }

    /// Appends a [part](Self::render_part), whose parameters keep their numbers.
    pub(crate) fn push_part(&mut self, part: &Self) {
        let start = self.text.len();
        self.text += &part.text;
        self.alternatives.extend(part.alternatives.iter().map(|alternative| {
            let Alternative { at, kind } = alternative.clone();
            Alternative { at: start + at.start..start + at.end, kind }
        }));
    }

    /// Returns the statement with this text before and after it.
    pub(crate) fn wrapped(mut self, before: &str, after: &str) -> Self {
        self.text = format!("{before}{}{after}", self.text);
        for part in &mut self.alternatives {
            part.at = part.at.start + before.len()..part.at.end + before.len();
        }
        self
    }

    /// Renders conditions that are tested on rows of which this is known.
    pub(crate) fn with_candidates<T>(
        &mut self,
        candidates: Candidates,
        render: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = mem::replace(&mut self.candidates, candidates);
        let rendered = render(self);
        self.candidates = before;
        rendered
    }

    /// Appends `t."name"`.
    pub(crate) fn push_column(&mut self, depth: AliasDepth, column: &str) {
        push_column(&mut self.text, &depth.alias(), column);
    }

    /// Appends `t."id", t."name"`.
    pub(crate) fn push_columns(&mut self, depth: AliasDepth, columns: &[&str]) {
        push_columns(&mut self.text, &depth.alias(), columns);
    }

    /// Appends `t."user_id" = +?`: the condition that a row of this depth refers to the row of `parent` that
    /// has this key. `to_children` is the step from the parent to the row.
    pub(crate) fn push_reference(
        &mut self,
        depth: AliasDepth,
        parent: &'static str,
        to_children: Step,
        key: &[Value],
    ) {
        let start = self.text.len();
        let first = self.numbered.then_some(self.values.len() + 1);
        for (at, (column, value)) in to_children.to.iter().zip(key).enumerate() {
            self.text += if at > 0 { " AND " } else { "" };
            self.push_column(depth, column);
            self.text += " = ";
            self.push_value(value.clone());
        }
        let kind = AlternativeKind::Reference { depth, parent, to_children, first };
        self.alternatives.push(Alternative { at: start..self.text.len(), kind });
    }

    /// Appends a parameter with this value. The plus keeps the plan from depending on the value, as SQLite
    /// would then compile the statement again for each value.
    pub(crate) fn push_value(&mut self, value: Value) {
        self.text.push('+');
        self.push_parameter(value);
    }

    /// Appends a parameter that no plan can depend on, such as an argument of a function.
    pub(crate) fn push_parameter(&mut self, value: Value) {
        self.values.push(value);
        self.text.push('?');
        if self.numbered {
            push_number(&mut self.text, self.values.len());
        }
    }

    /// Renders the text with the exact form of each part.
    #[cold]
    pub(crate) fn exact(&self) -> String {
        let mut text = self.text.clone();
        let mut parts: Vec<&Alternative> = self.alternatives.iter().collect();
        // From the end to the beginning. Of two parts that begin at one place the empty one comes last, so
        // that its text is first.
        parts.sort_by_key(|part| std::cmp::Reverse((part.at.start, part.at.end)));
        for part in parts {
            text.replace_range(part.at.clone(), &part.kind.exact());
        }
        text
    }
}

/// Binds the values of the statement.
impl Binding for Sql {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        bind.owned_values(&self.values)
    }
}
