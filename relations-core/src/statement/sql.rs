//! SQL that is put together at run time, with its values.

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

/// A statement, or a part of one, and the values of its parameters so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    pub text: String,
    pub values: Values,
    /// Whether parameters are told by their number. They have to be where the text that follows has numbers of its
    /// own, as the FROM clause of a relation has; without one a parameter is the next after the greatest so far.
    pub numbered: bool,
    /// The parts of the text that depend on how the database compares.
    pub compared: SmallVec<[Alternative; 2]>,
    /// How the rows are asked that the next condition is about.
    pub asked: Asked,
}

/// How rows are asked for what they lead to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    /// Whether few are, whatever the condition says.
    pub few: bool,
    /// Whether they are found by something else, so that the condition only tests them.
    pub tested: bool,
}

/// Which row of a nested condition is meant: the rows of the query itself at 0, those of a relation within its
/// condition at 1, and so on. Each level has aliases of its own, so that a relation of a table to itself
/// compares two rows rather than one with itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AliasDepth(usize);

impl AliasDepth {
    pub(crate) const fn below(self) -> Self {
        Self(self.0 + 1)
    }

    /// The alias of the table whose rows the conditions of the level are about: `t`, or `t1`.
    pub(crate) fn alias(self) -> Cow<'static, str> {
        match self.0 {
            0 => Cow::Borrowed("t"),
            1 => Cow::Borrowed("t1"),
            2 => Cow::Borrowed("t2"),
            level => Cow::Owned(format!("t{level}")),
        }
    }

    /// The alias of the `step`th table on the way to the rows of the level: `j1`, or `j1_1`.
    fn way_alias(self, step: usize) -> Cow<'static, str> {
        match (self.0, step) {
            (1, 0) => Cow::Borrowed("j1"),
            (2, 0) => Cow::Borrowed("j2"),
            (level, 0) => Cow::Owned(format!("j{level}")),
            (level, step) => Cow::Owned(format!("j{level}_{step}")),
        }
    }

    /// The alias of the table at which this step of the way to the rows of the level arrives.
    pub(crate) fn alias_on(self, path: &Path, step: usize) -> Cow<'static, str> {
        if step + 1 == path.len() { self.alias() } else { self.way_alias(step) }
    }
}

impl Sql {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// No text yet, for a statement whose first parameters have these values.
    #[inline]
    pub(crate) fn after(values: Values) -> Self {
        Self { text: String::with_capacity(256), values, ..Self::default() }
    }

    /// The text behind a prefix, if it begins so.
    pub(crate) fn without(mut self, prefix: &str) -> Option<Self> {
        self.text = self.text.strip_prefix(prefix)?.to_owned();
        for part in &mut self.compared {
            part.at = part.at.start - prefix.len()..part.at.end - prefix.len();
        }
        Some(self)
    }

    /// What `render` appends, by itself. The values of its parameters are added to those here.
    pub(crate) fn apart(&mut self, render: impl FnOnce(&mut Self) -> Result<()>) -> Result<Self> {
        let values = mem::take(&mut self.values);
        let mut part = Self { values, numbered: self.numbered, ..Self::default() };
        let rendered = render(&mut part);
        self.values = mem::take(&mut part.values);
        rendered.map(|()| part)
    }

    /// Appends what was rendered [apart](Self::apart), with the numbers that its parameters have.
    pub(crate) fn push(&mut self, part: &Self) {
        let start = self.text.len();
        self.text += &part.text;
        self.compared.extend(part.compared.iter().map(|compared| {
            let Alternative { at, of } = compared.clone();
            Alternative { at: start + at.start..start + at.end, of }
        }));
    }

    /// The text between two others.
    pub(crate) fn wrapped(mut self, before: &str, after: &str) -> Self {
        self.text = format!("{before}{}{after}", self.text);
        for part in &mut self.compared {
            part.at = part.at.start + before.len()..part.at.end + before.len();
        }
        self
    }

    /// Renders conditions on rows that are asked so.
    pub(crate) fn asking<T>(&mut self, asked: Asked, render: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.asked, asked);
        let rendered = render(self);
        self.asked = before;
        rendered
    }

    /// Appends `t."name"`.
    pub(crate) fn push_column(&mut self, level: AliasDepth, column: &str) {
        push_column(&mut self.text, &level.alias(), column);
    }

    /// Appends these columns with commas between.
    pub(crate) fn push_columns(&mut self, level: AliasDepth, columns: &[&str]) {
        push_columns(&mut self.text, &level.alias(), columns);
    }

    /// Appends `t."user_id" = +?` for the rows of `level`, which refer by a foreign key to the row of `parent` that has this
    /// key: `to_children` is the step from there.
    pub(crate) fn push_reference(
        &mut self,
        level: AliasDepth,
        parent: &'static str,
        to_children: Step,
        key: &[Value],
    ) {
        let start = self.text.len();
        let first = self.numbered.then_some(self.values.len() + 1);
        for (at, (column, value)) in to_children.to.iter().zip(key).enumerate() {
            self.text += if at > 0 { " AND " } else { "" };
            self.push_column(level, column);
            self.text += " = ";
            self.push_value(value.clone());
        }
        let of = AlternativeKind::Reference { level, parent, to_children, first };
        self.compared.push(Alternative { at: start..self.text.len(), of });
    }

    /// Appends a parameter. The plus keeps the plan from depending on the value, which would have SQLite compile the
    /// statement anew for each one.
    pub(crate) fn push_value(&mut self, value: Value) {
        self.text.push('+');
        self.push_parameter(value);
    }

    /// Appends a parameter that no plan can depend on, as that of a function.
    pub(crate) fn push_parameter(&mut self, value: Value) {
        self.values.push(value);
        self.text.push('?');
        if self.numbered {
            push_number(&mut self.text, self.values.len());
        }
    }
}

/// A statement with its values binds these.
impl Binding for Sql {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        bind.owned_values(&self.values)
    }
}

impl Sql {
    /// Renders the text in the form that compares as a database does whose columns compare differently.
    #[cold]
    pub(crate) fn exact(&self) -> String {
        let mut text = self.text.clone();
        let mut parts: Vec<&Alternative> = self.compared.iter().collect();
        // What stands in an empty place comes before what begins there.
        parts.sort_by_key(|part| std::cmp::Reverse((part.at.start, part.at.end)));
        for part in parts {
            text.replace_range(part.at.clone(), &part.of.exact());
        }
        text
    }
}
