//! The macro [`schema!`](crate::schema!), which makes a schema of models.

/// Makes the [`Schema`](crate::Schema) of the listed models, which is checked when it is compiled.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// const BLOG: Schema = schema![User, Post, Profile, Address];
/// assert_eq!(BLOG.tables()[0].name, "users");
/// # Ok(()) }
/// ```
///
/// A model that a listed model relates to must be listed too:
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
