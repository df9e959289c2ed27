//! `derive(ColumnType)`: newtypes and enums without fields.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{
    Attribute, Data, DataEnum, DeriveInput, Fields, Ident, LitStr, Path, Type, parse_quote, spanned::Spanned,
};

use crate::{
    errors::Errors,
    names::{self, Case},
    options::Options,
};

pub fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let code = expand(&mut errors, input).unwrap_or_else(|| refused(input));
    errors.beside(&code)
}

fn expand(errors: &mut Errors, input: &DeriveInput) -> Option<TokenStream> {
    let remedy = "`ColumnType` is for a struct of one unnamed field, or an enum without fields";
    if !input.generics.params.is_empty() {
        errors.push(&input.generics, format!("{remedy}; this type is generic"));
        return None;
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                let (runtime, _) = options(errors, &input.attrs, false);
                Some(newtype(&input.ident, &fields.unnamed[0].ty, &runtime))
            }
            _ => {
                errors.push(&input.ident, format!("{remedy}: write `struct {}(Type);`", input.ident));
                None
            }
        },
        Data::Enum(data) => {
            let (runtime, case) = options(errors, &input.attrs, true);
            let variants = variants(errors, data, case)?;
            if variants.is_empty() {
                errors.push(&input.ident, format!("{remedy}; this one has no variants"));
                return None;
            }
            Some(enumeration(&input.ident, &variants, &runtime))
        }
        Data::Union(data) => {
            errors.push(data.union_token, format!("{remedy}; this is a union"));
            None
        }
    }
}

fn options(errors: &mut Errors, attributes: &[Attribute], is_enum: bool) -> (Path, Option<Case>) {
    let mut options = Options::of(errors, attributes, "column_type");
    let runtime = options.path(errors, "crate").unwrap_or_else(|| parse_quote!(::relations));
    let case = if is_enum { options.string(errors, "rename_all") } else { None };
    let known: &[&str] = if is_enum { &["rename_all", "crate"] } else { &["crate"] };
    options.finish(errors, "`column_type` takes", known);
    (runtime, case.and_then(|lit| errors.catch(Case::from_lit(&lit))))
}

/// Each variant with the text that stands for it.
fn variants<'d>(
    errors: &mut Errors,
    data: &'d DataEnum,
    case: Option<Case>,
) -> Option<Vec<(&'d Ident, LitStr)>> {
    let mut found: Vec<(&Ident, LitStr)> = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            errors.push(&variant.fields, "a variant with fields does not fit one column: remove the fields");
            return None;
        }
        let mut options = Options::of(errors, &variant.attrs, "column_type");
        let text = options.string(errors, "rename").unwrap_or_else(|| {
            let name = names::text(&variant.ident);
            LitStr::new(&case.map_or(name.clone(), |case| case.apply(&name)), variant.ident.span())
        });
        options.finish(errors, "`column_type` takes", &["rename"]);
        if let Some((other, _)) = found.iter().find(|(_, taken)| taken.value() == text.value()) {
            errors.push(
                &variant.ident,
                format!(
                    "`{other}` and `{}` are both stored as {:?}: rename one",
                    variant.ident,
                    text.value()
                ),
            );
            return None;
        }
        found.push((&variant.ident, text));
    }
    Some(found)
}

