//! `derive(Load)`: a shape, whose fields are columns and relations of a model.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{
    Data, DeriveInput, Field, Fields, FieldsNamed, Path, Token, Type, parse::ParseStream, parse_quote,
    spanned::Spanned,
};

use crate::{errors::Errors, names, options::Options, words};

/// A struct that is loaded from the rows of a model.
struct Shape {
    ident: Ident,
    visibility: syn::Visibility,
    target: Target,
    fields: Vec<ShapeField>,
}

/// What `#[load(Model)]` on the struct says.
struct Target {
    model: Path,
    runtime: Path,
}

/// A field, and the column or relation that fills it.
struct ShapeField {
    ident: Ident,
    ty: Type,
    /// `None` if the attribute is mistaken.
    source: Option<SourceOptions>,
}

/// What `#[load(…)]` on a field says.
#[derive(Default)]
struct SourceOptions {
    /// The column or relation, where it has another name than the field.
    from: Option<Ident>,
    /// The relation of which only the number of rows is loaded.
    count: Option<Ident>,
    /// What the rows of the relation are narrowed by, as a closure.
    with: Option<With>,
}

impl SourceOptions {
    /// The name that leads to what fills the field `ident`.
    fn name<'o>(&'o self, ident: &'o Ident) -> &'o Ident {
        self.count.as_ref().or(self.from.as_ref()).unwrap_or(ident)
    }
}

/// `with = |query| …`.
struct With {
    option: Ident,
    closure: TokenStream,
}

pub fn derive(input: DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    match shape(&mut errors, input) {
        Some(shape) => errors.beside(&expand(&shape)),
        None => errors.into_tokens(),
    }
}

fn shape(errors: &mut Errors, input: DeriveInput) -> Option<Shape> {
    let fields = named_fields(errors, &input)?;
    let fields = fields.named.iter().map(|field| shape_field(errors, field)).collect();
    let target = target(errors, &input)?;
    Some(Shape { ident: input.ident, visibility: input.vis, target, fields })
}

fn named_fields<'i>(errors: &mut Errors, input: &'i DeriveInput) -> Option<&'i FieldsNamed> {
    let remedy = "`Load` is for a struct with a named field for each column and relation to load";
    if !input.generics.params.is_empty() {
        errors.push(&input.generics, format!("{remedy}; this one is generic: write a struct for each"));
        return None;
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if !fields.named.is_empty() => return Some(fields),
            Fields::Unnamed(_) => errors.push(&data.fields, format!("{remedy}: give these fields names")),
            Fields::Named(_) | Fields::Unit => {
                errors.push(&input.ident, format!("{remedy}: this one has no fields"));
            }
        },
        Data::Enum(data) => errors.push(data.enum_token, format!("{remedy}, not an enum")),
        Data::Union(data) => errors.push(data.union_token, format!("{remedy}, not a union")),
    }
    None
}

fn shape_field(errors: &mut Errors, field: &Field) -> ShapeField {
    let before = errors.len();
    let mut options = Options::of(errors, &field.attrs, "load");
    let source = SourceOptions {
        from: options.ident(errors, "from"),
        count: options.ident(errors, "count"),
        with: options.closure(errors, "with").map(|(option, closure)| With { option, closure }),
    };
    options.finish(errors, "`load` on a field takes", &["from", "count", "with"]);
    if let (Some(_), Some(from)) = (&source.count, &source.from) {
        errors.push(from, "`count` names the relation already: remove `from`");
    }
    let source = (errors.len() == before).then_some(source);
    // A named field always has a name.
    let ident = field.ident.clone().unwrap_or_else(|| names::local("unnamed"));
    ShapeField { ident, ty: field.ty.clone(), source }
}

/// What all `#[load(…)]` on the struct say together: the model once, and options.
fn target(errors: &mut Errors, input: &DeriveInput) -> Option<Target> {
    let before = errors.len();
    let mut model = None;
    let mut options = Options::default();
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("load")) {
        let Some((path, more)) = errors.catch(attribute.parse_args_with(of_struct)) else { continue };
        options.join(more);
        match path {
            Some(path) if model.is_some() => errors.push(path, "the model is given twice: remove one"),
            Some(path) => model = Some(path),
            None => {}
        }
    }
    let runtime = options.path(errors, "crate").unwrap_or_else(|| parse_quote!(::relations));
    options.finish(errors, "`load` on a struct takes the model and", &["crate"]);
    if model.is_none() && errors.len() == before {
        errors.push(
            &input.ident,
            format!("`{}` does not say from which model it is loaded: add `#[load(Model)]`", input.ident),
        );
    }
    Some(Target { model: model?, runtime })
}

