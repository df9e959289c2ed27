//! Reading rows that have just been written, by their keys: [`read_back`].

use std::marker::PhantomData;

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::{Error, Result},
    load::{field::ShapeOf, group::load_groups},
    model::{Model, keys::Keys, load::Load, loader::Loader},
    nested::{stored::Level, write::unknown_key},
    relation::{OwnForeignKey, Relation, junction::Linking, kinds::BatchPlan},
    row::bind::Bind,
    schema::{
        access::Access,
        metadata::path::{End, Path, Step},
    },
    statement::{reading::RelationSql, rendered::Rendered},
};

/// Loads the rows of a level that has been written, in their order.
pub(crate) fn read_back<S: Load + ShapeOf<M>, M: Model>(db: &Connection, level: &Level) -> Result<Vec<S>> {
    let mut keys = Keys::new(M::KEY.len());
    for row in 0..level.len() {
        keys.push_values(level.values(row, M::KEY).ok_or_else(unknown_key)?);
    }
    read::<S, PrimaryKey<M>>(db, keys)
}

/// Loads the far rows of a relation that have these values in the columns that its junction refers to.
pub(crate) fn read_far<R: Linking>(
    db: &Connection,
    far: impl Iterator<Item = Vec<Value>>,
) -> Result<Vec<R::Far>>
where
    R::Far: ShapeOf<R::Far>,
{
    let mut keys = Keys::new(R::PATH.step(1).to.len());
    far.for_each(|key| keys.push_values(key));
    read::<R::Far, Referred<R>>(db, keys)
}

fn read<S: Load + ShapeOf<C::Model>, C: Columns>(db: &Connection, keys: Keys) -> Result<Vec<S>> {
    let access = Access::of(C::Model::TABLE, C::NAMES[0]);
    let mut loader = Loader::new(db, vec![keys], false);
    let plan = BatchPlan { access, exhaustive: false };
    let found = load_groups::<Itself<C>, S, Option<S>>(&mut loader, plan, None)?;
    let keys = found.keys;
    let rows = found.groups.into_iter().enumerate().map(|(row, found)| {
        let key = || format!("key {}", keys.display(row));
        found.ok_or_else(|| Error::NotFound { model: C::Model::NAME, key: key() })
    });
    rows.collect()
}

/// Columns by which a row is found.
trait Columns: 'static {
    type Model: Model;
    const NAMES: &'static [&'static str];
}

/// The columns of the primary key.
struct PrimaryKey<M>(PhantomData<M>);

impl<M: Model> Columns for PrimaryKey<M> {
    type Model = M;
    const NAMES: &'static [&'static str] = M::KEY;
}

/// The columns that a junction refers to.
struct Referred<R>(PhantomData<R>);

impl<R: Linking> Columns for Referred<R> {
    type Model = R::Far;
    const NAMES: &'static [&'static str] = R::PATH.step(1).to;
}

/// The relation of each row of a model to itself, by these columns.
struct Itself<C>(PhantomData<C>);

impl<C: Columns> Relation for Itself<C> {
    type Near = C::Model;
    type Far = C::Model;
    // Rows are found by lists of keys, never from one key.
    type Start = OwnForeignKey;

    const NAME: &'static str = "itself";

    const PATH: Path = Path::Steps(&[Step {
        table: C::Model::TABLE_NAME,
        from: C::NAMES,
        to: C::NAMES,
        end: End::Parent,
        of: C::Model::table,
        layer: None,
    }]);

    fn sql() -> &'static RelationSql {
        // No handle has this relation, and so no one asks for its statements.
        static SQL: Rendered<RelationSql> = Rendered::new();
        SQL.get(RelationSql::direct::<Self>)
    }

    fn bind_near(near: &C::Model, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        near.bind_key(bind)
    }
}
