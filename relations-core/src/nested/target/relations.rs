//! Relations as targets: which fields of related rows each kind of relation takes.

use rusqlite::types::Value;

use crate::{
    model::Model,
    nested::{
        facts::{FieldFacts, FieldKind},
        field::{ListField, ToOneField},
        item::{Item, ItemOf, Place},
        related::{Related, RelatedKind, RelatedRows},
        target::{ColumnField, Target, takes_nothing},
    },
    relation::{
        Relation,
        inverse::Inverse,
        junction::Linking,
        kinds::{BelongsTo, HasFirst, HasMany, HasManyThrough, HasOne, HasOneThrough, ManyToMany, Owning},
    },
};

/// Implements the parts of a [`Target`] that relations share.
macro_rules! related {
    ($I:ty, $optional:expr, $fact:expr, $kind:expr) => {
        const FIELD: FieldFacts = FieldFacts {
            kind: $fact,
            optional: $optional,
            item: <$I as Item>::FACTS,
            key: <R::Far as Model>::KEY,
        };

        type Related = Related<<$I as Item>::Sorted>;

        fn columns(&self, _columns: &mut Vec<ColumnField>) {}

        fn finish(&self, related: Self::Related, fields: &mut Vec<RelatedRows>) {
            fields.push(RelatedRows::new(R::NAME, $kind, related));
        }
    };
    (list) => {
        fn put(
            &self,
            value: T,
            owner: u32,
            _values: &mut Vec<Option<Value>>,
            related: &mut Self::Related,
        ) -> rusqlite::Result<()> {
            match value.into_list() {
                Some(items) => {
                    for (item, index) in items.into_iter().zip(0..) {
                        item.sort(Place { owner, index }, &mut related.sorted);
                    }
                }
                None => related.unsaid.push(owner),
            }
            Ok(())
        }
    };
    (one) => {
        fn put(
            &self,
            value: T,
            owner: u32,
            _values: &mut Vec<Option<Value>>,
            related: &mut Self::Related,
        ) -> rusqlite::Result<()> {
            if let Some(item) = value.into_item() {
                item.sort(Place { owner, index: 0 }, &mut related.sorted);
            }
            Ok(())
        }
    };
}

impl<R: Inverse, T: ListField<Item: ItemOf<R::Far>>> Target<T> for HasMany<R> {
    related!(
        T::Item,
        false,
        FieldKind::Children(<R::Owning as Owning>::FOREIGN_KEY),
        RelatedKind::Children {
            key: R::Owning::FOREIGN_KEY,
            table: R::Far::TABLE,
            path: &R::PATH,
            single: false
        }
    );
    related!(list);
}

impl<R: Linking, T: ListField<Item: ItemOf<R::Far>>> Target<T> for ManyToMany<R> {
    related!(
        T::Item,
        false,
        FieldKind::Linked(R::JUNCTION, R::PATH.step(0).to, R::PATH.step(1)),
        RelatedKind::Linked { path: &R::PATH, junction: R::JUNCTION }
    );
    related!(list);
}

impl<R: Inverse, T: ToOneField<Item: ItemOf<R::Far>>> Target<T> for HasOne<R> {
    related!(
        T::Item,
        // There is a child or none.
        false,
        FieldKind::Children(<R::Owning as Owning>::FOREIGN_KEY),
        RelatedKind::Children {
            key: R::Owning::FOREIGN_KEY,
            table: R::Far::TABLE,
            path: &R::PATH,
            single: true
        }
    );
    related!(one);
}

impl<R: Owning, T: ToOneField<Item: ItemOf<R::Far>>> Target<T> for BelongsTo<R> {
    related!(T::Item, T::OPTIONAL, FieldKind::Parent(R::FOREIGN_KEY), RelatedKind::Parent(R::FOREIGN_KEY));
    related!(one);
}

/// The first of several rows is so by their order, which the proof of the field reports.
impl<R: Inverse, T> Target<T> for HasFirst<R> {
    const FIELD: FieldFacts = FieldFacts { kind: FieldKind::First, ..FieldFacts::column(false) };

    takes_nothing!(T);
}

/// Implements [`Target`] for a relation through others, which takes no rows: the proof of the field reports it.
macro_rules! through {
    ($constant:ident) => {
        impl<R: Relation, T> Target<T> for $constant<R> {
            const FIELD: FieldFacts = FieldFacts { kind: FieldKind::Through, ..FieldFacts::column(false) };

            takes_nothing!(T);
        }
    };
}

through!(HasManyThrough);
through!(HasOneThrough);
