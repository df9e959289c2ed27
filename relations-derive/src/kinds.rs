//! The kinds of relations.
//!
//! To add a kind:
//!
//! 1. Write `kinds/<kind>.rs`: a struct of what the attribute declares, a function `parse` that reads the attribute, and
//!    a function `expand` that returns the generated code which only this kind has. A large kind has the functions in
//!    `kinds/<kind>/parse.rs` and `kinds/<kind>/expand.rs`.
//! 2. List the kind here: its module, its variant of [`RelationKind`], its attribute in [`KINDS`], and its arm in
//!    [`RelationKind::expand`]. A kind that owns a foreign key or names a second model has an arm in the methods about
//!    them too.
//! 3. Name the attribute in `lib.rs`, and document it there.
//!
//! The parts that kinds share are in `model/relation.rs`, `parse/relation.rs` and `expand/relation.rs`. A rule that a kind
//! must keep within one struct is a function of `check/relations.rs`.

mod belongs_to;
mod has;
mod many_to_many;
mod through;

use syn::{Attribute, LitStr, Path};

pub use self::{
    belongs_to::{ForeignKey, foreign_key_values},
    has::{Cardinality, Inverse},
    many_to_many::{Junction, junction_constant},
    through::Through,
};
use crate::{
    errors::Errors,
    expand::relation::{Context, OfKind},
    model::{Column, Relation},
};

/// A kind of relations, with what a relation of it declares.
pub enum RelationKind {
    BelongsTo(ForeignKey),
    Has(Inverse),
    ManyToMany(Junction),
    Through(Through),
}

/// The attributes of relations, with the functions that read them.
const KINDS: [KindAttribute; 4] = [
    KindAttribute {
        name: "belongs_to",
        on_struct: |errors, attribute, columns| belongs_to::parse(errors, attribute, columns, None),
        on_field: Some(|errors, attribute, columns, index| {
            belongs_to::parse(errors, attribute, columns, Some(index))
        }),
    },
    KindAttribute {
        name: "has_many",
        on_struct: |errors, attribute, _| has::parse(errors, attribute, Cardinality::Many),
        on_field: None,
    },
    KindAttribute {
        name: "has_one",
        on_struct: |errors, attribute, _| has::parse(errors, attribute, Cardinality::One),
        on_field: None,
    },
    KindAttribute {
        name: "many_to_many",
        on_struct: |errors, attribute, _| many_to_many::parse(errors, attribute),
        on_field: None,
    },
];

/// An attribute that declares a relation.
struct KindAttribute {
    name: &'static str,
    on_struct: ParseOnStruct,
    /// The function that reads it on a field, if fields take it.
    on_field: Option<ParseOnField>,
}

type ParseOnStruct = fn(&mut Errors, &Attribute, &[Column]) -> Option<Relation>;
type ParseOnField = fn(&mut Errors, &Attribute, &[Column], usize) -> Option<Relation>;

impl KindAttribute {
    fn of(attribute: &Attribute) -> Option<&'static Self> {
        KINDS.iter().find(|kind| attribute.path().is_ident(kind.name))
    }
}

/// Returns the relation that an attribute of the struct declares, if it is an attribute of relations.
pub fn on_struct(errors: &mut Errors, attribute: &Attribute, columns: &[Column]) -> Option<Relation> {
    let kind = KindAttribute::of(attribute)?;
    (kind.on_struct)(errors, attribute, columns)
}

/// Returns the relation that an attribute of the field of this index declares, if it is an attribute of relations that
/// fields take.
pub fn on_field(
    errors: &mut Errors,
    attribute: &Attribute,
    columns: &[Column],
    index: usize,
) -> Option<Relation> {
    let parse = KindAttribute::of(attribute)?.on_field?;
    parse(errors, attribute, columns, index)
}

/// Returns the names of the attributes that no field takes.
pub fn of_structs_only() -> impl Iterator<Item = &'static str> {
    KINDS.iter().filter(|kind| kind.on_field.is_none()).map(|kind| kind.name)
}

impl RelationKind {
    /// Expands a relation of this kind.
    pub fn expand(&self, context: &Context<'_>) -> OfKind {
        match self {
            Self::BelongsTo(key) => belongs_to::expand(context, key),
            Self::Has(inverse) => has::expand(context, inverse),
            Self::ManyToMany(junction) => many_to_many::expand(context, junction),
            Self::Through(through) => through::expand(context, through),
        }
    }

    /// Returns the foreign key that the relation owns, if it owns one.
    pub fn foreign_key(&self) -> Option<&ForeignKey> {
        match self {
            Self::BelongsTo(key) => Some(key),
            _ => None,
        }
    }

    /// Returns the junction table that the derive generates for the relation, if there is one.
    pub fn generated_junction(&self) -> Option<(&Junction, &LitStr)> {
        match self {
            Self::ManyToMany(junction) => junction.generated_table().map(|table| (junction, table)),
            _ => None,
        }
    }

    /// Returns the model that the relation names beside its target, if it names one.
    pub fn second_model(&self) -> Option<&Path> {
        match self {
            Self::ManyToMany(junction) => junction.model(),
            _ => None,
        }
    }

    /// Returns the model that the relation names beside its target, to change its path.
    pub fn second_model_mut(&mut self) -> Option<&mut Path> {
        match self {
            Self::ManyToMany(junction) => junction.model_mut(),
            _ => None,
        }
    }
}
