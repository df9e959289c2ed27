//! What conditions are made of apart from their values: conditions of one structure are the same SQL.

use smallvec::SmallVec;

use super::condition::{Condition, Quantifier, Related};
use crate::{
    bind::Bind,
    relation::{Path, Step},
};

/// The structure of a query or condition, as a list of numbers.
///
/// A name, a table or a way stands in it by the address where its constant lies, which never holds anything else. Equal
/// texts at two addresses make two structures, which costs a second rendering and is not wrong.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    words: SmallVec<[usize; 32]>,
}

/// So many numbers tell a structure at most. What is larger is seldom asked again as it was.
const MOST_WORDS: usize = 256;

impl Structure {
    pub(crate) fn words(&self) -> &[usize] {
        &self.words
    }

    pub(crate) fn number(&mut self, number: usize) {
        self.words.push(number);
    }

    pub(crate) fn text(&mut self, text: &'static str) {
        self.number(text.as_ptr().addr());
        self.number(text.len());
    }

    pub(crate) fn address<T>(&mut self, of: &'static T) {
        self.words.push(std::ptr::from_ref(of).addr());
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
        self.number(conditions.len());
        conditions.iter().try_for_each(|condition| self.condition(condition))
    }

    fn condition(&mut self, condition: &Condition) -> Option<()> {
        if self.words.len() > MOST_WORDS {
            return None;
        }
        match condition {
            Condition::Compare { column, operator, .. } => {
                self.number(1);
                self.text(column);
                self.text(operator);
            }
            Condition::IsNull { column, negated } => {
                self.number(2 + usize::from(*negated));
                self.text(column);
            }
            Condition::Between { column, .. } => {
                self.number(4);
                self.text(column);
            }
            Condition::All(conditions) => {
                self.number(5);
                self.conditions(conditions)?;
            }
            Condition::Any(conditions) => {
                self.number(6);
                self.conditions(conditions)?;
            }
            Condition::Not(condition) => {
                self.number(7);
                self.condition(condition)?;
            }
            Condition::Related(Related { near, path, quantifier: Quantifier::Exists, met, far }) => {
                self.number(8 + usize::from(*met));
                self.text(near);
                self.path(path);
                match far {
                    Some(far) => self.condition(far)?,
                    None => self.number(0),
                }
            }
            Condition::Refers { parent, to_children, .. } => {
                let Step { table, from, to, .. } = *to_children;
                self.number(10);
                self.text(parent);
                self.text(table);
                for columns in [from, to] {
                    self.number(columns.as_ptr().addr());
                    self.number(columns.len());
                }
            }
            Condition::In { .. }
            | Condition::Related(_)
            | Condition::Raw(_)
            | Condition::Invalid(_)
            | Condition::Unaskable(_) => return None,
        }
        Some(())
    }
}

impl Condition {
    /// Binds the values of a condition that can be [noted](Structure::conditions), in the order in which it is rendered.
    pub(crate) fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match self {
            Self::Compare { value, .. } => bind.owned_value(value),
            Self::Between { low, high, .. } => {
                bind.owned_value(low)?;
                bind.owned_value(high)
            }
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().try_for_each(|condition| condition.bind(bind))
            }
            Self::Not(condition) => condition.bind(bind),
            Self::Related(Related { far: Some(far), .. }) => far.bind(bind),
            Self::Refers { key, .. } => bind.owned_values(key),
            _ => Ok(()),
        }
    }
}
