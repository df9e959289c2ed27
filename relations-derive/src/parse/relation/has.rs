//! `#[has_many(…)]` and `#[has_one(…)]`.

use syn::Attribute;

use super::{Declaration, declared};
use crate::{
    errors::Errors,
    model::{Cardinality, Inverse, Relation, RelationKind, Through},
    options::Options,
};

/// Reads the attribute; its name decides the `cardinality`.
pub fn parse(errors: &mut Errors, attribute: &Attribute, cardinality: Cardinality) -> Option<Relation> {
    let (declaration, mut options) = declared(errors, attribute)?;
    let is_through = options.has("through");
    let is_many = cardinality == Cardinality::Many;
    if is_many && is_through {
        return through(declaration, options);
    }

    let inverse = Inverse {
        cardinality,
        inverse: options.ident("inverse"),
        on_delete: options.action("on_delete"),
        on_update: options.action("on_update"),
        order: options.order_by(),
    };
    let mut source = None;
    if is_many {
        options.also_takes("through");
        source = options.ident("source");
    }
    let before = options.errors().len();
    options.finish()?;
    if let Some(source) = source
        && errors.len() == before
    {
        errors.push(
            source,
            "`source` goes on from the rows between: name the relation to them with `through = …`",
        );
    }
    // Through other rows it would be another relation than that of a foreign key to this struct.
    if is_through {
        return None;
    }
    let Declaration { name, target } = declaration;
    Some(Relation { name, target, kind: RelationKind::Has(inverse) })
}

/// Reads a `has_many` that has the option `through`.
fn through(Declaration { name, target }: Declaration, mut options: Options<'_>) -> Option<Relation> {
    options.taken_by("`has_many(… through = …)` takes");
    let through = options.ident("through");
    let source = options.ident("source");
    let order = options.order_by();
    options.finish()?;
    Some(Relation { name, target, kind: RelationKind::Through(Through { through: through?, source, order }) })
}
