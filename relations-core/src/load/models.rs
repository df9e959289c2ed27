//! Loads models that the program has already as a shape.

use std::marker::PhantomData;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::{atomic::at_one_moment, diagnose},
    load::{
        field::ShapeOf,
        group::{Groups, load_groups},
    },
    model::{Model, keys::Keys, loader::Loader},
    relation::{OwnForeignKey, Relation, kinds::BatchPlan},
    row::bind::{self, Bind},
    schema::{
        access::Access,
        metadata::path::{End, Path, Step},
    },
    statement::{reading::RelationSql, rendered::Rendered},
};

/// Loads each of these models as `S`, by its primary key.
pub(crate) fn load<M: Model, S: ShapeOf<M>>(db: &Connection, models: &[M]) -> Result<Vec<S>> {
    let mut keys = Keys::new(S::Model::KEY.len());
    for model in models {
        keys.push_values(bind::collect(|bind| model.bind_key(bind))?);
    }
    let access = match S::Model::KEY {
        [column] => Access::of(S::Model::TABLE, column),
        _ => Access::Unknown,
    };
    let found = at_one_moment(db, || {
        let mut loader = Loader::new(db, vec![keys], false);
        load_groups::<Itself<M>, S, Option<S>>(&mut loader, BatchPlan { access, exhaustive: false }, None)
    })?;
    let Groups { groups, .. } = found;
    let loaded = groups.into_iter().zip(models);
    loaded
        .map(|(found, model)| {
            found.ok_or_else(|| diagnose::not_found::<S::Model>(|bind| model.bind_key(bind)))
        })
        .collect()
}

/// A relation from each row of a model to itself, by its primary key.
struct Itself<M>(PhantomData<fn() -> M>);

impl<M: Model> Itself<M> {
    const STEPS: &'static [Step] = &[Step {
        table: M::TABLE_NAME,
        from: M::KEY,
        to: M::KEY,
        end: End::Parent,
        of: M::table,
        layer: None,
    }];
}

impl<M: Model> Relation for Itself<M> {
    type Near = M;
    type Far = M;
    type Start = OwnForeignKey;

    const NAME: &'static str = "the row itself";
    const PATH: Path = Path::Steps(Self::STEPS);

    fn sql() -> &'static RelationSql {
        // No handle reads along this relation.
        static NONE: Rendered<RelationSql> = Rendered::new();
        NONE.get(RelationSql::default)
    }

    fn bind_near(near: &M, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        near.bind_key(bind)
    }
}
