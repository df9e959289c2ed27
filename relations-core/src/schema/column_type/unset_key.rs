//! How a primary key starts out in a `create()` builder: [`Auto`] and [`Missing`].

use std::marker::PhantomData;

/// A required column of a `create()` builder that has not been set yet: `Missing<email>` in the compiler's
/// message says that `.email(…)` is to be called before `insert`.
#[derive(Clone, Debug)]
pub struct Missing<Column>(PhantomData<Column>);

/// A primary key that SQLite assigns: how an integer key of a `create()` builder begins. See [rowid
/// tables](https://sqlite.org/lang_createtable.html#rowid).
#[derive(Clone, Debug, Default)]
pub struct Auto;

impl<Column> Default for Missing<Column> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
