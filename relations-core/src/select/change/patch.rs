//! Structs that say which columns are written: [`Patch`].
//!
//! | file | contents |
//! |---|---|
//! | `field` | what the fields of a patch write |
//! | `resolve` | what each field leads to, at compile time |
//! | `nullable` | serde's part: an absent field and `null` kept apart |

pub(crate) mod field;
#[cfg(feature = "serde")]
pub mod nullable;
pub(crate) mod resolve;

use rusqlite::{Connection, Row, types::Value};

use crate::{
    base::error::Result,
    connection::{
        diagnose::{self, mapping::TouchedTables},
        no_change, run,
    },
    expression::filter::{self, condition::Condition},
    model::{Model, key::IntoKey},
    query::{Query, Statement},
    row::bind::{self, Bind},
    select::change::update::Update,
    statement::touch::Touch,
};

/// A struct whose fields are the columns to write in rows of a model, by `#[derive(Patch)]`.
///
/// A column is left as it is where its field is `None`. So a patch writes what a request names, and nothing else.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// #[derive(relations::Patch, Default)]
/// #[patch(User)]
/// struct UserPatch {
///     name: Option<String>,
///     phone_number: Option<i64>,
/// }
///
/// use relations::Patch;
///
/// let patch = UserPatch { name: Some("Alicia".into()), phone_number: None };
/// let user = patch.update(&db, alice.id)?;
/// assert_eq!(user, User { name: "Alicia".into(), ..alice });
///
/// let patch = UserPatch { name: Some("Anonymous".into()), phone_number: None };
/// assert_eq!(User::query().filter(User::PHONE_NUMBER.lt(9)).patch(&patch).update(&db)?, 2);
/// # Ok(()) }
/// ```
///
/// For the fields that it may have, see the [derive](https://docs.rs/relations/latest/relations/derive.Patch.html).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a patch",
    label = "no `#[derive(Patch)]` on this type",
    note = "add `#[derive(Patch)]` and `#[patch(Model)]` to `{Self}`"
)]
pub trait Patch {
    /// The model whose rows it changes.
    type Model: Model;

    /// Sets the columns of the fields that are given.
    #[doc(hidden)]
    fn set_in(&self, update: &mut Update<Self::Model>);

    /// Writes the columns that are given in the row with this primary key, and returns the row as stored, before
    /// [AFTER triggers](https://sqlite.org/lang_returning.html) changed more. It is one statement; within a transaction a
    /// savepoint is around it.
    ///
    /// If no column is given, nothing is written, and the row is read. Otherwise a `#[column(version)]` is raised and a
    /// `#[column(updated_at)]` set. A field for the version is not written but compared: the row must have this one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::{Error, Patch};
    ///
    /// #[derive(Patch)]
    /// #[patch(User)]
    /// struct Rename {
    ///     name: Option<String>,
    /// }
    ///
    /// assert_eq!(Rename { name: Some("Bo".into()) }.update(&db, bob.id)?.name, "Bo");
    /// assert_eq!(Rename { name: None }.update(&db, alice.id)?, alice);
    /// let missing = Rename { name: Some("Carol".into()) }.update(&db, 77);
    /// assert!(matches!(missing, Err(Error::NotFound { .. })));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if there is no such row; [`Error::Stale`](crate::Error::Stale) if it has
    /// another version than the field for it; [`Error::Ignored`](crate::Error::Ignored) if it
    /// exists and the database ignored the change; the variant of [`Error`](crate::Error) for a constraint that is
    /// violated. Nothing is written then.
    fn update<Kind>(&self, db: &Connection, key: impl IntoKey<Self::Model, Kind>) -> Result<Self::Model> {
        by_key(db, key.into_key().value(), |update| self.set_in(update))
    }

    /// Returns the SQL and the bound values that [`update`](Self::update) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// # use relations::Patch;
    /// # #[derive(Patch)]
    /// # #[patch(User)]
    /// # struct Rename {
    /// #     name: Option<String>,
    /// # }
    /// let statement = Rename { name: Some("Bo".into()) }.update_statement(bob.id)?;
    /// assert!(statement.sql.starts_with(r#"UPDATE main."users" AS t SET `name` = +?1 WHERE t."id" = +? RETURNING"#));
    /// assert_eq!(statement.values, ["Bo".to_owned().into(), bob.id.into()]);
    /// # assert!(Rename { name: None }.update_statement(7)?.sql.starts_with("SELECT"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    fn update_statement<Kind>(&self, key: impl IntoKey<Self::Model, Kind>) -> Result<Statement> {
        let key = key.into_key().into_inner();
        let mut update = of_key(&key);
        self.set_in(&mut update);
        if update.untyped.is_empty() {
            let values = bind::collect(|bind| Self::Model::bind_keyed(&key, bind))?;
            return Ok(Statement { sql: Self::Model::sql().find.clone(), values });
        }
        update.untyped.render_returning().map(Into::into)
    }
}

/// Creates an update of the row with this key, which sets nothing yet.
fn of_key<M: Model>(key: &M::Key) -> Update<M> {
    let mut query: Query<M> = Query::of_table();
    match filter::equal(M::KEY, |bind| M::bind_keyed(key, bind)) {
        Condition::All(conditions) => query.untyped.conditions.extend(conditions),
        other => query.untyped.conditions.push(other),
    }
    Update::of(query)
}

/// Updates the row with this key as `set` says, and returns it as stored.
fn by_key<M: Model>(db: &Connection, key: &M::Key, set: impl FnOnce(&mut Update<M>)) -> Result<M> {
    let mut update = of_key(key);
    set(&mut update);
    let touched = TouchedTables::model::<M>();
    let bind = |bind: &mut Bind<'_, '_>| M::bind_keyed(key, bind);
    let not_found = || diagnose::not_found::<M>(|bind| M::bind_keyed(key, bind));
    let compared = update.untyped.compared.as_ref().zip(Touch::of(M::COLUMNS).version);
    let check = |row: &Row<'_>| match compared {
        Some((version, (at, _))) if row.get::<_, Value>(at)? != *version => {
            Err(diagnose::stale(M::NAME, &bind))
        }
        _ => Ok(()),
    };
    if update.untyped.is_empty() {
        let read = |row: &Row<'_>| check(row).and_then(|()| M::from_row(row, 0));
        return run::first_by(db, touched, &M::sql().find, &bind, read)?.ok_or_else(not_found);
    }
    no_change::retry_in_transaction(db, M::TABLE, || {
        let mut stored = None;
        let changed = update.untyped.returning(db, &mut |row: &Row<'_>| {
            stored = Some(M::from_row(row, 0)?);
            Ok(())
        })?;
        match stored {
            Some(stored) => Ok(stored),
            // An AFTER trigger ignored the row, which has been written by then.
            None if changed > 0 => run::first(db, touched, &M::sql().find, &bind)?.ok_or_else(not_found),
            None => match run::first_by(db, touched, &M::sql().find, &bind, check)? {
                Some(()) => Err(no_change::ignored(M::TABLE)),
                None => Err(not_found()),
            },
        }
    })
}
