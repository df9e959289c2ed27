//! From the [`ColumnType`] to Rust.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{LitStr, Path, Type, spanned::Spanned};

use super::{ColumnType, Form};
use crate::names;

/// Expands to everything that the derive adds to the type.
pub fn column_type(ty: &ColumnType<'_>) -> TokenStream {
    let bodies = match &ty.form {
        Form::Newtype(inner) => newtype(ty.ident, inner),
        Form::Enum(variants) => enumeration(variants),
        Form::Refused => unreachable_text(),
        Form::Generic => return TokenStream::new(),
    };
    bodies.implement(ty.ident, &ty.runtime)
}

/// A newtype is stored as what it wraps.
fn newtype(ident: &Ident, inner: &Type) -> Bodies {
    let place = inner.span();
    let given = names::alias(&names::local("__Given"), ident, inner);
    let inner = Ident::new("__Inner", place);
    Bodies {
        // Here the type must be a column type; all other code has it by way of this proof.
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
        newtype: Some(quote! {
            #[automatically_derived]
            impl __private::Newtype for #ident {
                type Inner = #inner;

                fn wrap(inner: #inner) -> Self {
                    Self(inner)
                }

                fn inner(&self) -> &#inner {
                    &self.0
                }
            }
        }),
        canonical: quote!(<#inner as __private::ColumnType>::CANONICAL),
        check: quote!(<#inner as __private::ColumnType>::CHECK),
        decode: quote!(::core::result::Result::map(<#inner as __private::ColumnType>::decode(value), Self)),
        encode: quote!(<#inner as __private::ColumnType>::encode(&self.0)),
    }
}

/// An enum is stored as the text of its variant.
fn enumeration(variants: &[(&Ident, LitStr)]) -> Bodies {
    let names: Vec<&Ident> = variants.iter().map(|(name, _)| *name).collect();
    let texts: Vec<&LitStr> = variants.iter().map(|(_, text)| text).collect();
    let expected = texts.iter().map(|text| format!("{:?}", text.value())).collect::<Vec<_>>().join(", ");
    let message = format!("expected one of {expected}");
    Bodies {
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
        ..unreachable_text()
    }
}

/// Returns the parts for a type that is stored as TEXT, with functions that panic. A type that was refused has them too, so
/// that its columns are not refused as well.
fn unreachable_text() -> Bodies {
    Bodies {
        proof: None,
        unset_key: quote!(__private::Missing<Column>),
        sql_type: quote!(__private::SqlType::Text),
        integers: None,
        newtype: None,
        canonical: quote!(true),
        check: quote!(__private::ValueCheck::Any),
        decode: quote!(::core::panic!()),
        encode: quote!(::core::panic!()),
    }
}

/// The parts of the implementations that differ from type to type.
struct Bodies {
    proof: Option<TokenStream>,
    unset_key: TokenStream,
    sql_type: TokenStream,
    integers: Option<TokenStream>,
    newtype: Option<TokenStream>,
    canonical: TokenStream,
    check: TokenStream,
    decode: TokenStream,
    encode: TokenStream,
}

impl Bodies {
    /// Expands to `ColumnType`, and to rusqlite's own traits, so that hand-written SQL takes the type too.
    fn implement(self, ident: &Ident, runtime: &Path) -> TokenStream {
        let Self { proof, unset_key, sql_type, integers, newtype, canonical, check, decode, encode } = self;
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

                #newtype

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
