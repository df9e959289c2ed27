//! From a field to the function that returns what fills it; the compiler finds that by its name.
//!
//! All of it has the place of the field's type, so that no error follows for the struct. One constant proves that the name
//! leads to a column or a relation, and another that it fills this field. All other code has the model by way of these
//! proofs: where one fails, that is the only error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{LitStr, Path, Type, spanned::Spanned};

use super::{Aggregate, FieldSource, Filling, Shape, ShapeField, Tree, With};
use crate::{names, of_model};

/// Expands to the function of a field.
pub fn function(shape: &Shape, field: &ShapeField, source: &FieldSource, ty: &Ident) -> TokenStream {
    let place = field.ty.span();
    let function = names::reserved(&field.ident);
    let alias = names::alias(ty, &shape.ident, &names::named_self(&field.ty, &shape.ident));
    let ty = &names::local(&ty.to_string());
    let first = field.names().first().map(|name| names::constant(name));
    let known = first.and_then(|constant| of_model::known(&constant));
    let FieldSource { filling, with } = source;
    let names = field.names();
    let body = match filling {
        Filling::Constant(_) | Filling::Tree(_) | Filling::Count(_) | Filling::Exists(_) => {
            related(shape, field, (filling, with.as_ref()), ty)
        }
        Filling::Aggregate { function, column, .. } => {
            let far = Far { shape, place, relation: names[0], with: with.as_ref(), column };
            far.aggregate(*function, ty)
        }
        Filling::Keyed { key, .. } => {
            let far = Far { shape, place, relation: names[0], with: with.as_ref(), column: key };
            far.keyed(ty)
        }
        Filling::ColumnOf { relations, column } => column_of(place, (relations, column), ty),
        Filling::Row => row(shape, place, &Ident::new(&ty.to_string(), place)),
        Filling::Sql(sql) => computed(place, (sql, &field.ident), &Ident::new(&ty.to_string(), place)),
    };
    let (parameter, captured) = match shape.args {
        None => (None, None),
        Some(_) => {
            let argument = argument();
            (Some(quote_spanned!(place=> #argument: &__Args)), Some(quote_spanned!(place=> + use<>)))
        }
    };
    quote_spanned! {place=>
        #alias

        #[inline]
        fn #function(#parameter) -> impl __private::load::Source<#ty> #captured {
            #known
            #body
        }
    }
}

/// Returns the name of the shape's arguments in generated code.
pub fn argument() -> Ident {
    names::local("__args")
}

/// Expands to the column or relation of a name, or to what is known of its rows without any column of theirs.
fn related(
    shape: &Shape,
    field: &ShapeField,
    (filling, with): (&Filling, Option<&With>),
    ty: &Ident,
) -> TokenStream {
    let place = field.ty.span();
    let names = field.names();
    let Some(name) = names.first() else { return TokenStream::new() };
    let constant = names::constant(name);
    let tree = if let Filling::Tree(tree) = filling { Some(tree) } else { None };
    let mut known = named(name, holds_row(&field.ty, &shape.model));
    if tree.is_some() {
        let model = quote!(<__Model as __private::Proven<__Proof>>::Type);
        known = quote_spanned!(name.span()=> __private::load::parentage(&<#model>::#constant, #known));
    }

    let model = quote!(<__Model as __private::Proven<__Named>>::Type);
    // Rows that cannot be narrowed are reported at `with`.
    let span = with.map_or(name.span(), |with| with.option.span());
    let found = Ident::new(&constant.to_string(), span);
    let mut fills = quote_spanned!(span=> __private::load::of(&<#model>::#found));
    let model = quote!(<__Model as __private::Proven<__Fills>>::Type);
    let mut value = quote_spanned!(name.span()=> <#model>::#constant);
    if let Some(tree) = tree {
        (fills, value) = tree.reached(&fills, &value);
    }
    (fills, value) = (narrows(fills, with), narrowed(value, with));
    match filling {
        Filling::Count(_) | Filling::Tree(Tree { counted: true, .. }) => {
            fills = quote_spanned!(name.span()=> __private::load::counts(#fills));
            value = quote_spanned!(name.span()=> __private::load::count(#value));
        }
        Filling::Exists(_) => {
            fills = quote_spanned!(name.span()=> __private::load::exists_of(#fills));
            value = quote_spanned!(name.span()=> __private::load::exists(#value));
        }
        _ => {
            if with.is_none() && shape.fields().any(ShapeField::is_row) {
                value = quote_spanned!(name.span()=> __private::load::beside_row(#value));
            }
            (fills, value) = passing(shape, name.span(), fills, value);
        }
    }
    quote_spanned! {place=>
        type __Named = __private::Proof<{ #known }>;
        type __Fills = __private::Proof<{ __private::load::fills::<#ty, _>(#fills) }>;
        #value
    }
}

impl Tree {
    /// Expands to the type and the value of the relation to the rows that are reached, from those of the `belongs_to`.
    fn reached(&self, parentage: &TokenStream, parent: &TokenStream) -> (TokenStream, TokenStream) {
        let steps = match &self.depth {
            Some(depth) => quote!(::core::option::Option::Some(#depth)),
            None => quote!(::core::option::Option::None),
        };
        let place = self.parent.span();
        let leads = format_ident!("leads_to_{}", self.option, span = place);
        let option = Ident::new(&self.option.to_string(), place);
        let reached = quote_spanned!(place=> __private::load::#leads(#parentage));
        (reached, quote_spanned!(place=> __private::load::#option(#parent, #steps)))
    }
}

/// A column of the rows that a relation leads to.
struct Far<'f> {
    shape: &'f Shape,
    place: Span,
    relation: &'f Ident,
    with: Option<&'f With>,
    column: &'f Ident,
}

impl Far<'_> {
    /// Expands to an aggregate of the column.
    fn aggregate(&self, function: Aggregate, ty: &Ident) -> TokenStream {
        let (place, column) = (self.column.span(), self.column_by(&quote!(__Column)));
        let function = Ident::new(function.ty(), place);
        let adds = quote_spanned! {place=>
            __private::load::aggregates::<__private::load::#function, _, _>(&#column)
        };
        let column = self.column_by(&quote!(__Aggregates));
        let relation = self.relation_type();
        let fills = quote_spanned! {place=>
            __private::load::aggregate_of::<__private::load::#function, _, _>(#relation, &#column)
        };
        let (value, column) = (self.value(), self.column_by(&quote!(__Fills)));
        let value = quote_spanned! {place=>
            __private::load::aggregate::<_, __private::load::#function, _>(#value, #column)
        };
        let suits = quote_spanned!(self.relation.span()=> __private::load::aggregated);
        let proofs = self.proofs(&suits);
        quote_spanned! {self.place=>
            #proofs
            type __Aggregates = __private::Proof<{ #adds }>;
            type __Fills = __private::Proof<{ __private::load::fills::<#ty, _>(#fills) }>;
            #value
        }
    }

    /// Expands to the rows by the column.
    fn keyed(&self, ty: &Ident) -> TokenStream {
        let (place, column) = (self.column.span(), self.column_by(&quote!(__Column)));
        let (relation, text) = (self.relation_type(), names::text(self.column));
        let fills = quote_spanned!(place=> __private::load::keyed_of(#relation, &#column));
        let fitting = self.column_by(&quote!(__Fills));
        let apart = quote_spanned!(place=> __private::load::tells_apart(#relation, &#fitting, #text));
        let (value, column) = (self.value(), self.column_by(&quote!(__Apart)));
        let value = quote_spanned!(place=> __private::load::keyed(#value, #column));
        let (fills, value) = passing(self.shape, place, fills, value);
        let suits = quote_spanned!(self.relation.span()=> __private::load::mappable);
        let proofs = self.proofs(&suits);
        quote_spanned! {self.place=>
            #proofs
            type __Fills = __private::Proof<{ __private::load::fills::<#ty, _>(#fills) }>;
            type __Apart = __private::Proof<{ #apart }>;
            #value
        }
    }

    /// Expands to the proofs that the names lead to a relation for which `suits` has a proof, and to a column.
    fn proofs(&self, suits: &TokenStream) -> TokenStream {
        let named = named(self.relation, false);
        let far = far(&quote!(__Model), &quote!(__Suits), self.relation);
        let column = is_column(&quote!(__Far), self.column);
        let relation = names::constant(self.relation);
        let found = quote_spanned! {self.relation.span()=>
            __private::load::of(&<<__Model as __private::Proven<__Named>>::Type>::#relation)
        };
        let found = narrows(found, self.with);
        quote_spanned! {self.place=>
            type __Named = __private::Proof<{ #named }>;
            type __Suits = __private::Proof<{ #suits(#found) }>;
            type __Far = #far;
            type __Column = __private::Proof<{ #column }>;
        }
    }

    /// Expands to the type of the relation as a source.
    fn relation_type(&self) -> TokenStream {
        let relation = names::constant(self.relation);
        let found = quote_spanned! {self.relation.span()=>
            __private::load::of(&<<__Model as __private::Proven<__Suits>>::Type>::#relation)
        };
        narrows(found, self.with)
    }

    /// Expands to the relation.
    fn value(&self) -> TokenStream {
        let relation = names::constant(self.relation);
        let value = quote_spanned! {self.relation.span()=>
            <<__Model as __private::Proven<__Fills>>::Type>::#relation
        };
        narrowed(value, self.with)
    }

    /// Expands to the column, if there is this proof.
    fn column_by(&self, proof: &TokenStream) -> TokenStream {
        let column = names::constant(self.column);
        quote_spanned!(self.column.span()=> <<__Far as __private::Proven<#proof>>::Type>::#column)
    }
}

/// Expands to a column of the row that relations to one row lead to.
fn column_of(place: Span, (relations, column): (&[Ident], &Ident), ty: &Ident) -> TokenStream {
    let mut proofs = TokenStream::new();
    let (mut models, mut model) = (Vec::new(), quote!(__Model));
    for (at, relation) in relations.iter().enumerate() {
        let [is_named, is_one, next] =
            ["__Named", "__One", "__Far"].map(|name| names::local(&format!("{name}{at}")));
        let constant = names::constant(relation);
        let named = match at {
            0 => named(relation, false),
            _ => named_of(&model, relation, false),
        };
        let one = quote_spanned! {relation.span()=>
            __private::load::one_row(__private::load::of(&<<#model as __private::Proven<#is_named>>::Type>::#constant))
        };
        let far = far(&model, &quote!(#is_one), relation);
        proofs.extend(quote_spanned! {place=>
            type #is_named = __private::Proof<{ #named }>;
            type #is_one = __private::Proof<{ #one }>;
            type #next = #far;
        });
        models.push((std::mem::replace(&mut model, quote!(#next)), constant));
    }
    let is_column = is_column(&model, column);
    let constant = names::constant(column);
    let path = |proof: &Ident| {
        let constants: Vec<_> = models
            .iter()
            .map(|(model, constant)| {
                quote_spanned!(constant.span()=> <<#model as __private::Proven<#proof>>::Type>::#constant)
            })
            .collect();
        names::pairs(&constants)
    };
    let column = |proof: &Ident| quote_spanned!(constant.span()=> <<#model as __private::Proven<#proof>>::Type>::#constant);
    let (is, fills) = (format_ident!("__Column"), format_ident!("__Fills"));
    let (types, found) = (path(&is), column(&is));
    let filling = quote_spanned! {constant.span()=>
        __private::load::column_of_type(__private::load::of(&#types), &#found)
    };
    let (path, column) = (path(&fills), column(&fills));
    quote_spanned! {place=>
        #proofs
        type __Column = __private::Proof<{ #is_column }>;
        type __Fills = __private::Proof<{ __private::load::fills::<#ty, _>(#filling) }>;
        __private::load::column_of(#path, #column)
    }
}

/// Expands to the type of a source and the source: in a shape with arguments, it passes these on to the shapes in it.
fn passing(shape: &Shape, place: Span, fills: TokenStream, value: TokenStream) -> (TokenStream, TokenStream) {
    if shape.args.is_none() {
        return (fills, value);
    }
    let fills = quote_spanned!(place=> __private::load::passes::<__Args, _>(#fills));
    (fills, quote_spanned!(place=> __private::load::passing::<__Args, _>(#value)))
}

/// Expands to the row itself.
fn row(shape: &Shape, place: Span, ty: &Ident) -> TokenStream {
    if shape.args.is_some() {
        let argument = argument();
        return quote_spanned! {place=>
            type __Fills = __private::Proof<{
                __private::load::is_row_with::<<__Model as __private::Proven<__Proof>>::Type, #ty, __Args>()
            }>;
            __private::load::row_with::<<__Model as __private::Proven<__Fills>>::Type, #ty, __Args>(#argument)
        };
    }
    quote_spanned! {place=>
        type __Fills = __private::Proof<{
            __private::load::is_row::<<__Model as __private::Proven<__Proof>>::Type, #ty>()
        }>;
        __private::load::row::<<__Model as __private::Proven<__Fills>>::Type, #ty>()
    }
}

/// Expands to the value of an SQL expression.
fn computed(place: Span, (sql, field): (&LitStr, &Ident), ty: &Ident) -> TokenStream {
    let field = names::text(field);
    quote_spanned! {place=>
        type __Fills = __private::Proof<{ __private::load::is_value::<#ty>() }>;
        __private::load::computed::<<__Model as __private::Proven<__Fills>>::Type>(#sql, #field)
    }
}

/// Expands to the proof that a name leads to a column or relation of the shape's model.
fn named(name: &Ident, is_row: bool) -> TokenStream {
    named_of(&quote!(<__Model as __private::Proven<__Proof>>::Type), name, is_row)
}

/// Expands to the proof that a name leads to a column or relation of `model`.
fn named_of(model: &TokenStream, name: &Ident, is_row: bool) -> TokenStream {
    let (constant, text) = (names::constant(name), names::text(name));
    quote_spanned!(name.span()=> __private::load::named::<#model, _>(&<#model>::#constant, #text, #is_row))
}

/// Expands to the proof that a name leads to a column of `model`.
fn is_column(model: &TokenStream, name: &Ident) -> TokenStream {
    let (constant, text) = (names::constant(name), names::text(name));
    quote_spanned!(name.span()=> __private::load::column::<#model, _>(&<#model>::#constant, #text))
}

/// Expands to the model that a relation of `model` leads to, if there is this proof.
fn far(model: &TokenStream, proof: &TokenStream, relation: &Ident) -> TokenStream {
    let (model, text) = (quote!(<#model as __private::Proven<#proof>>::Type), names::text(relation));
    quote_spanned! {relation.span()=>
        __private::load::FarOf<#model, { __private::load::relation::<#model>(#text) }>
    }
}

/// Expands to the type of a relation that is narrowed by `with`, if it is.
fn narrows(relation: TokenStream, with: Option<&With>) -> TokenStream {
    match with {
        Some(With { option, .. }) => quote_spanned!(option.span()=> __private::load::narrows(#relation)),
        None => relation,
    }
}

/// Expands to a relation that is narrowed by `with`, if it is.
fn narrowed(relation: TokenStream, with: Option<&With>) -> TokenStream {
    match with {
        Some(With { option, closure, takes_args: true }) => {
            let argument = argument();
            quote_spanned! {option.span()=>
                __private::load::with_args(#relation, #argument, __private::expression!(#closure))
            }
        }
        Some(With { option, closure, takes_args: false }) => {
            quote_spanned!(option.span()=> __private::load::with(#relation, __private::expression!(#closure)))
        }
        None => relation,
    }
}

/// Returns `true` if the field would hold a row of the model that the shape is made from.
fn holds_row(ty: &Type, model: &Path) -> bool {
    let model = model.segments.last().map(|segment| &segment.ident);
    matches!(ty, Type::Path(ty) if ty.path.segments.last().map(|segment| &segment.ident) == model)
}
