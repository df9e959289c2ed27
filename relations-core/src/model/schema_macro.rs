//! The macro [`schema!`](crate::schema!), which lists models.

/// The [`Schema`] of the listed models, checked when it is compiled.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// const BLOG: Schema = schema![User, Post, Profile, Address];
/// assert_eq!(BLOG.tables()[0].name, "users");
/// # Ok(()) }
/// ```
///
/// A model that a listed one relates to must be listed too:
///
/// ```compile_fail,E0080
/// # use seed::*;
/// # fn main() {
/// const BLOG: Schema = schema![User, Post];
/// # }
/// ```
#[macro_export]
macro_rules! schema {
    ($($model:ty),* $(,)?) => {
        const { $crate::schema::Schema::new(&[$(<$model as $crate::model::Model>::TABLE),*]) }
    };
}
