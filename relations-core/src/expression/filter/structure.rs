//! What conditions are made of apart from their values: conditions of one structure are the same SQL.

use crate::{
    expression::filter::condition::{Condition, Quantifier, RelationCondition},
    row::bind::Bind,
    schema::metadata::path::{Path, Step},
};

/// The structure of a query or condition, as a list of numbers.
///
/// A name, a table or a way stands in it by the address where its constant lies, which never holds anything else. Equal
/// texts at two addresses make two structures, which costs a second rendering and is not wrong.
#[derive(Debug)]
pub(crate) struct Structure {
    words: [usize; MOST],
    count: usize,
}

/// So many numbers tell a structure at most: a condition on a column takes three, one on a relation about as many more. What is
/// larger is seldom asked again as it was.
const MOST: usize = 24;

impl Structure {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { words: [0; MOST], count: 0 }
    }

    /// The numbers, unless there are too many.
    #[inline]
    pub(crate) fn words(&self) -> Option<&[usize]> {
        self.words.get(..self.count)
    }

    #[inline]
    pub(crate) fn number(&mut self, number: usize) {
        if let Some(word) = self.words.get_mut(self.count) {
            *word = number;
        }
        self.count += 1;
    }

    /// Notes what there is, and the texts that it names. Their lengths stand in one number with it, as names are short; `None` if one is
    /// not.
    #[inline]
    pub(crate) fn named<const N: usize>(&mut self, what: u8, names: [&'static str; N]) -> Option<()> {
        let mut number = usize::from(what);
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

    pub(crate) fn address<T>(&mut self, of: &'static T) {
        self.number(std::ptr::from_ref(of).addr());
    }

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
        }
    }

    /// Notes conditions; `None` if their SQL depends on more than can be noted, such as how many values there are.
    pub(crate) fn conditions(&mut self, conditions: &[Condition]) -> Option<()> {
        conditions.iter().try_for_each(|condition| self.condition(condition))
    }

    #[inline]
    fn condition(&mut self, condition: &Condition) -> Option<()> {
        if let Condition::Compare { column, operator, .. } = condition {
            return self.named(1, [*column, *operator]);
        }
        self.other(condition)
    }

    fn other(&mut self, condition: &Condition) -> Option<()> {
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
            | Condition::Related(_)
            | Condition::Raw(_)
            | Condition::Unencodable(_)
            | Condition::Unsupported(_) => return None,
        }
        Some(())
    }
}

impl Condition {
    /// Binds the values of a condition that can be [noted](Structure::conditions), in the order in which it is rendered.
    #[inline]
    pub(crate) fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match self {
            Self::Compare { value, .. } => bind.owned_value(value),
            other => other.bind_several(bind),
        }
    }

    fn bind_several(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match self {
            Self::Between { low, high, .. } => {
                bind.owned_value(low)?;
                bind.owned_value(high)
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
