//! `derive(Load)`: a shape, whose fields are columns and relations of a model.

mod expand;
mod one_of;
mod parse;
mod source;
mod sql;

use proc_macro2::{Ident, TokenStream};
use syn::{DeriveInput, LitInt, LitStr, Path, Type, Visibility};

use crate::errors::Errors;

/// From the struct to the code: parse, expand.
pub fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    if let Some((model, name, runtime)) = parse::one_of(input) {
        let code = one_of::derive(&mut errors, input, model, name, &runtime);
        return errors.beside(code);
    }
    let shape = parse::shape(&mut errors, input);
    errors.beside(shape.map(|shape| expand::shape(&shape)))
}

/// A struct that is loaded from the rows of a model.
struct Shape {
    ident: Ident,
    visibility: Visibility,
    model: Path,
    /// The type of the arguments, if the shape is loaded with any.
    args: Option<Type>,
    /// The path by which generated code finds the runtime.
    runtime: Path,
    /// `None` if they are a mistake.
    fields: Option<Vec<ShapeField>>,
}

/// A field, and the column or relation that fills it.
struct ShapeField {
    ident: Ident,
    ty: Type,
    /// The column or relation; `None` if the attribute is a mistake.
    source: Option<FieldSource>,
}

/// The options of `#[load(…)]` on a field.
struct FieldSource {
    filling: Filling,
    /// The closure that narrows the rows of the relation.
    with: Option<With>,
}

/// `descendants = parent` or `ancestors = parent`.
struct Tree {
    /// The option, which names the function of the runtime too.
    option: Ident,
    parent: Ident,
    /// The greatest number of steps.
    depth: Option<LitInt>,
    /// Set if only the number of rows is loaded.
    counted: bool,
}

/// What fills a field.
enum Filling {
    /// The column or relation of this name, or of the field's name.
    Constant(Option<Ident>),
    /// The rows that a relation of the model to itself reaches, or their number.
    Tree(Tree),
    /// The number of rows of a relation.
    Count(Ident),
    /// Whether a relation has rows.
    Exists(Ident),
    /// An aggregate of a column of a relation's rows.
    Aggregate { function: Aggregate, relation: Ident, column: Ident },
    /// A column of the row that relations lead to.
    ColumnOf { relations: Vec<Ident>, column: Ident },
    /// The rows of a relation, of this name or of the field's name, by a column.
    Keyed { from: Option<Ident>, key: Ident },
    /// The row itself.
    Row,
    /// The value of an SQL expression.
    Sql(LitStr),
}

/// An aggregate of SQL.
#[derive(Clone, Copy)]
enum Aggregate {
    Sum,
    Min,
    Max,
    Avg,
}

impl Aggregate {
    const ALL: [Self; 4] = [Self::Sum, Self::Min, Self::Max, Self::Avg];

    /// Returns the name of the option, which is that of the function.
    const fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Min => "min",
            Self::Max => "max",
            Self::Avg => "avg",
        }
    }

    /// Returns the type that stands for the aggregate in the runtime.
    const fn ty(self) -> &'static str {
        match self {
            Self::Sum => "Sum",
            Self::Min => "Min",
            Self::Max => "Max",
            Self::Avg => "Avg",
        }
    }
}

/// `with = |query| …`, or `with = |query, args| …`.
struct With {
    option: Ident,
    closure: TokenStream,
    /// Set if the closure takes the arguments of the shape.
    takes_args: bool,
}

impl Shape {
    fn fields(&self) -> impl Iterator<Item = &ShapeField> {
        self.fields.iter().flatten()
    }
}

impl ShapeField {
    /// Returns the names of the constants that fill the field, as the user gave them: that of the model first, then
    /// those of the models that it leads to.
    fn names(&self) -> Vec<&Ident> {
        let Some(source) = &self.source else { return Vec::new() };
        match &source.filling {
            Filling::Constant(from) => vec![from.as_ref().unwrap_or(&self.ident)],
            Filling::Count(relation) | Filling::Exists(relation) => vec![relation],
            Filling::Tree(tree) => vec![&tree.parent],
            Filling::Aggregate { relation, column, .. } => vec![relation, column],
            Filling::ColumnOf { relations, column } => relations.iter().chain([column]).collect(),
            Filling::Keyed { from, key } => vec![from.as_ref().unwrap_or(&self.ident), key],
            Filling::Row | Filling::Sql(_) => Vec::new(),
        }
    }

    /// Returns `true` if the field holds the row itself.
    fn is_row(&self) -> bool {
        matches!(&self.source, Some(FieldSource { filling: Filling::Row, .. }))
    }
}
