//! A relation, and what its kind declares. This enum is the derive's list of kinds: `parse/relation.rs` reads them and
//! `expand/relation.rs` expands them.

use proc_macro2::Ident;
use syn::{LitStr, Path};

/// A relation to another model, or to this one.
pub struct Relation {
    pub name: Ident,
    pub target: Path,
    pub kind: RelationKind,
}

/// A kind of relations, with what it declares.
pub enum RelationKind {
    BelongsTo(ForeignKey),
    Has(Inverse),
    ManyToMany(Junction),
    Through(Through),
}

/// The foreign key of a `belongs_to`.
pub struct ForeignKey {
    /// The columns, by their indices.
    pub columns: Vec<usize>,
    /// The field of the parent that it refers to instead of the primary key.
    pub references: Option<Ident>,
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    pub deferrable: bool,
}

/// A `has_many` or `has_one`: the inverse of a `belongs_to`.
pub struct Inverse {
    pub cardinality: Cardinality,
    pub inverse: Option<Ident>,
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    pub order: Vec<OrderTerm>,
}

/// The number of rows that a relation leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    One,
    Many,
}

/// The junction table of a `many_to_many`.
pub struct Junction {
    pub through: JunctionTable,
    /// The column that refers to this model; of a junction that is a model, the relation.
    pub from: Option<Ident>,
    /// The column that refers to the target; of a junction that is a model, the relation.
    pub to: Option<Ident>,
    pub order: Vec<OrderTerm>,
}

/// A junction table, by who declares it.
pub enum JunctionTable {
    /// The derive generates the table of this name.
    Generated(LitStr),
    /// The table is that of a model.
    Model(Path),
}

/// A `has_many` that reads through another relation of this model.
pub struct Through {
    pub through: Ident,
    /// The relation of the model between, if it is not the only one.
    pub source: Option<Ident>,
    pub order: Vec<OrderTerm>,
}

/// One field of `order_by(…)`.
pub struct OrderTerm {
    pub field: Ident,
    pub descending: bool,
}

/// A referential action and the token that names it.
pub struct Action {
    pub action: ReferentialAction,
    pub token: Ident,
}

/// An action of a foreign key on the children of a row that is deleted or changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ReferentialAction {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

impl ReferentialAction {
    /// The actions with their names.
    pub const ALL: [(&str, Self); 5] = [
        ("no_action", Self::NoAction),
        ("restrict", Self::Restrict),
        ("cascade", Self::Cascade),
        ("set_null", Self::SetNull),
        ("set_default", Self::SetDefault),
    ];

    /// Returns the action of this name.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == text).map(|(_, action)| *action)
    }
}

impl Relation {
    /// Returns the name of the target's type.
    pub fn target_name(&self) -> String {
        self.target.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
    }

    /// Returns the paths of all models that the relation names.
    pub fn models(&self) -> impl Iterator<Item = &Path> {
        let through = match &self.kind {
            RelationKind::ManyToMany(Junction { through: JunctionTable::Model(path), .. }) => Some(path),
            _ => None,
        };
        [Some(&self.target), through].into_iter().flatten()
    }

    /// Puts the name of its own model where the relation names `Self`, which constants cannot.
    pub fn name_self(&mut self, ident: &Ident) {
        let through = match &mut self.kind {
            RelationKind::ManyToMany(Junction { through: JunctionTable::Model(path), .. }) => Some(path),
            _ => None,
        };
        for path in [Some(&mut self.target), through].into_iter().flatten() {
            if path.is_ident("Self") {
                let mut named = ident.clone();
                named.set_span(path.segments[0].ident.span());
                *path = named.into();
            }
        }
    }

    /// Returns the junction table that the derive generates for the relation, if there is one.
    pub fn generated_junction(&self) -> Option<(&Junction, &LitStr)> {
        match &self.kind {
            RelationKind::ManyToMany(junction) => match &junction.through {
                JunctionTable::Generated(table) => Some((junction, table)),
                JunctionTable::Model(_) => None,
            },
            _ => None,
        }
    }
}
