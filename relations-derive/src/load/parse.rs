//! From the struct and its attributes to the [`Shape`].

use syn::{DeriveInput, Field, LitInt, parse::ParseStream};

use super::{FieldSource, Shape, ShapeField, Tree, With};
use crate::{errors::Errors, input::StructOnly, names, of_model::OfModel, options::Options};

const MODEL: OfModel = OfModel {
    attribute: "load",
    purpose: "from which model it is loaded",
    model: "the model to load from",
    itself: "the shape: name the model that it is loaded from",
};

const STRUCT_ONLY: StructOnly = StructOnly {
    purpose: "`Load` is for a struct with a named field for each column and relation to load",
    generic: "; this one is generic: write a struct for each",
    without_fields: ": this one has no fields",
    is_enum: ", not an enum",
    is_union: ", not a union",
};

/// Returns the shape that the struct declares, or `None` if its model is not known. What is no struct with named fields is
/// a shape without them.
pub fn shape(errors: &mut Errors, input: &DeriveInput) -> Option<Shape> {
    let fields = match STRUCT_ONLY.named_fields(errors, input) {
        Some(fields) => Some(fields.named.iter().map(|field| shape_field(errors, field)).collect()),
        None if input.generics.params.is_empty() => None,
        None => return None,
    };
    // One mistake is enough.
    let mut unreported = Errors::default();
    let errors = if fields.is_some() { errors } else { &mut unreported };
    let (model, runtime) = MODEL.target(errors, input)?;
    Some(Shape { ident: input.ident.clone(), visibility: input.vis.clone(), model, runtime, fields })
}

fn shape_field(errors: &mut Errors, field: &Field) -> ShapeField {
    let before = errors.len();
    let mut options = Options::of(errors, &field.attrs, "load");
    options.taken_by("`load` on a field takes");
    let tree = tree(&mut options);
    let source = FieldSource {
        from: options.ident("from"),
        count: if tree.is_some() { None } else { options.ident("count") },
        tree,
        with: options.closure("with").map(|(option, closure)| With { option, closure }),
    };
    options.finish();
    if let (Some(_), Some(from)) = (&source.count, &source.from) {
        errors.push(from, "`count` names the relation already: remove `from`");
    }
    if let (Some(tree), Some(from)) = (&source.tree, &source.from) {
        errors.push(from, format!("`{}` names the relation already: remove `from`", tree.option));
    }
    let source = (errors.len() == before).then_some(source);
    // A named field always has a name.
    let ident = field.ident.clone().unwrap_or_else(|| names::local("unnamed"));
    ShapeField { ident, ty: field.ty.clone(), source }
}

/// Reads `descendants = parent` or `ancestors = parent`, with the options that belong to it.
fn tree(options: &mut Options<'_>) -> Option<Tree> {
    let given = ["descendants", "ancestors"].map(|name| {
        let place = options.place(name);
        options.ident(name).and_then(|parent| Some((place?, parent)))
    });
    let [descendants, ancestors] = given;
    if let (Some(_), Some((place, _))) = (&descendants, &ancestors) {
        options
            .errors()
            .push(place, "a field holds descendants or ancestors: give the ancestors a field of their own");
    }
    let (option, parent) = descendants.or(ancestors)?;
    let depth = options.parsed("depth", "number", |input: ParseStream<'_>| input.parse::<LitInt>());
    Some(Tree { option, parent, depth, counted: options.flag("count") })
}