/// `Model, crate = …`, or options alone.
fn of_struct(input: ParseStream<'_>) -> syn::Result<(Option<Path>, Options)> {
    if input.peek2(Token![=]) {
        return Ok((None, input.parse()?));
    }
    let place = input.span();
    let ahead = input.fork();
    let Ok(model) = words::type_path(&ahead) else {
        let tokens: TokenStream = input.parse()?;
        let wrong = || syn::Error::new(place, "write the model to load from: `#[load(Model)]`");
        return Err(words::no_path(&tokens).unwrap_or_else(wrong));
    };
    if model.is_ident("Self") {
        return Err(syn::Error::new_spanned(
            model,
            "`Self` is the shape: name the model that it is loaded from",
        ));
    }
    input.call(Path::parse_mod_style)?;
    if !input.is_empty() {
        let comma = input.parse::<Token![,]>();
        comma.map_err(|error| syn::Error::new(error.span(), format!("{error}; write `#[load(Model)]`")))?;
    }
    Ok((Some(model), input.parse()?))
}

fn expand(shape: &Shape) -> TokenStream {
    let Shape { ident, visibility, target: Target { model, runtime }, fields } = shape;
    let sources = pairs(fields.iter().map(|field| source(shape, field)));
    let bindings = fields.iter().enumerate().map(|(at, _)| names::local(&format!("field{at}")));
    let pattern = pairs(bindings.clone().map(|binding| quote!(#binding)));
    let names = names(shape);
    let idents = fields.iter().map(|field| &field.ident);
    let query_doc = format!("A query over all rows of `{}`, each loaded as a [`{ident}`].", last_word(model));
    let find_doc = format!("The row of this primary key, loaded as a [`{ident}`]; `None` if there is none.");
    let get_doc = format!("The row of this primary key, which is there, loaded as a [`{ident}`].");
    quote! {
        #[allow(deprecated, clippy::missing_errors_doc)]
        const _: () = {
            use #runtime::__private;

            type __Model = #model;
            type __Proof = __private::Proof<{
                let _ = <#model as __private::Model>::ENTITY;
                0
            }>;

            #names

            #[automatically_derived]
            impl __private::Load for #ident {
                type Model = <#model as __private::Proven<__Proof>>::Type;

                fn sources() -> impl __private::load::Source<Self> {
                    __private::load::mapped(#sources, |#pattern| Self { #(#idents: #bindings),* })
                }
            }

            #[automatically_derived]
            impl __private::load::ShapeOf<#model> for #ident {}

            #[allow(dead_code)]
            impl #ident {
                #[doc = #query_doc]
                #visibility fn query() -> __private::Query<#model, Self> {
                    __private::load::query()
                }

                #[doc = #find_doc]
                ///
                /// # Errors
                ///
                /// If the related rows are not as the shape has them, and what SQLite reports.
                #visibility fn find(
                    db: &__private::Connection,
                    key: impl __private::IntoColumn<<<Self as __private::Load>::Model as __private::Model>::Key>,
                ) -> __private::Result<::core::option::Option<Self>> {
                    __private::load::find(db, key)
                }

                #[doc = #get_doc]
                ///
                /// # Errors
                ///
                /// If there is none; otherwise as `find`.
                #visibility fn get(
                    db: &__private::Connection,
                    key: impl __private::IntoColumn<<<Self as __private::Load>::Model as __private::Model>::Key>,
                ) -> __private::Result<Self> {
                    __private::load::get(db, key)
                }
            }
        };
    }
}

