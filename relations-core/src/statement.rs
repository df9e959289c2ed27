//! Every fixed statement, rendered at compile time: no accessor builds SQL when it runs.
//!
//! In all of them but the look-up of a key `t` stands for the table whose rows are read or written, and `j` for a junction table.
//! Columns are named through these aliases because SQLite takes a double-quoted name that is no column
//! for a string. A value that a plan could depend on is written `+?1`: SQLite compiles a statement anew
//! for every value otherwise, once the bindings of the cached statement have been cleared.

mod junction;
mod model;
mod owning;
mod parts;
mod reading;

pub use self::{junction::*, model::*, owning::*, reading::*};

/// Renders a text in const code: `statement!(delete("users", &["id"]))` is a `&'static str`.
#[doc(hidden)]
#[macro_export]
macro_rules! statement {
    ($render:ident($($argument:expr),* $(,)?)) => {{
        const LEN: ::core::primitive::usize = $crate::__private::statement::$render::<0>($($argument),*).len();
        const TEXT: $crate::__private::Text<LEN> = $crate::__private::statement::$render($($argument),*);
        TEXT.as_str()
    }};
}
