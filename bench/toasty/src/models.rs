//! The models, as in Toasty's guide: a junction table is a model of its own. Keys are `u64`, since Toasty cannot
//! yet include relations over `i64`.

pub mod books;
pub mod keys;
pub mod users;
pub mod writes;
