//! A key to the SQL of a query or condition, made of all that the SQL depends on: [`CacheKey`].
//!
//! Conditions that differ only in their values have the same key and the same SQL.

use crate::{
    expression::filter::condition::{Condition, Quantifier, RelationCondition},
    row::bind::Bind,
    schema::metadata::{
        layer::Layer,
        path::{Path, Step},
    },
};

/// All that the SQL of a query or condition depends on, as a list of numbers.
///
/// A name, a table or a path is represented by the address of its constant, which never holds anything else. Equal
/// texts at two addresses make two keys, which costs a second rendering but is not wrong.
#[derive(Debug)]
pub(crate) struct CacheKey {
    words: [usize; MOST],
    count: usize,
}

/// The most numbers of a key: a condition on a column takes three, one on a relation about as many more. Larger
/// queries seldom run twice with the same SQL.
const MOST: usize = 24;

impl CacheKey {
    /// Creates an empty key.
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { words: [0; MOST], count: 0 }
    }

    /// Returns the numbers, unless there are too many.
    #[inline]
    pub(crate) fn words(&self) -> Option<&[usize]> {
        self.words.get(..self.count)
    }

    /// Adds a number.
    #[inline]
    pub(crate) fn number(&mut self, number: usize) {
        if let Some(word) = self.words.get_mut(self.count) {
            *word = number;
        }
        self.count += 1;
    }

    /// Adds the number `kind` of a thing and the texts that name it. The lengths of the texts are part of the same
    /// number, as names are short; returns `None` if one is not.
    #[inline]
    pub(crate) fn named<const N: usize>(&mut self, kind: u8, names: [&'static str; N]) -> Option<()> {
        let mut number = usize::from(kind);
        for (at, name) in names.iter().enumerate() {
            let length = u8::try_from(name.len()).ok()?;
            number |= usize::from(length) << (8 * (at + 1));
        }
        self.number(number);
        for name in names {
            self.number(name.as_ptr().addr());
        }
        Some(())
    }

    /// Adds the address of a constant.
    pub(crate) fn address<T>(&mut self, of: &'static T) {
        self.number(std::ptr::from_ref(of).addr());
    }

    /// Adds a path.
    fn path(&mut self, path: &Path) {
        match path {
            Path::Steps(steps) => {
                self.number(steps.as_ptr().addr());
                self.number(steps.len());
            }
            Path::Joined(first, second) => {
                self.number(0);
                self.address::<Path>(first);
                self.address::<Path>(second);
            }
            Path::Layered(path, at, layer) => {
                self.number(1 + at);
                self.address::<Layer>(layer);
                self.path(path);
            }
        }
    }

    /// Adds conditions. Returns `None` if their SQL depends on more than a key can hold, such as the number of values.
    pub(crate) fn conditions(&mut self, conditions: &[Condition]) -> Option<()> {
        conditions.iter().try_for_each(|condition| self.condition(condition))
    }

    /// Adds a condition, as [`conditions`](Self::conditions) does.
    #[inline]
    fn condition(&mut self, condition: &Condition) -> Option<()> {
        if let Condition::Compare { column, operator, .. } = condition {
            return self.named(1, [*column, *operator]);
        }
        self.other_condition(condition)
    }

    /// Adds a condition that is not a comparison.
    fn other_condition(&mut self, condition: &Condition) -> Option<()> {
        if self.count > MOST {
            return None;
        }
        match condition {
            Condition::IsNull { column, negated } => {
                self.named(2 + u8::from(*negated), [*column])?;
            }
            Condition::Between { column, .. } => {
                self.named(4, [*column])?;
            }
            Condition::Like { column, .. } => {
                self.named(11, [*column])?;
            }
            Condition::All(conditions) => {
                self.number(5);
                self.number(conditions.len());
                self.conditions(conditions)?;
            }
            Condition::Any(conditions) => {
                self.number(6);
                self.number(conditions.len());
                self.conditions(conditions)?;
            }
            Condition::Not(condition) => {
                self.number(7);
                self.condition(condition)?;
            }
            Condition::Related(RelationCondition {
                near,
                path,
                quantifier: Quantifier::Exists,
                met,
                far,
            }) => {
                self.named(8 + u8::from(*met), [*near])?;
                self.path(path);
                match far {
                    Some(far) => self.condition(far)?,
                    None => self.number(0),
                }
            }
            Condition::Refers { parent, to_children, .. } => {
                let Step { table, from, to, .. } = *to_children;
                self.named(10, [*parent, table])?;
                for columns in [from, to] {
                    self.number(columns.as_ptr().addr());
                    self.number(columns.len());
                }
            }
            Condition::Compare { .. } => self.condition(condition)?,
            Condition::In { .. }
            | Condition::Computed(_)
            | Condition::Related(_)
            | Condition::Raw(_)
            | Condition::Unencodable(_)
            | Condition::Unsupported(_) => return None,
        }
        Some(())
    }
}

impl Condition {
    /// Binds the values of a condition that [has a key](CacheKey::conditions), in the order in which it is rendered.
    #[inline]
    pub(crate) fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match self {
            Self::Compare { value, .. } => bind.owned_value(value),
            other => other.bind_other(bind),
        }
    }

    /// Binds the values of a condition that is not a comparison.
    fn bind_other(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match self {
            Self::Between { low, high, .. } => {
                bind.owned_value(low)?;
                bind.owned_value(high)
            }
            Self::Like { pattern, escape, .. } => {
                bind.owned_value(pattern)?;
                bind.owned_value(escape)
            }
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().try_for_each(|condition| condition.bind(bind))
            }
            Self::Not(condition) => condition.bind(bind),
            Self::Related(RelationCondition { far: Some(far), .. }) => far.bind(bind),
            Self::Refers { key, .. } => bind.owned_values(key),
            _ => Ok(()),
        }
    }
}