/// The column or relation that fills a field, which the compiler finds by its name.
///
/// In a function of its own, which all of has the place of the field's type, so that nothing follows once more for the
/// struct. That the name leads to a column or a relation, and that it fills this field, is a constant of its own, which the
/// model is proven by: where it does not, that is the only mistake that is told.
fn source(shape: &Shape, field: &ShapeField) -> TokenStream {
    let ShapeField { ident, ty, source } = field;
    let alias = names::alias("__Field", &shape.ident, &named_self(quote!(#ty), &shape.ident));
    let place = field.ty.span();
    let Some(options) = source else {
        return quote!(__private::load::Mistaken);
    };
    let SourceOptions { count, with, .. } = options;
    let name = options.name(ident);
    let (constant, text) = (names::constant(name), names::text(name));
    let row = holds_row(&field.ty, &shape.target.model);
    let model = quote!(<__Model as __private::Proven<__Proof>>::Type);
    // A constant that every model has is found, and refused, where the trait of models is known.
    let known = is_of_models(&constant).then(|| {
        quote! {
            #[allow(unused_imports)]
            use __private::Model as _;
        }
    });
    let named = quote_spanned! {name.span()=>
        #known
        __private::load::named::<#model, _>(&<#model>::#constant, #text, #row)
    };
    let model = proven(&named);
    // What cannot be narrowed is told of at `with`.
    let span = with.as_ref().map_or(name.span(), |with| with.option.span());
    let spanned = Ident::new(&constant.to_string(), span);
    let mut fills = quote_spanned!(span=> __private::load::of(&<#model>::#spanned));
    if let Some(With { option, .. }) = with {
        fills = quote_spanned!(option.span()=> __private::load::narrows(#fills));
    }
    if count.is_some() {
        fills = quote_spanned!(name.span()=> __private::load::counts(#fills));
    }
    let model = proven(&quote_spanned!(place=> #known __private::load::fills::<__Field, _>(#fills)));
    let mut source = quote_spanned!(name.span()=> <#model>::#constant);
    if known.is_some() {
        source = quote!({ #known #source });
    }
    if let Some(With { option, closure }) = with {
        source =
            quote_spanned!(option.span()=> __private::load::with(#source, __private::expression!(#closure)));
    }
    if count.is_some() {
        source = quote_spanned!(name.span()=> __private::load::count(#source));
    }
    quote_spanned! {place=> {
        #alias

        #[inline]
        fn __source() -> impl __private::load::Source<__Field> {
            #source
        }
        __source()
    }}
}

/// The model, by way of what these tokens prove.
fn proven(proof: &TokenStream) -> TokenStream {
    quote!(<__Model as __private::Proven<__private::Proof<{ #proof }>>>::Type)
}

/// The constants that the fields ask for, as those of a trait that every model has: where a model has one of its own,
/// that one is found.
fn names(shape: &Shape) -> TokenStream {
    let mut constants: Vec<Ident> = Vec::new();
    for field in &shape.fields {
        let Some(options) = &field.source else { continue };
        let constant = names::constant(options.name(&field.ident));
        if !is_of_models(&constant) && !constants.contains(&constant) {
            constants.push(constant);
        }
    }
    quote! {
        #[allow(dead_code, non_upper_case_globals)]
        trait __Names: __private::Model {
            #(const #constants: __private::load::Nothing = __private::load::Nothing;)*
        }

        impl<M: __private::Model> __Names for M {}
    }
}

fn is_of_models(constant: &Ident) -> bool {
    names::MODEL_CONSTANTS.contains(&constant.to_string().as_str())
}

/// Whether the field would hold a row of the model that the shape is made from.
fn holds_row(ty: &Type, model: &Path) -> bool {
    matches!(ty, Type::Path(ty) if ty.path.segments.last().map(|segment| &segment.ident) == model.segments.last().map(|segment| &segment.ident))
}

/// The same tokens with the name of the struct instead of `Self`, for an item of its own.
fn named_self(tokens: TokenStream, ident: &Ident) -> TokenStream {
    let named = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(word) if word == "Self" => {
            let mut named = ident.clone();
            named.set_span(word.span());
            named.into()
        }
        TokenTree::Group(group) => {
            let mut named = Group::new(group.delimiter(), named_self(group.stream(), ident));
            named.set_span(group.span());
            named.into()
        }
        other => other,
    });
    named.collect()
}

/// `(a, (b, ()))`: pairs take any number of fields.
fn pairs(items: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    items.rev().fold(quote!(()), |rest, item| quote!((#item, #rest)))
}

fn last_word(path: &Path) -> String {
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}
