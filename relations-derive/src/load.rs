//! `derive(Load)`: a shape, whose fields are columns and relations of a model.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{
    Data, DeriveInput, Field, Fields, FieldsNamed, Path, Token, Type,
    ext::IdentExt,
    parse::{Parse, ParseStream},
    parse_quote,
    spanned::Spanned,
};

use crate::{errors::Errors, names};

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
    let mut target = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("load")) {
        if target.is_some() {
            errors.push(attribute.path(), "`load` is given twice: remove one");
            continue;
        }
        target = Some(errors.catch(attribute.parse_args::<Target>())?);
    }
    let Some(target) = target else {
        errors.push(
            &input.ident,
            format!("`{}` does not say from which model it is loaded: add `#[load(Model)]`", input.ident),
        );
        return None;
    };
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
    let mut source = SourceOptions::default();
    let mut mistaken = false;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("load")) {
        let parsed = attribute.parse_args_with(|input: ParseStream<'_>| source.parse(input));
        mistaken |= errors.catch(parsed).is_none();
    }
    if let (Some(_), Some(from)) = (&source.count, &source.from) {
        errors.push(from, "`count` names the relation already: remove `from`");
    }
    let source = (!mistaken).then_some(source);
    // A named field always has a name.
    let ident = field.ident.clone().unwrap_or_else(|| names::local("unnamed"));
    ShapeField { ident, ty: field.ty.clone(), source }
}

impl Parse for Target {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let model = input.call(Path::parse_mod_style).map_err(|error| {
            syn::Error::new(error.span(), "write the model to load from: `#[load(Model)]`")
        })?;
        let mut runtime = parse_quote!(::relations);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let option = Ident::parse_any(input)?;
            if option != "crate" {
                return Err(syn::Error::new(
                    option.span(),
                    format!("unknown option `{option}`; `load` on a struct takes the model and `crate`"),
                ));
            }
            input.parse::<Token![=]>()?;
            runtime = input.call(Path::parse_mod_style)?;
        }
        Ok(Self { model, runtime })
    }
}

impl SourceOptions {
    fn parse(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            let option = Ident::parse_any(input)?;
            let given =
                match option.to_string().as_str() {
                    "from" => assigned(&option, input, Ident::parse_any)
                        .map(|name| self.from.replace(name).is_some()),
                    "count" => assigned(&option, input, Ident::parse_any)
                        .map(|name| self.count.replace(name).is_some()),
                    "with" => assigned(&option, input, closure).map(|closure| {
                        let option = option.clone();
                        self.with.replace(With { option, closure }).is_some()
                    }),
                    _ => Err(syn::Error::new(
                        option.span(),
                        format!("unknown option `{option}`; `load` on a field takes `from`, `count`, `with`"),
                    )),
                };
            if given? {
                return Err(syn::Error::new(option.span(), format!("`{option}` is given twice: remove one")));
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }
}

/// What stands behind `option =`.
fn assigned<T>(
    option: &Ident,
    input: ParseStream<'_>,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let form = if option == "with" { "|query| …" } else { "name" };
    let wrong = || syn::Error::new(option.span(), format!("write `{option} = {form}`"));
    input.parse::<Token![=]>().map_err(|_| wrong())?;
    parse(input).map_err(|_| wrong())
}

/// The tokens of a closure, up to the comma before the next option.
fn closure(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !at_next_option(input) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    if tokens.is_empty() { Err(input.error("a closure is missing")) } else { Ok(tokens) }
}

fn at_next_option(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Token![,]>().is_ok()
        && (ahead.is_empty() || Ident::parse_any(&ahead).is_ok() && ahead.peek(Token![=]))
}

fn expand(shape: &Shape) -> TokenStream {
    let Shape { ident, visibility, target: Target { model, runtime }, fields } = shape;
    let sources = pairs(fields.iter().map(|field| source(shape, field)));
    let bindings = fields.iter().enumerate().map(|(at, _)| names::local(&format!("field{at}")));
    let pattern = pairs(bindings.clone().map(|binding| quote!(#binding)));
    let idents = fields.iter().map(|field| &field.ident);
    let query_doc = format!("A query over all rows of `{}`, each loaded as a [`{ident}`].", last_word(model));
    let find_doc = format!("The row of this primary key, loaded as a [`{ident}`]; `None` if there is none.");
    let get_doc = format!("The row of this primary key, which is there, loaded as a [`{ident}`].");
    quote! {
        #[allow(deprecated, clippy::missing_errors_doc)]
        const _: () = {
            use #runtime::__private;

            #[automatically_derived]
            impl __private::Load for #ident {
                type Model = #model;

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
                    key: impl __private::IntoColumn<<#model as __private::Model>::Key>,
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
                    key: impl __private::IntoColumn<<#model as __private::Model>::Key>,
                ) -> __private::Result<Self> {
                    __private::load::get(db, key)
                }
            }
        };
    }
}

/// The column or relation that fills a field, which the compiler finds by its name.
///
/// In a function of its own, which all of has the place of the field's type: what is wrong is told there, and
/// does not follow once more for the struct.
fn source(shape: &Shape, field: &ShapeField) -> TokenStream {
    let model = &shape.target.model;
    let ShapeField { ident, ty, source } = field;
    let ty = named_self(quote!(#ty), &shape.ident);
    let place = field.ty.span();
    let Some(SourceOptions { from, count, with }) = source else {
        return quote!(__private::load::Mistaken);
    };
    let name = count.as_ref().or(from.as_ref()).unwrap_or(ident);
    let constant = names::constant(name);
    // By way of the trait, so that a model that is none is the only mistake that is told.
    let mut source = quote_spanned! {name.span()=> <<#model as __private::Load>::Model>::#constant };
    source = match with {
        Some(With { option, closure }) => quote_spanned! {option.span()=>
            __private::load::with(__private::load::constant(#source), #closure)
        },
        None => quote_spanned! {name.span()=> __private::load::constant(#source) },
    };
    if count.is_some() {
        source = quote_spanned! {name.span()=> __private::load::count(#source) };
    }
    quote_spanned! {place=> {
        #[inline]
        fn __source() -> impl __private::load::Source<#ty> {
            __private::load::field::<#ty, _>(#source)
        }
        __source()
    }}
}

/// The same tokens with the name of the struct instead of `Self`, for an item of its own.
fn named_self(tokens: TokenStream, ident: &Ident) -> TokenStream {
    let named = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(word) if word == "Self" => Ident::new(&ident.to_string(), word.span()).into(),
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
