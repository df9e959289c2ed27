//! What the attributes say, in the words of the field: the derive's intermediate representation.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::{GenericArgument, LitStr, Path, PathArguments, Type, Visibility};

/// A struct that maps a table.
pub struct Model {
    pub ident: Ident,
    pub visibility: Visibility,
    /// Where generated code finds the runtime.
    pub runtime: Path,
    pub table: Table,
    pub columns: Vec<Column>,
    /// The columns of the primary key, by their place; a likely one or none if that was reported.
    pub primary_key: Vec<usize>,
    pub relations: Vec<Relation>,
    /// The words of every type that the struct mentions, itself included: what generated code must not
    /// name anything else by.
    pub mentioned: HashSet<String>,
    /// The name of the `create()` builder, if the user gave one.
    pub builder: Option<Ident>,
}

/// The table itself.
pub struct Table {
    pub name: String,
    pub renamed_from: Option<LitStr>,
    pub strict: bool,
    pub without_rowid: bool,
    pub checks: Vec<LitStr>,
    /// Columns that are unique together, by their places.
    pub uniques: Vec<Vec<usize>>,
    /// Columns that are indexed together, by their places.
    pub indexes: Vec<Vec<usize>>,
}

/// A field and its column.
pub struct Column {
    pub ident: Ident,
    pub ty: Type,
    pub name: String,
    pub unique: bool,
    pub indexed: bool,
    pub default: Option<LitStr>,
    pub check: Option<LitStr>,
    pub collate: Option<String>,
    pub declared_type: Option<LitStr>,
    pub renamed_from: Option<LitStr>,
}

/// A relation to another model, or to this one.
pub struct Relation {
    pub name: Ident,
    pub target: Path,
    pub kind: RelationKind,
}

pub enum RelationKind {
    BelongsTo(ForeignKey),
    Has(Inverse),
    ManyToMany(Junction),
    Through(Through),
}

/// The foreign key of a `belongs_to`.
pub struct ForeignKey {
    /// The columns, by their places.
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

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    One,
    Many,
}

/// The junction table of a `many_to_many`.
pub struct Junction {
    pub through: JunctionTable,
    /// The column, or for a model the relation, that refers to this model.
    pub from: Option<Ident>,
    /// The one that refers to the target.
    pub to: Option<Ident>,
    pub order: Vec<OrderTerm>,
}

pub enum JunctionTable {
    /// The derive generates the table.
    Generated(LitStr),
    /// The table is a model.
    Model(Path),
}

/// A `has_many` that reads through another relation of this model.
pub struct Through {
    pub through: Ident,
    /// The relation of the model between, if it cannot be told otherwise.
    pub source: Option<Ident>,
    pub order: Vec<OrderTerm>,
}

/// One field of `order_by(…)`.
pub struct OrderTerm {
    pub field: Ident,
    pub descending: bool,
}

/// A referential action and the token that says it.
pub struct Action {
    pub action: ReferentialAction,
    pub token: Ident,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ReferentialAction {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

impl ReferentialAction {
    pub const ALL: [(&str, Self); 5] = [
        ("no_action", Self::NoAction),
        ("restrict", Self::Restrict),
        ("cascade", Self::Cascade),
        ("set_null", Self::SetNull),
        ("set_default", Self::SetDefault),
    ];

    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == text).map(|(_, action)| *action)
    }
}

impl Model {
    /// The columns at these places.
    pub fn columns_at(&self, places: &[usize]) -> impl Iterator<Item = &Column> {
        places.iter().map(|place| &self.columns[*place])
    }

    /// The relations that own a foreign key.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&Relation, &ForeignKey)> {
        self.relations.iter().filter_map(|relation| match &relation.kind {
            RelationKind::BelongsTo(key) => Some((relation, key)),
            _ => None,
        })
    }

    /// Whether SQLite can assign the key of the column at this place: the only key column of a table with
    /// rowids, declared as INTEGER, whose value no parent decides. That its type is an integer is for the
    /// compiler to say.
    pub fn is_automatic_key(&self, place: usize) -> bool {
        let column = &self.columns[place];
        self.primary_key == [place]
            && !self.table.without_rowid
            && column.default.is_none()
            && column.declared_type.as_ref().is_none_or(|ty| ty.value().eq_ignore_ascii_case("integer"))
            && !self.foreign_keys().any(|(_, key)| key.columns.contains(&place))
    }

    /// What a `create()` builder has to know of the column at this place.
    pub fn demand(&self, place: usize) -> Demand {
        let column = &self.columns[place];
        if column.default.is_some() {
            Demand::Defaulted
        } else if self.is_automatic_key(place) {
            Demand::Key
        } else if column.is_option() {
            Demand::Nullable
        } else {
            Demand::Required
        }
    }
}

/// What a `create()` builder has to know of a column before it can be inserted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// A value.
    Required,
    /// Nothing if its type is an integer, which SQLite assigns.
    Key,
    /// Nothing: NULL stands for it.
    Nullable,
    /// Nothing: its default stands for it.
    Defaulted,
}

impl Column {
    /// Whether the field's type is one of Rust's integers.
    pub fn is_integer(&self) -> bool {
        const INTEGERS: [&str; 10] = ["i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"];
        matches!(&self.ty, Type::Path(ty) if INTEGERS.iter().any(|integer| ty.path.is_ident(integer)))
    }

    /// Whether the field's type reads as `Option`.
    pub fn is_option(&self) -> bool {
        self.inner().is_some()
    }

    /// The type that the column has in a key. A nullable one was refused: there it has the type that it is told to have.
    pub fn key_type(&self) -> &Type {
        self.inner().unwrap_or(&self.ty)
    }

    /// What the `Option` holds, if the field's type reads as one.
    fn inner(&self) -> Option<&Type> {
        let mut ty = &self.ty;
        // A type that a macro passes on as `$ty:ty` arrives in a group of its own.
        while let Type::Group(group) = ty {
            ty = &group.elem;
        }
        let Type::Path(ty) = ty else { return None };
        let last = ty.path.segments.last().filter(|segment| segment.ident == "Option")?;
        match &last.arguments {
            PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
                GenericArgument::Type(inner) => Some(inner),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Relation {
    /// The name of the target's type.
    pub fn target_name(&self) -> String {
        self.target.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
    }
}
