//! The models, as Toasty's guide writes them: a junction table is a model of its own, and keys are `u64`, since it cannot
//! yet include relations over `i64`.

pub mod books;
pub mod keys;
pub mod users;
pub mod writes;