/// A newtype is stored as what it wraps.
fn newtype(ident: &Ident, inner: &Type, runtime: &Path) -> TokenStream {
    let place = inner.span();
    let given = names::alias("__Given", ident, inner);
    let inner = Ident::new("__Inner", place);
    let bodies = Bodies {
        // That it is a column type is needed here, and shown by this to all other code.
        proof: Some(quote_spanned! {place=>
            #given
            type __Proof = __private::Proof<{
                let _ = <__Given as __private::ColumnType>::SQL_TYPE;
                0
            }>;
            type #inner = <__Given as __private::Proven<__Proof>>::Type;

            const fn wraps_no_option<T: __private::Scalar>() {}
            const _: () = wraps_no_option::<#inner>();
        }),
        unset_key: quote!(<#inner as __private::ColumnType>::UnsetKey<Column>),
        sql_type: quote_spanned!(place=> <#inner as __private::ColumnType>::SQL_TYPE),
        integers: Some(quote! {
            const HOLDS_EVERY_INTEGER: ::core::primitive::bool =
                <#inner as __private::ColumnType>::HOLDS_EVERY_INTEGER;
        }),
        canonical: quote!(<#inner as __private::ColumnType>::CANONICAL),
        check: quote!(<#inner as __private::ColumnType>::CHECK),
        decode: quote!(::core::result::Result::map(<#inner as __private::ColumnType>::decode(value), Self)),
        encode: quote!(<#inner as __private::ColumnType>::encode(&self.0)),
    };
    bodies.implement(ident, runtime)
}

/// An enum is stored as the text of its variant.
fn enumeration(ident: &Ident, variants: &[(&Ident, LitStr)], runtime: &Path) -> TokenStream {
    let names: Vec<&Ident> = variants.iter().map(|(name, _)| *name).collect();
    let texts: Vec<&LitStr> = variants.iter().map(|(_, text)| text).collect();
    let expected = texts.iter().map(|text| format!("{:?}", text.value())).collect::<Vec<_>>().join(", ");
    let message = format!("expected one of {expected}");
    let bodies = Bodies {
        proof: None,
        unset_key: quote!(__private::Missing<Column>),
        sql_type: quote!(__private::SqlType::Text),
        integers: None,
        canonical: quote!(true),
        check: quote!(__private::ValueCheck::OneOf(&[#(#texts),*])),
        decode: quote! {
            match __private::ValueRef::as_str(&value)? {
                #(#texts => ::core::result::Result::Ok(Self::#names),)*
                _ => ::core::result::Result::Err(__private::unknown_variant(#message)),
            }
        },
        encode: quote! {
            ::core::result::Result::Ok(::core::convert::From::from(match self {
                #(Self::#names => #texts,)*
            }))
        },
    };
    bodies.implement(ident, runtime)
}

/// For a type that was refused, so that its columns are not refused once more.
fn refused(input: &DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let bodies = Bodies {
        proof: None,
        unset_key: quote!(__private::Missing<Column>),
        sql_type: quote!(__private::SqlType::Text),
        integers: None,
        canonical: quote!(true),
        check: quote!(__private::ValueCheck::Any),
        decode: quote!(::core::panic!()),
        encode: quote!(::core::panic!()),
    };
    let (runtime, _) = options(&mut Errors::default(), &input.attrs, true);
    bodies.implement(&input.ident, &runtime)
}

/// What differs between the implementations.
struct Bodies {
    proof: Option<TokenStream>,
    unset_key: TokenStream,
    sql_type: TokenStream,
    integers: Option<TokenStream>,
    canonical: TokenStream,
    check: TokenStream,
    decode: TokenStream,
    encode: TokenStream,
}

impl Bodies {
    /// `ColumnType`, and rusqlite's own traits beside it, so that hand-written SQL takes the type too.
    fn implement(self, ident: &Ident, runtime: &Path) -> TokenStream {
        let Self { proof, unset_key, sql_type, integers, canonical, check, decode, encode } = self;
        quote! {
            const _: () = {
                use #runtime::__private;

                #proof

                #[automatically_derived]
                impl __private::Scalar for #ident {}

                #[automatically_derived]
                impl __private::ColumnType for #ident {
                    type UnsetKey<Column> = #unset_key;

                    const SQL_TYPE: __private::SqlType = #sql_type;
                    #integers
                    const CHECK: __private::ValueCheck = #check;
                    const CANONICAL: ::core::primitive::bool = #canonical;

                    fn decode(value: __private::ValueRef<'_>) -> __private::FromSqlResult<Self> {
                        #decode
                    }

                    fn encode(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
                        #encode
                    }
                }

                #[automatically_derived]
                impl __private::FromSql for #ident {
                    fn column_result(value: __private::ValueRef<'_>) -> __private::FromSqlResult<Self> {
                        <Self as __private::ColumnType>::decode(value)
                    }
                }

                #[automatically_derived]
                impl __private::ToSql for #ident {
                    fn to_sql(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
                        __private::ColumnType::encode(self)
                    }
                }
            };
        }
    }
}
