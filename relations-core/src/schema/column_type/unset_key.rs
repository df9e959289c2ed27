//! The initial states of a primary key in a `create()` builder: [`Auto`] and [`Missing`].

use std::marker::PhantomData;

/// A required column of a `create()` builder that has not been set yet: `Missing<email>` in a message of the compiler
/// means that `.email(…)` has to be called before `insert`.
#[derive(Clone, Debug)]
pub struct Missing<Column>(PhantomData<Column>);

/// A primary key that SQLite assigns: the initial state of an integer key in a `create()` builder. See [rowid
/// tables](https://sqlite.org/lang_createtable.html#rowid).
#[derive(Clone, Debug, Default)]
pub struct Auto;

impl<Column> Default for Missing<Column> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
