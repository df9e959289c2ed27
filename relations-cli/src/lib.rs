//! The functions of the command-line tool `relations`: [`import`] writes the models of a database,
//! [`check()`] lists its problems, [`diff()`] lists the differences between two databases, and [`open`] opens
//! one without writing anything. [`manage`] gives a program the commands for its own models.
//!
//! ```sh
//! relations import app.db > src/models.rs
//! relations diagram app.db --svg > app.svg
//! relations check app.db
//! relations diff app.db copy.db
//! ```

pub mod check;
mod console;
mod database;
pub mod diff;
mod form;
mod import;
mod manage;
mod sql;
mod tool;

pub use crate::{
    check::{Finding, check},
    database::{Unreadable, open},
    diff::{Difference, diff},
    import::{Dates, Imported, Options, import},
    manage::manage,
    tool::tool,
};
