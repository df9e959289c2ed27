//! The entities, in SeaORM's dense form. The contestant without async shares this folder.

pub mod books;
pub mod keys;
pub mod users;
pub mod writes;

use ground::sum::Sum;

/// What a contestant may be asked for that a run may not find.
pub struct Found<T>(pub Option<T>);

impl<T: Sum> Sum for Found<T> {
    fn sum(&self) -> u64 {
        self.0.as_ref().map_or(0, Sum::sum)
    }
}
