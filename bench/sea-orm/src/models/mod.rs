//! The entities, in SeaORM's dense format. The contestant without async shares this folder.

pub mod books;
pub mod keys;
pub mod users;
pub mod writes;

use ground::checksum::Checksum;

/// A row that a run may not find.
pub struct OptionalRow<T>(pub Option<T>);

impl<T: Checksum> Checksum for OptionalRow<T> {
    fn checksum(&self) -> u64 {
        self.0.as_ref().map_or(0, Checksum::checksum)
    }
}
