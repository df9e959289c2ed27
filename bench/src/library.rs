//! The work with this library.

mod books;
mod keys;
mod users;
mod writes;

use ground::lane::Run;
use rusqlite::Connection;

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    [users::lanes(), books::lanes(), keys::lanes(), writes::lanes()].into_iter().flatten().collect()
}
